// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

namespace maquette::models::pointnext {

/// A product with its norm folded in: x W + b, and ReLU where asked for.
struct FoldedProduct {
    at::Tensor weight; ///< [inputs, outputs]
    at::Tensor bias; ///< [outputs]
    bool relu = false;
};

/// The products over a neighborhood: the first on offsets and features, and what may follow before the maximum.
struct Neighborhood {
    at::Tensor offset; ///< [3, outputs], divided by the radius
    at::Tensor feature; ///< [inputs, outputs]
    at::Tensor bias; ///< [outputs]
    std::vector<FoldedProduct> further;
};

/// Features [B, M, outputs] of `queries` [B, M, 3] from `features` [B, N, inputs] of `support` [B, N, 3] in `balls`
/// [B, M, K]: the maximum over the neighbors of all products, with the last one's bias, before its ReLU. With one
/// product nothing is grouped; with more, so many queries at a time as stay in the cache.
[[nodiscard]] at::Tensor neighborProducts(const Neighborhood& products, const at::Tensor& features,
                                          const at::Tensor& support, const at::Tensor& queries,
                                          const at::Tensor& balls);

} // namespace maquette::models::pointnext
