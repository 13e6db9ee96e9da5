// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/analysis/Sampling.h"

#include "base/Random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace maquette;
using namespace maquette::runs;

namespace {

using Indices = std::vector<std::size_t>;

/// A curve with spikes, uneven steps, plateaus and gaps of NaN.
Curve wild(std::uint64_t seed, std::size_t size)
{
    base::Random random(seed);
    Curve curve;
    double x = -5;
    for (std::size_t i = 0; i < size; ++i) {
        x += random.uniform() < 0.1 ? 0 : std::pow(random.uniform(), 4);
        curve.x.push_back(x);
        const double roll = random.uniform();
        curve.y.push_back(roll < 0.02 ? missing : roll < 0.03 ? 50 * random.uniform() : random.uniform());
    }
    return curve;
}

void expectRising(const Indices& indices, std::size_t size)
{
    for (std::size_t i = 0; i < indices.size(); ++i) {
        ASSERT_LT(indices[i], size);
        if (i > 0) {
            ASSERT_LT(indices[i - 1], indices[i]);
        }
    }
}

} // namespace

TEST(RunSampling, LttbsVector)
{
    const std::vector<double> y = {0, 10, 1, 9, 2, 8, 3, 7, 4, 6, 5, 5};
    std::vector<double> x(y.size());
    std::iota(x.begin(), x.end(), 0.0);
    EXPECT_EQ(sampleLttb({x, y}, 5), (Indices{0, 1, 4, 7, 11}));
    EXPECT_EQ(sampleLttb({x, y}, 12).size(), 12u);
    EXPECT_EQ(sampleLttb({x, y}, 2).size(), 12u);
    EXPECT_TRUE(sampleLttb({}, 5).empty());
}

TEST(RunSampling, LttbKeepsEndsCountAndOrderForAnyInput)
{
    for (std::uint64_t seed = 0; seed < 30; ++seed) {
        const Curve curve = wild(seed, 500 + 37 * seed);
        for (const std::size_t points : {3u, 4u, 17u, 100u, 499u}) {
            for (const bool fast : {false, true}) {
                const Indices kept = fast ? sampleMinMaxLttb(curve.view(), points) : sampleLttb(curve.view(), points);
                expectRising(kept, curve.x.size());
                EXPECT_EQ(kept.size(), points);
                EXPECT_EQ(kept.front(), 0u);
                EXPECT_EQ(kept.back(), curve.x.size() - 1);
            }
        }
    }
}

TEST(RunSampling, MinMaxLttbFindsTheSpikeThatIsThere)
{
    Curve curve;
    for (int i = 0; i < 100'000; ++i) {
        curve.x.push_back(i);
        curve.y.push_back(std::sin(i * 1e-4));
    }
    curve.y[54'321] = 9;
    const Indices kept = sampleMinMaxLttb(curve.view(), 200);
    EXPECT_EQ(kept.size(), 200u);
    EXPECT_TRUE(std::binary_search(kept.begin(), kept.end(), 54'321u));
}

TEST(RunSampling, M4KeepsFirstLastLowestAndHighestOfEachColumn)
{
    for (std::uint64_t seed = 0; seed < 30; ++seed) {
        const Curve curve = wild(seed, 2000);
        const double low = curve.x[200], high = curve.x[1700];
        const int columns = 1 + static_cast<int>(seed * 7);
        const Indices kept = sampleM4(curve.view(), low, high, columns);
        expectRising(kept, curve.x.size());
        EXPECT_LE(kept.size(), static_cast<std::size_t>(5 * columns + 2));
        const auto ranges = envelope(curve.view(), low, high, columns);
        std::vector<ColumnRange> drawn(ranges.size());
        Curve few;
        for (const std::size_t i : kept) {
            few.x.push_back(curve.x[i]);
            few.y.push_back(curve.y[i]);
        }
        const auto fewRanges = envelope(few.view(), low, high, columns);
        std::int64_t points = 0;
        for (std::size_t c = 0; c < ranges.size(); ++c) {
            points += ranges[c].points;
            ASSERT_EQ(ranges[c].points > 0, fewRanges[c].points > 0);
            if (ranges[c].points > 0) {
                EXPECT_EQ(ranges[c].lowest, fewRanges[c].lowest);
                EXPECT_EQ(ranges[c].highest, fewRanges[c].highest);
            }
        }
        std::int64_t inside = 0;
        for (std::size_t i = 0; i < curve.x.size(); ++i)
            inside += curve.x[i] >= low && curve.x[i] <= high && std::isfinite(curve.y[i]);
        EXPECT_EQ(points, inside);
        // The line reaches the edges, and a second pass changes nothing.
        EXPECT_LT(curve.x[kept.front()], low);
        EXPECT_GT(curve.x[kept.back()], high);
        EXPECT_EQ(sampleM4(few.view(), low, high, columns).size(), kept.size());
    }
}

TEST(RunSampling, MinMaxKeepsExtremes)
{
    const Curve curve = wild(3, 3000);
    const Indices kept = sampleMinMax(curve.view(), curve.x.front(), curve.x.back(), 40);
    expectRising(kept, curve.x.size());
    EXPECT_LE(kept.size(), 120u);
    double highest = -1, drawn = -1;
    for (const double v : curve.y)
        highest = std::isfinite(v) ? std::max(highest, v) : highest;
    for (const std::size_t i : kept)
        drawn = std::isfinite(curve.y[i]) ? std::max(drawn, curve.y[i]) : drawn;
    EXPECT_EQ(drawn, highest);
}

TEST(RunSampling, ABreakInTheLineStays)
{
    Curve curve;
    for (int i = 0; i < 100; ++i) {
        curve.x.push_back(i);
        curve.y.push_back(i == 55 ? missing : i);
    }
    const Indices kept = sampleM4(curve.view(), 0, 99, 2);
    EXPECT_TRUE(std::binary_search(kept.begin(), kept.end(), 55u));
}

TEST(RunSampling, EdgesThatAreHardToDivide)
{
    const std::vector<double> same(10, 7.0), y = {1, 5, 2, 9, -3, 0, 4, 8, 6, 7};
    EXPECT_EQ(sampleM4({same, y}, 7, 7, 100), (Indices{0, 3, 4, 9}));
    EXPECT_TRUE(sampleM4({same, y}, 8, 7, 100).empty());
    EXPECT_EQ(sampleM4({same, y}, 0, 1, 100), (Indices{0})); // what the line would go to
    const double next = std::nextafter(7.0, 8.0);
    const std::vector<double> close = {7, 7, next, next};
    EXPECT_EQ(sampleM4({close, std::vector<double>{1, 2, 3, 4}}, 7, next, 4096).size(), 4u);
    const std::vector<double> huge = {-1e308, 0, 1e308};
    EXPECT_EQ(sampleM4({huge, std::vector<double>{1, 9, 3}}, -1e308, 1e308, 10).size(), 3u);
    EXPECT_TRUE(envelope({same, y}, 7, 7, 0).empty());
    EXPECT_EQ(envelope({same, y}, 7, 7, 1)[0].lowest, -3);
}
