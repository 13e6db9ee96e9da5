// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "imaging/Metrics.h"

#include "base/Threads.h"
#include "imaging/Color.h"
#include "imaging/Support.h"

#include <cmath>
#include <limits>

namespace maquette::imaging {
namespace {

Image noiseImage(std::uint32_t seed, int width, int height)
{
    Image image(width, height);
    test::Noise noise(seed);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            for (int channel = 0; channel < 3; ++channel)
                image.at(channel, x, y) = static_cast<float>(noise.next()) / 255.0F;
    return image;
}

Image mixed(const Image& a, const Image& b, double share)
{
    Image result = a;
    for (std::size_t i = 0; i < a.data.size(); ++i)
        result.data[i] = static_cast<float>(a.data[i] * (1 - share) + b.data[i] * share);
    return result;
}

TEST(Metrics, EqualTheReference)
{
    const base::Json json = test::dataJson("metrics.json");
    ASSERT_EQ(json["cases"].size(), 10U);
    for (const base::Json& item : json["cases"]) {
        const std::uint32_t seed = item["seed"];
        const Image a = noiseImage(seed, item["size"][0], item["size"][1]);
        const Image b = mixed(a, noiseImage(seed + 1, a.width, a.height), item["mix"]);
        EXPECT_NEAR(ssim(a, b), item["ssim"].get<double>(), 3e-6) << item["size"];
        EXPECT_NEAR(ssim(b, a), item["ssim"].get<double>(), 3e-6) << item["size"];
        EXPECT_NEAR(psnr(a, b), item["psnr"].get<double>(), 1e-4) << item["size"];
    }
}

TEST(Metrics, EqualImages)
{
    for (const auto& [width, height] : {std::pair{1, 1}, std::pair{2, 9}, std::pair{40, 30}, std::pair{300, 200}}) {
        const Image image = noiseImage(4, width, height);
        EXPECT_DOUBLE_EQ(ssim(image, image), 1);
        EXPECT_EQ(psnr(image, image), 50);
        EXPECT_EQ(psnr(image, image, 99), 99);
    }
    EXPECT_EQ(ssim({}, {}), 1);
    EXPECT_EQ(psnr({}, {}), 50);
}

TEST(Metrics, KnownError)
{
    const Image black(8, 8, 0);
    EXPECT_NEAR(psnr(black, Image(8, 8, 0.1F)), 20, 1e-5);
    EXPECT_NEAR(psnr(black, Image(8, 8, 1)), 0, 1e-9);
    EXPECT_EQ(psnr(black, Image(8, 8, 0.001F)), 50); // 60 dB, cut at the ceiling
    // Two constants: only the means differ, so the index is C1 / (1 + C1).
    EXPECT_NEAR(ssim(black, Image(8, 8, 1)), 1e-4 / (1 + 1e-4), 1e-7);
}

TEST(Metrics, NotANumberIsNeverGood)
{
    const Image good(20, 20, 0.5F);
    Image bad = good;
    bad.at(1, 10, 10) = std::numeric_limits<float>::quiet_NaN();
    EXPECT_TRUE(std::isnan(psnr(good, bad)));
    EXPECT_TRUE(std::isnan(ssim(good, bad)));
}

TEST(Metrics, ThreadCountChangesNothing)
{
    const Image a = noiseImage(1, 701, 303);
    const Image b = noiseImage(2, 701, 303);
    const int before = base::threads();
    base::setThreads(1);
    const double similarity = ssim(a, b);
    const double ratio = psnr(a, b);
    base::setThreads(4);
    EXPECT_EQ(ssim(a, b), similarity);
    EXPECT_EQ(psnr(a, b), ratio);
    base::setThreads(before);
}

TEST(Color, LumaWeightsAddUpToOne)
{
    EXPECT_FLOAT_EQ(luma(1, 1, 1), 1);
    EXPECT_FLOAT_EQ(luma(0.5F, 0, 0), 0.1495F);
    EXPECT_FLOAT_EQ(luma(0, 1, 0), 0.587F);
}

} // namespace
} // namespace maquette::imaging
