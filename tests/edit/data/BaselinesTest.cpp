// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/data/Baselines.h"

#include "base/Random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace maquette::edit::data {

namespace {

using imaging::Image;

Image randomImage(int width, int height, std::uint64_t seed, double low, double high)
{
    Image image(width, height);
    base::Random random(seed);
    for (float& x : image.data)
        x = static_cast<float>(random.uniform(low, high));
    return image;
}

TEST(Baselines, AffineFindsAnAffineChange)
{
    const auto change = [](const Image& in) {
        Image out(in.width, in.height);
        for (std::size_t i = 0; i < in.area(); ++i) {
            const float r = in.plane(0)[i];
            const float g = in.plane(1)[i];
            const float b = in.plane(2)[i];
            out.plane(0)[i] = 0.1F + 0.5F * r + 0.2F * g;
            out.plane(1)[i] = 0.7F * b + 0.2F;
            out.plane(2)[i] = 0.9F - 0.6F * g;
        }
        return out;
    };
    const Image before = randomImage(40, 40, 1, 0, 1);
    const Image image = randomImage(17, 9, 2, 0.1, 0.9);
    const Image result = affineTransfer(before, change(before), image);
    const Image truth = change(image);
    for (std::size_t i = 0; i < truth.data.size(); ++i)
        EXPECT_NEAR(result.data[i], truth.data[i], 2e-3); // the ridge takes a little
}

TEST(Baselines, AffineOfAFlatExampleStaysNearTheIdentity)
{
    const Image image = randomImage(8, 8, 2, 0.1, 0.9);
    const Image result = affineTransfer(Image(8, 8, 0.5F), Image(8, 8, 0.5F), image);
    for (std::size_t i = 0; i < image.data.size(); ++i)
        EXPECT_NEAR(result.data[i], image.data[i], 1e-5);
}

TEST(Baselines, ReinhardCarriesTheChangeOfMeanAndDeviation)
{
    const Image before = randomImage(50, 50, 1, 0.4, 0.6);
    Image after = before;
    for (float& x : after.data)
        x = (x - 0.5F) * 0.5F + 0.6F;
    const Image image = randomImage(30, 30, 3, 0.2, 0.6);
    const Image result = reinhardTransfer(before, after, image);
    for (int c = 0; c < 3; ++c) {
        double meanBefore = 0;
        double meanAfter = 0;
        double mean = 0;
        for (std::size_t i = 0; i < before.area(); ++i) {
            meanBefore += before.plane(c)[i] / 2500.0;
            meanAfter += after.plane(c)[i] / 2500.0;
        }
        for (std::size_t i = 0; i < image.area(); ++i)
            mean += image.plane(c)[i] / 900.0;
        for (std::size_t i = 0; i < image.area(); ++i)
            EXPECT_NEAR(result.plane(c)[i], (image.plane(c)[i] - mean) * 0.5 + mean + meanAfter - meanBefore, 2e-3);
    }
}

TEST(Baselines, ResultsAreClamped)
{
    const Image before = randomImage(20, 20, 1, 0.1, 0.4);
    Image after = before;
    for (float& x : after.data)
        x = x * 2.5F;
    const Image bright = randomImage(20, 20, 4, 0.1, 1);
    for (const Image& result : {affineTransfer(before, after, bright), reinhardTransfer(before, after, bright)}) {
        const auto [low, high] = std::minmax_element(result.data.begin(), result.data.end());
        EXPECT_GE(*low, 0);
        EXPECT_EQ(*high, 1);
    }
}

} // namespace

} // namespace maquette::edit::data
