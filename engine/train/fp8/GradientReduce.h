// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "train/fp8/ScalingTensor.h"

#include <vector>

namespace maquette::train::fp8 {

// The arithmetic of the FP8 all-reduce of gradients, on the gradients of all ranks in one process: what
// GradientReducer computes between processes, and what it loses. Facts 6.

/// What the scale that a gradient's amax asks for is further multiplied by before N gradients are added in FP8.
enum class ReduceScaling {
    Pre, ///< 1/N: the mean's terms; small ones vanish (eq. 1)
    Post, ///< 1: large sums are cut off (eq. 2)
    Auto, ///< μ, which follows the share of values at the maximum (eq. 3)
    RootN ///< 1/√N, which the merged code does in place of μ
};

struct AutoFactorOptions {
    double threshold = 1e-5; ///< share of values at the maximum above which μ falls
    double window = 1000; ///< steps over which μ doubles (relative), or rises from 1/2 to 2
    /// μ halves, and else grows by 2^(1/window), as the code that was proposed does; false: it is set to 1/2 and else
    /// grows by 2^(2/window), as the paper can also be read. Neither goes above the paper's 2.
    bool relative = true;
    double initial = 1;
};

/// μ of one gradient tensor.
class AutoFactor {
public:
    explicit AutoFactor(const AutoFactorOptions& options = {});
    [[nodiscard]] double factor() const { return m_factor; }
    void set(double factor) { m_factor = factor; }
    /// After a step, with the share of its values at the maximum.
    void update(double saturated);

private:
    AutoFactorOptions m_options;
    double m_factor;
};

struct ReduceOptions {
    ReduceScaling scaling = ReduceScaling::Auto;
    double factor = 1; ///< μ, with Auto
    ScaleRule rule = ScaleRule::Guarded;
};

/// What the scale of each gradient is multiplied by.
[[nodiscard]] double factorOf(const ReduceOptions& options, double ranks);

struct Reduced {
    ScalingTensor mean; ///< E4M3; its decoded value is the mean over ranks
    double factor = 1; ///< what the shared scale was multiplied by
    float sharedScale = 1; ///< the smallest of the ranks' scales, before the factor
    std::vector<float> scales; ///< of the ranks
    double saturated = 0; ///< share of codes at the maximum in the sum
};

/// `gradients` of all ranks (at least one, of one shape; float32, float16 or bfloat16). With Pre, Post and Auto each
/// is quantized by its own scale and again by the smallest of all (eq. 4 to 6); with RootN at once by the scale of the
/// largest amax, as the merged code does. Summed by fp8RingSum().
[[nodiscard]] Reduced reduceGradients(const std::vector<at::Tensor>& gradients, const ReduceOptions& options);

/// The share of E4M3 codes at the maximum.
[[nodiscard]] double saturatedShare(const at::Tensor& codes);

/// The sum of codes over ranks as a ring computes it: the tensor is cut in as many pieces as there are ranks, piece c
/// begins at rank c + 1 and ends at rank c, and each addition widens both to half, adds in half, and rounds to FP8
/// with saturation. Facts 6.4.
[[nodiscard]] at::Tensor fp8RingSum(const std::vector<at::Tensor>& codes, kernels::Fp8Format format);

/// One such addition, code by code.
[[nodiscard]] at::Tensor fp8Add(const at::Tensor& a, const at::Tensor& b, kernels::Fp8Format format);

} // namespace maquette::train::fp8
