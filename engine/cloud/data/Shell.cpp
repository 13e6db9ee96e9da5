// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/data/Room.h"

#include <algorithm>

namespace maquette::cloud::rooms {

namespace {

/// A part of the wall's face. Its texture goes on from one part to the next.
void face(Builder& wall, float length, float s0, float s1, float z0, float z1, int material)
{
    if (s1 - s0 < 1e-3F || z1 - z0 < 1e-3F)
        return;
    Patch& patch = wall.quad({s1, 0, z0}, {s0 - s1, 0, 0}, {0, 0, z1 - z0}, material);
    patch.startU = length - s1;
    patch.startV = z0;
}

/// The same in two materials, when the lower part of the walls has its own.
void face(Builder& wall, const Room& room, float length, float s0, float s1, float z0, float z1, int material)
{
    const float border = std::clamp(room.style.dadoHeight, z0, z1);
    face(wall, length, s0, s1, z0, border, room.style.dado);
    face(wall, length, s0, s1, border, z1, material);
}

void baseboard(Builder& wall, float s0, float s1, int material)
{
    constexpr float thick = 0.014F;
    constexpr float tall = 0.09F;
    if (s1 - s0 < 0.05F)
        return;
    wall.quad({s1, thick, 0}, {s0 - s1, 0, 0}, {0, 0, tall}, material);
    wall.quad({s0, 0, tall}, {s1 - s0, 0, 0}, {0, thick, 0}, material);
}

/// The sides of the hole.
void reveal(Builder& wall, const Span& span, float recess, int material)
{
    const float tall = span.z1 - span.z0;
    wall.quad({span.s0, -recess, span.z0}, {0, recess, 0}, {0, 0, tall}, material);
    wall.quad({span.s1, -recess, span.z0}, {0, 0, tall}, {0, recess, 0}, material);
    wall.quad({span.s0, -recess, span.z1}, {0, recess, 0}, {span.s1 - span.s0, 0, 0}, material);
    if (span.z0 > 0)
        wall.quad({span.s0, -recess, span.z0}, {span.s1 - span.s0, 0, 0}, {0, recess, 0}, material);
}

void buildWall(Room& room, Wall& wall, int material, bool boards, float windowRecess)
{
    std::sort(wall.openings.begin(), wall.openings.end(),
              [](const Opening& a, const Opening& b) { return a.span.s0 < b.span.s0; });
    Builder builder(room.mesh, wall.frame(0), Label::Wall);
    const float height = room.plan.height;
    std::vector<float> recesses;
    float reached = 0;
    for (const Opening& opening : wall.openings) {
        const Span& span = opening.span;
        face(builder, room, wall.length, reached, span.s0, 0, height, material);
        face(builder, room, wall.length, span.s0, span.s1, 0, span.z0, material);
        face(builder, room, wall.length, span.s0, span.s1, span.z1, height, material);
        const bool door = opening.kind == Opening::Kind::Door;
        recesses.push_back(door ? room.in(0.03F, 0.14F) : windowRecess);
        // An open door shows the whole thickness of the wall.
        reveal(builder, span, door && opening.open ? 0.2F : recesses.back(), material);
        if (boards)
            baseboard(builder, reached, door ? span.s0 : span.s1, room.style.baseboard);
        reached = span.s1;
    }
    face(builder, room, wall.length, reached, wall.length, 0, height, material);
    if (boards)
        baseboard(builder, reached, wall.length, room.style.baseboard);
    for (std::size_t i = 0; i < wall.openings.size(); ++i) {
        if (wall.openings[i].kind == Opening::Kind::Door)
            buildDoor(room, wall, wall.openings[i], recesses[i]);
        else
            buildWindow(room, wall, wall.openings[i], recesses[i]);
    }
}

/// The parts of the room's outline as rectangles.
std::vector<Area> rectangles(const RoomPlan& plan)
{
    if (!plan.isL())
        return {{0, 0, plan.width, plan.depth}};
    return {{0, 0, plan.width, plan.notch.y0}, {0, plan.notch.y0, plan.notch.x0, plan.depth}};
}

} // namespace

void buildShell(Room& room)
{
    RoomPlan& plan = room.plan;
    Builder ceiling(room.mesh, Frame(), Label::Ceiling);
    for (const Area& a : rectangles(plan)) {
        Patch& patch
            = ceiling.quad({a.x0, a.y0, plan.height}, {0, a.y1 - a.y0, 0}, {a.x1 - a.x0, 0, 0}, room.style.ceiling);
        patch.startU = a.y0;
        patch.startV = a.x0;
    }
    Builder floor(room.mesh, Frame(), Label::Floor);
    for (const Area& a : rectangles(plan)) {
        Patch& patch = floor.quad({a.x0, a.y0, 0}, {a.x1 - a.x0, 0, 0}, {0, a.y1 - a.y0, 0}, room.style.floor);
        patch.startU = a.x0;
        patch.startV = a.y0;
    }
    for (const Wall& wall : plan.walls)
        for (const Opening& opening : wall.openings)
            if (opening.kind == Opening::Kind::Door) {
                floor.moveTo(wall.frame(0));
                // The threshold.
                floor.quad({opening.span.s0, -0.2F, 0}, {opening.span.s1 - opening.span.s0, 0, 0}, {0, 0.2F, 0},
                           room.style.floor);
            }
    const int accent = room.below(static_cast<int>(plan.walls.size()));
    const bool boards = room.chance(0.55);
    const float recess = room.in(0.06F, 0.26F);
    for (int i = 0; i < static_cast<int>(plan.walls.size()); ++i)
        buildWall(room, plan.walls[i], i == accent ? room.style.accent : room.style.wall, boards, recess);
    for (const Beam& beam : plan.beams)
        Builder(room.mesh, Frame(), Label::Beam)
            .box({beam.area.x0, beam.area.y0, beam.bottom}, {beam.area.x1, beam.area.y1, plan.height}, room.style.beam);
    for (const Pillar& pillar : plan.pillars) {
        const Area& a = pillar.area;
        Builder column(room.mesh, Frame(), Label::Column);
        if (pillar.round) {
            const float x = (a.x0 + a.x1) / 2;
            const float y = (a.y0 + a.y1) / 2;
            column.tube({x, y, 0}, {x, y, plan.height}, (a.x1 - a.x0) / 2, (a.x1 - a.x0) / 2, 20, room.style.column);
        } else {
            column.box({a.x0, a.y0, 0}, {a.x1, a.y1, plan.height}, room.style.column);
        }
    }
}

} // namespace maquette::cloud::rooms
