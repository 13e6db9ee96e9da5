// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pointnext/PointGeometry.h"

#include "kernels/Parallel.h"
#include "kernels/PointOperators.h"

#include <ATen/ATen.h>

namespace maquette::models::pointnext {

PointGeometry makeGeometry(const PointNextConfig& config, const at::Tensor& points,
                           const std::function<bool()>& stopped)
{
    const at::NoGradGuard guard;
    const kernels::Interruptible interruptible(stopped);
    PointGeometry geometry;
    geometry.points = points.contiguous();
    at::Tensor before = geometry.points;
    const auto radii = config.radii();
    const bool goesBackUp = config.task != Task::Classification;
    for (std::size_t stage = 0; stage < config.strides.size(); ++stage) {
        if (config.strides[stage] == 1)
            continue;
        if (stopped && stopped())
            break;
        StageGeometry now;
        now.sampled = kernels::furthestPointSampling(before, before.size(1) / config.strides[stage]);
        // Ended early, it has given one point again and again, and searches among equal points take minutes.
        if (stopped && stopped())
            break;
        now.points = before.gather(1, now.sampled.to(at::kLong).unsqueeze(2).expand({-1, -1, 3})).contiguous();
        now.balls = kernels::ballQuery(before, now.points, radii[stage].first, config.neighbors);
        if (stopped && stopped())
            break;
        if (config.blocks[stage] > 1)
            now.ownBalls = kernels::ballQuery(now.points, now.points, radii[stage].second, config.neighbors);
        if (goesBackUp) {
            const auto [indices, squared] = kernels::nearestNeighbors(now.points, before, 3);
            now.upIndices = indices;
            now.upWeights = kernels::interpolationWeights(squared);
        }
        before = now.points;
        geometry.stages.push_back(std::move(now));
    }
    return geometry;
}

std::int64_t fewestPoints(const PointNextConfig& config)
{
    std::int64_t product = 1;
    for (const int stride : config.strides)
        product *= stride;
    return product;
}

} // namespace maquette::models::pointnext
