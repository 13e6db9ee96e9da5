// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pointnext/PointNextConfig.h"

#include <ATen/core/Tensor.h>

#include <functional>
#include <vector>

namespace maquette::models::pointnext {

/// What a network needs to know of where the points are; nothing of it depends on weights or features.
struct StageGeometry {
    at::Tensor sampled; ///< int32 [B, M]: which points of the stage before go on
    at::Tensor points; ///< float32 [B, M, 3]
    at::Tensor balls; ///< int32 [B, M, K]: neighbors among the points of the stage before
    at::Tensor ownBalls; ///< int32 [B, M, K]: neighbors among the stage's own points, where it has residual blocks
    at::Tensor upIndices; ///< int32 [B, N, 3]: for the points of the stage before, the nearest of this stage
    at::Tensor upWeights; ///< float32 [B, N, 3]
};

struct PointGeometry {
    at::Tensor points; ///< float32 [B, N, 3], the input
    std::vector<StageGeometry> stages; ///< one for each stage with a stride, in order
};

/// Furthest point sampling, ball queries and interpolation of all stages (sections 3.2 to 3.5 of the facts on
/// PointNeXt). `points` [B, N, 3] with so many points that each stage keeps one at least. `stopped` is asked between
/// steps; a geometry that was stopped has fewer stages and must not be used. `decoder`: whether features go back up.
[[nodiscard]] PointGeometry makeGeometry(const PointNextConfig& config, const at::Tensor& points,
                                         const std::function<bool()>& stopped = {});

/// The fewest points that a cloud must hold for every stage to keep one.
[[nodiscard]] std::int64_t fewestPoints(const PointNextConfig& config);

} // namespace maquette::models::pointnext
