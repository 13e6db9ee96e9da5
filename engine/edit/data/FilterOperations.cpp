// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/data/OperationGroups.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace maquette::edit::data {

namespace {

using imaging::Image;

// Blur: 0 sigma in pixels.
void drawBlur(Draw& draw, Values& v) { v[0] = draw.length(draw.range({0.6, 2.6}, {2.6, 3.4})); }
Image blur(const OperationInput& in, const Values& v) { return gaussianBlur(in.image, v[0]); }

// Sharpen: 0 amount, 1 sigma of the unsharp mask.
void drawSharpen(Draw& draw, Values& v)
{
    v[0] = draw.range({0.6, 2}, {2, 2.6});
    v[1] = draw.length(1);
}
Image sharpen(const OperationInput& in, const Values& v)
{
    const auto amount = static_cast<float>(v[0]);
    Image out = gaussianBlur(in.image, v[1]);
    for (std::size_t i = 0; i < out.data.size(); ++i)
        out.data[i] = in.image.data[i] + amount * (in.image.data[i] - out.data[i]);
    return out;
}

// Pixelate: 0 block in pixels.
void drawPixelate(Draw& draw, Values& v) { v[0] = draw.pixels(draw.heldOut() ? 16 : 2 << draw.below(3), 2); }
Image pixelate(const OperationInput& in, const Values& v) { return blockMeans(in.image, static_cast<int>(v[0])); }

// Motion blur: 0 length in pixels, odd; 1 nonzero along rows.
void drawMotion(Draw& draw, Values& v)
{
    v[0] = static_cast<int>(draw.pixels(std::floor(draw.range({5, 9.9}, {10, 13})))) | 1;
    v[1] = draw.sign() > 0 ? 1 : 0;
}
Image motion(const OperationInput& in, const Values& v)
{
    return motionBlur(in.image, static_cast<int>(v[0]), v[1] != 0);
}

// Emboss: 0 direction of the light in radians.
void drawEmboss(Draw& draw, Values& v) { v[0] = draw.uniform(0, 2 * std::numbers::pi); }
Image emboss(const OperationInput& in, const Values& v)
{
    Derivatives d = sobel(lumaPlane(in.image));
    const auto cosine = static_cast<float>(1.5 * std::cos(v[0]));
    const auto sine = static_cast<float>(1.5 * std::sin(v[0]));
    for (std::size_t i = 0; i < d.x.data.size(); ++i)
        d.x.data[i] = 0.5F + cosine * d.x.data[i] + sine * d.y.data[i];
    return toGray(d.x);
}

// Vignette: 0 how much is taken away in the corners.
void drawVignette(Draw& draw, Values& v) { v[0] = draw.range({0.35, 0.85}, {0.85, 1}); }
Image vignette(const OperationInput& in, const Values& v)
{
    Image out = in.image;
    const auto unit = [](int i, int count) { return count > 1 ? 2.0F * i / (count - 1) - 1 : 0.0F; };
    for (int y = 0; y < out.height; ++y) {
        const float v2 = unit(y, out.height) * unit(y, out.height);
        for (int x = 0; x < out.width; ++x) {
            const float u = unit(x, out.width);
            const float factor = 1 - static_cast<float>(v[0]) * (u * u + v2) / 2;
            for (int c = 0; c < 3; ++c)
                out.at(c, x, y) *= factor;
        }
    }
    return out;
}

// Bloom: 0 sigma of the glow in pixels, 1 its strength.
void drawBloom(Draw& draw, Values& v)
{
    v[0] = draw.length(draw.uniform(1.5, 3));
    v[1] = draw.range({0.5, 1}, {1, 1.3});
}
Image bloom(const OperationInput& in, const Values& v)
{
    Image light = in.image;
    for (float& x : light.data)
        x = 2.2F * std::max(0.0F, x - 0.55F);
    Image out = gaussianBlur(light, v[0]);
    const auto strength = static_cast<float>(v[1]);
    for (std::size_t i = 0; i < out.data.size(); ++i)
        out.data[i] = in.image.data[i] + strength * out.data[i];
    return out;
}

} // namespace

std::span<const Operation> filterOperations()
{
    static const Operation table[] = {
        {.name = "blur",
         .group = "filter",
         .weight = 3,
         .draw = drawBlur,
         .run = blur,
         .heldOut = true,
         .chained = true},
        {.name = "sharpen",
         .group = "filter",
         .weight = 3,
         .draw = drawSharpen,
         .run = sharpen,
         .heldOut = true,
         .chained = true},
        {.name = "pixelate", .group = "filter", .weight = 2, .draw = drawPixelate, .run = pixelate},
        {.name = "motion-blur", .group = "filter", .weight = 1.5, .draw = drawMotion, .run = motion, .heldOut = true},
        {.name = "emboss", .group = "filter", .weight = 1, .draw = drawEmboss, .run = emboss},
        {.name = "vignette",
         .group = "filter",
         .weight = 2,
         .draw = drawVignette,
         .run = vignette,
         .heldOut = true,
         .chained = true},
        {.name = "bloom",
         .group = "filter",
         .weight = 1.5,
         .draw = drawBloom,
         .run = bloom,
         .heldOut = true,
         .chained = true},
    };
    return table;
}

} // namespace maquette::edit::data
