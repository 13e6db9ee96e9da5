// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edit/families/ColorMap.h"
#include "edit/fit/Pixels.h"

namespace maquette::edit {

/// Fits what `predicted` leaves of the samples' targets as a lattice of `side` (3, 5, 9, 17 or 33) nodes a side and
/// puts it into `map`. Coarse lattices are fitted first and finer ones to what is left, each node pulled towards zero
/// where few samples reach it. The coarsest lattice has `coarsest` nodes a side: with 3, colors that the example does
/// not show follow their wider surroundings; with 9, they stay as predicted but for those next to a color of the
/// example.
void fitLattice(const fit::Samples& samples, const std::array<std::vector<float>, 3>& predicted, int coarsest, int side,
                ColorMap& map);

} // namespace maquette::edit
