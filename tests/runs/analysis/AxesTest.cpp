// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/analysis/Axes.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace maquette::runs;

namespace {

std::vector<double> values(const std::vector<Tick>& ticks, bool onlyLabeled = false)
{
    std::vector<double> out;
    for (const Tick& tick : ticks)
        if (tick.labeled || !onlyLabeled)
            out.push_back(tick.value);
    return out;
}

} // namespace

TEST(Axes, StepsTimesSamplesAndEpochs)
{
    const std::vector<std::int64_t> steps = {10, 20, 30, 40};
    const std::vector<double> times = {missing, 100, 160, 1000};
    const std::vector<std::size_t> restarts = {3};
    AxisSource source{steps, times, restarts};
    EXPECT_EQ(axisValues(XAxis::Step, source), (std::vector<double>{10, 20, 30, 40}));
    const auto relative = axisValues(XAxis::RelativeTime, source);
    EXPECT_TRUE(std::isnan(relative[0]));
    EXPECT_EQ(relative[3], 900);
    EXPECT_EQ(axisValues(XAxis::ProcessTime, source)[3], 60); // the pause of 840 s is left out
    EXPECT_EQ(axisValues(XAxis::WallTime, source)[2], 160);
    EXPECT_TRUE(std::isnan(axisValues(XAxis::Tokens, source)[0]));
    source.perStep = 2048;
    EXPECT_EQ(axisValues(XAxis::Tokens, source)[1], 40960);
    source.perStep = 40;
    EXPECT_EQ(axisValues(XAxis::Epoch, source)[2], 0.75);
    source.firstTime = 90;
    EXPECT_EQ(axisValues(XAxis::RelativeTime, source)[1], 10);
    source.wallTimes = {};
    for (const XAxis axis : {XAxis::RelativeTime, XAxis::ProcessTime, XAxis::WallTime})
        EXPECT_TRUE(std::isnan(axisValues(axis, source)[3]));
}

TEST(Axes, APauseIsFoundAlsoWhenTheFirstPointAfterItHasNoTime)
{
    const std::vector<std::int64_t> steps = {1, 2, 3, 4};
    const std::vector<double> times = {0, 10, missing, 500};
    const std::vector<std::size_t> restarts = {2};
    EXPECT_EQ(axisValues(XAxis::ProcessTime, {steps, times, restarts})[3], 10);
}

TEST(Axes, AnotherMetricIsJoinedOnTheStep)
{
    const std::vector<std::int64_t> steps = {0, 5, 10, 15, 25};
    const std::vector<std::int64_t> from = {5, 10, 10, 20};
    const std::vector<double> tokens = {50, 90, 100, 200};
    const auto exact = joinOnStep(steps, from, tokens, Join::Exact);
    EXPECT_TRUE(std::isnan(exact[0]));
    EXPECT_EQ(exact[1], 50);
    EXPECT_EQ(exact[2], 100); // the last of equal steps
    EXPECT_TRUE(std::isnan(exact[3]));
    const auto held = joinOnStep(steps, from, tokens, Join::LastBefore);
    EXPECT_TRUE(std::isnan(held[0]));
    EXPECT_EQ(held[3], 100);
    EXPECT_EQ(held[4], 200);
    const auto line = joinOnStep(steps, from, tokens, Join::Interpolate);
    EXPECT_EQ(line[3], 150);
    EXPECT_TRUE(std::isnan(line[4]));
    AxisSource source;
    source.steps = steps;
    source.metricSteps = from;
    source.metricValues = tokens;
    EXPECT_EQ(axisValues(XAxis::Metric, source)[3], 150);
    EXPECT_TRUE(joinOnStep({}, from, tokens, Join::Exact).empty());
}

TEST(Axes, ACurveOverAMetricThatFallsIsSorted)
{
    const AlignedCurve aligned
        = alignCurve(std::vector<double>{3, missing, 1, 2, 1}, std::vector<double>{30, 0, 10, 20, 11});
    EXPECT_EQ(aligned.curve.x, (std::vector<double>{1, 1, 2, 3}));
    EXPECT_EQ(aligned.curve.y, (std::vector<double>{10, 11, 20, 30}));
    EXPECT_EQ(aligned.kept, (std::vector<std::size_t>{2, 4, 3, 0}));
}

TEST(Axes, LinearTicks)
{
    EXPECT_EQ(values(linearTicks(0, 10, 5)), (std::vector<double>{0, 2, 4, 6, 8, 10}));
    EXPECT_EQ(values(linearTicks(-3, 3, 6)), (std::vector<double>{-3, -2, -1, 0, 1, 2, 3}));
    EXPECT_TRUE(linearTicks(1, 1).empty());
    EXPECT_TRUE(linearTicks(0, INFINITY).empty());
    EXPECT_TRUE(linearTicks(1e18, std::nextafter(1e18, 2e18)).empty());
    EXPECT_FALSE(linearTicks(-1e300, 1e300).empty());
}

TEST(Axes, LogarithmicTicks)
{
    const auto decades = logTicks(0.01, 100);
    EXPECT_EQ(values(decades, true), (std::vector<double>{0.01, 0.1, 1, 10, 100}));
    EXPECT_EQ(decades.size(), 37u);
    EXPECT_EQ(values(logTicks(1, 20), true), (std::vector<double>{1, 2, 5, 10, 20}));
    EXPECT_EQ(values(logTicks(1e-30, 1, 4), true), (std::vector<double>{1e-24, 1e-16, 1e-8, 1}));
    EXPECT_EQ(values(logTicks(2, 3, 5)), values(linearTicks(2, 3, 5)));
    EXPECT_TRUE(logTicks(-5, 0).empty());
    EXPECT_TRUE(logTicks(3, missing).empty());
    for (const Tick& tick : logTicks(-1, 1000, 6)) {
        EXPECT_GT(tick.value, 0);
        EXPECT_LE(tick.value, 1000);
    }
}
