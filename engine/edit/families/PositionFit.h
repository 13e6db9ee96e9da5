// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edit/Family.h"
#include "edit/families/PositionStep.h"

namespace maquette::edit {

struct PositionModel {
    LightField field;
    double price = 0;
};

/// Fits fields of light to the example, each together with an affine color change beneath that is then forgotten (the
/// search finds colors by itself once the field is peeled), and, where that makes a difference, without one too.
[[nodiscard]] std::vector<PositionModel> fitPositionModels(const FitContext& context);

} // namespace maquette::edit
