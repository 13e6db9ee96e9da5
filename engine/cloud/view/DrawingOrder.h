// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace maquette::cloud {

/// Points sorted by Morton code: 10 bits an axis over a cube that holds nearly all points (what lies outside gets the
/// code of the nearest place inside, so that a few outliers do not put everything else into one cell).
class MortonOrder {
public:
    /// `positions`: x y z of each point. Unfinished after a stop of the current base::StopScope.
    explicit MortonOrder(std::span<const float> positions);

    [[nodiscard]] std::size_t size() const { return m_size; }
    /// Index of the point that is the i-th in Morton order; equal codes keep the order of the points.
    [[nodiscard]] std::uint32_t index(std::size_t i) const { return static_cast<std::uint32_t>(m_items[i]); }
    /// PointSet::spacing.
    [[nodiscard]] double spacing() const;

private:
    struct Cell {
        int x, y, z;
    };
    [[nodiscard]] Cell cellOf(const float* point) const;
    /// Squared distance to the fourth nearest point at another place, or the farthest of fewer; infinite when there is
    /// none near.
    [[nodiscard]] double neighborSquared(std::size_t i) const;
    void chooseCube();
    void sort();

    std::span<const float> m_positions;
    std::size_t m_size;
    float m_low[3] = {0, 0, 0};
    float m_cellsPerUnit = 0;
    std::unique_ptr<std::uint64_t[]> m_items; ///< code << 32 | index
};

/// PointSet::order for a cloud in Morton order: order[k] is the index of the point drawn as the k-th.
[[nodiscard]] std::vector<std::uint32_t> dealtOrder(const MortonOrder& morton);

} // namespace maquette::cloud
