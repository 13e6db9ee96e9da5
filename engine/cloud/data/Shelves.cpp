// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/data/Furniture.h"

#include <algorithm>

namespace maquette::cloud::rooms {

namespace {

/// Books, folders and gaps on one shelf from x0 to x1, with their backs to the room.
void fill(Room& room, Builder& shelf, float x0, float x1, float depth, float z, float clear, double full)
{
    float x = x0 + 0.005F;
    const bool folders = room.chance(0.3);
    const float y0 = -depth / 2 + 0.02F;
    while (x < x1 - 0.04F) {
        if (!room.chance(full)) {
            x += room.in(0.05F, 0.35F);
            continue;
        }
        if (room.chance(0.07)) { // a box or a stack of paper
            const float w = std::min(room.in(0.15F, 0.3F), x1 - x - 0.01F);
            if (w > 0.1F) {
                const Vec end{x + w, y0 + depth * room.in(0.6F, 0.9F), z + clear * room.in(0.25F, 0.8F)};
                shelf.box({x, y0, z}, end, room.chance(0.5) ? room.style.carton : room.mixed());
            }
            x += w + 0.01F;
            continue;
        }
        const float tall = std::min(clear - 0.02F, folders ? 0.31F : room.in(0.17F, 0.28F));
        const float reach = std::min(depth - 0.03F, folders ? 0.27F : room.in(0.13F, 0.22F));
        const int series = room.mixed();
        for (int i = 1 + room.below(7); i > 0 && x < x1 - 0.04F; --i) {
            const float thick = folders ? room.in(0.05F, 0.08F) : room.in(0.014F, 0.05F);
            const float h = std::min(clear - 0.015F, tall * room.in(0.94F, 1.04F));
            if (x + thick > x1)
                break;
            shelf.box({x, y0, z}, {x + thick, y0 + reach, z + h}, room.chance(0.5) ? series : room.mixed());
            x += thick + 0.001F;
        }
    }
}

void doors(Room& room, Builder& shelf, float x, float y, float low, float high, float width)
{
    const int count = width > 0.65F ? 2 : 1;
    const float wide = width / static_cast<float>(count);
    const bool drawers = room.chance(0.3);
    const int rows = drawers ? std::max(1, static_cast<int>((high - low) / 0.33F)) : 1;
    for (int row = 0; row < rows; ++row)
        for (int i = 0; i < (drawers ? 1 : count); ++i) {
            const float x0 = x + (drawers ? 0 : wide * static_cast<float>(i));
            const float x1 = x0 + (drawers ? width : wide);
            const float step = (high - low) / static_cast<float>(rows);
            const float z0 = low + step * static_cast<float>(row);
            shelf.box({x0 + 0.004F, y, z0 + 0.004F}, {x1 - 0.004F, y + 0.018F, z0 + step - 0.004F}, room.style.cabinet);
            if (drawers) {
                const float middle = (x0 + x1) / 2;
                shelf.box({middle - 0.07F, y + 0.018F, z0 + step * 0.7F},
                          {middle + 0.07F, y + 0.04F, z0 + step * 0.7F + 0.014F}, room.style.metal);
            } else {
                const float grip = i == 0 && count == 2 ? x1 - 0.05F : x0 + 0.05F;
                const float z = (z0 + z0 + step) / 2;
                shelf.box({grip - 0.008F, y + 0.018F, z - 0.07F}, {grip + 0.008F, y + 0.045F, z + 0.07F},
                          room.style.metal);
            }
        }
}

/// Boxes, folders and plants on top of what is low enough to be reached.
void putOnTop(Room& room, const Frame& frame, const ShelfKind& kind)
{
    if (frame.origin.z > 0 || kind.height > room.plan.height - 0.55F || kind.height > 2.05F || !room.chance(0.65))
        return;
    const float x = kind.width / 2 - 0.16F;
    float at = -x;
    for (int i = 1 + room.below(3); i > 0 && at < x; --i) {
        at += room.in(0, 0.3F);
        if (at > x)
            break;
        Builder thing(room.mesh, frame.at({at, 0, kind.height}, room.in(-0.15F, 0.15F)), Label::Clutter);
        const float half = std::min(kind.depth / 2, 0.15F) - 0.01F;
        const int what = room.below(4);
        if (what == 0) {
            thing.tube({0, 0, 0}, {0, 0, 0.12F}, 0.06F, 0.085F, 8, room.mixed());
            thing.ellipsoid({0, 0, 0.22F}, {0.12F, 0.12F, 0.11F}, 5, room.style.leaf);
        } else if (what == 1) {
            thing.box({-0.11F, -half, 0}, {0.11F, half, room.in(0.02F, 0.12F)}, room.style.paper);
        } else {
            const float tall = room.in(0.12F, 0.35F);
            thing.box({-0.14F, -half, 0}, {0.14F, half, tall}, room.chance(0.6) ? room.style.carton : room.mixed());
        }
        at += 0.3F;
    }
}

} // namespace

ShelfKind drawShelf(Room& room)
{
    ShelfKind kind;
    const double draw = room.random.uniform();
    kind.form = draw < 0.5 ? 0 : draw < 0.7 ? 1 : draw < 0.85 ? 2 : 3;
    kind.width = room.in(0.6F, 1.3F);
    kind.depth = kind.form >= 2 ? room.in(0.38F, 0.55F) : room.in(0.26F, 0.4F);
    kind.height = std::min(room.plan.height - 0.25F, room.chance(0.25) ? room.in(0.8F, 1.3F) : room.in(1.6F, 2.25F));
    return kind;
}

void buildShelf(Room& room, const Frame& frame, const ShelfKind& kind)
{
    const Style& style = room.style;
    Builder shelf(room.mesh, frame, Label::Bookcase);
    const float x = kind.width / 2;
    const float y = kind.depth / 2;
    const float board = room.in(0.016F, 0.03F);
    const int material = kind.form == 3 ? style.metal : kind.form == 2 ? style.cabinet : style.shelf;
    if (kind.form == 2) {
        shelf.box({-x, -y, 0}, {x, y - 0.02F, kind.height}, material);
        doors(room, shelf, -x, y - 0.02F, kind.height > 1 ? 0.06F : 0.0F, kind.height, kind.width);
        putOnTop(room, frame, kind);
        return;
    }
    if (kind.form == 3) {
        for (const float a : {-1.0F, 1.0F})
            for (const float b : {-1.0F, 1.0F})
                shelf.box({a > 0 ? x - 0.035F : -x, b > 0 ? y - 0.035F : -y, 0},
                          {a > 0 ? x : -x + 0.035F, b > 0 ? y : -y + 0.035F, kind.height}, material);
    } else {
        shelf.box({-x, -y, 0}, {-x + board, y, kind.height}, material);
        shelf.box({x - board, -y, 0}, {x, y, kind.height}, material);
        if (kind.form != 4)
            shelf.box({-x + board, -y, 0.05F}, {x - board, -y + 0.008F, kind.height}, material);
    }
    const float closed = kind.form == 1 ? std::min(kind.height * 0.45F, room.in(0.5F, 0.9F)) : 0.0F;
    if (kind.form == 1) {
        shelf.box({-x + board, -y, 0}, {x - board, y - 0.02F, closed}, material);
        doors(room, shelf, -x + 0.005F, y - 0.02F, 0.05F, closed, kind.width - 0.01F);
    }
    const float step = room.in(0.27F, 0.4F);
    const int levels = std::max(1, static_cast<int>((kind.height - closed - 0.06F) / step));
    const float pitch = (kind.height - closed - 0.06F) / static_cast<float>(levels);
    const double full = room.random.uniform(0.45, 1);
    for (int i = 0; i <= levels; ++i) {
        const float z = closed + 0.06F + pitch * static_cast<float>(i);
        shelf.box({-x + board, -y + 0.005F, z - board}, {x - board, y, z}, material);
        if (i == levels || room.chance(0.07))
            continue;
        if (kind.form == 3 && room.chance(0.6)) {
            for (float at = -x + 0.06F; at < x - 0.3F;) {
                const float w = room.in(0.2F, 0.45F);
                if (at + w > x - 0.04F)
                    break;
                if (room.chance(full)) {
                    const Vec end{at + w, y - room.in(0.02F, 0.1F), z + pitch * room.in(0.4F, 0.85F)};
                    shelf.box({at, -y + 0.03F, z}, end, room.chance(0.6) ? style.carton : room.mixed());
                }
                at += w + room.in(0.01F, 0.1F);
            }
        } else {
            fill(room, shelf, -x + board, x - board, kind.depth, z, pitch - board, full);
        }
    }
    if (kind.form != 4)
        putOnTop(room, frame, kind);
}

} // namespace maquette::cloud::rooms
