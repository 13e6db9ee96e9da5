// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/gpt/GptConfig.h"

#include <string>

namespace maquette::train::gpt {

/// Floating point operations of one optimizer step on `samples` sequences, forward and backward (MS-AMP-Examples:
/// gpt3/Megatron-LM.patch): 24 c B s L h² (1 + s / 6h + V / 16Lh), c = 3, or 4 where activations are computed twice.
[[nodiscard]] double stepFlops(const models::gpt::GptConfig& config, std::int64_t samples, bool recomputed = false);

/// What a device could do at most in the format of the products; MFU is the share of it.
struct Peak {
    double tflops = 0; ///< dense; 0: not known, and then there is no MFU
    std::string of; ///< "H100, FP8" or "as given"
};

/// From the name of a CUDA device: H100, H200 and H800 989 (bfloat16) and 1979 (FP8), A100 312, L40S 362 and 733. For
/// FP8 on a device that emulates it, the peak is that of bfloat16. Nothing is known of processors.
[[nodiscard]] Peak devicePeak(const std::string& device, bool fp8);

} // namespace maquette::train::gpt
