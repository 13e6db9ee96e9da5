// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

namespace maquette::models::pointnext {

/// One norm over all rows of a batch, while training.
struct BatchNormInput {
    at::Tensor gain, shift; ///< [C], with gradients
    at::Tensor runningMean, runningVariance; ///< [C], brought up to date
    double momentum = 0.1;
    double epsilon = 1e-5;
};

/// Training of a set abstraction with two products, without any tensor of a whole neighborhood: what
///   maxOverNeighbors(norm2(relu(norm1(groupLess(values, centers, balls))) weightᵀ))
/// gives, with its gradients, but everything of size [B, M, K, C] is made a few queries at a time, in the cache, and
/// made again for the gradients. `values` [B, N, C1], `centers` [B, M, C1], `balls` int32 [B, M, K] with K <= 255,
/// `weight` [C2, C1]; on the processor. Sums run cloud by cloud, so threads do not matter. Returns [B, M, C2].
[[nodiscard]] at::Tensor fusedAbstraction(const at::Tensor& values, const at::Tensor& centers, const at::Tensor& balls,
                                          const BatchNormInput& first, const at::Tensor& weight,
                                          const BatchNormInput& second);

} // namespace maquette::models::pointnext
