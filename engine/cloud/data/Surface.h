// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cloud/data/Material.h"
#include "cloud/data/Vec.h"

#include <cstdint>
#include <vector>

namespace maquette::cloud::rooms {

/// The classes of S3DIS in the order of the stored labels.
enum class Label : std::uint8_t {
    Ceiling,
    Floor,
    Wall,
    Beam,
    Column,
    Window,
    Door,
    Table,
    Chair,
    Sofa,
    Bookcase,
    Board,
    Clutter
};

/// A parallelogram, or the triangle of its first corner and two edges. It is seen from the side that u × v points to.
struct Patch {
    Vec origin;
    Vec u;
    Vec v;
    float startU = 0; ///< where its texture begins
    float startV = 0;
    float share = 1; ///< of points that come back: less than 1 for glass
    std::uint16_t material = 0;
    std::uint16_t instance = 0;
    Label label = Label::Clutter;
    bool triangle = false;
    bool glowing = false; ///< not darkened by shade

    [[nodiscard]] Vec normal() const { return cross(u, v); }
    [[nodiscard]] float area() const { return length(normal()) * (triangle ? 0.5F : 1.0F); }
};

struct Mesh {
    std::vector<Patch> patches;
    std::vector<Material> materials;
    std::uint16_t instances = 0; ///< the last number given; the first is 1

    /// Its number for the builder's calls.
    int add(const Material& material);
};

/// A place on the floor and a turn about the vertical.
struct Frame {
    Vec origin;
    float cosine = 1;
    float sine = 0;

    Frame() = default;
    Frame(Vec place, float angle);
    /// Local x along `direction`, which is horizontal and of length 1.
    Frame(Vec place, Vec direction);

    /// The frame at a place of this one, turned further.
    [[nodiscard]] Frame at(Vec place, float angle) const;
    [[nodiscard]] Vec turned(Vec v) const { return {cosine * v.x - sine * v.y, sine * v.x + cosine * v.y, v.z}; }
    [[nodiscard]] Vec placed(Vec v) const { return origin + turned(v); }
};

/// Adds the patches of one object (a new instance) in the coordinates of its frame.
class Builder {
public:
    Builder(Mesh& mesh, const Frame& frame, Label label);

    /// Goes on with the same object in other coordinates.
    void moveTo(const Frame& frame) { m_frame = frame; }
    /// u × v points to the side that is seen.
    Patch& quad(Vec origin, Vec u, Vec v, int material);
    void triangle(Vec a, Vec b, Vec c, int material);
    /// Between two corners, along the frame's axes.
    void box(Vec low, Vec high, int material);
    /// A box by its center and half axes, right-handed.
    void block(Vec center, Vec a, Vec b, Vec c, int material);
    /// A truncated cone from `bottom` to `top`, with caps.
    void tube(Vec bottom, Vec top, float bottomRadius, float topRadius, int sides, int material);
    void ellipsoid(Vec center, Vec radii, int rings, int material);

private:
    Mesh& m_mesh;
    Frame m_frame;
    Label m_label;
    std::uint16_t m_instance;
};

} // namespace maquette::cloud::rooms
