// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/data/OperationGroups.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace maquette::edit::data {

namespace {

using imaging::Image;

float logistic(float x) { return 1 / (1 + std::exp(-x)); }

/// How near the hue of each pixel is to `hue` (radians in the chroma plane): a soft step of the cosine of the
/// difference at `limit`. Gray pixels count as hue 0 unless `fadeGray` takes them out.
Plane hueWeight(const Image& image, double hue, float limit, float steepness, bool fadeGray)
{
    const auto cosine = static_cast<float>(std::cos(hue));
    const auto sine = static_cast<float>(std::sin(hue));
    Plane weight(image.width, image.height);
    for (std::size_t i = 0; i < weight.data.size(); ++i) {
        const Chroma color = chroma(image.plane(0)[i], image.plane(1)[i], image.plane(2)[i]);
        const float length = std::sqrt(color.i * color.i + color.q * color.q);
        const float near = length > 1e-7F ? (color.i * cosine + color.q * sine) / length : cosine;
        const float fade = fadeGray ? std::min(1.0F, length / 0.12F) : 1.0F;
        weight.data[i] = logistic((near - limit) * steepness) * fade;
    }
    return weight;
}

// Hue range: 0 hue that is selected, 1 angle by which it is turned.
void drawHueRange(Draw& draw, Values& v)
{
    v[0] = draw.uniform(-3.14, 3.14);
    v[1] = draw.uniform(1.2, 5.0);
}
Image hueRange(const OperationInput& in, const Values& v)
{
    Image out = in.image;
    blend(out, hueWeight(in.image, v[0], 0.55F, 14, true), multiplied(in.image, hueTurn(v[1])));
    return out;
}

// Splash: 0 hue that keeps its color.
void drawSplash(Draw& draw, Values& v) { v[0] = draw.uniform(-3.14, 3.14); }
Image splash(const OperationInput& in, const Values& v)
{
    Image out = toGray(lumaPlane(in.image));
    blend(out, hueWeight(in.image, v[0], 0.3F, 12, false), in.image);
    return out;
}

// Luma range: 0 … 2 color, 3 luma of the limit, 4 +1 for the bright side, -1 for the dark one.
void drawLumaRange(Draw& draw, Values& v)
{
    v[3] = draw.uniform(0.3, 0.7);
    v[4] = draw.sign();
    draw.color(v, 0);
}
Image lumaRange(const OperationInput& in, const Values& v)
{
    Plane weight = lumaPlane(in.image);
    const auto limit = static_cast<float>(v[3]);
    const auto side = static_cast<float>(v[4]);
    for (float& x : weight.data)
        x = 0.6F * logistic((x - limit) * side * 18); // the tint covers 60 %
    Image out = in.image;
    blend(out, weight, v.color(0));
    return out;
}

} // namespace

std::span<const Operation> selectOperations()
{
    static const Operation table[] = {
        {.name = "hue-range", .group = "select", .weight = 3, .draw = drawHueRange, .run = hueRange},
        {.name = "color-splash", .group = "select", .weight = 2, .draw = drawSplash, .run = splash},
        {.name = "luma-range", .group = "select", .weight = 2, .draw = drawLumaRange, .run = lumaRange},
    };
    return table;
}

} // namespace maquette::edit::data
