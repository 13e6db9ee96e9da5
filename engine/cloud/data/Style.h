// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cloud/data/Surface.h"

#include <vector>

namespace maquette::cloud::rooms {

/// The materials of one room, as numbers in its mesh: a room has few of them, and its objects share them.
struct Style {
    int wall = 0;
    int accent = 0; ///< of one wall
    int dado = 0; ///< of the lower part of the walls
    float dadoHeight = 0; ///< 0 without one
    int ceiling = 0;
    int floor = 0;
    int baseboard = 0;
    int beam = 0;
    int column = 0;
    int frame = 0; ///< of windows and doors
    int door = 0;
    int glass = 0;
    int blind = 0;
    int table = 0;
    int shelf = 0;
    int cabinet = 0;
    int metal = 0;
    int dark = 0; ///< plastic of screens, keyboards, feet
    int white = 0;
    int seat = 0;
    int seatSecond = 0;
    int sofa = 0;
    int whiteboard = 0;
    int noticeboard = 0;
    int screen = 0;
    int paper = 0;
    int carton = 0;
    int leaf = 0;
    int lamp = 0;
    std::vector<int> mixed; ///< of books, bottles, bags, pictures
};

[[nodiscard]] Style makeStyle(Mesh& mesh, base::Random& random);

} // namespace maquette::cloud::rooms
