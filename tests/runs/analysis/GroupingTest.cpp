// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/analysis/Grouping.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace maquette;
using namespace maquette::runs;

namespace {

Group grouped(const std::vector<Curve>& curves, const GroupOptions& options)
{
    std::vector<CurveView> views;
    for (const Curve& curve : curves)
        views.push_back(curve.view());
    EXPECT_TRUE(options.check().ok());
    return groupCurves(views, options).value();
}

} // namespace

TEST(Statistics, OfFiveNumbersByHand)
{
    std::vector<double> values = {4, missing, 1, 2, INFINITY, 3, 10};
    const Spread spread = summarize(values);
    EXPECT_EQ(spread.count, 5);
    EXPECT_DOUBLE_EQ(spread.mean, 4);
    EXPECT_DOUBLE_EQ(spread.median, 3);
    EXPECT_EQ(spread.minimum, 1);
    EXPECT_EQ(spread.maximum, 10);
    EXPECT_NEAR(spread.deviation, std::sqrt(50.0 / 4), 1e-12);
    EXPECT_NEAR(spread.error, std::sqrt(2.5), 1e-12);
    // t of the tables for 4 degrees of freedom: 2.776445
    EXPECT_NEAR(spread.high - spread.mean, 2.776445 * std::sqrt(2.5), 1e-5);
    EXPECT_NEAR(spread.mean - spread.low, 2.776445 * std::sqrt(2.5), 1e-5);
}

TEST(Statistics, OfOneNumberAndOfNone)
{
    std::vector<double> one = {7};
    EXPECT_EQ(summarize(one).median, 7);
    EXPECT_TRUE(std::isnan(summarize(one).deviation));
    EXPECT_TRUE(std::isnan(summarize(one).low));
    EXPECT_EQ(summarize({}).count, 0);
    EXPECT_TRUE(std::isnan(summarize({}).mean));
    std::vector<double> even = {1e308, 1.5e308};
    EXPECT_DOUBLE_EQ(summarize(even).median, 1.25e308);
}

TEST(Statistics, StudentsTableOfTwoSidedFivePercent)
{
    const std::vector<std::pair<double, double>> table
        = {{1, 12.7062}, {2, 4.30265}, {3, 3.18245}, {9, 2.26216}, {30, 2.04227}, {120, 1.97993}, {1e6, 1.95997}};
    for (const auto& [freedom, t] : table) {
        EXPECT_NEAR(studentQuantile(0.975, freedom), t, 1e-4 * t) << freedom;
        EXPECT_NEAR(studentQuantile(0.025, freedom), -t, 1e-4 * t) << freedom;
        EXPECT_NEAR(studentProbability(studentQuantile(0.9, freedom), freedom), 0.9, 1e-10);
    }
    EXPECT_NEAR(studentProbability(1, 1), 0.75, 1e-12); // Cauchy
    EXPECT_NEAR(studentProbability(0, 5), 0.5, 1e-12);
    EXPECT_TRUE(std::isinf(studentQuantile(1, 3)));
}

TEST(Statistics, Correlations)
{
    const std::vector<double> a = {1, 2, 3, 4, missing, 5}, b = {2, 4, 6, 8, 1, 10}, c = {1, 10, 100, 1000, 0, 10000};
    EXPECT_NEAR(pearson(a, b), 1, 1e-12);
    EXPECT_NEAR(spearman(a, c), 1, 1e-12);
    EXPECT_LT(pearson(a, c), 0.9);
    // Ties share ranks: 0, 1.5, 1.5, 3 against 0, 1, 2, 3.
    EXPECT_NEAR(spearman(std::vector<double>{1, 2, 2, 3}, std::vector<double>{1, 2, 3, 4}), 4.5 / std::sqrt(4.5 * 5),
                1e-12);
    EXPECT_TRUE(std::isnan(pearson(std::vector<double>{1, 1}, std::vector<double>{1, 2})));
    EXPECT_TRUE(std::isnan(spearman(std::vector<double>{1}, std::vector<double>{1})));
}

TEST(Statistics, PartsArePooledByAddingTheDistancesOfTheirMeans)
{
    // 1, 3 and 10, 14: deviations 1 and 2, means 2 and 12.
    const std::vector<PooledPart> parts = {{2, 2, 1}, {2, 12, 2}};
    std::vector<double> all = {1, 3, 10, 14};
    const double byN = summarize(all).deviation * std::sqrt(3.0 / 4);
    EXPECT_NEAR(pooledDeviation(parts), byN, 1e-12);
    EXPECT_NEAR(pooledDeviation(parts), std::sqrt((2 * (1 + 25.0) + 2 * (4 + 25.0)) / 4), 1e-12);
    EXPECT_TRUE(std::isnan(pooledDeviation({})));
}

