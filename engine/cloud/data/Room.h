// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cloud/data/RoomPlan.h"
#include "cloud/data/Scan.h"
#include "cloud/data/Style.h"
#include "cloud/data/Surface.h"

namespace maquette::cloud::rooms {

/// A room while it is made: the plan says what is where, the mesh what can be seen.
struct Room {
    base::Random random;
    Mesh mesh;
    Style style;
    RoomPlan plan;
    Setting setting;

    explicit Room(const base::Random& numbers)
        : random(numbers)
    {
    }
    float in(float low, float high) { return between(random, low, high); }
    bool chance(double probability) { return rooms::chance(random, probability); }
    int below(int count) { return random.below(count); }
    int mixed() { return style.mixed[below(static_cast<int>(style.mixed.size()))]; }
};

/// Ceiling, floor, walls with their openings, beams and columns.
void buildShell(Room& room);
/// The door or window of an opening, in the frame of its wall at s = 0; `recess` meters behind the wall's face.
void buildDoor(Room& room, const Wall& wall, const Opening& opening, float recess);
void buildWindow(Room& room, const Wall& wall, const Opening& opening, float recess);
/// Boards, and the clutter that hangs on walls or stands below windows.
void hangBoards(Room& room);
void hangClutter(Room& room);
/// Lamps, and what else is under a ceiling. Sets the lights.
void hangLamps(Room& room);
/// Tables, chairs, sofas, bookcases and the clutter on and between them.
void furnish(Room& room);
/// All of a room: the parts below, in their order.
[[nodiscard]] Room makeRoom(std::uint64_t seed, std::uint64_t number);

/// Where the scanner stands, and its exposure. To be called last.
void placeScanner(Room& room);

} // namespace maquette::cloud::rooms
