// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/view/DrawingOrder.h"

#include "base/Random.h"
#include "base/StopScope.h"
#include "base/Threads.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <utility>

namespace maquette::cloud {

namespace {

constexpr int axisBits = 10;
constexpr int cellsPerAxis = 1 << axisBits;
constexpr int digitBits = 10; ///< of the radix sort; three passes
constexpr std::size_t digits = std::size_t(1) << digitBits;
constexpr std::size_t groupPoints = 128;
constexpr std::uint64_t orderSeed = 20210414;
/// On a surface the fourth nearest is about as far away as each point's share of it is wide, on a grid as well as in a
/// random sample; the nearest one only on a grid.
constexpr std::size_t wantedNeighbors = 4;
constexpr std::int64_t pointGrain = 1 << 14;

/// The ten low bits with two free places between each.
std::uint32_t spread(std::uint32_t value)
{
    value = (value | (value << 16)) & 0x030000FFU;
    value = (value | (value << 8)) & 0x0300F00FU;
    value = (value | (value << 4)) & 0x030C30C3U;
    return (value | (value << 2)) & 0x09249249U;
}

std::uint32_t mortonCode(int x, int y, int z)
{
    return spread(static_cast<std::uint32_t>(x)) | spread(static_cast<std::uint32_t>(y)) << 1
        | spread(static_cast<std::uint32_t>(z)) << 2;
}

/// The last finite one of ascending numbers; 0 without one.
double farthestOf(const std::array<double, wantedNeighbors>& ascending)
{
    double farthest = 0;
    for (const double each : ascending)
        farthest = std::isfinite(each) ? each : farthest;
    return farthest;
}

} // namespace

MortonOrder::MortonOrder(std::span<const float> positions)
    : m_positions(positions)
    , m_size(positions.size() / 3)
    , m_items(std::make_unique_for_overwrite<std::uint64_t[]>(m_size))
{
    chooseCube();
    base::parallelFor(static_cast<std::int64_t>(m_size), pointGrain, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t i = begin; i < end; ++i) {
            const Cell cell = cellOf(m_positions.data() + 3 * i);
            m_items[i] = std::uint64_t(mortonCode(cell.x, cell.y, cell.z)) << 32 | static_cast<std::uint64_t>(i);
        }
    });
    sort();
}

void MortonOrder::chooseCube()
{
    // Nearly all: from the 0.2th to the 99.8th hundredth of a sample, and a tenth more on either side.
    constexpr std::size_t wanted = 4096;
    if (m_size == 0)
        return;
    const std::size_t count = std::min(m_size, wanted);
    double edge = 0;
    std::vector<float> values(count);
    for (int axis = 0; axis < 3; ++axis) {
        for (std::size_t i = 0; i < count; ++i)
            values[i] = m_positions[3 * (i * m_size / count) + axis];
        std::sort(values.begin(), values.end());
        const std::size_t cut = count / 512;
        const double low = values[cut];
        const double high = values[count - 1 - cut];
        m_low[axis] = static_cast<float>(low - 0.1 * (high - low));
        edge = std::max(edge, 1.2 * (high - low));
    }
    m_cellsPerUnit = edge > 0 ? static_cast<float>(cellsPerAxis / edge) : 0;
    if (!std::isfinite(m_cellsPerUnit))
        m_cellsPerUnit = 0;
}

MortonOrder::Cell MortonOrder::cellOf(const float* point) const
{
    const auto cell = [&](int axis) {
        const float place = (point[axis] - m_low[axis]) * m_cellsPerUnit;
        return static_cast<int>(std::clamp(place, 0.0F, static_cast<float>(cellsPerAxis - 1)));
    };
    return {cell(0), cell(1), cell(2)};
}

void MortonOrder::sort()
{
    // Least digit first; each slice counts its digits and then knows where each of its items goes, so that the sort is
    // stable and the number of threads does not matter.
    const std::size_t slices = std::clamp<std::size_t>(m_size / 65536, 1, 64);
    const auto sliceBegin = [&](std::size_t slice) { return slice * m_size / slices; };
    auto other = std::make_unique_for_overwrite<std::uint64_t[]>(m_size);
    std::vector<std::array<std::size_t, digits>> counts(slices);
    for (int shift = 32; shift < 32 + 3 * axisBits; shift += digitBits) {
        const auto digitOf = [shift](std::uint64_t item) { return (item >> shift) & (digits - 1); };
        base::parallelFor(static_cast<std::int64_t>(slices), 1, [&](std::int64_t begin, std::int64_t end) {
            for (std::int64_t slice = begin; slice < end; ++slice) {
                counts[slice].fill(0);
                for (std::size_t i = sliceBegin(slice); i < sliceBegin(slice + 1); ++i)
                    ++counts[slice][digitOf(m_items[i])];
            }
        });
        // What was left out by a stop was not counted either.
        if (base::StopScope::stopped())
            return;
        std::size_t place = 0;
        for (std::size_t digit = 0; digit < digits; ++digit) {
            for (auto& count : counts)
                place += std::exchange(count[digit], place);
        }
        base::parallelFor(static_cast<std::int64_t>(slices), 1, [&](std::int64_t begin, std::int64_t end) {
            for (std::int64_t slice = begin; slice < end; ++slice) {
                for (std::size_t i = sliceBegin(slice); i < sliceBegin(slice + 1); ++i)
                    other[counts[slice][digitOf(m_items[i])]++] = m_items[i];
            }
        });
        std::swap(m_items, other);
    }
}

