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

    [[nodiscard]] double value() const { return scoreDb - price; }
};

/// Fits all models to the example and returns the best one first, and after a lattice the best one without.
[[nodiscard]] std::vector<ColorModel> fitColorModels(const FitContext& context);

} // namespace maquette::edit
