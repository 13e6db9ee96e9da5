// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cloud/data/Surface.h"

#include <optional>
#include <vector>

namespace maquette::cloud::rooms {

enum class RoomKind { Office, Conference, Hallway, Lobby, Lounge, Storage, CopyRoom, OpenSpace };
inline constexpr int roomKinds = 8;

/// A rectangle on the floor.
struct Area {
    float x0 = 0;
    float y0 = 0;
    float x1 = 0;
    float y1 = 0;

    [[nodiscard]] bool meets(const Area& other) const
    {
        return x0 < other.x1 && other.x0 < x1 && y0 < other.y1 && other.y0 < y1;
    }
    [[nodiscard]] Area grown(float margin) const { return {x0 - margin, y0 - margin, x1 + margin, y1 + margin}; }
};

/// A part of a wall, in meters along it and above the floor.
struct Span {
    float s0 = 0;
    float s1 = 0;
    float z0 = 0;
    float z1 = 0;
};

struct Opening {
    enum class Kind { Door, Window };
    Kind kind = Kind::Door;
    Span span;
    bool open = false; ///< a door's leaf stands in the room, or there is none
};

struct Wall {
    Vec start;
    Vec along; ///< of length 1; the room is to its left
    float length = 0;
    std::vector<Opening> openings;
    std::vector<Span> used; ///< by openings, boards and what stands before it

    [[nodiscard]] Vec inward() const { return {-along.y, along.x, 0}; }
    /// A frame at `s` meters along: x along the wall, y into the room.
    [[nodiscard]] Frame frame(float s) const { return {start + along * s, along}; }
};

struct Beam {
    Area area;
    float bottom = 0;
};

struct Pillar {
    Area area;
    bool round = false;
};

/// Where everything of a room is that does not move, and which places are taken.
struct RoomPlan {
    RoomKind kind = RoomKind::Office;
    float width = 0; ///< along x
    float depth = 0; ///< along y
    float height = 0;
    Area notch; ///< missing from the upper right corner of an L-shaped room, otherwise empty
    std::vector<Wall> walls; ///< counterclockwise
    std::vector<Beam> beams;
    std::vector<Pillar> pillars;
    std::vector<Area> taken; ///< floor areas of furniture, pillars and the ways of doors

    [[nodiscard]] float area() const;
    [[nodiscard]] bool isL() const { return notch.x1 > notch.x0; }
    /// Inside the room, `margin` meters away from walls and everything taken.
    [[nodiscard]] bool isFree(const Area& place, float margin = 0) const;
    [[nodiscard]] bool inside(const Area& place) const;
    /// A random part of a wall where nothing is yet, or none found in some tries. It is not marked as used.
    [[nodiscard]] std::optional<Span> freeSpan(const Wall& wall, float wide, float z0, float z1, base::Random& random,
                                               float margin = 0.08F) const;
    /// The floor before a part of a wall, `from` to `to` meters away from it.
    [[nodiscard]] static Area before(const Wall& wall, const Span& span, float from, float to);
};

[[nodiscard]] RoomPlan makePlan(base::Random& random);

} // namespace maquette::cloud::rooms
