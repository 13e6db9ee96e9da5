// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "base/Json.h"
#include "base/Result.h"
#include "runs/Run.h"
#include "runs/analysis/AlarmSettings.h"
#include "runs/analysis/WorstLayers.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

namespace maquette::runs {

struct Fp8ReportOptions {
    HealthColumn sort = HealthColumn::WorstUnderflow;
    int rows = 20; ///< of the worst tensors, 1 … 1,000,000
    std::int64_t from = std::numeric_limits<std::int64_t>::min(); ///< steps, both included
    std::int64_t to = std::numeric_limits<std::int64_t>::max();
    AlarmSettings alarms;

    [[nodiscard]] base::Result<void> check() const;
};

/// "underflow", "worst-underflow", "overflow", "worst-overflow", "mse", "headroom", "snr", "changes", "stay", "jump",
/// "deviation": the words of --sort.
[[nodiscard]] const std::vector<std::pair<std::string_view, HealthColumn>>& healthColumns();

/// What low precision did to a run; what is not known is null, shares are percent:
/// {"run","folder","layers","ranks",
///  "steps":{"last","skipped":[…],"lossScale","lossScaleDrops","warming","warmUntil"},
///  "kinds":[{"tensor","layers","underflow","worstUnderflow","overflow","worstOverflow","leastHeadroom","leastSnr",
///            "scaleChanges","largestJump","rankSpread"}…]: by kind of tensor; shares are the last ones, their mean
///            over layers and the worst; rankSpread is the largest distance of scales over ranks in binades,
///  "reduction":[{"block","snr","underflow","overflow","saturated","factor"}…]: of weight gradients that processes have
///            added in FP8, against the exact mean; by Transformer block, means over its tensors and the steps of the
///            range, `factor` (μ) the last one; empty for one process,
///  "worst":[{"layer","tensor","rank", …}…],
///  "alarms":[as alarmsJson() gives them, for the tensors, over all steps],"alarmsLeftOut": more of one rule and
///  series,
///  "memory":[{"rank","step","device","classes":[{"class","predicted","measured","difference"}…],"states":{"predicted",
///            "measured"},"peak":{…},"parameters","bytesPerParameter":{…},"baseline":{"name","bytes"},"saving": %}…]}.
/// Null where the run has neither tensors of low precision nor a ledger. A stop is the only error.
[[nodiscard]] base::Result<base::Json> fp8Report(const Run& run, const Fp8ReportOptions& options,
                                                 const base::Job& job = {});

} // namespace maquette::runs
