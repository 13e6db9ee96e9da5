// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "edit/fit/Resample.h"

#include <optional>
#include <vector>

namespace maquette::edit {

/// Where the after picture lies in the before picture.
struct Placement {
    fit::Rectangle part; ///< pixels of the before picture
    double residual = 1; ///< mean squared error after the affine color fit of the last level
};

/// Finds likely places of `after` in `before` at scales from 1/4 of the picture to all of it and, the other way round,
/// of `before` in `after`, by correlation of luma on small copies. The sign of the correlation does not matter. The
/// best first, at most `most`.
[[nodiscard]] std::vector<Placement> coarsePlacements(const imaging::Image& before, const imaging::Image& after,
                                                      int most, const base::Job& job);

/// Improves a placement by Gauss and Newton on position and scale with an affine color fit in every round, from small
/// copies to the pictures themselves (Lucas and Kanade 1981). `start` should be within about 5 % of the size.
[[nodiscard]] Placement refinedPlacement(const imaging::Image& before, const imaging::Image& after,
                                         const fit::Rectangle& start);

} // namespace maquette::edit
