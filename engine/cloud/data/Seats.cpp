// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/data/Furniture.h"

#include <algorithm>
#include <cmath>

namespace maquette::cloud::rooms {

namespace {

/// The back of a chair, leaning backwards by `lean` meters.
void back(Builder& chair, float y, float low, float high, float half, float lean, int material)
{
    const float middle = (low + high) / 2;
    const float tall = (high - low) / 2;
    chair.block({0, y - lean / 2, middle}, {half, 0, 0}, {0, 0.018F, 0.018F * lean / (2 * tall)}, {0, -lean / 2, tall},
                material);
}

void arms(Builder& chair, float half, float seat, float y0, float y1, int material)
{
    for (const float side : {-1.0F, 1.0F}) {
        const float x = side * (half + 0.03F);
        chair.box({x - 0.025F, y0, seat + 0.19F}, {x + 0.025F, y1, seat + 0.22F}, material);
        chair.box({x - 0.015F, y0 + 0.08F, seat - 0.04F}, {x + 0.015F, y0 + 0.14F, seat + 0.19F}, material);
    }
}

void officeChair(Room& room, Builder& chair, const ChairKind& kind)
{
    const float seat = room.in(0.43F, 0.52F);
    constexpr float half = 0.235F;
    for (int i = 0; i < 5; ++i) {
        const float angle = 1.2566371F * static_cast<float>(i) + 0.3F;
        const Vec tip{0.27F * std::cos(angle), 0.27F * std::sin(angle), 0.065F};
        chair.tube({0, 0, 0.1F}, tip, 0.028F, 0.016F, 6, kind.feet);
        chair.tube({tip.x - 0.012F, tip.y, 0.026F}, {tip.x + 0.012F, tip.y, 0.026F}, 0.026F, 0.026F, 8,
                   room.style.dark);
    }
    chair.tube({0, 0, 0.08F}, {0, 0, seat - 0.07F}, 0.03F, 0.025F, 8, kind.feet);
    chair.box({-0.1F, -0.1F, seat - 0.1F}, {0.1F, 0.1F, seat - 0.065F}, room.style.dark);
    chair.box({-half, -0.21F, seat - 0.065F}, {half, 0.25F, seat}, kind.seat);
    chair.box({-0.03F, -0.27F, seat - 0.09F}, {0.03F, -0.1F, seat - 0.06F}, room.style.dark);
    chair.box({-0.03F, -0.275F, seat - 0.09F}, {0.03F, -0.25F, seat + 0.25F}, room.style.dark);
    back(chair, -0.22F, seat + 0.1F, seat + 0.1F + kind.backHeight, half - 0.02F, 0.08F, kind.seat);
    if (kind.arms)
        arms(chair, half, seat, -0.16F, 0.1F, room.style.dark);
}

} // namespace

ChairKind drawChair(Room& room)
{
    ChairKind kind;
    kind.form = static_cast<ChairForm>(room.below(5));
    kind.arms = room.chance(0.45);
    kind.seat = room.chance(0.6) ? room.style.seat : room.style.seatSecond;
    kind.feet = room.chance(0.5) ? room.style.metal : room.chance(0.6) ? room.style.dark : room.style.table;
    kind.backHeight = room.in(0.32F, 0.6F);
    return kind;
}

void buildChair(Room& room, const Frame& frame, const ChairKind& kind)
{
    Builder chair(room.mesh, frame, Label::Chair);
    if (kind.form == ChairForm::Office) {
        officeChair(room, chair, kind);
        return;
    }
    if (kind.form == ChairForm::Stool) {
        const float seat = room.chance(0.7) ? 0.45F : 0.68F;
        chair.tube({0, 0, seat - 0.045F}, {0, 0, seat}, 0.17F, 0.18F, 14, kind.seat);
        for (const float a : {-1.0F, 1.0F})
            for (const float b : {-1.0F, 1.0F})
                chair.tube({a * 0.16F, b * 0.16F, 0}, {a * 0.11F, b * 0.11F, seat - 0.04F}, 0.014F, 0.014F, 6,
                           kind.feet);
        return;
    }
    constexpr float seat = 0.45F;
    constexpr float half = 0.215F;
    chair.box({-half, -0.2F, seat - 0.035F}, {half, 0.22F, seat}, kind.seat);
    const float top = seat + std::min(kind.backHeight, 0.45F);
    if (kind.form == ChairForm::Cantilever) {
        for (const float a : {-1.0F, 1.0F}) {
            const float x = a * half;
            chair.tube({x, -0.22F, 0.014F}, {x, 0.22F, 0.014F}, 0.013F, 0.013F, 6, kind.feet);
            chair.tube({x, 0.22F, 0.014F}, {x, 0.22F, seat - 0.02F}, 0.013F, 0.013F, 6, kind.feet);
            chair.tube({x, -0.2F, seat - 0.02F}, {x, -0.27F, top}, 0.013F, 0.013F, 6, kind.feet);
        }
        chair.tube({-half, -0.22F, 0.014F}, {half, -0.22F, 0.014F}, 0.013F, 0.013F, 6, kind.feet);
    } else {
        for (const float a : {-1.0F, 1.0F})
            for (const float b : {-1.0F, 1.0F}) {
                const Vec foot{a * (half + 0.01F), b * 0.2F, 0};
                chair.tube(foot, {a * (half - 0.03F), b * 0.17F, seat - 0.03F}, 0.015F, 0.018F, 6, kind.feet);
            }
        if (kind.form == ChairForm::Legs)
            for (const float a : {-1.0F, 1.0F})
                chair.tube({a * (half - 0.02F), -0.19F, seat}, {a * (half - 0.02F), -0.26F, top}, 0.015F, 0.013F, 6,
                           kind.feet);
    }
    const float low = kind.form == ChairForm::Shell ? seat : seat + 0.14F;
    back(chair, -0.19F, low, top, half, 0.07F, kind.seat);
    if (kind.arms)
        arms(chair, half, seat, -0.18F, 0.14F, kind.feet);
}

SofaKind drawSofa(Room& room)
{
    SofaKind kind;
    kind.seats = 1 + room.below(3);
    kind.corner = kind.seats == 3 && room.chance(0.4);
    kind.width = room.in(0.55F, 0.7F) * static_cast<float>(kind.seats);
    kind.width += room.in(0.2F, 0.4F);
    kind.depth = room.in(0.75F, 0.95F);
    return kind;
}

void buildSofa(Room& room, const Frame& frame, const SofaKind& kind)
{
    const Style& style = room.style;
    Builder sofa(room.mesh, frame, Label::Sofa);
    const float x = kind.width / 2;
    const float y = kind.depth / 2;
    const float arm = room.in(0.1F, 0.18F);
    const float seat = room.in(0.36F, 0.45F);
    const float top = room.in(0.7F, 0.9F);
    const float behind = room.in(0.14F, 0.22F);
    const float foot = room.chance(0.6) ? room.in(0.05F, 0.14F) : 0.0F;
    const float armTop = seat + room.in(0.08F, 0.22F);
    const int material = style.sofa;
    sofa.box({-x, -y, foot}, {x, y - 0.03F, seat - 0.13F}, material);
    sofa.block({0, -y + behind / 2 - 0.01F, (seat + top) / 2 - 0.06F}, {x - 0.01F, 0, 0}, {0, behind / 2, 0.03F},
               {0, -0.04F, (top - seat) / 2 + 0.06F}, material);
    const bool armless = room.chance(0.15);
    const float inner = armless ? x : x - arm;
    if (!armless)
        for (const float side : {-1.0F, 1.0F})
            sofa.box({side > 0 ? x - arm : -x, -y, foot}, {side > 0 ? x : -x + arm, y - 0.02F, armTop}, material);
    const float wide = 2 * inner / static_cast<float>(kind.seats);
    for (int i = 0; i < kind.seats; ++i) {
        const float x0 = -inner + wide * static_cast<float>(i);
        sofa.box({x0 + 0.006F, -y + behind, seat - 0.13F}, {x0 + wide - 0.006F, y, seat + room.in(-0.01F, 0.015F)},
                 material);
        if (room.chance(0.8))
            sofa.block({x0 + wide / 2, -y + behind + 0.05F, seat + 0.2F}, {wide / 2 - 0.01F, 0, 0}, {0, 0.06F, 0.02F},
                       {0, -0.05F, 0.17F}, material);
        if (room.chance(0.25))
            sofa.block({x0 + wide / 2, -y + behind + 0.2F, seat + 0.17F}, {0.2F, 0, 0.03F}, {0, 0.05F, 0.02F},
                       {-0.02F, -0.06F, 0.17F}, style.seat);
    }
    if (kind.corner) {
        const float x0 = inner - wide;
        sofa.box({x0, y - 0.03F, foot}, {inner, y + 0.7F, seat - 0.13F}, material);
        sofa.box({x0 + 0.006F, y, seat - 0.13F}, {inner - 0.006F, y + 0.72F, seat}, material);
    }
    if (foot > 0)
        for (const float a : {-1.0F, 1.0F})
            for (const float b : {-1.0F, 1.0F})
                sofa.tube({a * (x - 0.08F), b * (y - 0.1F), 0}, {a * (x - 0.08F), b * (y - 0.1F), foot}, 0.02F, 0.025F,
                          6, style.dark);
}

} // namespace maquette::cloud::rooms
