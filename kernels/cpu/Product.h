// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

// Matrix products of many rows and few columns, as networks on points have them, on one thread. LibTorch's library of
// products picks its paths by the maker of the processor and leaves AVX-512 unused on some that have it; these do not.
namespace maquette::kernels::cpu {

/// Whether the functions below are quicker than LibTorch's on this processor: it has AVX-512.
[[nodiscard]] bool hasWideProducts();

/// A matrix in C order; `stride` floats from row to row.
struct Rows {
    const float* data;
    std::int64_t stride;
};

/// c [m, n] = a [m, k] b [k, n], or c += where `add`. `cStride` floats from row to row of c. Sums run over k in order.
void product(Rows a, Rows b, float* c, std::int64_t cStride, std::int64_t m, std::int64_t n, std::int64_t k, bool add);

/// c [m, n] += aᵀ b with a [k, m] and b [k, n].
void addTransposedProduct(Rows a, Rows b, float* c, std::int64_t cStride, std::int64_t m, std::int64_t n,
                          std::int64_t k);

} // namespace maquette::kernels::cpu
