// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/data/OperationGroups.h"

#include <algorithm>
#include <cmath>

namespace maquette::edit::data {

namespace {

using imaging::Image;

// Posterize: 0 number of levels.
void drawPosterize(Draw& draw, Values& v) { v[0] = draw.heldOut() ? 6 + draw.below(2) : 2 + draw.below(4); }
Image posterize(const OperationInput& in, const Values& v)
{
    const auto levels = static_cast<float>(v[0]);
    Image out = in.image;
    for (float& x : out.data)
        x = std::min(std::floor(x * levels), levels - 1) / (levels - 1);
    return out;
}

// Threshold: 0 luma in the middle of the soft step.
void drawThreshold(Draw& draw, Values& v) { v[0] = draw.range({0.35, 0.65}, {0.25, 0.35}); }
Image threshold(const OperationInput& in, const Values& v)
{
    const auto middle = static_cast<float>(v[0]);
    Plane luma = lumaPlane(in.image);
    for (float& x : luma.data)
        x = 1 / (1 + std::exp(-40 * (x - middle)));
    return toGray(luma);
}

// Dither: 0 nonzero for black and white, else each channel by itself; 1 pixels a cell of the pattern.
void drawDither(Draw& draw, Values& v)
{
    v[0] = draw.sign() > 0 ? 1 : 0;
    v[1] = draw.pixels(1);
}
Image dither(const OperationInput& in, const Values& v)
{
    // The order in which the 16 pixels of a block light up (Bayer 1973), lifted so that black stays black.
    constexpr int order[4][4] = {{0, 8, 2, 10}, {12, 4, 14, 6}, {3, 11, 1, 9}, {15, 7, 13, 5}};
    Image out = v[0] != 0 ? toGray(lumaPlane(in.image)) : in.image;
    const int cell = std::max(1, static_cast<int>(v[1]));
    for (int c = 0; c < 3; ++c) {
        for (int y = 0; y < out.height; ++y) {
            float* row = out.row(c, y);
            for (int x = 0; x < out.width; ++x)
                row[x] = row[x] > static_cast<float>(order[y / cell % 4][x / cell % 4]) / 16 + 0.03F ? 1 : 0;
        }
    }
    return out;
}

} // namespace

std::span<const Operation> quantizeOperations()
{
    static const Operation table[] = {
        {.name = "posterize",
         .group = "quantize",
         .weight = 2,
         .draw = drawPosterize,
         .run = posterize,
         .heldOut = true},
        {.name = "threshold",
         .group = "quantize",
         .weight = 1.5,
         .draw = drawThreshold,
         .run = threshold,
         .heldOut = true},
        {.name = "dither", .group = "quantize", .weight = 1, .draw = drawDither, .run = dither},
    };
    return table;
}

} // namespace maquette::edit::data
