// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Parameter.h"
#include "runlog/EventWriter.h"
#include "train/fp8/Fp8Statistics.h"
#include "train/gpt/GptStates.h"
#include "train/gpt/RunRecords.h"

namespace maquette::train::gpt {

/// Of one optimizer step.
struct StepFacts {
    std::int64_t step = 0; ///< this one is number `step`, from 1
    std::int64_t tokens = 0; ///< trained on so far
    double loss = 0; ///< nats a token, mean of the step
    double rate = 0;
    double norm = 0;
    double clip = 1;
    bool skipped = false;
    double tokensPerSecond = 0;
    double tflops = 0;
    double peakTflops = 0; ///< 0: not known
};

/// Writes what a run tells: TensorBoard events, fp8.jsonl, memory.jsonl and run.json (RunRecords.h). Tags of the
/// events: train/{loss,rate,gradient_norm,clip,tokens_per_second,tflops,mfu,tokens,skipped},
/// validation/{loss,perplexity, bits_per_byte},
/// fp8/{loss_scale,warming_up,restarted_layers,snr_least,underflow_most,overflow_most}, memory/{total,peak} in bytes,
/// with several ranks (all numbers of tensors and memory are the first one's)
/// communication/{gradients,weights,activations} in bytes that the first one sent in the step, the text "recipe", and
/// hyper-parameters. All errors are WriteFailed.
class RunJournal {
public:
    /// Starts a session after `step` steps; earlier values of later steps are marked void.
    [[nodiscard]] static base::Result<std::unique_ptr<RunJournal>> open(const std::filesystem::path& folder,
                                                                        const base::ParameterValues& recipe,
                                                                        const std::string& precision, std::int64_t step,
                                                                        base::Json manifest);

    [[nodiscard]] base::Result<void> step(const StepFacts& facts);
    [[nodiscard]] base::Result<void> validation(std::int64_t step, double loss, double bytesPerToken);
    /// `others`: lines that other ranks add.
    [[nodiscard]] base::Result<void> statistics(const fp8::StepStatistics& numbers, bool skipped,
                                                const std::vector<std::string>& others = {});
    /// Bytes that the first rank sent in the step.
    [[nodiscard]] base::Result<void> traffic(std::int64_t step, const GptStates::Traffic& traffic);
    [[nodiscard]] static base::Json memoryLine(std::int64_t step, std::int64_t rank,
                                               const models::gpt::GptConfig& config, const MemoryLedger& ledger);
    /// The memoryLine() of each rank, and the first one's ledger.
    [[nodiscard]] base::Result<void> memory(std::int64_t step, const std::vector<std::string>& lines,
                                            const MemoryLedger& ledger);
    /// Makes what was written so far visible to readers.
    [[nodiscard]] base::Result<void> flush() { return m_events->flush(); }
    [[nodiscard]] base::Result<void> end(runlog::Status status);

private:
    explicit RunJournal(const std::filesystem::path& folder);
    [[nodiscard]] base::Result<void> scalars(std::int64_t step,
                                             const std::vector<std::pair<const char*, double>>& values);

    std::unique_ptr<runlog::EventWriter> m_events;
    RecordFile m_fp8, m_memory;
};

} // namespace maquette::train::gpt
