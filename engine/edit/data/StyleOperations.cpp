// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/data/OperationGroups.h"

#include <algorithm>
#include <cmath>

namespace maquette::edit::data {

namespace {

using imaging::Image;

/// A weight for each pixel from its place.
template <class Function> Plane placed(const Image& image, Function f)
{
    Plane plane(image.width, image.height);
    for (int y = 0; y < plane.height; ++y)
        for (int x = 0; x < plane.width; ++x)
            plane.row(y)[x] = f(x, y);
    return plane;
}

// Stripes: 0 … 2 color, 3 period in pixels, 4 direction (columns, rows, diagonal), 5 strength.
void drawStripes(Draw& draw, Values& v)
{
    v[3] = draw.pixels(4 << draw.below(3), 2);
    v[4] = draw.below(3);
    v[5] = draw.range({0.3, 0.7}, {0.7, 0.9});
    draw.color(v, 0);
}
Image stripes(const OperationInput& in, const Values& v)
{
    const int period = static_cast<int>(v[3]);
    const int direction = static_cast<int>(v[4]);
    Image out = in.image;
    blend(out,
          placed(out,
                 [&](int x, int y) {
                     const int place = direction == 0 ? x : direction == 1 ? y : x + y;
                     return 2 * (place % period) < period ? static_cast<float>(v[5]) : 0.0F;
                 }),
          v.color(0));
    return out;
}

// Grid: 0 … 2 color, 3 period, 4 width of a line in pixels.
void drawGrid(Draw& draw, Values& v)
{
    v[3] = draw.pixels(draw.sign() > 0 ? 8 : 16, 2);
    v[4] = draw.pixels(1);
    draw.color(v, 0);
}
Image grid(const OperationInput& in, const Values& v)
{
    const int period = static_cast<int>(v[3]);
    const int line = static_cast<int>(v[4]);
    Image out = in.image;
    blend(out, placed(out, [&](int x, int y) { return x % period < line || y % period < line ? 1.0F : 0.0F; }),
          v.color(0));
    return out;
}

// Frame: 0 … 2 color, 3 width in pixels.
void drawFrame(Draw& draw, Values& v)
{
    v[3] = draw.pixels(std::floor(draw.range({3, 9}, {9, 12})));
    draw.color(v, 0);
}
Image frame(const OperationInput& in, const Values& v)
{
    const int width = static_cast<int>(v[3]);
    Image out = in.image;
    blend(out,
          placed(out,
                 [&](int x, int y) {
                     return std::min({x, y, out.width - 1 - x, out.height - 1 - y}) < width ? 1.0F : 0.0F;
                 }),
          v.color(0));
    return out;
}

// Cartoon: 0 number of levels, 1 sigma of the smoothing before.
void drawCartoon(Draw& draw, Values& v)
{
    v[0] = 3 + draw.below(3);
    v[1] = draw.length(1);
}
Image cartoon(const OperationInput& in, const Values& v)
{
    Image out = gaussianBlur(in.image, v[1]);
    Plane outline = edgeStrength(out);
    for (float& x : outline.data)
        x = std::min(1.0F, 3 * x);
    const auto levels = static_cast<float>(v[0]);
    for (float& x : out.data)
        x = std::clamp(std::floor(x * levels) / (levels - 1), 0.0F, 1.0F);
    blend(out, outline, Color{0, 0, 0});
    return out;
}

} // namespace

std::span<const Operation> styleOperations()
{
    static const Operation table[] = {
        {.name = "stripes", .group = "style", .weight = 2, .draw = drawStripes, .run = stripes},
        {.name = "grid", .group = "style", .weight = 1, .draw = drawGrid, .run = grid},
        {.name = "frame", .group = "style", .weight = 1.5, .draw = drawFrame, .run = frame, .heldOut = true},
        {.name = "cartoon", .group = "style", .weight = 2, .draw = drawCartoon, .run = cartoon},
    };
    return table;
}

} // namespace maquette::edit::data
