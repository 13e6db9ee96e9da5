// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runs/analysis/GptShape.h"

#include <cstdint>

namespace maquette::runs {

enum class Recomputation {
    None,
    Selective, ///< of the attention's products and softmax: nothing of size sequence x sequence is kept
    Full ///< of whole layers: only their inputs are kept
};

struct ActivationOptions {
    std::int64_t microBatch = 1; ///< samples
    Recomputation recomputation = Recomputation::None;
    bool flashAttention = false; ///< keeps nothing of size sequence x sequence either
    bool dropout = true; ///< with masks of 1 byte; without, softmax is kept once
    bool fp8Inputs = false; ///< linear layers keep their inputs in FP8, 1 byte instead of 2
    std::int64_t tensorParallel = 1;
    bool sequenceParallel = false; ///< cuts also what tensor parallelism leaves whole
};

/// Bytes that the forward pass keeps for the backward pass on one device.
struct ActivationBytes {
    double layers = 0; ///< of all layers
    double recomputed = 0; ///< Full: one layer at a time, at the peak
    double output = 0; ///< last norm, output layer, and logits in FP32

    [[nodiscard]] double total() const { return layers + recomputed + output; }
};

/// An estimate for 16-bit activations: Korthikanti et al., "Reducing Activation Recomputation in Large Transformer
/// Models" (arXiv 2205.05198), section 4: s b h (34 + 5 a s / h) a layer for one device, of which 10 s b h are not cut
/// by tensor parallelism alone; 2 s b h with full recomputation; 4 s b h (1 + V / h) for the output. That is for a
/// feed-forward width of 4 h, GeLU and two norms a layer; other widths change its 16 s b h in proportion. Derived here:
/// without dropout masks (2 s b h) and the softmax's second copy and mask (3 a s^2 b) fall away; FP8 inputs save 1 byte
/// of each value that enters a linear layer (7 s b h). What an implementation keeps beyond, such as both norm outputs
/// and FP8 inputs, shows as a difference to the measured number. Pipelines keep the same on their first stage, with as
/// many batches on their way as stages.
[[nodiscard]] ActivationBytes activationBytes(const GptShape& shape, const ActivationOptions& options);

} // namespace maquette::runs
