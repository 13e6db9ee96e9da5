// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/Series.h"

#include "base/Random.h"
#include "runs/SeriesBuilder.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

using namespace maquette;
using namespace maquette::runs;

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

std::uint64_t bits(double value) { return std::bit_cast<std::uint64_t>(value); }

void expectEqual(const Series& series, const Values& expected)
{
    ASSERT_EQ(series.count(), static_cast<std::int64_t>(expected.steps.size()));
    const Values got = series.values();
    for (std::size_t i = 0; i < expected.steps.size(); ++i) {
        const Point point = series.point(static_cast<std::int64_t>(i));
        ASSERT_EQ(got.steps[i], expected.steps[i]) << i;
        ASSERT_EQ(bits(got.wallTimes[i]), bits(expected.wallTimes[i])) << i;
        ASSERT_TRUE(bits(got.values[i]) == bits(expected.values[i]) || std::isnan(expected.values[i])) << i;
        ASSERT_EQ(std::isnan(got.values[i]), std::isnan(expected.values[i])) << i;
        ASSERT_EQ(point.step, got.steps[i]);
        ASSERT_EQ(bits(point.wallTime), bits(got.wallTimes[i]));
        ASSERT_EQ(bits(point.value), bits(got.values[i]));
    }
}

Series build(const Values& values, std::size_t freezeEvery = 1000)
{
    SeriesBuilder builder;
    for (std::size_t i = 0; i < values.steps.size(); ++i) {
        builder.append(values.steps[i], values.wallTimes[i], values.values[i]);
        if (i % freezeEvery == freezeEvery - 1)
            (void)builder.freeze();
    }
    return builder.freeze();
}

/// Steps that rise irregularly, a clock that now and then goes back, and values of all kinds.
Values randomValues(base::Random& random, std::size_t count)
{
    Values values;
    std::int64_t step = 0;
    double time = 1.7e9;
    for (std::size_t i = 0; i < count; ++i) {
        step += 1 + static_cast<std::int64_t>(random.uniform() < 0.1 ? random.uniform() * 1000 : 0);
        time += random.uniform() < 0.02 ? -0.5 : random.uniform();
        const double kind = random.uniform();
        const double value = kind < 0.05 ? missing
            : kind < 0.08                ? infinity
            : kind < 0.1                 ? -infinity
                                         : random.uniform() - 0.5;
        values.steps.push_back(step);
        values.wallTimes.push_back(time);
        values.values.push_back(kind < 0.5 ? value : static_cast<double>(static_cast<float>(value)));
    }
    return values;
}

} // namespace

TEST(Series, NothingIsRoundedOrDropped)
{
    base::Random random(1);
    for (const std::size_t count : {1, 2, 255, 256, 257, 1024, 5000}) {
        const Values values = randomValues(random, count);
        expectEqual(build(values), values);
        expectEqual(build(values, 7), values);
    }
}

TEST(Series, ExtremeNumbersSurvive)
{
    constexpr auto lowest = std::numeric_limits<std::int64_t>::min();
    constexpr auto highest = std::numeric_limits<std::int64_t>::max();
    const Values values{{lowest, -1, 0, 1, highest},
                        {missing, 0, -1e300, 1.7e9, infinity},
                        {0.1, -0.0, 1e-320, std::numeric_limits<double>::max(), missing}};
    expectEqual(build(values), values);
}

TEST(Series, TruncatingAndGrowingAgainKeepsPointsAndPyramid)
{
    base::Random random(2);
    const Values values = randomValues(random, 10000);
    for (const std::int64_t cut : {0, 1, 255, 256, 4096, 4097, 9999, 10000}) {
        SeriesBuilder builder;
        for (std::size_t i = 0; i < values.steps.size(); ++i)
            builder.append(values.steps[i], values.wallTimes[i], values.values[i]);
        const Series before = builder.freeze();
        builder.truncate(cut);
        for (auto i = static_cast<std::size_t>(cut); i < values.steps.size(); ++i)
            builder.append(values.steps[i], values.wallTimes[i], values.values[i]);
        const Series& after = builder.freeze();
        expectEqual(after, values);
        expectEqual(before, values); // a snapshot never changes
        const Summary a = after.summary(), b = before.summary();
        EXPECT_EQ(a.lowest, b.lowest);
        EXPECT_EQ(a.highest, b.highest);
        EXPECT_EQ(a.finite, b.finite);
        EXPECT_EQ(a.maximumStep, b.maximumStep);
    }
}

