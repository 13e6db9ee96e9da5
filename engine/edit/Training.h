// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "base/Parameter.h"

#include <filesystem>
#include <functional>

namespace maquette::edit {

/// The recipe of a training run: sizes of the network, boards, batch, learning rate, seed … See the manual's table.
[[nodiscard]] base::ParameterTable trainParameters();

struct TrainReport {
    std::int64_t boards = 0; ///< seen in all, earlier runs of the same folder included
    std::int64_t steps = 0;
    double seconds = 0; ///< of this run
    double loss = 0; ///< mean of the last 100 steps
    double validationDb = 0; ///< of the averaged weights, on the last validation; 0 before the first
    std::int64_t parameters = 0; ///< of the network
    std::int64_t stateBytes = 0; ///< weights, gradients, moments and scales after the last step, without the average
    std::int64_t skipped = 0; ///< steps that were left out as a gradient was not finite; FP8 levels only
    std::filesystem::path model; ///< the usable model, written at each checkpoint

    [[nodiscard]] base::Json toJson() const;
};

/// One line per report interval: {"boards","loss","rate","boardsPerSecond"}, to which FP8 levels add "skipped", or
/// {"boards","validation":{…}}.
using TrainLog = std::function<void(const base::Json&)>;

/// Trains the network of ImageBrush compact in `folder`: `state.safetensors` (weights, averages, moments, step),
/// `model.safetensors` (the averaged weights, fp16, usable), `log.jsonl`, `recipe.json`. A folder that holds a state
/// is resumed, and then the run equals, byte for byte on the same device and thread count, one that was never
/// stopped. Stopping writes a checkpoint first and is no error: the report says how far it came.
[[nodiscard]] base::Result<TrainReport> train(const std::filesystem::path& folder, const base::ParameterValues& recipe,
                                              const TrainLog& log, const base::Job& job);

} // namespace maquette::edit
