// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runlog/RunSink.h"
#include "runs/analysis/Curve.h"
#include "runs/analysis/NumberFormat.h"

#include <span>
#include <vector>

namespace maquette::runs {

/// How many values lie in each power of two: counts[i] values have floor(log2 |x|) = first + i.
struct ExponentHistogram {
    int first = 0;
    std::vector<double> counts;
    double zeros = 0;
    double notFinite = 0;
    bool estimated = false; ///< made from bins that are no powers of two

    [[nodiscard]] double values() const; ///< in counts
    [[nodiscard]] double elements() const { return values() + zeros; }
};

[[nodiscard]] ExponentHistogram exponentsOf(std::span<const float> values);
/// From a logged histogram: each bin is spread evenly over the powers of two that it covers, both signs together; an
/// estimate. Bins of no width count at their edge, bins without a finite edge are cut at minimum and maximum. What of
/// a bin lies within 2^-149 of 0 counts as zero.
[[nodiscard]] ExponentHistogram exponentsOf(const runlog::Histogram& histogram);

/// A share of all elements in percent. Within one power of two the values are taken to be spread evenly in their
/// logarithm; `least` and `most` are what holds however they are spread.
struct Share {
    double percent = 0;
    double least = 0;
    double most = 0;
};

/// The part of the axis that a format holds once values are multiplied by a scale, in log2 of the unscaled value.
struct RepresentableWindow {
    double smallest = 0; ///< subnormal
    double normal = 0; ///< smallest with full precision
    double largest = 0;
    Share underflow; ///< become 0: |x| scale at most half the smallest
    Share overflow; ///< |x| scale above the largest
    Share subnormal; ///< lose precision
};

/// `scale` above 0 and finite.
[[nodiscard]] RepresentableWindow representableWindow(const ExponentHistogram& histogram, NumberFormat format,
                                                      double scale);

} // namespace maquette::runs
