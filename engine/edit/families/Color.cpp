// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/Color.h"

#include "edit/families/ColorFit.h"
#include "edit/families/ColorStep.h"

namespace maquette::edit {

namespace {

void propose(const FitContext& context, std::vector<Proposal>& proposals)
{
    for (ColorModel& model : fitColorModels(context))
        proposals.push_back({makeColorStep(std::move(model.form), std::move(model.map)), model.price});
}

} // namespace

Family colorFamily() { return {"color", &propose, {{"color", &colorStepFromJson}}}; }

} // namespace maquette::edit
