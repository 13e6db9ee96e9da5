// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runs/analysis/MemoryLedger.h"

#include <cstdint>
#include <string>

namespace maquette::runs {

/// What a line of memory.jsonl tells (documented in train/gpt/RunRecords.h). Bytes; missing where nothing was measured.
struct MemoryRecord {
    std::int64_t step = 0;
    std::int64_t rank = 0;
    std::string device;
    double parameters = missing;
    double linearParameters = missing;
    Ledger predicted, measured;
    double predictedPeak = missing, measuredPeak = missing;
    std::string baseline; ///< "bf16"; empty when none is named
    double baselineBytes = missing;
};

} // namespace maquette::runs
