// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/Chunk.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstring>
#include <vector>

namespace maquette::runs {

namespace {

static_assert(std::endian::native == std::endian::little, "distances are cut to their low bytes");

constexpr std::size_t spare = 8;

std::uint64_t load(const std::byte* from)
{
    std::uint64_t word = 0;
    std::memcpy(&word, from, sizeof word);
    return word;
}

/// Bytes of the shortest two's complement number that holds `distance`.
int widthOf(std::uint64_t distance)
{
    const auto folded = static_cast<std::int64_t>(distance) < 0 ? ~distance : distance;
    return folded == 0 && distance == 0 ? 0 : (std::bit_width(folded) + 8) / 8;
}

bool isFloat(double value)
{
    return std::isnan(value)
        || std::bit_cast<std::uint64_t>(static_cast<double>(static_cast<float>(value)))
        == std::bit_cast<std::uint64_t>(value);
}

} // namespace

std::uint64_t Chunk::Column::at(const std::byte* bytes, int place) const
{
    // Unsigned numbers wrap around, so that any distance comes back whatever the line overshoots.
    const std::uint64_t onLine = first + slope * static_cast<std::uint64_t>(place);
    if (width == 0)
        return onLine;
    const int shift = 64 - 8 * width;
    const std::uint64_t word = load(bytes + offset + static_cast<std::size_t>(place) * static_cast<std::size_t>(width));
    return onLine + static_cast<std::uint64_t>(static_cast<std::int64_t>(word << shift) >> shift);
}

std::shared_ptr<const Chunk> Chunk::pack(std::int64_t begin, std::span<const std::int64_t> steps,
                                         std::span<const double> times, std::span<const double> values)
{
    const std::size_t count = steps.size();
    assert(count > 0 && count <= Series::chunkSize && times.size() == count && values.size() == count);
    auto chunk = std::make_shared<Chunk>();
    chunk->m_summary.begin = chunk->m_summary.end = begin;
    for (std::size_t i = 0; i < count; ++i)
        chunk->m_summary.add(Point{begin + static_cast<std::int64_t>(i), steps[i], times[i], values[i]});

    std::size_t size = 0;
    const auto plan = [&](auto number) {
        Column column;
        column.first = number(0);
        if (count > 1)
            column.slope = static_cast<std::uint64_t>(static_cast<std::int64_t>(number(count - 1) - number(0))
                                                      / static_cast<std::int64_t>(count - 1));
        for (std::size_t i = 0; i < count; ++i)
            column.width = std::max(column.width, widthOf(number(i) - (column.first + column.slope * i)));
        column.offset = static_cast<std::uint32_t>(size);
        size += count * static_cast<std::size_t>(column.width);
        return column;
    };
    const auto step = [&](std::size_t i) { return static_cast<std::uint64_t>(steps[i]); };
    const auto time = [&](std::size_t i) { return std::bit_cast<std::uint64_t>(times[i]); };
    chunk->m_steps = plan(step);
    chunk->m_times = plan(time);

    chunk->m_constant = values[0];
    const bool same = std::all_of(values.begin(), values.end(), [&](double value) {
        return std::bit_cast<std::uint64_t>(value) == std::bit_cast<std::uint64_t>(values[0]);
    });
    chunk->m_valueWidth = same ? 0 : std::all_of(values.begin(), values.end(), isFloat) ? 4 : 8;
    chunk->m_valueOffset = static_cast<std::uint32_t>(size);
    size += count * static_cast<std::size_t>(chunk->m_valueWidth);

    chunk->m_size = size + spare;
    chunk->m_bytes = std::make_unique<std::byte[]>(chunk->m_size);
    std::byte* const bytes = chunk->m_bytes.get();
    const auto fill = [&](const Column& column, auto number) {
        for (std::size_t i = 0; i < count; ++i) {
            const std::uint64_t distance = number(i) - (column.first + column.slope * i);
            std::memcpy(bytes + column.offset + i * static_cast<std::size_t>(column.width), &distance,
                        static_cast<std::size_t>(column.width));
        }
    };
    fill(chunk->m_steps, step);
    fill(chunk->m_times, time);
    for (std::size_t i = 0; i < count && chunk->m_valueWidth == 4; ++i) {
        const auto value = static_cast<float>(values[i]);
        std::memcpy(bytes + chunk->m_valueOffset + 4 * i, &value, sizeof value);
    }
    if (chunk->m_valueWidth == 8)
        std::memcpy(bytes + chunk->m_valueOffset, values.data(), values.size_bytes());
    return chunk;
}

double Chunk::valueAt(int place) const
{
    const std::byte* const at
        = m_bytes.get() + m_valueOffset + static_cast<std::size_t>(place) * static_cast<std::size_t>(m_valueWidth);
    if (m_valueWidth == 0)
        return m_constant;
    if (m_valueWidth == 8)
        return std::bit_cast<double>(load(at));
    return static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(load(at))));
}

Point Chunk::point(int place) const
{
    return {m_summary.begin + place, static_cast<std::int64_t>(m_steps.at(m_bytes.get(), place)),
            std::bit_cast<double>(m_times.at(m_bytes.get(), place)), valueAt(place)};
}

template <class T> void Chunk::Column::unpack(const std::byte* bytes, int count, T* into) const
{
    std::uint64_t onLine = first;
    if (width == 0) {
        for (int place = 0; place < count; ++place, onLine += slope)
            into[place] = std::bit_cast<T>(onLine);
        return;
    }
    const int shift = 64 - 8 * width;
    const std::byte* from = bytes + offset;
    for (int place = 0; place < count; ++place, onLine += slope, from += width) {
        const auto distance = static_cast<std::int64_t>(load(from) << shift) >> shift;
        into[place] = std::bit_cast<T>(onLine + static_cast<std::uint64_t>(distance));
    }
}

void Chunk::unpackSteps(Steps& into) const { m_steps.unpack(m_bytes.get(), count(), into.data()); }

void Chunk::unpackTimes(Numbers& into) const { m_times.unpack(m_bytes.get(), count(), into.data()); }

void Chunk::unpackValues(Numbers& into) const
{
    const auto size = static_cast<std::size_t>(count());
    const std::byte* const from = m_bytes.get() + m_valueOffset;
    if (m_valueWidth == 0) {
        std::fill_n(into.begin(), size, m_constant);
    } else if (m_valueWidth == 8) {
        std::memcpy(into.data(), from, size * sizeof(double));
    } else {
        for (std::size_t i = 0; i < size; ++i) {
            float value = 0;
            std::memcpy(&value, from + i * sizeof value, sizeof value);
            into[i] = static_cast<double>(value);
        }
    }
}

} // namespace maquette::runs
