// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Binds the plain functions of this folder to the operators of the dispatcher.
#include "kernels/PointOperators.h"

#include "kernels/Parallel.h"
#include "kernels/PointChecks.h"
#include "kernels/cpu/PointCores.h"
#include "kernels/cpu/PointFeatures.h"

#include <ATen/ATen.h>
#include <torch/library.h>

#include <numeric>

namespace maquette::kernels::cpu {

namespace {

void checkFinite(const at::Tensor& points, const char* what)
{
    const float* values = points.const_data_ptr<float>();
    bool finite = true;
    for (std::int64_t i = 0; i < points.numel(); ++i)
        finite &= std::abs(values[i]) <= std::numeric_limits<float>::max();
    TORCH_CHECK(finite, what, ": points must be finite");
}

void checkRange(const at::Tensor& indices, std::int64_t points, const char* what)
{
    const std::int32_t* values = indices.const_data_ptr<std::int32_t>();
    bool inside = true;
    for (std::int64_t i = 0; i < indices.numel(); ++i)
        inside &= values[i] >= 0 && values[i] < points;
    TORCH_CHECK(inside, what, ": an index is outside");
}

at::Tensor furthestPointSampling(const at::Tensor& points, std::int64_t samples)
{
    checkSamples(points, samples);
    const at::Tensor source = points.contiguous();
    checkFinite(source, "furthest_point_sampling");
    at::Tensor result = at::empty({source.size(0), samples}, source.options().dtype(at::kInt));
    const auto& stopped = Interruptible::query(); // of this thread, for all that share the loop
    parallelFor(source.size(0), 1, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t item = begin; item < end; ++item)
            furthestPoints(source.const_data_ptr<float>() + item * source.size(1) * 3, source.size(1), samples,
                           result.data_ptr<std::int32_t>() + item * samples, stopped);
    });
    return result;
}

at::Tensor ballQueryOfTensors(const at::Tensor& support, const at::Tensor& queries, double radius,
                              std::int64_t neighbors)
{
    checkPair(support, queries, "ball_query");
    checkNeighbors(neighbors, "ball_query");
    const at::Tensor known = support.contiguous();
    const at::Tensor wanted = queries.contiguous();
    checkFinite(known, "ball_query");
    checkFinite(wanted, "ball_query");
    const std::int64_t count = wanted.size(1);
    at::Tensor result = at::zeros({known.size(0), count, neighbors}, known.options().dtype(at::kInt));
    for (std::int64_t item = 0; item < known.size(0); ++item)
        ballQuery(known.const_data_ptr<float>() + item * known.size(1) * 3, known.size(1),
                  wanted.const_data_ptr<float>() + item * count * 3, count, static_cast<float>(radius),
                  static_cast<int>(neighbors), result.data_ptr<std::int32_t>() + item * count * neighbors, parallelFor);
    return result;
}

std::tuple<at::Tensor, at::Tensor> nearestNeighborsOfTensors(const at::Tensor& support, const at::Tensor& queries,
                                                             std::int64_t neighbors)
{
    checkPair(support, queries, "nearest_neighbors");
    checkNeighbors(neighbors, "nearest_neighbors");
    const at::Tensor known = support.contiguous();
    const at::Tensor wanted = queries.contiguous();
    checkFinite(known, "nearest_neighbors");
    checkFinite(wanted, "nearest_neighbors");
    const std::int64_t count = wanted.size(1);
    at::Tensor indices = at::empty({known.size(0), count, neighbors}, known.options().dtype(at::kInt));
    at::Tensor squared = at::empty({known.size(0), count, neighbors}, known.options());
    for (std::int64_t item = 0; item < known.size(0); ++item)
        nearestNeighbors(known.const_data_ptr<float>() + item * known.size(1) * 3, known.size(1),
                         wanted.const_data_ptr<float>() + item * count * 3, count, static_cast<int>(neighbors),
                         indices.data_ptr<std::int32_t>() + item * count * neighbors,
                         squared.data_ptr<float>() + item * count * neighbors, parallelFor);
    return {indices, squared};
}

