// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/analysis/AlarmSettings.h"
#include "runs/analysis/Fp8Alarms.h"
#include "runs/analysis/ScaleMap.h"
#include "runs/analysis/WorstLayers.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace maquette;
using namespace maquette::runs;

TEST(Fp8Table, TagsOfTransformerEngineFillTheSameTable)
{
    Fp8Table table;
    const std::vector<std::int64_t> steps = {0, 10, 20};
    EXPECT_TRUE(
        table.addTag("l.10_weight_fp8_delayed_scaling_scale_inv_max", 0, steps, std::vector<double>{0.5, 0.25, 0.25}));
    EXPECT_TRUE(
        table.addTag("l.10_weight_fp8_delayed_scaling_scale_inv_min", 0, steps, std::vector<double>{0.5, 0.125, 0.25}));
    EXPECT_TRUE(table.addTag("l.2_weight_cur_amax", 0, steps, std::vector<double>{1, 1, 1}));
    EXPECT_TRUE(table.addTag("l.2_weight_scale_inv_max", 0, steps, std::vector<double>{0.5, 0.5, 0.5}));
    EXPECT_FALSE(table.addTag("loss", 0, steps, std::vector<double>{1, 1, 1}));
    EXPECT_EQ(table.scales(0, TensorKind::Weight, 0).values, (std::vector<double>{2, 4, 4}));
    EXPECT_EQ(table.scales(0, TensorKind::Weight, 0, true).values, (std::vector<double>{2, 8, 4}));
    EXPECT_NEAR(table.headroom(1, TensorKind::Weight, 0).values[2], std::log2(448.0 / 2), 1e-12);
    // l.2 before l.10, until an order is given.
    EXPECT_EQ(table.rows(TensorKind::Weight), (std::vector<std::size_t>{1, 0}));
    const std::vector<std::string> order = {"l.10", "unknown"};
    table.setOrder(order);
    EXPECT_EQ(table.rows(TensorKind::Weight), (std::vector<std::size_t>{0, 1}));
    EXPECT_TRUE(table.rows(TensorKind::Input).empty());
}

TEST(Fp8Table, RowsFollowTheGraph)
{
    Fp8Table table;
    const std::size_t embedding = table.layer("embedding", -1), up1 = table.layer("layers.1.up", 1),
                      qkv0 = table.layer("layers.0.qkv", 0), down1 = table.layer("layers.1.down", 1),
                      norm = table.layer("final_norm", -1);
    for (const std::size_t layer : {norm, down1, qkv0, embedding, up1})
        table.add(layer, TensorKind::FirstMoment, 0, Statistic::Scale, 1, 1);
    EXPECT_EQ(table.rows(TensorKind::FirstMoment), (std::vector<std::size_t>{embedding, qkv0, up1, down1, norm}));
}

TEST(Fp8Table, BlocksGoByTheirNamesAndWithinABlockLayersAsTheyAppeared)
{
    Fp8Table table;
    const std::size_t head = table.layer("head"), qkv10 = table.layer("layers.10.qkv"),
                      out10 = table.layer("layers.10.out"), qkv2 = table.layer("layers.2.qkv"),
                      out2 = table.layer("layers.2.out"), embedding = table.layer("embedding");
    for (const std::size_t layer : {out2, qkv2, out10, qkv10, head, embedding})
        table.add(layer, TensorKind::Weight, 0, Statistic::Scale, 1, 1);
    EXPECT_EQ(table.rows(TensorKind::Weight), (std::vector<std::size_t>{embedding, head, qkv2, out2, qkv10, out10}));
}

TEST(ScaleMap, ReducesStepsByTheirExtremes)
{
    Fp8Table table;
    for (const char* name : {"a", "b", "c"})
        table.layer(name);
    for (int step = 0; step < 100; ++step) {
        table.add(0, TensorKind::Weight, 0, Statistic::Scale, step, step == 42 ? 1024 : 4);
        if (step % 50 == 0)
            table.add(2, TensorKind::Weight, 0, Statistic::Scale, step, step == 0 ? INFINITY : 0.5);
    }
    table.add(1, TensorKind::Weight, 0, Statistic::Amax, 3, 1); // has no scale: no row
    ScaleMapOptions options;
    options.columns = 10;
    const ScaleMap map = scaleMap(table, options);
    EXPECT_EQ(map.layers, (std::vector<std::size_t>{0, 2}));
    ASSERT_EQ(map.columns.size(), 10u);
    EXPECT_EQ(map.columns[4], (std::pair<std::int64_t, std::int64_t>{40, 49}));
    EXPECT_EQ(map.lowest[map.cell(0, 4)], 2);
    EXPECT_EQ(map.highest[map.cell(0, 4)], 10); // the spike is not lost
    EXPECT_EQ(map.last[map.cell(0, 4)], 2);
    EXPECT_EQ(map.highest[map.cell(0, 5)], 2);
    EXPECT_TRUE(std::isnan(map.lowest[map.cell(1, 0)])); // infinite
    EXPECT_EQ(map.lowest[map.cell(1, 5)], -1);
    EXPECT_EQ(map.minimum, -1);
    EXPECT_EQ(map.maximum, 10);

    options.columns = 1000; // no more columns than steps
    options.from = 40;
    options.to = 44;
    const ScaleMap zoomed = scaleMap(table, options);
    ASSERT_EQ(zoomed.columns.size(), 5u);
    EXPECT_EQ(zoomed.columns[2], (std::pair<std::int64_t, std::int64_t>{42, 42}));
    EXPECT_EQ(zoomed.lowest[zoomed.cell(0, 2)], 10);
    options.from = 1000;
    options.to = 2000;
    EXPECT_TRUE(scaleMap(table, options).columns.empty());
    options.tensor = TensorKind::Input;
    EXPECT_TRUE(scaleMap(table, options).layers.empty());
}

