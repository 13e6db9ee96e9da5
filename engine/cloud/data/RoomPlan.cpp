// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/data/RoomPlan.h"

#include <algorithm>
#include <array>

namespace maquette::cloud::rooms {

namespace {

struct Sizes {
    float shortLow, shortHigh, longLow, longHigh, heightLow, heightHigh;
    double weight; ///< how often rooms of the kind come
};

constexpr std::array<Sizes, roomKinds> sizes{{
    {2.6F, 5.0F, 3.0F, 6.5F, 2.5F, 3.2F, 0.30}, // office
    {3.2F, 6.0F, 4.2F, 9.0F, 2.6F, 3.4F, 0.16}, // conference
    {2.0F, 3.2F, 6.0F, 12.0F, 2.4F, 3.2F, 0.12}, // hallway
    {4.5F, 8.0F, 5.5F, 11.0F, 2.8F, 4.0F, 0.08}, // lobby
    {3.2F, 6.5F, 4.0F, 8.0F, 2.5F, 3.5F, 0.10}, // lounge
    {2.2F, 4.0F, 2.5F, 6.0F, 2.4F, 3.2F, 0.07}, // storage
    {2.3F, 4.0F, 3.0F, 6.0F, 2.5F, 3.0F, 0.06}, // copy room
    {5.0F, 8.0F, 6.5F, 12.0F, 2.6F, 3.8F, 0.11}, // open space
}};

void addWalls(RoomPlan& plan)
{
    std::vector<Vec> corners = {{0, 0, 0}, {plan.width, 0, 0}};
    if (plan.isL()) {
        corners.push_back({plan.width, plan.notch.y0, 0});
        corners.push_back({plan.notch.x0, plan.notch.y0, 0});
        corners.push_back({plan.notch.x0, plan.depth, 0});
    } else {
        corners.push_back({plan.width, plan.depth, 0});
    }
    corners.push_back({0, plan.depth, 0});
    for (std::size_t i = 0; i < corners.size(); ++i) {
        Wall wall;
        const Vec way = corners[(i + 1) % corners.size()] - corners[i];
        wall.start = corners[i];
        wall.length = length(way);
        wall.along = way * (1 / wall.length);
        plan.walls.push_back(std::move(wall));
    }
}

void addDoors(RoomPlan& plan, base::Random& random)
{
    const int wanted = plan.kind == RoomKind::Hallway ? 2 + random.below(4)
        : plan.area() > 30                            ? 1 + random.below(3)
                                                      : 1 + random.below(2);
    int made = 0;
    for (int tries = 0; tries < 30 && made < wanted; ++tries) {
        Wall& wall = plan.walls[random.below(static_cast<int>(plan.walls.size()))];
        const float width = chance(random, 0.2) ? between(random, 1.3F, 1.8F) : between(random, 0.8F, 1.05F);
        const float tall = std::min(between(random, 1.98F, 2.2F), plan.height - 0.15F);
        const auto span = plan.freeSpan(wall, width, 0, tall, random, 0.2F);
        if (!span)
            continue;
        wall.used.push_back({span->s0 - 0.08F, span->s1 + 0.08F, 0, plan.height});
        const bool open = chance(random, 0.3);
        wall.openings.push_back({Opening::Kind::Door, *span, open});
        plan.taken.push_back(RoomPlan::before(wall, *span, -0.2F,
                                              open ? 1.0F : std::min(0.9F, 0.3F * std::min(plan.width, plan.depth))));
        ++made;
    }
}

void addWindows(RoomPlan& plan, base::Random& random)
{
    if (chance(random, 0.22))
        return;
    const int sides = chance(random, 0.3) ? 2 : 1;
    for (int side = 0; side < sides; ++side) {
        Wall& wall = plan.walls[random.below(static_cast<int>(plan.walls.size()))];
        const float low = chance(random, 0.15) ? between(random, 0.08F, 0.3F) : between(random, 0.7F, 1.1F);
        const float high = std::min(plan.height - 0.12F, between(random, 1.9F, 2.7F));
        const float width = between(random, 0.8F, 2.6F);
        const int wanted = 1 + random.below(std::max(1, static_cast<int>(wall.length / (width + 0.3F))));
        for (int i = 0; i < wanted; ++i)
            if (const auto span = plan.freeSpan(wall, width, low, high, random, 0.15F)) {
                wall.used.push_back(*span);
                wall.openings.push_back({Opening::Kind::Window, *span, false});
            }
    }
}

void addPillars(RoomPlan& plan, base::Random& random)
{
    if (!chance(random, 0.68))
        return;
    const int wanted = 1 + random.below(plan.area() > 25 ? 4 : 2);
    const bool round = chance(random, 0.3);
    const float size = between(random, 0.22F, 0.6F);
    for (int tries = 0, made = 0; tries < 25 && made < wanted; ++tries) {
        if (!round && chance(random, plan.area() > 25 ? 0.5 : 0.85)) {
            Wall& wall = plan.walls[random.below(static_cast<int>(plan.walls.size()))];
            const auto span = plan.freeSpan(wall, size, 0, plan.height, random, 0);
            if (!span)
                continue;
            const Area area = RoomPlan::before(wall, *span, 0, size * between(random, 0.4F, 0.85F));
            if (!plan.isFree(area.grown(-0.01F)))
                continue;
            wall.used.push_back(*span);
            plan.pillars.push_back({area, false});
        } else {
            const float x = between(random, 0.6F, plan.width - 0.6F - size);
            const float y = between(random, 0.6F, plan.depth - 0.6F - size);
            const Area area{x, y, x + size, y + size};
            if (plan.width < 2.8F || plan.depth < 2.8F || !plan.isFree(area, 0.5F))
                continue;
            plan.pillars.push_back({area, round});
        }
        plan.taken.push_back(plan.pillars.back().area);
        ++made;
    }
}

void addBeams(RoomPlan& plan, base::Random& random)
{
    if (plan.height < 2.5F || !chance(random, 0.62))
        return;
    const bool alongX = chance(random, 0.5);
    const float thick = between(random, 0.15F, 0.5F);
    const float bottom = plan.height - std::min(between(random, 0.15F, 0.55F), plan.height - 2.2F);
    const float across = alongX ? plan.depth : plan.width;
    const int count = 1 + random.below(std::max(1, static_cast<int>(across / 2)));
    const bool atWall = chance(random, 0.2);
    for (int i = 0; i < count; ++i) {
        const float middle = atWall
            ? (i % 2 == 0 ? thick / 2 : across - thick / 2)
            : across * (static_cast<float>(i) + between(random, 0.4F, 0.6F)) / static_cast<float>(count);
        const float low = std::clamp(middle - thick / 2, 0.0F, across - thick);
        Area area = alongX ? Area{0, low, plan.width, low + thick} : Area{low, 0, low + thick, plan.depth};
        if (plan.isL() && area.meets(plan.notch)) {
            if (alongX)
                area.x1 = plan.notch.x0;
            else
                area.y1 = plan.notch.y0;
            if (area.meets(plan.notch))
                continue;
        }
        plan.beams.push_back({area, bottom});
        if (atWall && i == 1)
            break;
    }
}

} // namespace

float RoomPlan::area() const { return width * depth - (notch.x1 - notch.x0) * (notch.y1 - notch.y0); }

bool RoomPlan::inside(const Area& place) const
{
    return place.x0 >= 0 && place.y0 >= 0 && place.x1 <= width && place.y1 <= depth && !(isL() && place.meets(notch));
}

bool RoomPlan::isFree(const Area& place, float margin) const
{
    const Area wide = place.grown(margin);
    if (!inside(wide))
        return false;
    return std::none_of(taken.begin(), taken.end(), [&](const Area& other) { return other.meets(wide); });
}

std::optional<Span> RoomPlan::freeSpan(const Wall& wall, float wide, float z0, float z1, base::Random& random,
                                       float margin) const
{
    if (wide + 2 * margin > wall.length || z1 > height)
        return std::nullopt;
    for (int tries = 0; tries < 12; ++tries) {
        const float s = between(random, margin, wall.length - margin - wide);
        const Span span{s, s + wide, z0, z1};
        const bool free = std::none_of(wall.used.begin(), wall.used.end(), [&](const Span& other) {
            return span.s0 < other.s1 + margin && other.s0 - margin < span.s1 && span.z0 < other.z1
                && other.z0 < span.z1;
        });
        if (free)
            return span;
    }
    return std::nullopt;
}

Area RoomPlan::before(const Wall& wall, const Span& span, float from, float to)
{
    const Vec a = wall.start + wall.along * span.s0 + wall.inward() * from;
    const Vec b = wall.start + wall.along * span.s1 + wall.inward() * to;
    return {std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x), std::max(a.y, b.y)};
}

RoomPlan makePlan(base::Random& random)
{
    RoomPlan plan;
    double draw = random.uniform();
    int kind = 0;
    while (kind < roomKinds - 1 && draw >= sizes[kind].weight)
        draw -= sizes[kind++].weight;
    plan.kind = static_cast<RoomKind>(kind);
    const Sizes& size = sizes[kind];
    plan.width = between(random, size.shortLow, size.shortHigh);
    plan.depth = between(random, size.longLow, size.longHigh);
    plan.height = between(random, size.heightLow, size.heightHigh);
    if (chance(random, 0.5))
        std::swap(plan.width, plan.depth);
    if (plan.width > 3.8F && plan.depth > 3.8F && chance(random, 0.22))
        plan.notch = {plan.width * between(random, 0.5F, 0.75F), plan.depth * between(random, 0.5F, 0.75F), plan.width,
                      plan.depth};
    addWalls(plan);
    addDoors(plan, random);
    addPillars(plan, random);
    addWindows(plan, random);
    addBeams(plan, random);
    return plan;
}

} // namespace maquette::cloud::rooms
