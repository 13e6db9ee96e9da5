// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Binds the launchers of this folder to the operators on points that the program has registered.
#include "kernels/cuda/PointOperators.cuh"
#include "kernels/PointChecks.h"

#include <ATen/ATen.h>
#include <c10/cuda/CUDAGuard.h>
#include <c10/cuda/CUDAStream.h>
#include <torch/library.h>

#include <limits>
#include <tuple>

namespace maquette::kernels::cuda {

namespace {

constexpr std::int64_t signBit = std::numeric_limits<std::int64_t>::min();

cudaStream_t stream() { return c10::cuda::getCurrentCUDAStream(); }

void checkLaunch(cudaError_t error, const char* what)
{
    TORCH_CHECK(error == cudaSuccess, what, ": ", cudaGetErrorString(error));
}

/// The indices of each cloud's points along a curve that keeps neighbors together, [B, N].
at::Tensor neighborhoodOrder(const at::Tensor& points)
{
    const at::Tensor low = points.amin(1);
    const at::Tensor high = points.amax(1);
    at::Tensor codes = at::empty({points.size(0), points.size(1)}, points.options().dtype(at::kInt));
    checkLaunch(mortonCodes(points.const_data_ptr<float>(), low.const_data_ptr<float>(), high.const_data_ptr<float>(),
                            points.size(0), points.size(1), codes.data_ptr<std::int32_t>(), stream()),
                "furthest_point_sampling");
    return std::get<1>(codes.sort(1)).contiguous();
}

at::Tensor furthestPointSampling(const at::Tensor& points, std::int64_t samples)
{
    checkSamples(points, samples);
    const c10::cuda::CUDAGuard guard(points.device());
    const at::Tensor source = points.contiguous();
    const std::int64_t batch = source.size(0);
    const std::int64_t count = source.size(1);
    at::Tensor result = at::empty({batch, samples}, source.options().dtype(at::kInt));
    at::Tensor order;
    at::Tensor memory;
    if (batch > 0 && furthestPointsByLeaves(count)) {
        order = neighborhoodOrder(source);
        memory = at::empty({furthestPointsMemory(batch, count)}, source.options().dtype(at::kByte));
    }
    checkLaunch(furthestPoints(source.const_data_ptr<float>(), batch, count, samples,
                               order.defined() ? order.const_data_ptr<std::int64_t>() : nullptr,
                               memory.defined() ? memory.data_ptr<std::uint8_t>() : nullptr,
                               result.data_ptr<std::int32_t>(), stream()),
                "furthest_point_sampling");
    return result;
}

at::Tensor ballQueryOfTensors(const at::Tensor& support, const at::Tensor& queries, double radius,
                              std::int64_t neighbors)
{
    checkPair(support, queries, "ball_query");
    checkNeighbors(neighbors, "ball_query");
    const c10::cuda::CUDAGuard guard(support.device());
    const at::Tensor known = support.contiguous();
    const at::Tensor wanted = queries.contiguous();
    at::Tensor result = at::empty({known.size(0), wanted.size(1), neighbors}, known.options().dtype(at::kInt));
    checkLaunch(ballQuery(known.const_data_ptr<float>(), wanted.const_data_ptr<float>(), known.size(0), known.size(1),
                          wanted.size(1), static_cast<float>(radius), static_cast<int>(neighbors),
                          result.data_ptr<std::int32_t>(), stream()),
                "ball_query");
    return result;
}

std::tuple<at::Tensor, at::Tensor> nearestNeighborsOfTensors(const at::Tensor& support, const at::Tensor& queries,
                                                             std::int64_t neighbors)
{
    checkPair(support, queries, "nearest_neighbors");
    checkNeighbors(neighbors, "nearest_neighbors");
    const c10::cuda::CUDAGuard guard(support.device());
    const at::Tensor known = support.contiguous();
    const at::Tensor wanted = queries.contiguous();
    at::Tensor indices = at::empty({known.size(0), wanted.size(1), neighbors}, known.options().dtype(at::kInt));
    at::Tensor squared = at::empty({known.size(0), wanted.size(1), neighbors}, known.options());
    checkLaunch(nearestNeighbors(known.const_data_ptr<float>(), wanted.const_data_ptr<float>(), known.size(0),
                                 known.size(1), wanted.size(1), static_cast<int>(neighbors),
                                 indices.data_ptr<std::int32_t>(), squared.data_ptr<float>(), stream()),
                "nearest_neighbors");
    return {indices, squared};
}

at::Tensor threeInterpolateOfTensors(const at::Tensor& values, const at::Tensor& indices, const at::Tensor& weights)
{
    checkIndexed(values, indices, "three_interpolate");
    checkWeights(indices, weights);
    TORCH_CHECK(weights.device() == values.device(), "three_interpolate: all must be on one device");
    const c10::cuda::CUDAGuard guard(values.device());
    const at::Tensor source = values.contiguous();
    const at::Tensor places = indices.contiguous();
    const at::Tensor parts = weights.contiguous();
    at::Tensor result = at::empty({source.size(0), places.size(1), source.size(2)}, source.options());
    checkLaunch(threeInterpolate(source.const_data_ptr<float>(), places.const_data_ptr<std::int32_t>(),
                                 parts.const_data_ptr<float>(), source.size(0), source.size(1), places.size(1),
                                 source.size(2), result.data_ptr<float>(), stream()),
                "three_interpolate");
    return result;
}

/// The sum over all entries that point at each point, in the order of the entries: atomic sums would differ from run to
/// run. `weights` may be undefined.
at::Tensor scatter(const at::Tensor& gradient, const at::Tensor& indices, const at::Tensor& weights,
                   std::int64_t points, std::int64_t perRow, const char* what)
{
    const c10::cuda::CUDAGuard guard(gradient.device());
    TORCH_CHECK(indices.device() == gradient.device() && (!weights.defined() || weights.device() == gradient.device()),
                what, ": all must be on one device");
    TORCH_CHECK(points >= 0, what, ": the number of points must not be negative");
    const at::Tensor rows = gradient.contiguous();
    const at::Tensor parts = weights.defined() ? weights.contiguous() : weights;
    const std::int64_t batch = indices.size(0);
    const std::int64_t all = batch * points;
    const at::Tensor places = indices.reshape({batch, indices.size(1) * indices.size(2)}).to(at::kLong);
    const at::Tensor first = at::arange(batch, places.options()).mul_(points).unsqueeze(1);
    // What points outside comes behind all points.
    const at::Tensor keys = at::where(places.ge(0).logical_and_(places.lt(points)), places + first, all).flatten();
    const auto [sorted, entries] = at::sort(keys, true, 0, false);
    const at::Tensor start = at::searchsorted(sorted, at::arange(all + 1, places.options()));
    at::Tensor result = at::empty({batch, points, rows.size(-1)}, rows.options());
    checkLaunch(sumEntries(rows.const_data_ptr<float>(), parts.defined() ? parts.const_data_ptr<float>() : nullptr,
                           start.const_data_ptr<std::int64_t>(), entries.const_data_ptr<std::int64_t>(), all, perRow,
                           rows.size(-1), result.data_ptr<float>(), stream()),
                what);
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

at::Tensor groupPointsOfTensors(const at::Tensor& values, const at::Tensor& indices)
{
    checkIndexed(values, indices, "group_points");
    const c10::cuda::CUDAGuard guard(values.device());
    const at::Tensor source = values.contiguous();
    const at::Tensor places = indices.contiguous();
    at::Tensor result = at::empty({source.size(0), places.size(1), places.size(2), source.size(2)}, source.options());
    checkLaunch(groupPoints(source.const_data_ptr<float>(), places.const_data_ptr<std::int32_t>(), source.size(0),
                            source.size(1), places.size(1) * places.size(2), source.size(2), result.data_ptr<float>(),
                            stream()),
                "group_points");
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
    const c10::cuda::CUDAGuard guard(values.device());
    const at::Tensor source = values.contiguous();
    const at::Tensor places = indices.contiguous();
    at::Tensor result = at::empty({source.size(0), places.size(1), source.size(2)}, source.options());
    checkLaunch(neighborMax(source.const_data_ptr<float>(), places.const_data_ptr<std::int32_t>(), source.size(0),
                            source.size(1), places.size(1), places.size(2), source.size(2), result.data_ptr<float>(),
                            stream()),
                "neighbor_max");
    return result;
}

template <class T> at::Tensor hashesOf(const at::Tensor& points, double edge)
{
    const at::Tensor low = points.amin(0);
    at::Tensor hashes = at::empty({points.size(0)}, points.options().dtype(at::kLong));
    checkLaunch(hashCells(points.const_data_ptr<T>(), points.size(0), static_cast<T>(edge), low.const_data_ptr<T>(),
                          hashes.data_ptr<std::int64_t>(), stream()),
                "voxelize");
    return hashes;
}

std::tuple<at::Tensor, at::Tensor, at::Tensor> voxelize(const at::Tensor& points, double edge)
{
    checkVoxels(points, edge);
    const c10::cuda::CUDAGuard guard(points.device());
    const at::Tensor source = points.contiguous();
    if (source.size(0) == 0) {
        const at::Tensor none = at::empty({0}, source.options().dtype(at::kLong));
        return {none, none.clone(), none.clone()};
    }
    TORCH_CHECK(at::isfinite(source).all().item<bool>(), "voxelize: points must be finite");
    const at::Tensor hashes
        = source.scalar_type() == at::kFloat ? hashesOf<float>(source, edge) : hashesOf<double>(source, edge);
    const auto [sorted, order] = at::sort(hashes, true, 0, false);
    const auto [cells, inverse, counts] = at::unique_consecutive(sorted, false, true);
    return {order, counts, cells.bitwise_xor(signBit)};
}

} // namespace

} // namespace maquette::kernels::cuda

TORCH_LIBRARY_IMPL(maquette, CUDA, library)
{
    namespace cuda = maquette::kernels::cuda;
    library.impl("furthest_point_sampling", &cuda::furthestPointSampling);
    library.impl("ball_query", &cuda::ballQueryOfTensors);
    library.impl("nearest_neighbors", &cuda::nearestNeighborsOfTensors);
    library.impl("three_interpolate", &cuda::threeInterpolateOfTensors);
    library.impl("three_interpolate_backward", &cuda::threeInterpolateBackward);
    library.impl("group_points", &cuda::groupPointsOfTensors);
    library.impl("group_points_backward", &cuda::groupPointsBackward);
    library.impl("neighbor_max", &cuda::neighborMaxOfTensors);
    library.impl("voxelize", &cuda::voxelize);
}
