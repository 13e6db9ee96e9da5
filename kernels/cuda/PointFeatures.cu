// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernels/cuda/PointMath.cuh"
#include "kernels/cuda/PointOperators.cuh"

#include <algorithm>
#include <cmath>

// Rows of channels: neighboring threads take neighboring channels of one row.
namespace maquette::kernels::cuda {

namespace {

constexpr unsigned blockThreads = 256;

/// Channels along x, rows along y.
struct Launch {
    dim3 grid;
    dim3 block;
};

Launch launchOf(std::int64_t rows, std::int64_t channels)
{
    unsigned across = 1;
    while (across < lanes && across < channels)
        across *= 2;
    const unsigned down = blockThreads / across;
    const std::int64_t blocks = std::min<std::int64_t>((rows + down - 1) / down, 1 << 20);
    return {dim3(static_cast<unsigned>(blocks)), dim3(across, down)};
}

__device__ __forceinline__ std::int64_t firstRow()
{
    return static_cast<std::int64_t>(blockIdx.x) * blockDim.y + threadIdx.y;
}

__device__ __forceinline__ std::int64_t rowStep() { return static_cast<std::int64_t>(gridDim.x) * blockDim.y; }

/// The row of values at an index of an item, null where the index is outside.
__device__ __forceinline__ const float* rowAt(const float* values, std::int64_t item, std::int32_t index,
                                              std::int64_t count, std::int64_t channels)
{
    return index >= 0 && index < count ? values + (item * count + index) * channels : nullptr;
}

__global__ void mixThree(const float* __restrict__ values, const std::int32_t* __restrict__ indices,
                         const float* __restrict__ weights, std::int64_t count, std::int64_t rows, std::int64_t allRows,
                         std::int64_t channels, float* __restrict__ result)
{
    for (std::int64_t row = firstRow(); row < allRows; row += rowStep()) {
        const std::int64_t item = row / rows;
        const float* v0 = rowAt(values, item, indices[3 * row], count, channels);
        const float* v1 = rowAt(values, item, indices[3 * row + 1], count, channels);
        const float* v2 = rowAt(values, item, indices[3 * row + 2], count, channels);
        const float w0 = weights[3 * row];
        const float w1 = weights[3 * row + 1];
        const float w2 = weights[3 * row + 2];
        const bool inside = v0 != nullptr && v1 != nullptr && v2 != nullptr;
        for (std::int64_t c = threadIdx.x; c < channels; c += blockDim.x)
            result[row * channels + c]
                = inside ? __fmaf_rn(w2, v2[c], __fmaf_rn(w0, v0[c], __fmul_rn(w1, v1[c]))) : NAN;
    }
}

__global__ void gather(const float* __restrict__ values, const std::int32_t* __restrict__ indices, std::int64_t count,
                       std::int64_t rows, std::int64_t allRows, std::int64_t channels, float* __restrict__ result)
{
    for (std::int64_t row = firstRow(); row < allRows; row += rowStep()) {
        const float* from = rowAt(values, row / rows, indices[row], count, channels);
        for (std::int64_t c = threadIdx.x; c < channels; c += blockDim.x)
            result[row * channels + c] = from != nullptr ? from[c] : NAN;
    }
}

__global__ void takeLargest(const float* __restrict__ values, const std::int32_t* __restrict__ indices,
                            std::int64_t count, std::int64_t rows, std::int64_t allRows, std::int64_t neighbors,
                            std::int64_t channels, float* __restrict__ result)
{
    for (std::int64_t row = firstRow(); row < allRows; row += rowStep()) {
        const std::int64_t item = row / rows;
        const std::int32_t* own = indices + row * neighbors;
        for (std::int64_t c = threadIdx.x; c < channels; c += blockDim.x) {
            float best = 0.0F;
            bool inside = true;
            for (std::int64_t n = 0; n < neighbors; ++n) {
                const float* from = rowAt(values, item, own[n], count, channels);
                inside = inside && from != nullptr;
                const float value = from != nullptr ? from[c] : 0.0F;
                best = n == 0 || value > best ? value : best;
            }
            result[row * channels + c] = inside ? best : NAN;
        }
    }
}

__global__ void sumRows(const float* __restrict__ gradient, const float* __restrict__ weights,
                        const std::int64_t* __restrict__ start, const std::int64_t* __restrict__ entries,
                        std::int64_t points, std::int64_t perRow, std::int64_t channels, float* __restrict__ result)
{
    for (std::int64_t point = firstRow(); point < points; point += rowStep()) {
        const std::int64_t begin = start[point];
        const std::int64_t end = start[point + 1];
        for (std::int64_t c = threadIdx.x; c < channels; c += blockDim.x) {
            float sum = 0.0F;
            for (std::int64_t e = begin; e < end; ++e) {
                const std::int64_t entry = entries[e];
                const float value = gradient[entry / perRow * channels + c];
                sum = __fadd_rn(sum, weights == nullptr ? value : __fmul_rn(weights[entry], value));
            }
            result[point * channels + c] = sum;
        }
    }
}

/// floor(value / edge) with the division rounded as IEEE 754 asks, whatever the flags of the compiler.
__device__ __forceinline__ float cellOf(float value, float edge) { return floorf(__fdiv_rn(value, edge)); }
__device__ __forceinline__ double cellOf(double value, double edge) { return floor(__ddiv_rn(value, edge)); }

template <class T>
__global__ void fillHashes(const T* __restrict__ points, std::int64_t count, T edge, const T* __restrict__ low,
                           std::int64_t* __restrict__ hashes)
{
    const std::int64_t step = static_cast<std::int64_t>(gridDim.x) * blockDim.x;
    for (std::int64_t i = static_cast<std::int64_t>(blockIdx.x) * blockDim.x + threadIdx.x; i < count; i += step) {
        std::uint64_t hash = 14695981039346656037ULL;
        for (int axis = 0; axis < 3; ++axis) {
            const auto cell = static_cast<std::int64_t>(cellOf(points[3 * i + axis], edge) - cellOf(low[axis], edge));
            hash = (hash * 1099511628211ULL) ^ static_cast<std::uint64_t>(cell);
        }
        hashes[i] = static_cast<std::int64_t>(hash ^ 1ULL << 63);
    }
}

template <class T>
cudaError_t startHashes(const T* points, std::int64_t count, T edge, const T* low, std::int64_t* hashes,
                        cudaStream_t stream)
{
    const std::int64_t blocks = std::min<std::int64_t>((count + blockThreads - 1) / blockThreads, 65535);
    if (blocks == 0)
        return cudaSuccess;
    fillHashes<T><<<static_cast<unsigned>(blocks), blockThreads, 0, stream>>>(points, count, edge, low, hashes);
    return cudaGetLastError();
}

} // namespace

cudaError_t threeInterpolate(const float* values, const std::int32_t* indices, const float* weights, std::int64_t batch,
                             std::int64_t count, std::int64_t rows, std::int64_t channels, float* result,
                             cudaStream_t stream)
{
    if (batch * rows * channels == 0)
        return cudaSuccess;
    const Launch launch = launchOf(batch * rows, channels);
    mixThree<<<launch.grid, launch.block, 0, stream>>>(values, indices, weights, count, rows, batch * rows, channels,
                                                       result);
    return cudaGetLastError();
}

cudaError_t groupPoints(const float* values, const std::int32_t* indices, std::int64_t batch, std::int64_t count,
                        std::int64_t rows, std::int64_t channels, float* result, cudaStream_t stream)
{
    if (batch * rows * channels == 0)
        return cudaSuccess;
    const Launch launch = launchOf(batch * rows, channels);
    gather<<<launch.grid, launch.block, 0, stream>>>(values, indices, count, rows, batch * rows, channels, result);
    return cudaGetLastError();
}

cudaError_t neighborMax(const float* values, const std::int32_t* indices, std::int64_t batch, std::int64_t count,
                        std::int64_t rows, std::int64_t neighbors, std::int64_t channels, float* result,
                        cudaStream_t stream)
{
    if (batch * rows * channels == 0)
        return cudaSuccess;
    const Launch launch = launchOf(batch * rows, channels);
    takeLargest<<<launch.grid, launch.block, 0, stream>>>(values, indices, count, rows, batch * rows, neighbors,
                                                          channels, result);
    return cudaGetLastError();
}

cudaError_t sumEntries(const float* gradient, const float* weights, const std::int64_t* start,
                       const std::int64_t* entries, std::int64_t points, std::int64_t perRow, std::int64_t channels,
                       float* result, cudaStream_t stream)
{
    if (points * channels == 0)
        return cudaSuccess;
    const Launch launch = launchOf(points, channels);
    sumRows<<<launch.grid, launch.block, 0, stream>>>(gradient, weights, start, entries, points, perRow, channels,
                                                      result);
    return cudaGetLastError();
}

cudaError_t hashCells(const float* points, std::int64_t count, float edge, const float* low, std::int64_t* hashes,
                      cudaStream_t stream)
{
    return startHashes(points, count, edge, low, hashes, stream);
}

cudaError_t hashCells(const double* points, std::int64_t count, double edge, const double* low, std::int64_t* hashes,
                      cudaStream_t stream)
{
    return startHashes(points, count, edge, low, hashes, stream);
}

} // namespace maquette::kernels::cuda
