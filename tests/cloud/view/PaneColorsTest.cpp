// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "BoxScene.h"
#include "Support.h"
#include "cloud/view/Ramp.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace maquette::cloud {
namespace {

using tests::BoxScene;
using tests::SmallScene;

PaneColors colorsOf(const SmallScene& scene, std::string_view content)
{
    return makePaneColors(*scene.set, scene.slots, scene.table, PaneContent::fromText(content));
}

SmallScene withAttribute(Column values)
{
    std::vector<std::array<float, 3>> places(sizeOf(values));
    for (std::size_t i = 0; i < places.size(); ++i)
        places[i] = {static_cast<float>(i), 0, 0};
    SmallScene scene(places);
    auto cloud = std::make_shared<Cloud>(*scene.set->cloud);
    cloud->set({"value", std::move(values), Role::None});
    scene.set = makePointSet(cloud).value();
    return scene;
}

std::uint8_t indexOf(const SmallScene& scene, const PaneColors& colors, std::size_t point)
{
    return colors.index[scene.set->placeOf[point]];
}

TEST(PaneColors, InputIsTheColorsOfTheCloudOrItsHeight)
{
    EXPECT_TRUE(colorsOf(SmallScene({{0, 0, 0}}, {{1, 2, 3}}), "input").direct);
    const PaneColors height = colorsOf(SmallScene({{0, 0, 2}, {0, 0, 4}}), "input");
    EXPECT_FALSE(height.direct);
    EXPECT_TRUE(height.ramp);
    EXPECT_EQ(height.low, 2);
    EXPECT_EQ(height.high, 4);
}

TEST(PaneColors, HeightIsThatOfTheFile)
{
    const BoxScene scene(1000, {5, 6, 700});
    const PaneColors colors = makePaneColors(*scene.set, scene.slots, scene.table, PaneContent::fromText("height"));
    EXPECT_NEAR(colors.low, 700, 0.01);
    EXPECT_NEAR(colors.high, 702.6, 0.02);
}

TEST(PaneColors, ClassesHaveTheColorsOfTheTable)
{
    const SmallScene scene({{0, 0, 0}, {1, 0, 0}}, {}, {0, 7}, {1, 1});
    const PaneColors truth = colorsOf(scene, "truth");
    EXPECT_TRUE(truth.useTruth);
    EXPECT_TRUE(truth.index.empty());
    EXPECT_EQ(truth.palette[2], (Rgb{0, 0, 255}));
    EXPECT_EQ(truth.palette[3], otherColor);
    EXPECT_EQ(truth.palette[otherSlot], otherColor);
    EXPECT_TRUE(colorsOf(scene, "prediction").usePrediction);
}

TEST(PaneColors, WithoutLabelsAllIsGray)
{
    const SmallScene scene({{0, 0, 0}});
    for (const char* const content : {"truth", "prediction", "error", "attribute:nothing"}) {
        const PaneColors colors = colorsOf(scene, content);
        EXPECT_FALSE(colors.useTruth || colors.usePrediction || colors.direct || colors.ramp) << content;
        EXPECT_EQ(colors.palette[colors.index.empty() ? 0 : colors.index[0]], otherColor) << content;
    }
}

TEST(PaneColors, ErrorsAreRightWrongOrNotCounted)
{
    const SmallScene scene({{0, 0, 0}, {1, 0, 0}, {2, 0, 0}, {3, 0, 0}}, {}, {0, 0, 99, 1}, {0, 1, 0, -1});
    const PaneColors colors = colorsOf(scene, "error");
    EXPECT_EQ(indexOf(scene, colors, 0), rightIndex);
    EXPECT_EQ(indexOf(scene, colors, 1), wrongIndex);
    EXPECT_EQ(indexOf(scene, colors, 2), uncountedIndex);
    EXPECT_EQ(indexOf(scene, colors, 3), uncountedIndex);
    EXPECT_EQ(colors.palette[rightIndex], rightColor);
    EXPECT_EQ(colors.palette[wrongIndex], wrongColor);
}

TEST(PaneColors, ValuesSpreadOverTheRamp)
{
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const SmallScene scene = withAttribute(std::vector<float>{10, 20, 15, nan, std::numeric_limits<float>::infinity()});
    const PaneColors colors = colorsOf(scene, "attribute:value");
    EXPECT_TRUE(colors.ramp);
    EXPECT_EQ(colors.low, 10);
    EXPECT_EQ(colors.high, 20);
    EXPECT_EQ(indexOf(scene, colors, 0), 0);
    EXPECT_EQ(indexOf(scene, colors, 1), 254);
    EXPECT_EQ(indexOf(scene, colors, 2), 127);
    EXPECT_EQ(indexOf(scene, colors, 3), noValueIndex);
    EXPECT_EQ(indexOf(scene, colors, 4), noValueIndex);
}

TEST(PaneColors, OneValueAndNoneAtAll)
{
    const SmallScene one = withAttribute(std::vector<std::uint8_t>{5, 5, 5});
    const PaneColors same = colorsOf(one, "attribute:value");
    EXPECT_TRUE(same.ramp);
    EXPECT_EQ(indexOf(one, same, 1), 0);
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const SmallScene none = withAttribute(std::vector<double>{nan, nan});
    EXPECT_FALSE(colorsOf(none, "attribute:value").ramp);
    EXPECT_EQ(indexOf(none, colorsOf(none, "attribute:value"), 0), noValueIndex);
    const double most = std::numeric_limits<double>::max();
    const SmallScene wide = withAttribute(std::vector<double>{-most, most, 0});
    EXPECT_LE(indexOf(wide, colorsOf(wide, "attribute:value"), 1), 254);
}

TEST(PaneColors, AFewOutliersDoNotTakeTheWholeRamp)
{
    std::vector<float> values(10000);
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = static_cast<float>(i) / 10000;
    values[77] = 1e6F;
    const SmallScene scene = withAttribute(values);
    const PaneColors colors = colorsOf(scene, "attribute:value");
    EXPECT_LT(colors.high, 1.1);
    EXPECT_EQ(indexOf(scene, colors, 77), 254);
    EXPECT_NEAR(indexOf(scene, colors, 5000), 127, 4);
}

TEST(Ramp, LightnessRisesEvenly)
{
    const auto& palette = rampPalette();
    // CIE L* is another measure of lightness than the one the ramp is made with: rising, from dark to bright.
    const auto lightness = [](Rgb color) {
        const auto linear = [](std::uint8_t value) {
            const double v = value / 255.0;
            return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
        };
        const double y = 0.2126 * linear(color[0]) + 0.7152 * linear(color[1]) + 0.0722 * linear(color[2]);
        return y > 0.008856 ? 116 * std::cbrt(y) - 16 : 903.3 * y;
    };
    for (int i = 16; i < noValueIndex; i += 16) {
        const double step = lightness(palette[i]) - lightness(palette[i - 16]);
        EXPECT_GT(step, 2) << i;
        EXPECT_LT(step, 9) << i;
    }
    EXPECT_LT(lightness(palette[0]), 20);
    EXPECT_GT(lightness(palette[254]), 85);
    EXPECT_EQ(palette[noValueIndex], otherColor);
}

TEST(PaneContent, TextRoundTrip)
{
    for (const char* const text :
         {"input", "truth", "prediction", "error", "height", "attribute:intensity", "attribute:"})
        EXPECT_EQ(PaneContent::fromText(text).toText(), text);
    EXPECT_EQ(PaneContent::fromText("intensity"), (PaneContent{ColorBy::Attribute, "intensity"}));
    EXPECT_EQ(PaneContent::fromText("attribute:truth"), (PaneContent{ColorBy::Attribute, "truth"}));
}

} // namespace
} // namespace maquette::cloud
