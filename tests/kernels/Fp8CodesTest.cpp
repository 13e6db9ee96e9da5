// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The conversions on plain memory against a slow reference that looks for the nearest of all values. The test program
// runs once for each width of vectors (MAQUETTE_FP8_VECTORS).
#include "kernels/cpu/Fp8Codes.h"
#include "kernels/cpu/Fp8Adam.h"
#include "kernels/cpu/Fp8Cast.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <random>
#include <utility>
#include <vector>

using namespace maquette::kernels;
using namespace maquette::kernels::cpu;

namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();
constexpr float quietNan = std::numeric_limits<float>::quiet_NaN();

/// The value of a finite code, from the definition of the formats.
double valueOf(int code, Fp8Format format)
{
    const int mantissaBits = format == Fp8Format::E4M3 ? 3 : 2;
    const int bias = format == Fp8Format::E4M3 ? 7 : 15;
    const int exponent = (code & 0x7F) >> mantissaBits;
    const double mantissa = code & ((1 << mantissaBits) - 1);
    const double unit = std::ldexp(1.0, mantissaBits);
    const double magnitude
        = exponent == 0 ? std::ldexp(mantissa / unit, 1 - bias) : std::ldexp(1 + mantissa / unit, exponent - bias);
    return code & 0x80 ? -magnitude : magnitude;
}

int lastCode(Fp8Format format) { return format == Fp8Format::E4M3 ? 0x7E : 0x7B; }

/// The nearest of all finite values; of two equally near ones the even code.
int nearestCode(double value, Fp8Format format)
{
    static const auto table = [] {
        std::vector<std::vector<double>> values(2);
        for (const Fp8Format each : {Fp8Format::E4M3, Fp8Format::E5M2})
            for (int code = 0; code <= lastCode(each); ++code)
                values[static_cast<std::size_t>(each)].push_back(valueOf(code, each));
        return values;
    }();
    if (std::isnan(value))
        return 0x7F;
    const std::vector<double>& values = table[static_cast<std::size_t>(format)];
    const double magnitude = std::min(std::abs(value), values.back());
    int best = 0;
    for (int code = 1; code <= lastCode(format); ++code) {
        const double here = std::abs(values[static_cast<std::size_t>(code)] - magnitude);
        const double before = std::abs(values[static_cast<std::size_t>(best)] - magnitude);
        if (here < before || (here == before && code % 2 == 0))
            best = code;
    }
    return best | (std::signbit(value) ? 0x80 : 0);
}

double halfValue(std::uint16_t half)
{
    const int exponent = half >> 10 & 31;
    const double mantissa = half & 1023;
    double magnitude = exponent == 0 ? std::ldexp(mantissa, -24) : std::ldexp(1024 + mantissa, exponent - 25);
    if (exponent == 31)
        magnitude = mantissa == 0 ? infinity : quietNan;
    return half & 0x8000 ? -magnitude : magnitude;
}

std::uint8_t encodeOne(float value, Fp8Format format)
{
    std::uint8_t code = 0;
    fp8EncodeSpan(&value, Fp8Element::Float32, 1, 1.0F, format, &code);
    return code;
}

const Fp8Format formats[] = {Fp8Format::E4M3, Fp8Format::E5M2};

} // namespace

TEST(Fp8Codes, AllHalvesGoToTheNearestCode)
{
    std::vector<std::uint16_t> halves(65536);
    for (std::size_t i = 0; i < halves.size(); ++i)
        halves[i] = static_cast<std::uint16_t>(i);
    std::vector<std::uint8_t> codes(halves.size());
    for (const Fp8Format format : formats)
        for (const float scale : {1.0F, 0.0078125F, 4096.0F}) {
            const Fp8Amax amax = fp8EncodeSpan(halves.data(), Fp8Element::Float16, 65536, scale, format, codes.data());
            EXPECT_EQ(amax.largest, infinity);
            EXPECT_TRUE(amax.nan);
            for (std::size_t i = 0; i < halves.size(); ++i)
                ASSERT_EQ(codes[i], nearestCode(halfValue(halves[i]) * scale, format))
                    << "half " << i << ", scale " << scale;
        }
}

TEST(Fp8Codes, AllBFloat16GoToTheNearestCode)
{
    std::vector<std::uint16_t> values(65536);
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = static_cast<std::uint16_t>(i);
    std::vector<std::uint8_t> codes(values.size());
    for (const Fp8Format format : formats) {
        (void)fp8EncodeSpan(values.data(), Fp8Element::BFloat16, 65536, 1.0F, format, codes.data());
        for (std::size_t i = 0; i < values.size(); ++i) {
            const float value = std::bit_cast<float>(static_cast<std::uint32_t>(values[i]) << 16);
            ASSERT_EQ(codes[i], nearestCode(value, format)) << "bfloat16 " << i;
        }
    }
}

