// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edit/Step.h"
#include "edit/families/ColorForm.h"

namespace maquette::edit {

/// What the sliders of a color step add to the fitted change.
struct ColorAdjustment {
    double amount = 1; ///< 0 … 2: between the old and the new color, and beyond
    double exposure = 0; ///< EV
    double contrast = 0; ///< -1 … 1, about the middle
    double saturation = 0; ///< -1 … 1
    double temperature = 0; ///< -1 … 1, warm above 0
    bool operator==(const ColorAdjustment&) const = default;
};

/// The step of kind "color". For a named form the map follows from the form.
[[nodiscard]] StepPtr makeColorStep(ColorForm form, ColorMap map, const ColorAdjustment& adjustment = {});
[[nodiscard]] base::Result<StepPtr> colorStepFromJson(const base::Json& json);

} // namespace maquette::edit
