// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/data/Furniture.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace maquette::cloud::rooms {

namespace {

constexpr float quarter = std::numbers::pi_v<float> / 2;

Area around(Vec center, float halfX, float halfY)
{
    return {center.x - halfX, center.y - halfY, center.x + halfX, center.y + halfY};
}

/// Tries to put something of a size before a wall. The frame looks into the room. Marks wall and floor as taken.
std::optional<Frame> atWall(Room& room, float width, float depth, float height, float gap, float reach = 0)
{
    RoomPlan& plan = room.plan;
    for (int tries = 0; tries < 10; ++tries) {
        Wall& wall = plan.walls[room.below(static_cast<int>(plan.walls.size()))];
        const auto span = plan.freeSpan(wall, width, 0, height, room.random, 0.03F);
        if (!span)
            continue;
        const Area floor = RoomPlan::before(wall, *span, gap, gap + depth);
        if (!plan.isFree(floor, std::min(gap, 0.01F))
            || !plan.isFree(RoomPlan::before(wall, *span, gap, gap + depth + reach)))
            continue;
        wall.used.push_back(*span);
        plan.taken.push_back(floor);
        Frame frame = wall.frame((span->s0 + span->s1) / 2);
        frame.origin = frame.placed({0, gap + depth / 2, 0});
        return frame;
    }
    return std::nullopt;
}

/// A free place in the room, by its half sizes, `margin` away from everything.
std::optional<Vec> anywhere(Room& room, float halfX, float halfY, float margin, int tries = 12)
{
    RoomPlan& plan = room.plan;
    if (2 * (halfX + margin) >= plan.width || 2 * (halfY + margin) >= plan.depth)
        return std::nullopt;
    for (; tries > 0; --tries) {
        const float x = room.in(halfX + margin, plan.width - halfX - margin);
        const float y = room.in(halfY + margin, plan.depth - halfY - margin);
        if (plan.isFree(around({x, y, 0}, halfX, halfY), margin))
            return Vec{x, y, 0};
    }
    return std::nullopt;
}

/// A chair that looks along the local y of `frame`, if there is room for it.
bool placeChair(Room& room, const Frame& frame, Vec place, float facing, const ChairKind& kind)
{
    const float turn = facing + (kind.form == ChairForm::Office ? room.in(-0.6F, 0.6F) : room.in(-0.15F, 0.15F));
    const Frame seat = frame.at(place, turn);
    const Area area = around(seat.origin, chairReach - 0.03F, chairReach - 0.03F);
    if (!room.plan.isFree(area.grown(-0.04F)))
        return false;
    room.plan.taken.push_back(area);
    buildChair(room, seat, kind);
    return true;
}

/// How far a chair's middle is from the table's edge: one without arms is sometimes pushed under the top.
float chairGap(Room& room, const ChairKind& chair)
{
    return chair.arms || chair.form == ChairForm::Office ? room.in(0.22F, 0.5F) : room.in(0.06F, 0.45F);
}

void chairsAlong(Room& room, const Frame& frame, const TableKind& table, const ChairKind& kind, bool bothSides,
                 double full)
{
    const int count = std::max(1, static_cast<int>(table.width / room.in(0.68F, 0.85F)));
    for (int side = 0; side < (bothSides ? 2 : 1); ++side)
        for (int i = 0; i < count; ++i) {
            if (!room.chance(full))
                continue;
            const float x = table.width * ((static_cast<float>(i) + 0.5F) / static_cast<float>(count) - 0.5F);
            const float y = table.depth / 2 + chairGap(room, kind);
            placeChair(room, frame, {x, side == 0 ? y : -y, 0}, side == 0 ? 2 * quarter : 0.0F, kind);
        }
}

TableForm anyForm(Room& room)
{
    constexpr std::array forms{TableForm::Legs, TableForm::Legs, TableForm::Sides, TableForm::Feet,
                               TableForm::Pedestal};
    return forms[room.below(static_cast<int>(forms.size()))];
}

void desk(Room& room, const ChairKind& chair)
{
    TableKind kind{anyForm(room), room.in(1.1F, 1.9F), room.in(0.6F, 0.85F), room.in(0.7F, 0.77F), room.chance(0.5)};
    if (const auto frame = atWall(room, kind.width, kind.depth, 0.79F, room.in(0.01F, 0.06F), 0.5F)) {
        buildTable(room, *frame, kind);
        layTable(room, *frame, kind, room.chance(0.85), 1);
        placeChair(room, *frame, {room.in(-0.3F, 0.3F) * kind.width, kind.depth / 2 + room.in(0.22F, 0.5F), 0},
                   2 * quarter, chair);
        if (room.chance(0.25)) // a visitor's, at the side
            placeChair(room, *frame, {room.in(-0.4F, 0.4F) * kind.width, kind.depth / 2 + room.in(0.9F, 1.3F), 0},
                       2 * quarter, drawChair(room));
    }
}

struct GroupKind {
    float width = 1.4F;
    float depth = 0.8F;
    bool round = false;
    double full = 0.8; ///< share of the seats that have chairs
};

/// A table with chairs around it, somewhere in the room.
bool group(Room& room, const GroupKind& wanted)
{
    const bool round = wanted.round;
    TableKind kind{round ? TableForm::Round : anyForm(room), wanted.width, round ? wanted.width : wanted.depth,
                   room.in(0.7F, 0.77F), false};
    if (kind.form == TableForm::Sides) // its panel leaves no place for legs on one side
        kind.form = TableForm::Legs;
    const bool alongX = round || (room.plan.width > room.plan.depth) == room.chance(0.8);
    const float halfX = (alongX ? kind.width : kind.depth) / 2;
    const float halfY = (alongX ? kind.depth : kind.width) / 2;
    const auto place = anywhere(room, halfX, halfY, 0.55F, 30);
    if (!place)
        return false;
    const Frame frame(*place, alongX ? 0.0F : quarter);
    buildTable(room, frame, kind);
    layTable(room, frame, kind, false, 2);
    const ChairKind chair = drawChair(room);
    const Area own = around(*place, halfX, halfY);
    if (round) {
        const int count = 2 + room.below(std::max(1, static_cast<int>(kind.width * 3)));
        const float start = room.in(0, 6);
        for (int i = 0; i < count; ++i) {
            const float angle = start + 4 * quarter * static_cast<float>(i) / static_cast<float>(count);
            const float reach = kind.width / 2 + (kind.width > 1.1F ? chairGap(room, chair) : room.in(0.2F, 0.4F));
            placeChair(room, frame, {reach * std::cos(angle), reach * std::sin(angle), 0}, angle + quarter, chair);
        }
        room.plan.taken.push_back(own);
        return true;
    }
    chairsAlong(room, frame, kind, chair, true, wanted.full);
    if (room.chance(0.6))
        for (const float end : {1.0F, -1.0F})
            placeChair(room, frame, {end * (kind.width / 2 + room.in(0.3F, 0.5F)), 0, 0}, end * quarter, chair);
    room.plan.taken.push_back(own);
    return true;
}

void sofaGroup(Room& room)
{
    const SofaKind kind = drawSofa(room);
    const float reach = kind.corner ? 0.8F : 0.15F;
    const auto frame = atWall(room, kind.width, kind.depth, 0.95F, room.in(0.02F, 0.12F), reach);
    if (!frame)
        return;
    buildSofa(room, *frame, kind);
    const float front = kind.depth / 2;
    if (kind.corner)
        room.plan.taken.push_back(around(frame->placed({kind.width / 2 - 0.4F, front + 0.4F, 0}), 0.4F, 0.4F));
    if (!room.chance(0.65))
        return;
    TableKind low{room.chance(0.3) ? TableForm::Round : anyForm(room), room.in(0.6F, 1.2F), room.in(0.45F, 0.65F),
                  room.in(0.33F, 0.48F), false};
    if (low.form == TableForm::Round)
        low.depth = low.width = std::min(low.width, 0.85F);
    const Frame place = frame->at({kind.corner ? -0.35F : 0.0F, front + 0.35F + low.depth / 2, 0}, 0);
    const bool turned = std::abs(place.sine) > 0.5F;
    const Area area = around(place.origin, (turned ? low.depth : low.width) / 2, (turned ? low.width : low.depth) / 2);
    if (!room.plan.isFree(area))
        return;
    room.plan.taken.push_back(area);
    buildTable(room, place, low);
    layTable(room, place, low, false, 1);
}

void sofaFree(Room& room)
{
    const SofaKind kind = drawSofa(room);
    const int turn = room.below(4);
    const float reach = kind.corner ? 0.75F : 0.0F;
    const float half = (kind.depth + reach) / 2;
    const bool turned = turn % 2 == 1;
    if (const auto place = anywhere(room, turned ? half : kind.width / 2, turned ? kind.width / 2 : half, 0.15F, 25)) {
        const Frame frame(*place, quarter * static_cast<float>(turn));
        room.plan.taken.push_back(around(*place, turned ? half : kind.width / 2, turned ? kind.width / 2 : half));
        buildSofa(room, frame.at({0, -reach / 2, 0}, 0), kind);
    }
}

void shelves(Room& room, int count)
{
    const ShelfKind kind = drawShelf(room);
    const int inRow = 1 + room.below(3);
    for (; count > 0; count -= inRow) {
        const int row = std::min(count, inRow);
        for (int size = row; size > 0; --size) {
            const auto frame = atWall(room, kind.width * static_cast<float>(size), kind.depth, kind.height,
                                      room.in(0.005F, 0.04F), 0.3F);
            if (!frame)
                continue;
            for (int i = 0; i < size; ++i)
                buildShelf(
                    room,
                    frame->at({kind.width * (static_cast<float>(i) - 0.5F * static_cast<float>(size - 1)), 0, 0}, 0),
                    kind);
            break;
        }
    }
}

/// Boards with books, or a closed cabinet, that hang on a wall above everything else.
void wallShelf(Room& room)
{
    RoomPlan& plan = room.plan;
    Wall& wall = plan.walls[room.below(static_cast<int>(plan.walls.size()))];
    ShelfKind kind{room.chance(0.65) ? 4 : 2, room.in(0.7F, 1.5F), room.in(0.24F, 0.36F), room.in(0.34F, 0.75F)};
    const float low = room.in(1.35F, 1.5F);
    // The span reaches down so that what is below stays visible.
    const auto span = plan.freeSpan(wall, kind.width, low - 0.25F, low + kind.height + 0.05F, room.random);
    if (!span)
        return;
    wall.used.push_back(*span);
    Frame frame = wall.frame((span->s0 + span->s1) / 2);
    frame.origin = frame.placed({0, kind.depth / 2, low});
    buildShelf(room, frame, kind);
}

/// Rows of desks that face each other, with panels between them.
void deskBlocks(Room& room)
{
    const ChairKind chair = drawChair(room);
    const TableKind desk{anyForm(room), room.in(1.3F, 1.7F), room.in(0.65F, 0.8F), room.in(0.71F, 0.76F),
                         room.chance(0.4)};
    const bool panels = room.chance(0.6);
    const bool alongX = room.chance(0.5);
    for (int block = 1 + room.below(4); block > 0; --block) {
        const int count = 1 + room.below(3);
        const float halfLong = desk.width * static_cast<float>(count) / 2;
        const float halfDeep = desk.depth + 0.03F;
        const auto place = anywhere(room, alongX ? halfLong : halfDeep, alongX ? halfDeep : halfLong, 0.7F, 25);
        if (!place)
            continue;
        room.plan.taken.push_back(around(*place, alongX ? halfLong : halfDeep, alongX ? halfDeep : halfLong));
        const Frame middle(*place, alongX ? 0.0F : quarter);
        for (int i = 0; i < count; ++i)
            for (int side = 0; side < 2; ++side) {
                const float x = desk.width * (static_cast<float>(i) - 0.5F * static_cast<float>(count - 1));
                const float y = desk.depth / 2 + 0.03F;
                const Frame frame = middle.at({x, side == 0 ? y : -y, 0}, side == 0 ? 0.0F : 2 * quarter);
                buildTable(room, frame, desk);
                layTable(room, frame, desk, room.chance(0.9), 1);
                if (room.chance(0.85))
                    placeChair(room, frame, {room.in(-0.25F, 0.25F), desk.depth / 2 + room.in(0.25F, 0.5F), 0},
                               2 * quarter, chair);
            }
        if (panels)
            Builder(room.mesh, middle, Label::Table)
                .box({-halfLong, -0.02F, 0}, {halfLong, 0.02F, room.in(1.05F, 1.35F)}, room.style.seatSecond);
    }
}

void things(Room& room, int count)
{
    for (; count > 0; --count) {
        auto thing = static_cast<Thing>(room.below(thingCount));
        if (thing == Thing::Printer && room.plan.kind != RoomKind::CopyRoom && room.chance(0.6))
            thing = Thing::Boxes;
        const float half = halfSize(thing);
        if (room.chance(0.8)) {
            const float tall = thing == Thing::Plant || thing == Thing::CoatStand || thing == Thing::Lamp ? 1.9F : 1.0F;
            if (const auto frame = atWall(room, 2 * half, 2 * half, tall, 0.02F))
                buildThing(room, frame->at({}, room.in(-0.12F, 0.12F)), thing);
        } else if (const auto place = anywhere(room, half, half, 0.1F)) {
            room.plan.taken.push_back(around(*place, half, half));
            buildThing(room, Frame(*place, quarter * static_cast<float>(room.below(4))), thing);
        }
    }
}

} // namespace

