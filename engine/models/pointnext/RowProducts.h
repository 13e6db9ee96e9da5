// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

// Products of rows of points with small matrices, by kernels/cpu/Product.h where that is quicker. Contiguous float32 on
// the processor; none records a derivative.
namespace maquette::models::pointnext {

/// out [R, n] = x [R, k] matrix [k, n], on the calling thread.
void productInto(at::Tensor& out, const at::Tensor& x, const at::Tensor& matrix);

/// out [m, n] += aᵀ b with a [R, m] and b [R, n], on the calling thread.
void addTransposedInto(at::Tensor& out, const at::Tensor& a, const at::Tensor& b);

/// x [R, k] matrix [k, n] + bias [n] and ReLU where asked for, on all threads. On any device.
[[nodiscard]] at::Tensor affineProduct(const at::Tensor& x, const at::Tensor& matrix, const at::Tensor& bias,
                                       bool relu);

} // namespace maquette::models::pointnext
