// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/runs/ChartBuilder.h"

#include <vector>

namespace maquette::widgets {

/// One tag of one run on the chosen axis. Lives for one drawing; the run outlives it.
class CurveSource {
public:
    CurveSource(const runs::Run& run, const runs::ScalarData& data, const ChartOptions& options);

    /// Of all points with a place; empty when there is none.
    [[nodiscard]] Range xRange() const;
    /// x of a point of the live series, or of a left branch.
    [[nodiscard]] double place(const runs::Point& point) const;
    [[nodiscard]] runs::Sampled sampled(const Range& x, int columns) const;
    /// Breaks lines where values are missing, and where a logarithmic axis has no place.
    [[nodiscard]] Pieces pieces(const std::vector<runs::Point>& line) const;
    [[nodiscard]] Pieces leftPieces(std::size_t piece, const Range& x, int columns) const;
    [[nodiscard]] Pieces smoothedPieces(const Range& x, int columns) const;
    /// All points with a place by rising x, smoothed as chosen.
    [[nodiscard]] runs::Curve wholeCurve() const;
    /// All points as they are.
    [[nodiscard]] CurvePoints points() const;

private:
    [[nodiscard]] runs::View viewOf(const Range& x, int columns) const;
    [[nodiscard]] std::vector<double> places(const runs::Values& values) const;
    [[nodiscard]] bool isTime() const;

    const runs::Run& m_run;
    const runs::ScalarData& m_data;
    const ChartOptions& m_options;
    double m_scale = 1; ///< x of a step, for axes that are steps times something
    double m_offset = 0; ///< seconds since 1970 at x = 0, for axes of time
    runs::Values m_partner; ///< of the other metric, by step
    std::shared_ptr<const runs::ScalarData> m_partnerData;
};

} // namespace maquette::widgets
