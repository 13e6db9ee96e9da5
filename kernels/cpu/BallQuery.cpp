// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernels/cpu/PointCores.h"
#include "kernels/cpu/PointGrid.h"

#include <algorithm>
#include <vector>

namespace maquette::kernels::cpu {

namespace {

/// What a cell must be larger than the radius, so that rounding cannot put a point that is inside two cells away.
constexpr float cellMargin = 1 + 1e-4F;

/// Appends to `found` the indices of the points of [begin, end) whose squared distance is below `limit`; there must be
/// room for all of them. Returns how many there are then.
[[gnu::always_inline]] inline std::int64_t collect(const PointGrid& grid, std::int64_t begin, std::int64_t end,
                                                   const float* query, float limit, std::int32_t* found,
                                                   std::int64_t count)
{
    constexpr int lanes = 16;
    const float qx = query[0];
    const float qy = query[1];
    const float qz = query[2];
    for (std::int64_t row = begin; row < end; row += lanes) {
        const float* __restrict x = grid.x.data() + row;
        const float* __restrict y = grid.y.data() + row;
        const float* __restrict z = grid.z.data() + row;
        std::uint8_t inside[lanes];
        for (int i = 0; i < lanes; ++i) {
            const float dx = qx - x[i];
            const float dy = qy - y[i];
            const float dz = qz - z[i];
            inside[i] = static_cast<std::uint8_t>(__builtin_fmaf(dz, dz, __builtin_fmaf(dx, dx, dy * dy)) < limit);
        }
        const std::int64_t last = std::min<std::int64_t>(lanes, end - row);
        for (std::int64_t i = 0; i < last; ++i) {
            found[count] = grid.index[static_cast<std::size_t>(row + i)];
            count += inside[i];
        }
    }
    return count;
}

/// The lowest `neighbors` of `found`, ascending, and the first of them in the places that are left.
void lowest(std::vector<std::int32_t>& found, std::int64_t count, int neighbors, std::int32_t* result)
{
    const auto begin = found.begin();
    const std::int64_t kept = std::min<std::int64_t>(count, neighbors);
    if (count > neighbors)
        std::nth_element(begin, begin + kept, begin + count);
    std::sort(begin, begin + kept);
    std::copy_n(begin, kept, result);
    std::fill(result + kept, result + neighbors, kept > 0 ? found.front() : 0);
}

MAQUETTE_POINT_SIMD void queryRange(const PointGrid& grid, const float* queries, std::int64_t begin, std::int64_t end,
                                    float limit, int neighbors, std::int32_t* result)
{
    std::vector<std::int32_t> found;
    for (std::int64_t i = begin; i < end; ++i) {
        const float* query = queries + 3 * i;
        std::int64_t at[3];
        grid.cellOf(query, at);
        std::int64_t from[3];
        std::int64_t to[3];
        for (int axis = 0; axis < 3; ++axis) {
            from[axis] = std::max<std::int64_t>(0, at[axis] - 1);
            to[axis] = std::min(grid.size[axis] - 1, at[axis] + 1);
        }
        std::int64_t count = 0;
        for (std::int64_t z = from[2]; z <= to[2]; ++z)
            for (std::int64_t y = from[1]; y <= to[1]; ++y) {
                const std::int64_t row = (z * grid.size[1] + y) * grid.size[0];
                const std::int64_t first = grid.start[static_cast<std::size_t>(row + from[0])];
                const std::int64_t last = grid.start[static_cast<std::size_t>(row + to[0]) + 1];
                const auto needed = static_cast<std::size_t>(count + last - first) + 16;
                if (found.size() < needed)
                    found.resize(2 * needed);
                count = collect(grid, first, last, query, limit, found.data(), count);
            }
        lowest(found, count, neighbors, result + i * neighbors);
    }
}

} // namespace

void ballQuery(const float* support, std::int64_t count, const float* queries, std::int64_t queryCount, float radius,
               int neighbors, std::int32_t* result, const ParallelFor& parallel)
{
    const PointGrid grid(support, count, radius * cellMargin);
    const float limit = radius * radius;
    parallel(queryCount, 256, [&](std::int64_t begin, std::int64_t end) {
        queryRange(grid, queries, begin, end, limit, neighbors, result);
    });
}

} // namespace maquette::kernels::cpu
