// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runs/analysis/Curve.h"

#include <cstdint>
#include <span>
#include <vector>

namespace maquette::runs {

/// Of the finite values among those given.
struct Spread {
    std::int64_t count = 0;
    double mean = missing; ///< missing from here on when count is 0
    double median = missing; ///< mean of the middle two of an even count
    double minimum = missing;
    double maximum = missing;
    double deviation = missing; ///< standard deviation of a sample, n - 1; missing for one value
    double error = missing; ///< standard error of the mean: deviation / sqrt(n)
    double low = missing; ///< 95 % interval of the mean by Student's t with n - 1 degrees of freedom
    double high = missing;
};

/// `values` is reordered.
[[nodiscard]] Spread summarize(std::span<double> values);

/// P(T <= t) of Student's t with `freedom` > 0 degrees of freedom.
[[nodiscard]] double studentProbability(double t, double freedom);
/// The t below which `probability` lies, 0 … 1: studentQuantile(0.975, 4) = 2.776….
[[nodiscard]] double studentQuantile(double probability, double freedom);

/// Over pairs of finite values; missing for fewer than 2 pairs or when one side is constant. One length.
[[nodiscard]] double pearson(std::span<const double> a, std::span<const double> b);
/// Pearson's over ranks, equal values sharing their mean rank.
[[nodiscard]] double spearman(std::span<const double> a, std::span<const double> b);

/// One part of what a statistic was taken over: a rank, a micro-batch.
struct PooledPart {
    double count = 0;
    double mean = 0;
    double deviation = 0; ///< by n
};

/// The standard deviation (by n) of all parts together: sqrt(sum n (s^2 + (m - mean)^2) / sum n). The squared distances
/// of the parts' means are ADDED. Transformer Engine's published merge subtracts them, so its logs of several ranks or
/// micro-batches show a smaller number by design of that code; this one is the deviation of the joined data.
[[nodiscard]] double pooledDeviation(std::span<const PooledPart> parts);

} // namespace maquette::runs
