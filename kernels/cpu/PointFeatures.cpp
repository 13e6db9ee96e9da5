// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernels/cpu/PointFeatures.h"

#include "kernels/cpu/PointCores.h"

#include <algorithm>

namespace maquette::kernels::cpu {

MAQUETTE_POINT_SIMD void neighborMax(const float* values, const std::int32_t* indices, std::int64_t begin,
                                     std::int64_t end, std::int64_t neighbors, std::int64_t channels, float* result)
{
    constexpr std::int64_t block = 64; // so many channels stay in registers over all neighbors
    for (std::int64_t i = begin; i < end; ++i) {
        const std::int32_t* row = indices + i * neighbors;
        std::int64_t channel = 0;
        for (; channel + block <= channels; channel += block) {
            float best[block];
            const float* first = values + row[0] * channels + channel;
            for (std::int64_t c = 0; c < block; ++c)
                best[c] = first[c];
            for (std::int64_t n = 1; n < neighbors; ++n) {
                const float* next = values + row[n] * channels + channel;
                for (std::int64_t c = 0; c < block; ++c)
                    best[c] = next[c] > best[c] ? next[c] : best[c];
            }
            for (std::int64_t c = 0; c < block; ++c)
                result[i * channels + channel + c] = best[c];
        }
        float* rest = result + i * channels;
        for (std::int64_t c = channel; c < channels; ++c)
            rest[c] = values[row[0] * channels + c];
        for (std::int64_t n = 1; n < neighbors; ++n) {
            const float* next = values + row[n] * channels;
            for (std::int64_t c = channel; c < channels; ++c)
                rest[c] = next[c] > rest[c] ? next[c] : rest[c];
        }
    }
}

MAQUETTE_POINT_SIMD void threeInterpolate(const float* values, const std::int32_t* indices, const float* weights,
                                          std::int64_t begin, std::int64_t end, std::int64_t channels, float* result)
{
    for (std::int64_t i = begin; i < end; ++i) {
        const float* __restrict v0 = values + indices[3 * i] * channels;
        const float* __restrict v1 = values + indices[3 * i + 1] * channels;
        const float* __restrict v2 = values + indices[3 * i + 2] * channels;
        const float w0 = weights[3 * i];
        const float w1 = weights[3 * i + 1];
        const float w2 = weights[3 * i + 2];
        float* __restrict to = result + i * channels;
        for (std::int64_t c = 0; c < channels; ++c)
            to[c] = __builtin_fmaf(w2, v2[c], __builtin_fmaf(w0, v0[c], w1 * v1[c]));
    }
}

MAQUETTE_POINT_SIMD void sumEntries(const float* gradient, const float* weights, const std::int64_t* start,
                                    const std::int32_t* entries, std::int64_t begin, std::int64_t end,
                                    std::int64_t perRow, std::int64_t channels, float* result)
{
    for (std::int64_t point = begin; point < end; ++point) {
        float* __restrict to = result + point * channels;
        for (std::int64_t c = 0; c < channels; ++c)
            to[c] = 0;
        for (std::int64_t e = start[point]; e < start[point + 1]; ++e) {
            const float* __restrict from = gradient + entries[e] / perRow * channels;
            const float weight = weights == nullptr ? 1.0F : weights[entries[e]];
            for (std::int64_t c = 0; c < channels; ++c)
                to[c] += weight * from[c];
        }
    }
}

} // namespace maquette::kernels::cpu
