// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cloud/view/PointSet.h"
#include "cloud/view/ViewState.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace maquette::cloud {

/// Whether the selection fits the points and has some of them.
[[nodiscard]] bool hasSelection(const PointSet& points, std::span<const std::uint8_t> selected);

/// The one place that says which points take part under a filter: what is drawn, picked, selected and counted asks it.
/// Refers to its arguments.
class FilterTest {
public:
    FilterTest(const PointSet& points, const ClassSlots& slots, const PointFilter& filter,
               std::span<const std::uint8_t> selected);

    /// Nothing is left out.
    [[nodiscard]] bool all() const { return !m_byClass && !m_byCell && !m_bySelection && !m_byBox; }
    /// 1 or 0 for each of `count` places of the drawing order from `begin` on.
    void keep(std::size_t begin, std::size_t count, std::uint8_t* kept) const;

private:
    const PointSet& m_points;
    const ClassSlots& m_slots;
    const PointFilter& m_filter;
    std::span<const std::uint8_t> m_selected;
    const std::uint8_t* m_hiddenBy = nullptr; ///< the slots that classes are hidden by
    std::array<std::uint8_t, 256> m_shown = {};
    bool m_byClass = false;
    bool m_byCell = false;
    bool m_bySelection = false;
    bool m_byBox = false;
};

} // namespace maquette::cloud
