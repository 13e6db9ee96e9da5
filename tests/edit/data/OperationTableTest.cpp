// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/data/Operation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>

namespace maquette::edit::data {

namespace {

Values drawn(const std::string& name, std::uint64_t stream, bool heldOut, double lengthScale = 1)
{
    base::Random random(5, stream);
    Draw draw(random, heldOut, lengthScale);
    Values values;
    operations()[operationIndex(name)].draw(draw, values);
    return values;
}

TEST(OperationTable, HasTheListOfTheRecipe)
{
    int recipe = 0;
    int heldOut = 0;
    int withoutMaps = 0;
    int chained = 0;
    std::set<std::string> names;
    std::map<std::string, int> groups;
    for (const Operation& operation : operations()) {
        EXPECT_TRUE(names.insert(operation.name).second) << operation.name;
        EXPECT_EQ(std::string(operations()[operationIndex(operation.name)].name), operation.name);
        if (operation.trainingOnly)
            continue;
        ++recipe;
        ++groups[operation.group];
        heldOut += operation.heldOut ? 1 : 0;
        withoutMaps += operation.needsMaps() ? 0 : 1;
        chained += operation.chained ? 1 : 0;
    }
    EXPECT_EQ(recipe, 48);
    EXPECT_EQ(heldOut, 24);
    EXPECT_EQ(withoutMaps, 43);
    EXPECT_EQ(chained, 11);
    const std::map<std::string, int> expected{{"tone", 14},  {"quantize", 3}, {"select", 3},   {"object", 5},
                                              {"filter", 7}, {"restore", 6},  {"geometry", 1}, {"edges", 4},
                                              {"style", 4},  {"identity", 1}};
    EXPECT_EQ(groups, expected);
    EXPECT_EQ(operationIndex("no such operation"), -1);
}

TEST(OperationTable, GroupsNameTheirOperations)
{
    double weight = 0;
    for (const OperationGroup& group : operationGroups()) {
        for (const Operation& operation : group.operations)
            EXPECT_EQ(std::string(operation.group), group.name);
        if (std::string(group.name) != "extra")
            weight += group.weight;
    }
    EXPECT_DOUBLE_EQ(weight, 107); // 16 + 9 + 12 + 14 + 18 + 13 + 2 + 11 + 11 + 1
}

/// Where a parameter must lie in training and in the held-out evaluation: in one of two intervals each (the second may
/// repeat the first). `log2` compares the binary logarithm.
struct RangeCase {
    const char* name;
    int value;
    Interval training[2];
    Interval heldOut[2];
    bool log2 = false;
    bool disjoint = true; ///< the recipe names three operations whose ranges overlap
};

class OperationRange : public testing::TestWithParam<RangeCase> {
protected:
    static bool inside(const Interval (&intervals)[2], double x)
    {
        return std::any_of(std::begin(intervals), std::end(intervals),
                           [&](const Interval& i) { return x >= i.low - 1e-12 && x <= i.high + 1e-12; });
    }
    static double read(const RangeCase& c, bool heldOut, int k)
    {
        const double x = drawn(c.name, k, heldOut)[c.value];
        return c.log2 ? std::log2(x) : x;
    }
};

TEST_P(OperationRange, IsKeptAndFilled)
{
    const RangeCase& c = GetParam();
    for (const bool heldOut : {false, true}) {
        const auto& intervals = heldOut ? c.heldOut : c.training;
        for (const Interval& interval : intervals) {
            // A part of the draws comes close to each end.
            bool low = false;
            bool high = false;
            const double near = 0.05 * (interval.high - interval.low) + 1e-12;
            for (int k = 0; k < 1500; ++k) {
                const double x = read(c, heldOut, k);
                ASSERT_TRUE(inside(intervals, x)) << x << " held out " << heldOut;
                low = low || std::abs(x - interval.low) <= near;
                high = high || std::abs(x - interval.high) <= near;
            }
            EXPECT_TRUE(low && high) << interval.low << " … " << interval.high << " held out " << heldOut;
        }
    }
}

TEST_P(OperationRange, HeldOutRangeIsNotTrained)
{
    const RangeCase& c = GetParam();
    if (!c.disjoint)
        return; // saturation under 0.1 lies in its training range, as in the recipe
    for (int k = 0; k < 1500; ++k) {
        const double x = read(c, true, k);
        for (const Interval& interval : c.training)
            EXPECT_FALSE(x > interval.low && x < interval.high) << x;
    }
}

constexpr RangeCase ranges[] = {
    {"exposure", 0, {{0.2, 1.3}, {-1.3, -0.2}}, {{1.3, 1.7}, {-1.7, -1.3}}, true},
    {"contrast", 0, {{0.4, 0.85}, {1.15, 1.9}}, {{0.3, 0.4}, {1.9, 2.3}}},
    {"gamma", 0, {{0.42, 0.83}, {1.2, 2.4}}, {{0.33, 0.42}, {2.4, 2.9}}},
    {"saturation", 0, {{0, 0.7}, {1.3, 2.4}}, {{0, 0.1}, {2.4, 3}}, false, false},
    {"temperature", 0, {{1.08, 1.32}, {0.68, 0.92}}, {{1.32, 1.42}, {0.58, 0.68}}},
    {"tint", 3, {{0.15, 0.45}, {0.15, 0.45}}, {{0.45, 0.55}, {0.45, 0.55}}},
    {"posterize", 0, {{2, 5}, {2, 5}}, {{6, 7}, {6, 7}}},
    {"threshold", 0, {{0.35, 0.65}, {0.35, 0.65}}, {{0.25, 0.35}, {0.25, 0.35}}},
    {"blur", 0, {{0.6, 2.6}, {0.6, 2.6}}, {{2.6, 3.4}, {2.6, 3.4}}},
    {"sharpen", 0, {{0.6, 2}, {0.6, 2}}, {{2, 2.6}, {2, 2.6}}},
    {"pixelate", 0, {{2, 8}, {2, 8}}, {{16, 16}, {16, 16}}},
    {"motion-blur", 0, {{5, 9}, {5, 9}}, {{11, 13}, {11, 13}}},
    {"vignette", 0, {{0.35, 0.85}, {0.35, 0.85}}, {{0.85, 1}, {0.85, 1}}},
    {"bloom", 1, {{0.5, 1}, {0.5, 1}}, {{1, 1.3}, {1, 1.3}}},
    {"denoise", 0, {{0.04, 0.15}, {0.04, 0.15}}, {{0.15, 0.2}, {0.15, 0.2}}},
    {"despeckle", 0, {{0.02, 0.1}, {0.02, 0.1}}, {{0.1, 0.15}, {0.1, 0.15}}},
    {"brighten-dark", 0, {{0.2, 0.45}, {0.2, 0.45}}, {{0.15, 0.2}, {0.15, 0.2}}},
    {"deblur", 0, {{0.6, 1.3}, {0.6, 1.3}}, {{1.3, 1.6}, {1.3, 1.6}}},
    {"dehaze", 3, {{0.3, 0.6}, {0.3, 0.6}}, {{0.6, 0.7}, {0.6, 0.7}}},
    {"edges", 0, {{1.5, 3}, {1.5, 3}}, {{3, 4}, {3, 4}}},
    {"sketch", 0, {{1.5, 3}, {1.5, 3}}, {{3, 4}, {3, 4}}},
    {"ink-outline", 3, {{2, 4}, {2, 4}}, {{4, 5}, {4, 5}}},
    {"stripes", 5, {{0.3, 0.7}, {0.3, 0.7}}, {{0.7, 0.9}, {0.7, 0.9}}},
    {"frame", 3, {{3, 8}, {3, 8}}, {{9, 11}, {9, 11}}},
};
INSTANTIATE_TEST_SUITE_P(All, OperationRange, testing::ValuesIn(ranges), [](const auto& tested) {
    std::string name = tested.param.name;
    name.erase(std::remove(name.begin(), name.end(), '-'), name.end());
    return name;
});

TEST(OperationTable, NormalParametersWidenWhenHeldOut)
{
    for (const auto& [name, training, heldOut] :
         {std::tuple("curves", 0.4, 0.65), std::tuple("color-matrix", 0.22, 0.35)}) {
        for (const bool held : {false, true}) {
            double sum = 0;
            for (int k = 0; k < 4000; ++k) {
                const double x = drawn(name, k, held)[0];
                const double deviation = std::string(name) == "curves" ? std::log(x) : x - 1;
                sum += deviation * deviation;
            }
            EXPECT_NEAR(std::sqrt(sum / 4000), held ? heldOut : training, 0.02) << name;
        }
    }
}

TEST(OperationTable, LengthsFollowTheScale)
{
    EXPECT_NEAR(drawn("blur", 3, false, 4)[0], 4 * drawn("blur", 3, false)[0], 1e-12);
    EXPECT_EQ(drawn("frame", 3, false, 8)[3], 8 * drawn("frame", 3, false)[3]);
    EXPECT_EQ(drawn("pixelate", 3, false, 2)[0], 2 * drawn("pixelate", 3, false)[0]);
    EXPECT_EQ(drawn("exposure", 3, false, 4)[0], drawn("exposure", 3, false)[0]);
}

} // namespace

} // namespace maquette::edit::data
