// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/data/Room.h"

#include <algorithm>

namespace maquette::cloud::rooms {

namespace {

Wall& anyWall(Room& room) { return room.plan.walls[room.below(static_cast<int>(room.plan.walls.size()))]; }

/// Four bars around a rectangle on a wall.
void rim(Builder& builder, const Span& s, float bar, float y, int material)
{
    builder.box({s.s0, 0, s.z0}, {s.s0 + bar, y, s.z1}, material);
    builder.box({s.s1 - bar, 0, s.z0}, {s.s1, y, s.z1}, material);
    builder.box({s.s0 + bar, 0, s.z0}, {s.s1 - bar, y, s.z0 + bar}, material);
    builder.box({s.s0 + bar, 0, s.z1 - bar}, {s.s1 - bar, y, s.z1}, material);
}

void front(Builder& builder, const Span& s, float y, int material)
{
    builder.quad({s.s1, y, s.z0}, {s.s0 - s.s1, 0, 0}, {0, 0, s.z1 - s.z0}, material);
}

void whiteboard(Room& room, const Wall& wall, const Span& s)
{
    Builder board(room.mesh, wall.frame(0), Label::Board);
    const float thick = room.in(0.018F, 0.035F);
    board.box({s.s0, 0, s.z0}, {s.s1, thick, s.z1}, room.style.white);
    front(board, s, thick + 0.001F, room.style.whiteboard);
    const float bar = room.in(0.02F, 0.045F);
    rim(board, s, bar, thick + 0.008F, room.chance(0.7) ? room.style.metal : room.style.table);
    if (room.chance(0.75)) {
        board.box({s.s0 + 0.1F, thick, s.z0 - 0.012F}, {s.s1 - 0.1F, thick + 0.075F, s.z0 + 0.004F}, room.style.metal);
        for (int i = room.below(5); i > 0; --i) {
            const float x = room.in(s.s0 + 0.15F, s.s1 - 0.3F);
            board.tube({x, thick + 0.04F, s.z0 + 0.013F}, {x + 0.13F, thick + 0.045F, s.z0 + 0.013F}, 0.009F, 0.009F, 5,
                       room.mixed());
        }
    }
}

void noticeboard(Room& room, const Wall& wall, const Span& s)
{
    Builder board(room.mesh, wall.frame(0), Label::Board);
    const float thick = room.in(0.015F, 0.03F);
    board.box({s.s0, 0, s.z0}, {s.s1, thick, s.z1}, room.style.noticeboard);
    const float bar = room.in(0.02F, 0.05F);
    rim(board, s, bar, thick + 0.01F, room.chance(0.5) ? room.style.metal : room.style.table);
    for (int i = 3 + room.below(12); i > 0; --i) {
        const float w = room.chance(0.7) ? 0.21F : room.in(0.1F, 0.35F);
        const float h = w * room.in(0.7F, 1.45F);
        const float x = room.in(s.s0 + 0.06F, s.s1 - 0.06F - w);
        const float z = room.in(s.z0 + 0.06F, std::max(s.z0 + 0.07F, s.z1 - 0.06F - h));
        if (z + h > s.z1 - 0.03F)
            continue;
        front(board, {x, x + w, z, z + h}, thick + 0.002F + 0.0005F * static_cast<float>(i),
              room.chance(0.7) ? room.style.paper : room.mixed());
    }
}

void screen(Room& room, const Wall& wall, const Span& s)
{
    Builder board(room.mesh, wall.frame(0), Label::Board);
    const float thick = room.in(0.03F, 0.09F);
    board.box({s.s0, thick - 0.03F, s.z0}, {s.s1, thick, s.z1}, room.style.dark);
    front(board, {s.s0 + 0.015F, s.s1 - 0.015F, s.z0 + 0.02F, s.z1 - 0.015F}, thick + 0.001F, room.style.screen);
}

void projection(Room& room, const Wall& wall, const Span& s)
{
    Builder board(room.mesh, wall.frame(0), Label::Board);
    const float thick = room.in(0.03F, 0.06F);
    board.box({s.s0 + 0.03F, thick - 0.004F, s.z0}, {s.s1 - 0.03F, thick, s.z1 - 0.06F}, room.style.white);
    board.box({s.s0, 0, s.z1 - 0.1F}, {s.s1, thick + 0.05F, s.z1}, room.style.white);
    board.box({s.s0 + 0.03F, thick - 0.012F, s.z0 - 0.02F}, {s.s1 - 0.03F, thick + 0.012F, s.z0 + 0.015F},
              room.style.dark);
}

void picture(Room& room, Wall& wall)
{
    const float w = room.in(0.2F, 0.6F);
    const float h = w * room.in(0.7F, 1.4F);
    const float z = room.in(1.25F, 1.5F);
    if (const auto span = room.plan.freeSpan(wall, w, z, std::min(z + h, room.plan.height - 0.1F), room.random)) {
        wall.used.push_back(*span);
        Builder builder(room.mesh, wall.frame(0), Label::Clutter);
        const float thick = room.in(0.004F, 0.03F);
        builder.box({span->s0, 0, span->z0}, {span->s1, thick, span->z1}, room.mixed());
        if (room.chance(0.6))
            rim(builder, *span, 0.02F, thick + 0.008F, room.chance(0.5) ? room.style.dark : room.style.table);
    }
}

void radiator(Room& room, const Wall& wall, const Span& s)
{
    Builder builder(room.mesh, wall.frame(0), Label::Clutter);
    const float y0 = 0.035F;
    const float y1 = y0 + room.in(0.06F, 0.13F);
    if (room.chance(0.5)) {
        builder.box({s.s0, y0, s.z0}, {s.s1, y1, s.z1}, room.style.white);
        for (float x = s.s0 + 0.03F; x < s.s1 - 0.02F; x += 0.055F)
            builder.box({x, y1, s.z0 + 0.03F}, {x + 0.025F, y1 + 0.008F, s.z1 - 0.03F}, room.style.white);
    } else {
        for (float x = s.s0; x < s.s1 - 0.03F; x += 0.06F)
            builder.box({x, y0, s.z0}, {x + 0.038F, y1, s.z1}, room.style.white);
    }
}

void curtain(Room& room, const Wall& wall, float s0, float s1, float z0, float z1)
{
    Builder builder(room.mesh, wall.frame(0), Label::Clutter);
    const int material = room.chance(0.5) ? room.style.sofa : room.style.blind;
    float y = 0.06F;
    for (float x = s0; x < s1; x += 0.05F) {
        const float next = y > 0.08F ? 0.06F : 0.11F;
        builder.quad({x + 0.05F, next, z0}, {-0.05F, y - next, 0}, {0, 0, z1 - z0}, material);
        y = next;
    }
}

void extinguisher(Room& room, const Wall& wall, const Span& s)
{
    Builder builder(room.mesh, wall.frame((s.s0 + s.s1) / 2), Label::Clutter);
    const int red = room.mesh.add({Texture::Plain, {0.75F, 0.08F, 0.08F}, {}, 0.3F, 0.05F, 7});
    builder.tube({0, 0.1F, s.z0}, {0, 0.1F, s.z0 + 0.42F}, 0.075F, 0.075F, 10, red);
    builder.tube({0, 0.1F, s.z0 + 0.42F}, {0, 0.1F, s.z0 + 0.5F}, 0.075F, 0.02F, 10, red);
    builder.box({-0.03F, 0.08F, s.z0 + 0.48F}, {0.05F, 0.12F, s.z0 + 0.55F}, room.style.dark);
}

} // namespace

void hangBoards(Room& room)
{
    const bool likely = room.plan.kind == RoomKind::Conference || room.plan.kind == RoomKind::Office;
    if (!room.chance(likely ? 0.9 : 0.62))
        return;
    int made = 0;
    const int wanted = 1 + room.below(room.plan.kind == RoomKind::Hallway || room.plan.area() > 25 ? 3 : 2);
    for (int tries = 0; tries < 12 && made < wanted; ++tries) {
        Wall& wall = anyWall(room);
        const double draw = room.random.uniform();
        const float w = draw < 0.5 ? room.in(1.1F, 3.2F) : draw < 0.75 ? room.in(0.7F, 2.0F) : room.in(0.95F, 1.9F);
        const float h = draw < 0.5 ? room.in(0.9F, 1.25F) : draw < 0.75 ? room.in(0.6F, 1.2F) : w * 0.58F;
        const float z = room.in(0.8F, 1.1F);
        const float top = z + h;
        if (top > room.plan.height - 0.1F)
            continue;
        const auto span = room.plan.freeSpan(wall, w, z, top, room.random);
        if (!span)
            continue;
        wall.used.push_back({span->s0, span->s1, span->z0 - 0.05F, span->z1});
        if (draw < 0.5)
            whiteboard(room, wall, *span);
        else if (draw < 0.75)
            noticeboard(room, wall, *span);
        else if (draw < 0.9)
            screen(room, wall, *span);
        else
            projection(room, wall, *span);
        ++made;
    }
}

void hangClutter(Room& room)
{
    RoomPlan& plan = room.plan;
    const bool radiators = room.chance(0.45);
    const bool curtains = room.chance(0.22);
    for (Wall& wall : plan.walls)
        for (const Opening& opening : wall.openings) {
            if (opening.kind != Opening::Kind::Window)
                continue;
            const Span& w = opening.span;
            if (radiators && w.z0 > 0.68F) {
                const Span place{w.s0 + 0.05F, w.s1 - 0.05F, 0.1F, w.z0 - 0.12F};
                const Area floor = RoomPlan::before(wall, place, 0.01F, 0.2F);
                if (plan.isFree(floor)) {
                    radiator(room, wall, place);
                    plan.taken.push_back(floor);
                }
            }
            if (curtains) {
                const float wide = room.in(0.15F, 0.45F);
                const float low = room.chance(0.5) ? 0.03F : w.z0 - 0.1F;
                const float high = std::min(plan.height - 0.02F, w.z1 + 0.15F);
                for (const float s0 : {w.s0 - wide * 0.6F, w.s1 - wide * 0.4F})
                    if (s0 > 0.02F && s0 + wide < wall.length - 0.08F
                        && plan.isFree(RoomPlan::before(wall, {s0, s0 + wide, 0, 1}, 0.01F, 0.14F)))
                        curtain(room, wall, s0, s0 + wide, std::max(0.03F, low), high);
            }
        }
    for (int i = room.below(4); i > 0; --i)
        picture(room, anyWall(room));
    if (room.chance(plan.kind == RoomKind::Hallway ? 0.7 : 0.25)) {
        Wall& wall = anyWall(room);
        if (const auto span = plan.freeSpan(wall, 0.2F, 0.6F, 1.2F, room.random)) {
            const Area floor = RoomPlan::before(wall, *span, 0.01F, 0.2F);
            if (plan.isFree(floor)) {
                wall.used.push_back(*span);
                plan.taken.push_back(floor);
                extinguisher(room, wall, *span);
            }
        }
    }
    // Switches, sockets, signs.
    for (int i = 1 + room.below(5); i > 0; --i) {
        Wall& wall = anyWall(room);
        const float z = room.chance(0.5) ? 0.3F : 1.15F;
        const float size = room.in(0.08F, 0.2F);
        if (const auto span = plan.freeSpan(wall, size, z, z + size, room.random)) {
            wall.used.push_back(*span);
            Builder(room.mesh, wall.frame(0), Label::Clutter)
                .box({span->s0, 0, z}, {span->s1, 0.018F, z + size},
                     room.chance(0.7) ? room.style.white : room.mixed());
        }
    }
}

} // namespace maquette::cloud::rooms
