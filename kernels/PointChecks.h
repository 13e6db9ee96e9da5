// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>
#include <c10/core/GradMode.h>

#include <limits>

// Shapes and types of the operators of PointOperators.h, for every backend; header only, as the CUDA side is a library
// of its own.
namespace maquette::kernels {

inline void checkPlain(const at::Tensor& tensor, const char* what)
{
    TORCH_CHECK(tensor.scalar_type() == at::kFloat, what, ": float32 only");
    TORCH_CHECK(!c10::GradMode::is_enabled() || !tensor.requires_grad(), what, ": there is no derivative");
    TORCH_CHECK(tensor.numel() <= std::numeric_limits<std::int32_t>::max() * std::int64_t(64), what, ": too large");
}

inline void checkPoints(const at::Tensor& points, const char* what)
{
    checkPlain(points, what);
    TORCH_CHECK(points.dim() == 3 && points.size(2) == 3, what, ": points must be [B, N, 3]");
    TORCH_CHECK(points.size(1) <= std::numeric_limits<std::int32_t>::max() - 64, what, ": too many points");
}

inline void checkPair(const at::Tensor& support, const at::Tensor& queries, const char* what)
{
    checkPoints(support, what);
    checkPoints(queries, what);
    TORCH_CHECK(support.size(0) == queries.size(0), what, ": support and queries must have one batch size");
    TORCH_CHECK(support.device() == queries.device(), what, ": support and queries must be on one device");
}

/// Values [B, N, C] and int32 indices [B, M, K] into them.
inline void checkIndexed(const at::Tensor& values, const at::Tensor& indices, const char* what)
{
    checkPlain(values, what);
    TORCH_CHECK(values.dim() == 3, what, ": values must be [B, N, C]");
    TORCH_CHECK(indices.dim() == 3 && indices.scalar_type() == at::kInt && indices.size(0) == values.size(0), what,
                ": indices must be int32 [B, M, K]");
    TORCH_CHECK(indices.numel() == 0 || values.size(1) > 0, what, ": there are no values");
    TORCH_CHECK(values.device() == indices.device(), what, ": values and indices must be on one device");
}

inline void checkSamples(const at::Tensor& points, std::int64_t samples)
{
    checkPoints(points, "furthest_point_sampling");
    TORCH_CHECK(samples >= 1 && samples <= points.size(1), "furthest_point_sampling: between 1 and N samples");
}

inline void checkNeighbors(std::int64_t neighbors, const char* what)
{
    TORCH_CHECK(neighbors >= 1 && neighbors <= 64, what, ": between 1 and 64 neighbors");
}

inline void checkWeights(const at::Tensor& indices, const at::Tensor& weights)
{
    checkPlain(weights, "three_interpolate");
    TORCH_CHECK(indices.dim() == 3 && indices.size(2) == 3 && weights.sizes() == indices.sizes(),
                "three_interpolate: indices and weights must be [B, M, 3]");
}

inline void checkVoxels(const at::Tensor& points, double edge)
{
    TORCH_CHECK(points.dim() == 2 && points.size(1) == 3, "voxelize: points must be [N, 3]");
    TORCH_CHECK(points.scalar_type() == at::kFloat || points.scalar_type() == at::kDouble,
                "voxelize: float32 or float64 only");
    TORCH_CHECK(edge > 0 && edge < 1e30, "voxelize: the edge must be above 0");
}

} // namespace maquette::kernels
