// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/data/OperationGroups.h"

#include <algorithm>

namespace maquette::edit::data {

namespace {

using imaging::Image;

// Recolor: 0 … 2 new color. Shadows and texture of the class stay, as only the difference of colors is added.
void drawRecolor(Draw& draw, Values& v)
{
    const Color& color = shapePalette[draw.below(colorClasses)];
    for (int c = 0; c < 3; ++c)
        v[c] = std::clamp(color[c] + draw.normal(0.06), 0.0, 1.0);
}
Image recolor(const OperationInput& in, const Values& v)
{
    assert(v.classIndex < colorClasses);
    const Plane weight = in.maps->coverage(v.classIndex);
    const Color color = v.color(0);
    Image out = in.image;
    for (int c = 0; c < 3; ++c) {
        const float difference = color[c] - shapePalette[v.classIndex][c];
        for (std::size_t i = 0; i < out.area(); ++i)
            out.plane(c)[i] += weight.data[i] * difference;
    }
    return out;
}

// Reshade: 0 … 2 color that covers 80 % of the class.
void drawColor(Draw& draw, Values& v) { draw.color(v, 0); }
Image reshade(const OperationInput& in, const Values& v)
{
    Plane weight = in.maps->coverage(v.classIndex);
    for (float& w : weight.data)
        w *= 0.8F;
    Image out = in.image;
    blend(out, weight, v.color(0));
    return out;
}

// Ground: 0 … 2 color in its place.
Image replaceGround(const OperationInput& in, const Values& v)
{
    Image out = in.image;
    blend(out, in.maps->coverage(groundClass), v.color(0));
    return out;
}

void drawNothing(Draw& /*draw*/, Values& /*values*/) { }
Image classMask(const OperationInput& in, const Values& v) { return toGray(in.maps->coverage(v.classIndex)); }

// Dim ground: 0 what is left of its luma.
void drawDim(Draw& draw, Values& v) { v[0] = draw.uniform(0.2, 0.5); }
Image dimGround(const OperationInput& in, const Values& v)
{
    Plane dim = lumaPlane(in.image);
    for (float& x : dim.data)
        x *= static_cast<float>(v[0]);
    Image out = in.image;
    blend(out, in.maps->coverage(groundClass), toGray(dim));
    return out;
}

} // namespace

std::span<const Operation> objectOperations()
{
    static const Operation table[] = {
        {.name = "recolor-class",
         .group = "object",
         .weight = 3,
         .draw = drawRecolor,
         .run = recolor,
         .classes = ClassUse::ColorClass},
        {.name = "reshade-shape",
         .group = "object",
         .weight = 2,
         .draw = drawColor,
         .run = reshade,
         .classes = ClassUse::ShapeClass},
        {.name = "replace-ground",
         .group = "object",
         .weight = 2,
         .draw = drawColor,
         .run = replaceGround,
         .classes = ClassUse::Ground},
        {.name = "class-mask",
         .group = "object",
         .weight = 1.5,
         .draw = drawNothing,
         .run = classMask,
         .classes = ClassUse::Any},
        {.name = "dim-ground",
         .group = "object",
         .weight = 1,
         .draw = drawDim,
         .run = dimGround,
         .classes = ClassUse::Ground},
    };
    return table;
}

} // namespace maquette::edit::data
