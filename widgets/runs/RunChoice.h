// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/runs/RunsPanel.h"

#include <functional>

class QComboBox;

namespace maquette::widgets {

/// Lists the shown runs that `fits` accepts, their ids as data, without telling anybody. Current is the run that is
/// marked, else the one that was current, else the first.
void fillRunChoices(QComboBox* box, const RunsView& view, const std::function<bool(const runs::Run&)>& fits);

} // namespace maquette::widgets
