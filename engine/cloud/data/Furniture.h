// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cloud/data/Room.h"

namespace maquette::cloud::rooms {

// All stand on z = 0 of their frame with the middle of their footprint at its origin; what has a back has it at y < 0.

enum class TableForm { Legs, Sides, Feet, Pedestal, Round };
struct TableKind {
    TableForm form = TableForm::Legs;
    float width = 1.4F;
    float depth = 0.7F;
    float height = 0.74F;
    bool drawers = false;
};
void buildTable(Room& room, const Frame& frame, const TableKind& kind);

enum class ChairForm { Office, Legs, Cantilever, Stool, Shell };
struct ChairKind {
    ChairForm form = ChairForm::Office;
    bool arms = false;
    int seat = 0; ///< materials
    int feet = 0;
    float backHeight = 0.5F;
};
[[nodiscard]] ChairKind drawChair(Room& room);
/// Half the edge of the square that any turned chair stays within.
inline constexpr float chairReach = 0.33F;
void buildChair(Room& room, const Frame& frame, const ChairKind& kind);

struct SofaKind {
    int seats = 2;
    bool corner = false; ///< a long seat at the side of x > 0 that reaches forward
    float width = 1.6F; ///< with the arms
    float depth = 0.85F;
};
[[nodiscard]] SofaKind drawSofa(Room& room);
void buildSofa(Room& room, const Frame& frame, const SofaKind& kind);

struct ShelfKind {
    int form = 0; ///< 0 open, 1 open above doors, 2 a closed cabinet, 3 a rack of metal, 4 boards on a wall
    float width = 0.9F;
    float depth = 0.32F;
    float height = 1.9F;
};
[[nodiscard]] ShelfKind drawShelf(Room& room);
void buildShelf(Room& room, const Frame& frame, const ShelfKind& kind);

/// Places for work and loose things on a table's top; `sides` is 1 or 2.
void layTable(Room& room, const Frame& frame, const TableKind& kind, bool desk, int sides);
/// One of: bin, boxes, plant, lamp, bag, drawers on wheels, coat stand, printer, cooler. Its half footprint must be
/// asked for first.
enum class Thing { Bin, Boxes, Plant, Lamp, Bag, Trolley, CoatStand, Printer, Cooler };
inline constexpr int thingCount = 9;
[[nodiscard]] float halfSize(Thing thing);
void buildThing(Room& room, const Frame& frame, Thing thing);

} // namespace maquette::cloud::rooms
