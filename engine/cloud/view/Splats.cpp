// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/view/Splats.h"

#include "base/Simd.h"

#include <algorithm>
#include <limits>

namespace maquette::cloud {

namespace {

/// Corners are clamped to so many pixels outside of the part, which is still out of sight for the largest splat.
constexpr float aside = 32;

float clampedFloat(double value)
{
    constexpr double most = std::numeric_limits<float>::max();
    return static_cast<float>(std::clamp(value, -most, most));
}

} // namespace

Lens::Lens(const Projection& projection, const PaneRect& part, const PointPixels& pixels)
    : scale(clampedFloat(projection.scale))
    , centerX(static_cast<float>(projection.width / 2.0 - part.x))
    , centerY(static_cast<float>(projection.height / 2.0 - part.y))
    , perspective(projection.parallel ? 0 : 1)
    , nearest(clampedFloat(std::max(projection.nearPlane, 1e-30)))
    , farthest(clampedFloat(projection.farPlane))
    , fixedSize(clampedFloat(pixels.fixed))
    , sizePerUnit(clampedFloat(pixels.perUnit))
    , width(part.width)
    , height(part.height)
{
    for (int i = 0; i < 3; ++i) {
        origin[i] = clampedFloat(projection.origin[i]);
        originRest[i] = clampedFloat(projection.origin[i] - origin[i]);
        for (int k = 0; k < 3; ++k)
            axes[3 * i + k] = static_cast<float>(projection.axes[i][k]);
    }
}

MAQUETTE_SIMD void projectBlock(const float* __restrict positions, int count, const Lens& view,
                                SplatBlock& __restrict block)
{
    // Values of their own, which the stores below cannot change.
    const Lens lens = view;
    const float lowest = -aside;
    const float rightmost = static_cast<float>(lens.width) + 1;
    const float lowermost = static_cast<float>(lens.height) + 1;
    float* __restrict depths = block.depth.data();
    std::int32_t* __restrict xs = block.x.data();
    std::int32_t* __restrict ys = block.y.data();
    std::int32_t* __restrict sizes = block.size.data();
    std::int32_t* __restrict visible = block.visible.data();
    for (int i = 0; i < count; ++i) {
        const float x = (positions[3 * i] - lens.origin[0]) - lens.originRest[0];
        const float y = (positions[3 * i + 1] - lens.origin[1]) - lens.originRest[1];
        const float z = (positions[3 * i + 2] - lens.origin[2]) - lens.originRest[2];
        const float right = lens.axes[0] * x + lens.axes[1] * y + lens.axes[2] * z;
        const float up = lens.axes[3] * x + lens.axes[4] * y + lens.axes[5] * z;
        const float depth = -(lens.axes[6] * x + lens.axes[7] * y + lens.axes[8] * z);
        const float divisor = lens.perspective != 0 ? depth : 1.0F;
        const float pixels = lens.scale / divisor;
        // Comparisons are written so that NaN (a point in the plane of the camera) ends at the lower limit.
        float size = lens.fixedSize + lens.sizePerUnit * pixels;
        size = size > static_cast<float>(smallestPoint) ? size : static_cast<float>(smallestPoint);
        size = size < static_cast<float>(largestPoint) ? size : static_cast<float>(largestPoint);
        const auto wholeSize = static_cast<std::int32_t>(size + 0.5F);
        const float half = 0.5F * static_cast<float>(wholeSize) - 0.5F;
        float left = lens.centerX + right * pixels - half;
        float top = lens.centerY - up * pixels - half;
        left = left > lowest ? left : lowest;
        left = left < rightmost ? left : rightmost;
        top = top > lowest ? top : lowest;
        top = top < lowermost ? top : lowermost;
        // Truncation of a value above zero rounds down.
        const std::int32_t column = static_cast<std::int32_t>(left + aside) - static_cast<std::int32_t>(aside);
        const std::int32_t row = static_cast<std::int32_t>(top + aside) - static_cast<std::int32_t>(aside);
        depths[i] = depth;
        xs[i] = column;
        ys[i] = row;
        sizes[i] = wholeSize;
        visible[i] = std::int32_t(depth >= lens.nearest) & std::int32_t(depth <= lens.farthest)
            & std::int32_t(column + wholeSize > 0) & std::int32_t(column < lens.width)
            & std::int32_t(row + wholeSize > 0) & std::int32_t(row < lens.height);
    }
}

} // namespace maquette::cloud
