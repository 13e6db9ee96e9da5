// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runs/Sampling.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace maquette::runs {

class Chunk;

/// Points of a series by column.
struct Values {
    std::vector<std::int64_t> steps;
    std::vector<double> wallTimes; ///< seconds since 1970; NaN where the file gives none
    std::vector<double> values;
};

/// All points of one scalar tag, as they were when the snapshot was taken. Steps rise from point to point. Nothing is
/// dropped or rounded: steps, values and times come out as they went in. Points lie in chunks of 256 that share their
/// storage with older and newer snapshots; a pyramid of summaries over the chunks (four to one a level) answers
/// questions about ranges. Copies are cheap in memory, not in time. Any number of threads may read.
class Series {
public:
    static constexpr std::int64_t chunkSize = 256;

    [[nodiscard]] std::int64_t count() const { return m_count; }
    [[nodiscard]] bool empty() const { return m_count == 0; }
    /// `index` within 0 … count() − 1.
    [[nodiscard]] Point point(std::int64_t index) const;
    /// Calls `visit` for the points with index begin … end − 1 (cut to what is there), in order.
    void forEach(std::int64_t begin, std::int64_t end, const std::function<void(const Point&)>& visit) const;
    [[nodiscard]] Values values(std::int64_t begin, std::int64_t end) const;
    [[nodiscard]] Values values() const { return values(0, m_count); }

    /// The first point whose step is not below `step`; count() when there is none.
    [[nodiscard]] std::int64_t lowerBound(std::int64_t step) const;
    /// Extremes, sum and ends of the points with index begin … end − 1.
    [[nodiscard]] Summary summary(std::int64_t begin, std::int64_t end) const;
    [[nodiscard]] Summary summary() const { return summary(0, m_count); }

    /// What to draw in a plot that is `view.columns` pixels wide. Cost: the chunks at the borders of columns.
    [[nodiscard]] Sampled sampled(const View& view) const { return sampled(view, 0, m_count); }
    /// Of the points with index begin … end − 1 only.
    [[nodiscard]] Sampled sampled(const View& view, std::int64_t begin, std::int64_t end) const;
    /// The same over values of another series of the run (samples, tokens, another metric): a point stands where `x`
    /// was at its step, or last before it; points before the first of `x`, and where `x` is not finite, have no place
    /// and are left out (Sampled::withoutPlace).
    [[nodiscard]] Sampled sampledOver(const Series& x, const View& view) const;

    /// Memory of the points and the pyramid, bytes.
    [[nodiscard]] std::int64_t bytes() const;

private:
    friend class SeriesBuilder;

    std::vector<std::shared_ptr<const Chunk>> m_chunks; ///< all full but the last
    std::vector<std::vector<Summary>> m_levels; ///< [k][i]: of chunks i·4^(k+1) … (i+1)·4^(k+1) − 1
    std::int64_t m_count = 0;
};

/// A scalar tag with what restarts left behind.
struct ScalarData {
    Series live; ///< the latest wins: each step once
    /// Points that were overwritten when the run went back to an earlier step, in the order of their leaving. Within a
    /// piece steps rise; piece i has the indices pieces[i] … pieces[i + 1] − 1, the last goes to the end.
    Series left;
    std::vector<std::int64_t> pieces;
};

} // namespace maquette::runs
