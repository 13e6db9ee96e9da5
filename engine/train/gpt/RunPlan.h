// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Json.h"
#include "base/Parameter.h"
#include "models/gpt/GptConfig.h"
#include "train/gpt/Precision.h"
#include "train/gpt/RateSchedule.h"
#include "train/gpt/TextTokens.h"
#include "train/gpt/Throughput.h"

namespace maquette::train::gpt {

/// What follows from a recipe before anything is made.
struct RunPlan {
    Precision precision;
    models::gpt::GptConfig config;
    CosineSchedule schedule;
    std::int64_t batch = 1; ///< sequences of an optimizer step
    std::int64_t micro = 1; ///< of a pass on one rank
    int tensorRanks = 1; ///< processes that compute each layer together
    std::int64_t ranks = 1; ///< such groups, which share the batch
    std::filesystem::path text;
    Peak peak;

    /// Sets the rows of the embedding: the tokenizer's, up to the next multiple of 128.
    void setVocabulary(std::int64_t tokens);
};

/// Usage error when the parameters contradict each other or the number of ranks.
[[nodiscard]] base::Result<RunPlan> planRun(const base::ParameterValues& recipe, int ranks = 1);

/// Of a new run: the one the recipe names, bytes, or pairs learned from the part of the text that is trained on.
[[nodiscard]] base::Result<std::shared_ptr<const Tokenizer>>
chooseTokenizer(const base::ParameterValues& recipe, const std::filesystem::path& text, const base::Job& job);

/// run.json without its sessions.
[[nodiscard]] base::Json manifestOf(const std::filesystem::path& folder, const base::ParameterValues& recipe,
                                    const RunPlan& plan, const TextTokens& text);

} // namespace maquette::train::gpt
