// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernels/PointOperators.h"

#include "kernels/Operators.h"

#include <ATen/ATen.h>
#include <ATen/core/dispatch/Dispatcher.h>

namespace maquette::kernels {

namespace {

template <class Signature> c10::TypedOperatorHandle<Signature> operatorNamed(const char* name)
{
    (void)operatorNames(); // links the registration
    return c10::Dispatcher::singleton().findSchemaOrThrow(name, "").typed<Signature>();
}

} // namespace

const std::vector<PointSchema>& pointSchemas()
{
    static const std::vector<PointSchema> schemas = {
        {"furthest_point_sampling", "(Tensor points, int samples) -> Tensor"},
        {"ball_query", "(Tensor support, Tensor queries, float radius, int neighbors) -> Tensor"},
        {"nearest_neighbors", "(Tensor support, Tensor queries, int neighbors) -> (Tensor, Tensor)"},
        {"three_interpolate", "(Tensor values, Tensor indices, Tensor weights) -> Tensor"},
        {"three_interpolate_backward", "(Tensor gradient, Tensor indices, Tensor weights, int points) -> Tensor"},
        {"group_points", "(Tensor values, Tensor indices) -> Tensor"},
        {"group_points_backward", "(Tensor gradient, Tensor indices, int points) -> Tensor"},
        {"neighbor_max", "(Tensor values, Tensor indices) -> Tensor"},
        {"voxelize", "(Tensor points, float edge) -> (Tensor, Tensor, Tensor)"},
    };
    return schemas;
}

at::Tensor furthestPointSampling(const at::Tensor& points, std::int64_t samples)
{
    static const auto handle
        = operatorNamed<at::Tensor(const at::Tensor&, std::int64_t)>("maquette::furthest_point_sampling");
    return handle.call(points, samples);
}

at::Tensor ballQuery(const at::Tensor& support, const at::Tensor& queries, double radius, std::int64_t neighbors)
{
    static const auto handle
        = operatorNamed<at::Tensor(const at::Tensor&, const at::Tensor&, double, std::int64_t)>("maquette::ball_query");
    return handle.call(support, queries, radius, neighbors);
}

std::tuple<at::Tensor, at::Tensor> nearestNeighbors(const at::Tensor& support, const at::Tensor& queries,
                                                    std::int64_t neighbors)
{
    static const auto handle
        = operatorNamed<std::tuple<at::Tensor, at::Tensor>(const at::Tensor&, const at::Tensor&, std::int64_t)>(
            "maquette::nearest_neighbors");
    return handle.call(support, queries, neighbors);
}

at::Tensor interpolationWeights(const at::Tensor& squared)
{
    const at::Tensor weights = (squared.sqrt() + 1e-8).reciprocal_();
    const at::Tensor sum = weights.sum(-1, true);
    // Without any known point all weights are zero, and so is what they sum up to.
    return weights / at::where(sum > 0, sum, at::ones({}, sum.options()));
}

at::Tensor threeInterpolate(const at::Tensor& values, const at::Tensor& indices, const at::Tensor& weights)
{
    static const auto handle = operatorNamed<at::Tensor(const at::Tensor&, const at::Tensor&, const at::Tensor&)>(
        "maquette::three_interpolate");
    return handle.call(values, indices, weights);
}

at::Tensor threeInterpolateBackward(const at::Tensor& gradient, const at::Tensor& indices, const at::Tensor& weights,
                                    std::int64_t points)
{
    static const auto handle
        = operatorNamed<at::Tensor(const at::Tensor&, const at::Tensor&, const at::Tensor&, std::int64_t)>(
            "maquette::three_interpolate_backward");
    return handle.call(gradient, indices, weights, points);
}

at::Tensor groupPoints(const at::Tensor& values, const at::Tensor& indices)
{
    static const auto handle
        = operatorNamed<at::Tensor(const at::Tensor&, const at::Tensor&)>("maquette::group_points");
    return handle.call(values, indices);
}

at::Tensor groupPointsBackward(const at::Tensor& gradient, const at::Tensor& indices, std::int64_t points)
{
    static const auto handle = operatorNamed<at::Tensor(const at::Tensor&, const at::Tensor&, std::int64_t)>(
        "maquette::group_points_backward");
    return handle.call(gradient, indices, points);
}

at::Tensor neighborMax(const at::Tensor& values, const at::Tensor& indices)
{
    static const auto handle
        = operatorNamed<at::Tensor(const at::Tensor&, const at::Tensor&)>("maquette::neighbor_max");
    return handle.call(values, indices);
}

std::tuple<at::Tensor, at::Tensor, at::Tensor> voxelize(const at::Tensor& points, double edge)
{
    static const auto handle = operatorNamed<std::tuple<at::Tensor, at::Tensor, at::Tensor>(const at::Tensor&, double)>(
        "maquette::voxelize");
    return handle.call(points, edge);
}

} // namespace maquette::kernels
