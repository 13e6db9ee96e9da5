// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace maquette::edit::fit {

/// Sum of w[i] * a[i] * b[i]; w may be null (all 1). Single precision in blocks, added up in double.
[[nodiscard]] double weightedDot(const float* w, const float* a, const float* b, std::size_t count);

/// Solves (G + diag(ridge)) x = r + ridge * prior for a symmetric, positive semi-definite G (size * size, row by row)
/// by Cholesky. `prior` may be empty (zeros). False, and x untouched, when G is not positive definite even so.
bool solveRidge(std::span<const double> gram, std::span<const double> right, std::span<const double> ridge,
                std::span<const double> prior, std::span<double> x);

/// Weighted least squares of y on `features` (each `count` samples): returns the coefficients, pulled with strength
/// `ridge` (relative to the mean weight) towards `prior`. Empty when it cannot be solved. The mean of the weights
/// divides everything, so that `ridge` does not depend on the number of samples.
[[nodiscard]] std::vector<double> fitLinear(std::span<const float* const> features, const float* y, const float* weight,
                                            std::size_t count, double ridge, std::span<const double> prior = {});

/// A piecewise linear curve on `knots` knots spaced evenly over [low, high], fitted to (x, y) with weights. `stiffness`
/// prices second differences, so knots without samples follow their neighbors on a straight line. Empty when there are
/// no samples.
[[nodiscard]] std::vector<double> fitCurve(const float* x, const float* y, const float* weight, std::size_t count,
                                           int knots, double low, double high, double stiffness);

} // namespace maquette::edit::fit
