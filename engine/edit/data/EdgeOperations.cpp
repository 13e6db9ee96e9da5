// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/data/OperationGroups.h"

#include <algorithm>

namespace maquette::edit::data {

namespace {

using imaging::Image;

// Edges and sketch: 0 gain.
void drawEdges(Draw& draw, Values& v) { v[0] = draw.range({1.5, 3}, {3, 4}); }
Image edges(const OperationInput& in, const Values& v)
{
    Plane strength = edgeStrength(in.image);
    for (float& x : strength.data)
        x *= static_cast<float>(v[0]);
    return toGray(strength);
}
Image sketch(const OperationInput& in, const Values& v)
{
    Plane strength = edgeStrength(in.image);
    for (float& x : strength.data)
        x = 1 - x * static_cast<float>(v[0]);
    return toGray(strength);
}

// Ink outline: 0 … 2 ink, 3 gain.
void drawInk(Draw& draw, Values& v)
{
    v[3] = draw.range({2, 4}, {4, 5});
    draw.color(v, 0);
    for (int c = 0; c < 3; ++c)
        v[c] *= 0.5; // inks are dark
}
Image ink(const OperationInput& in, const Values& v)
{
    Plane weight = edgeStrength(in.image);
    for (float& x : weight.data)
        x = std::min(1.0F, x * static_cast<float>(v[3]));
    Image out = in.image;
    blend(out, weight, v.color(0));
    return out;
}

// Pencil: 0 sigma in pixels. Luma divided by the blurred negative, as color dodge does.
void drawPencil(Draw& draw, Values& v) { v[0] = draw.length(draw.uniform(1, 2)); }
Image pencil(const OperationInput& in, const Values& v)
{
    Plane luma = lumaPlane(in.image);
    Plane negative = luma;
    for (float& x : negative.data)
        x = 1 - x;
    const Plane blurred = gaussianBlur(negative, v[0]);
    for (std::size_t i = 0; i < luma.data.size(); ++i)
        luma.data[i] = std::clamp(luma.data[i] / (1 - blurred.data[i] + 0.05F), 0.0F, 1.0F);
    return toGray(luma);
}

} // namespace

std::span<const Operation> edgeOperations()
{
    static const Operation table[] = {
        {.name = "edges", .group = "edges", .weight = 2, .draw = drawEdges, .run = edges, .heldOut = true},
        {.name = "sketch",
         .group = "edges",
         .weight = 2,
         .draw = drawEdges,
         .run = sketch,
         .heldOut = true,
         .chained = true},
        {.name = "ink-outline", .group = "edges", .weight = 2, .draw = drawInk, .run = ink, .heldOut = true},
        {.name = "pencil", .group = "edges", .weight = 1.5, .draw = drawPencil, .run = pencil},
    };
    return table;
}

} // namespace maquette::edit::data
