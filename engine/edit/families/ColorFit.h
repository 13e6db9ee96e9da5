// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edit/Family.h"
#include "edit/families/ColorForm.h"

namespace maquette::edit {

/// A fitted color change and what it is worth.
struct ColorModel {
    ColorForm form;
    ColorMap map;
    double price = 0;
    double scoreDb = 0; ///< PSNR on samples kept for scoring, at most 55 dB
    double carryDb = 0; ///< the same where some of the colors were not in the example, as far as it was asked
    double unseenError = 0; ///< mean squared error on colors left out of the fit

    [[nodiscard]] double value() const { return scoreDb - price; }
    [[nodiscard]] double carryValue() const { return carryDb - price; }
};

/// Fits all models to the example and returns first the one that carries best to other pictures, and after a lattice
/// the best one without. What carries is judged by leaving whole regions of the color space out of the fit: a map that
/// follows the few colors of an example freely may rebuild it exactly and still ruin every other color.
[[nodiscard]] std::vector<ColorModel> fitColorModels(const FitContext& context);

} // namespace maquette::edit
