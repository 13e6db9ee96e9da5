// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/data/Surface.h"

#include <cmath>
#include <numbers>

namespace maquette::cloud::rooms {

namespace {
constexpr float turn = 2 * std::numbers::pi_v<float>;
}

int Mesh::add(const Material& material)
{
    materials.push_back(material);
    return static_cast<int>(materials.size()) - 1;
}

Frame::Frame(Vec place, float angle)
    : origin(place)
    , cosine(std::cos(angle))
    , sine(std::sin(angle))
{
}

Frame::Frame(Vec place, Vec direction)
    : origin(place)
    , cosine(direction.x)
    , sine(direction.y)
{
}

Frame Frame::at(Vec place, float angle) const { return {placed(place), turned({std::cos(angle), std::sin(angle), 0})}; }

Builder::Builder(Mesh& mesh, const Frame& frame, Label label)
    : m_mesh(mesh)
    , m_frame(frame)
    , m_label(label)
    , m_instance(++mesh.instances)
{
}

Patch& Builder::quad(Vec origin, Vec u, Vec v, int material)
{
    Patch patch;
    patch.origin = m_frame.placed(origin);
    patch.u = m_frame.turned(u);
    patch.v = m_frame.turned(v);
    patch.material = static_cast<std::uint16_t>(material);
    patch.instance = m_instance;
    patch.label = m_label;
    m_mesh.patches.push_back(patch);
    return m_mesh.patches.back();
}

void Builder::triangle(Vec a, Vec b, Vec c, int material) { quad(a, b - a, c - a, material).triangle = true; }

void Builder::box(Vec low, Vec high, int material)
{
    const Vec half = (high - low) * 0.5F;
    block((low + high) * 0.5F, {half.x, 0, 0}, {0, half.y, 0}, {0, 0, half.z}, material);
}

void Builder::block(Vec center, Vec a, Vec b, Vec c, int material)
{
    const Vec low = center - a - b - c;
    const Vec high = center + a + b + c;
    const Vec u = a * 2;
    const Vec v = b * 2;
    const Vec w = c * 2;
    quad(low, v, u, material);
    quad(low, w, v, material);
    quad(low, u, w, material);
    quad(high - u - v, u, v, material);
    quad(high - v - w, v, w, material);
    quad(high - w - u, w, u, material);
}

void Builder::tube(Vec bottom, Vec top, float bottomRadius, float topRadius, int sides, int material)
{
    const Vec axis = top - bottom;
    const float tall = length(axis);
    if (!(tall > 0))
        return;
    const Vec direction = axis * (1 / tall);
    const Vec helper = std::abs(direction.z) < 0.9F ? Vec{0, 0, 1} : Vec{1, 0, 0};
    Vec a = cross(helper, direction);
    a = a * (1 / length(a));
    const Vec b = cross(direction, a);
    const auto spoke = [&](int i) {
        const float angle = turn * static_cast<float>(i) / static_cast<float>(sides);
        return a * std::cos(angle) + b * std::sin(angle);
    };
    for (int i = 0; i < sides; ++i) {
        const Vec here = spoke(i);
        const Vec next = spoke((i + 1) % sides);
        const Vec low = bottom + here * bottomRadius;
        const Vec lowNext = bottom + next * bottomRadius;
        const Vec high = top + here * topRadius;
        const Vec highNext = top + next * topRadius;
        if (bottomRadius == topRadius) {
            quad(low, lowNext - low, axis, material);
        } else {
            if (bottomRadius > 0)
                triangle(low, lowNext, highNext, material);
            if (topRadius > 0)
                triangle(low, highNext, high, material);
        }
        if (topRadius > 0)
            triangle(top, high, highNext, material);
        if (bottomRadius > 0)
            triangle(bottom, lowNext, low, material);
    }
}

void Builder::ellipsoid(Vec center, Vec radii, int rings, int material)
{
    const int sides = 2 * rings;
    const auto at = [&](int ring, int side) {
        const float polar = turn / 2 * static_cast<float>(ring) / static_cast<float>(rings);
        const float angle = turn * static_cast<float>(side % sides) / static_cast<float>(sides);
        return center
            + Vec{radii.x * std::sin(polar) * std::cos(angle), radii.y * std::sin(polar) * std::sin(angle),
                  -radii.z * std::cos(polar)};
    };
    for (int ring = 0; ring < rings; ++ring)
        for (int side = 0; side < sides; ++side) {
            if (ring > 0)
                triangle(at(ring, side), at(ring, side + 1), at(ring + 1, side + 1), material);
            if (ring + 1 < rings || ring == 0)
                triangle(at(ring, side), at(ring + 1, side + 1), at(ring + 1, side), material);
        }
}

} // namespace maquette::cloud::rooms
