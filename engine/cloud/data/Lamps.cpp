// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/data/Room.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace maquette::cloud::rooms {

namespace {

void glow(Room& room, std::size_t from)
{
    for (std::size_t i = from; i < room.mesh.patches.size(); ++i)
        room.mesh.patches[i].glowing = room.mesh.patches[i].material == room.style.lamp;
}

/// A lamp whose upper end is at the ceiling.
void lamp(Room& room, int kind, Vec place, bool alongX, float size)
{
    const std::size_t from = room.mesh.patches.size();
    const Style& style = room.style;
    if (kind == 0) { // a panel in the ceiling's grid, part of the ceiling
        Builder panel(room.mesh, Frame(place, 0), Label::Ceiling);
        panel.quad({-0.3F, -0.3F, -0.004F}, {0, 0.6F, 0}, {0.6F, 0, 0}, style.lamp);
    } else if (kind == 1) { // a box below the ceiling
        Builder box(room.mesh, Frame(place, alongX ? 0.0F : std::numbers::pi_v<float> / 2), Label::Clutter);
        box.box({-0.62F, -size, -0.075F}, {0.62F, size, -0.02F}, style.lamp);
        box.box({-0.62F, -size * 0.8F, -0.02F}, {0.62F, size * 0.8F, 0}, style.white);
    } else if (kind == 2) { // a bar on cords
        const float drop = std::min(0.5F, place.z - 2.15F);
        Builder bar(room.mesh, Frame(place, alongX ? 0.0F : std::numbers::pi_v<float> / 2), Label::Clutter);
        bar.box({-0.7F, -size * 0.5F, -drop - 0.06F}, {0.7F, size * 0.5F, -drop}, style.lamp);
        for (const float x : {-0.5F, 0.5F})
            bar.tube({x, 0, -drop}, {x, 0, 0}, 0.006F, 0.006F, 4, style.dark);
    } else { // a shade on a cord
        const float drop = std::min(0.7F, place.z - 2.1F);
        Builder shade(room.mesh, Frame(place, 0), Label::Clutter);
        shade.tube({0, 0, -drop}, {0, 0, 0}, 0.008F, 0.008F, 4, style.dark);
        shade.tube({0, 0, -drop - 0.2F}, {0, 0, -drop}, 0.2F, 0.07F, 12, style.lamp);
    }
    glow(room, from);
}

void tray(Room& room)
{
    const RoomPlan& plan = room.plan;
    const bool alongX = plan.width > plan.depth;
    const float across = alongX ? plan.notch.y0 : plan.notch.x0;
    const float limit = plan.isL() ? across : (alongX ? plan.depth : plan.width);
    const float at = room.in(0.3F, std::max(0.4F, limit - 0.6F));
    const float z = plan.height - room.in(0.12F, 0.3F);
    const float end = alongX ? plan.width : plan.depth;
    Builder builder(room.mesh, Frame(), Label::Clutter);
    const int pipes = room.below(4);
    for (int i = 0; i < std::max(1, pipes); ++i) {
        const float offset = at + 0.14F * static_cast<float>(i);
        const float radius = room.in(0.02F, 0.06F);
        const Vec from = alongX ? Vec{0, offset, z} : Vec{offset, 0, z};
        const Vec to = alongX ? Vec{end, offset, z} : Vec{offset, end, z};
        if (pipes > 0)
            builder.tube(from, to, radius, radius, 8, i == 0 ? room.style.metal : room.mixed());
        else
            builder.box(alongX ? Vec{0, at, z} : Vec{at, 0, z},
                        alongX ? Vec{end, at + 0.25F, z + 0.06F} : Vec{at + 0.25F, end, z + 0.06F}, room.style.metal);
    }
}

} // namespace

