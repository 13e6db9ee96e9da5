// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "base/Parameter.h"

#include <filesystem>
#include <functional>

namespace maquette::cloud {

/// The recipe of a training run (section 10 of the facts on PointNeXt): variant, data, crops, batch, rate … See the
/// manual's table.
[[nodiscard]] base::ParameterTable trainParameters();

/// Of `generate-rooms`: how many, seed, first number, density, noise, colors, format.
[[nodiscard]] base::ParameterTable generateParameters();

struct TrainReport {
    std::int64_t crops = 0; ///< seen in all, earlier runs of the same folder included
    std::int64_t steps = 0;
    double seconds = 0; ///< of this run
    double loss = 0; ///< mean of the last 100 steps
    double validationIou = 0; ///< mean over the classes that occur in the held-out rooms, percent; 0 before the first
    std::int64_t parameters = 0; ///< of the network
    std::int64_t stateBytes = 0; ///< weights, gradients, moments and scales after the last step of this run
    std::int64_t skipped = 0; ///< steps that were left out as a gradient was not finite; FP8 levels only
    std::filesystem::path model; ///< written at each checkpoint

    [[nodiscard]] base::Json toJson() const;
};

/// One line an interval: {"step","crops","loss","accuracy","rate","cropsPerSecond"} or
/// {"step","crops","validation":{…}}. FP8 levels add "skipped" to the first.
using TrainLog = std::function<void(const base::Json&)>;

/// Trains a PointNeXt in `folder`: `state.safetensors` (weights, moments, step), `model.safetensors` (usable),
/// `log.jsonl` and `recipe.json`. A folder that holds a state is resumed, and then the run equals one that was never
/// stopped; another number of crops bends the schedule from there on. Rooms come from the generator, or from a folder
/// of S3DIS rooms, of which the test area is left out. Stopping writes a checkpoint first and is no error: the report
/// says how far it came.
[[nodiscard]] base::Result<TrainReport> train(const std::filesystem::path& folder, const base::ParameterValues& recipe,
                                              const TrainLog& log, const base::Job& job);

} // namespace maquette::cloud
