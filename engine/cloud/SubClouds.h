// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace maquette::cloud {

/// How the points of a cloud are given to a network (section 8 of the facts on PointNeXt).
enum class SegmentMode {
    Test, ///< every point once at least, in sub-clouds of one point a voxel; logits are averaged: the published
          ///< procedure
    Validation, ///< one random point a voxel, one pass; measured on those points only
    Nearest, ///< one random point a voxel, shuffled; the others get the logits of their voxel
    Direct, ///< the points as they stand in the file, one pass
};

/// Points by voxels, and which of them a pass takes.
class SubClouds {
public:
    /// `positions` [N, 3] with their least coordinates at 0, in the unit of `grid`. `seed` decides random points and
    /// shuffles; pass i shuffles by a stream of its own.
    SubClouds(const std::vector<float>& positions, SegmentMode mode, double grid, std::uint64_t seed);

    [[nodiscard]] std::int64_t passes() const { return m_passes; }
    [[nodiscard]] std::int64_t pointsPerPass() const;
    /// Indices of the points of a pass, in the order in which the network sees them.
    [[nodiscard]] std::vector<std::int64_t> pass(std::int64_t index) const;
    /// The points that share the voxel of the i-th voxel of `pass` in voxel order; for Nearest and Validation.
    [[nodiscard]] const std::vector<std::int64_t>& order() const { return m_order; }
    [[nodiscard]] const std::vector<std::int64_t>& firstOfVoxel() const { return m_first; }
    [[nodiscard]] std::int64_t voxels() const { return static_cast<std::int64_t>(m_first.size()) - 1; }
    /// For each point its voxel; empty for Direct.
    [[nodiscard]] std::vector<std::int32_t> voxelOfPoint() const;

private:
    SegmentMode m_mode;
    std::uint64_t m_seed;
    std::int64_t m_points;
    std::int64_t m_passes = 1;
    std::vector<std::int64_t> m_order; ///< points by voxel
    std::vector<std::int64_t> m_first; ///< of each voxel, its first place in the order; one more at the end
};

/// A part of a sub-cloud with what lies around it.
struct Tile {
    std::vector<std::int64_t> points; ///< places in the sub-cloud, ascending: all that the network sees
    std::vector<std::uint8_t> own; ///< whether the tile answers for the point
};
/// Splits a sub-cloud along x and y until each tile with a margin around it has at most `most` points. One tile when
/// all fit; the margin is halved where it alone would be too much.
[[nodiscard]] std::vector<Tile> makeTiles(const std::vector<float>& positions, std::int64_t most, double margin);

} // namespace maquette::cloud