TEST(ScaleMap, StepsAtTheEndsOfTheirRange)
{
    Fp8Table table;
    table.layer("a");
    for (const std::int64_t step :
         {std::numeric_limits<std::int64_t>::min(), std::int64_t(0), std::numeric_limits<std::int64_t>::max()})
        table.add(0, TensorKind::Weight, 0, Statistic::Scale, step, 2);
    const ScaleMap map = scaleMap(table, {});
    ASSERT_EQ(map.columns.size(), 500u);
    EXPECT_EQ(map.columns.front().first, std::numeric_limits<std::int64_t>::min());
    EXPECT_EQ(map.columns.back().second, std::numeric_limits<std::int64_t>::max());
    EXPECT_EQ(map.lowest[0], 1);
    EXPECT_EQ(map.lowest[250], 1);
    EXPECT_EQ(map.lowest[499], 1);
}

TEST(ScaleMap, EachStepLiesInItsColumnForAnyRange)
{
    for (const std::int64_t count : {1, 2, 7, 33, 1000})
        for (const int columns : {1, 3, 10, 999}) {
            Fp8Table table;
            table.layer("a");
            for (std::int64_t step = 0; step < count; ++step)
                table.add(0, TensorKind::Weight, 0, Statistic::Scale, step + 7,
                          std::exp2(static_cast<double>(step % 90)));
            ScaleMapOptions options;
            options.columns = columns;
            const ScaleMap map = scaleMap(table, options);
            std::int64_t next = 7;
            for (std::size_t c = 0; c < map.columns.size(); ++c) {
                ASSERT_EQ(map.columns[c].first, next);
                ASSERT_GE(map.columns[c].second, map.columns[c].first);
                next = map.columns[c].second + 1;
                ASSERT_EQ(map.last[c], static_cast<float>((map.columns[c].second - 7) % 90)) << count << ' ' << columns;
            }
            EXPECT_EQ(next, count + 7);
        }
}

TEST(WorstLayers, SortsByAnyColumnAndSpansRanks)
{
    Fp8Table table;
    const std::size_t a = table.layer("a", 0), b = table.layer("b", 1), c = table.layer("c", 2);
    for (const int rank : {0, 1})
        for (std::int64_t step = 0; step < 4; ++step) {
            table.add(a, TensorKind::Weight, rank, Statistic::Underflow, step, step == 1 ? 9 : 1);
            table.add(b, TensorKind::Weight, rank, Statistic::Underflow, step, rank == 1 ? 5 : 2);
            table.add(a, TensorKind::Weight, rank, Statistic::Scale, step, step < 2 ? 4 : 64);
            table.add(b, TensorKind::Weight, rank, Statistic::Scale, step, 8 << (rank * 3));
        }
    table.add(c, TensorKind::Weight, 0, Statistic::Headroom, 0, -2);
    auto rows = worstLayers(table, HealthColumn::Underflow);
    ASSERT_EQ(rows.size(), 3u);
    EXPECT_EQ(rows[0].layer, b);
    EXPECT_EQ(rows[0].rank, 1);
    EXPECT_EQ(rows[0].underflow, 5);
    EXPECT_EQ(rows[2].layer, c);
    rows = worstLayers(table, HealthColumn::WorstUnderflow);
    EXPECT_EQ(rows[0].layer, a);
    EXPECT_EQ(rows[0].worstUnderflow, 9);
    EXPECT_EQ(rows[0].scaleChanges, 1);
    EXPECT_EQ(rows[0].largestJump, 4);
    EXPECT_EQ(rows[0].longestStay, 1);
    EXPECT_NEAR(rows[0].scaleDeviation, 2, 1e-12); // 2, 2, 6, 6
    EXPECT_EQ(worstLayers(table, HealthColumn::WorstUnderflow, 2, 3)[0].layer, b);
    EXPECT_EQ(worstLayers(table, HealthColumn::LeastHeadroom)[0].layer, c);

    const RankSpread spread = rankSpread(table, b, TensorKind::Weight);
    EXPECT_EQ(spread.binades, (std::vector<double>{3, 3, 3, 3}));
    EXPECT_EQ(spread.mean, (std::vector<double>{1.5, 1.5, 1.5, 1.5}));
    EXPECT_EQ(spread.lowestRank, (std::vector<int>{0, 0, 0, 0}));
    EXPECT_TRUE(rankSpread(table, c, TensorKind::Weight).steps.empty());
}

