// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runs/analysis/Alarms.h"
#include "runs/analysis/Fp8Table.h"

#include <span>
#include <vector>

namespace maquette::runs {

/// Evaluates rules, such as those of AlarmSettings::fp8Rules(), over every series of the table. Tags are the names of
/// Transformer Engine's logs (inspectName()); with several ranks "rank N: " stands before. Scales are those of
/// Fp8Table::scales() under "…_scale", headroom under "…_headroom", also where only amax and scale_inv were logged.
[[nodiscard]] AlarmReport evaluateFp8Alarms(std::span<const AlarmRule> rules, const Fp8Table& table,
                                            std::int64_t most = 100);

} // namespace maquette::runs
