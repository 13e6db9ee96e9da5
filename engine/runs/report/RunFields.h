// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "runs/Run.h"
#include "runs/analysis/Filter.h"

#include <memory>
#include <string_view>
#include <vector>

namespace maquette::runs {

using RunList = std::vector<std::shared_ptr<const Run>>;

/// What a filter or an order sees of a run. Plain names are name, status, duration and start (seconds), notes, points,
/// tags and folder; then settings; then last values of scalar tags; then what else describes the run (group, host …).
[[nodiscard]] runlog::Setting fieldOf(const Run& run, const FilterField& field);

/// The runs that an expression keeps (analysis/Filter.h), in their order; empty text keeps all. Usage says what is
/// wrong with the text and where.
[[nodiscard]] base::Result<RunList> filteredRuns(const RunList& runs, std::string_view filter);

/// The runs by a field as it stands in filters: "lr", "min(eval/loss)", a name in backquotes. Numbers by value; runs
/// without a value come last; equal ones stay in their order. Usage when the text names no field.
[[nodiscard]] base::Result<RunList> sortedRuns(const RunList& runs, std::string_view key, bool descending);

} // namespace maquette::runs
