// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

// One step of Adam whose moments are E4M3 and float16 with a scale each, on plain memory and one thread. Sums and
// products are not contracted, so that all widths of vectors give the same bits. Source: msamp/optim, arXiv 2310.18313
// section 2.2.
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

/// `count` neighbors of one parameter. What does not apply is null; what is stored may be the memory that was read.
struct Fp8AdamSpan {
    std::int64_t count = 0;
    float* parameter = nullptr; ///< updated in place; or
    const std::uint16_t* halfParameter = nullptr; ///< float16, with
    float halfInverse = 1;
    const float* gradient = nullptr; ///< or
    const std::uint8_t* fp8Gradient = nullptr; ///< E4M3, with
    float gradientInverse = 1;
    const std::uint8_t* first = nullptr; ///< E4M3
    float firstInverse = 1; ///< of the scale before
    const std::uint16_t* second = nullptr; ///< float16
    float secondInverse = 1;

    std::uint8_t* newFirst = nullptr; ///< new moments and parameter, each times its scale of Fp8AdamScales
    std::uint16_t* newSecond = nullptr;
    std::uint16_t* newHalf = nullptr;
};

struct Fp8AdamScales {
    float first = 1, second = 1, half = 1;
};

struct Fp8AdamPeaks {
    float first = 0, second = 0; ///< largest magnitudes of the new moments; NaN are left out
    float parameter = 0; ///< of the updated float16 parameter before it is rounded, with
    bool nanParameter = false; ///< one was NaN, and is left out
};

/// Computes the new moments and the parameter that they update before they are rounded, and stores those for which
/// there is memory. A span with neither kind of parameter has its moments computed alone; then `step.decay` is not
/// applied.
Fp8AdamPeaks fp8AdamStep(const Fp8AdamSpan& span, const Fp8AdamStep& step, const Fp8AdamScales& scales);

} // namespace maquette::kernels::cpu
