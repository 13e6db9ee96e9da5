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

/// Finds likely places of `after` in `before` at scales from 1/4 of the picture to all of it and, when `thorough`, the
/// other way round, of `before` in `after`, by correlation of luma on small copies. The sign of the correlation does
/// not matter. The best first, at most `most`; `residual` is one less the squared correlation.
[[nodiscard]] std::vector<Placement> coarsePlacements(const imaging::Image& before, const imaging::Image& after,
                                                      int most, bool thorough, const base::Job& job);

/// What one round of the refinement leaves of the squared error of pictures of the same size, on a small copy or at
/// full size, whichever is less; cheap. Near 1 when the picture has not moved.
[[nodiscard]] double restlessness(const imaging::Image& before, const imaging::Image& after);

/// Improves a placement by Gauss and Newton on position and scale with an affine color fit in every round, from small
/// copies to the pictures themselves (Lucas and Kanade 1981). `start` should be within about 5 % of the size.
[[nodiscard]] Placement refinedPlacement(const imaging::Image& before, const imaging::Image& after,
                                         const fit::Rectangle& start);

} // namespace maquette::edit
