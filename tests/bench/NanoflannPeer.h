// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nanoflann.hpp>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace maquette::bench {

/// Runs body(begin, end) over slices of [0, count).
using Slices = std::function<void(std::int64_t count, const std::function<void(std::int64_t, std::int64_t)>& body)>;

/// Neighbors by a k-d tree of nanoflann, as the operators of kernels/ give them. The tree is built by one thread: the
/// version of Debian 12 knows no other way.
class NanoflannPeer {
public:
    NanoflannPeer(const float* points, std::int64_t count)
        : m_points{points, static_cast<std::size_t>(count)}
        , m_tree(3, m_points, nanoflann::KDTreeSingleIndexAdaptorParams())
    {
    }

    static std::string version()
    {
        const unsigned number = NANOFLANN_VERSION;
        return std::to_string(number >> 8U) + "." + std::to_string((number >> 4U) & 15U) + "."
            + std::to_string(number & 15U);
    }

    /// [queries, neighbors]: all neighbors are found, sorted by their index, and the first are kept.
    [[nodiscard]] std::vector<std::int32_t> balls(const float* queries, std::int64_t count, float radius,
                                                  std::size_t neighbors, const Slices& slices) const
    {
        std::vector<std::int32_t> result(static_cast<std::size_t>(count) * neighbors);
        slices(count, [&](std::int64_t begin, std::int64_t end) {
            std::vector<std::pair<std::uint32_t, float>> found;
            const nanoflann::SearchParams unsorted(0, 0, false);
            for (std::int64_t i = begin; i < end; ++i) {
                m_tree.radiusSearch(queries + 3 * i, radius * radius, found, unsorted);
                const std::size_t kept = std::min(neighbors, found.size());
                std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(kept), found.end());
                std::int32_t* row = result.data() + static_cast<std::size_t>(i) * neighbors;
                for (std::size_t k = 0; k < kept; ++k)
                    row[k] = static_cast<std::int32_t>(found[k].first);
                std::fill(row + kept, row + neighbors, kept > 0 ? row[0] : 0);
            }
        });
        return result;
    }

    /// Squared distances of the nearest, nearest first, [queries, neighbors].
    [[nodiscard]] std::vector<float> nearest(const float* queries, std::int64_t count, std::size_t neighbors,
                                             const Slices& slices) const
    {
        std::vector<float> squared(static_cast<std::size_t>(count) * neighbors);
        std::vector<std::uint32_t> indices(squared.size());
        slices(count, [&](std::int64_t begin, std::int64_t end) {
            for (std::int64_t i = begin; i < end; ++i)
                m_tree.knnSearch(queries + 3 * i, neighbors, indices.data() + static_cast<std::size_t>(i) * neighbors,
                                 squared.data() + static_cast<std::size_t>(i) * neighbors);
        });
        return squared;
    }

private:
    struct Points {
        const float* values;
        std::size_t count;

        [[nodiscard]] std::size_t kdtree_get_point_count() const { return count; }
        [[nodiscard]] float kdtree_get_pt(std::size_t index, std::size_t axis) const
        {
            return values[3 * index + axis];
        }
        template <class Box> bool kdtree_get_bbox(Box&) const { return false; }
    };
    using Tree
        = nanoflann::KDTreeSingleIndexAdaptor<nanoflann::L2_Simple_Adaptor<float, Points>, Points, 3, std::uint32_t>;

    Points m_points;
    Tree m_tree;
};

} // namespace maquette::bench
