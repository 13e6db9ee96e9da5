// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/view/FilterTest.h"

#include "base/Simd.h"
#include "base/Threads.h"
#include "cloud/view/BoxTest.h"

#include <algorithm>

namespace maquette::cloud {

namespace {

/// The arithmetic of BoxTest::inside, written out so that it is compiled for each instruction set.
MAQUETTE_SIMD void keepInBox(const float* __restrict positions, std::size_t count, const BoxTest& test,
                             std::uint8_t wanted, std::uint8_t* __restrict kept)
{
    const BoxTest box = test;
    for (std::size_t i = 0; i < count; ++i) {
        const double dx = positions[3 * i] - box.center[0];
        const double dy = positions[3 * i + 1] - box.center[1];
        const double dz = positions[3 * i + 2] - box.center[2];
        const double along = dx * box.cosine + dy * box.sine;
        const double across = dy * box.cosine - dx * box.sine;
        const int inside = int(std::abs(along) <= box.half[0]) & int(std::abs(across) <= box.half[1])
            & int(std::abs(dz) <= box.half[2]);
        kept[i] = static_cast<std::uint8_t>(kept[i] & int(inside == wanted));
    }
}

} // namespace

bool hasSelection(const PointSet& points, std::span<const std::uint8_t> selected)
{
    if (selected.size() != points.size())
        return false;
    // Block by block without a branch inside, which the compiler makes vectors of.
    constexpr std::size_t block = 4096;
    for (std::size_t begin = 0; begin < selected.size(); begin += block) {
        std::uint8_t any = 0;
        for (const std::uint8_t each : selected.subspan(begin, std::min(block, selected.size() - begin)))
            any |= each;
        if (any != 0)
            return true;
    }
    return false;
}

FilterTest::FilterTest(const PointSet& points, const ClassSlots& slots, const PointFilter& filter,
                       std::span<const std::uint8_t> selected)
    : m_points(points)
    , m_slots(slots)
    , m_filter(filter)
    , m_selected(selected)
{
    const auto& by = slots.truth.empty() ? slots.prediction : slots.truth;
    m_byClass = filter.hidden.any() && !by.empty();
    m_hiddenBy = by.data();
    for (std::size_t slot = 0; slot < m_shown.size(); ++slot)
        m_shown[slot] = filter.hidden[slot] ? 0 : 1;
    m_byCell = filter.cell.has_value();
    m_bySelection = filter.selectionOnly && hasSelection(points, selected);
    m_byBox = filter.box.mode == ClipBox::Mode::Inside || filter.box.mode == ClipBox::Mode::Outside;
}

void FilterTest::keep(std::size_t begin, std::size_t count, std::uint8_t* kept) const
{
    std::fill_n(kept, count, std::uint8_t(1));
    if (m_byClass) {
        for (std::size_t i = 0; i < count; ++i)
            kept[i] = m_shown[m_hiddenBy[begin + i]];
    }
    if (m_byCell) {
        const bool known = !m_slots.truth.empty() && !m_slots.prediction.empty();
        const auto [truth, prediction] = *m_filter.cell;
        for (std::size_t i = 0; i < count; ++i) {
            if (!known || m_slots.truth[begin + i] != truth || m_slots.prediction[begin + i] != prediction)
                kept[i] = 0;
        }
    }
    if (m_bySelection) {
        for (std::size_t i = 0; i < count; ++i) {
            if (m_selected[m_points.order[begin + i]] == 0)
                kept[i] = 0;
        }
    }
    if (m_byBox)
        keepInBox(m_points.positions.data() + 3 * begin, count, BoxTest(m_filter.box),
                  m_filter.box.mode == ClipBox::Mode::Inside ? 1 : 0, kept);
}

std::vector<std::uint8_t> keptPoints(const PointSet& points, const ClassSlots& slots, const PointFilter& filter,
                                     std::span<const std::uint8_t> selected)
{
    const FilterTest test(points, slots, filter, selected);
    std::vector<std::uint8_t> kept(points.size(), 1);
    if (test.all())
        return kept;
    constexpr std::size_t block = 4096;
    base::parallelFor(static_cast<std::int64_t>(points.size()), block, [&](std::int64_t begin, std::int64_t end) {
        std::array<std::uint8_t, block> part = {};
        for (auto place = static_cast<std::size_t>(begin); place < static_cast<std::size_t>(end); place += block) {
            const std::size_t count = std::min(block, static_cast<std::size_t>(end) - place);
            test.keep(place, count, part.data());
            for (std::size_t i = 0; i < count; ++i)
                kept[points.order[place + i]] = part[i];
        }
    });
    return kept;
}

} // namespace maquette::cloud
