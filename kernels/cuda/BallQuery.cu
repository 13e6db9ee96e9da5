// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernels/cuda/PointMath.cuh"
#include "kernels/cuda/PointOperators.cuh"

// A warp goes through the support in ascending order, a point a lane, for a few queries at once. Blocks share tiles of
// the support, and end when all their queries are full.
namespace maquette::kernels::cuda {

namespace {

constexpr int blockWarps = 8;
constexpr int blockThreads = blockWarps * lanes;
constexpr int tilePoints = 1024;
/// Queries a warp takes where there are enough for all multiprocessors: each point that is read serves them all.
constexpr int manyQueries = 4;
constexpr std::int64_t enoughQueries = 16384;

template <int perWarp>
__global__ void __launch_bounds__(blockThreads)
    findLowest(const float* __restrict__ support, const float* __restrict__ queries, std::int64_t count,
               std::int64_t queryCount, std::int64_t blocksPerItem, float limit, int neighbors, std::int32_t* result)
{
    __shared__ float tile[3][tilePoints];
    const std::int64_t item = blockIdx.x / blocksPerItem;
    const int lane = static_cast<int>(threadIdx.x) % lanes;
    const std::int64_t firstQuery = ((blockIdx.x - item * blocksPerItem) * blockWarps + threadIdx.x / lanes) * perWarp;
    support += item * count * 3;
    queries += item * queryCount * 3;
    result += (item * queryCount + firstQuery) * neighbors;

    float x[perWarp];
    float y[perWarp];
    float z[perWarp];
    int found[perWarp];
    std::int32_t lowest[perWarp];
#pragma unroll
    for (int own = 0; own < perWarp; ++own) {
        const std::int64_t query = firstQuery + own;
        const bool exists = query < queryCount;
        x[own] = exists ? queries[3 * query] : 0.0F;
        y[own] = exists ? queries[3 * query + 1] : 0.0F;
        z[own] = exists ? queries[3 * query + 2] : 0.0F;
        found[own] = exists ? 0 : neighbors;
        lowest[own] = 0;
    }
    for (std::int64_t begin = 0; begin < count; begin += tilePoints) {
        bool full = true;
#pragma unroll
        for (int own = 0; own < perWarp; ++own)
            full = full && found[own] >= neighbors;
        // Also the barrier before the tile is written anew.
        if (__syncthreads_and(full))
            break;
        const int size = static_cast<int>(count - begin < tilePoints ? count - begin : tilePoints);
        for (int i = static_cast<int>(threadIdx.x); i < 3 * size; i += blockThreads)
            tile[i % 3][i / 3] = support[3 * begin + i];
        __syncthreads();
        if (full)
            continue;
        for (int row = 0; row < size; row += lanes) {
            const int place = row + lane;
            const bool exists = place < size;
            const float px = exists ? tile[0][place] : 0.0F;
            const float py = exists ? tile[1][place] : 0.0F;
            const float pz = exists ? tile[2][place] : 0.0F;
#pragma unroll
            for (int own = 0; own < perWarp; ++own) {
                const bool inside = exists && squaredDistance(x[own], y[own], z[own], px, py, pz) < limit;
                const unsigned mask = __ballot_sync(everyLane, inside);
                if (mask == 0 || found[own] >= neighbors)
                    continue;
                const auto first = static_cast<std::int32_t>(begin + row);
                if (found[own] == 0)
                    lowest[own] = first + __ffs(static_cast<int>(mask)) - 1;
                const int slot = found[own] + __popc(mask & ((1U << lane) - 1));
                if (inside && slot < neighbors)
                    result[own * neighbors + slot] = first + lane;
                found[own] += __popc(mask);
            }
        }
    }
#pragma unroll
    for (int own = 0; own < perWarp; ++own)
        for (int slot = found[own] + lane; slot < neighbors; slot += lanes)
            result[own * neighbors + slot] = lowest[own];
}

} // namespace

cudaError_t ballQuery(const float* support, const float* queries, std::int64_t batch, std::int64_t count,
                      std::int64_t queryCount, float radius, int neighbors, std::int32_t* result, cudaStream_t stream)
{
    if (batch == 0 || queryCount == 0)
        return cudaSuccess;
    const bool many = batch * queryCount >= enoughQueries;
    const std::int64_t perBlock = blockWarps * (many ? manyQueries : 1);
    const std::int64_t blocksPerItem = (queryCount + perBlock - 1) / perBlock;
    if (batch * blocksPerItem > INT32_MAX)
        return cudaErrorInvalidValue;
    const auto blocks = static_cast<unsigned>(batch * blocksPerItem);
    const float limit = radius * radius;
    if (many)
        findLowest<manyQueries><<<blocks, blockThreads, 0, stream>>>(support, queries, count, queryCount, blocksPerItem,
                                                                     limit, neighbors, result);
    else
        findLowest<1><<<blocks, blockThreads, 0, stream>>>(support, queries, count, queryCount, blocksPerItem, limit,
                                                           neighbors, result);
    return cudaGetLastError();
}

} // namespace maquette::kernels::cuda
