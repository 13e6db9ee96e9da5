// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/data/OperationGroups.h"

#include <algorithm>
#include <cmath>

namespace maquette::edit::data {

namespace {

using imaging::Image;

// Changes beyond the recipe's list, for training alone. Places and lengths are relative to the sides of the picture.

float bilinear(const Image& image, int channel, double x, double y)
{
    x = std::clamp(x, 0.0, image.width - 1.0);
    y = std::clamp(y, 0.0, image.height - 1.0);
    const int x0 = static_cast<int>(x);
    const int y0 = static_cast<int>(y);
    const int x1 = std::min(x0 + 1, image.width - 1);
    const int y1 = std::min(y0 + 1, image.height - 1);
    const auto fx = static_cast<float>(x - x0);
    const auto fy = static_cast<float>(y - y0);
    const float above = image.at(channel, x0, y0) * (1 - fx) + image.at(channel, x1, y0) * fx;
    const float below = image.at(channel, x0, y1) * (1 - fx) + image.at(channel, x1, y1) * fx;
    return above * (1 - fy) + below * fy;
}

/// Coverage 0 … 1 of each pixel from a signed distance in pixels (negative inside).
template <class Function> Plane covered(const Image& image, Function distance)
{
    Plane plane(image.width, image.height);
    for (int y = 0; y < plane.height; ++y)
        for (int x = 0; x < plane.width; ++x)
            plane.row(y)[x] = std::clamp(0.5F - static_cast<float>(distance(x + 0.5, y + 0.5)), 0.0F, 1.0F);
    return plane;
}

// Zoom: 0 factor, 1 and 2 left and top of the part shown, relative to what is cut off.
void drawZoom(Draw& draw, Values& v)
{
    v[0] = draw.uniform(1.15, 2);
    v[1] = draw.uniform(0, 1);
    v[2] = draw.uniform(0, 1);
}
Image zoom(const OperationInput& in, const Values& v)
{
    Image out(in.image.width, in.image.height);
    const double left = v[1] * (1 - 1 / v[0]) * out.width;
    const double top = v[2] * (1 - 1 / v[0]) * out.height;
    for (int c = 0; c < 3; ++c)
        for (int y = 0; y < out.height; ++y)
            for (int x = 0; x < out.width; ++x)
                out.at(c, x, y) = bilinear(in.image, c, left + (x + 0.5) / v[0] - 0.5, top + (y + 0.5) / v[0] - 0.5);
    return out;
}

// Shift: 0 and 1 to the right and down; what leaves comes back on the other side.
void drawShift(Draw& draw, Values& v)
{
    v[0] = draw.uniform(0.1, 0.9);
    v[1] = draw.chance(0.5) ? draw.uniform(0.1, 0.9) : 0;
}
Image shift(const OperationInput& in, const Values& v)
{
    Image out(in.image.width, in.image.height);
    const int right = static_cast<int>(std::floor(v[0] * out.width));
    const int down = static_cast<int>(std::floor(v[1] * out.height));
    for (int c = 0; c < 3; ++c)
        for (int y = 0; y < out.height; ++y)
            for (int x = 0; x < out.width; ++x)
                out.at(c, (x + right) % out.width, (y + down) % out.height) = in.image.at(c, x, y);
    return out;
}

// Wide frame: 0 … 2 color, 3 width, 4 radius of the inner corners, both relative to the shorter side.
void drawWideFrame(Draw& draw, Values& v)
{
    draw.color(v, 0);
    v[3] = draw.uniform(0.04, 0.3);
    v[4] = 0;
}
void drawRoundedFrame(Draw& draw, Values& v)
{
    draw.color(v, 0);
    v[3] = draw.uniform(0.01, 0.2);
    v[4] = draw.uniform(0.06, 0.25);
}
Image softFrame(const OperationInput& in, const Values& v)
{
    Image out = in.image;
    const double side = std::min(out.width, out.height);
    const double radius = v[4] * side;
    const double halfWidth = out.width / 2.0 - v[3] * side - radius;
    const double halfHeight = out.height / 2.0 - v[3] * side - radius;
    blend(out,
          covered(out,
                  [&](double x, double y) {
                      const double dx = std::abs(x - out.width / 2.0) - halfWidth;
                      const double dy = std::abs(y - out.height / 2.0) - halfHeight;
                      const double outside = std::hypot(std::max(dx, 0.0), std::max(dy, 0.0));
                      return radius - (outside + std::min(std::max(dx, dy), 0.0));
                  }),
          v.color(0));
    return out;
}

// Bars: 0 … 2 color, 3 height of each relative to the picture, as of a film in another format.
void drawBars(Draw& draw, Values& v)
{
    draw.color(v, 0);
    if (draw.chance(0.5))
        v[0] = v[1] = v[2] = 0;
    v[3] = draw.uniform(0.06, 0.22);
    v[4] = draw.below(4); // above and below, left and right, above, below
}
Image bars(const OperationInput& in, const Values& v)
{
    Image out = in.image;
    const int kind = static_cast<int>(v[4]);
    const double thickness = v[3] * (kind == 1 ? out.width : out.height);
    blend(out,
          covered(out,
                  [&](double x, double y) {
                      const double first = kind == 1 ? x : y;
                      const double second = (kind == 1 ? out.width : out.height) - first;
                      const double depth = kind == 2 ? first : kind == 3 ? second : std::min(first, second);
                      return depth - thickness;
                  }),
          v.color(0));
    return out;
}

// Mark: 0 … 2 color, 3 strength, 4 and 5 place of its left end, 6 height of the letters, 7 their number, 8 seed of
// their strokes. The letters are strokes on a grid of 3x5, which no alphabet knows.
void drawMark(Draw& draw, Values& v)
{
    draw.color(v, 0);
    v[3] = draw.uniform(0.5, 1);
    v[6] = draw.uniform(0.1, 0.28);
    v[7] = 2 + draw.below(4);
    v[4] = draw.uniform(0.02, std::max(0.03, 0.95 - v[7] * 0.7 * v[6]));
    v[5] = draw.uniform(0.02, 0.96 - v[6]);
    v[8] = draw.below(1 << 30);
}
Image mark(const OperationInput& in, const Values& v)
{
    Image out = in.image;
    const double cell = v[6] * out.height / 5;
    const double left = v[4] * out.width;
    const double top = v[5] * out.height;
    const int letters = static_cast<int>(v[7]);
    Plane weight(out.width, out.height);
    for (int letter = 0; letter < letters; ++letter) {
        base::Random strokes(static_cast<std::uint64_t>(v[8]), letter);
        for (int row = 0; row < 5; ++row) {
            for (int column = 0; column < 3; ++column) {
                if (strokes.uniform() > 0.6)
                    continue;
                const double x0 = left + (letter * 3.6 + column) * cell;
                const double y0 = top + row * cell;
                const int lastX = std::min(out.width - 1, static_cast<int>(x0 + cell));
                const int lastY = std::min(out.height - 1, static_cast<int>(y0 + cell));
                for (int y = static_cast<int>(y0); y <= lastY; ++y) {
                    const double high = std::min(y + 1.0, y0 + cell) - std::max<double>(y, y0);
                    for (int x = static_cast<int>(x0); x <= lastX; ++x) {
                        const double wide = std::min(x + 1.0, x0 + cell) - std::max<double>(x, x0);
                        float& w = weight.row(y)[x];
                        w = std::min(static_cast<float>(v[3]), w + static_cast<float>(v[3] * high * wide));
                    }
                }
            }
        }
    }
    blend(out, weight, v.color(0));
    return out;
}

// Box: 0 … 2 color, 3 … 6 left, top, right and bottom, 7 what happens inside (filled, pixelated, blurred, gray).
void drawBox(Draw& draw, Values& v)
{
    draw.color(v, 0);
    const double width = draw.uniform(0.2, 0.6);
    const double height = draw.uniform(0.2, 0.6);
    v[3] = draw.uniform(0, 1 - width);
    v[4] = draw.uniform(0, 1 - height);
    v[5] = v[3] + width;
    v[6] = v[4] + height;
    v[7] = draw.below(4);
    v[8] = draw.pixels(8, 2);
    v[9] = draw.length(3);
}
Image box(const OperationInput& in, const Values& v)
{
    Image out = in.image;
    const Plane weight = covered(out, [&](double x, double y) {
        return std::max(std::max(v[3] * out.width - x, x - v[5] * out.width),
                        std::max(v[4] * out.height - y, y - v[6] * out.height));
    });
    switch (static_cast<int>(v[7])) {
    case 0:
        blend(out, weight, v.color(0));
        break;
    case 1:
        blend(out, weight, blockMeans(in.image, static_cast<int>(v[8])));
        break;
    case 2:
        blend(out, weight, gaussianBlur(in.image, v[9]));
        break;
    default:
        blend(out, weight, toGray(lumaPlane(in.image)));
        break;
    }
    return out;
}

// Graduated filter: 0 … 2 color that multiplies, 3 direction in radians, 4 strength.
void drawGraduated(Draw& draw, Values& v)
{
    draw.color(v, 0);
    v[3] = draw.uniform(-3.14, 3.14);
    v[4] = draw.uniform(0.5, 1);
}
Image graduated(const OperationInput& in, const Values& v)
{
    Image out = in.image;
    const double cosine = std::cos(v[3]);
    const double sine = std::sin(v[3]);
    const Color color = v.color(0);
    for (int y = 0; y < out.height; ++y) {
        for (int x = 0; x < out.width; ++x) {
            const double place = cosine * ((x + 0.5) / out.width - 0.5) + sine * ((y + 0.5) / out.height - 0.5);
            const auto weight = static_cast<float>(v[4] * std::clamp(0.5 + place, 0.0, 1.0));
            for (int c = 0; c < 3; ++c)
                out.at(c, x, y) *= 1 - weight + weight * color[c];
        }
    }
    return out;
}

} // namespace

std::span<const Operation> extraOperations()
{
    static const Operation table[] = {
        {.name = "zoom", .group = "extra", .weight = 2, .draw = drawZoom, .run = zoom, .trainingOnly = true},
        {.name = "shift", .group = "extra", .weight = 1, .draw = drawShift, .run = shift, .trainingOnly = true},
        {.name = "wide-frame",
         .group = "extra",
         .weight = 2,
         .draw = drawWideFrame,
         .run = softFrame,
         .trainingOnly = true},
        {.name = "rounded-frame",
         .group = "extra",
         .weight = 1.5,
         .draw = drawRoundedFrame,
         .run = softFrame,
         .trainingOnly = true},
        {.name = "bars", .group = "extra", .weight = 1, .draw = drawBars, .run = bars, .trainingOnly = true},
        {.name = "mark", .group = "extra", .weight = 1.5, .draw = drawMark, .run = mark, .trainingOnly = true},
        {.name = "box", .group = "extra", .weight = 2, .draw = drawBox, .run = box, .trainingOnly = true},
        {.name = "graduated-filter",
         .group = "extra",
         .weight = 1.5,
         .draw = drawGraduated,
         .run = graduated,
         .trainingOnly = true},
    };
    return table;
}

} // namespace maquette::edit::data
