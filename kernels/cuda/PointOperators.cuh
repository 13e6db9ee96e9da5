// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cuda_runtime_api.h>

#include <cstdint>

// Launchers of the operators of kernels/PointOperators.h. All memory is on the device and without gaps: points float32
// [batch, count, 3], values [batch, count, channels], indices int32. None waits for the device; each returns the error
// of its launch. Coordinates that are not finite give results without meaning, but never reach beyond the memory.
// Indices are not checked before the launch, as that would wait: what is read at an index outside is not a number, and
// what points outside is left out of sums.
namespace maquette::kernels::cuda {

/// Whether furthestPoints wants the points in an order of neighborhoods: above what fits into registers.
[[nodiscard]] bool furthestPointsByLeaves(std::int64_t count);
/// Bytes of memory that furthestPoints works in, where furthestPointsByLeaves.
[[nodiscard]] std::int64_t furthestPointsMemory(std::int64_t batch, std::int64_t count);
/// Places along a curve that keeps neighbors together: int32 [batch, count]. `low` and `high` [batch, 3] are the
/// smallest and largest coordinates.
cudaError_t mortonCodes(const float* points, const float* low, const float* high, std::int64_t batch,
                        std::int64_t count, std::int32_t* codes, cudaStream_t stream);
/// Indices [batch, samples]. `order` int64 [batch, count], the indices of the points by their codes, and `memory`, at
/// 16 bytes, only where furthestPointsByLeaves. The order has no influence on the result.
cudaError_t furthestPoints(const float* points, std::int64_t batch, std::int64_t count, std::int64_t samples,
                           const std::int64_t* order, void* memory, std::int32_t* result, cudaStream_t stream);

/// Indices [batch, queryCount, neighbors].
cudaError_t ballQuery(const float* support, const float* queries, std::int64_t batch, std::int64_t count,
                      std::int64_t queryCount, float radius, int neighbors, std::int32_t* result, cudaStream_t stream);
/// Indices and squared distances [batch, queryCount, neighbors]; at most 64 neighbors.
cudaError_t nearestNeighbors(const float* support, const float* queries, std::int64_t batch, std::int64_t count,
                             std::int64_t queryCount, int neighbors, std::int32_t* indices, float* squared,
                             cudaStream_t stream);

/// Of `rows` rows an item, each the mixture of the values at three indices.
cudaError_t threeInterpolate(const float* values, const std::int32_t* indices, const float* weights, std::int64_t batch,
                             std::int64_t count, std::int64_t rows, std::int64_t channels, float* result,
                             cudaStream_t stream);
/// Of `rows` rows an item, each the values at an index.
cudaError_t groupPoints(const float* values, const std::int32_t* indices, std::int64_t batch, std::int64_t count,
                        std::int64_t rows, std::int64_t channels, float* result, cudaStream_t stream);
/// Of `rows` rows an item, each the largest values at `neighbors` indices.
cudaError_t neighborMax(const float* values, const std::int32_t* indices, std::int64_t batch, std::int64_t count,
                        std::int64_t rows, std::int64_t neighbors, std::int64_t channels, float* result,
                        cudaStream_t stream);
/// result[point] = sum over e in [start[point], start[point + 1]) of the gradient of row entries[e] / perRow, times
/// weights[entries[e]] unless `weights` is null: in that order, so that the same input gives the same bytes.
cudaError_t sumEntries(const float* gradient, const float* weights, const std::int64_t* start,
                       const std::int64_t* entries, std::int64_t points, std::int64_t perRow, std::int64_t channels,
                       float* result, cudaStream_t stream);

/// Hashes of the cells of points [count, 3], with the sign bit turned so that their order as signed numbers is that of
/// the hashes as unsigned ones. `low` [3] are the smallest coordinates. Cells as kernels/cpu/PointCores.h says.
cudaError_t hashCells(const float* points, std::int64_t count, float edge, const float* low, std::int64_t* hashes,
                      cudaStream_t stream);
cudaError_t hashCells(const double* points, std::int64_t count, double edge, const double* low, std::int64_t* hashes,
                      cudaStream_t stream);

} // namespace maquette::kernels::cuda