TEST(WorstLayers, PartsAreMergedAsTheStatisticAsks)
{
    const std::vector<double> values = {3, missing, 4}, elements = {1, 5, 3};
    EXPECT_EQ(mergedParts(Statistic::Minimum, values), 3);
    EXPECT_EQ(mergedParts(Statistic::Amax, values), 4);
    EXPECT_EQ(mergedParts(Statistic::L2Norm, values), 5);
    EXPECT_EQ(mergedParts(Statistic::L1Norm, values), 7);
    EXPECT_EQ(mergedParts(Statistic::Mean, values), 3.5);
    EXPECT_EQ(mergedParts(Statistic::Mse, values, elements), 3.75);
    EXPECT_EQ(mergedParts(Statistic::Scale, values), 3);
    EXPECT_TRUE(std::isnan(mergedParts(Statistic::Mean, {})));
}

TEST(WorstLayers, LossScaleDropsAreCountedOnce)
{
    Fp8Table table;
    for (std::int64_t step = 1; step <= 4; ++step)
        for (const int rank : {0, 1})
            table.addStep(
                {step, rank, step < 3 ? 1024.0 : 512.0, step == 3, static_cast<double>(step < 2 ? 8 + rank : 0)});
    const StepHealth health = stepHealth(table);
    EXPECT_EQ(health.lossScaleDrops, 1);
    EXPECT_EQ(health.skipped, (std::vector<std::int64_t>{3}));
    EXPECT_EQ(health.warming, (std::vector<double>{9, 0, 0, 0}));
    EXPECT_EQ(health.warmUntil, 1);
}

TEST(WorstLayers, TellsWhatStillWarmsUp)
{
    Fp8Table table;
    const std::size_t a = table.layer("a", 0), b = table.layer("b", 1);
    for (std::int64_t step = 1; step <= 40; ++step) {
        table.add(a, TensorKind::Input, 0, Statistic::Current, step, step <= 16);
        table.add(b, TensorKind::Input, 0, Statistic::Current, step, step <= 16 || step > 30); // began again
        table.add(b, TensorKind::Weight, 0, Statistic::Current, step, 1); // always is
    }
    EXPECT_EQ(warmingTensors(table, 10).size(), 2u);
    EXPECT_TRUE(warmingTensors(table, 20).empty());
    const auto warming = warmingTensors(table, 40);
    ASSERT_EQ(warming.size(), 1u);
    EXPECT_EQ(warming[0].layer, b);
    EXPECT_EQ(warming[0].since, 31);
    EXPECT_TRUE(warmingTensors(table, 0).empty());
}

TEST(Fp8Alarms, TheDefaultRulesFindWhatIsWrong)
{
    Fp8Table table;
    const std::size_t layer = table.layer("qkv");
    const auto add = [&](TensorKind tensor, const StatisticKey& key, std::vector<double> values) {
        for (std::size_t i = 0; i < values.size(); ++i)
            table.add(layer, tensor, 0, key, static_cast<std::int64_t>(i) * 1000, values[i]);
    };
    add(TensorKind::Input, {Statistic::Overflow, QuantRecipe::DelayedScaling}, {0, 0.0005, 0.002, 0});
    add(TensorKind::Input, Statistic::ScaleInverseMaximum, {0.5, 0.5, 0.5, 0.5});
    add(TensorKind::Input, Statistic::Amax, {1, 1000, 1, missing});
    add(TensorKind::Weight, Statistic::Scale, {1, 1, 1, 1024});
    const auto rules = AlarmSettings().fp8Rules();
    for (const AlarmRule& rule : rules)
        EXPECT_TRUE(rule.check().ok());
    std::vector<std::string> messages;
    for (const Alarm& alarm : evaluateFp8Alarms(rules, table).alarms)
        messages.push_back(alarm.message.english());
    ASSERT_EQ(messages.size(), 5u);
    EXPECT_EQ(messages[0], "qkv_activation_scale stays at 2 since step 0, up to step 3000.");
    EXPECT_EQ(messages[1].rfind("qkv_activation_headroom is below 0 since step 1000", 0), 0u) << messages[1];
    EXPECT_EQ(
        messages[2],
        "qkv_activation_fp8_delayed_scaling_overflows%: more than 0.001 % overflow since step 2000, up to 0.002 %.");
    EXPECT_EQ(messages[3], "qkv_weight_scale jumps by a factor of 2^10.0 at step 3000.");
    EXPECT_EQ(messages[4], "qkv_activation_cur_amax is not a finite number since step 3000 (nan).");
}

