// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runs/analysis/Curve.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace maquette::runs {

// The rules by which scaling factors follow from amax, one after the other in FP32 as the frameworks compute them, so
// that a plot can show what a recipe did or would have done.

/// Transformer Engine's delayed scaling: (largest 2^-margin) / amax; the old scale where amax is 0, negative or not
/// finite; the largest float where the quotient is infinite.
[[nodiscard]] float transformerEngineScale(float amax, float previous, float largest, int margin = 0);
/// MS-AMP (facts 3.2): 2^(floor(log2(largest / amax)) - margin), so that amax scale is in (largest / 2, largest]; the
/// old scale where amax is not above 0 or NaN. Of infinity the official order of steps inverts an old scale (trap 3),
/// and this does so too.
[[nodiscard]] float msAmpScale(float amax, float previous, float largest, int margin = 0);
/// torchao, current scaling: largest / max(amax, 1e-12) in double; `powerOfTwo` rounds down to one.
[[nodiscard]] float torchaoScale(float amax, float largest, bool powerOfTwo = false);

struct ScalingRule {
    enum class Kind {
        TransformerEngine, ///< delayed: the scale of a step comes from the window before it
        MsAmp, ///< current for the first `window` steps and again after an amax that is not finite, then delayed
        Current ///< torchao's
    };
    Kind kind = Kind::TransformerEngine;
    int window = 1024; ///< steps; MS-AMP: 16. From 1; MS-AMP with 1 is always current
    bool mostRecent = false; ///< TransformerEngine: the last amax instead of the largest of the window
    int margin = 0;
    float largest = 448;
    bool powerOfTwo = false; ///< Current
};

inline constexpr std::size_t noSource = std::numeric_limits<std::size_t>::max();

struct ScalingStep {
    float scale = 1; ///< with which the tensor of this step is cast
    /// Index of the amax from which the scale in use was computed, noSource for the initial 1. Where an amax could not
    /// be used the scale and its source are kept.
    std::size_t source = noSource;
    bool current = false; ///< from this step's own amax
    double headroom = missing; ///< log2(largest / (amax scale)) in bits; below 0 clips; infinite for amax 0
};

/// Replays a rule over the amax of successive steps. Where only every n-th step was logged the windows reach n times as
/// far, so the replay then is an approximation. Linear in the steps.
[[nodiscard]] std::vector<ScalingStep> replayScaling(std::span<const double> amax, const ScalingRule& rule);

/// The window behind the scale of one step, for the strip: steps begin … end - 1.
struct AmaxWindow {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t source = noSource; ///< whose amax made the scale
};
/// Of index `step` of a replay.
[[nodiscard]] AmaxWindow windowOf(std::span<const ScalingStep> replay, std::size_t step, const ScalingRule& rule);

/// How a series of scales moves.
struct ScaleChanges {
    std::int64_t changes = 0;
    std::int64_t longestStay = 0; ///< in steps
    std::int64_t currentStay = 0; ///< from the last change to the end
    double largestJump = 0; ///< |log2| of a scale over the one before
    std::int64_t jumpStep = 0; ///< where that was
    double deviation = missing; ///< standard deviation of log2(scale), by n
};
[[nodiscard]] ScaleChanges scaleChanges(std::span<const std::int64_t> steps, std::span<const double> scales);

} // namespace maquette::runs