void hangLamps(Room& room)
{
    RoomPlan& plan = room.plan;
    const int kind = plan.height > 2.45F ? room.below(4) : room.below(2);
    const float pitch = room.in(1.7F, 2.8F);
    const float size = room.in(0.08F, 0.18F);
    const bool alongX = room.chance(0.5);
    const int columns = std::max(1, static_cast<int>(std::lround(plan.width / pitch)));
    const int rows = std::max(1, static_cast<int>(std::lround(plan.depth / pitch)));
    std::vector<Vec> lights;
    for (int row = 0; row < rows; ++row)
        for (int column = 0; column < columns; ++column) {
            const float x = plan.width * (static_cast<float>(column) + 0.5F) / static_cast<float>(columns);
            const float y = plan.depth * (static_cast<float>(row) + 0.5F) / static_cast<float>(rows);
            const Area place{x - 0.75F, y - 0.75F, x + 0.75F, y + 0.75F};
            if (!plan.inside(place.grown(-0.4F)))
                continue;
            const bool covered
                = std::any_of(plan.beams.begin(), plan.beams.end(),
                              [&](const Beam& beam) { return beam.area.meets(place.grown(kind == 3 ? -0.5F : 0)); })
                || std::any_of(plan.pillars.begin(), plan.pillars.end(),
                               [&](const Pillar& pillar) { return pillar.area.meets(place); });
            lights.push_back({x, y, plan.height - (kind >= 2 ? 0.75F : 0.15F)});
            if (!covered)
                lamp(room, kind, {x, y, plan.height}, alongX, size);
        }
    if (lights.empty())
        lights.push_back({plan.width * 0.3F, plan.depth * 0.3F, plan.height - 0.15F});
    // A few lights stand for all, so that large rooms cost no more than small ones.
    const std::size_t kept = std::min<std::size_t>(5, lights.size());
    for (std::size_t i = 0; i < kept; ++i)
        room.setting.lamps.push_back(lights[i * lights.size() / kept]);
    const float warm = room.in(-0.06F, 0.1F);
    room.setting.lampTint = {1 + warm, 1, 1 - warm};
    room.setting.ambient = room.in(0.4F, 0.7F);
    room.setting.daylight = room.chance(0.6) ? room.in(0.05F, 0.5F) : 0.0F;
    room.setting.low = {0, 0, 0};
    room.setting.high = {plan.width, plan.depth, plan.height};
    if (room.chance(plan.kind == RoomKind::Storage || plan.kind == RoomKind::Hallway || plan.kind == RoomKind::OpenSpace
                        ? 0.4
                        : 0.12))
        tray(room);
    // Smoke detectors, vents, projectors.
    for (int i = room.below(3); i > 0; --i) {
        const float x = room.in(0.5F, plan.width - 0.5F);
        const float y = room.in(0.5F, plan.depth - 0.5F);
        if (!plan.inside({x - 0.2F, y - 0.2F, x + 0.2F, y + 0.2F}))
            continue;
        Builder thing(room.mesh, Frame({x, y, plan.height}, room.in(0, 6)), Label::Clutter);
        if (room.chance(0.3)) {
            thing.tube({0, 0, -0.25F}, {0, 0, 0}, 0.02F, 0.02F, 6, room.style.white);
            thing.box({-0.17F, -0.14F, -0.37F}, {0.17F, 0.14F, -0.25F}, room.style.white);
        } else {
            thing.tube({0, 0, -0.05F}, {0, 0, 0}, 0.06F, 0.07F, 10, room.style.white);
        }
    }
}

void placeScanner(Room& room)
{
    const RoomPlan& plan = room.plan;
    Setting& setting = room.setting;
    const float area = plan.area();
    const int wanted = area < 9 ? 1 + room.below(2) : area < 18 ? 2 + room.below(2) : 3 + room.below(2);
    float apart = area < 18 ? 1.2F : 2.2F;
    for (int tries = 0; tries < 400 && static_cast<int>(setting.eyes.size()) < wanted; ++tries) {
        const Vec eye{room.in(0.3F, plan.width - 0.3F), room.in(0.3F, plan.depth - 0.3F), room.in(1.35F, 1.7F)};
        const float half = tries < 300 ? 0.2F : 0.02F;
        if (!plan.isFree({eye.x - half, eye.y - half, eye.x + half, eye.y + half}))
            continue;
        if (tries % 50 == 49)
            apart *= 0.7F;
        if (std::any_of(setting.eyes.begin(), setting.eyes.end(),
                        [&](Vec other) { return length(eye - other) < apart; }))
            continue;
        setting.eyes.push_back(eye);
    }
    if (setting.eyes.empty()) // nothing is as high as this in a crowded room
        setting.eyes.push_back({plan.width * 0.4F, plan.depth * 0.4F, std::min(2.05F, plan.height - 0.3F)});
    setting.quarterTurns = room.below(4);
    setting.exposure = room.in(0.68F, 1.0F);
    for (std::size_t i = 0; i < setting.eyes.size(); ++i) {
        const float own = room.in(0.93F, 1.07F);
        const float warm = room.in(-0.03F, 0.03F);
        setting.tints.push_back({own * (1 + warm), own, own * (1 - warm)});
    }
}

} // namespace maquette::cloud::rooms
