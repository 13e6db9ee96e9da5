// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cloud/data/Surface.h"

#include <array>
#include <cstdint>
#include <vector>

namespace maquette::cloud::rooms {

/// What is seen from one place in all directions: the nearest patch and its depth on the six faces of a cube.
class DepthCube {
public:
    /// `resolution` pixels along each edge of a face (90 degrees).
    DepthCube(Vec eye, int resolution);

    /// Draws all patches that face the eye onto one of the six faces. Faces can be drawn at the same time.
    void draw(const Mesh& mesh, int face);

    /// Whether nothing is between the eye and a point of the patch, with one or two centimeters of tolerance.
    [[nodiscard]] bool sees(Vec point, std::uint32_t patch) const;
    [[nodiscard]] Vec eye() const { return m_eye; }

private:
    struct Pixel {
        float inverseDepth = 0;
        std::uint32_t patch = 0xffffffffU;
    };
    void fill(const std::array<Vec, 12>& corners, int count, Vec plane, std::uint32_t patch, Pixel* pixels) const;

    Vec m_eye;
    int m_resolution;
    std::array<std::vector<Pixel>, 6> m_faces;
};

} // namespace maquette::cloud::rooms
