// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace maquette::runs {

/// One logged value.
struct Point {
    std::int64_t index = 0; ///< in its series
    std::int64_t step = 0;
    double wallTime = std::numeric_limits<double>::quiet_NaN(); ///< seconds since 1970; NaN when the file gives none
    double value = std::numeric_limits<double>::quiet_NaN();
};

/// What lies in a range of points of one series. Extremes, sum and ends are over finite values.
struct Summary {
    std::int64_t begin = 0, end = 0; ///< indices begin … end − 1
    std::int64_t finite = 0; ///< how many values are neither NaN nor infinite
    double minimum = std::numeric_limits<double>::infinity();
    double maximum = -std::numeric_limits<double>::infinity();
    double sum = 0;
    /// Indices of the first and last finite value and of the first that reaches each extreme; −1 when none is finite.
    std::int64_t first = -1, last = -1, lowest = -1, highest = -1;
    std::int64_t minimumStep = std::numeric_limits<std::int64_t>::max();
    std::int64_t maximumStep = std::numeric_limits<std::int64_t>::min();
    double minimumTime = std::numeric_limits<double>::infinity(); ///< of known times
    double maximumTime = -std::numeric_limits<double>::infinity();
    bool timesKnown = true; ///< of every point

    [[nodiscard]] std::int64_t count() const { return end - begin; }
    void add(const Point& point);
    /// `next` begins where this ends.
    void add(const Summary& next);
};

enum class Axis { Step, WallTime };

/// The part of the x axis that a plot shows.
struct View {
    Axis axis = Axis::Step; ///< of no meaning where x is another series
    double from = 0, to = 1; ///< steps, or seconds since 1970; from < to
    bool logarithmic = false; ///< equal columns of log x; x ≤ 0 lies left of everything
    int columns = 1000; ///< pixels, 1 … 65,536
};

/// Neighboring points that fall into one column of pixels.
struct Column {
    int column = 0; ///< 0 … View::columns − 1, or left of the view (−1), or right of it (Sampled::right)
    std::int64_t begin = 0, end = 0; ///< indices
    std::int64_t finite = 0;
    /// By value finite; of no meaning when finite is 0.
    Point first, lowest, highest, last;
    /// Whether the very first and last value are finite: if not, the line to the neighbor is broken there.
    bool startsFinite = false, endsFinite = false;
};

/// A series at the resolution of a plot: M4 (Jugel et al., PVLDB 7(10), 2014). The line through first, lowest, highest
/// and last of each column covers the same pixels as the line through all points. Left and right of the view one column
/// each keeps the line that enters and leaves.
struct Sampled {
    static constexpr int right = 65536; ///< the column of what lies right of the view

    std::vector<Column> columns; ///< in the order of the points; where x rises, each column at most once
    std::int64_t total = 0; ///< points that were asked about
    std::int64_t visible = 0; ///< of these, within the view
    std::int64_t withoutPlace = 0; ///< of these, without an x: an unknown time, a missing partner

    /// The points to join by lines, in order and each once; one whose value is NaN breaks the line. A gap within a
    /// single column is not seen.
    [[nodiscard]] std::vector<Point> line() const;
    /// How many points the line has within the view, for "n of N points".
    [[nodiscard]] std::int64_t drawn() const;
};

/// Builds Sampled from points, or from whole stretches that fall into one column.
class Sampler {
public:
    explicit Sampler(const View& view);

    /// As Column::column; `columnless` for an x that is NaN.
    [[nodiscard]] int columnOf(double x) const
    {
        if (!(x >= m_from && x <= m_to))
            return outside(x);
        const double place = (m_view.logarithmic ? std::log(x) - m_start : x - m_start) * m_scale;
        return std::min(static_cast<int>(place), m_view.columns - 1);
    }
    static constexpr int columnless = -2;

    void add(int column, const Point& point);
    /// A stretch without looking at its points; `at` gives the point of an index and is asked four times at most.
    template <class At> void add(int column, const Summary& summary, const At& at)
    {
        if (summary.finite == 0)
            return add(column, summary, {}, {}, {}, {});
        add(column, summary, at(summary.first), at(summary.lowest), at(summary.highest), at(summary.last));
    }
    void addWithoutPlace(std::int64_t count);
    [[nodiscard]] Sampled finish();

private:
    [[nodiscard]] int outside(double x) const;
    void add(int column, const Summary& summary, const Point& first, const Point& lowest, const Point& highest,
             const Point& last);
    Column& open(int column, std::int64_t begin);

    View m_view;
    double m_from, m_to; ///< the edges of the view
    double m_start, m_scale; ///< x, or its logarithm, to columns
    Sampled m_sampled;
};

/// The same for loose numbers, such as a smoothed curve: x in any order, both of equal length. Index and step of the
/// points are places in the spans, wallTime is x.
[[nodiscard]] Sampled sampleValues(std::span<const double> x, std::span<const double> values, const View& view);

} // namespace maquette::runs
