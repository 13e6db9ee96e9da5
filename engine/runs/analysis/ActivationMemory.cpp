// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/analysis/ActivationMemory.h"

#include <cassert>

namespace maquette::runs {

ActivationBytes activationBytes(const GptShape& shape, const ActivationOptions& options)
{
    assert(options.tensorParallel >= 1 && options.microBatch >= 1);
    const auto s = static_cast<double>(shape.sequence);
    const auto b = static_cast<double>(options.microBatch);
    const auto h = static_cast<double>(shape.hidden);
    const auto a = static_cast<double>(shape.heads);
    const auto v = static_cast<double>(shape.vocabulary);
    const auto t = static_cast<double>(options.tensorParallel);
    const double widening = static_cast<double>(shape.feedForwardWidth()) / h;
    const double input = options.fp8Inputs ? 1 : 2;

    // In units of s b h. Whole on each device of tensor parallelism: inputs of two norms and two linear layers, and
    // the masks behind attention and feed-forward.
    const double whole = 2 * 2 + 2 * input + (options.dropout ? 2 : 0);
    // Cut by it: query and key, value, input of the attention's output, then GeLU's input and the input of the last
    // layer.
    const double cut = 4 + 2 + input + widening * (2 + input);
    // Per head and pair of positions: softmax, its mask, and its output after dropout.
    const double pairs = options.flashAttention || options.recomputation == Recomputation::Selective ? 0
        : options.dropout                                                                            ? 5
                                                                                                     : 2;
    const double layer = s * b * h * (whole / (options.sequenceParallel ? t : 1) + cut / t) + pairs * a * s * s * b / t;

    ActivationBytes bytes;
    const auto layers = static_cast<double>(shape.layers);
    if (options.recomputation == Recomputation::Full) {
        bytes.layers = 2 * s * b * h * layers / (options.sequenceParallel ? t : 1);
        bytes.recomputed = layer;
    } else {
        bytes.layers = layer * layers;
    }
    bytes.output = 4 * s * b * h / t * (1 + v / h);
    return bytes;
}

} // namespace maquette::runs
