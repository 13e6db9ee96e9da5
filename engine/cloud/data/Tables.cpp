// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/data/Furniture.h"

#include <algorithm>

namespace maquette::cloud::rooms {

void buildTable(Room& room, const Frame& frame, const TableKind& kind)
{
    const Style& style = room.style;
    Builder table(room.mesh, frame, Label::Table);
    const float x = kind.width / 2;
    const float y = kind.depth / 2;
    const float top = kind.height;
    const float under = top - room.in(0.022F, 0.045F);
    const int leg = room.chance(0.55) ? style.metal : room.chance(0.5) ? style.dark : style.table;
    if (kind.form == TableForm::Round) {
        table.tube({0, 0, under}, {0, 0, top}, x, x, 24, style.table);
        if (room.chance(0.6)) {
            table.tube({0, 0, 0.03F}, {0, 0, under}, 0.045F, 0.045F, 10, leg);
            table.tube({0, 0, 0}, {0, 0, 0.035F}, x * 0.55F, x * 0.5F, 16, leg);
        } else {
            for (const float a : {-0.6F, 0.6F})
                for (const float b : {-0.6F, 0.6F})
                    table.tube({a * x, b * x, 0}, {a * x * 0.9F, b * x * 0.9F, under}, 0.018F, 0.025F, 8, leg);
        }
        return;
    }
    table.box({-x, -y, under}, {x, y, top}, style.table);
    const float inset = room.in(0.02F, 0.1F);
    if (kind.form == TableForm::Legs) {
        const float thick = room.in(0.02F, 0.035F);
        const bool round = room.chance(0.4);
        for (const float a : {-1.0F, 1.0F})
            for (const float b : {-1.0F, 1.0F}) {
                const Vec foot{a * (x - inset - thick), b * (y - inset - thick), 0};
                if (round)
                    table.tube(foot, foot + Vec{0, 0, under}, thick * 0.8F, thick, 8, leg);
                else
                    table.box(foot - Vec{thick, thick, 0}, foot + Vec{thick, thick, under}, leg);
            }
        if (room.chance(0.6)) { // the frame below the top
            const float low = under - room.in(0.05F, 0.1F);
            table.box({-x + inset, -y + inset, low}, {x - inset, -y + inset + 0.02F, under}, leg);
            table.box({-x + inset, y - inset - 0.02F, low}, {x - inset, y - inset, under}, leg);
        }
    } else if (kind.form == TableForm::Sides) {
        for (const float a : {-1.0F, 1.0F})
            table.box({a > 0 ? x - 0.03F : -x, -y + 0.02F, 0}, {a > 0 ? x : -x + 0.03F, y - 0.03F, under}, style.table);
        table.box({-x + 0.03F, -y + 0.05F, room.in(0.1F, 0.4F)}, {x - 0.03F, -y + 0.07F, under}, style.table);
    } else {
        const bool pedestal = kind.form == TableForm::Pedestal;
        const int feet = std::max(2, static_cast<int>(kind.width / 1.6F) + 1);
        for (int i = 0; i < feet; ++i) {
            const float at = (x - 0.28F) * (2 * static_cast<float>(i) / static_cast<float>(feet - 1) - 1);
            if (pedestal) {
                table.box({at - 0.14F, -y * 0.5F, 0.03F}, {at + 0.14F, y * 0.5F, under}, style.table);
                table.box({at - 0.2F, -y * 0.6F, 0}, {at + 0.2F, y * 0.6F, 0.04F}, leg);
            } else {
                table.box({at - 0.03F, -y + 0.06F, 0}, {at + 0.03F, y - 0.06F, 0.035F}, leg);
                table.box({at - 0.03F, -0.045F, 0.035F}, {at + 0.03F, 0.045F, under}, leg);
            }
        }
        if (!pedestal)
            table.box({-x + 0.28F, -0.015F, under - 0.09F}, {x - 0.28F, 0.015F, under - 0.03F}, leg);
    }
    if (kind.drawers) {
        const float side = room.chance(0.5) ? 1.0F : -1.0F;
        const float x0 = side > 0 ? x - 0.47F : -x + 0.06F;
        const float low = room.chance(0.5) ? 0.04F : 0.3F;
        table.box({x0, -y + 0.1F, low}, {x0 + 0.41F, y - 0.08F, under}, room.chance(0.5) ? style.table : style.cabinet);
        const float step = (under - low) / 3;
        for (int i = 0; i < 3; ++i) {
            const float z = low + step * static_cast<float>(i);
            table.box({x0 + 0.01F, y - 0.08F, z + 0.008F}, {x0 + 0.4F, y - 0.065F, z + step - 0.008F}, style.table);
            table.box({x0 + 0.14F, y - 0.065F, z + step - 0.06F}, {x0 + 0.27F, y - 0.05F, z + step - 0.045F},
                      style.metal);
        }
    }
}

void layTable(Room& room, const Frame& frame, const TableKind& kind, bool desk, int sides)
{
    const Style& style = room.style;
    const float top = kind.height;
    const float x = kind.width / 2 - 0.05F;
    const bool round = kind.form == TableForm::Round;
    const auto own = [&](Vec place, float angle) { return Builder(room.mesh, frame.at(place, angle), Label::Clutter); };
    if (desk) {
        const int places = std::max(1, static_cast<int>(kind.width / 1.5F));
        for (int side = 0; side < sides; ++side)
            for (int i = 0; i < places; ++i) {
                const float at = kind.width * ((static_cast<float>(i) + 0.5F) / static_cast<float>(places) - 0.5F);
                const float turn = side == 0 ? 0.0F : 3.14159265F;
                const float edge = kind.depth / 2;
                const float back = sides == 1 ? -edge + 0.17F : 0.14F;
                if (room.chance(0.2)) { // a laptop
                    Builder laptop = own({side == 0 ? at : -at, side == 0 ? edge - 0.3F : 0.3F - edge, top},
                                         turn + room.in(-0.3F, 0.3F));
                    laptop.box({-0.16F, -0.11F, 0}, {0.16F, 0.11F, 0.018F}, style.metal);
                    laptop.block({0, -0.14F, 0.115F}, {0.16F, 0, 0}, {0, 0.004F, 0.0015F}, {0, -0.035F, 0.1F},
                                 style.dark);
                } else {
                    const int monitors = 1 + (kind.width / static_cast<float>(places) > 1.35F ? room.below(2) : 0);
                    const float w = room.in(0.42F, 0.62F);
                    for (int m = 0; m < monitors; ++m) {
                        const float mx
                            = at + (static_cast<float>(m) - 0.5F * static_cast<float>(monitors - 1)) * (w + 0.04F);
                        const Vec place{side == 0 ? mx : -mx, side == 0 ? back : -back, top};
                        Builder monitor = own(place, turn + room.in(-0.15F, 0.15F));
                        const float h = w * 0.58F;
                        const float low = room.in(0.08F, 0.16F);
                        monitor.box({-w / 2, -0.02F, low}, {w / 2, 0.02F, low + h}, style.dark);
                        monitor.quad({w / 2 - 0.012F, 0.021F, low + 0.015F}, {0.024F - w, 0, 0}, {0, 0, h - 0.03F},
                                     style.screen);
                        monitor.box({-0.03F, -0.05F, 0}, {0.03F, -0.02F, low + h * 0.5F}, style.dark);
                        monitor.box({-0.11F, -0.09F, 0}, {0.11F, 0.08F, 0.014F}, style.dark);
                    }
                    const float ky = edge - 0.2F;
                    Builder keys = own({side == 0 ? at : -at, side == 0 ? ky : -ky, top}, turn + room.in(-0.1F, 0.1F));
                    keys.box({-0.22F, -0.065F, 0}, {0.22F, 0.065F, 0.022F},
                             room.chance(0.6) ? style.dark : style.white);
                    keys.box({0.27F, -0.05F, 0}, {0.33F, 0.05F, 0.03F}, style.dark);
                }
            }
    }
    const int loose = room.below(desk ? 8 : 5);
    for (int i = 0; i < loose; ++i) {
        float px = room.in(-x, x) * 0.92F;
        float py = room.in(-1, 1) * (kind.depth / 2 - 0.14F);
        if (round) {
            px *= 0.6F;
            py *= 0.6F;
        }
        Builder thing = own({px, py, top}, room.in(-0.6F, 0.6F));
        const int what = room.below(6);
        if (what == 0) {
            const float tall = room.in(0.08F, 0.11F);
            thing.tube({0, 0, 0}, {0, 0, tall}, 0.035F, 0.04F, 8, room.mixed());
        } else if (what == 1) {
            const float tall = room.in(0.16F, 0.26F);
            const int material = room.mixed();
            thing.tube({0, 0, 0}, {0, 0, tall * 0.7F}, 0.035F, 0.035F, 8, material);
            thing.tube({0, 0, tall * 0.7F}, {0, 0, tall}, 0.033F, 0.013F, 8, material);
        } else if (what <= 3) {
            thing.box({-0.1F, -0.14F, 0}, {0.1F, 0.14F, room.in(0.003F, 0.05F)}, style.paper);
        } else if (what == 4) {
            float z = 0;
            for (int book = 1 + room.below(4); book > 0; --book) {
                const float thick = room.in(0.015F, 0.045F);
                const float left = room.in(-0.11F, -0.07F);
                thing.box({left, -0.13F, z}, {0.09F, 0.12F, z + thick}, room.mixed());
                z += thick;
            }
        } else {
            thing.box({-0.08F, -0.1F, 0}, {0.08F, 0.1F, 0.05F}, style.dark); // a telephone
            thing.box({-0.08F, -0.1F, 0.05F}, {-0.03F, 0.1F, 0.075F}, style.dark);
        }
    }
}

} // namespace maquette::cloud::rooms
