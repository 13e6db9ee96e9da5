// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/Position.h"

#include "edit/families/PositionFit.h"

namespace maquette::edit {

namespace {

void propose(const FitContext& context, std::vector<Proposal>& proposals)
{
    for (const PositionModel& model : fitPositionModels(context))
        proposals.push_back({makePosition(model.field), model.price});
}

} // namespace

Family positionFamily() { return {"position", &propose, {{"position", &positionFromJson}}}; }

} // namespace maquette::edit