TEST(Grouping, RunsThatMissPointsAreNotCountedThere)
{
    // The second run logs every second step and the third stops early.
    const std::vector<Curve> runs
        = {{{0, 1, 2, 3, 4}, {1, 2, 3, 4, 5}}, {{0, 2, 4}, {3, 5, 7}}, {{0, 1}, {2, missing}}};
    GroupOptions options;
    options.take = GroupOptions::Take::Nearest;
    Group group = grouped(runs, options);
    ASSERT_EQ(group.x, (std::vector<double>{0, 1, 2, 3, 4}));
    EXPECT_EQ(group.values[0].count, 3);
    EXPECT_EQ(group.values[1].count, 1);
    EXPECT_EQ(group.values[2].count, 2);
    EXPECT_EQ(group.values[3].count, 1);
    EXPECT_DOUBLE_EQ(group.values[0].mean, 2);
    EXPECT_DOUBLE_EQ(group.values[2].mean, 4);

    options.take = GroupOptions::Take::Interpolate;
    group = grouped(runs, options);
    EXPECT_EQ(group.values[1].count, 2); // 2 and 4 between 3 and 5
    EXPECT_DOUBLE_EQ(group.values[1].mean, 3);
    EXPECT_EQ(group.values[3].minimum, 4);
    EXPECT_EQ(group.values[3].maximum, 6);
    options.leastRuns = 3;
    EXPECT_EQ(grouped(runs, options).x, (std::vector<double>{0}));
    options.leastRuns = 1;
    options.longestGap = 1.5;
    EXPECT_EQ(grouped(runs, options).values[1].count, 1);
}

TEST(Grouping, ByTimeWithUnevenPoints)
{
    const std::vector<Curve> runs = {{{0, 0.9, 2.2}, {0, 9, 22}}, {{0.5, 1.7}, {105, 117}}};
    const Group group = grouped(runs, {});
    ASSERT_EQ(group.x, (std::vector<double>{0, 0.5, 0.9, 1.7, 2.2}));
    EXPECT_EQ(group.values[0].count, 1);
    EXPECT_EQ(group.values[1].count, 2);
    EXPECT_NEAR(group.values[1].mean, 55, 1e-9);
    EXPECT_NEAR(group.values[2].mean, 59, 1e-9);
    EXPECT_EQ(group.values[4].count, 1);
}

TEST(Grouping, BinsTakeEachPointOnce)
{
    const std::vector<Curve> runs = {{{0, 1, 2, 3, 4, 10}, {1, 2, 3, 4, 5, 6}}, {{5}, {8}}};
    GroupOptions options;
    options.grid = GroupOptions::Grid::Bins;
    options.take = GroupOptions::Take::Mean;
    options.bins = 2;
    const Group group = grouped(runs, options);
    ASSERT_EQ(group.x, (std::vector<double>{2.5, 7.5}));
    EXPECT_EQ(group.values[0].mean, 3);
    EXPECT_EQ(group.values[1].mean, 7);
    EXPECT_EQ(group.values[1].count, 2);
    options.bins = 1000; // a bin without points is left out
    EXPECT_EQ(grouped(runs, options).x.size(), 7u);
    // A grid that divides with rounding still has the last point.
    options.bins = 3;
    const Group thirds = grouped({{{0, 0.1, 0.2, 0.3}, {1, 1, 1, 5}}}, options);
    EXPECT_EQ(thirds.values.back().maximum, 3);
}

TEST(Grouping, OfRunsAtOnePlaceOrOfNone)
{
    GroupOptions options;
    options.grid = GroupOptions::Grid::Bins;
    options.take = GroupOptions::Take::Mean;
    EXPECT_EQ(grouped({{{3, 3}, {1, 2}}, {{3}, {5}}}, options).x, (std::vector<double>{3}));
    EXPECT_TRUE(grouped({}, options).x.empty());
    EXPECT_TRUE(grouped({{}, {}}, {}).x.empty());
    options.bins = 0;
    EXPECT_FALSE(options.check().ok());
}

TEST(Grouping, Stops)
{
    std::stop_source source;
    source.request_stop();
    const Curve curve{{0, 1}, {0, 1}};
    const std::vector<CurveView> views = {curve.view()};
    const auto result = groupCurves(views, {}, base::Job(source.get_token(), {}));
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().code, base::ErrorCode::Stopped);
}
