// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/data/DepthCube.h"

#include <algorithm>
#include <cmath>

namespace maquette::cloud::rooms {

namespace {

/// Coordinates of a face: z along its axis, x and y across it.
Vec onFace(Vec p, int face)
{
    switch (face) {
    case 0:
        return {p.y, p.z, p.x};
    case 1:
        return {p.y, p.z, -p.x};
    case 2:
        return {p.x, p.z, p.y};
    case 3:
        return {p.x, p.z, -p.y};
    case 4:
        return {p.x, p.y, p.z};
    default:
        return {p.x, p.y, -p.z};
    }
}

int faceOf(Vec p)
{
    const float x = std::abs(p.x);
    const float y = std::abs(p.y);
    const float z = std::abs(p.z);
    if (x >= y && x >= z)
        return p.x >= 0 ? 0 : 1;
    if (y >= z)
        return p.y >= 0 ? 2 : 3;
    return p.z >= 0 ? 4 : 5;
}

float outside(Vec p, int side)
{
    switch (side) {
    case 0:
        return p.z - p.x;
    case 1:
        return p.z + p.x;
    case 2:
        return p.z - p.y;
    default:
        return p.z + p.y;
    }
}

} // namespace

DepthCube::DepthCube(Vec eye, int resolution)
    : m_eye(eye)
    , m_resolution(resolution)
{
    for (auto& face : m_faces)
        face.resize(static_cast<std::size_t>(resolution) * resolution);
}

void DepthCube::draw(const Mesh& mesh, int face)
{
    Pixel* pixels = m_faces[face].data();
    for (std::size_t i = 0; i < mesh.patches.size(); ++i) {
        const Patch& patch = mesh.patches[i];
        const Vec origin = patch.origin - m_eye;
        const Vec normal = patch.normal();
        const float distance = dot(normal, origin);
        if (distance >= 0)
            continue;
        const Vec a = onFace(origin, face);
        const Vec u = onFace(patch.u, face);
        const Vec v = onFace(patch.v, face);
        // A polygon of four corners gains at most one with each of the four sides of the pyramid.
        std::array<Vec, 12> corners;
        std::array<Vec, 12> clipped;
        int count = 0;
        corners[count++] = a;
        corners[count++] = a + u;
        if (!patch.triangle)
            corners[count++] = a + u + v;
        corners[count++] = a + v;
        for (int side = 0; side < 4 && count > 0; ++side) {
            int within = 0;
            for (int k = 0; k < count; ++k)
                within += outside(corners[k], side) >= 0 ? 1 : 0;
            if (within == count)
                continue;
            if (within == 0) {
                count = 0;
                break;
            }
            int kept = 0;
            for (int k = 0; k < count; ++k) {
                const Vec here = corners[k];
                const Vec next = corners[(k + 1) % count];
                const float in = outside(here, side);
                const float inNext = outside(next, side);
                if (in >= 0)
                    clipped[kept++] = here;
                if ((in >= 0) != (inNext >= 0))
                    clipped[kept++] = mix(here, next, in / (in - inNext));
            }
            corners = clipped;
            count = kept;
        }
        if (count < 3)
            continue;
        // 1 / depth is linear on the picture: the plane normal · (x, y, 1) / distance.
        fill(corners, count, onFace(normal, face) * (1 / distance), static_cast<std::uint32_t>(i), pixels);
    }
}

void DepthCube::fill(const std::array<Vec, 12>& corners, int count, Vec plane, std::uint32_t patch, Pixel* pixels) const
{
    const float half = 0.5F * static_cast<float>(m_resolution);
    std::array<float, 12> xs;
    std::array<float, 12> ys;
    float lowest = static_cast<float>(m_resolution);
    float highest = 0;
    for (int k = 0; k < count; ++k) {
        const float depth = std::max(corners[k].z, 1e-4F);
        xs[k] = (corners[k].x / depth + 1) * half;
        ys[k] = (corners[k].y / depth + 1) * half;
        lowest = std::min(lowest, ys[k]);
        highest = std::max(highest, ys[k]);
    }
    const int first = std::max(0, static_cast<int>(std::ceil(lowest - 0.5F)));
    const int last = std::min(m_resolution - 1, static_cast<int>(std::floor(highest - 0.5F)));
    for (int row = first; row <= last; ++row) {
        const float y = static_cast<float>(row) + 0.5F;
        float left = static_cast<float>(m_resolution);
        float right = 0;
        for (int k = 0; k < count; ++k) {
            const int n = k + 1 == count ? 0 : k + 1;
            if ((ys[k] <= y) == (ys[n] <= y))
                continue;
            const float x = xs[k] + (xs[n] - xs[k]) * (y - ys[k]) / (ys[n] - ys[k]);
            left = std::min(left, x);
            right = std::max(right, x);
        }
        const int begin = std::max(0, static_cast<int>(std::ceil(left - 0.5F)));
        const int end = std::min(m_resolution - 1, static_cast<int>(std::floor(right - 0.5F)));
        const float step = plane.x / half;
        float inverse = plane.x * ((static_cast<float>(begin) + 0.5F) / half - 1) + plane.y * (y / half - 1) + plane.z;
        Pixel* pixel = pixels + static_cast<std::size_t>(row) * m_resolution + begin;
        for (int column = begin; column <= end; ++column, ++pixel, inverse += step)
            if (inverse > pixel->inverseDepth)
                *pixel = {inverse, patch};
    }
}

bool DepthCube::sees(Vec point, std::uint32_t patch) const
{
    const Vec away = point - m_eye;
    const int face = faceOf(away);
    const Vec p = onFace(away, face);
    const float scale = 0.5F * static_cast<float>(m_resolution);
    const int column = std::clamp(static_cast<int>((p.x / p.z + 1) * scale), 0, m_resolution - 1);
    const int row = std::clamp(static_cast<int>((p.y / p.z + 1) * scale), 0, m_resolution - 1);
    const Pixel& pixel = m_faces[face][static_cast<std::size_t>(row) * m_resolution + column];
    return pixel.patch == patch || p.z * pixel.inverseDepth <= 1 + (0.008F + 0.002F * p.z) * pixel.inverseDepth;
}

} // namespace maquette::cloud::rooms