TEST(Fp8Codes, PublishedTable)
{
    const struct {
        float value;
        int e4m3, e5m2;
    } rows[] = {
        {-0.0F, 0x80, 0x80},     {0.0F, 0x00, 0x00},      {1.0625F, 0x38, 0x3C},
        {1.1875F, 0x3A, 0x3D},   {0.1F, 0x1D, 0x2E},      {0.3952F, 0x2D, 0x36},
        {-0.3F, 0xAA, 0xB5},     {447, 0x7E, 0x5F},       {448, 0x7E, 0x5F},
        {456, 0x7E, 0x5F},       {464, 0x7E, 0x5F},       {480, 0x7E, 0x60},
        {1000, 0x7E, 0x64},      {61439, 0x7E, 0x7B},     {61440, 0x7E, 0x7B},
        {65504, 0x7E, 0x7B},     {1e9F, 0x7E, 0x7B},      {infinity, 0x7E, 0x7B},
        {-infinity, 0xFE, 0xFB}, {quietNan, 0x7F, 0x7F},  {-quietNan, 0x7F, 0x7F},
        {0x1p-9F, 0x01, 0x18},   {0x1p-10F, 0x00, 0x14},  {std::nextafter(0x1p-10F, 1.0F), 0x01, 0x14},
        {0x1.8p-9F, 0x02, 0x1A}, {0x1.4p-8F, 0x02, 0x1D}, {0x1p-16F, 0x00, 0x01},
        {0x1p-17F, 0x00, 0x00},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(encodeOne(row.value, Fp8Format::E4M3), row.e4m3) << row.value;
        EXPECT_EQ(encodeOne(row.value, Fp8Format::E5M2), row.e5m2) << row.value;
    }
}

