// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <array>
#include <cstdint>
#include <tuple>
#include <vector>

// Operators on point clouds, as PointNet++ and PointNeXt define them (openpoints: cpp/pointnet2_batch), on the device
// of their tensors. Points are float32 [B, N, 3] and finite; features stand point by point, [B, N, C]; indices are
// int32. Squared distances are FMA(dz, dz, FMA(dx, dx, dy * dy)). None has a derivative of its own. All throw
// c10::Error on wrong shapes or types; points that are not finite throw on the processor and are undefined on a GPU.
namespace maquette::kernels {

/// Operator maquette::furthest_point_sampling: indices [B, samples] of points, the first is 0 and each next one is
/// furthest from all before. Ties fall as in the official kernel, see kernels/cpu/PointCores.h. 1 <= samples <= N.
[[nodiscard]] at::Tensor furthestPointSampling(const at::Tensor& points, std::int64_t samples);

/// Operator maquette::ball_query: for each of `queries` [B, M, 3] the lowest `neighbors` indices of `support` [B, N, 3]
/// strictly nearer than `radius`, ascending; what is missing repeats the first; all zero where there is none. [B, M,
/// K].
[[nodiscard]] at::Tensor ballQuery(const at::Tensor& support, const at::Tensor& queries, double radius,
                                   std::int64_t neighbors);

/// Operator maquette::nearest_neighbors: the `neighbors` nearest by (squared distance, index), [B, M, K], and their
/// squared distances. Where the support has fewer: index 0, infinite. At most 64 neighbors.
[[nodiscard]] std::tuple<at::Tensor, at::Tensor> nearestNeighbors(const at::Tensor& support, const at::Tensor& queries,
                                                                  std::int64_t neighbors);

/// Weights 1 / (distance + 1e-8), divided by their sum, of squared distances [B, M, 3]; infinite ones weigh nothing.
[[nodiscard]] at::Tensor interpolationWeights(const at::Tensor& squared);

/// Operator maquette::three_interpolate: values [B, N, C] at three indices and weights [B, M, 3] each:
/// FMA(w2, v2, FMA(w0, v0, w1 * v1)). Returns [B, M, C].
[[nodiscard]] at::Tensor threeInterpolate(const at::Tensor& values, const at::Tensor& indices,
                                          const at::Tensor& weights);
/// Operator maquette::three_interpolate_backward: the gradient of the values, [B, points, C].
[[nodiscard]] at::Tensor threeInterpolateBackward(const at::Tensor& gradient, const at::Tensor& indices,
                                                  const at::Tensor& weights, std::int64_t points);

/// Operator maquette::group_points: values [B, N, C] at indices [B, M, K]: [B, M, K, C].
[[nodiscard]] at::Tensor groupPoints(const at::Tensor& values, const at::Tensor& indices);
/// Operator maquette::group_points_backward: the gradient of the values, [B, points, C].
[[nodiscard]] at::Tensor groupPointsBackward(const at::Tensor& gradient, const at::Tensor& indices,
                                             std::int64_t points);

/// Operator maquette::neighbor_max: the largest of the values [B, N, C] at indices [B, M, K], channel by channel,
/// without the grouped tensor: [B, M, C].
[[nodiscard]] at::Tensor neighborMax(const at::Tensor& values, const at::Tensor& indices);

/// Operator maquette::voxelize: points [N, 3] of float32 or float64 by the cells of a grid: the indices of the points
/// in the order of their cells [N], the points of each cell [V], and the hash of each cell [V], ascending as an
/// unsigned number; all int64. Cells as kernels/cpu/PointCores.h says.
[[nodiscard]] std::tuple<at::Tensor, at::Tensor, at::Tensor> voxelize(const at::Tensor& points, double edge);

struct PointSchema {
    const char* name;
    const char* schema;
};
[[nodiscard]] const std::vector<PointSchema>& pointSchemas();

} // namespace maquette::kernels
