// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernels/Parallel.h"

#include <cstdint>
#include <functional>
#include <vector>

// The point operators on plain memory of the processor, without LibTorch. Points are x y z in float32, finite, one
// after another; indices are int32. Squared distances are FMA(dz, dz, FMA(dx, dx, dy * dy)), as the kernels behind
// PointNet++ and PointNeXt compute them (openpoints: cpp/pointnet2_batch), so that near-ties fall the same way.

/// Compiled for several instruction sets, of which the processor picks one when the program starts.
#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && defined(__OPTIMIZE__)                           \
    && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define MAQUETTE_POINT_SIMD __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define MAQUETTE_POINT_SIMD
#endif

namespace maquette::kernels::cpu {

/// `samples` indices of `points`, the first of which is 0: each next one is furthest from all before. Ties fall as in
/// the official kernel: the least pair (k mod T with its bits reversed, k div T), T the largest power of two that is at
/// most `count` and at most 1024. Once `stopped` says so, what is left is filled with 0.
void furthestPoints(const float* points, std::int64_t count, std::int64_t samples, std::int32_t* result,
                    const std::function<bool()>& stopped = {});

/// For each query the lowest `neighbors` indices of support points nearer than `radius`, ascending; what is missing
/// repeats the first; all zero where there is none. `result` [queries, neighbors].
void ballQuery(const float* support, std::int64_t count, const float* queries, std::int64_t queryCount, float radius,
               int neighbors, std::int32_t* result, const ParallelFor& parallel);

/// For each query the `neighbors` nearest support points by (squared distance, index), nearest first. Where the support
/// has fewer, index 0 and an infinite distance. `indices` and `squared` [queries, neighbors].
void nearestNeighbors(const float* support, std::int64_t count, const float* queries, std::int64_t queryCount,
                      int neighbors, std::int32_t* indices, float* squared, const ParallelFor& parallel);

/// Points by the cell of a grid that holds them.
struct Voxels {
    std::vector<std::int64_t> order; ///< indices of the points, by ascending hash of their cell, then by index
    std::vector<std::int64_t> counts; ///< points of each cell, in that order
    std::vector<std::uint64_t> hashes; ///< of each cell, ascending
};
/// Cells are floor(coordinate / edge) in the type of the coordinates, less their minimum, hashed by FNV-1 over the axes
/// (openpoints: dataset/data_util.py); cells of equal hash are one.
template <class T> [[nodiscard]] Voxels voxelize(const T* points, std::int64_t count, double edge);
extern template Voxels voxelize(const float*, std::int64_t, double);
extern template Voxels voxelize(const double*, std::int64_t, double);

} // namespace maquette::kernels::cpu
