// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/analysis/Order.h"

#include "runs/analysis/Words.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace maquette::runs {

namespace {

/// A setting made ready for many comparisons.
struct Ready {
    enum class Kind { Number, Boolean, Text, None } kind = Kind::None;
    double number = 0;
    std::string text;
};

Ready readyOf(const runlog::Setting& setting)
{
    if (isMissing(setting))
        return {};
    if (const auto* value = std::get_if<bool>(&setting))
        return {Ready::Kind::Boolean, *value ? 1.0 : 0.0, {}};
    if (const auto number = numberOf(setting)) {
        if (std::isnan(*number))
            return {};
        return {Ready::Kind::Number, *number, {}};
    }
    return {Ready::Kind::Text, 0, textOf(setting)};
}

int compare(const Ready& a, const Ready& b)
{
    if (a.kind != b.kind)
        return a.kind < b.kind ? -1 : 1;
    if (a.kind == Ready::Kind::Text)
        return compareNaturally(a.text, b.text);
    return a.number < b.number ? -1 : a.number > b.number ? 1 : 0;
}

} // namespace

int compareSettings(const runlog::Setting& a, const runlog::Setting& b) { return compare(readyOf(a), readyOf(b)); }

std::vector<std::size_t> sortedRows(std::size_t rows, std::span<const SortKey> keys,
                                    const std::function<runlog::Setting(std::size_t, const SortKey&)>& value)
{
    std::vector<Ready> ready;
    ready.reserve(rows * keys.size());
    for (std::size_t row = 0; row < rows; ++row)
        for (const SortKey& key : keys)
            ready.push_back(readyOf(value(row, key)));
    std::vector<std::size_t> order(rows);
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        for (std::size_t k = 0; k < keys.size(); ++k) {
            const Ready& left = ready[a * keys.size() + k];
            const Ready& right = ready[b * keys.size() + k];
            const int forward = compare(left, right);
            if (forward == 0)
                continue;
            const bool none = left.kind == Ready::Kind::None || right.kind == Ready::Kind::None;
            return keys[k].descending && !none ? forward > 0 : forward < 0;
        }
        return false;
    });
    return order;
}

} // namespace maquette::runs
