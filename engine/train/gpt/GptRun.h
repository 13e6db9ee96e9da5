// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "train/TrainLoop.h"
#include "train/TrainState.h"
#include "train/gpt/GptStates.h"
#include "train/gpt/GptTrainer.h"
#include "train/gpt/MemoryWatch.h"
#include "train/gpt/RunJournal.h"
#include "train/gpt/RunPlan.h"

#include <chrono>
#include <deque>

namespace maquette::train::gpt {

/// One session of a GPT training: GptTrainer.cpp begins and ends it, GptRunSteps.cpp holds what is done over and over.
/// On several ranks all of it runs on each, in step; only the first has a journal and writes.
class GptRun {
public:
    GptRun(const std::filesystem::path& folder, base::ParameterValues recipe, const TrainLog& log,
           std::shared_ptr<distributed::ProcessGroup> group);

    [[nodiscard]] base::Result<TrainReport> operator()(const base::Job& job);

private:
    base::Result<void> begin(const base::Job& job);
    base::Result<std::shared_ptr<const Tokenizer>> tokenizer(bool resumed, const base::Job& job);
    base::Result<void> makeStates(const std::optional<TrainState>& state);
    base::Result<void> resume(const TrainState& state);
    base::Result<void> checkSameness() const;
    base::Result<void> openJournal(bool resumed);

    /// An error on all ranks where one has any: its own, or that another has one.
    base::Result<void> agree(base::Result<void> own) const;
    /// Ranks stop together: true on all when one is to end.
    [[nodiscard]] bool ending(const base::Job& job);
    base::Result<void> step(const base::Job& job);
    /// The mean loss of the step over all ranks.
    base::Result<double> passes(const base::Job& job, const MemoryWatch* watch, std::int64_t& kept);
    base::Result<void> note(const std::optional<fp8::StepStatistics>& statistics);
    base::Result<void> noteMemory(const MemoryWatch& watch, std::int64_t kept);
    base::Result<void> checkpoint();
    base::Result<void> validate(const base::Job& job);
    base::Result<void> log(const base::Json& line);
    [[nodiscard]] std::int64_t tokensOfStep() const { return m_plan.batch * m_plan.config.sequence; }
    [[nodiscard]] std::int64_t batchesOfStep() const { return m_plan.batch / m_plan.micro; } ///< over all ranks
    [[nodiscard]] double meanLoss() const;
    [[nodiscard]] double sumOverRanks(double value) const;
    [[nodiscard]] double seconds() const; ///< of this session

    RunFolder m_folder;
    base::ParameterValues m_recipe;
    const TrainLog& m_log;
    std::shared_ptr<distributed::ProcessGroup> m_group;
    TrainReport m_report;
    RunPlan m_plan;
    std::string m_lengths; ///< of the schedule, where it follows the steps: "500 from 0, 1000 from 400"
    std::unique_ptr<TextTokens> m_text;
    std::unique_ptr<GptStates> m_states;
    std::unique_ptr<fp8::Fp8Statistics> m_statistics;
    std::unique_ptr<RunJournal> m_journal; ///< of the first rank
    MemoryLedger m_ledger; ///< the prediction
    std::deque<double> m_losses; ///< of the last 50 steps
    StepFacts m_last;
    std::int64_t m_batches = 0; ///< micro-batches that were drawn
    std::int64_t m_sessionSteps = 0;
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
    std::chrono::steady_clock::time_point m_flushed = m_start;
    base::Json m_validation;
};

} // namespace maquette::train::gpt
