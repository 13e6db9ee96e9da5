// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/Dither.h"
#include "edit/families/LookTools.h"
#include "edit/families/Posterize.h"
#include "edit/families/Threshold.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

namespace maquette::test {

namespace {

using Rgb = std::array<float, 3>;

float lumaOf(const Rgb& c) { return 0.299F * c[0] + 0.587F * c[1] + 0.114F * c[2]; }

Edit cut(int levels)
{
    return [=](const Image& image) {
        return perPixel(image, [=](Rgb c) {
            for (float& v : c)
                v = std::min(std::floor(v * levels), levels - 1.0F) / (levels - 1);
            return c;
        });
    };
}

Edit rounded(int levels)
{
    return [=](const Image& image) {
        return perPixel(image, [=](Rgb c) {
            for (float& v : c)
                v = std::round(v * (levels - 1)) / (levels - 1);
            return c;
        });
    };
}

Edit grays(int levels)
{
    return [=](const Image& image) {
        return perPixel(image, [=](Rgb c) {
            const float v = std::min(std::floor(lumaOf(c) * levels), levels - 1.0F) / (levels - 1);
            return Rgb{v, v, v};
        });
    };
}

/// Levels after a curve and before a tint: no longer evenly spaced.
Image curvedLevels(const Image& image)
{
    return perPixel(image, [](Rgb c) {
        for (int k = 0; k < 3; ++k)
            c[k] = .1F + (.8F - .2F * k) * std::round(std::pow(c[k], 0.6F) * 3) / 3;
        return c;
    });
}

Edit divided(float level, float steepness, Rgb dark, Rgb bright)
{
    return [=](const Image& image) {
        return perPixel(image, [=](Rgb c) {
            const float y = lumaOf(c);
            const float w = steepness > 1000 ? (y > level ? 1.0F : 0.0F) : 1 / (1 + std::exp((level - y) * steepness));
            for (int k = 0; k < 3; ++k)
                c[k] = dark[k] + w * (bright[k] - dark[k]);
            return c;
        });
    };
}

/// Thresholds of ordered dither with the classic matrices, plus a bias.
float screenAt(int size, int x, int y)
{
    static const int two[2][2] = {{0, 2}, {3, 1}};
    static const int four[4][4] = {{0, 8, 2, 10}, {12, 4, 14, 6}, {3, 11, 1, 9}, {15, 7, 13, 5}};
    if (size == 2)
        return two[y % 2][x % 2] / 4.0F + .1F;
    if (size == 4)
        return four[y % 4][x % 4] / 16.0F + .03F;
    return (4 * four[y % 4][x % 4] + two[y % 8 / 4][x % 8 / 4]) / 64.0F + .01F;
}

Edit dithered(int size, bool gray)
{
    return [=](const Image& image) {
        return perPlace(image, [=](int x, int y, Rgb c) {
            const float t = screenAt(size, x, y);
            const float luma = lumaOf(c);
            for (float& v : c)
                v = (gray ? luma : v) > t ? 1.0F : 0.0F;
            return c;
        });
    };
}

struct Case {
    const char* name;
    edit::Family (*family)();
    Edit edit;
    double fullDb;
    double smallDb;
};

std::vector<Case> cases()
{
    const Rgb black{0, 0, 0};
    const Rgb white{1, 1, 1};
    return {
        {"cut 2", &edit::posterizeFamily, cut(2), 55, 55},
        {"cut 5", &edit::posterizeFamily, cut(5), 55, 55},
        {"cut 7", &edit::posterizeFamily, cut(7), 55, 55},
        {"rounded 4", &edit::posterizeFamily, rounded(4), 55, 55},
        {"grays 3", &edit::posterizeFamily, grays(3), 50, 50},
        {"curved levels", &edit::posterizeFamily, &curvedLevels, 45, 30},
        {"threshold soft", &edit::thresholdFamily, divided(.45F, 40, black, white), 55, 50},
        {"threshold hard", &edit::thresholdFamily, divided(.45F, 9999, black, white), 42, 40},
        {"two colors", &edit::thresholdFamily, divided(.35F, 40, {.1F, .05F, .4F}, {.9F, .8F, .5F}), 55, 50},
        {"dither 2", &edit::ditherFamily, dithered(2, true), 40, 28},
        {"dither 4", &edit::ditherFamily, dithered(4, true), 50, 40},
        {"dither 4 rgb", &edit::ditherFamily, dithered(4, false), 50, 28},
        {"dither 8", &edit::ditherFamily, dithered(8, true), 38, 23},
    };
}

void run(const Image& learn, const Image& other, bool quick)
{
    for (const Case& c : cases()) {
        edit::StepPtr step;
        const double db = transferDb(c.family(), c.edit, learn, other, quick, &step);
        EXPECT_GE(db, quick ? c.smallDb : c.fullDb) << c.name;
        std::printf("%-14s %6.2f dB  %s\n", c.name, db, step ? step->describe().english().c_str() : "-");
    }
}

} // namespace

TEST(QuantizeTest, CarriesToAnotherPhotograph) { run(photo("astronaut.png"), photo("coffee.jpg"), false); }

TEST(QuantizeTest, CarriesBetweenCells)
{
    run(photo("astronaut.png", 8), cropped(photo("coffee.jpg", 6), 18, 1, 64, 64), true);
}

TEST(QuantizeTest, FindsTheParameters)
{
    const Image face = photo("astronaut.png");
    for (int levels = 2; levels <= 9; ++levels) {
        const Example example(face, stored(cut(levels)(face)));
        const edit::StepPtr step = example.best(edit::posterizeFamily());
        ASSERT_TRUE(step);
        EXPECT_EQ(step->toJson()["levels"].get<int>(), levels);
        EXPECT_EQ(step->toJson()["form"].get<std::string>(), "cut");
    }
    const Example example(face, stored(divided(.62F, 30, {0, 0, 0}, {1, 1, 1})(face)));
    const edit::StepPtr step = example.best(edit::thresholdFamily());
    ASSERT_TRUE(step);
    EXPECT_NEAR(step->toJson()["level"].get<double>(), .62, .002);
    EXPECT_NEAR(step->toJson()["steepness"].get<double>(), 30, 1);
}

TEST(QuantizeTest, RefusesDamagedStairs)
{
    const edit::Family family = edit::posterizeFamily();
    const char* good = R"({"kind":"posterize","form":"free","gray":false,"levels":2,"stairs":[
        {"thresholds":[0.5],"values":[0,1]},{"thresholds":[0.5],"values":[0,1]},{"thresholds":[0.5],"values":[0,1]}]})";
    const base::Json json = base::parseJson(good, "step").value();
    ASSERT_TRUE(family.kinds[0].second(json).ok());
    base::Json falling = json;
    falling["stairs"][1] = {{"thresholds", {0.7, 0.2}}, {"values", {0, 0.5, 1}}};
    EXPECT_FALSE(family.kinds[0].second(falling).ok());
    base::Json uneven = json;
    uneven["stairs"][2]["thresholds"] = {0.2, 0.5, 0.9};
    EXPECT_FALSE(family.kinds[0].second(uneven).ok());
    base::Json two = json;
    two["stairs"].erase(2);
    EXPECT_FALSE(family.kinds[0].second(two).ok());
}

TEST(QuantizeTest, NoFalseAlarm)
{
    expectNoFalseAlarm(edit::posterizeFamily());
    expectNoFalseAlarm(edit::thresholdFamily());
    expectNoFalseAlarm(edit::ditherFamily());
}

} // namespace maquette::test
