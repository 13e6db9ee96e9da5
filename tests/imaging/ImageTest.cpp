// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "imaging/Image.h"

#include "base/Threads.h"
#include "imaging/OpenCvThreads.h"

#include <gtest/gtest.h>

#include <cstring>
#include <limits>
#include <opencv2/core.hpp>

namespace maquette::imaging {
namespace {

TEST(Image, EveryByteSurvivesTheRoundTrip)
{
    Picture picture(256, 2, 3, 8);
    for (std::size_t i = 0; i < picture.bytes.size(); ++i)
        picture.bytes[i] = static_cast<std::uint8_t>(i / 3 + i % 3);
    const Image image = toImage(picture);
    EXPECT_FLOAT_EQ(image.at(0, 51, 0), 0.2F);
    EXPECT_FLOAT_EQ(image.at(1, 254, 1), 1.0F);
    EXPECT_EQ(toPicture(image).bytes, picture.bytes);
}

TEST(Image, EverySixteenBitSampleSurvivesTheRoundTrip)
{
    Picture picture(256, 256, 3, 16);
    for (std::size_t i = 0; i < 65536; ++i) {
        for (std::size_t channel = 0; channel < 3; ++channel) {
            const auto sample = static_cast<std::uint16_t>(i + channel * 1000);
            std::memcpy(picture.bytes.data() + (i * 3 + channel) * 2, &sample, 2);
        }
    }
    EXPECT_EQ(toPicture(toImage(picture), picture).bytes, picture.bytes);
}

TEST(Image, ClampsRoundsAndReplacesNan)
{
    Image image(4, 1);
    const float values[4] = {-0.5F, 1.5F, std::numeric_limits<float>::quiet_NaN(), 0.4999F / 255.0F};
    std::copy_n(values, 4, image.row(0, 0));
    image.at(1, 0, 0) = std::numeric_limits<float>::infinity();
    image.at(1, 1, 0) = -std::numeric_limits<float>::infinity();
    image.at(2, 3, 0) = 127.6F / 255.0F;
    const Picture picture = toPicture(image);
    EXPECT_EQ(picture.bytes, (std::vector<std::uint8_t>{0, 255, 0, 255, 0, 0, 0, 0, 0, 0, 0, 128}));
    const Picture deep = toPicture(image, Picture(9, 9, 4, 16));
    EXPECT_EQ(deep.bits, 16);
    EXPECT_EQ(deep.channels, 3); // another size: its alpha does not fit
}

TEST(Image, TakesAlphaFromAPictureOfTheSameSize)
{
    for (const int bits : {8, 16}) {
        Picture like(3, 2, 4, bits);
        for (std::size_t i = 0; i < like.bytes.size(); ++i)
            like.bytes[i] = static_cast<std::uint8_t>(7 * i + 1);
        EXPECT_EQ(toPicture(toImage(like), like).bytes, like.bytes) << bits;
    }
}

TEST(Image, EmptyStaysEmpty)
{
    EXPECT_TRUE(toImage(Picture{}).empty());
    EXPECT_TRUE(toPicture(Image{}).empty());
}

TEST(OpenCvThreads, FollowsTheSetting)
{
    const int before = base::threads();
    followThreads();
    followThreads();
    base::setThreads(3);
    EXPECT_EQ(cv::getNumThreads(), 3);
    base::setThreads(1);
    EXPECT_EQ(cv::getNumThreads(), 1);
    base::setThreads(before);
    EXPECT_EQ(cv::getNumThreads(), before);
}

} // namespace
} // namespace maquette::imaging
