// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/analysis/Order.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace maquette;
using namespace maquette::runs;

namespace {

using Settings = std::vector<runlog::Setting>;

std::vector<std::size_t> sorted(const Settings& values, bool descending)
{
    const std::vector<SortKey> keys = {{"x", descending}};
    return sortedRows(values.size(), keys, [&](std::size_t row, const SortKey&) { return values[row]; });
}

} // namespace

TEST(Order, MixedTypesHaveOnePlaceEach)
{
    const Settings values = {std::string("run-10"), std::monostate(), 3.0,  std::string("2.5"),  true,
                             std::string("run-9"),  std::nan(""),     -1.0, std::string("1e-3"), false};
    EXPECT_EQ(sorted(values, false), (std::vector<std::size_t>{7, 8, 3, 2, 9, 4, 5, 0, 1, 6}));
    // What has no value stays last.
    EXPECT_EQ(sorted(values, true), (std::vector<std::size_t>{0, 5, 4, 9, 2, 3, 8, 7, 1, 6}));
    EXPECT_LT(compareSettings(2.0, std::string("10")), 0);
    EXPECT_EQ(compareSettings(std::monostate(), std::nan("")), 0);
}

TEST(Order, EqualRowsFallToTheNextKeyAndThenStay)
{
    const std::vector<std::pair<double, std::string>> rows = {{1, "b"}, {0, "c"}, {1, "a"}, {0, "c"}};
    const std::vector<SortKey> keys = {{"number", true}, {"text", false}};
    int asked = 0;
    const auto order = sortedRows(rows.size(), keys, [&](std::size_t row, const SortKey& key) -> runlog::Setting {
        ++asked;
        if (key.field == "number")
            return rows[row].first;
        return rows[row].second;
    });
    EXPECT_EQ(order, (std::vector<std::size_t>{2, 0, 1, 3}));
    EXPECT_EQ(asked, 8);
    EXPECT_EQ(sortedRows(3, {}, {}), (std::vector<std::size_t>{0, 1, 2}));
}
