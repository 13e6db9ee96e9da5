// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runs/analysis/Fp8Table.h"

#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace maquette::runs {

struct ScaleMapOptions {
    enum class Quantity { Scale, Headroom, Underflow, Overflow };
    TensorKind tensor = TensorKind::Weight;
    Quantity quantity = Quantity::Scale;
    int rank = 0;
    std::int64_t from = std::numeric_limits<std::int64_t>::min(); ///< steps, both included
    std::int64_t to = std::numeric_limits<std::int64_t>::max();
    int columns = 500; ///< at most, 1 … 65,536
};

/// Layers by steps. Cells are row-major, [rows x columns]; missing where nothing was logged.
struct ScaleMap {
    std::vector<std::size_t> layers; ///< a row each, in the order of Fp8Table::rows()
    std::vector<std::pair<std::int64_t, std::int64_t>> columns; ///< first and last step of each
    /// log2(scale), bits of headroom, or %; over the steps of a column the lowest, highest and last. Infinite values do
    /// not enter.
    std::vector<float> lowest;
    std::vector<float> highest;
    std::vector<float> last;
    float minimum = std::numeric_limits<float>::quiet_NaN(); ///< of all cells
    float maximum = std::numeric_limits<float>::quiet_NaN();

    [[nodiscard]] std::size_t cell(std::size_t row, std::size_t column) const { return row * columns.size() + column; }
};

[[nodiscard]] ScaleMap scaleMap(const Fp8Table& table, const ScaleMapOptions& options);

} // namespace maquette::runs
