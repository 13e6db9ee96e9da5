// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/data/Pixels.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <set>

namespace maquette::edit::data {

namespace {

imaging::Image ramp(int width, int height)
{
    imaging::Image image(width, height);
    for (int c = 0; c < 3; ++c)
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x)
                image.at(c, x, y) = static_cast<float>(c * 100 + y * 10 + x);
    return image;
}

TEST(Pixels, TurnsAreTheEightOfTheSquare)
{
    const imaging::Image image = ramp(3, 3);
    std::set<std::vector<float>> different;
    for (int turn = 0; turn < 8; ++turn)
        different.insert(turned(image, turn).data);
    EXPECT_EQ(different.size(), 8U);
    EXPECT_EQ(turned(image, 0).data, image.data);
    for (int turn : {1, 2, 3, 4, 7}) // mirrors, half turn and transposes undo themselves
        EXPECT_EQ(turned(turned(image, turn), turn).data, image.data) << turn;
    EXPECT_EQ(turned(turned(image, 5), 6).data, image.data);
}

TEST(Pixels, TurnsPutPixelsWhereTheyBelong)
{
    const imaging::Image image = ramp(4, 2);
    EXPECT_EQ(turned(image, 1).at(0, 0, 1), image.at(0, 3, 1));
    EXPECT_EQ(turned(image, 2).at(1, 3, 0), image.at(1, 3, 1));
    const imaging::Image transposed = turned(image, 4);
    EXPECT_EQ(transposed.width, 2);
    EXPECT_EQ(transposed.height, 4);
    EXPECT_EQ(transposed.at(2, 1, 3), image.at(2, 3, 1));
    const imaging::Image rotated = turned(image, 5); // a quarter to the right
    EXPECT_EQ(rotated.at(0, 1, 0), image.at(0, 0, 0));
    EXPECT_EQ(rotated.at(0, 0, 0), image.at(0, 0, 1));
}

TEST(Pixels, BlurKeepsFlatAndMatchesTheGaussian)
{
    EXPECT_NEAR(gaussianBlur(imaging::Image(9, 5, 0.3F), 2.5).at(1, 8, 0), 0.3F, 1e-6F);
    Plane dot(41, 41);
    dot.row(20)[20] = 1;
    const Plane blurred = gaussianBlur(dot, 2);
    EXPECT_NEAR(blurred.row(20)[20], 1 / (2 * std::numbers::pi * 4), 2e-4);
    EXPECT_NEAR(blurred.row(20)[23] / blurred.row(20)[20], std::exp(-9.0 / 8), 1e-5);
    EXPECT_FLOAT_EQ(blurred.row(23)[20], blurred.row(20)[23]);
}

TEST(Pixels, BlurIsWholeOnPicturesSmallerThanItsKernel)
{
    imaging::Image tiny(2, 1);
    tiny.at(0, 0, 0) = 1;
    const imaging::Image blurred = gaussianBlur(tiny, 4);
    EXPECT_NEAR(blurred.at(0, 0, 0) + blurred.at(0, 1, 0), 1, 1e-5);
    EXPECT_NEAR(gaussianBlur(imaging::Image(1, 1, 0.5F), 3).at(0, 0, 0), 0.5F, 1e-6F);
}

TEST(Pixels, MotionBlurSpreadsAPointInOneDirection)
{
    imaging::Image image(11, 11);
    image.at(0, 5, 5) = 1;
    const imaging::Image along = motionBlur(image, 5, true);
    for (int x = 0; x < 11; ++x)
        EXPECT_FLOAT_EQ(along.at(0, x, 5), std::abs(x - 5) <= 2 ? 0.2F : 0.0F);
    EXPECT_FLOAT_EQ(along.at(0, 5, 4), 0);
    EXPECT_FLOAT_EQ(motionBlur(image, 5, false).at(0, 5, 3), 0.2F);
}

TEST(Pixels, BlockMeansIncludeCutBlocks)
{
    imaging::Image image(3, 1);
    image.at(0, 0, 0) = 0.2F;
    image.at(0, 1, 0) = 0.4F;
    image.at(0, 2, 0) = 0.9F;
    const imaging::Image means = blockMeans(image, 2);
    EXPECT_FLOAT_EQ(means.at(0, 0, 0), 0.3F);
    EXPECT_FLOAT_EQ(means.at(0, 1, 0), 0.3F);
    EXPECT_FLOAT_EQ(means.at(0, 2, 0), 0.9F);
}

TEST(Pixels, SobelOfARampAndAtBorders)
{
    Plane plane(5, 4);
    for (int y = 0; y < 4; ++y)
        for (int x = 0; x < 5; ++x)
            plane.row(y)[x] = static_cast<float>(x) - 3 * static_cast<float>(y);
    const Derivatives d = sobel(plane);
    EXPECT_FLOAT_EQ(d.x.row(1)[2], 2);
    EXPECT_FLOAT_EQ(d.y.row(1)[2], -6);
    EXPECT_FLOAT_EQ(d.x.row(1)[0], 1); // the repeated pixel halves it
    EXPECT_FLOAT_EQ(d.y.row(3)[4], -3);
    EXPECT_FLOAT_EQ(edgeStrength(imaging::Image(3, 3, 0.4F)).row(1)[1], 1e-4F);
}

TEST(Pixels, HueTurnKeepsLumaAndComesRound)
{
    const ColorMatrix there = hueTurn(1.1);
    const ColorMatrix back = hueTurn(2 * std::numbers::pi - 1.1);
    imaging::Image image(1, 1);
    image.data = {0.7F, 0.2F, 0.4F};
    const imaging::Image turnedHue = multiplied(image, there);
    EXPECT_NEAR(lumaPlane(turnedHue).data[0], lumaPlane(image).data[0], 1e-6);
    EXPECT_GT(std::abs(turnedHue.data[0] - image.data[0]), 0.1F);
    const imaging::Image returned = multiplied(turnedHue, back);
    for (int c = 0; c < 3; ++c)
        EXPECT_NEAR(returned.data[c], image.data[c], 1e-5);
    const imaging::Image gray = multiplied(imaging::Image(1, 1, 0.5F), there);
    EXPECT_NEAR(gray.data[2], 0.5F, 2e-3F); // the published matrix is rounded: gray is kept to its digits
}

} // namespace

} // namespace maquette::edit::data
