// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/data/OperationGroups.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace maquette::edit::data {

namespace {

using imaging::Image;

// Here run() damages; the example shows the damage undone.

void addNoise(Image& image, double deviation, base::Random& grain)
{
    for (float& x : image.data)
        x += static_cast<float>(deviation * grain.normal());
}

// Noise: 0 deviation.
void drawNoise(Draw& draw, Values& v) { v[0] = draw.range({0.04, 0.15}, {0.15, 0.2}); }
Image noise(const OperationInput& in, const Values& v)
{
    Image out = in.image;
    addNoise(out, v[0], in.grain);
    return out;
}

// Salt and pepper: 0 share of pixels.
void drawSaltPepper(Draw& draw, Values& v) { v[0] = draw.range({0.02, 0.1}, {0.1, 0.15}); }
Image saltPepper(const OperationInput& in, const Values& v)
{
    Image out = in.image;
    for (std::size_t i = 0; i < out.area(); ++i) {
        const double u = in.grain.uniform();
        if (u >= v[0] / 2 && u <= 1 - v[0] / 2)
            continue;
        for (int c = 0; c < 3; ++c)
            out.plane(c)[i] = u < v[0] / 2 ? 0.0F : 1.0F;
    }
    return out;
}

// Wavy stripes: 0 waves in the picture, 1 nonzero across rows. The phase is another one in each picture.
void drawWaves(Draw& draw, Values& v)
{
    v[0] = draw.uniform(3, 9);
    v[1] = draw.sign() > 0 ? 1 : 0;
}
Image waves(const OperationInput& in, const Values& v)
{
    Image out = in.image;
    const double phase = in.grain.uniform(0, 2 * std::numbers::pi);
    const int count = v[1] != 0 ? out.width : out.height;
    std::vector<float> wave(count);
    for (int i = 0; i < count; ++i) {
        const double place = count > 1 ? 2.0 * i / (count - 1) - 1 : 0;
        wave[i] = static_cast<float>(0.18 * std::sin(place * v[0] * std::numbers::pi + phase));
    }
    for (int c = 0; c < 3; ++c)
        for (int y = 0; y < out.height; ++y)
            for (int x = 0; x < out.width; ++x)
                out.at(c, x, y) += wave[v[1] != 0 ? x : y];
    return out;
}

// Low light: 0 what is left of the light.
void drawLowLight(Draw& draw, Values& v) { v[0] = draw.range({0.2, 0.45}, {0.15, 0.2}); }
Image lowLight(const OperationInput& in, const Values& v)
{
    Image out = in.image;
    for (float& x : out.data)
        x *= static_cast<float>(v[0]);
    addNoise(out, 0.015, in.grain);
    return out;
}

// Defocus: 0 sigma in pixels.
void drawDefocus(Draw& draw, Values& v) { v[0] = draw.length(draw.range({0.6, 1.3}, {1.3, 1.6})); }
Image defocus(const OperationInput& in, const Values& v) { return gaussianBlur(in.image, v[0]); }

// Haze: 0 … 2 its color, 3 its density.
void drawHaze(Draw& draw, Values& v)
{
    draw.color(v, 0);
    for (int c = 0; c < 3; ++c)
        v[c] = 0.8 + 0.2 * v[c];
    v[3] = draw.range({0.3, 0.6}, {0.6, 0.7});
}
Image haze(const OperationInput& in, const Values& v)
{
    const auto density = static_cast<float>(v[3]);
    Image out = in.image;
    for (int c = 0; c < 3; ++c)
        for (std::size_t i = 0; i < out.area(); ++i)
            out.plane(c)[i] = out.plane(c)[i] * (1 - density) + static_cast<float>(v[c]) * density;
    return out;
}

} // namespace

std::span<const Operation> restoreOperations()
{
    static const Operation table[] = {
        {.name = "denoise",
         .group = "restore",
         .weight = 3,
         .draw = drawNoise,
         .run = noise,
         .heldOut = true,
         .restores = true},
        {.name = "despeckle",
         .group = "restore",
         .weight = 2,
         .draw = drawSaltPepper,
         .run = saltPepper,
         .heldOut = true,
         .restores = true},
        {.name = "destripe", .group = "restore", .weight = 1, .draw = drawWaves, .run = waves, .restores = true},
        {.name = "brighten-dark",
         .group = "restore",
         .weight = 2,
         .draw = drawLowLight,
         .run = lowLight,
         .heldOut = true,
         .restores = true},
        {.name = "deblur",
         .group = "restore",
         .weight = 2,
         .draw = drawDefocus,
         .run = defocus,
         .heldOut = true,
         .restores = true},
        {.name = "dehaze",
         .group = "restore",
         .weight = 2,
         .draw = drawHaze,
         .run = haze,
         .heldOut = true,
         .restores = true},
    };
    return table;
}

} // namespace maquette::edit::data
