// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "imaging/Resize.h"

#include "base/Device.h"
#include "base/Threads.h"
#include "imaging/ResizeKernels.h"
#include "imaging/Support.h"

#include <array>
#include <cmath>
#include <cstring>

namespace maquette::imaging {
namespace {

using test::Noise;

constexpr std::array<std::pair<const char*, Filter>, 5> filters = {{{"nearest", Filter::Nearest},
                                                                    {"box", Filter::Box},
                                                                    {"bilinear", Filter::Bilinear},
                                                                    {"bicubic", Filter::Bicubic},
                                                                    {"lanczos", Filter::Lanczos}}};

std::string hexadecimal(std::uint64_t value, int digits)
{
    std::string text(static_cast<std::size_t>(digits), '0');
    for (auto digit = text.rbegin(); digit != text.rend(); ++digit, value >>= 4)
        *digit = "0123456789abcdef"[value & 15];
    return text;
}

/// A result as resize.json writes it.
std::string written(const std::vector<std::uint8_t>& bytes)
{
    std::string text;
    if (bytes.size() <= 24) {
        for (const std::uint8_t byte : bytes)
            text += hexadecimal(byte, 2);
        return text;
    }
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const std::uint8_t byte : bytes)
        hash = (hash ^ byte) * 0x100000001b3U;
    return hexadecimal(hash, 16);
}

Picture noisePicture(std::uint32_t seed, int width, int height, int channels, int bits = 8, bool extremes = false)
{
    Picture picture(width, height, channels, bits);
    Noise noise(seed);
    for (std::uint8_t& byte : picture.bytes) {
        byte = noise.next();
        if (extremes)
            byte = (byte & 1) != 0 ? 255 : 0;
    }
    return picture;
}

TEST(Resize, BytesEqualPillow)
{
    const base::Json json = test::dataJson("resize.json");
    ASSERT_GE(json["bytes"].size(), 80U);
    for (const base::Json& item : json["bytes"]) {
        const Picture picture = noisePicture(item["seed"], item["from"][0], item["from"][1], item["channels"], 8,
                                             item["kind"] == "extremes");
        for (const auto& [name, filter] : filters) {
            const Picture result = resize(picture, item["to"][0], item["to"][1], filter);
            EXPECT_EQ(result.channels, picture.channels);
            EXPECT_EQ(written(result.bytes), item[name])
                << name << " seed " << item["seed"] << " from " << item["from"] << " to " << item["to"];
        }
    }
}

TEST(Resize, FloatsEqualPillow)
{
    const base::Json json = test::dataJson("resize.json");
    ASSERT_EQ(json["floats"].size(), 5U);
    for (const base::Json& item : json["floats"]) {
        Image image(item["from"][0], item["from"][1]);
        Noise noise(item["seed"]);
        for (std::size_t i = 0; i < image.area(); ++i) {
            image.data[i] = static_cast<float>(noise.next()) / 64.0F - 1.0F;
            image.plane(1)[i] = 2 * image.data[i];
            image.plane(2)[i] = 7;
        }
        for (const auto& [name, filter] : filters) {
            const Image result = resize(image, item["to"][0], item["to"][1], filter);
            ASSERT_EQ(result.area(), item[name].size());
            for (std::size_t i = 0; i < result.area(); ++i) {
                const float expected = item[name][i];
                EXPECT_NEAR(result.plane(0)[i], expected, 1e-6F * std::max(1.0F, std::abs(expected))) << name;
                EXPECT_NEAR(result.plane(1)[i], 2 * expected, 2e-6F * std::max(1.0F, std::abs(expected))) << name;
                EXPECT_NEAR(result.plane(2)[i], 7, 1e-5F) << name;
            }
        }
    }
}

TEST(Resize, SixteenBitsFollowTheFloats)
{
    for (const int channels : {3, 4}) {
        const Picture picture = noisePicture(5, 41, 37, channels, 16);
        const Image image = toImage(picture);
        for (const auto& [width, height] :
             {std::pair{20, 60}, std::pair{41, 10}, std::pair{90, 37}, std::pair{1, 1}, std::pair{41, 37}}) {
            for (const auto& [name, filter] : filters) {
                const Picture result = resize(picture, width, height, filter);
                ASSERT_EQ(result.bits, 16);
                const Picture expected = toPicture(resize(image, width, height, filter), Picture(1, 1, 3, 16));
                for (int i = 0; i < width * height; ++i) {
                    for (int channel = 0; channel < 3; ++channel) {
                        std::uint16_t got = 0;
                        std::uint16_t wanted = 0;
                        std::memcpy(&got, result.bytes.data() + (i * channels + channel) * 2, 2);
                        std::memcpy(&wanted, expected.bytes.data() + (i * 3 + channel) * 2, 2);
                        ASSERT_NEAR(got, wanted, 1) << name << ' ' << width << 'x' << height;
                    }
                }
            }
        }
    }
}

TEST(Resize, SameSizeIsACopyAndTextsStayBehind)
{
    Picture picture = noisePicture(3, 9, 5, 4);
    picture.texts.emplace_back("Title", "noise");
    for (const auto& [name, filter] : filters) {
        const Picture result = resize(picture, 9, 5, filter);
        EXPECT_EQ(result.bytes, picture.bytes) << name;
        EXPECT_TRUE(result.texts.empty());
    }
    const Image image = toImage(picture);
    EXPECT_EQ(resize(image, 9, 5, Filter::Lanczos).data, image.data);
}

TEST(Resize, ThreadCountChangesNothing)
{
    const Picture picture = noisePicture(8, 700, 500, 3);
    const Image image = toImage(picture);
    const int before = base::threads();
    base::setThreads(1);
    const auto single = resize(picture, 333, 777, Filter::Lanczos).bytes;
    const auto singleImage = resize(image, 333, 777, Filter::Bicubic).data;
    base::setThreads(5);
    EXPECT_EQ(resize(picture, 333, 777, Filter::Lanczos).bytes, single);
    EXPECT_EQ(resize(image, 333, 777, Filter::Bicubic).data, singleImage);
    base::setThreads(before);
}

TEST(Resize, ConstantStaysConstant)
{
    Picture picture(37, 29, 3, 8);
    for (std::uint8_t& byte : picture.bytes)
        byte = 201;
    for (const auto& [name, filter] : filters) {
        for (const std::uint8_t byte : resize(picture, 91, 11, filter).bytes)
            ASSERT_EQ(byte, 201) << name;
    }
}

TEST(Resize, KernelsOfTheProcessorAgree)
{
#if defined(__x86_64__)
    if (!base::cpuFeatures().avx2)
        GTEST_SKIP() << "this processor has no AVX2";
    const Taps<std::int32_t> taps = fixedTaps(makeTaps(997, 31, Filter::Lanczos));
    for (const bool extremes : {false, true}) {
        const Picture picture = noisePicture(77, 997, 6, 3, 8, extremes);
        for (std::size_t i = 0; i < taps.first.size(); ++i) {
            std::array<std::uint8_t, kernelLanes> plain{};
            std::array<std::uint8_t, kernelLanes> wide{};
            const std::uint8_t* in = picture.bytes.data() + std::ptrdiff_t(taps.first[i]) * kernelLanes;
            byteKernel(in, kernelLanes, taps.weights.data() + i * taps.stride, taps.count[i], plain.data());
            byteKernelAvx2(in, kernelLanes, taps.weights.data() + i * taps.stride, taps.count[i], wide.data());
            EXPECT_EQ(plain, wide) << i;
        }
    }
#else
    GTEST_SKIP() << "one kernel only on this kind of processor";
#endif
}

} // namespace
} // namespace maquette::imaging
