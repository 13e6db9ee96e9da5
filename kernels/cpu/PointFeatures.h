// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

// Sums and maxima over the features of neighbors on plain memory of the processor, for slices of their results, so that
// callers spread them over threads. `channels` floats stand for each point.
namespace maquette::kernels::cpu {

/// result[i] = the largest of the values at indices[i * neighbors …], channel by channel, for i in [begin, end).
void neighborMax(const float* values, const std::int32_t* indices, std::int64_t begin, std::int64_t end,
                 std::int64_t neighbors, std::int64_t channels, float* result);

/// result[i] = FMA(w2, v2, FMA(w0, v0, w1 * v1)) for i in [begin, end).
void threeInterpolate(const float* values, const std::int32_t* indices, const float* weights, std::int64_t begin,
                      std::int64_t end, std::int64_t channels, float* result);

/// result[point] = sum of weight * gradient over the entries of each point in [begin, end); `start` [points + 1] and
/// `entries` say which entries are whose; entry e has the gradient of row e / perRow and weights[e], or 1 where
/// `weights` is null. Sums run in the order of the entries, so that threads do not matter.
void sumEntries(const float* gradient, const float* weights, const std::int64_t* start, const std::int32_t* entries,
                std::int64_t begin, std::int64_t end, std::int64_t perRow, std::int64_t channels, float* result);

} // namespace maquette::kernels::cpu