TEST(Fp8Codes, All256CodesDecode)
{
    std::vector<std::uint8_t> codes(256);
    for (int i = 0; i < 256; ++i)
        codes[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(i);
    std::vector<float> values(256);
    for (const Fp8Format format : formats) {
        fp8DecodeSpan(codes.data(), 256, 1.0F, format, values.data(), Fp8Element::Float32);
        for (int code = 0; code < 256; ++code) {
            const float value = values[static_cast<std::size_t>(code)];
            if ((code & 0x7F) <= lastCode(format)) {
                ASSERT_EQ(value, valueOf(code, format)) << code;
                ASSERT_EQ(std::signbit(value), (code & 0x80) != 0) << code;
            } else if (format == Fp8Format::E5M2 && (code & 0x7F) == 0x7C)
                ASSERT_EQ(value, code & 0x80 ? -infinity : infinity);
            else
                ASSERT_TRUE(std::isnan(value)) << code;
        }
    }
}

TEST(Fp8Codes, DecodedCodesComeBackInEveryType)
{
    for (const Fp8Format format : formats)
        for (const Fp8Element element : {Fp8Element::Float32, Fp8Element::Float16, Fp8Element::BFloat16}) {
            std::vector<std::uint8_t> codes, back;
            for (int code = 0; code < 256; ++code)
                if ((code & 0x7F) <= lastCode(format))
                    codes.push_back(static_cast<std::uint8_t>(code));
            back.resize(codes.size());
            std::vector<float> room(codes.size());
            fp8DecodeSpan(codes.data(), static_cast<std::int64_t>(codes.size()), 1.0F, format, room.data(), element);
            (void)fp8EncodeSpan(room.data(), element, static_cast<std::int64_t>(codes.size()), 1.0F, format,
                                back.data());
            EXPECT_EQ(codes, back);
        }
}

TEST(Fp8Codes, RandomFloatsTiesAndNeighborsOfTies)
{
    std::mt19937 random(7);
    std::vector<float> values;
    for (int i = 0; i < 20000; ++i)
        values.push_back(std::bit_cast<float>(static_cast<std::uint32_t>(random())));
    for (const Fp8Format format : formats)
        for (int code = 0; code < lastCode(format); ++code) {
            const auto middle = static_cast<float>((valueOf(code, format) + valueOf(code + 1, format)) / 2);
            for (const float value : {middle, std::nextafter(middle, 0.0F), std::nextafter(middle, infinity)})
                values.insert(values.end(), {value, -value});
        }
    for (const Fp8Format format : formats) {
        std::vector<std::uint8_t> codes(values.size());
        (void)fp8EncodeSpan(values.data(), Fp8Element::Float32, static_cast<std::int64_t>(values.size()), 1.0F, format,
                            codes.data());
        for (std::size_t i = 0; i < values.size(); ++i) {
            ASSERT_EQ(codes[i], nearestCode(values[i], format)) << values[i];
            ASSERT_EQ(fp8EncodeOne(values[i], format), codes[i]) << values[i];
        }
    }
}

TEST(Fp8Codes, EveryLengthAndPlaceGivesTheSame)
{
    std::mt19937 random(11);
    std::normal_distribution<float> normal(0, 3);
    std::vector<float> values(200);
    for (float& value : values)
        value = normal(random);
    for (std::int64_t offset = 0; offset < 5; ++offset)
        for (std::int64_t count = 0; count < 140; ++count) {
            std::vector<std::uint8_t> codes(values.size(), 0xAB);
            const Fp8Amax amax = fp8EncodeSpan(values.data() + offset, Fp8Element::Float32, count, 2.0F,
                                               Fp8Format::E4M3, codes.data() + offset);
            float largest = 0;
            for (std::int64_t i = 0; i < 200; ++i) {
                const float value = values[static_cast<std::size_t>(i)];
                const bool inside = i >= offset && i < offset + count;
                largest = inside ? std::max(largest, std::abs(value)) : largest;
                ASSERT_EQ(codes[static_cast<std::size_t>(i)], inside ? nearestCode(value * 2, Fp8Format::E4M3) : 0xAB);
            }
            EXPECT_EQ(amax.largest, largest);
            EXPECT_FALSE(amax.nan);
            EXPECT_EQ(fp8AmaxSpan(values.data() + offset, Fp8Element::Float32, count).largest, largest);
        }
}

TEST(Fp8Codes, TransposedCodesAreThoseOfTheMatrix)
{
    for (const auto& [rows, columns] : {std::pair(1, 1), std::pair(3, 70), std::pair(130, 65), std::pair(64, 64)}) {
        std::vector<float> values(static_cast<std::size_t>(rows * columns));
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = std::sin(static_cast<float>(i));
        std::vector<std::uint8_t> codes(values.size()), turned(values.size());
        const int half = rows / 2;
        Fp8Amax amax = fp8EncodeRowsTransposed(values.data(), Fp8Element::Float32, rows, columns, 0, half, 256,
                                               Fp8Format::E5M2, codes.data(), turned.data());
        amax.merge(fp8EncodeRowsTransposed(values.data(), Fp8Element::Float32, rows, columns, half, rows, 256,
                                           Fp8Format::E5M2, codes.data(), turned.data()));
        for (int row = 0; row < rows; ++row)
            for (int column = 0; column < columns; ++column) {
                const auto at = static_cast<std::size_t>(row * columns + column);
                ASSERT_EQ(codes[at], nearestCode(values[at] * 256, Fp8Format::E5M2));
                ASSERT_EQ(turned[static_cast<std::size_t>(column * rows + row)], codes[at]);
            }
        EXPECT_LE(amax.largest, 1.0F);
    }
}

TEST(Fp8Codes, AmaxTellsOfNanAndKeepsTheRest)
{
    const float values[] = {1, quietNan, -5, 2};
    const Fp8Amax amax = fp8AmaxSpan(values, Fp8Element::Float32, 4);
    EXPECT_TRUE(amax.nan);
    EXPECT_EQ(amax.largest, 5);
}

TEST(Fp8Scale, PublishedTable)
{
    const float e4m3 = fp8Largest(Fp8Format::E4M3);
    for (const bool guarded : {true, false}) {
        const auto scale = [&](float amax, float largest = 448) { return fp8ScaleOf(amax, 8, largest, 0, guarded); };
        EXPECT_EQ(scale(10), 32);
        EXPECT_EQ(scale(448), 1);
        EXPECT_EQ(scale(448.5F), 0.5F);
        EXPECT_EQ(scale(447.99F), 1);
        EXPECT_EQ(scale(1), 256);
        EXPECT_EQ(scale(1, 57344), 32768);
        EXPECT_EQ(scale(1, 65504), 32768);
        EXPECT_EQ(scale(10000), 1.0F / 32);
        EXPECT_EQ(scale(1e-3F), 262144);
        EXPECT_EQ(scale(0), 8);
        EXPECT_EQ(scale(quietNan), 8);
        EXPECT_EQ(fp8ScaleOf(10, 8, e4m3, 1, guarded), 16) << "a margin of one bit";
    }
}

TEST(Fp8Scale, CornersAsOfficialAndGuarded)
{
    EXPECT_EQ(fp8ScaleOf(infinity, 8, 448, 0, false), 0.125F);
    EXPECT_EQ(fp8ScaleOf(infinity, 8, 448, 0, true), 8);
    EXPECT_EQ(fp8ScaleOf(1e-37F, 8, 448, 0, false), infinity);
    EXPECT_EQ(fp8ScaleOf(1e-37F, 8, 448, 0, true), 0x1p127F);
    EXPECT_EQ(fp8ScaleOf(std::numeric_limits<float>::max(), 8, 448, 0, true), 0x1p-120F);
}

TEST(Fp8Scale, BringsAmaxIntoTheUpperHalf)
{
    std::mt19937 random(3);
    std::uniform_real_distribution<float> exponent(-60, 60);
    for (int i = 0; i < 20000; ++i) {
        const float amax = std::exp2(exponent(random));
        const float scaled = amax * fp8ScaleOf(amax, 1, 448, 0, true);
        // The logarithm of a ratio a hair below a power of two rounds to that power.
        EXPECT_LE(scaled, 448 * (1 + 1e-5F));
        EXPECT_GT(scaled, 224 * (1 - 1e-5F));
    }
}

namespace {

/// Numbers of one parameter, as they lie in memory.
struct AdamMemory {
    explicit AdamMemory(std::size_t count)
        : parameter(count)
        , half(count)
        , gradient(count)
        , fp8Gradient(count)
        , first(count)
        , second(count)
    {
        std::mt19937 random(5);
        std::normal_distribution<float> normal;
        for (std::size_t i = 0; i < count; ++i) {
            parameter[i] = normal(random);
            half[i] = encodeHalf(normal(random) * 100);
            gradient[i] = normal(random);
            fp8Gradient[i] = fp8EncodeOne(normal(random) * 20, Fp8Format::E4M3);
            first[i] = fp8EncodeOne(normal(random) * 50, Fp8Format::E4M3);
            second[i] = encodeHalf(std::abs(normal(random)) * 1000);
        }
    }
    /// Everything is stored where it was read.
    [[nodiscard]] Fp8AdamSpan span(bool low, std::size_t begin, std::size_t count)
    {
        Fp8AdamSpan span;
        span.count = static_cast<std::int64_t>(count);
        if (low) {
            span.halfParameter = span.newHalf = half.data() + begin;
            span.halfInverse = 0.01F;
            span.fp8Gradient = fp8Gradient.data() + begin;
            span.gradientInverse = 0.0371F;
        } else {
            span.parameter = parameter.data() + begin;
            span.gradient = gradient.data() + begin;
        }
        span.first = span.newFirst = first.data() + begin;
        span.firstInverse = 0.0078125F;
        span.second = span.newSecond = second.data() + begin;
        span.secondInverse = 0.0009765625F;
        return span;
    }

    std::vector<float> parameter;
    std::vector<std::uint16_t> half;
    std::vector<float> gradient;
    std::vector<std::uint8_t> fp8Gradient, first;
    std::vector<std::uint16_t> second;
};

Fp8AdamStep exampleStep()
{
    Fp8AdamStep step;
    step.rate = 0.01F;
    step.rootCorrection = 0.5F;
    step.keep = 0.99F;
    return step;
}

bool sameBits(const std::vector<float>& one, const std::vector<float>& other)
{
    return std::equal(one.begin(), one.end(), other.begin(), other.end(), [](float a, float b) {
        return std::bit_cast<std::uint32_t>(a) == std::bit_cast<std::uint32_t>(b) || (std::isnan(a) && std::isnan(b));
    });
}

} // namespace

TEST(Fp8Adam, OneStepEqualsTheFormula)
{
    constexpr std::size_t count = 133;
    AdamMemory memory(count);
    const AdamMemory before = memory;
    const Fp8AdamSpan span = memory.span(false, 0, count);
    std::vector<double> m(count), v(count);
    double largestFirst = 0, largestSecond = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const double gradient = before.gradient[i];
        m[i] = 0.9F * fp8DecodeOne(before.first[i], Fp8Format::E4M3) * 0.0078125 + (1 - 0.9F) * gradient;
        v[i] = 0.999F * halfValue(before.second[i]) * 0.0009765625 + (1 - 0.999F) * gradient * gradient;
        largestFirst = std::max(largestFirst, std::abs(m[i]));
        largestSecond = std::max(largestSecond, v[i]);
    }
    const Fp8AdamPeaks peaks = fp8AdamStep(span, exampleStep(), {128, 16384, 1});
    EXPECT_NEAR(peaks.first, largestFirst, 1e-6 * largestFirst);
    EXPECT_NEAR(peaks.second, largestSecond, 1e-6 * largestSecond);
    for (std::size_t i = 0; i < count; ++i) {
        const double expected = before.parameter[i] * 0.99 - 0.01 * m[i] / (std::sqrt(v[i]) / 0.5 + 1e-8);
        EXPECT_NEAR(memory.parameter[i], expected, 1e-6);
        EXPECT_NEAR(fp8DecodeOne(memory.first[i], Fp8Format::E4M3) / 128, m[i], std::abs(m[i]) / 16 + 1e-5);
        EXPECT_NEAR(halfValue(memory.second[i]) / 16384, v[i], v[i] / 1024);
    }
}

