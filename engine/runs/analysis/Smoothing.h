// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "runs/analysis/Curve.h"

#include <cstddef>
#include <span>
#include <vector>

namespace maquette::runs {

enum class Smoothing {
    None,
    TensorBoard, ///< exponential mean, corrected for its start: m <- w m + (1-w) y from 0, shown m / (1 - w^n)
    Aim, ///< exponential mean from the first value: s <- f s + (1-f) y, not corrected
    MovingAverage, ///< mean of `window` points around each; fewer at the ends
    TimeWeighted, ///< Weights & Biases: as TensorBoard's, but a step in x of any length fades by its share of the range
    Gaussian ///< weights of a bell of `sigma` points around each, to three sigma
};

struct SmoothOptions {
    Smoothing kind = Smoothing::TensorBoard;
    /// TensorBoard, Aim, TimeWeighted: 0 … 1, more is smoother. At 1 TensorBoard's m stays 0 and is not corrected.
    double weight = 0.6;
    int window = 9; ///< MovingAverage: 1 … 1,000,000 points; an even number counts as the next odd one
    double sigma = 2; ///< Gaussian: points, above 0 … 100,000
    /// TimeWeighted: into how many steps the range of x is divided. 1000 is what is commonly given for Weights &
    /// Biases' constant of the view; it is UNCONFIRMED.
    double viewSteps = 1000;
    /// TimeWeighted: the range of x that is divided; 0: from the first to the last x of the curve.
    double rangeOfX = 0;
    bool logarithmic = false; ///< smooth log(y): values of 0 and below then count as not finite

    [[nodiscard]] base::Result<void> check() const;
};

/// One value for each of the curve's. Values that are not finite pass through and enter no mean. `starts` are the
/// indices, rising, at which the run began anew (a restart, a gap): nothing is smoothed across them. A constant part is
/// left alone. Options must pass check(). Linear in the points, for Gaussian times 6 sigma. Formulas: TensorBoard's
/// line chart (data-loader's smoothing), Aim's and Weights & Biases' as published.
[[nodiscard]] std::vector<double> smoothed(CurveView curve, const SmoothOptions& options,
                                           std::span<const std::size_t> starts = {});

} // namespace maquette::runs
