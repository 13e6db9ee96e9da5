// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/explain/Pictures.h"

#include "imaging/Resize.h"

#include <gtest/gtest.h>

#include <cmath>

namespace maquette::edit::test {
namespace {

using imaging::Filter;
using imaging::Image;

Edit sepia()
{
    return recolor([](Color c) {
        const double l = 0.299 * c[0] + 0.587 * c[1] + 0.114 * c[2];
        return Color{0.15 * c[0] + 0.952 * l, 0.15 * c[1] + 0.8075 * l, 0.15 * c[2] + 0.612 * l};
    });
}

TEST(Geometry, AllFlipsAreFoundAndLossless)
{
    const auto wide = photo("china.jpg", 160, 120);
    const auto other = photo("cat.jpg", 90, 130);
    const char* words[8] = {"",
                            "left to right",
                            "top to bottom",
                            "180°",
                            "falling diagonal",
                            "90° clockwise",
                            "90° counterclockwise",
                            "rising diagonal"};
    for (int k = 1; k < 8; ++k) {
        const auto outcome = explainAndCarry([k](const Image& i) { return turned(i, k); }, wide, other);
        EXPECT_EQ(kinds(outcome.explanation), "flip") << k;
        EXPECT_EQ(outcome.transferDb, 50) << k;
        EXPECT_NE(outcome.words.find(words[k]), std::string::npos) << outcome.words;
        EXPECT_TRUE(outcome.explanation.steps.empty() || outcome.explanation.steps[0]->moves());
    }
}

TEST(Geometry, FlipWithColor)
{
    const auto outcome = explainAndCarry(chain([](const Image& i) { return turned(i, 1); }, sepia()),
                                         photo("china.jpg", 128, 128), photo("astronaut.png", 128, 128));
    EXPECT_EQ(kinds(outcome.explanation), "flip+color");
    EXPECT_GE(outcome.transferDb, 48);
    // align() moves and leaves the colors.
    const auto other = photo("cat.jpg", 64, 48);
    EXPECT_EQ(outcome.explanation.align(other).data, turned(other, 1).data);
}

TEST(Geometry, CropIsFoundToThePixelAndCarriesInRelativeTerms)
{
    const auto edit = [](const Image& i) { return cut(i, i.width / 8, i.height / 4, i.width / 2, i.height * 5 / 8); };
    const auto outcome = explainAndCarry(edit, photo("china.jpg", 160, 128), photo("astronaut.png", 320, 256));
    EXPECT_EQ(kinds(outcome.explanation), "reframe");
    EXPECT_EQ(outcome.transferDb, 50);
    EXPECT_EQ(outcome.words, "Cropped to 50.0 % of the width and 62.5 % of the height. ");
}

TEST(Geometry, CropWithColorAndMirror)
{
    const auto crop = [](const Image& i) { return cut(i, i.width / 4, i.height / 8, i.width / 2, i.height / 2); };
    const auto colored
        = explainAndCarry(chain(crop, sepia()), photo("china.jpg", 160, 128), photo("astronaut.png", 160, 128));
    EXPECT_EQ(kinds(colored.explanation), "reframe+color");
    EXPECT_GE(colored.transferDb, 46);
    const auto mirrored = explainAndCarry([&](const Image& i) { return crop(turned(i, 1)); },
                                          photo("china.jpg", 160, 128), photo("astronaut.png", 160, 128));
    EXPECT_EQ(kinds(mirrored.explanation), "flip+reframe");
    EXPECT_EQ(mirrored.transferDb, 50);
}

TEST(Geometry, ShiftAroundTheEdgesAndWithRepeatedEdges)
{
    const auto image = photo("china.jpg", 128, 128);
    const auto other = photo("cat.jpg", 256, 128);
    for (const bool around : {true, false}) {
        const auto outcome = explainAndCarry(
            [around](const Image& i) { return cut(i, -i.width / 16, i.height / 32, i.width, i.height, around); }, image,
            other);
        EXPECT_EQ(kinds(outcome.explanation), "reframe");
        EXPECT_EQ(outcome.transferDb, 50) << around;
        EXPECT_EQ(outcome.words.find("around the edges") != std::string::npos, around);
    }
}

TEST(Geometry, ShiftByAPartOfAPixel)
{
    const auto edit = [](const Image& i) {
        Image result = i;
        const auto f = 0.4F * static_cast<float>(i.width) / 128;
        for (int c = 0; c < 3; ++c)
            for (int y = 0; y < i.height; ++y)
                for (int x = 0; x < i.width; ++x)
                    result.at(c, x, y) = (1 - f) * i.at(c, x, y) + f * i.at(c, std::min(x + 1, i.width - 1), y);
        return result;
    };
    const auto outcome = explainAndCarry(edit, photo("china.jpg", 128, 128), photo("astronaut.png", 128, 128));
    EXPECT_EQ(kinds(outcome.explanation), "reframe");
    EXPECT_GE(outcome.transferDb, 40) << outcome.words;
}

TEST(Geometry, ResizeByDifferentFilters)
{
    for (const Filter filter : {Filter::Bilinear, Filter::Bicubic, Filter::Lanczos})
        for (const double scale : {0.5, 1.5}) {
            const auto edit = [=](const Image& i) {
                return imaging::resize(i, static_cast<int>(i.width * scale), static_cast<int>(i.height * scale),
                                       filter);
            };
            const auto outcome = explainAndCarry(edit, photo("china.jpg", 128, 96), photo("astronaut.png", 96, 128));
            EXPECT_EQ(kinds(outcome.explanation), "reframe");
            EXPECT_GE(outcome.transferDb, 44) << static_cast<int>(filter) << " " << scale << " " << outcome.words;
        }
}

TEST(Geometry, ZoomAndCropWithScaling)
{
    const auto zoom = [](const Image& i) {
        const int w = static_cast<int>(std::lround(i.width / 1.28));
        const int h = static_cast<int>(std::lround(i.height / 1.28));
        return imaging::resize(cut(i, (i.width - w) / 2, (i.height - h) / 2, w, h), i.width, i.height,
                               Filter::Bilinear);
    };
    const auto zoomed = explainAndCarry(zoom, photo("china.jpg", 128, 128), photo("astronaut.png", 128, 128));
    EXPECT_EQ(kinds(zoomed.explanation), "reframe");
    EXPECT_NE(zoomed.words.find("Zoomed in 1.28 times"), std::string::npos) << zoomed.words;
    EXPECT_GE(zoomed.transferDb, 40);
    const auto both = [](const Image& i) {
        return imaging::resize(cut(i, i.width / 8, i.height / 4, i.width * 5 / 8, i.height * 5 / 8), i.width / 2,
                               i.height / 2, Filter::Bicubic);
    };
    const auto scaled = explainAndCarry(both, photo("china.jpg", 192, 128), photo("astronaut.png", 192, 128));
    EXPECT_EQ(kinds(scaled.explanation), "reframe");
    EXPECT_GE(scaled.transferDb, 35) << scaled.words;
}

TEST(Geometry, SlidersMoveTheCrop)
{
    const auto image = photo("china.jpg", 128, 128);
    const auto found = explain(image, cut(image, 16, 32, 64, 64));
    ASSERT_TRUE(found.ok());
    ASSERT_EQ(kinds(found.value()), "reframe");
    const StepPtr step = found.value().steps[0];
    base::ParameterValues values(step->parameters());
    EXPECT_NEAR(values.real("left"), 12.5, 1e-9);
    ASSERT_TRUE(values.set("right", 75.0).ok());
    EXPECT_EQ(step->adjusted(values)->apply(image).data, cut(image, 16, 32, 80, 64).data);
}

} // namespace
} // namespace maquette::edit::test
