// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/analysis/Grouping.h"

#include <algorithm>
#include <cmath>

namespace maquette::runs {

namespace {

/// Walks one run as the places rise.
class Walker {
public:
    Walker(CurveView curve, const GroupOptions& options)
        : m_curve(curve)
        , m_options(options)
    {
    }

    /// The run's value at `place`, or for Take::Mean in [begin, end); the last part is closed.
    double at(double place, double begin, double end, bool last)
    {
        switch (m_options.take) {
        case GroupOptions::Take::Interpolate:
            return interpolated(place);
        case GroupOptions::Take::Nearest:
            return nearest(place);
        case GroupOptions::Take::Mean:
            return mean(begin, end, last);
        }
        return missing;
    }

private:
    /// m_next becomes the first point after `place`.
    void pass(double place)
    {
        while (m_next < m_curve.size() && m_curve.x[m_next] <= place)
            ++m_next;
    }

    double interpolated(double place)
    {
        pass(place);
        if (m_next == 0)
            return missing;
        const std::size_t left = m_next - 1;
        if (m_curve.x[left] == place)
            return m_curve.y[left];
        if (m_next == m_curve.size())
            return missing;
        const double width = m_curve.x[m_next] - m_curve.x[left];
        if (m_options.longestGap > 0 && width > m_options.longestGap)
            return missing;
        const double share = (place - m_curve.x[left]) / width;
        return m_curve.y[left] * (1 - share) + m_curve.y[m_next] * share;
    }

    double nearest(double place)
    {
        pass(place);
        const double left = m_next > 0 ? place - m_curve.x[m_next - 1] : INFINITY;
        const double right = m_next < m_curve.size() ? m_curve.x[m_next] - place : INFINITY;
        if (std::min(left, right) > m_options.reach)
            return missing;
        return left <= right ? m_curve.y[m_next - 1] : m_curve.y[m_next];
    }

    double mean(double begin, double end, bool last)
    {
        double sum = 0;
        double count = 0;
        while (m_next < m_curve.size() && m_curve.x[m_next] < begin)
            ++m_next;
        for (; m_next < m_curve.size() && (m_curve.x[m_next] < end || (last && m_curve.x[m_next] <= end)); ++m_next)
            if (std::isfinite(m_curve.y[m_next])) {
                sum += m_curve.y[m_next];
                ++count;
            }
        return count > 0 ? sum / count : missing;
    }

    CurveView m_curve;
    const GroupOptions& m_options;
    std::size_t m_next = 0;
};

std::vector<double> unionOf(std::span<const CurveView> curves)
{
    std::vector<double> x;
    for (const CurveView& curve : curves)
        x.insert(x.end(), curve.x.begin(), curve.x.end());
    std::sort(x.begin(), x.end());
    x.erase(std::unique(x.begin(), x.end()), x.end());
    return x;
}

} // namespace

base::Result<void> GroupOptions::check() const
{
    if (bins < 1 || bins > 1'000'000)
        return base::Error{
            base::ErrorCode::Usage,
            {QT_TRANSLATE_NOOP("Engine", "A group has 1 to 1000000 parts, not %1."), {std::to_string(bins)}},
            {}};
    if (!(reach >= 0) || !(longestGap >= 0))
        return base::Error{
            base::ErrorCode::Usage,
            {QT_TRANSLATE_NOOP("Engine", "Distances between the points of a group cannot be negative."), {}},
            {}};
    return {};
}

base::Result<Group> groupCurves(std::span<const CurveView> curves, const GroupOptions& options, const base::Job& job)
{
    std::vector<double> places;
    double low = INFINITY;
    double width = 0;
    const bool bins = options.grid == GroupOptions::Grid::Bins;
    if (bins) {
        double high = -INFINITY;
        for (const CurveView& curve : curves)
            if (curve.size() > 0) {
                low = std::min(low, curve.x.front());
                high = std::max(high, curve.x.back());
            }
        if (low <= high) {
            // All runs at one x: one part of no width.
            const int parts = high > low ? options.bins : 1;
            width = (high - low) / parts;
            for (int i = 0; i < parts; ++i)
                places.push_back(low + (i + 0.5) * width);
        }
    } else {
        places = unionOf(curves);
    }
    std::vector<Walker> walkers;
    for (const CurveView& curve : curves)
        walkers.emplace_back(curve, options);
    Group group;
    std::vector<double> values(curves.size());
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (i % 1024 == 0) {
            if (job.stopped())
                return base::stoppedError();
            job.report(static_cast<double>(i) / static_cast<double>(places.size()));
        }
        const double place = places[i];
        const bool last = !bins || i + 1 == places.size();
        const double begin = bins ? low + static_cast<double>(i) * width : place;
        // The last edge is far out rather than computed, which might fall short of the last point by rounding.
        const double end = !bins ? place : last ? INFINITY : low + static_cast<double>(i + 1) * width;
        for (std::size_t run = 0; run < walkers.size(); ++run)
            values[run] = walkers[run].at(place, begin, end, last);
        const Spread summary = summarize(values);
        if (summary.count < std::max(options.leastRuns, 1))
            continue;
        group.x.push_back(place);
        group.values.push_back(summary);
    }
    return group;
}

} // namespace maquette::runs
