// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace maquette::train::fp8 {

/// Which rank keeps which scaled tensors. Tensors are never split, so that each has one scale.
struct Partition {
    std::vector<std::vector<std::size_t>> tensors; ///< by rank, indices in the order of assignment
    std::vector<std::int64_t> usage; ///< elements by rank
    std::int64_t padded = 0; ///< elements that each rank's flat memory is padded to: the largest usage
};

/// The paper's Algorithm 1: the largest tensor first, each to the rank that holds the least; equal ones by index
/// modulo `ranks`, equal ranks the lowest. `usage` is what the ranks hold already (one number a rank, or empty).
/// Asserts ranks >= 1. Facts 9.1.
[[nodiscard]] Partition greedyPartition(const std::vector<std::int64_t>& sizes, int ranks,
                                        std::vector<std::int64_t> usage = {});

} // namespace maquette::train::fp8
