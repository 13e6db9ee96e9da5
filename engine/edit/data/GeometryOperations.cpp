// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/data/OperationGroups.h"

namespace maquette::edit::data {

namespace {

using imaging::Image;

// Turn: 0 one of the seven flips and rotations; see turned().
void drawTurn(Draw& draw, Values& v) { v[0] = 1 + draw.below(7); }
Image turn(const OperationInput& in, const Values& v) { return turned(in.image, static_cast<int>(v[0])); }

} // namespace

std::span<const Operation> geometryOperations()
{
    static const Operation table[]
        = {{.name = "turn", .group = "geometry", .weight = 1, .draw = drawTurn, .run = turn}};
    return table;
}

} // namespace maquette::edit::data
