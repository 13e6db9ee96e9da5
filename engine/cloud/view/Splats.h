// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cloud/view/PointSet.h"
#include "cloud/view/ViewState.h"

#include <array>
#include <cstdint>

namespace maquette::cloud {

/// How many points are projected at once.
inline constexpr int blockPoints = 1024;

/// A block of points in the pixels of a part of a pane. A splat covers size x size pixels from (x, y) on.
struct SplatBlock {
    alignas(64) std::array<float, blockPoints> depth;
    alignas(64) std::array<std::int32_t, blockPoints> x;
    alignas(64) std::array<std::int32_t, blockPoints> y;
    alignas(64) std::array<std::int32_t, blockPoints> size;
    alignas(64) std::array<std::int32_t, blockPoints> visible; ///< 1: between the planes and in part inside
};

/// Projection in single precision. The camera's position is taken as the sum of two floats: near it, where the
/// difference to a point is small, the first subtraction is exact.
struct Lens {
    Lens(const Projection& projection, const PaneRect& part, const PointPixels& pixels);

    std::array<float, 3> origin, originRest;
    std::array<float, 9> axes; ///< right, up, backwards
    float scale;
    float centerX, centerY; ///< of the pane, in pixels of the part
    float perspective; ///< 1, or 0 for a parallel projection
    float nearest, farthest;
    float fixedSize, sizePerUnit;
    int width, height; ///< of the part
};

/// Projects `count` <= blockPoints points (x y z each).
void projectBlock(const float* positions, int count, const Lens& lens, SplatBlock& block);

} // namespace maquette::cloud
