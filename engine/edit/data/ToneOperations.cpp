// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/data/OperationGroups.h"

#include <algorithm>
#include <cmath>

namespace maquette::edit::data {

namespace {

using imaging::Image;

/// A copy with f(channel, sample) in place of each sample.
template <class Function> Image mapped(const Image& image, Function f)
{
    Image out(image.width, image.height);
    for (int c = 0; c < 3; ++c) {
        const float* source = image.plane(c);
        float* target = out.plane(c);
        for (std::size_t i = 0; i < image.area(); ++i)
            target[i] = f(c, source[i]);
    }
    return out;
}

/// Colors moved away from (factor > 1) or toward gray.
Image saturated(const Image& image, float factor)
{
    const Plane luma = lumaPlane(image);
    Image out(image.width, image.height);
    for (int c = 0; c < 3; ++c)
        for (std::size_t i = 0; i < image.area(); ++i)
            out.plane(c)[i] = luma.data[i] + (image.plane(c)[i] - luma.data[i]) * factor;
    return out;
}

// Exposure: 0 factor.
void drawExposure(Draw& draw, Values& v) { v[0] = std::exp2(draw.sign() * draw.range({0.2, 1.3}, {1.3, 1.7})); }
Image exposure(const OperationInput& in, const Values& v)
{
    const auto factor = static_cast<float>(v[0]);
    return mapped(in.image, [factor](int, float x) { return x * factor; });
}

// Contrast: 0 slope about 0.5.
void drawContrast(Draw& draw, Values& v)
{
    v[0] = draw.sign() > 0 ? draw.range({1.15, 1.9}, {1.9, 2.3}) : draw.range({0.4, 0.85}, {0.3, 0.4});
}
Image contrast(const OperationInput& in, const Values& v)
{
    const auto slope = static_cast<float>(v[0]);
    return mapped(in.image, [slope](int, float x) { return (x - 0.5F) * slope + 0.5F; });
}

// Gamma: 0 exponent.
void drawGamma(Draw& draw, Values& v)
{
    v[0] = draw.sign() > 0 ? draw.range({1.2, 2.4}, {2.4, 2.9}) : draw.range({0.42, 0.83}, {0.33, 0.42});
}
Image gammaCurve(const OperationInput& in, const Values& v)
{
    const auto exponent = static_cast<float>(v[0]);
    return mapped(in.image, [exponent](int, float x) { return std::pow(std::max(x, 1e-4F), exponent); });
}

// Saturation: 0 factor.
void drawSaturation(Draw& draw, Values& v)
{
    v[0] = draw.sign() > 0 ? draw.range({1.3, 2.4}, {2.4, 3}) : draw.range({0, 0.7}, {0, 0.1});
}
Image saturation(const OperationInput& in, const Values& v) { return saturated(in.image, static_cast<float>(v[0])); }

// Hue: 0 angle in radians.
void drawHue(Draw& draw, Values& v) { v[0] = draw.uniform(0.4, 5.9); }
Image hue(const OperationInput& in, const Values& v) { return multiplied(in.image, hueTurn(v[0])); }

// Temperature: 0 … 2 factors of red, green and blue.
void drawTemperature(Draw& draw, Values& v)
{
    const double warmth = draw.sign() * draw.range({0.08, 0.32}, {0.32, 0.42});
    v[0] = 1 + warmth;
    v[1] = 1 + draw.uniform(-0.1, 0.1);
    v[2] = 1 - warmth;
}
Image temperature(const OperationInput& in, const Values& v)
{
    const Color factor = v.color(0);
    return mapped(in.image, [factor](int c, float x) { return x * factor[c]; });
}

// Curves: 0 … 2 exponents, 3 … 5 value of black, 6 … 8 value of white.
void drawCurves(Draw& draw, Values& v)
{
    for (int c = 0; c < 3; ++c) {
        v[c] = std::exp(draw.normal(draw.heldOut() ? 0.65 : 0.4));
        v[3 + c] = draw.uniform(0, 0.2);
        v[6 + c] = 1 - draw.uniform(0, 0.2);
    }
}
Image curves(const OperationInput& in, const Values& v)
{
    const Color exponent = v.color(0);
    const Color black = v.color(3);
    const Color white = v.color(6);
    return mapped(in.image, [&](int c, float x) {
        return black[c] + (white[c] - black[c]) * std::pow(std::max(x, 1e-4F), exponent[c]);
    });
}

void drawNothing(Draw& /*draw*/, Values& /*values*/) { }
Image inverted(const OperationInput& in, const Values& /*values*/)
{
    return mapped(in.image, [](int, float x) { return 1 - x; });
}

// Duotone: 0 … 2 color of black, 3 … 5 color of white.
void drawDuotone(Draw& draw, Values& v)
{
    draw.color(v, 0);
    draw.color(v, 3);
}
Image duotone(const OperationInput& in, const Values& v)
{
    const Plane luma = lumaPlane(in.image);
    const Color dark = v.color(0);
    const Color light = v.color(3);
    Image out(in.image.width, in.image.height);
    for (int c = 0; c < 3; ++c)
        for (std::size_t i = 0; i < out.area(); ++i)
            out.plane(c)[i] = dark[c] * (1 - luma.data[i]) + light[c] * luma.data[i];
    return out;
}

// Sepia: 0 strength.
void drawSepia(Draw& draw, Values& v) { v[0] = draw.uniform(0.6, 1); }
Image sepia(const OperationInput& in, const Values& v)
{
    const auto strength = static_cast<float>(v[0]);
    const Plane luma = lumaPlane(in.image);
    const Color toning{1.12F, 0.95F, 0.72F};
    Image out = in.image;
    for (int c = 0; c < 3; ++c)
        for (std::size_t i = 0; i < out.area(); ++i)
            out.plane(c)[i] = out.plane(c)[i] * (1 - strength) + strength * luma.data[i] * toning[c];
    return out;
}

Image grayscale(const OperationInput& in, const Values& /*values*/) { return toGray(lumaPlane(in.image)); }

// Matrix: 0 … 8 row by row.
void drawMatrix(Draw& draw, Values& v)
{
    for (int i = 0; i < 9; ++i)
        v[i] = (i % 4 == 0 ? 1 : 0) + draw.normal(draw.heldOut() ? 0.35 : 0.22);
}
Image colorMatrix(const OperationInput& in, const Values& v)
{
    return multiplied(in.image, {v.color(0), v.color(3), v.color(6)});
}

// Permutation: 0 … 2 where each channel comes from.
void drawPermutation(Draw& draw, Values& v)
{
    constexpr int orders[5][3] = {{0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    const int order = draw.below(5);
    for (int c = 0; c < 3; ++c)
        v[c] = orders[order][c];
}
Image permuted(const OperationInput& in, const Values& v)
{
    Image out(in.image.width, in.image.height);
    for (int c = 0; c < 3; ++c) {
        const float* source = in.image.plane(static_cast<int>(v[c]));
        std::copy(source, source + in.image.area(), out.plane(c));
    }
    return out;
}

// Tint: 0 … 2 color, 3 strength.
void drawTint(Draw& draw, Values& v)
{
    v[3] = draw.range({0.15, 0.45}, {0.45, 0.55});
    draw.color(v, 0);
}
Image tint(const OperationInput& in, const Values& v)
{
    const auto strength = static_cast<float>(v[3]);
    const Color color = v.color(0);
    return mapped(in.image, [&](int c, float x) { return x * (1 - strength) + color[c] * strength; });
}

} // namespace

std::span<const Operation> toneOperations()
{
    static const Operation table[] = {
        {.name = "exposure", .group = "tone", .weight = 3, .draw = drawExposure, .run = exposure, .heldOut = true},
        {.name = "contrast",
         .group = "tone",
         .weight = 3,
         .draw = drawContrast,
         .run = contrast,
         .heldOut = true,
         .chained = true},
        {.name = "gamma",
         .group = "tone",
         .weight = 3,
         .draw = drawGamma,
         .run = gammaCurve,
         .heldOut = true,
         .chained = true},
        {.name = "saturation",
         .group = "tone",
         .weight = 3,
         .draw = drawSaturation,
         .run = saturation,
         .heldOut = true,
         .chained = true},
        {.name = "hue", .group = "tone", .weight = 3, .draw = drawHue, .run = hue},
        {.name = "temperature",
         .group = "tone",
         .weight = 3,
         .draw = drawTemperature,
         .run = temperature,
         .heldOut = true,
         .chained = true},
        {.name = "curves", .group = "tone", .weight = 4, .draw = drawCurves, .run = curves, .heldOut = true},
        {.name = "invert", .group = "tone", .weight = 1.5, .draw = drawNothing, .run = inverted},
        {.name = "duotone", .group = "tone", .weight = 2, .draw = drawDuotone, .run = duotone},
        {.name = "sepia", .group = "tone", .weight = 1, .draw = drawSepia, .run = sepia},
        {.name = "grayscale", .group = "tone", .weight = 1.5, .draw = drawNothing, .run = grayscale, .chained = true},
        {.name = "color-matrix", .group = "tone", .weight = 3, .draw = drawMatrix, .run = colorMatrix, .heldOut = true},
        {.name = "permute-channels", .group = "tone", .weight = 1.5, .draw = drawPermutation, .run = permuted},
        {.name = "tint", .group = "tone", .weight = 2, .draw = drawTint, .run = tint, .heldOut = true, .chained = true},
    };
    return table;
}

} // namespace maquette::edit::data
