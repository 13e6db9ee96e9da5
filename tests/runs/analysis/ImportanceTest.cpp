// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/analysis/Importance.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace maquette;
using namespace maquette::runs;

namespace {

using Settings = std::vector<runlog::Setting>;

} // namespace

TEST(Importance, TheKindOfAnAxisFollowsFromItsValues)
{
    const SettingColumn rate = settingColumn("lr", Settings{1e-5, 1e-4, std::string("1e-3"), std::monostate()});
    EXPECT_EQ(rate.kind, ScaleKind::Logarithm);
    EXPECT_NEAR(rate.places[1], 0.5, 1e-12);
    EXPECT_TRUE(std::isnan(rate.places[3]));
    const SettingColumn layers = settingColumn("layers", Settings{2.0, 4.0, 12.0});
    EXPECT_EQ(layers.kind, ScaleKind::Number);
    EXPECT_NEAR(layers.places[1], 0.2, 1e-12);
    EXPECT_EQ(settingColumn("x", Settings{0.0, 1000.0}).kind, ScaleKind::Number);
    const SettingColumn precision
        = settingColumn("p", Settings{std::string("o10"), std::string("o2"), std::string("bf16"), 5.0});
    EXPECT_EQ(precision.kind, ScaleKind::Category);
    EXPECT_EQ(precision.categories, (std::vector<std::string>{"5", "bf16", "o2", "o10"}));
    EXPECT_EQ(precision.places[3], 0);
    EXPECT_EQ(precision.places[0], 1);
    EXPECT_EQ(settingColumn("fp8", Settings{true, false}).kind, ScaleKind::Category);
}

TEST(Importance, AxesThatAreHardToScale)
{
    EXPECT_EQ(settingColumn("x", Settings{3.0, 3.0}).places, (std::vector<double>{0.5, 0.5}));
    EXPECT_EQ(settingColumn("x", Settings{-1.7e308, 1.7e308}).places, (std::vector<double>{0, 1}));
    const SettingColumn infinite = settingColumn("x", Settings{1.0, INFINITY, 3.0});
    EXPECT_TRUE(std::isnan(infinite.places[1]));
    EXPECT_EQ(infinite.places[2], 1);
    const SettingColumn wished = settingColumn("x", Settings{0.0, 1.0, 10.0}, ScaleKind::Logarithm);
    EXPECT_TRUE(std::isnan(wished.places[0]));
    EXPECT_EQ(wished.minimum, 1);
    EXPECT_TRUE(settingColumn("x", Settings{}).places.empty());
    EXPECT_TRUE(std::isnan(settingColumn("x", Settings{std::monostate()}).places[0]));
}

TEST(Importance, AssociationOfSettingsWithAMetric)
{
    // Loss falls with the logarithm of the learning rate.
    const SettingColumn rate = settingColumn("lr", Settings{1e-5, 1e-4, 1e-3, 1e-2, std::monostate()});
    const Association falling = association(rate, std::vector<double>{4, 3, 2, 1, 0});
    EXPECT_EQ(falling.runs, 4);
    EXPECT_NEAR(falling.pearson, -1, 1e-12);
    EXPECT_NEAR(falling.spearman, -1, 1e-12);
    EXPECT_NEAR(falling.strength, 1, 1e-12);

    // Three optimizers: 1, 1, 4, 4, 7, 10 has a mean of 4.5, groups 1, 4 and 8.5.
    const SettingColumn optimizer = settingColumn("o",
                                                  Settings{std::string("a"), std::string("a"), std::string("b"),
                                                           std::string("b"), std::string("c"), std::string("c")});
    const std::vector<double> loss = {1, 1, 4, 4, 7, 10};
    const Association named = association(optimizer, loss);
    const double between = 2 * (12.25 + 0.25 + 16);
    const double total = 2 * 12.25 + 2 * 0.25 + 6.25 + 30.25;
    EXPECT_NEAR(named.correlationRatio, std::sqrt(between / total), 1e-12);
    EXPECT_TRUE(std::isnan(named.pearson));
    EXPECT_NEAR(named.strength, named.correlationRatio, 1e-12);

    const Association two
        = association(settingColumn("fp8", Settings{true, false, true, false}), std::vector<double>{1, 2, 1, 2});
    EXPECT_NEAR(two.pearson, -1, 1e-12);
    EXPECT_EQ(association(rate, std::vector<double>{4, missing, missing, 1, 0}).strength, 0);
    EXPECT_EQ(association(rate, std::vector<double>{2, 2, 2, 2, 2}).strength, 0);
}
