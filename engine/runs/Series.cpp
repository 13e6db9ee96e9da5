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
/// look, and else calls `look(chunk, from, to)` with places in the chunk.
template <class Whole, class Look>
void walk(const std::vector<std::shared_ptr<const Chunk>>& chunks, const std::vector<std::vector<Summary>>& levels,
          std::int64_t begin, std::int64_t end, const Whole& whole, const Look& look)
{
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
        const std::int64_t stop = std::min(end, chunk.summary().end);
        look(chunk, static_cast<int>(at - chunk.summary().begin), static_cast<int>(stop - chunk.summary().begin));
        at = stop;
    }
}

/// A `look` that calls `each(point)`.
template <class Each> auto pointByPoint(const Each& each)
{
    return [&each](const Chunk& chunk, int from, int to) {
        Chunk::Steps steps;
        Chunk::Numbers times, values;
        chunk.unpackSteps(steps);
        chunk.unpackTimes(times);
        chunk.unpackValues(values);
        for (int place = from; place < to; ++place) {
            const auto i = static_cast<std::size_t>(place);
            each(Point{chunk.summary().begin + place, steps[i], times[i], values[i]});
        }
    };
}

/// Adds the points column by column, and looks closer only at the four that stay.
void sampleChunk(Sampler& sampler, const Chunk& chunk, int from, int to, const Chunk::Numbers& x,
                 const Chunk::Numbers& values)
{
    const std::int64_t offset = chunk.summary().begin;
    const auto at = [&](std::int64_t index) { return chunk.point(static_cast<int>(index - offset)); };
    const auto columnAt = [&](int place) { return sampler.columnOf(x[static_cast<std::size_t>(place)]); };
    for (int place = from, column = from < to ? columnAt(from) : 0; place < to;) {
        Summary run;
        run.begin = offset + place;
        int next = column;
        do {
            const double value = values[static_cast<std::size_t>(place)];
            if (std::isfinite(value)) {
                run.last = offset + place;
                if (run.finite++ == 0)
                    run.first = run.last;
                if (value < run.minimum) {
                    run.minimum = value;
                    run.lowest = run.last;
                }
                if (value > run.maximum) {
                    run.maximum = value;
                    run.highest = run.last;
                }
            }
            ++place;
            if (place < to)
                next = columnAt(place);
        } while (place < to && next == column);
        run.end = offset + place;
        sampler.add(column, run, at);
        column = next;
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
        [](const Summary&) { return false; }, pointByPoint(visit));
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
    const auto keep = [&](const Point& point) {
        all.steps.push_back(point.step);
        all.wallTimes.push_back(point.wallTime);
        all.values.push_back(point.value);
    };
    walk(
        m_chunks, m_levels, begin, end, [](const Summary&) { return false; }, pointByPoint(keep));
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
    const auto whole = [&](const Summary& stretch) {
        all.add(stretch);
        return true;
    };
    const auto count = [&](const Point& point) { all.add(point); };
    walk(m_chunks, m_levels, begin, end, whole, pointByPoint(count));
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
    const auto look = [&](const Chunk& chunk, int from, int to) {
        Chunk::Steps steps;
        Chunk::Numbers x, values;
        if (bySteps) {
            chunk.unpackSteps(steps);
            std::transform(steps.begin(), steps.begin() + chunk.count(), x.begin(),
                           [](std::int64_t step) { return static_cast<double>(step); });
        } else {
            chunk.unpackTimes(x);
        }
        chunk.unpackValues(values);
        sampleChunk(sampler, chunk, from, to, x, values);
    };
    walk(m_chunks, m_levels, std::max<std::int64_t>(begin, 0), std::min(end, m_count), whole, look);
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