TEST(Fp8Adam, VectorsGiveTheBitsOfSingleNumbers)
{
    // All codes and halves come up somewhere, NaN and infinities among them.
    constexpr std::size_t count = 65536 + 21;
    AdamMemory whole(count);
    for (std::size_t i = 0; i < 65536; ++i) {
        whole.second[i] = static_cast<std::uint16_t>(i * 7);
        whole.half[i] = static_cast<std::uint16_t>(i);
        whole.first[i] = static_cast<std::uint8_t>(i * 3);
        whole.fp8Gradient[i] = static_cast<std::uint8_t>(i / 256);
        whole.gradient[i]
            = i % 5 == 0 ? std::bit_cast<float>(static_cast<std::uint32_t>(i * 65519)) : whole.gradient[i];
    }
    AdamMemory single = whole;
    for (const auto& [low, correction] :
         {std::pair(false, 0.5F), std::pair(false, 0.0316069797F), std::pair(true, 0.0446989387F),
          std::pair(true, 1.0F), std::pair(false, std::nextafter(0.25F, 0.0F))}) {
        Fp8AdamStep step = exampleStep();
        step.decay = 0.1F;
        step.rootCorrection = correction;
        const Fp8AdamScales scales{100, 3000, 50};
        const Fp8AdamPeaks peaks = fp8AdamStep(whole.span(low, 0, count), step, scales);
        Fp8AdamPeaks expected;
        for (std::size_t i = 0; i < count; ++i) {
            const Fp8AdamPeaks one = fp8AdamStep(single.span(low, i, 1), step, scales);
            expected.first = std::max(expected.first, one.first);
            expected.second = std::max(expected.second, one.second);
            expected.parameter = std::max(expected.parameter, one.parameter);
            expected.nanParameter = expected.nanParameter || one.nanParameter;
        }
        EXPECT_EQ(peaks.first, expected.first);
        EXPECT_EQ(peaks.second, expected.second);
        EXPECT_EQ(peaks.parameter, expected.parameter);
        EXPECT_EQ(peaks.nanParameter, low) << "only the float16 parameter is measured";
        EXPECT_EQ(expected.nanParameter, low);
        EXPECT_TRUE(sameBits(whole.parameter, single.parameter));
        EXPECT_EQ(whole.first, single.first);
        const auto differ = [](const std::vector<std::uint16_t>& one, const std::vector<std::uint16_t>& other) {
            std::size_t differing = 0; // the sign of a NaN is that of either factor
            for (std::size_t i = 0; i < one.size(); ++i)
                differing += one[i] != other[i] && (one[i] & 0x7FFF) != 0x7E00 ? 1U : 0U;
            return differing;
        };
        EXPECT_EQ(differ(whole.second, single.second), 0U);
        EXPECT_EQ(differ(whole.half, single.half), 0U);
    }
}

TEST(Fp8Adam, WhatHasNoMemoryIsNotStored)
{
    constexpr std::size_t count = 50;
    AdamMemory memory(count);
    const AdamMemory before = memory;
    Fp8AdamSpan span = memory.span(true, 0, count);
    span.newFirst = nullptr;
    span.newHalf = nullptr;
    const Fp8AdamPeaks peaks = fp8AdamStep(span, exampleStep(), {128, 16384, 1});
    EXPECT_GT(peaks.parameter, 0);
    EXPECT_EQ(memory.first, before.first);
    EXPECT_EQ(memory.half, before.half);
    EXPECT_NE(memory.second, before.second);
    // The moments alone, with none of the decay that the parameter would bring.
    AdamMemory other = before;
    span = other.span(true, 0, count);
    span.newFirst = nullptr;
    span.halfParameter = nullptr;
    Fp8AdamStep step = exampleStep();
    step.decay = 1;
    EXPECT_EQ(fp8AdamStep(span, step, {128, 16384, 1}).parameter, 0);
    EXPECT_EQ(other.second, memory.second);
    EXPECT_EQ(other.half, before.half);
}
