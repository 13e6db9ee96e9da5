// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runs/analysis/Curve.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace maquette::runs {

enum class XAxis {
    Step,
    RelativeTime, ///< seconds since the run's first point
    ProcessTime, ///< the same without the pauses before restarts
    WallTime, ///< seconds since 1970
    Samples, ///< step x samples a step
    Tokens, ///< step x tokens a step
    Epoch, ///< step / steps an epoch
    Metric ///< another series of the run, joined on the step
};

/// How a value of another series is found for a step.
enum class Join {
    Exact, ///< only at the same step
    LastBefore, ///< the last at or before it
    Interpolate ///< on the line between those around; missing outside
};

/// What the axes of one series are made from. `wallTimes` is as long as `steps`, or empty when no file gave times.
struct AxisSource {
    std::span<const std::int64_t> steps;
    std::span<const double> wallTimes;
    std::span<const std::size_t> restarts; ///< indices of the first point after each restart, rising
    double perStep = missing; ///< Samples, Tokens: how many a step takes; Epoch: steps an epoch
    double firstTime = missing; ///< RelativeTime: where the run began; missing: at the first point with a time
    /// Metric: the other series, by rising step.
    std::span<const std::int64_t> metricSteps;
    std::span<const double> metricValues;
    Join join = Join::Interpolate;
};

/// x of each point, missing where it is not known.
[[nodiscard]] std::vector<double> axisValues(XAxis axis, const AxisSource& source);

/// The points whose x and y can be drawn against each other: those without x are dropped, the rest stably sorted by x
/// (another metric need not rise). `kept`: the index of each in the source.
struct AlignedCurve {
    Curve curve;
    std::vector<std::size_t> kept;
};
[[nodiscard]] AlignedCurve alignCurve(std::span<const double> x, std::span<const double> y);

/// Values of one series at the steps of another, missing where there are none. `from` rises or stays; of equal steps
/// the last counts.
[[nodiscard]] std::vector<double> joinOnStep(std::span<const std::int64_t> steps, std::span<const std::int64_t> from,
                                             std::span<const double> values, Join join);

struct Tick {
    double value = 0;
    bool labeled = true;
};

/// At multiples of 1, 2 or 5 times a power of ten, about `most` of them in [low, high]; none when the range is empty
/// or not finite.
[[nodiscard]] std::vector<Tick> linearTicks(double low, double high, int most = 8);
/// For a logarithmic axis: powers of ten with labels, 2 … 9 times them without; with many decades only some of these,
/// with less than about one decade 2 and 5 have labels too or linear ticks are given. [low, high] is cut to what is
/// above 0.
[[nodiscard]] std::vector<Tick> logTicks(double low, double high, int most = 8);

} // namespace maquette::runs
