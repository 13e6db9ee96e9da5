// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/analysis/Alarms.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace maquette;
using namespace maquette::runs;

namespace {

using Kind = AlarmRule::Kind;

struct Data {
    std::string tag;
    std::vector<std::int64_t> steps;
    std::vector<double> values;
    std::vector<double> times;
    bool ended = false;
};

AlarmReport evaluate(const AlarmRule& rule, const std::vector<Data>& data, double now = missing,
                     std::int64_t most = 100)
{
    EXPECT_TRUE(rule.check().ok());
    std::vector<AlarmSeries> series;
    for (const Data& one : data)
        series.push_back({one.tag, one.steps, one.values, one.times, one.ended});
    const std::vector<AlarmRule> rules = {rule};
    return evaluateAlarms(rules, series, now, most);
}

AlarmRule above(double threshold, const std::string& tags = "*")
{
    AlarmRule rule;
    rule.tags = tags;
    rule.threshold = threshold;
    return rule;
}

} // namespace

TEST(Alarms, EachStretchAboveAThresholdIsOne)
{
    const auto report = evaluate(above(5), {{"loss", {1, 2, 3, 4, 5, 6}, {1, 6, 9, 2, missing, 7}}});
    ASSERT_EQ(report.alarms.size(), 2u);
    EXPECT_EQ(report.alarms[0].step, 2);
    EXPECT_EQ(report.alarms[0].lastStep, 3);
    EXPECT_EQ(report.alarms[0].points, 2);
    EXPECT_EQ(report.alarms[0].value, 9);
    EXPECT_FALSE(report.alarms[0].active);
    EXPECT_EQ(report.alarms[0].message.english(), "loss is above 5 since step 2: up to 9.");
    EXPECT_TRUE(report.alarms[1].active);
    AlarmRule below = above(2);
    below.kind = Kind::Below;
    const auto low = evaluate(below, {{"lr", {1, 2, 3}, {3, 1.5, 0.5}}});
    ASSERT_EQ(low.alarms.size(), 1u);
    EXPECT_EQ(low.alarms[0].value, 0.5);
    EXPECT_TRUE(evaluate(above(5), {{"loss", {1}, {5}}}).alarms.empty());
}

TEST(Alarms, NanIsSeenAndOnlyByItsOwnRule)
{
    AlarmRule rule;
    rule.kind = Kind::NotFinite;
    const Data data{"loss", {10, 20, 30, 40}, {1, missing, INFINITY, 2}};
    const auto report = evaluate(rule, {data});
    ASSERT_EQ(report.alarms.size(), 1u);
    EXPECT_EQ(report.alarms[0].step, 20);
    EXPECT_EQ(report.alarms[0].points, 2);
    EXPECT_EQ(report.alarms[0].message.english(), "loss is not a finite number since step 20 (nan).");
    EXPECT_TRUE(evaluate(above(1e300), {data}).alarms.empty());
}

TEST(Alarms, SilenceOfARunThatGoesOn)
{
    AlarmRule rule;
    rule.kind = Kind::Silent;
    rule.seconds = 60;
    Data data{"loss", {1, 2}, {1, 1}, {1000, 1010}};
    EXPECT_TRUE(evaluate(rule, {data}, 1070).alarms.empty());
    const auto report = evaluate(rule, {data}, 1071);
    ASSERT_EQ(report.alarms.size(), 1u);
    EXPECT_EQ(report.alarms[0].value, 61);
    EXPECT_TRUE(report.alarms[0].active);
    EXPECT_TRUE(evaluate(rule, {data}).alarms.empty()); // no clock
    data.ended = true;
    EXPECT_TRUE(evaluate(rule, {data}, 2000).alarms.empty());
    data.ended = false;
    data.times.clear();
    EXPECT_TRUE(evaluate(rule, {data}, 2000).alarms.empty());
}

TEST(Alarms, ScalesThatStayAndScalesThatJump)
{
    AlarmRule stale;
    stale.kind = Kind::Stale;
    stale.steps = 100;
    const Data scale{"scale", {0, 50, 100, 150, 200, 400}, {8, 16, 16, 16, 16, 1024}};
    const auto kept = evaluate(stale, {scale});
    ASSERT_EQ(kept.alarms.size(), 1u);
    EXPECT_EQ(kept.alarms[0].step, 50); // since when, not when it was noticed
    EXPECT_EQ(kept.alarms[0].lastStep, 200);
    EXPECT_EQ(kept.alarms[0].value, 16);
    EXPECT_EQ(kept.alarms[0].points, 4);
    EXPECT_FALSE(kept.alarms[0].active);

    AlarmRule jump;
    jump.kind = Kind::Jump;
    jump.binades = 4;
    const auto jumps = evaluate(jump, {scale, {"down", {1, 2, 3, 4, 5}, {1024, 0, 1, 64, 2}}});
    ASSERT_EQ(jumps.alarms.size(), 4u);
    EXPECT_EQ(jumps.alarms[0].step, 3); // 0 is passed over
    EXPECT_EQ(jumps.alarms[0].value, 10);
    EXPECT_EQ(jumps.alarms[1].value, 6);
    EXPECT_EQ(jumps.alarms[2].value, 5);
    EXPECT_EQ(jumps.alarms[3].tag, "scale");
    EXPECT_EQ(jumps.alarms[3].message.english(), "scale jumps by a factor of 2^6.0 at step 400.");
}

TEST(Alarms, PatternsChooseTheSeriesAndMuchIsCounted)
{
    std::vector<std::int64_t> steps;
    std::vector<double> values;
    for (int i = 0; i < 100; ++i) {
        steps.push_back(i);
        values.push_back(i % 2);
    }
    AlarmRule rule = above(0.5, "*_underflows%");
    rule.kind = Kind::Underflow;
    const auto report
        = evaluate(rule, {{"a_underflows%", steps, values}, {"a_overflows%", steps, values}}, missing, 10);
    EXPECT_EQ(report.alarms.size(), 10u);
    EXPECT_EQ(report.leftOut, 40);
    EXPECT_EQ(report.alarms[0].message.english(), "a_underflows%: more than 0.5 % underflow since step 1, up to 1 %.");
}

TEST(Alarms, RulesWithoutMeaningAreRefused)
{
    AlarmRule rule;
    rule.seconds = 0;
    EXPECT_FALSE(rule.check().ok());
    EXPECT_FALSE(above(missing).check().ok());
    EXPECT_FALSE(above(1, "").check().ok());
}