TEST(Series, SummariesOfRangesEqualThoseOfTheirPoints)
{
    base::Random random(3);
    const Values values = randomValues(random, 20000);
    const Series series = build(values);
    for (int round = 0; round < 200; ++round) {
        auto begin = static_cast<std::int64_t>(random.uniform() * 20000);
        auto end = static_cast<std::int64_t>(random.uniform() * 20001);
        if (begin > end)
            std::swap(begin, end);
        Summary expected;
        expected.begin = expected.end = begin;
        for (auto i = begin; i < end; ++i)
            expected.add(series.point(i));
        const Summary got = series.summary(begin, end);
        EXPECT_EQ(got.begin, expected.begin);
        EXPECT_EQ(got.count(), end - begin);
        EXPECT_EQ(got.finite, expected.finite);
        EXPECT_EQ(got.first, expected.first);
        EXPECT_EQ(got.last, expected.last);
        EXPECT_EQ(got.lowest, expected.lowest);
        EXPECT_EQ(got.highest, expected.highest);
        EXPECT_EQ(got.minimumTime, expected.minimumTime);
        EXPECT_NEAR(got.sum, expected.sum, 1e-9 * 20000);
    }
}

TEST(Series, AStepIsFound)
{
    SeriesBuilder builder;
    for (int i = 0; i < 1000; ++i)
        builder.append(10 * i, missing, i);
    EXPECT_EQ(builder.lowerBound(9991), 1000); // while the last points lie open
    EXPECT_EQ(builder.lowerBound(9985), 999);
    const Series& series = builder.freeze();
    EXPECT_EQ(series.lowerBound(-5), 0);
    EXPECT_EQ(series.lowerBound(0), 0);
    EXPECT_EQ(series.lowerBound(1), 1);
    EXPECT_EQ(series.lowerBound(2560), 256);
    EXPECT_EQ(series.lowerBound(2561), 257);
    EXPECT_EQ(series.lowerBound(9990), 999);
    EXPECT_EQ(series.lowerBound(9991), 1000);
    EXPECT_EQ(Series().lowerBound(0), 0);
}

TEST(Series, EveryColumnHasFirstLowestHighestAndLastOfAllItsPoints)
{
    base::Random random(4);
    for (int round = 0; round < 60; ++round) {
        const auto count = static_cast<std::size_t>(1 + random.uniform() * 12000);
        const Values values = randomValues(random, count);
        const Series series = build(values);
        View view;
        view.axis = round % 3 == 2 ? Axis::WallTime : Axis::Step;
        view.logarithmic = round % 4 == 1;
        view.columns = 1 + static_cast<int>(random.uniform() * 500);
        const bool bySteps = view.axis == Axis::Step;
        const double low = bySteps ? static_cast<double>(values.steps.front()) : 1.7e9;
        const double high = bySteps ? static_cast<double>(values.steps.back()) : values.wallTimes.back();
        view.from = low + random.uniform() * 0.4 * (high - low) + 0.5;
        view.to = view.from + (0.01 + random.uniform()) * (high - low) + 1;
        const auto x
            = [&](std::size_t i) { return bySteps ? static_cast<double>(values.steps[i]) : values.wallTimes[i]; };

        const Sampler rule(view);
        const Sampled sampled = series.sampled(view);
        EXPECT_EQ(sampled.total, static_cast<std::int64_t>(count));
        std::int64_t visible = 0, next = 0;
        for (const Column& column : sampled.columns) {
            ASSERT_EQ(column.begin, next);
            next = column.end;
            Summary expected;
            expected.begin = expected.end = column.begin;
            for (auto i = column.begin; i < column.end; ++i) {
                const auto place = static_cast<std::size_t>(i);
                ASSERT_EQ(rule.columnOf(x(place)), column.column);
                visible += x(place) >= view.from && x(place) <= view.to;
                expected.add(Point{i, values.steps[place], values.wallTimes[place], values.values[place]});
            }
            ASSERT_EQ(column.finite, expected.finite);
            const auto finiteAt
                = [&](std::int64_t i) { return std::isfinite(values.values[static_cast<std::size_t>(i)]); };
            ASSERT_EQ(column.startsFinite, finiteAt(column.begin));
            ASSERT_EQ(column.endsFinite, finiteAt(column.end - 1));
            if (column.finite == 0)
                continue;
            ASSERT_EQ(column.first.index, expected.first);
            ASSERT_EQ(column.last.index, expected.last);
            ASSERT_EQ(column.lowest.index, expected.lowest);
            ASSERT_EQ(column.highest.index, expected.highest);
            ASSERT_EQ(column.lowest.value, values.values[static_cast<std::size_t>(expected.lowest)]);
        }
        EXPECT_EQ(next, static_cast<std::int64_t>(count));
        EXPECT_EQ(sampled.visible, visible);
        EXPECT_LE(sampled.drawn(), sampled.visible);
        if (bySteps) {
            EXPECT_LE(sampled.columns.size(), static_cast<std::size_t>(view.columns) + 2);
        }
        const auto line = sampled.line();
        for (std::size_t i = 1; i < line.size(); ++i)
            ASSERT_TRUE(line[i - 1].index < line[i].index
                        || (line[i - 1].index == line[i].index && std::isnan(line[i].value)));
    }
}

