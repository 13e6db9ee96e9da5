// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensorio/Layout.h"

#include "base/Threads.h"
#include "tensorio/Source.h"

#include <cstring>
#include <gtest/gtest.h>
#include <limits>

namespace maquette::tensorio {

namespace {

using Axes = std::vector<std::int64_t>;
constexpr std::int64_t huge = std::numeric_limits<std::int64_t>::max();

TEST(Tensor, NamesAndSizesAreThoseOfSafetensors)
{
    struct Case {
        DType type;
        const char* name;
        int bits;
    };
    const Case cases[] = {{DType::Bool, "BOOL", 8},
                          {DType::U8, "U8", 8},
                          {DType::I8, "I8", 8},
                          {DType::I16, "I16", 16},
                          {DType::U16, "U16", 16},
                          {DType::I32, "I32", 32},
                          {DType::U32, "U32", 32},
                          {DType::I64, "I64", 64},
                          {DType::U64, "U64", 64},
                          {DType::F16, "F16", 16},
                          {DType::BF16, "BF16", 16},
                          {DType::F32, "F32", 32},
                          {DType::F64, "F64", 64},
                          {DType::F8_E4M3, "F8_E4M3", 8},
                          {DType::F8_E5M2, "F8_E5M2", 8},
                          {DType::F8_E8M0, "F8_E8M0", 8},
                          {DType::C64, "C64", 64},
                          {DType::C128, "C128", 128},
                          {DType::F4, "F4", 4},
                          {DType::F6_E2M3, "F6_E2M3", 6},
                          {DType::F6_E3M2, "F6_E3M2", 6},
                          {DType::F8_E4M3FNUZ, "F8_E4M3FNUZ", 8},
                          {DType::F8_E5M2FNUZ, "F8_E5M2FNUZ", 8}};
    for (const auto& item : cases) {
        EXPECT_EQ(name(item.type), item.name);
        EXPECT_EQ(bitsPer(item.type), item.bits) << item.name;
        EXPECT_EQ(dtypeFromName(item.name), item.type);
    }
    EXPECT_FALSE(dtypeFromName("f32"));
    EXPECT_FALSE(dtypeFromName(""));
}

TEST(Tensor, CountsElementsAndBytes)
{
    EXPECT_EQ((TensorInfo{"", DType::F32, {}}.elements()), 1);
    EXPECT_EQ((TensorInfo{"", DType::F32, {2, 3}}.byteCount()), 24u);
    EXPECT_EQ((TensorInfo{"", DType::F4, {6}}.byteCount()), 3u);
    EXPECT_EQ((TensorInfo{"", DType::F6_E2M3, {2, 4}}.byteCount()), 6u);
    EXPECT_EQ((TensorInfo{"", DType::F64, {huge, 0}}.elements()), 0);
}

TEST(Layout, RefusesShapesThatDoNotFit)
{
    EXPECT_EQ(checkedBytes(DType::F32, Axes{2, 3}), 24u);
    EXPECT_EQ(checkedBytes(DType::F32, Axes{}), 4u);
    EXPECT_EQ(checkedBytes(DType::F32, Axes{0, 5}), 0u);
    EXPECT_EQ(checkedBytes(DType::F4, Axes{3, 2}), 3u);
    EXPECT_FALSE(checkedBytes(DType::F4, Axes{3}));
    EXPECT_FALSE(checkedBytes(DType::F32, Axes{-1}));
    EXPECT_FALSE(checkedBytes(DType::U8, Axes{huge, 2}));
    EXPECT_FALSE(checkedBytes(DType::F64, Axes{huge / 4}));
    EXPECT_FALSE(checkedBytes(DType::U8, Axes{0, huge, 3})) << "partial products have to fit too";
}

TEST(Layout, SaysHowFarATensorReaches)
{
    EXPECT_EQ(neededElements(0, Axes{2, 3}, Axes{3, 1}), 6u);
    EXPECT_EQ(neededElements(5, Axes{2, 3}, Axes{1, 2}), 11u);
    EXPECT_EQ(neededElements(2, Axes{}, Axes{}), 3u);
    EXPECT_EQ(neededElements(7, Axes{4, 0}, Axes{1, 1}), 7u);
    EXPECT_EQ(neededElements(0, Axes{1000}, Axes{0}), 1u);
    EXPECT_FALSE(neededElements(-1, Axes{1}, Axes{1}));
    EXPECT_FALSE(neededElements(0, Axes{2}, Axes{-1}));
    EXPECT_FALSE(neededElements(0, Axes{-2}, Axes{1}));
    EXPECT_FALSE(neededElements(0, Axes{2, 2}, Axes{1}));
    EXPECT_FALSE(neededElements(0, Axes{huge, huge}, Axes{huge, 1}));
    EXPECT_FALSE(neededElements(huge, Axes{3, 3}, Axes{huge / 2, huge}));
}

TEST(Layout, KnowsCOrder)
{
    EXPECT_TRUE(isContiguous(Axes{2, 3}, Axes{3, 1}));
    EXPECT_TRUE(isContiguous(Axes{2, 1, 3}, Axes{3, 99, 1}));
    EXPECT_TRUE(isContiguous(Axes{0, 3}, Axes{1, 1}));
    EXPECT_TRUE(isContiguous(Axes{}, Axes{}));
    EXPECT_FALSE(isContiguous(Axes{2, 3}, Axes{1, 2}));
    EXPECT_FALSE(isContiguous(Axes{3}, Axes{0}));
    EXPECT_EQ(contiguousStrides(Axes{2, 3, 4}), (Axes{12, 4, 1}));
    EXPECT_EQ(fortranStrides(Axes{2, 3, 4}), (Axes{1, 2, 6}));
}

/// Element i of the storage holds i in its first two bytes, and the rest of it is 7.
class StridedCopy : public testing::TestWithParam<int> { };

TEST_P(StridedCopy, PutsElementsInCOrder)
{
    const int size = GetParam();
    const Axes shape{130, 7, 31};
    const Axes strides{1, 130 * 31, 130};
    const std::int64_t count = 130 * 7 * 31;
    std::vector<std::uint8_t> storage(static_cast<std::size_t>(count * size), 7);
    const auto store = [size](std::uint8_t* at, std::int64_t value) {
        at[0] = static_cast<std::uint8_t>(value);
        if (size > 1)
            at[1] = static_cast<std::uint8_t>(value >> 8);
    };
    for (std::int64_t i = 0; i < count; ++i)
        store(storage.data() + i * size, i);
    std::vector<std::uint8_t> expected(storage.size(), 7);
    std::int64_t at = 0;
    for (std::int64_t a = 0; a < shape[0]; ++a) {
        for (std::int64_t b = 0; b < shape[1]; ++b) {
            for (std::int64_t c = 0; c < shape[2]; ++c)
                store(expected.data() + at++ * size, a * strides[0] + b * strides[1] + c * strides[2]);
        }
    }
    for (const int threads : {1, 2}) {
        base::setThreads(threads);
        std::vector<std::uint8_t> out(storage.size());
        copyStrided(storage, shape, strides, size, out);
        EXPECT_EQ(out, expected) << threads << " threads";
    }
}
INSTANTIATE_TEST_SUITE_P(AllSizes, StridedCopy, testing::Values(1, 2, 4, 8, 16));

TEST(Layout, TurnsBytesAround)
{
    std::vector<std::uint8_t> bytes{1, 2, 3, 4, 5, 6, 7, 8};
    swapByteOrder(DType::I16, bytes);
    EXPECT_EQ(bytes, (std::vector<std::uint8_t>{2, 1, 4, 3, 6, 5, 8, 7}));
    swapByteOrder(DType::U8, bytes);
    EXPECT_EQ(bytes, (std::vector<std::uint8_t>{2, 1, 4, 3, 6, 5, 8, 7}));
    bytes = {1, 2, 3, 4, 5, 6, 7, 8};
    swapByteOrder(DType::C64, bytes);
    EXPECT_EQ(bytes, (std::vector<std::uint8_t>{4, 3, 2, 1, 8, 7, 6, 5}));
}

TEST(Source, KnowsUtf8)
{
    for (const char* good : {"", "a", "\xC3\xA4", "\xE2\x82\xAC", "\xF0\x9F\x98\x80", "\xEF\xBF\xBF"})
        EXPECT_TRUE(validUtf8(good)) << inQuotes(good);
    // Overlong, surrogate, above U+10FFFF, cut, lone continuation: the table of the Unicode standard, section 3.9.
    for (const char* bad : {"\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF",
                            "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xE2\x82", "\x80", "a\xFF"})
        EXPECT_FALSE(validUtf8(bad)) << inQuotes(bad);
    EXPECT_EQ(inQuotes(std::string("a\n\xFF", 3)), "\"a\\x0A\\xFF\"");
}

} // namespace

} // namespace maquette::tensorio
