// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runs/Series.h"

#include <array>
#include <cstddef>
#include <memory>
#include <span>

namespace maquette::runs {

/// Up to 256 points, packed without loss. Steps and times are stored as distances from a straight line through the
/// first and last of them, in as many bytes as the largest distance needs: none for steps at equal distances, and times
/// by the bit patterns of their doubles, which lie on a line too while the clock runs evenly. Values take 4 bytes where
/// all are floats, 8 otherwise, none where all are equal.
class Chunk {
public:
    using Steps = std::array<std::int64_t, Series::chunkSize>;
    using Numbers = std::array<double, Series::chunkSize>;

    /// `begin` is the index of the first point in its series. The spans are equally long, 1 … 256.
    [[nodiscard]] static std::shared_ptr<const Chunk> pack(std::int64_t begin, std::span<const std::int64_t> steps,
                                                           std::span<const double> times,
                                                           std::span<const double> values);

    [[nodiscard]] const Summary& summary() const { return m_summary; }
    [[nodiscard]] int count() const { return static_cast<int>(m_summary.count()); }
    /// `place` within the chunk.
    [[nodiscard]] Point point(int place) const;
    void unpackSteps(Steps& into) const;
    void unpackTimes(Numbers& into) const;
    void unpackValues(Numbers& into) const;
    [[nodiscard]] std::int64_t bytes() const { return static_cast<std::int64_t>(sizeof(Chunk) + m_size); }

private:
    /// Whole numbers near a line.
    struct Column {
        std::uint64_t first = 0, slope = 0;
        std::uint32_t offset = 0; ///< of the distances in the chunk's bytes
        int width = 0; ///< bytes of each

        [[nodiscard]] std::uint64_t at(const std::byte* bytes, int place) const;
        template <class T> void unpack(const std::byte* bytes, int count, T* into) const;
    };

    [[nodiscard]] double valueAt(int place) const;

    Summary m_summary;
    Column m_steps, m_times;
    double m_constant = 0; ///< the value where m_valueWidth is 0
    std::uint32_t m_valueOffset = 0;
    int m_valueWidth = 0;
    std::size_t m_size = 0;
    std::unique_ptr<std::byte[]> m_bytes; ///< and 8 spare ones, so that a number of any width is read as 8
};

} // namespace maquette::runs
