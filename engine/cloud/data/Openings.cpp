// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/data/Room.h"

#include <algorithm>

namespace maquette::cloud::rooms {

namespace {

struct LeafKind {
    int look = 0; ///< 0 flat, 1 panels, 2 a small pane, 3 a large pane
    bool lever = true; ///< otherwise a knob or a bar
};

/// A leaf of a door in its own frame: the hinge at the origin, the leaf towards x, the room at y > 0.
void leaf(Builder& door, const Room& room, float width, float tall, const LeafKind& kind, float side)
{
    const Style& style = room.style;
    constexpr float thick = 0.042F;
    const float x0 = side > 0 ? 0.0F : -width;
    const float x1 = x0 + width;
    door.box({x0, -thick, 0.008F}, {x1, 0, tall}, style.door);
    if (kind.look == 1)
        for (int row = 0; row < 2; ++row) {
            const float low = row == 0 ? 0.15F : tall * 0.52F;
            const float high = row == 0 ? tall * 0.45F : tall - 0.15F;
            door.box({x0 + 0.13F, 0, low}, {x1 - 0.13F, 0.009F, high}, style.door);
        }
    if (kind.look >= 2) {
        const float low = kind.look == 2 ? tall * 0.5F : 0.25F;
        const float inset = kind.look == 2 ? width * 0.36F : 0.12F;
        Patch& pane
            = door.quad({x1 - inset, 0.004F, low}, {x0 - x1 + 2 * inset, 0, 0}, {0, 0, tall - 0.2F - low}, style.glass);
        pane.share = 0.6F;
    }
    const float grip = side > 0 ? x1 - 0.075F : x0 + 0.075F;
    const float back = side > 0 ? -1.0F : 1.0F;
    for (const float face : {1.0F, -1.0F}) {
        const float y = face > 0 ? 0.0F : -thick;
        if (kind.lever) {
            door.box({grip - 0.02F, std::min(y, y + face * 0.01F), 0.95F},
                     {grip + 0.02F, std::max(y, y + face * 0.01F), 1.13F}, style.metal);
            door.tube({grip, y + face * 0.05F, 1.05F}, {grip + back * 0.13F, y + face * 0.05F, 1.05F}, 0.011F, 0.011F,
                      6, style.metal);
            door.tube({grip, y, 1.05F}, {grip, y + face * 0.055F, 1.05F}, 0.011F, 0.011F, 6, style.metal);
        } else {
            door.tube({grip, y, 1.0F}, {grip, y + face * 0.06F, 1.0F}, 0.016F, 0.016F, 6, style.metal);
            door.ellipsoid({grip, y + face * 0.07F, 1.0F}, {0.03F, 0.025F, 0.03F}, 4, style.metal);
        }
    }
}

} // namespace

void buildDoor(Room& room, const Wall& wall, const Opening& opening, float recess)
{
    const Frame base = wall.frame(0);
    const Span& span = opening.span;
    Builder door(room.mesh, base, Label::Door);
    const float rim = room.in(0.035F, 0.08F);
    const float proud = room.in(0.008F, 0.025F);
    const float lap = room.in(0, 0.06F); // of the frame over the wall's face
    const int frame = room.style.frame;
    door.box({span.s0 - lap, -recess - 0.05F, 0}, {span.s0 + rim, proud, span.z1 + lap}, frame);
    door.box({span.s1 - rim, -recess - 0.05F, 0}, {span.s1 + lap, proud, span.z1 + lap}, frame);
    door.box({span.s0 + rim, -recess - 0.05F, span.z1 - rim}, {span.s1 - rim, proud, span.z1 + lap}, frame);

    const LeafKind kind{room.below(4), room.chance(0.75)};
    const float inner = span.s1 - span.s0 - 2 * rim;
    const float tall = span.z1 - rim - 0.004F;
    const bool pair = inner > 1.15F;
    const float width = pair ? inner / 2 - 0.003F : inner - 0.004F;
    const bool left = room.chance(0.5);
    const float angle = opening.open ? room.in(0.8F, 1.57F) : 0.0F;
    if (pair || left) {
        door.moveTo(base.at({span.s0 + rim, -recess, 0}, angle));
        leaf(door, room, width, tall, kind, 1);
    }
    if (pair || !left) {
        door.moveTo(base.at({span.s1 - rim, -recess, 0}, pair ? 0.0F : -angle));
        leaf(door, room, width, tall, kind, -1);
    }
}

void buildWindow(Room& room, const Wall& wall, const Opening& opening, float recess)
{
    const Style& style = room.style;
    const Span& s = opening.span;
    Builder window(room.mesh, wall.frame(0), Label::Window);
    const float bar = room.in(0.04F, 0.075F);
    const float thick = std::min(recess, 0.05F);
    const float y0 = -recess - 0.01F;
    const float y1 = -recess + thick;
    window.box({s.s0, y0, s.z0}, {s.s0 + bar, y1, s.z1}, style.frame);
    window.box({s.s1 - bar, y0, s.z0}, {s.s1, y1, s.z1}, style.frame);
    window.box({s.s0 + bar, y0, s.z0}, {s.s1 - bar, y1, s.z0 + bar}, style.frame);
    window.box({s.s0 + bar, y0, s.z1 - bar}, {s.s1 - bar, y1, s.z1}, style.frame);
    const float width = s.s1 - s.s0;
    const int panes = std::max(1, static_cast<int>(width / room.in(0.6F, 1.2F)));
    for (int i = 1; i < panes; ++i) {
        const float x = s.s0 + width * static_cast<float>(i) / static_cast<float>(panes);
        window.box({x - bar / 2, y0, s.z0 + bar}, {x + bar / 2, y1, s.z1 - bar}, style.frame);
    }
    if (room.chance(0.3)) {
        const float z = s.z0 + (s.z1 - s.z0) * room.in(0.25F, 0.75F);
        window.box({s.s0 + bar, y0, z - bar / 2}, {s.s1 - bar, y1, z + bar / 2}, style.frame);
    }
    Patch& glass = window.quad({s.s1 - bar, -recess + 0.005F, s.z0 + bar}, {2 * bar - width, 0, 0},
                               {0, 0, s.z1 - s.z0 - 2 * bar}, style.glass);
    glass.share = room.in(0.35F, 1);
    glass.glowing = true;
    // The sill.
    const float out = room.chance(0.6) ? room.in(0.01F, 0.12F) : 0.0F;
    if (s.z0 > 0.3F)
        window.box({s.s0 - 0.02F, y1, s.z0 - 0.03F}, {s.s1 + 0.02F, out + 0.002F, s.z0 + 0.006F},
                   room.chance(0.4) ? style.table : style.frame);
    if (room.chance(0.35)) {
        const float low = s.z1 - (s.z1 - s.z0) * room.in(0.15F, 0.95F);
        const float y = y1 + 0.015F;
        if (room.chance(0.5)) {
            window.box({s.s0 + 0.01F, y, low}, {s.s1 - 0.01F, y + 0.008F, s.z1}, style.blind);
        } else {
            for (float z = low; z < s.z1; z += 0.05F)
                window.block({(s.s0 + s.s1) / 2, y, z}, {width / 2 - 0.01F, 0, 0}, {0, 0.016F, 0.014F},
                             {0, -0.0007F, 0.0008F}, style.blind);
        }
    }
    room.setting.windows.push_back(wall.frame(0).placed({(s.s0 + s.s1) / 2, 0.1F, (s.z0 + s.z1) / 2}));
}

} // namespace maquette::cloud::rooms
