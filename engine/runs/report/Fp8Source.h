// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "base/Result.h"
#include "runs/Run.h"
#include "runs/analysis/Fp8Table.h"

#include <cstdint>

namespace maquette::runs {

// How low-precision training is found among the tags of a run, whatever wrote them: our trainer's fp8.jsonl
// (fp8/LAYER/KIND/FIELD, fp8/FIELD of steps), Transformer Engine's inspect logs and its scalars in event files
// (LAYER_TENSOR_STATISTIC). Tags of ranks above 0 stand below "rank_N/".

/// Whether a run has anything of the kind; looks at names only.
[[nodiscard]] bool hasFp8(const Run& run);
/// A number that changes when a tag that the table is made from got new points.
[[nodiscard]] std::uint64_t fp8Revision(const Run& run);

/// Everything but the histograms. Shares become percent, as the table wants them. A stop is the only error.
[[nodiscard]] base::Result<Fp8Table> fp8TableOf(const Run& run, const base::Job& job = {});
/// Puts the exponent histograms of one tensor into the table: those lie on disk, so only what is shown is fetched.
/// Those that cannot be read are left out. A stop is the only error.
[[nodiscard]] base::Result<void> addHistograms(Fp8Table& table, const Run& run, std::size_t layer, TensorKind tensor,
                                               int rank, const base::Job& job = {});

} // namespace maquette::runs