TEST(Series, ANanBetweenColumnsBreaksTheLine)
{
    const Series series = build({{0, 1, 2, 3}, {missing, missing, missing, missing}, {1, missing, 3, 4}});
    View view;
    view.from = 0;
    view.to = 4;
    view.columns = 4;
    const auto line = series.sampled(view).line();
    ASSERT_EQ(line.size(), 4u);
    EXPECT_EQ(line[0].value, 1);
    EXPECT_TRUE(std::isnan(line[1].value));
    EXPECT_EQ(line[2].value, 3);
    EXPECT_EQ(line[3].value, 4);
    EXPECT_EQ(series.sampled(view).drawn(), 3);
}

TEST(Series, PointsWithoutATimeHaveNoPlaceOnTheAxisOfTime)
{
    Values values;
    for (int i = 0; i < 3000; ++i) {
        values.steps.push_back(i);
        values.wallTimes.push_back(i < 2900 ? missing : 1.7e9 + i);
        values.values.push_back(i);
    }
    View view;
    view.axis = Axis::WallTime;
    view.from = 1.7e9;
    view.to = 1.7e9 + 3000;
    const Sampled sampled = build(values).sampled(view);
    EXPECT_EQ(sampled.total, 3000);
    EXPECT_EQ(sampled.withoutPlace, 2900);
    EXPECT_EQ(sampled.visible, 100);
}

TEST(Series, AnotherMetricCanBeTheAxis)
{
    SeriesBuilder loss, tokens;
    for (int i = 0; i < 1000; ++i)
        loss.append(i, missing, 1000 - i);
    for (int i = 10; i < 1000; i += 10)
        tokens.append(i, missing, 100.0 * i);
    View view;
    view.from = 0;
    view.to = 100000;
    view.columns = 100;
    const Sampled sampled = loss.freeze().sampledOver(tokens.freeze(), view);
    EXPECT_EQ(sampled.withoutPlace, 10);
    EXPECT_EQ(sampled.visible, 990);
    ASSERT_EQ(sampled.columns.size(), 99u);
    EXPECT_EQ(sampled.columns[0].first.step, 10);
    EXPECT_EQ(sampled.columns[0].last.step, 19);
}

TEST(Series, LooseNumbersAreSampledAlike)
{
    const std::vector<double> x{0, 0.1, 0.2, 1.5, missing, 3}, y{5, 1, 9, 2, 7, 4};
    View view;
    view.from = 0;
    view.to = 2;
    view.columns = 2;
    const Sampled sampled = sampleValues(x, y, view);
    ASSERT_EQ(sampled.columns.size(), 3u);
    EXPECT_EQ(sampled.columns[0].lowest.value, 1);
    EXPECT_EQ(sampled.columns[0].highest.value, 9);
    EXPECT_EQ(sampled.columns[2].column, Sampled::right);
    EXPECT_EQ(sampled.withoutPlace, 1);
}

TEST(Series, TwelveBytesAPointAndAThirdAreEnough)
{
    // A training log as it comes: a step at a time, a clock with jitter, values that are floats.
    base::Random random(5);
    SeriesBuilder builder;
    double time = 1.7e9;
    constexpr std::int64_t count = 10000;
    for (std::int64_t i = 0; i < count; ++i) {
        time += 0.2 + 0.05 * random.uniform();
        builder.append(i, time, static_cast<double>(static_cast<float>(random.uniform())));
    }
    const double each = static_cast<double>(builder.freeze().bytes()) / count;
    RecordProperty("bytesPerPoint", std::to_string(each));
    std::printf("%.2f bytes a point\n", each);
    EXPECT_LT(each, 12 * 1.3);
}
