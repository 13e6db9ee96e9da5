// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/runs/RunsData.h"

#include <vector>

namespace maquette::widgets {

struct FilterOutcome {
    std::vector<bool> keep; ///< one for each run
    QString error; ///< for people; empty when the text is an expression
    int position = -1; ///< of the error in the text, UTF-16 units
};

/// Which runs an expression of engine/runs/analysis keeps; an empty text keeps all. With an error all are kept.
[[nodiscard]] FilterOutcome filterRuns(const QString& text, const std::vector<RunPtr>& runs);

} // namespace maquette::widgets
