// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

// One step of Adam whose moments are E4M3 and float16 with a scale each, on plain memory and one thread; in two stages,
// as a moment's new scale is known only when all of it is computed. Sums and products are not contracted, so that all
// paths give the same bits. Source: msamp/optim, arXiv 2310.18313 section 2.2.
namespace maquette::kernels::cpu {

/// The numbers of one step and parameter.
struct Fp8AdamStep {
    float beta1 = 0.9F;
    float beta2 = 0.999F;
    float rate = 0; ///< learning rate over the first bias correction
    float rootCorrection = 1; ///< square root of the second bias correction
    float epsilon = 1e-8F;
    float keep = 1; ///< decoupled decay: the parameter is multiplied by this first
    float decay = 0; ///< decay as a part of the gradient: this times the parameter is added
};

/// `count` neighbors of one parameter. What does not apply is null.
struct Fp8AdamSpan {
    std::int64_t count = 0;
    float* parameter = nullptr; ///< updated; in and out, or out alone where the next is given
    const std::uint16_t* halfParameter = nullptr; ///< float16, with
    float halfInverse = 1;
    const float* gradient = nullptr; ///< or
    const std::uint8_t* fp8Gradient = nullptr; ///< E4M3, with
    float gradientInverse = 1;
    std::uint8_t* first = nullptr; ///< E4M3
    float firstInverse = 1; ///< of the scale before
    std::uint16_t* second = nullptr; ///< float16
    float secondInverse = 1;
};

struct Fp8AdamPeaks {
    float first = 0, second = 0; ///< largest magnitudes of the new moments; NaN are left out
};

/// Stage 1: updates the parameter by the new moments before they are rounded; those stored stay as they are.
Fp8AdamPeaks fp8AdamUpdate(const Fp8AdamSpan& span, const Fp8AdamStep& step);

/// Stage 2: the new moments once more, multiplied by their new scales and rounded into place. With `step.decay` the
/// gradient must hold that part already, as the parameter has moved on.
void fp8AdamStore(const Fp8AdamSpan& span, const Fp8AdamStep& step, float firstScale, float secondScale);

/// result[i] = value[i] · scale in float16, rounded to nearest even; above 65504 infinite.
void halfEncodeSpan(const float* values, std::int64_t count, float scale, std::uint16_t* result);

} // namespace maquette::kernels::cpu
