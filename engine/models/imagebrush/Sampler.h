// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "base/Result.h"
#include "models/imagebrush/ImageBrush.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace maquette::models::imagebrush {

struct SampleOptions {
    int steps = 1; ///< 1, 2, 4 or 8
    std::uint64_t seed = 0;
    double guidance = 1; ///< 1: the prompt alone; above it, away from the null prompt
    bool withoutPrompt = false; ///< the ablation: the null prompt instead of the example's
    double exactBelow = 0.012; ///< boards that the prior explains better than this get the prior alone; 0: none
    at::Tensor boxes; ///< see ImageBrush::prompt()
    /// Start of the sampling, [B, 3, S, S]; undefined: drawn from the seed for one cell and used for all boards, so
    /// that a board's result does not depend on the batch it was in.
    at::Tensor noise;
};

struct Sample {
    at::Tensor picture; ///< [B, 3, S, S] in [0, 1]
    at::Tensor unclamped; ///< the prediction before the clamp and before `exact` was applied
    at::Tensor exact; ///< [B] bool: boards that got the prior alone
    Details details; ///< of the last step; undefined tensors when every board was exact
    int stepsDone = 0;
};

/// The times t at which the network is asked, by the number of steps: 1, 2, 4 or 8.
[[nodiscard]] const std::vector<double>& stepTimes(int steps);

/// Called after each step with the number of steps done and the present estimate [B, 3, S, S] in [0, 1].
using StepListener = std::function<void(int, const at::Tensor&)>;

/// Runs the sampler (flow matching with prediction of the clean cell). Errors: Usage for a number of steps that has no
/// list, Stopped (asked before each step). No gradient is recorded.
[[nodiscard]] base::Result<Sample> sample(ImageBrush& network, const Prepared& prepared, const SampleOptions& options,
                                          const base::Job& job = {}, const StepListener& onStep = {});

} // namespace maquette::models::imagebrush
