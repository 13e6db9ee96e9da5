// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace maquette::kernels::cpu {

/// Points sorted by the cells of a dense grid, x fastest: the points of cells that are neighbors along x lie together.
/// Inside a cell they keep the order of their indices.
struct PointGrid {
    /// `cell`: wanted edge of a cell; larger where the grid would have more than about two cells a point.
    PointGrid(const float* points, std::int64_t count, float cell)
    {
        for (int axis = 0; axis < 3; ++axis)
            low[axis] = high[axis] = count > 0 ? points[axis] : 0.0F;
        for (std::int64_t i = 0; i < count; ++i)
            for (int axis = 0; axis < 3; ++axis) {
                low[axis] = std::min(low[axis], points[3 * i + axis]);
                high[axis] = std::max(high[axis], points[3 * i + axis]);
            }
        chooseCells(count, cell);
        std::vector<std::int32_t> cells(static_cast<std::size_t>(count));
        start.assign(static_cast<std::size_t>(size[0] * size[1] * size[2]) + 1, 0);
        for (std::int64_t i = 0; i < count; ++i) {
            std::int64_t at[3];
            cellOf(points + 3 * i, at);
            const std::int64_t flat = (at[2] * size[1] + at[1]) * size[0] + at[0];
            cells[static_cast<std::size_t>(i)] = static_cast<std::int32_t>(flat);
            ++start[static_cast<std::size_t>(flat) + 1];
        }
        for (std::size_t i = 1; i < start.size(); ++i)
            start[i] += start[i - 1];
        std::vector<std::int32_t> next(start.begin(), start.end() - 1);
        const auto padded = static_cast<std::size_t>(count) + 16; // vectors may read behind the last point
        for (auto* values : {&x, &y, &z})
            values->assign(padded, 0.0F);
        index.assign(padded, 0);
        for (std::int64_t i = 0; i < count; ++i) {
            const auto to
                = static_cast<std::size_t>(next[static_cast<std::size_t>(cells[static_cast<std::size_t>(i)])]++);
            x[to] = points[3 * i];
            y[to] = points[3 * i + 1];
            z[to] = points[3 * i + 2];
            index[to] = static_cast<std::int32_t>(i);
        }
    }

    /// The cell of any point, moved to the nearest one of the grid.
    void cellOf(const float* point, std::int64_t* at) const
    {
        for (int axis = 0; axis < 3; ++axis) {
            const float place = (point[axis] - low[axis]) * perCell;
            const float last = static_cast<float>(size[axis] - 1);
            at[axis] = static_cast<std::int64_t>(std::clamp(place, 0.0F, last));
        }
    }

    float low[3] = {}, high[3] = {};
    std::int64_t size[3] = {1, 1, 1};
    float edge = 1;
    float perCell = 1;
    std::vector<std::int32_t> start; ///< first point of each cell; one more at the end
    std::vector<float> x, y, z; ///< by cell
    std::vector<std::int32_t> index; ///< by cell: the point's own index

private:
    void chooseCells(std::int64_t count, float cell)
    {
        const double wanted = std::max(1e-30, static_cast<double>(cell));
        const double limit = 2.0 * static_cast<double>(count) + 64;
        double chosen = wanted;
        for (;;) {
            double cells = 1;
            for (int axis = 0; axis < 3; ++axis)
                cells *= std::floor((static_cast<double>(high[axis]) - low[axis]) / chosen) + 1;
            if (cells <= limit)
                break;
            chosen *= 1.25;
        }
        edge = static_cast<float>(chosen);
        perCell = static_cast<float>(1 / chosen);
        for (int axis = 0; axis < 3; ++axis)
            size[axis]
                = static_cast<std::int64_t>(std::floor((static_cast<double>(high[axis]) - low[axis]) / chosen)) + 1;
    }
};

} // namespace maquette::kernels::cpu
