// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Json.h"
#include "models/gpt/GptConfig.h"
#include "train/gpt/Precision.h"

#include <optional>
#include <string>
#include <vector>

namespace maquette::train::gpt {

/// Bytes by class, as memory.jsonl has them (RunRecords.h).
struct MemoryLedger {
    struct Row {
        std::string name;
        std::optional<std::int64_t> predicted, measured;
    };
    std::vector<Row> rows; ///< every class once, in the order of RunRecords.h
    std::optional<std::int64_t> peakPredicted, peakMeasured;
    std::string baseline = "bf16";
    std::int64_t baselinePredicted = 0;

    [[nodiscard]] Row& row(const std::string& name);
    [[nodiscard]] const Row& row(const std::string& name) const;
    /// Of the model states; nothing where one of them is not known.
    [[nodiscard]] std::optional<std::int64_t> totalPredicted() const;
    [[nodiscard]] std::optional<std::int64_t> totalMeasured() const;
    /// "classes", "total", "peak", "baseline".
    [[nodiscard]] base::Json toJson() const;
};

/// What training takes on one device, from the configuration alone: model states by section 1 of FP8-LM, applied to the
/// linear layers, with float32 for the other weights and (O2 and O3) low moments for every parameter; for one
/// micro-batch of `rows` sequences what this implementation keeps between the passes. bf16 here has float32 weights as
/// its masters and makes bfloat16 copies in each step, which stand under "caches". `window`: steps of amax history.
/// With `share`.zero what that rank keeps of the moments and masters; what communication takes is not predicted.
struct MemoryShare {
    int ranks = 1, rank = 0; ///< of those with the same part of the layers
    bool zero = false;
    int tensorRanks = 1; ///< activations are not predicted for several
};
[[nodiscard]] MemoryLedger predictMemory(const models::gpt::GptConfig& config, const Precision& precision,
                                         std::int64_t rows, std::int64_t window = fp8::activationWindow,
                                         const MemoryShare& share = {});

} // namespace maquette::train::gpt
