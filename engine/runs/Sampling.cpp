// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/Sampling.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

namespace maquette::runs {

void Summary::add(const Point& point)
{
    if (end == begin)
        begin = point.index;
    end = point.index + 1;
    minimumStep = std::min(minimumStep, point.step);
    maximumStep = std::max(maximumStep, point.step);
    if (std::isnan(point.wallTime)) {
        timesKnown = false;
    } else {
        minimumTime = std::min(minimumTime, point.wallTime);
        maximumTime = std::max(maximumTime, point.wallTime);
    }
    if (!std::isfinite(point.value))
        return;
    if (finite++ == 0)
        first = point.index;
    last = point.index;
    sum += point.value;
    if (point.value < minimum) {
        minimum = point.value;
        lowest = point.index;
    }
    if (point.value > maximum) {
        maximum = point.value;
        highest = point.index;
    }
}

void Summary::add(const Summary& next)
{
    if (next.count() == 0)
        return;
    if (end == begin)
        begin = next.begin;
    end = next.end;
    minimumStep = std::min(minimumStep, next.minimumStep);
    maximumStep = std::max(maximumStep, next.maximumStep);
    timesKnown = timesKnown && next.timesKnown;
    minimumTime = std::min(minimumTime, next.minimumTime);
    maximumTime = std::max(maximumTime, next.maximumTime);
    if (next.finite == 0)
        return;
    if (finite == 0)
        first = next.first;
    finite += next.finite;
    last = next.last;
    sum += next.sum;
    if (next.minimum < minimum) {
        minimum = next.minimum;
        lowest = next.lowest;
    }
    if (next.maximum > maximum) {
        maximum = next.maximum;
        highest = next.highest;
    }
}

std::vector<Point> Sampled::line() const
{
    std::vector<Point> points;
    points.reserve(4 * columns.size());
    bool joined = true;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const Column& column = columns[i];
        joined = joined && column.startsFinite;
        if (!joined && !points.empty() && !std::isnan(points.back().value)) {
            Point gap = points.back();
            gap.value = std::numeric_limits<double>::quiet_NaN();
            points.push_back(gap);
        }
        if (column.finite > 0) {
            std::array<const Point*, 4> four{&column.first, &column.lowest, &column.highest, &column.last};
            std::sort(four.begin() + 1, four.end() - 1,
                      [](const Point* a, const Point* b) { return a->index < b->index; });
            for (std::size_t k = 0; k < four.size(); ++k)
                if (k == 0 || four[k]->index != four[k - 1]->index)
                    points.push_back(*four[k]);
        }
        joined = column.endsFinite;
    }
    while (!points.empty() && std::isnan(points.back().value))
        points.pop_back();
    return points;
}

std::int64_t Sampled::drawn() const
{
    std::int64_t count = 0;
    for (const Column& column : columns) {
        if (column.column < 0 || column.column == Sampled::right || column.finite == 0)
            continue;
        std::array<std::int64_t, 4> four{column.first.index, column.lowest.index, column.highest.index,
                                         column.last.index};
        std::sort(four.begin(), four.end());
        count += std::unique(four.begin(), four.end()) - four.begin();
    }
    return count;
}

Sampler::Sampler(const View& view)
    : m_view(view)
    , m_from(view.from)
    , m_to(view.to)
{
    assert(view.columns > 0 && view.columns <= Sampled::right);
    if (view.logarithmic)
        m_from = std::max(m_from, std::numeric_limits<double>::min());
    m_start = view.logarithmic ? std::log(m_from) : m_from;
    const double width = (view.logarithmic ? std::log(m_to) : m_to) - m_start;
    // An empty view has one column.
    m_scale = width > 0 && std::isfinite(width) ? static_cast<double>(view.columns) / width : 0;
    m_scale = std::isfinite(m_scale) ? m_scale : 0;
}

int Sampler::outside(double x) const
{
    if (std::isnan(x))
        return columnless;
    return x < m_from ? -1 : Sampled::right;
}

Column& Sampler::open(int column, std::int64_t begin)
{
    if (m_sampled.columns.empty() || m_sampled.columns.back().column != column) {
        m_sampled.columns.emplace_back();
        m_sampled.columns.back().column = column;
        m_sampled.columns.back().begin = m_sampled.columns.back().end = begin;
    }
    return m_sampled.columns.back();
}

void Sampler::add(int column, const Point& point)
{
    ++m_sampled.total;
    if (column == columnless) {
        ++m_sampled.withoutPlace;
        return;
    }
    m_sampled.visible += column >= 0 && column < m_view.columns;
    Column& open = this->open(column, point.index);
    const bool finite = std::isfinite(point.value);
    if (open.end == open.begin)
        open.startsFinite = finite;
    open.endsFinite = finite;
    open.end = point.index + 1;
    if (!finite)
        return;
    if (open.finite++ == 0)
        open.first = open.lowest = open.highest = point;
    open.last = point;
    if (point.value < open.lowest.value)
        open.lowest = point;
    if (point.value > open.highest.value)
        open.highest = point;
}

void Sampler::add(int column, const Summary& summary, const Point& first, const Point& lowest, const Point& highest,
                  const Point& last)
{
    if (column == columnless) {
        addWithoutPlace(summary.count());
        return;
    }
    m_sampled.total += summary.count();
    m_sampled.visible += column >= 0 && column < m_view.columns ? summary.count() : 0;
    Column& open = this->open(column, summary.begin);
    if (open.end == open.begin)
        open.startsFinite = summary.finite > 0 && summary.first == summary.begin;
    open.endsFinite = summary.finite > 0 && summary.last == summary.end - 1;
    open.end = summary.end;
    if (summary.finite == 0)
        return;
    if (open.finite == 0) {
        open.first = first;
        open.lowest = lowest;
        open.highest = highest;
    } else {
        if (lowest.value < open.lowest.value)
            open.lowest = lowest;
        if (highest.value > open.highest.value)
            open.highest = highest;
    }
    open.last = last;
    open.finite += summary.finite;
}

void Sampler::addWithoutPlace(std::int64_t count)
{
    m_sampled.total += count;
    m_sampled.withoutPlace += count;
}

Sampled Sampler::finish() { return std::move(m_sampled); }

Sampled sampleValues(std::span<const double> x, std::span<const double> values, const View& view)
{
    assert(x.size() == values.size());
    Sampler sampler(view);
    for (std::size_t i = 0; i < x.size(); ++i) {
        const auto place = static_cast<std::int64_t>(i);
        sampler.add(sampler.columnOf(x[i]), Point{place, place, x[i], values[i]});
    }
    return sampler.finish();
}

} // namespace maquette::runs
