// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "train/fp8/ScalingTensor.h"

#include <optional>
#include <string_view>

namespace maquette::train::fp8 {

/// Facts 1 and 5. All: FP8 products, weight gradients in E4M3.
enum class Level {
    O1, ///< weights FP16 with scale, moments FP32
    O2, ///< weights FP16 with scale, first moment E4M3, second FP16 with scale, of every parameter
    O3 ///< weights E4M3 with an FP16 master, moments as O2
};

/// "o1", "o2", "o3" in small or capital letters.
[[nodiscard]] std::optional<Level> levelFromName(std::string_view name);
[[nodiscard]] const char* name(Level level);

/// What the code of MS-AMP does and its authors hardly meant; all off computes what the paper says. Facts 15.
struct Quirks {
    ScaleRule scaleRule = ScaleRule::Guarded; ///< traps 3 and 4
    bool decayOutsideOfMoments = false; ///< trap 8: at O2 the L2 decay of Adam moves the weights, not the moments
    bool windowInEvaluation = false; ///< trap 14: passes in evaluation mode write into the amax windows
    bool clipOnlyPlain = false; ///< trap 23: clipping leaves FP8 gradients as they are
};

struct Recipe {
    Level level = Level::O2;
    std::int64_t window = activationWindow; ///< of inputs and output gradients; 1: always current scaling
    Quirks quirks;
    ReduceMax reduce; ///< shares the scales of weight gradients between ranks
    /// On CUDA, products of FP8 matrices by the tensor cores where the device has them (capability 8.9 and above);
    /// otherwise, and on the processor, decoded ones with the same casts.
    bool scaledProducts = true;
};

} // namespace maquette::train::fp8
