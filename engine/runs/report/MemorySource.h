// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runs/Run.h"
#include "runs/analysis/MemoryRecord.h"

#include <cstdint>
#include <vector>

namespace maquette::runs {

// The memory ledger among the tags of a run: memory/CLASS/predicted and …/measured, as memory.jsonl gives them, those
// of ranks above 0 below "rank_N/".

/// Whether a run has any; looks at names only.
[[nodiscard]] bool hasMemory(const Run& run);
/// A number that changes when one of the tags got new points.
[[nodiscard]] std::uint64_t memoryRevision(const Run& run);
/// A record for each step and rank that was logged, by step, then rank.
[[nodiscard]] std::vector<MemoryRecord> memoryRecordsOf(const Run& run);
/// Of these the ones of the last step of each rank, by rank.
[[nodiscard]] std::vector<MemoryRecord> latestMemory(const std::vector<MemoryRecord>& records);

} // namespace maquette::runs