void furnish(Room& room)
{
    const float area = room.plan.area();
    const RoomKind kind = room.plan.kind;
    if (kind == RoomKind::Conference) {
        const float longSide = std::max(room.plan.width, room.plan.depth);
        // Smaller ones where a large table does not fit.
        const GroupKind table{std::clamp(longSide - room.in(2, 3), 1.4F, 4.5F), room.in(0.9F, 1.4F), room.chance(0.12),
                              0.9};
        if (!group(room, table) && !group(room, {1.6F, 0.8F, false, 0.9}))
            group(room, {0.9F, 0.9F, true, 0.9});
    } else if (kind == RoomKind::OpenSpace) {
        deskBlocks(room);
    }
    // Sofas need much of a wall, so they come before what fits everywhere.
    const double sofas = kind == RoomKind::Lounge || kind == RoomKind::Lobby ? 1.0
        : kind == RoomKind::Storage                                          ? 0.3
                                                                             : 0.55;
    if (room.chance(sofas)) {
        sofaGroup(room);
        for (int i = kind == RoomKind::Lounge || kind == RoomKind::Lobby ? 1 + room.below(4) : room.below(2); i > 0;
             --i) {
            if (room.chance(0.5))
                sofaGroup(room);
            else
                sofaFree(room);
        }
    }
    const ChairKind deskChair = drawChair(room);
    if (kind == RoomKind::Office)
        for (int i = 1 + room.below(area > 14 ? 5 : 3); i > 0; --i)
            desk(room, deskChair);
    else if (room.chance(kind == RoomKind::Hallway ? 0.4 : 0.6))
        desk(room, deskChair);
    if (room.chance(kind == RoomKind::Storage ? 1.0 : kind == RoomKind::Hallway ? 0.5 : 0.75))
        shelves(room, kind == RoomKind::Storage ? 3 + room.below(6) : 1 + room.below(area > 20 ? 8 : 5));
    if (kind == RoomKind::CopyRoom)
        if (const auto frame = atWall(room, 0.8F, 0.8F, 1.2F, 0.03F))
            buildThing(room, *frame, Thing::Printer);
    if (kind != RoomKind::Conference && room.chance(area > 14 ? 0.6 : 0.2))
        group(room, {room.in(0.8F, 1.8F), room.in(0.7F, 0.95F), room.chance(0.45), 0.8});
    if (kind == RoomKind::Lounge || kind == RoomKind::OpenSpace || kind == RoomKind::Lobby)
        for (int i = room.below(4); i > 0; --i)
            group(room, {room.in(0.7F, 1.5F), room.in(0.7F, 0.9F), room.chance(0.5), 0.8});
    // Chairs that wait at a wall, alone or in a row.
    for (int i = room.below(area > 14 ? 4 : 3); i > 0; --i) {
        const ChairKind chair = room.chance(0.5) ? deskChair : drawChair(room);
        const int row = 1 + room.below(chair.form == ChairForm::Office ? 1 : 4);
        const float each = 2 * chairReach - 0.04F;
        if (const auto frame = atWall(room, each * static_cast<float>(row), 2 * chairReach, 0.95F, 0.02F))
            for (int k = 0; k < row; ++k)
                buildChair(room,
                           frame->at({each * (static_cast<float>(k) - 0.5F * static_cast<float>(row - 1)), 0, 0},
                                     room.in(-0.15F, 0.15F)),
                           chair);
    }
    if (kind == RoomKind::Office || kind == RoomKind::Conference || room.chance(0.3))
        for (int i = room.below(3); i > 0; --i)
            wallShelf(room);
    things(room,
           (kind == RoomKind::Storage || kind == RoomKind::CopyRoom ? 4 : 1)
               + room.below(5 + static_cast<int>(area / 4)));
}

} // namespace maquette::cloud::rooms
