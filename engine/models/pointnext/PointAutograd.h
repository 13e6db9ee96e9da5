// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

// The steps between points that training needs gradients of. All tensors float32; indices int32.
namespace maquette::models::pointnext {

/// values [B, N, C] at indices [B, M, K], less `centers` [B, M, C]: [B, M, K, C].
[[nodiscard]] at::Tensor groupLess(const at::Tensor& values, const at::Tensor& centers, const at::Tensor& indices);

/// The largest over the third dimension of [B, M, K, C] with K <= 255: [B, M, C]. The gradient goes to the first of
/// equals.
[[nodiscard]] at::Tensor maxOverNeighbors(const at::Tensor& grouped);

/// values [B, N, C] at three indices with weights [B, M, 3]: [B, M, C].
[[nodiscard]] at::Tensor interpolate(const at::Tensor& values, const at::Tensor& indices, const at::Tensor& weights);

} // namespace maquette::models::pointnext
