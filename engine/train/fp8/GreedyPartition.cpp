// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/fp8/GreedyPartition.h"

#include <algorithm>
#include <cassert>
#include <numeric>

namespace maquette::train::fp8 {

Partition greedyPartition(const std::vector<std::int64_t>& sizes, int ranks, std::vector<std::int64_t> usage)
{
    assert(ranks >= 1);
    const auto count = static_cast<std::size_t>(ranks);
    assert(usage.empty() || usage.size() == count);
    Partition partition;
    partition.tensors.resize(count);
    partition.usage = usage.empty() ? std::vector<std::int64_t>(count) : std::move(usage);
    std::vector<std::size_t> order(sizes.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return sizes[a] != sizes[b] ? sizes[a] > sizes[b] : a % count < b % count;
    });
    for (const std::size_t tensor : order) {
        const auto least = std::min_element(partition.usage.begin(), partition.usage.end());
        partition.tensors[static_cast<std::size_t>(least - partition.usage.begin())].push_back(tensor);
        *least += sizes[tensor];
    }
    partition.padded = *std::max_element(partition.usage.begin(), partition.usage.end());
    return partition;
}

} // namespace maquette::train::fp8
