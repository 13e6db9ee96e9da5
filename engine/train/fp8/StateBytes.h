// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "train/fp8/Fp8Recipe.h"

#include <cstdint>

namespace maquette::train::fp8 {

/// Bytes of model states by class: the rows of a memory ledger. Facts 1 and B.4.
struct StateBytes {
    struct Classes {
        std::int64_t elements = 0;
        std::int64_t weights = 0; ///< working copies
        std::int64_t master = 0;
        std::int64_t gradients = 0;
        std::int64_t first = 0; ///< first moments
        std::int64_t second = 0; ///< second moments
        std::int64_t metas = 0; ///< scales, their inverses, amax windows and counters

        [[nodiscard]] std::int64_t total() const { return weights + master + gradients + first + second + metas; }
    };
    Classes fp8; ///< weights of FP8 linear layers
    Classes plain; ///< embeddings, norms, biases

    [[nodiscard]] std::int64_t total() const { return fp8.total() + plain.total(); }
};

/// What `elements` numbers of FP8-eligible weights in `tensors` matrices take at a level, from the table of facts 1.
[[nodiscard]] StateBytes::Classes predictedBytes(Level level, std::int64_t elements, std::int64_t tensors);
/// The baseline of the paper: master, gradient and both moments in FP32, 16 bytes an element; with the working copy in
/// BF16 18.
[[nodiscard]] StateBytes::Classes baselineBytes(std::int64_t elements, bool withWorkingCopy = false);

} // namespace maquette::train::fp8
