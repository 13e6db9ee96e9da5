// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/Series.h"

#include "runs/Chunk.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace maquette::runs {

namespace {

constexpr std::int64_t fan = 4;

/// Walks the indices begin … end − 1: takes the largest stretch for which `whole(summary)` says that it needs no closer
/// look, and else unpacks the chunk and calls `each`.
template <class Whole, class Each>
void walk(const std::vector<std::shared_ptr<const Chunk>>& chunks, const std::vector<std::vector<Summary>>& levels,
          std::int64_t begin, std::int64_t end, const Whole& whole, const Each& each)
{
    Chunk::Points points;
    for (std::int64_t at = begin; at < end;) {
        const std::int64_t number = at / Series::chunkSize;
        const Chunk& chunk = *chunks[static_cast<std::size_t>(number)];
        if (at == chunk.summary().begin) {
            bool taken = false;
            std::size_t level = 0;
            for (std::int64_t width = fan; level < levels.size() && number % width == 0; width *= fan)
                ++level;
            while (!taken && level-- > 0) {
                std::int64_t width = fan;
                for (std::size_t i = 0; i < level; ++i)
                    width *= fan;
                const auto place = static_cast<std::size_t>(number / width);
                if (place < levels[level].size() && levels[level][place].end <= end && whole(levels[level][place])) {
                    at = levels[level][place].end;
                    taken = true;
                }
            }
            if (!taken && chunk.summary().end <= end && whole(chunk.summary())) {
                at = chunk.summary().end;
                taken = true;
            }
            if (taken)
                continue;
        }
        chunk.unpack(points);
        const std::int64_t stop = std::min(end, chunk.summary().end);
        for (; at < stop; ++at) {
            const auto place = static_cast<std::size_t>(at - chunk.summary().begin);
            each(Point{at, points.steps[place], points.times[place], points.values[place]});
        }
    }
}

} // namespace

Point Series::point(std::int64_t index) const
{
    assert(index >= 0 && index < m_count);
    return m_chunks[static_cast<std::size_t>(index / chunkSize)]->point(static_cast<int>(index % chunkSize));
}

void Series::forEach(std::int64_t begin, std::int64_t end, const std::function<void(const Point&)>& visit) const
{
    walk(
        m_chunks, m_levels, std::max<std::int64_t>(begin, 0), std::min(end, m_count),
        [](const Summary&) { return false; }, visit);
}

Values Series::values(std::int64_t begin, std::int64_t end) const
{
    Values all;
    begin = std::max<std::int64_t>(begin, 0);
    end = std::min(end, m_count);
    if (begin >= end)
        return all;
    const auto count = static_cast<std::size_t>(end - begin);
    all.steps.reserve(count);
    all.wallTimes.reserve(count);
    all.values.reserve(count);
    walk(
        m_chunks, m_levels, begin, end, [](const Summary&) { return false; },
        [&](const Point& point) {
            all.steps.push_back(point.step);
            all.wallTimes.push_back(point.wallTime);
            all.values.push_back(point.value);
        });
    return all;
}

std::int64_t Series::lowerBound(std::int64_t step) const
{
    const auto chunk = std::partition_point(m_chunks.begin(), m_chunks.end(), [&](const auto& candidate) {
        return candidate->summary().maximumStep < step;
    });
    if (chunk == m_chunks.end())
        return m_count;
    int low = 0, high = (*chunk)->count() - 1;
    while (low < high) {
        const int middle = (low + high) / 2;
        if ((*chunk)->point(middle).step < step)
            low = middle + 1;
        else
            high = middle;
    }
    return (*chunk)->summary().begin + low;
}

Summary Series::summary(std::int64_t begin, std::int64_t end) const
{
    Summary all;
    begin = std::max<std::int64_t>(begin, 0);
    end = std::min(end, m_count);
    all.begin = all.end = begin;
    walk(
        m_chunks, m_levels, begin, end,
        [&](const Summary& summary) {
            all.add(summary);
            return true;
        },
        [&](const Point& point) { all.add(point); });
    return all;
}

Sampled Series::sampled(const View& view, std::int64_t begin, std::int64_t end) const
{
    Sampler sampler(view);
    const bool bySteps = view.axis == Axis::Step;
    const auto whole = [&](const Summary& summary) {
        int column = Sampler::columnless;
        if (bySteps) {
            column = sampler.columnOf(static_cast<double>(summary.minimumStep));
            if (column != sampler.columnOf(static_cast<double>(summary.maximumStep)))
                return false;
        } else if (summary.timesKnown) {
            column = sampler.columnOf(summary.minimumTime);
            if (column != sampler.columnOf(summary.maximumTime))
                return false;
        } else if (summary.minimumTime <= summary.maximumTime) {
            return false; // some times are known
        }
        sampler.add(column, summary, [&](std::int64_t index) { return point(index); });
        return true;
    };
    walk(m_chunks, m_levels, std::max<std::int64_t>(begin, 0), std::min(end, m_count), whole, [&](const Point& point) {
        sampler.add(sampler.columnOf(bySteps ? static_cast<double>(point.step) : point.wallTime), point);
    });
    return sampler.finish();
}

Sampled Series::sampledOver(const Series& x, const View& view) const
{
    Sampler sampler(view);
    const Values partner = x.values();
    std::size_t next = 0;
    forEach(0, m_count, [&](const Point& point) {
        while (next < partner.steps.size() && partner.steps[next] <= point.step)
            ++next;
        const double place = next == 0 ? std::nan("") : partner.values[next - 1];
        sampler.add(std::isfinite(place) ? sampler.columnOf(place) : Sampler::columnless, point);
    });
    return sampler.finish();
}

std::int64_t Series::bytes() const
{
    auto sum = static_cast<std::int64_t>(sizeof(Series) + m_chunks.capacity() * sizeof(m_chunks[0]));
    for (const auto& chunk : m_chunks)
        sum += chunk->bytes();
    for (const auto& level : m_levels)
        sum += static_cast<std::int64_t>(sizeof(level) + level.capacity() * sizeof(Summary));
    return sum;
}

} // namespace maquette::runs
