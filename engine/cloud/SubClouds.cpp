// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/SubClouds.h"

#include "base/Random.h"
#include "kernels/cpu/PointCores.h"

#include <algorithm>
#include <cassert>
#include <numeric>

namespace maquette::cloud {

namespace {

void shuffle(std::vector<std::int64_t>& indices, base::Random& random)
{
    for (std::size_t i = indices.size(); i > 1; --i)
        std::swap(indices[i - 1], indices[static_cast<std::size_t>(random.below(static_cast<int>(i)))]);
}

struct Box {
    float low[2], high[2];
};

class TileMaker {
public:
    TileMaker(const std::vector<float>& positions, std::int64_t most, double margin)
        : m_positions(positions)
        , m_most(most)
        , m_margin(static_cast<float>(margin))
    {
    }

    void split(const Box& box, std::vector<std::int64_t> inside, const std::vector<std::int64_t>& around)
    {
        float margin = m_margin;
        std::vector<std::int64_t> seen = near(box, around, margin);
        if (static_cast<std::int64_t>(seen.size()) <= m_most) {
            emit(std::move(seen), inside);
            return;
        }
        // Where the tile itself is small, its surroundings are what is too much.
        if (static_cast<std::int64_t>(inside.size()) <= m_most / 2) {
            for (int halved = 0; halved < 10 && static_cast<std::int64_t>(seen.size()) > m_most; ++halved) {
                margin /= 2;
                seen = near(box, around, margin);
            }
            if (static_cast<std::int64_t>(seen.size()) > m_most) { // all in one place
                seen = inside;
                std::sort(seen.begin(), seen.end());
            }
            emit(std::move(seen), inside);
            return;
        }
        const int axis = box.high[0] - box.low[0] >= box.high[1] - box.low[1] ? 0 : 1;
        const auto middle = inside.begin() + static_cast<std::ptrdiff_t>(inside.size() / 2);
        std::nth_element(inside.begin(), middle, inside.end(), [&](std::int64_t a, std::int64_t b) {
            const float pa = at(a, axis);
            const float pb = at(b, axis);
            return pa < pb || (pa == pb && a < b);
        });
        const float cut = at(*middle, axis);
        Box lower = box;
        Box upper = box;
        lower.high[axis] = cut;
        upper.low[axis] = cut;
        // What lies further away than the full margin concerns neither half.
        const std::vector<std::int64_t> closeBy = near(box, around, m_margin);
        split(lower, {inside.begin(), middle}, closeBy);
        split(upper, {middle, inside.end()}, closeBy);
    }

    std::vector<Tile> tiles;

private:
    [[nodiscard]] float at(std::int64_t point, int axis) const
    {
        return m_positions[static_cast<std::size_t>(3 * point + axis)];
    }

    [[nodiscard]] std::vector<std::int64_t> near(const Box& box, const std::vector<std::int64_t>& around,
                                                 float margin) const
    {
        std::vector<std::int64_t> found;
        for (const std::int64_t point : around)
            if (at(point, 0) >= box.low[0] - margin && at(point, 0) <= box.high[0] + margin
                && at(point, 1) >= box.low[1] - margin && at(point, 1) <= box.high[1] + margin)
                found.push_back(point);
        return found;
    }

    void emit(std::vector<std::int64_t> seen, const std::vector<std::int64_t>& inside)
    {
        Tile tile;
        std::vector<std::int64_t> own = inside;
        std::sort(own.begin(), own.end());
        tile.own.resize(seen.size());
        for (std::size_t i = 0; i < seen.size(); ++i)
            tile.own[i] = std::binary_search(own.begin(), own.end(), seen[i]);
        tile.points = std::move(seen);
        tiles.push_back(std::move(tile));
    }

    const std::vector<float>& m_positions;
    std::int64_t m_most;
    float m_margin;
};

} // namespace

SubClouds::SubClouds(const std::vector<float>& positions, SegmentMode mode, double grid, std::uint64_t seed)
    : m_mode(mode)
    , m_seed(seed)
    , m_points(static_cast<std::int64_t>(positions.size() / 3))
{
    if (mode == SegmentMode::Direct)
        return;
    auto voxels = kernels::cpu::voxelize(positions.data(), m_points, grid);
    m_order = std::move(voxels.order);
    m_first.resize(voxels.counts.size() + 1);
    std::partial_sum(voxels.counts.begin(), voxels.counts.end(), m_first.begin() + 1);
    if (mode == SegmentMode::Test && !voxels.counts.empty())
        m_passes = *std::max_element(voxels.counts.begin(), voxels.counts.end());
}

std::int64_t SubClouds::pointsPerPass() const { return m_mode == SegmentMode::Direct ? m_points : voxels(); }

std::vector<std::int64_t> SubClouds::pass(std::int64_t index) const
{
    std::vector<std::int64_t> indices(static_cast<std::size_t>(pointsPerPass()));
    if (m_mode == SegmentMode::Direct) {
        std::iota(indices.begin(), indices.end(), 0);
        return indices;
    }
    base::Random random(m_seed, static_cast<std::uint64_t>(index));
    // A voxel with one point at most is Test's case of nearest neighbors, as the official code has it.
    const bool randomly = m_mode != SegmentMode::Test;
    for (std::size_t voxel = 0; voxel < indices.size(); ++voxel) {
        const std::int64_t count = m_first[voxel + 1] - m_first[voxel];
        const std::int64_t which = randomly ? random.below(static_cast<int>(count)) : index % count;
        indices[voxel] = m_order[static_cast<std::size_t>(m_first[voxel] + which)];
    }
    if (m_mode != SegmentMode::Validation)
        shuffle(indices, random);
    return indices;
}

std::vector<std::int32_t> SubClouds::voxelOfPoint() const
{
    std::vector<std::int32_t> result(m_order.size());
    for (std::size_t voxel = 0; voxel + 1 < m_first.size(); ++voxel)
        for (std::int64_t i = m_first[voxel]; i < m_first[voxel + 1]; ++i)
            result[static_cast<std::size_t>(m_order[static_cast<std::size_t>(i)])] = static_cast<std::int32_t>(voxel);
    return result;
}

std::vector<Tile> makeTiles(const std::vector<float>& positions, std::int64_t most, double margin)
{
    assert(most >= 2);
    const auto count = static_cast<std::int64_t>(positions.size() / 3);
    std::vector<std::int64_t> all(static_cast<std::size_t>(count));
    std::iota(all.begin(), all.end(), 0);
    if (count <= most)
        return {{std::move(all), std::vector<std::uint8_t>(static_cast<std::size_t>(count), 1)}};
    Box box = {{positions[0], positions[1]}, {positions[0], positions[1]}};
    for (std::size_t i = 0; i < positions.size(); i += 3)
        for (std::size_t axis = 0; axis < 2; ++axis) {
            box.low[axis] = std::min(box.low[axis], positions[i + axis]);
            box.high[axis] = std::max(box.high[axis], positions[i + axis]);
        }
    TileMaker maker(positions, most, margin);
    maker.split(box, all, all);
    return std::move(maker.tiles);
}

} // namespace maquette::cloud
