// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/PaintTiles.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace maquette::edit;
using maquette::imaging::Image;

namespace {
Image ramp(int width, int height)
{
    Image image(width, height);
    for (int channel = 0; channel < 3; ++channel)
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x)
                image.at(channel, x, y) = static_cast<float>(std::sin(0.1 * x + channel) * std::cos(0.07 * y));
    return image;
}
} // namespace

TEST(PaintTiles, CoverEveryPixelAndStayInside)
{
    for (const auto& [width, height] : {std::pair{64, 64}, {65, 64}, {200, 130}, {64, 500}}) {
        std::vector<int> hits(static_cast<std::size_t>(width) * height);
        for (const auto place : tilePlaces(width, height, 64, 48)) {
            ASSERT_GE(place.x, 0);
            ASSERT_LE(place.x + 64, width);
            ASSERT_LE(place.y + 64, height);
            for (int y = 0; y < 64; ++y)
                for (int x = 0; x < 64; ++x)
                    ++hits[static_cast<std::size_t>(place.y + y) * width + place.x + x];
        }
        for (const int hit : hits)
            ASSERT_GT(hit, 0);
    }
}

TEST(PaintTiles, BlendingUnchangedTilesGivesThePictureBack)
{
    const Image image = ramp(150, 97);
    TileBlend blend(image.width, image.height, 64);
    for (const auto place : tilePlaces(image.width, image.height, 64, 48))
        blend.add(place, crop(image, place, 64).data.data());
    const Image back = blend.result();
    for (std::size_t i = 0; i < image.data.size(); ++i)
        ASSERT_NEAR(back.data[i], image.data[i], 1e-5);
}

TEST(PaintTiles, APictureThatIsTooSmallIsMirroredOut)
{
    const Image image = ramp(5, 70);
    const Image large = atLeast(image, 64);
    EXPECT_EQ(large.width, 64);
    EXPECT_EQ(large.height, 70);
    EXPECT_EQ(large.at(1, 5, 3), image.at(1, 4, 3));
    EXPECT_EQ(large.at(1, 9, 3), image.at(1, 0, 3));
    EXPECT_EQ(large.at(1, 10, 3), image.at(1, 0, 3));
}

TEST(PaintTiles, InformativeTilesLieWhereSomethingHappens)
{
    Image before(256, 64, 0.5F);
    Image after = before;
    for (int x = 128; x < 192; ++x)
        after.at(0, x, 30) = 1;
    const auto places = informativeTiles(before, after, 64, 64, 1);
    ASSERT_EQ(places.size(), 1u);
    EXPECT_EQ(places[0].x, 128);
}
