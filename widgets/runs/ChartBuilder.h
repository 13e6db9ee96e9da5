// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>

#include "base/Job.h"
#include "base/Result.h"
#include "widgets/runs/RunsData.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace maquette::widgets {

/// From … to along an axis; empty while from > to.
struct Range {
    double from = 1, to = 0;

    [[nodiscard]] bool empty() const { return !(from <= to); }
    [[nodiscard]] double length() const { return to - from; }
    void add(double value);
    bool operator==(const Range&) const = default;
};

struct ChartRequest {
    std::string tag;
    std::vector<ShownRun> runs;
    ChartOptions options;
    std::optional<Range> x; ///< the part that is shown, in the units of the axis; nothing: all
    int columns = 600; ///< pixels
};

/// Points to join by lines; between two pieces there is a gap.
using Pieces = std::vector<std::vector<QPointF>>;

struct BandPoint {
    double x = 0, low = 0, high = 0;
};

/// One line of a chart with what stands behind it, in the units of the axes.
struct DrawnCurve {
    QString id; ///< of the run; of a group: that of its first run
    QString name;
    QColor color;
    Qt::PenStyle style = Qt::SolidLine;
    bool selected = false;
    bool left = false; ///< a branch that was left by a restart
    int runs = 1; ///< of the group
    Pieces line;
    Pieces raw; ///< behind a smoothed line
    std::vector<std::vector<BandPoint>> band; ///< envelope of a smoothed line, or the spread of a group
};

/// All that a chart draws, made from immutable points away from the interface.
struct ChartDrawing {
    std::vector<DrawnCurve> curves;
    Range x; ///< of all points
    Range y; ///< of what is drawn within the part that is shown
    std::int64_t drawn = 0; ///< points that the lines go through
    std::int64_t visible = 0; ///< points in the part that is shown
    std::int64_t total = 0; ///< points there are
    std::int64_t withoutPlace = 0; ///< of these, without an x
    int runs = 0; ///< that have the tag
};

/// Samples, smooths and groups. M4 keeps what a pixel column shows, so that zooming brings detail and nothing is lost
/// at any zoom. For a working thread; a stop is the only error.
[[nodiscard]] base::Result<ChartDrawing> buildChart(const ChartRequest& request, const base::Job& job);

/// All points of one tag of one run on the chosen axis, for exports: x and y are of one length, NaN where unknown.
struct CurvePoints {
    std::vector<std::int64_t> steps;
    std::vector<double> times, x, values;
};
[[nodiscard]] CurvePoints allPoints(const runs::Run& run, const std::string& tag, const ChartOptions& options);

/// Name of the group of a run, by GroupChoice; empty without one.
[[nodiscard]] QString groupOf(const ShownRun& run, const GroupChoice& choice);
/// Empty when the choice's pattern is a regular expression, else what is wrong with it.
[[nodiscard]] QString patternError(const GroupChoice& choice);

} // namespace maquette::widgets
