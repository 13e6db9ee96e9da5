// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runs/analysis/Alarms.h"
#include "runs/analysis/Fp8Table.h"

#include <span>
#include <vector>

namespace maquette::runs {

/// What is worth a warning unless somebody sets other limits: more than 0.001 % overflow (the limit of FP8-LM's
/// automatic factor), more than 5 % underflow, headroom below 0 bits, a scale of an input or an output gradient that
/// stays for more than 2000 steps, a scale that jumps by more than 2^6, and amax that is not finite.
[[nodiscard]] std::vector<AlarmRule> defaultFp8Rules();

/// Evaluates rules over every series of the table. Tags are the names of Transformer Engine's logs (inspectName());
/// with several ranks "rank N: " stands before. Scales are those of Fp8Table::scales() under "…_scale", headroom under
/// "…_headroom", also where only amax and scale_inv were logged.
[[nodiscard]] AlarmReport evaluateFp8Alarms(std::span<const AlarmRule> rules, const Fp8Table& table,
                                            std::int64_t most = 100);

} // namespace maquette::runs
