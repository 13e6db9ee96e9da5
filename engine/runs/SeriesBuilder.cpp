// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/SeriesBuilder.h"

#include "runs/Chunk.h"

#include <algorithm>
#include <cassert>

namespace maquette::runs {

namespace {

constexpr std::int64_t fan = 4;

} // namespace

std::int64_t SeriesBuilder::count() const { return m_packed.m_count + static_cast<std::int64_t>(m_open.steps.size()); }

std::int64_t SeriesBuilder::lastStep() const
{
    if (!m_open.steps.empty())
        return m_open.steps.back();
    return m_packed.empty() ? 0 : m_packed.point(m_packed.count() - 1).step;
}

std::int64_t SeriesBuilder::lowerBound(std::int64_t step) const
{
    const std::int64_t packed = m_packed.lowerBound(step);
    if (packed < m_packed.count())
        return packed;
    return packed + (std::lower_bound(m_open.steps.begin(), m_open.steps.end(), step) - m_open.steps.begin());
}

void SeriesBuilder::reopen()
{
    if (m_packed.m_count % Series::chunkSize == 0)
        return;
    const auto& last = *m_packed.m_chunks.back();
    m_open = m_packed.values(last.summary().begin, last.summary().end);
    m_packed.m_count = last.summary().begin;
    m_packed.m_chunks.pop_back();
}

void SeriesBuilder::append(std::int64_t step, double wallTime, double value)
{
    if (m_open.steps.empty())
        reopen();
    m_open.steps.push_back(step);
    m_open.wallTimes.push_back(wallTime);
    m_open.values.push_back(value);
    if (static_cast<std::int64_t>(m_open.steps.size()) == Series::chunkSize)
        pack();
}

void SeriesBuilder::pack()
{
    m_packed.m_chunks.push_back(Chunk::pack(m_packed.m_count, m_open.steps, m_open.wallTimes, m_open.values));
    m_packed.m_count += static_cast<std::int64_t>(m_open.steps.size());
    m_open.steps.clear();
    m_open.wallTimes.clear();
    m_open.values.clear();
    if (m_packed.m_count % Series::chunkSize != 0)
        return;
    // A summary appears on each level as soon as its four below are complete.
    auto below = static_cast<std::size_t>(m_packed.m_count / Series::chunkSize);
    for (std::size_t level = 0; below % fan == 0; ++level, below /= fan) {
        Summary four;
        for (std::size_t i = below - fan; i < below; ++i)
            four.add(level == 0 ? m_packed.m_chunks[i]->summary() : m_packed.m_levels[level - 1][i]);
        if (level == m_packed.m_levels.size())
            m_packed.m_levels.emplace_back();
        m_packed.m_levels[level].push_back(four);
    }
}

void SeriesBuilder::truncate(std::int64_t count)
{
    assert(count >= 0 && count <= this->count());
    if (count >= m_packed.m_count) {
        const auto open = static_cast<std::size_t>(count - m_packed.m_count);
        m_open.steps.resize(open);
        m_open.wallTimes.resize(open);
        m_open.values.resize(open);
        return;
    }
    const std::int64_t full = count / Series::chunkSize;
    m_open = m_packed.values(full * Series::chunkSize, count);
    m_packed.m_chunks.resize(static_cast<std::size_t>(full));
    m_packed.m_count = full * Series::chunkSize;
    std::int64_t above = full;
    for (auto& level : m_packed.m_levels) {
        above /= fan;
        level.resize(std::min(level.size(), static_cast<std::size_t>(above)));
    }
    std::erase_if(m_packed.m_levels, [](const auto& level) { return level.empty(); });
}

void SeriesBuilder::copy(std::int64_t begin, std::int64_t end, SeriesBuilder& other) const
{
    m_packed.forEach(begin, end, [&](const Point& point) { other.append(point.step, point.wallTime, point.value); });
    for (std::int64_t i = std::max(begin, m_packed.count()); i < end; ++i) {
        const auto place = static_cast<std::size_t>(i - m_packed.count());
        other.append(m_open.steps[place], m_open.wallTimes[place], m_open.values[place]);
    }
}

const Series& SeriesBuilder::freeze()
{
    if (!m_open.steps.empty())
        pack();
    m_open = {};
    return m_packed;
}

} // namespace maquette::runs