double MortonOrder::neighborSquared(std::size_t i) const
{
    const float* const point = m_positions.data() + 3 * std::size_t(index(i));
    constexpr double none = std::numeric_limits<double>::infinity();
    std::array<double, wantedNeighbors> best;
    const auto look = [&](std::size_t k) {
        const float* const neighbor = m_positions.data() + 3 * std::size_t(index(k));
        const double dx = double(neighbor[0]) - point[0];
        const double dy = double(neighbor[1]) - point[1];
        const double dz = double(neighbor[2]) - point[2];
        double squared = dx * dx + dy * dy + dz * dz;
        if (!(squared > 0) || squared >= best.back())
            return;
        for (double& each : best) {
            if (squared < each)
                std::swap(squared, each);
        }
    };
    best.fill(none);
    // Neighbors in Morton order bound the distance; the cells of that size around the point hold all that are nearer.
    constexpr std::size_t reach = 32;
    const auto lookAround = [&](std::size_t from, std::size_t to) {
        for (std::size_t k = from - std::min(from, reach); k < std::min(m_size, to + reach); ++k)
            look(k);
    };
    lookAround(i, i + 1);
    if (!std::isfinite(best.front())) {
        // A heap of points at one place: beyond both ends of what has the same code.
        const std::uint64_t code = m_items[i] >> 32;
        for (const std::uint64_t edge : {code << 32, (code + 1) << 32}) {
            const auto* const place = std::lower_bound(m_items.get(), m_items.get() + m_size, edge);
            const auto from = static_cast<std::size_t>(place - m_items.get());
            lookAround(from, from);
        }
    }
    const double bound = farthestOf(best);
    int level = 0;
    while (level < axisBits && std::sqrt(bound) * m_cellsPerUnit > (1 << level))
        ++level;
    best.fill(none);
    const Cell cell = cellOf(point);
    const int last = (cellsPerAxis - 1) >> level;
    std::size_t budget = 20000; // a crowded cell is looked through in part
    for (int dz = -1; dz <= 1; ++dz) {
        for (int dy = -1; dy <= 1; ++dy) {
            for (int dx = -1; dx <= 1; ++dx) {
                const int x = (cell.x >> level) + dx;
                const int y = (cell.y >> level) + dy;
                const int z = (cell.z >> level) + dz;
                if (std::min({x, y, z}) < 0 || std::max({x, y, z}) > last)
                    continue;
                const std::uint64_t code = std::uint64_t(mortonCode(x, y, z)) << (3 * level);
                const std::uint64_t beyond = code + (std::uint64_t(1) << (3 * level));
                const auto* place = std::lower_bound(m_items.get(), m_items.get() + m_size, code << 32);
                for (; place < m_items.get() + m_size && *place < beyond << 32 && budget > 0; ++place, --budget)
                    look(static_cast<std::size_t>(place - m_items.get()));
            }
        }
    }
    // Fewer than wanted may be in these cells where there are few points at all.
    if (!std::isfinite(best.back()) || best.back() > bound)
        return bound > 0 ? bound : none;
    return best.back();
}

double MortonOrder::spacing() const
{
    constexpr std::size_t wanted = 1024;
    const std::size_t count = std::min(m_size, wanted);
    std::vector<double> distances(count);
    base::parallelFor(static_cast<std::int64_t>(count), 16, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t i = begin; i < end; ++i)
            distances[i] = std::sqrt(neighborSquared(i * m_size / count));
    });
    std::erase_if(distances, [](double distance) { return !std::isfinite(distance); });
    if (distances.empty())
        return 0;
    const auto middle = distances.begin() + static_cast<std::ptrdiff_t>(distances.size() / 2);
    std::nth_element(distances.begin(), middle, distances.end());
    return *middle;
}

std::vector<std::uint32_t> dealtOrder(const MortonOrder& morton)
{
    const std::size_t count = morton.size();
    // Each strand has groups enough to be shuffled.
    const std::size_t strands = std::clamp<std::size_t>(std::bit_floor(count / (8 * groupPoints)), 1, 64);
    const int strandBits = std::countr_zero(strands);
    struct Group {
        std::size_t first; ///< place in Morton order
        std::size_t start; ///< place in the drawing order
        std::size_t points;
    };
    std::vector<Group> groups;
    groups.reserve(count / groupPoints + strands);
    std::size_t start = 0;
    for (std::size_t turn = 0; turn < strands; ++turn) {
        // Bits reversed: the first strands together are as even as one of them.
        std::size_t strand = 0;
        for (int bit = 0; bit < strandBits; ++bit)
            strand |= ((turn >> bit) & 1) << (strandBits - 1 - bit);
        const std::size_t length = count > strand ? (count - strand + strands - 1) / strands : 0;
        const std::size_t begin = groups.size();
        for (std::size_t place = 0; place < length; place += groupPoints)
            groups.push_back({strand + place * strands, 0, std::min(groupPoints, length - place)});
        base::Random random(orderSeed, turn);
        for (std::size_t left = groups.size() - begin; left > 1; --left)
            std::swap(groups[begin + left - 1], groups[begin + random.below(static_cast<int>(left))]);
        for (std::size_t group = begin; group < groups.size(); ++group) {
            groups[group].start = start;
            start += groups[group].points;
        }
    }
    std::vector<std::uint32_t> order(count);
    base::parallelFor(static_cast<std::int64_t>(groups.size()), 64, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t i = begin; i < end; ++i) {
            const Group& group = groups[i];
            for (std::size_t k = 0; k < group.points; ++k)
                order[group.start + k] = morton.index(group.first + k * strands);
        }
    });
    return order;
}

} // namespace maquette::cloud
