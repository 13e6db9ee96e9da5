// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernels/cuda/PointMath.cuh"
#include "kernels/cuda/PointOperators.cuh"

#include <algorithm>
#include <cmath>

// Exact furthest point sampling, one block a cloud. Small clouds stay in registers, and every distance is shortened at
// every step. Large ones lie in leaves of neighbors: only leaves whose box is nearer to the new sample than their
// furthest point concern it, which soon are a few (the idea of QuickFPS: Han et al., IEEE TCAD 2023). Distance and
// place among equals are one key, so that the largest key is the next sample however it is looked for.
namespace maquette::kernels::cuda {

namespace {

/// Where the running distances of the official kernel begin.
constexpr float farAway = 1e10F;
constexpr int blockThreads = 1024;
constexpr int blockWarps = blockThreads / lanes;
/// Points that one thread keeps in registers at most.
constexpr int mostPerThread = 8;
constexpr std::int64_t smallLeaf = 128;
/// Leaves whose boxes one thread keeps at most.
constexpr int mostLeavesPerThread = 4;

/// log2 of the threads of the official kernel: the largest power of two that is at most `count` and at most 1024.
int threadBits(std::int64_t count)
{
    int bits = 0;
    while (bits < 10 && (std::int64_t(2) << bits) <= count)
        ++bits;
    return bits;
}

/// Threads and strides are those of the official kernel, idle threads aside where it has fewer than a warp.
template <int perThread>
__global__ void __launch_bounds__(blockThreads)
    sampleInRegisters(const float* __restrict__ points, int count, int samples, int bits, std::int32_t* result)
{
    __shared__ std::uint64_t best[2][blockWarps];
    const TieOrder tie{bits};
    const int stride = 1 << bits;
    const int thread = static_cast<int>(threadIdx.x);
    const int lane = thread % lanes;
    const int warps = static_cast<int>(blockDim.x) / lanes;
    points += static_cast<std::int64_t>(blockIdx.x) * count * 3;
    result += static_cast<std::int64_t>(blockIdx.x) * samples;

    float x[perThread];
    float y[perThread];
    float z[perThread];
    float distance[perThread]; // -1 where there is no point
#pragma unroll
    for (int slot = 0; slot < perThread; ++slot) {
        const int index = thread + slot * stride;
        const bool exists = thread < stride && index < count;
        x[slot] = exists ? points[3 * index] : 0.0F;
        y[slot] = exists ? points[3 * index + 1] : 0.0F;
        z[slot] = exists ? points[3 * index + 2] : 0.0F;
        distance[slot] = exists ? farAway : -1.0F;
    }
    if (thread == 0)
        result[0] = 0;
    unsigned sample = 0;
    for (int i = 1; i < samples; ++i) {
        const float sx = points[3 * sample];
        const float sy = points[3 * sample + 1];
        const float sz = points[3 * sample + 2];
        float furthest = -1.0F;
        int winner = 0;
#pragma unroll
        for (int slot = 0; slot < perThread; ++slot) {
            distance[slot] = fminf(squaredDistance(x[slot], y[slot], z[slot], sx, sy, sz), distance[slot]);
            if (distance[slot] > furthest) {
                furthest = distance[slot];
                winner = slot;
            }
        }
        std::uint64_t key
            = furthest < 0 ? 0 : sampleKey(furthest, tie(static_cast<unsigned>(thread + winner * stride)));
        key = warpMax(key);
        // Two rows in turn: one barrier a step is enough, as nobody writes a row before all have left its last use.
        std::uint64_t* row = best[i % 2];
        if (lane == 0)
            row[thread / lanes] = key;
        __syncthreads();
        key = warpMax(lane < warps ? row[lane] : 0);
        sample = tie.index(~static_cast<unsigned>(key));
        if (thread == 0)
            result[i] = static_cast<std::int32_t>(sample);
    }
}

struct alignas(16) Slot {
    float x, y, z;
    unsigned tie; ///< all ones in the padding
};

/// Leaves of all clouds, one cloud after another; pointers into the memory of the caller.
struct Leaves {
    std::int64_t perCloud;
    std::int64_t size; ///< slots of each, a multiple of the lanes
    Slot* slots;
    std::uint64_t* keys; ///< of each leaf, the largest at the beginning
    float* distances; ///< of each slot, the running minimum; 0 in the padding
    float* boxes; ///< of each leaf, low and high x y z
};

std::int64_t leafSize(std::int64_t count)
{
    const std::int64_t most = static_cast<std::int64_t>(mostLeavesPerThread) * blockThreads;
    const std::int64_t least = (count + most - 1) / most;
    return std::max(smallLeaf, (least + lanes - 1) / lanes * lanes);
}

std::int64_t leafCount(std::int64_t count) { return (count + leafSize(count) - 1) / leafSize(count); }

/// One warp a leaf.
__global__ void fillLeaves(const float* __restrict__ points, const std::int64_t* __restrict__ order, std::int64_t count,
                           std::int64_t total, TieOrder tie, Leaves leaves)
{
    const std::int64_t leaf = (static_cast<std::int64_t>(blockIdx.x) * blockDim.x + threadIdx.x) / lanes;
    if (leaf >= total)
        return;
    const std::int64_t cloud = leaf / leaves.perCloud;
    const std::int64_t first = (leaf - cloud * leaves.perCloud) * leaves.size;
    float low[3] = {INFINITY, INFINITY, INFINITY};
    float high[3] = {-INFINITY, -INFINITY, -INFINITY};
    std::uint64_t key = 0;
    const int lane = static_cast<int>(threadIdx.x) % lanes;
    for (std::int64_t i = lane; i < leaves.size; i += lanes) {
        Slot slot = {0.0F, 0.0F, 0.0F, ~0U};
        float distance = 0.0F;
        if (first + i < count) {
            const std::int64_t index = order[cloud * count + first + i];
            const float* point = points + (cloud * count + index) * 3;
            slot = {point[0], point[1], point[2], tie(static_cast<unsigned>(index))};
            distance = farAway;
            for (int axis = 0; axis < 3; ++axis) {
                low[axis] = fminf(low[axis], point[axis]);
                high[axis] = fmaxf(high[axis], point[axis]);
            }
        }
        leaves.slots[leaf * leaves.size + i] = slot;
        leaves.distances[leaf * leaves.size + i] = distance;
        key = larger(key, sampleKey(distance, slot.tie));
    }
    for (int step = lanes / 2; step > 0; step /= 2)
        for (int axis = 0; axis < 3; ++axis) {
            low[axis] = fminf(low[axis], __shfl_xor_sync(everyLane, low[axis], step));
            high[axis] = fmaxf(high[axis], __shfl_xor_sync(everyLane, high[axis], step));
        }
    key = warpMax(key);
    if (lane != 0)
        return;
    for (int axis = 0; axis < 3; ++axis) {
        leaves.boxes[leaf * 6 + axis] = low[axis];
        leaves.boxes[leaf * 6 + 3 + axis] = high[axis];
    }
    leaves.keys[leaf] = key;
}

/// By one warp: the running distances of a leaf, shortened by a sample, and the largest key of it in every lane.
__device__ __forceinline__ std::uint64_t shorten(const Slot* __restrict__ slots, float* distances, std::int64_t size,
                                                 int lane, float sx, float sy, float sz)
{
    std::uint64_t key = 0;
#pragma unroll 4
    for (std::int64_t i = lane; i < size; i += lanes) {
        const Slot slot = slots[i];
        const float before = distances[i];
        const float distance = fminf(squaredDistance(slot.x, slot.y, slot.z, sx, sy, sz), before);
        if (distance < before)
            distances[i] = distance;
        key = larger(key, sampleKey(distance, slot.tie));
    }
    return warpMax(key);
}

template <int perThread>
__global__ void __launch_bounds__(blockThreads)
    sampleByLeaves(const float* __restrict__ points, std::int64_t count, int samples, TieOrder tie, Leaves leaves,
                   std::int32_t* result)
{
    __shared__ std::uint64_t keys[blockThreads * perThread]; // of each leaf, 0 where there is none
    __shared__ std::uint16_t hits[blockThreads * perThread]; // leaves that the sample concerns
    __shared__ std::uint64_t best[blockWarps];
    __shared__ int hitCount;
    const int thread = static_cast<int>(threadIdx.x);
    const int lane = thread % lanes;
    const int warp = thread / lanes;
    const std::int64_t firstLeaf = static_cast<std::int64_t>(blockIdx.x) * leaves.perCloud;
    points += static_cast<std::int64_t>(blockIdx.x) * count * 3;
    result += static_cast<std::int64_t>(blockIdx.x) * samples;
    const Slot* slots = leaves.slots + firstLeaf * leaves.size;
    float* distances = leaves.distances + firstLeaf * leaves.size;

    float low[perThread][3];
    float high[perThread][3];
#pragma unroll
    for (int own = 0; own < perThread; ++own) {
        const int leaf = thread + own * blockThreads;
        const bool exists = leaf < leaves.perCloud;
        const float* box = leaves.boxes + (firstLeaf + leaf) * 6;
        for (int axis = 0; axis < 3; ++axis) {
            low[own][axis] = exists ? box[axis] : INFINITY;
            high[own][axis] = exists ? box[3 + axis] : -INFINITY;
        }
        keys[leaf] = exists ? leaves.keys[firstLeaf + leaf] : 0;
    }
    if (thread == 0) {
        hitCount = 0;
        result[0] = 0;
    }
    __syncthreads();
    unsigned sample = 0;
    for (int i = 1; i < samples; ++i) {
        const float* at = points + 3 * static_cast<std::int64_t>(sample);
        const float sx = at[0];
        const float sy = at[1];
        const float sz = at[2];
#pragma unroll
        for (int own = 0; own < perThread; ++own) {
            const int leaf = thread + own * blockThreads;
            // Rounding keeps the order, so that this is never above the distance of a point of the box.
            const float dx = fmaxf(fmaxf(__fsub_rn(low[own][0], sx), __fsub_rn(sx, high[own][0])), 0.0F);
            const float dy = fmaxf(fmaxf(__fsub_rn(low[own][1], sy), __fsub_rn(sy, high[own][1])), 0.0F);
            const float dz = fmaxf(fmaxf(__fsub_rn(low[own][2], sz), __fsub_rn(sz, high[own][2])), 0.0F);
            const float bound = __fmaf_rn(dz, dz, __fmaf_rn(dx, dx, __fmul_rn(dy, dy)));
            const bool hit = bound < __uint_as_float(static_cast<unsigned>(keys[leaf] >> 32));
            const unsigned mask = __ballot_sync(everyLane, hit);
            if (mask == 0)
                continue;
            int place = lane == 0 ? atomicAdd(&hitCount, __popc(mask)) : 0;
            place = __shfl_sync(everyLane, place, 0) + __popc(mask & ((1U << lane) - 1));
            if (hit)
                hits[place] = static_cast<std::uint16_t>(leaf);
        }
        __syncthreads();
        const int concerned = hitCount;
        for (int hit = warp; hit < concerned; hit += blockWarps) {
            const int leaf = hits[hit];
            const std::uint64_t key
                = shorten(slots + leaf * leaves.size, distances + leaf * leaves.size, leaves.size, lane, sx, sy, sz);
            if (lane == 0)
                keys[leaf] = key;
        }
        __syncthreads();
        if (thread == 0)
            hitCount = 0;
        std::uint64_t key = 0;
#pragma unroll
        for (int own = 0; own < perThread; ++own)
            key = larger(key, keys[thread + own * blockThreads]);
        key = warpMax(key);
        if (lane == 0)
            best[warp] = key;
        __syncthreads();
        sample = tie.index(~static_cast<unsigned>(warpMax(best[lane])));
        if (thread == 0)
            result[i] = static_cast<std::int32_t>(sample);
    }
}

/// Every third bit of ten.
__device__ __forceinline__ unsigned spread(unsigned value)
{
    value = (value | value << 16) & 0x030000ffU;
    value = (value | value << 8) & 0x0300f00fU;
    value = (value | value << 4) & 0x030c30c3U;
    return (value | value << 2) & 0x09249249U;
}

__global__ void fillCodes(const float* __restrict__ points, const float* __restrict__ low,
                          const float* __restrict__ high, std::int64_t count, std::int64_t total, std::int32_t* codes)
{
    const std::int64_t step = static_cast<std::int64_t>(gridDim.x) * blockDim.x;
    for (std::int64_t i = static_cast<std::int64_t>(blockIdx.x) * blockDim.x + threadIdx.x; i < total; i += step) {
        const std::int64_t cloud = i / count;
        float extent = 0.0F;
        for (int axis = 0; axis < 3; ++axis)
            extent = fmaxf(extent, high[3 * cloud + axis] - low[3 * cloud + axis]);
        // One scale for all axes, so that leaves are about as long as wide.
        const float scale = extent > 0 ? 1023.0F / extent : 0.0F;
        unsigned code = 0;
        for (int axis = 0; axis < 3; ++axis) {
            const int cell = static_cast<int>((points[3 * i + axis] - low[3 * cloud + axis]) * scale);
            code |= spread(static_cast<unsigned>(min(max(cell, 0), 1023))) << axis;
        }
        codes[i] = static_cast<std::int32_t>(code);
    }
}

Leaves layOut(std::int64_t batch, std::int64_t count, void* memory)
{
    Leaves leaves = {};
    leaves.perCloud = leafCount(count);
    leaves.size = leafSize(count);
    const std::int64_t total = batch * leaves.perCloud;
    leaves.slots = static_cast<Slot*>(memory);
    leaves.keys = reinterpret_cast<std::uint64_t*>(leaves.slots + total * leaves.size);
    leaves.distances = reinterpret_cast<float*>(leaves.keys + total);
    leaves.boxes = leaves.distances + total * leaves.size;
    return leaves;
}

} // namespace

bool furthestPointsByLeaves(std::int64_t count) { return count > std::int64_t(mostPerThread) * blockThreads; }

std::int64_t furthestPointsMemory(std::int64_t batch, std::int64_t count)
{
    const auto slot = static_cast<std::int64_t>(sizeof(Slot) + sizeof(float));
    const auto leaf = static_cast<std::int64_t>(sizeof(std::uint64_t) + 6 * sizeof(float));
    return batch * leafCount(count) * (leafSize(count) * slot + leaf);
}

cudaError_t mortonCodes(const float* points, const float* low, const float* high, std::int64_t batch,
                        std::int64_t count, std::int32_t* codes, cudaStream_t stream)
{
    const std::int64_t blocks = (batch * count + 255) / 256;
    if (blocks == 0)
        return cudaSuccess;
    fillCodes<<<static_cast<unsigned>(std::min<std::int64_t>(blocks, 65535)), 256, 0, stream>>>(
        points, low, high, count, batch * count, codes);
    return cudaGetLastError();
}

cudaError_t furthestPoints(const float* points, std::int64_t batch, std::int64_t count, std::int64_t samples,
                           const std::int64_t* order, void* memory, std::int32_t* result, cudaStream_t stream)
{
    if (batch == 0 || samples == 0)
        return cudaSuccess;
    const int bits = threadBits(count);
    const auto blocks = static_cast<unsigned>(batch);
    const auto wanted = static_cast<int>(samples);
    if (!furthestPointsByLeaves(count)) {
        const unsigned threads = std::max(lanes, 1 << bits);
        const auto points32 = static_cast<int>(count);
        const std::int64_t perThread = (count + (std::int64_t(1) << bits) - 1) >> bits;
        if (perThread <= 1)
            sampleInRegisters<1><<<blocks, threads, 0, stream>>>(points, points32, wanted, bits, result);
        else if (perThread <= 2)
            sampleInRegisters<2><<<blocks, threads, 0, stream>>>(points, points32, wanted, bits, result);
        else if (perThread <= 4)
            sampleInRegisters<4><<<blocks, threads, 0, stream>>>(points, points32, wanted, bits, result);
        else
            sampleInRegisters<mostPerThread><<<blocks, threads, 0, stream>>>(points, points32, wanted, bits, result);
        return cudaGetLastError();
    }
    const TieOrder tie{bits};
    const Leaves leaves = layOut(batch, count, memory);
    const std::int64_t total = batch * leaves.perCloud;
    constexpr int fillThreads = 128;
    const auto fillBlocks = static_cast<unsigned>((total * lanes + fillThreads - 1) / fillThreads);
    fillLeaves<<<fillBlocks, fillThreads, 0, stream>>>(points, order, count, total, tie, leaves);
    if (const cudaError_t error = cudaGetLastError(); error != cudaSuccess)
        return error;
    if (leaves.perCloud <= blockThreads)
        sampleByLeaves<1><<<blocks, blockThreads, 0, stream>>>(points, count, wanted, tie, leaves, result);
    else if (leaves.perCloud <= 2 * blockThreads)
        sampleByLeaves<2><<<blocks, blockThreads, 0, stream>>>(points, count, wanted, tie, leaves, result);
    else
        sampleByLeaves<mostLeavesPerThread>
            <<<blocks, blockThreads, 0, stream>>>(points, count, wanted, tie, leaves, result);
    return cudaGetLastError();
}

} // namespace maquette::kernels::cuda
