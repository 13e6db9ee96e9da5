// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imaging/Resize.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace maquette::imaging {

/// Fraction bits of the weights for 8-bit samples: 32 less 8 for the sample and 2 for overshoot and sign.
inline constexpr int weightBits = 32 - 8 - 2;

/// Which input samples make each output sample along one axis: output i is the sum of weights[i * stride + k] times
/// input first[i] + k for k in 0 … count[i] - 1.
template <class Weight> struct Taps {
    std::vector<int> first;
    std::vector<int> count;
    std::size_t stride = 0;
    std::vector<Weight> weights;
};

/// Weights in double that add up to 1 for each output sample; `filter` is not Nearest.
[[nodiscard]] Taps<double> makeTaps(int inputSize, int outputSize, Filter filter);
/// The same rounded to `weightBits` fraction bits.
[[nodiscard]] Taps<std::int32_t> fixedTaps(const Taps<double>& taps);
/// The input index that Nearest takes for each output index.
[[nodiscard]] std::vector<int> nearestIndices(int inputSize, int outputSize);

} // namespace maquette::imaging
