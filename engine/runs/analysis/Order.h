// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runlog/RunSink.h"

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace maquette::runs {

/// Below, equal or above 0. Numbers (also those stored as text) by value, then true after false, then texts with the
/// numbers in them by value. What has no value (missing, nan) comes last and is equal among itself.
[[nodiscard]] int compareSettings(const runlog::Setting& a, const runlog::Setting& b);

struct SortKey {
    std::string field;
    bool descending = false;
};

/// The rows in order, by the first key, then among equals by the next; rows that no key tells apart stay as they were.
/// Rows without a value come last in both directions. `value(row, key)` is asked once for each row and key.
[[nodiscard]] std::vector<std::size_t>
sortedRows(std::size_t rows, std::span<const SortKey> keys,
           const std::function<runlog::Setting(std::size_t row, const SortKey& key)>& value);

} // namespace maquette::runs
