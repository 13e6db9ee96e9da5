// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edit/families/BlurFilters.h"

namespace maquette::edit {

/// What the target owes to a blur of the source. Errors are weighted mean squares on luma after the best gain and
/// offset, so that a change of tone on top does not disturb the radius.
struct BlurFit {
    double radius = 0; ///< of the best mix of source and Gaussian blur, pixels of the example; 0 when nothing fits
    double amount = 0; ///< of that mix as x + amount (x - blurred x)
    double error = 0; ///< of that mix
    double blurRadius = 0; ///< of the best plain Gaussian blur
    double blurError = 0;
    BlurShape shape = BlurShape::Gaussian; ///< the shape that fits a plain blur best
    double shapeRadius = 0;
    double shapeError = 0;
    double affineError = 0; ///< without any blur
};

/// Searches radii from fine to coarse, on native crops first and on reduced ones while larger radii do better.
[[nodiscard]] BlurFit fitBlur(const FitContext& context);

} // namespace maquette::edit
