// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernels/cpu/PointCores.h"
#include "kernels/cpu/PointGrid.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace maquette::kernels::cpu {

namespace {

constexpr float infinite = std::numeric_limits<float>::infinity();
/// Points in a cell that is not empty, on the surfaces that scanners see: what the search is quickest with.
constexpr double pointsPerCell = 3;

/// An edge so that a cell that is not empty holds a few points, from the number of cells that a sample of the points
/// fills at a first guess.
float chooseEdge(const float* points, std::int64_t count)
{
    float low[3];
    float high[3];
    for (int axis = 0; axis < 3; ++axis)
        low[axis] = high[axis] = points[axis];
    for (std::int64_t i = 0; i < count; ++i)
        for (int axis = 0; axis < 3; ++axis) {
            low[axis] = std::min(low[axis], points[3 * i + axis]);
            high[axis] = std::max(high[axis], points[3 * i + axis]);
        }
    // Scanned points lie on surfaces: those of a box are a measure of their area.
    const double a = static_cast<double>(high[0]) - low[0];
    const double b = static_cast<double>(high[1]) - low[1];
    const double c = static_cast<double>(high[2]) - low[2];
    const double area = 2 * (a * b + b * c + c * a);
    const double longest = std::max({a, b, c});
    double edge = std::sqrt(area * pointsPerCell / static_cast<double>(count));
    if (area <= 0) // on a line, or all in one place
        edge = longest * pointsPerCell / static_cast<double>(count);
    return edge > 0 ? static_cast<float>(edge) : 1.0F;
}

/// The nearest so far, by (squared distance, index).
struct Nearest {
    int wanted;
    float* squared;
    std::int32_t* index;

    void clear()
    {
        std::fill_n(squared, wanted, infinite);
        std::fill_n(index, wanted, 0);
    }
    [[nodiscard]] float worst() const { return squared[wanted - 1]; }
    [[gnu::always_inline]] void offer(float distance, std::int32_t candidate)
    {
        if (distance > worst() || (distance == worst() && candidate > index[wanted - 1]))
            return;
        int place = wanted - 1;
        while (place > 0
               && (distance < squared[place - 1] || (distance == squared[place - 1] && candidate < index[place - 1]))) {
            squared[place] = squared[place - 1];
            index[place] = index[place - 1];
            --place;
        }
        squared[place] = distance;
        index[place] = candidate;
    }
};

[[gnu::always_inline]] inline void scan(const PointGrid& grid, std::int64_t begin, std::int64_t end, const float* query,
                                        Nearest& nearest)
{
    constexpr int lanes = 8;
    const float qx = query[0];
    const float qy = query[1];
    const float qz = query[2];
    for (std::int64_t row = begin; row < end; row += lanes) {
        const float* __restrict x = grid.x.data() + row;
        const float* __restrict y = grid.y.data() + row;
        const float* __restrict z = grid.z.data() + row;
        float squared[lanes];
        for (int i = 0; i < lanes; ++i) {
            const float dx = qx - x[i];
            const float dy = qy - y[i];
            const float dz = qz - z[i];
            squared[i] = __builtin_fmaf(dz, dz, __builtin_fmaf(dx, dx, dy * dy));
        }
        const std::int64_t last = std::min<std::int64_t>(lanes, end - row);
        for (std::int64_t i = 0; i < last; ++i)
            nearest.offer(squared[i], grid.index[static_cast<std::size_t>(row + i)]);
    }
}

/// The cells whose largest distance along an axis from cell `at` is `ring`; those along x at once where they lie
/// together.
[[gnu::always_inline]] inline void scanRing(const PointGrid& grid, const std::int64_t* at, std::int64_t ring,
                                            const float* query, Nearest& nearest)
{
    const std::int64_t fromX = std::max<std::int64_t>(0, at[0] - ring);
    const std::int64_t toX = std::min(grid.size[0] - 1, at[0] + ring);
    const std::int64_t fromY = std::max<std::int64_t>(0, at[1] - ring);
    const std::int64_t toY = std::min(grid.size[1] - 1, at[1] + ring);
    const std::int64_t fromZ = std::max<std::int64_t>(0, at[2] - ring);
    const std::int64_t toZ = std::min(grid.size[2] - 1, at[2] + ring);
    for (std::int64_t z = fromZ; z <= toZ; ++z)
        for (std::int64_t y = fromY; y <= toY; ++y) {
            const std::int64_t row = (z * grid.size[1] + y) * grid.size[0];
            const auto cells = [&](std::int64_t first, std::int64_t last) {
                scan(grid, grid.start[static_cast<std::size_t>(row + first)],
                     grid.start[static_cast<std::size_t>(row + last) + 1], query, nearest);
            };
            if (ring == 1 || std::abs(z - at[2]) == ring || std::abs(y - at[1]) == ring) {
                cells(fromX, toX); // ring 1 is taken with its middle
                continue;
            }
            if (at[0] - ring >= 0)
                cells(at[0] - ring, at[0] - ring);
            if (at[0] + ring < grid.size[0])
                cells(at[0] + ring, at[0] + ring);
        }
}

/// How far the cells up to `ring` reach at least on every side where there are more: what lies outside is further.
float reached(const PointGrid& grid, const std::int64_t* at, std::int64_t ring, const float* query)
{
    float least = infinite;
    for (int axis = 0; axis < 3; ++axis) {
        const std::int64_t below = at[axis] - ring;
        const std::int64_t above = at[axis] + ring + 1;
        if (below > 0)
            least = std::min(least, query[axis] - (grid.low[axis] + static_cast<float>(below) * grid.edge));
        if (above < grid.size[axis])
            least = std::min(least, grid.low[axis] + static_cast<float>(above) * grid.edge - query[axis]);
    }
    // The borders of cells are rounded.
    return least == infinite ? infinite : std::max(0.0F, least - 1e-3F * grid.edge);
}

MAQUETTE_POINT_SIMD void searchRange(const PointGrid& grid, const float* queries, std::int64_t begin, std::int64_t end,
                                     int neighbors, std::int32_t* indices, float* squared)
{
    for (std::int64_t i = begin; i < end; ++i) {
        Nearest nearest{neighbors, squared + i * neighbors, indices + i * neighbors};
        nearest.clear();
        const float* query = queries + 3 * i;
        std::int64_t at[3];
        grid.cellOf(query, at);
        for (std::int64_t ring = 1;; ++ring) {
            scanRing(grid, at, ring, query, nearest);
            const float reach = reached(grid, at, ring, query);
            if (reach == infinite || nearest.worst() < reach * reach)
                break;
        }
    }
}

} // namespace

void nearestNeighbors(const float* support, std::int64_t count, const float* queries, std::int64_t queryCount,
                      int neighbors, std::int32_t* indices, float* squared, const ParallelFor& parallel)
{
    if (count == 0) {
        std::fill_n(indices, queryCount * neighbors, 0);
        std::fill_n(squared, queryCount * neighbors, infinite);
        return;
    }
    const PointGrid grid(support, count, chooseEdge(support, count));
    parallel(queryCount, 256, [&](std::int64_t begin, std::int64_t end) {
        searchRange(grid, queries, begin, end, neighbors, indices, squared);
    });
}

} // namespace maquette::kernels::cpu
