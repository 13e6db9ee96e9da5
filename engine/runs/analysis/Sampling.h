// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runs/analysis/Curve.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace maquette::runs {

// Choosing few points that draw as many do. Each gives indices into the curve, rising, and never changes a value; what
// is chosen from is for drawing only, exports take all points. x must not fall; points whose x is not a number must
// have been left out before.

/// By column of the picture: first, last, lowest and highest point of each of `columns` equal parts of [from, to], and
/// the first that is not finite, which breaks the line; one point on each side outside, so that the line reaches the
/// edges. The line through them covers the same pixels as the line through all (Jugel et al., M4, PVLDB 7(10), 2014).
/// At most 5 x columns + 2 points.
[[nodiscard]] std::vector<std::size_t> sampleM4(CurveView curve, double from, double to, int columns);

/// The lowest and the highest point of each column, with the neighbors outside: half as many, joints between columns
/// may be a pixel off.
[[nodiscard]] std::vector<std::size_t> sampleMinMax(CurveView curve, double from, double to, int columns);

/// Largest triangle three buckets (Steinarsson, University of Iceland, 2013): first and last point, and from each of
/// `points` - 2 buckets of equally many the one that spans the largest triangle with the point taken before and the
/// mean of the next bucket. All points when there are no more than asked for, or fewer than 3 are. Values that are not
/// finite span no triangle. May lose a spike where buckets are wide.
[[nodiscard]] std::vector<std::size_t> sampleLttb(CurveView curve, std::size_t points);

/// Minima and maxima of `ratio` x `points` / 2 buckets first, then LTTB among them (arXiv 2305.00332): ten times faster
/// at nearly the same picture. ratio from 2.
[[nodiscard]] std::vector<std::size_t> sampleMinMaxLttb(CurveView curve, std::size_t points, int ratio = 4);

/// What lies in one column of the picture.
struct ColumnRange {
    double lowest = missing; ///< of the finite values; missing when there are none
    double highest = missing;
    std::int64_t points = 0; ///< finite ones
};

/// The band of raw values behind a smoothed line: `columns` entries over [from, to].
[[nodiscard]] std::vector<ColumnRange> envelope(CurveView curve, double from, double to, int columns);

} // namespace maquette::runs