at::Tensor threeInterpolateOfTensors(const at::Tensor& values, const at::Tensor& indices, const at::Tensor& weights)
{
    checkIndexed(values, indices, "three_interpolate");
    checkWeights(indices, weights);
    const at::Tensor source = values.contiguous();
    const at::Tensor places = indices.contiguous();
    const at::Tensor parts = weights.contiguous();
    checkRange(places, source.size(1), "three_interpolate");
    const std::int64_t count = places.size(1);
    const std::int64_t channels = source.size(2);
    at::Tensor result = at::empty({source.size(0), count, channels}, source.options());
    for (std::int64_t item = 0; item < source.size(0); ++item)
        parallelFor(count, 512, [&](std::int64_t begin, std::int64_t end) {
            threeInterpolate(source.const_data_ptr<float>() + item * source.size(1) * channels,
                             places.const_data_ptr<std::int32_t>() + item * count * 3,
                             parts.const_data_ptr<float>() + item * count * 3, begin, end, channels,
                             result.data_ptr<float>() + item * count * channels);
        });
    return result;
}

/// The sum over all entries that point at each point. `weights` may be undefined.
at::Tensor scatter(const at::Tensor& gradient, const at::Tensor& indices, const at::Tensor& weights,
                   std::int64_t points, std::int64_t perRow, const char* what)
{
    const at::Tensor rows = gradient.contiguous();
    const at::Tensor places = indices.contiguous();
    const at::Tensor parts = weights.defined() ? weights.contiguous() : weights;
    checkRange(places, points, what);
    const std::int64_t batch = places.size(0);
    const std::int64_t entries = places.size(1) * places.size(2);
    const std::int64_t channels = rows.size(-1);
    at::Tensor result = at::empty({batch, points, channels}, rows.options());
    std::vector<std::int64_t> start(static_cast<std::size_t>(points) + 1);
    std::vector<std::int32_t> order(static_cast<std::size_t>(entries));
    for (std::int64_t item = 0; item < batch; ++item) {
        const std::int32_t* at = places.const_data_ptr<std::int32_t>() + item * entries;
        std::fill(start.begin(), start.end(), 0);
        for (std::int64_t e = 0; e < entries; ++e)
            ++start[static_cast<std::size_t>(at[e]) + 1];
        std::partial_sum(start.begin(), start.end(), start.begin());
        std::vector<std::int64_t> next(start.begin(), start.end() - 1);
        for (std::int64_t e = 0; e < entries; ++e)
            order[static_cast<std::size_t>(next[static_cast<std::size_t>(at[e])]++)] = static_cast<std::int32_t>(e);
        parallelFor(points, 128, [&](std::int64_t begin, std::int64_t end) {
            sumEntries(rows.const_data_ptr<float>() + item * (entries / perRow) * channels,
                       parts.defined() ? parts.const_data_ptr<float>() + item * entries : nullptr, start.data(),
                       order.data(), begin, end, perRow, channels, result.data_ptr<float>() + item * points * channels);
        });
    }
    return result;
}

at::Tensor threeInterpolateBackward(const at::Tensor& gradient, const at::Tensor& indices, const at::Tensor& weights,
                                    std::int64_t points)
{
    checkIndexed(gradient, indices, "three_interpolate_backward");
    checkWeights(indices, weights);
    TORCH_CHECK(gradient.size(1) == indices.size(1), "three_interpolate_backward: one row of indices a gradient");
    return scatter(gradient, indices, weights, points, 3, "three_interpolate_backward");
}

at::Tensor groupPoints(const at::Tensor& values, const at::Tensor& indices)
{
    checkIndexed(values, indices, "group_points");
    const at::Tensor source = values.contiguous();
    const at::Tensor places = indices.contiguous();
    checkRange(places, source.size(1), "group_points");
    const std::int64_t entries = places.size(1) * places.size(2);
    const std::int64_t channels = source.size(2);
    at::Tensor result = at::empty({source.size(0), places.size(1), places.size(2), channels}, source.options());
    for (std::int64_t item = 0; item < source.size(0); ++item) {
        const float* from = source.const_data_ptr<float>() + item * source.size(1) * channels;
        const std::int32_t* at = places.const_data_ptr<std::int32_t>() + item * entries;
        float* to = result.data_ptr<float>() + item * entries * channels;
        parallelFor(entries, 4096, [&](std::int64_t begin, std::int64_t end) {
            for (std::int64_t e = begin; e < end; ++e)
                std::copy_n(from + at[e] * channels, channels, to + e * channels);
        });
    }
    return result;
}

