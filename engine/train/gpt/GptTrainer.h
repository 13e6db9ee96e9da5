// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "base/Parameter.h"
#include "train/distributed/ProcessGroup.h"

#include <filesystem>
#include <functional>

namespace maquette::train::gpt {

/// The recipe of a run: size, precision, data, batch, rate … See the manual's table.
[[nodiscard]] base::ParameterTable trainParameters();

struct TrainReport {
    std::int64_t steps = 0; ///< in all, earlier sessions of the same folder included
    std::int64_t tokens = 0;
    std::int64_t skipped = 0; ///< steps left out for a gradient that was not finite
    std::int64_t parameters = 0;
    double seconds = 0; ///< of this session
    double loss = 0; ///< nats a token, mean of the last 50 steps of this session
    double validation = 0; ///< of the last validation; 0 before the first
    double tokensPerSecond = 0; ///< of this session, validations included
    std::filesystem::path model; ///< written at each checkpoint

    [[nodiscard]] base::Json toJson() const;
};

/// One line an interval: {"step","tokens","loss","rate","gradientNorm","tokensPerSecond","tflops"[,"mfu"]} or
/// {"step","tokens","validation":{"loss","perplexity","bitsPerByte"}}.
using TrainLog = std::function<void(const base::Json&)>;

/// Trains a GPT on a text in `folder`, which gets what train::RunFolder and RunRecords.h name, and `tokenizer.json`.
/// A folder that holds a state is resumed, and then the run equals, byte for byte on the same device and thread count,
/// one that was never stopped: unlike MS-AMP's checkpoints the state keeps the windows of delayed scaling (trap 13).
/// Stopping writes a checkpoint first and is no error: the report says how far it came. ModelUnfit: the state there is
/// of another recipe or another text, or the loss is not finite any more.
///
/// With several ranks in `group` all call this with the same arguments and a folder that all of them see. They share
/// each batch, with the micro-batches that one process with as many of them would take; the first one alone writes and
/// logs, and a stop of one stops all. A later session may have another number of ranks. Device error when a rank is
/// lost.
[[nodiscard]] base::Result<TrainReport>
train(const std::filesystem::path& folder, const base::ParameterValues& recipe, const TrainLog& log,
      const base::Job& job, std::shared_ptr<distributed::ProcessGroup> group = distributed::ProcessGroup::alone());

} // namespace maquette::train::gpt
