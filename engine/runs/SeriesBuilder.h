// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runs/Series.h"

#include <cstdint>
#include <vector>

namespace maquette::runs {

/// Grows a series. The last points lie open until freeze() packs them, after which nothing but the packed points takes
/// memory. Not thread-safe; what freeze() gives is.
class SeriesBuilder {
public:
    void append(std::int64_t step, double wallTime, double value);
    /// Drops all points from index `count` on.
    void truncate(std::int64_t count);

    [[nodiscard]] std::int64_t count() const;
    /// 0 when there is no point.
    [[nodiscard]] std::int64_t lastStep() const;
    /// The first point whose step is not below `step`, where steps rise.
    [[nodiscard]] std::int64_t lowerBound(std::int64_t step) const;
    /// Adds the points with index begin … end − 1 to `other`.
    void copy(std::int64_t begin, std::int64_t end, SeriesBuilder& other) const;

    [[nodiscard]] const Series& freeze();

private:
    void reopen();
    void pack();

    Series m_packed; ///< full chunks, and the last one too while nothing is open
    Values m_open; ///< the points behind the full chunks
};

} // namespace maquette::runs