at::Tensor groupPointsBackward(const at::Tensor& gradient, const at::Tensor& indices, std::int64_t points)
{
    checkPlain(gradient, "group_points_backward");
    TORCH_CHECK(gradient.dim() == 4 && indices.dim() == 3 && indices.scalar_type() == at::kInt
                    && gradient.sizes().slice(0, 3) == indices.sizes(),
                "group_points_backward: the gradient must be [B, M, K, C] and the indices int32 [B, M, K]");
    return scatter(gradient, indices, {}, points, 1, "group_points_backward");
}

at::Tensor neighborMaxOfTensors(const at::Tensor& values, const at::Tensor& indices)
{
    checkIndexed(values, indices, "neighbor_max");
    TORCH_CHECK(indices.size(2) > 0, "neighbor_max: there are no neighbors");
    const at::Tensor source = values.contiguous();
    const at::Tensor places = indices.contiguous();
    checkRange(places, source.size(1), "neighbor_max");
    const std::int64_t count = places.size(1);
    const std::int64_t channels = source.size(2);
    at::Tensor result = at::empty({source.size(0), count, channels}, source.options());
    for (std::int64_t item = 0; item < source.size(0); ++item)
        parallelFor(count, 64, [&](std::int64_t begin, std::int64_t end) {
            neighborMax(source.const_data_ptr<float>() + item * source.size(1) * channels,
                        places.const_data_ptr<std::int32_t>() + item * count * places.size(2), begin, end,
                        places.size(2), channels, result.data_ptr<float>() + item * count * channels);
        });
    return result;
}

std::tuple<at::Tensor, at::Tensor, at::Tensor> voxelizeTensor(const at::Tensor& points, double edge)
{
    checkVoxels(points, edge);
    const at::Tensor source = points.contiguous();
    TORCH_CHECK(at::isfinite(source).all().item<bool>(), "voxelize: points must be finite");
    const Voxels voxels = source.scalar_type() == at::kFloat
        ? voxelize(source.const_data_ptr<float>(), source.size(0), edge)
        : voxelize(source.const_data_ptr<double>(), source.size(0), edge);
    const auto tensor = [](const auto& values) {
        at::Tensor copy = at::empty({static_cast<std::int64_t>(values.size())}, at::kLong);
        std::copy(values.begin(), values.end(), copy.data_ptr<std::int64_t>());
        return copy;
    };
    return {tensor(voxels.order), tensor(voxels.counts), tensor(voxels.hashes)};
}

} // namespace

} // namespace maquette::kernels::cpu

TORCH_LIBRARY_IMPL(maquette, CPU, library)
{
    namespace cpu = maquette::kernels::cpu;
    library.impl("furthest_point_sampling", &cpu::furthestPointSampling);
    library.impl("ball_query", &cpu::ballQueryOfTensors);
    library.impl("nearest_neighbors", &cpu::nearestNeighborsOfTensors);
    library.impl("three_interpolate", &cpu::threeInterpolateOfTensors);
    library.impl("three_interpolate_backward", &cpu::threeInterpolateBackward);
    library.impl("group_points", &cpu::groupPoints);
    library.impl("group_points_backward", &cpu::groupPointsBackward);
    library.impl("neighbor_max", &cpu::neighborMaxOfTensors);
    library.impl("voxelize", &cpu::voxelizeTensor);
}

namespace maquette::kernels::cpu {

// Called by Operators.cpp: a static library drops what nothing refers to, its registrations included.
void linkPointOperators() { }

} // namespace maquette::kernels::cpu
