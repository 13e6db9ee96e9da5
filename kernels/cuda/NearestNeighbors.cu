// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernels/cuda/PointMath.cuh"
#include "kernels/cuda/PointOperators.cuh"

#include <cmath>

// A thread a query, which keeps its nearest in registers; blocks share tiles of the support.
namespace maquette::kernels::cuda {

namespace {

constexpr int blockThreads = 128;
constexpr int tilePoints = 512;

/// Finds `kept` neighbors and writes the first `neighbors` of them.
template <int kept>
__global__ void __launch_bounds__(blockThreads)
    findNearest(const float* __restrict__ support, const float* __restrict__ queries, std::int64_t count,
                std::int64_t queryCount, std::int64_t blocksPerItem, int neighbors, std::int32_t* indices,
                float* squared)
{
    __shared__ float4 tile[tilePoints];
    const std::int64_t item = blockIdx.x / blocksPerItem;
    const std::int64_t query = (blockIdx.x - item * blocksPerItem) * blockThreads + threadIdx.x;
    const bool exists = query < queryCount;
    support += item * count * 3;
    const float* at = queries + (item * queryCount + query) * 3;
    const float x = exists ? at[0] : 0.0F;
    const float y = exists ? at[1] : 0.0F;
    const float z = exists ? at[2] : 0.0F;

    float nearest[kept];
    std::int32_t index[kept];
#pragma unroll
    for (int n = 0; n < kept; ++n) {
        nearest[n] = INFINITY;
        index[n] = 0;
    }
    for (std::int64_t begin = 0; begin < count; begin += tilePoints) {
        const int size = static_cast<int>(count - begin < tilePoints ? count - begin : tilePoints);
        __syncthreads();
        for (int i = static_cast<int>(threadIdx.x); i < size; i += blockThreads) {
            const float* point = support + 3 * (begin + i);
            tile[i] = make_float4(point[0], point[1], point[2], 0.0F);
        }
        __syncthreads();
        for (int i = 0; i < size; ++i) {
            const float4 point = tile[i];
            const float distance = squaredDistance(x, y, z, point.x, point.y, point.z);
            // Strictly: indices ascend, so that of equals the lower one stays in front.
            if (!(distance < nearest[kept - 1]))
                continue;
            const auto candidate = static_cast<std::int32_t>(begin + i);
#pragma unroll
            for (int n = kept - 1; n > 0; --n) {
                if (distance < nearest[n - 1]) {
                    nearest[n] = nearest[n - 1];
                    index[n] = index[n - 1];
                } else if (distance < nearest[n]) {
                    nearest[n] = distance;
                    index[n] = candidate;
                }
            }
            if (distance < nearest[0]) {
                nearest[0] = distance;
                index[0] = candidate;
            }
        }
    }
    if (!exists)
        return;
    const std::int64_t to = (item * queryCount + query) * neighbors;
#pragma unroll
    for (int n = 0; n < kept; ++n)
        if (n < neighbors) {
            indices[to + n] = index[n];
            squared[to + n] = nearest[n];
        }
}

} // namespace

cudaError_t nearestNeighbors(const float* support, const float* queries, std::int64_t batch, std::int64_t count,
                             std::int64_t queryCount, int neighbors, std::int32_t* indices, float* squared,
                             cudaStream_t stream)
{
    if (batch == 0 || queryCount == 0)
        return cudaSuccess;
    const std::int64_t blocksPerItem = (queryCount + blockThreads - 1) / blockThreads;
    if (batch * blocksPerItem > INT32_MAX)
        return cudaErrorInvalidValue;
    const auto launch = [&](auto kernel) {
        kernel<<<static_cast<unsigned>(batch * blocksPerItem), blockThreads, 0, stream>>>(
            support, queries, count, queryCount, blocksPerItem, neighbors, indices, squared);
        return cudaGetLastError();
    };
    if (neighbors <= 1)
        return launch(findNearest<1>);
    if (neighbors <= 3)
        return launch(findNearest<3>);
    if (neighbors <= 16)
        return launch(findNearest<16>);
    return launch(findNearest<64>);
}

} // namespace maquette::kernels::cuda
