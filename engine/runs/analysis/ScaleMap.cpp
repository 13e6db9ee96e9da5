// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/analysis/ScaleMap.h"

#include <algorithm>
#include <cmath>

namespace maquette::runs {

namespace {

void toLog2(StepSeries& series)
{
    for (double& value : series.values)
        value = std::log2(value);
}

/// What fills the lowest and the highest of a row: one series, or two where block recipes give both ends.
struct RowSeries {
    StepSeries low;
    StepSeries high;
};

RowSeries rowOf(const Fp8Table& table, std::size_t layer, const ScaleMapOptions& options)
{
    RowSeries row;
    switch (options.quantity) {
    case ScaleMapOptions::Quantity::Scale:
        row.low = table.scales(layer, options.tensor, options.rank, false);
        row.high = table.scales(layer, options.tensor, options.rank, true);
        toLog2(row.low);
        toLog2(row.high);
        return row;
    case ScaleMapOptions::Quantity::Headroom:
        row.low = table.headroom(layer, options.tensor, options.rank);
        break;
    case ScaleMapOptions::Quantity::Underflow:
    case ScaleMapOptions::Quantity::Overflow: {
        const auto statistic
            = options.quantity == ScaleMapOptions::Quantity::Underflow ? Statistic::Underflow : Statistic::Overflow;
        for (const QuantRecipe recipe : {QuantRecipe::InUse, QuantRecipe::DelayedScaling, QuantRecipe::CurrentScaling,
                                         QuantRecipe::BlockScaling, QuantRecipe::Mxfp8})
            if (const auto* found = table.find(layer, options.tensor, options.rank, {statistic, recipe})) {
                row.low = *found;
                break;
            }
        break;
    }
    }
    row.high = row.low;
    return row;
}

} // namespace

ScaleMap scaleMap(const Fp8Table& table, const ScaleMapOptions& options)
{
    ScaleMap map;
    std::vector<RowSeries> rows;
    std::int64_t from = std::numeric_limits<std::int64_t>::max();
    std::int64_t to = std::numeric_limits<std::int64_t>::min();
    for (const std::size_t layer : table.rows(options.tensor)) {
        RowSeries row = rowOf(table, layer, options);
        if (row.low.steps.empty())
            continue;
        from = std::min({from, row.low.steps.front(), row.high.steps.front()});
        to = std::max({to, row.low.steps.back(), row.high.steps.back()});
        map.layers.push_back(layer);
        rows.push_back(std::move(row));
    }
    from = std::max(from, options.from);
    to = std::min(to, options.to);
    if (rows.empty() || from > to)
        return map;
    // In double, since the range of all steps may not fit; columns are far fewer than doubles are fine.
    const double width = static_cast<double>(to) - static_cast<double>(from) + 1;
    const auto columns
        = static_cast<std::size_t>(std::min(width, static_cast<double>(std::clamp(options.columns, 1, 65536))));
    const double scale = static_cast<double>(columns) / width;
    const auto columnOf = [&](std::int64_t step) {
        const double place = std::floor((static_cast<double>(step) - static_cast<double>(from)) * scale);
        return std::min(static_cast<std::size_t>(place), columns - 1);
    };
    for (std::size_t c = 0; c < columns; ++c) {
        // Without sign, so that the range of all steps fits.
        const auto begin = [&](std::size_t column) {
            const auto offset = static_cast<std::uint64_t>(std::ceil(static_cast<double>(column) / scale));
            return static_cast<std::int64_t>(static_cast<std::uint64_t>(from) + offset);
        };
        map.columns.emplace_back(begin(c), c + 1 < columns ? begin(c + 1) - 1 : to);
    }
    const std::size_t cells = rows.size() * columns;
    map.lowest.assign(cells, std::numeric_limits<float>::quiet_NaN());
    map.highest = map.last = map.lowest;
    const auto fill = [&](std::size_t row, const StepSeries& series, bool low) {
        const auto begin = std::lower_bound(series.steps.begin(), series.steps.end(), from);
        for (auto i = static_cast<std::size_t>(begin - series.steps.begin());
             i < series.steps.size() && series.steps[i] <= to; ++i) {
            const auto value = static_cast<float>(series.values[i]);
            if (!std::isfinite(value))
                continue;
            const std::size_t cell = map.cell(row, columnOf(series.steps[i]));
            float& edge = low ? map.lowest[cell] : map.highest[cell];
            edge = std::isnan(edge) ? value : low ? std::min(edge, value) : std::max(edge, value);
            if (low)
                map.last[cell] = value;
            map.minimum = std::isnan(map.minimum) ? value : std::min(map.minimum, value);
            map.maximum = std::isnan(map.maximum) ? value : std::max(map.maximum, value);
        }
    };
    for (std::size_t row = 0; row < rows.size(); ++row) {
        fill(row, rows[row].low, true);
        fill(row, rows[row].high, false);
    }
    return map;
}

} // namespace maquette::runs
