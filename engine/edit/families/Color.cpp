// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/Color.h"

#include "edit/families/ColorFit.h"
#include "edit/families/ColorStep.h"

#include <algorithm>

namespace maquette::edit {

namespace {

/// A map that holds only for the colors of the example gives way to one with fewer numbers that explains nearly as
/// much.
double doubt(const ColorModel& model)
{
    constexpr double share = 0.3;
    constexpr double usual = 3; // dB that colors left out lose in a change that is right
    return share * std::max(0.0, model.scoreDb - model.carryDb - usual);
}

void propose(const FitContext& context, std::vector<Proposal>& proposals)
{
    for (ColorModel& model : fitColorModels(context)) {
        const double price = model.price + doubt(model);
        proposals.push_back({makeColorStep(std::move(model.form), std::move(model.map)), price, model.unseenError});
    }
}

} // namespace

Family colorFamily() { return {"color", &propose, {{"color", &colorStepFromJson}}}; }

} // namespace maquette::edit
