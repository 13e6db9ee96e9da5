// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cuda_runtime.h>

#include <cstdint>

// What the kernels on points share. Products and sums are spelled out, so that the compiler contracts them nowhere
// else: near-ties between distances decide which points are taken.
namespace maquette::kernels::cuda {

constexpr int lanes = 32;
constexpr unsigned everyLane = 0xffffffffU;

__device__ __forceinline__ float squaredDistance(float ax, float ay, float az, float bx, float by, float bz)
{
    const float dx = __fsub_rn(ax, bx);
    const float dy = __fsub_rn(ay, by);
    const float dz = __fsub_rn(az, bz);
    return __fmaf_rn(dz, dz, __fmaf_rn(dx, dx, __fmul_rn(dy, dy)));
}

__device__ __forceinline__ std::uint64_t larger(std::uint64_t a, std::uint64_t b) { return a > b ? a : b; }

/// The largest key of a whole warp, in every lane.
__device__ __forceinline__ std::uint64_t warpMax(std::uint64_t key)
{
#if __CUDA_ARCH__ >= 800
    const auto high = static_cast<unsigned>(key >> 32);
    const unsigned highest = __reduce_max_sync(everyLane, high);
    const unsigned rest = __reduce_max_sync(everyLane, high == highest ? static_cast<unsigned>(key) : 0U);
    return static_cast<std::uint64_t>(highest) << 32 | rest;
#else
    for (int step = lanes / 2; step > 0; step /= 2)
        key = larger(key, __shfl_xor_sync(everyLane, key, step));
    return key;
#endif
}

/// How late an index is taken among points at equal distance: the least pair (k mod T with its bits reversed, k div T)
/// comes first, T = 2^bits the threads of the official kernel (kernels/cpu/PointCores.h). 31 bits, and it leads back.
struct TieOrder {
    int bits;

    [[nodiscard]] __device__ __forceinline__ unsigned operator()(unsigned index) const
    {
        return reversed(index) << (31 - bits) | index >> bits;
    }
    [[nodiscard]] __device__ __forceinline__ unsigned index(unsigned tie) const
    {
        const unsigned rest = tie & ((1U << (31 - bits)) - 1);
        return rest << bits | reversed(tie >> (31 - bits));
    }

private:
    [[nodiscard]] __device__ __forceinline__ unsigned reversed(unsigned value) const
    {
        return bits == 0 ? 0 : __brev(value) >> (32 - bits);
    }
};

/// Of two points the larger key belongs to the one to take: the further, and of equals the first. Distances are not
/// negative, so their bits keep their order. No point has the key 0.
__device__ __forceinline__ std::uint64_t sampleKey(float distance, unsigned tie)
{
    return static_cast<std::uint64_t>(__float_as_uint(distance)) << 32 | ~tie;
}

} // namespace maquette::kernels::cuda
