// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/data/Room.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

using namespace maquette::cloud::rooms;

namespace {

constexpr int roomCount = 60;

struct Body {
    Label label = Label::Clutter;
    Vec low = {1e9F, 1e9F, 1e9F};
    Vec high = {-1e9F, -1e9F, -1e9F};
};

std::map<int, Body> bodies(const Mesh& mesh)
{
    std::map<int, Body> all;
    for (const Patch& patch : mesh.patches) {
        Body& body = all[patch.instance];
        body.label = patch.label;
        const int corners = patch.triangle ? 3 : 4;
        for (int i = 0; i < corners; ++i) {
            const Vec p = patch.origin + patch.u * (i == 1 || i == 3 ? 1.0F : 0.0F) + patch.v * (i >= 2 ? 1.0F : 0.0F);
            body.low = {std::min(body.low.x, p.x), std::min(body.low.y, p.y), std::min(body.low.z, p.z)};
            body.high = {std::max(body.high.x, p.x), std::max(body.high.y, p.y), std::max(body.high.z, p.z)};
        }
    }
    return all;
}

/// Whether it is a corner sofa: the box around one holds an empty part.
bool corner(const Body& body) { return std::min(body.high.x - body.low.x, body.high.y - body.low.y) > 1.2F; }

} // namespace

TEST(RoomPlan, RoomsHaveTheSizesOfRooms)
{
    std::set<RoomKind> kinds;
    int l = 0;
    for (int number = 0; number < roomCount; ++number) {
        const RoomPlan plan = makeRoom(3, number).plan;
        kinds.insert(plan.kind);
        l += plan.isL() ? 1 : 0;
        for (const float edge : {plan.width, plan.depth}) {
            EXPECT_GE(edge, 2);
            EXPECT_LE(edge, 12);
        }
        EXPECT_GE(plan.height, 2.4F);
        EXPECT_LE(plan.height, 4);
        EXPECT_EQ(plan.walls.size(), plan.isL() ? 6u : 4u);
    }
    EXPECT_GE(kinds.size(), 7u);
    EXPECT_GE(l, 3);
}

TEST(RoomPlan, OpeningsLieInTheirWallsAndApart)
{
    for (int number = 0; number < roomCount; ++number) {
        const RoomPlan plan = makeRoom(4, number).plan;
        for (const Wall& wall : plan.walls)
            for (std::size_t i = 0; i < wall.openings.size(); ++i) {
                const Span& a = wall.openings[i].span;
                EXPECT_GE(a.s0, 0);
                EXPECT_LE(a.s1, wall.length);
                EXPECT_LT(a.z1, plan.height);
                for (std::size_t k = 0; k < i; ++k) {
                    const Span& b = wall.openings[k].span;
                    EXPECT_TRUE(a.s1 < b.s0 || b.s1 < a.s0) << "room " << number;
                }
            }
    }
}

TEST(RoomPlan, FurnitureStandsOnTheFloorInsideTheRoom)
{
    int seen = 0;
    for (int number = 0; number < roomCount; ++number) {
        const Room room = makeRoom(5, number);
        for (const auto& [instance, body] : bodies(room.mesh)) {
            if (body.label < Label::Table || body.label > Label::Bookcase)
                continue;
            ++seen;
            const auto where = [&, number = number, instance = instance] {
                return "room " + std::to_string(number) + ", instance " + std::to_string(instance);
            };
            if (body.label == Label::Bookcase && body.low.z > 1.3F)
                continue; // hangs on a wall
            EXPECT_NEAR(body.low.z, 0, 0.011) << where();
            EXPECT_LT(body.high.z, room.plan.height) << where();
            EXPECT_TRUE(room.plan.inside(Area{body.low.x, body.low.y, body.high.x, body.high.y}.grown(-0.05F)))
                << where();
        }
    }
    EXPECT_GT(seen, roomCount * 4);
}

TEST(RoomPlan, LargeFurnitureDoesNotRunIntoEachOther)
{
    for (int number = 0; number < roomCount; ++number) {
        const Room room = makeRoom(6, number);
        std::vector<Body> large;
        for (const auto& [instance, body] : bodies(room.mesh))
            if ((body.label == Label::Bookcase && body.low.z < 1) || body.label == Label::Column
                || (body.label == Label::Sofa && !corner(body)))
                large.push_back(body);
        for (std::size_t i = 0; i < large.size(); ++i)
            for (std::size_t k = 0; k < i; ++k) {
                const Area a = Area{large[i].low.x, large[i].low.y, large[i].high.x, large[i].high.y}.grown(-0.03F);
                const Area b = Area{large[k].low.x, large[k].low.y, large[k].high.x, large[k].high.y}.grown(-0.03F);
                EXPECT_FALSE(a.meets(b)) << "room " << number;
            }
    }
}

TEST(RoomPlan, BoardsStandOutAndWindowsAndDoorsLieBack)
{
    for (int number = 0; number < roomCount; ++number) {
        const Room room = makeRoom(7, number);
        for (const Wall& wall : room.plan.walls) {
            const Vec inward = wall.inward();
            for (const Patch& patch : room.mesh.patches) {
                const Vec normal = patch.normal() * (1 / length(patch.normal()));
                const Vec middle = patch.origin + (patch.u + patch.v) * 0.5F;
                const float away = dot(middle - wall.start, inward);
                const float along = dot(middle - wall.start, wall.along);
                const bool atWall = std::abs(away) < 0.2F && dot(normal, inward) > 0.99F && along > 0
                    && along < wall.length && patch.area() > 0.3F;
                if (atWall && patch.label == Label::Board) {
                    EXPECT_GT(away, 0.014F);
                }
                if (atWall && patch.label == Label::Window && patch.glowing) {
                    EXPECT_LT(away, -0.05F);
                }
                if (atWall && patch.label == Label::Wall) {
                    EXPECT_NEAR(away, 0, 0.02);
                }
            }
        }
    }
}
