// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/gpt/TextTokens.h"
#include "support/TemporaryFolder.h"
#include "train/gpt/BpeTokenizer.h"
#include "train/gpt/RateSchedule.h"

#include <gtest/gtest.h>

#include <fstream>

using namespace maquette;
using namespace maquette::train::gpt;

namespace {

class TextFile : public testing::Test {
protected:
    std::filesystem::path write(const std::string& text) const
    {
        std::ofstream(m_folder / "text.txt", std::ios::binary) << text;
        return m_folder / "text.txt";
    }

    const tests::TemporaryFolder m_folder;
};

std::string bytes(int count)
{
    std::string text;
    for (int i = 0; i < count; ++i)
        text += static_cast<char>(i % 256);
    return text;
}

} // namespace

TEST_F(TextFile, KeepsItsLastPartForValidation)
{
    const auto text = TextTokens::open(write(bytes(200)), byteTokenizer(), 0.25, 8);
    ASSERT_TRUE(text.ok()) << text.error().english();
    EXPECT_EQ(text.value()->trained(), 150);
    EXPECT_EQ(text.value()->heldOut(), 50);
    EXPECT_EQ(text.value()->validationWindows(), 6);
    std::int64_t largest = 0;
    for (std::uint64_t i = 0; i < 200; ++i) {
        const auto batch = text.value()->batch(1, i, 4);
        ASSERT_TRUE(batch.ok());
        ASSERT_EQ(batch.value().inputs.size(), 32u);
        for (std::size_t k = 0; k < 32; ++k)
            EXPECT_EQ(batch.value().targets[k], batch.value().inputs[k] + 1);
        largest = std::max(largest, *std::max_element(batch.value().targets.begin(), batch.value().targets.end()));
    }
    EXPECT_EQ(largest, 149); // the last that is trained on, and no further
    const auto held = text.value()->validation(0, 100, 6);
    ASSERT_TRUE(held.ok());
    EXPECT_EQ(held.value().rows, 6);
    EXPECT_EQ(held.value().inputs.front(), 150);
    EXPECT_EQ(held.value().targets.back(), 199 - 1 + 1);
}

TEST_F(TextFile, GivesTheSameBatchForSeedAndNumber)
{
    const auto file = write(bytes(5000));
    const auto one = TextTokens::open(file, byteTokenizer(), 0.1, 16);
    const auto other = TextTokens::open(file, byteTokenizer(), 0.1, 16);
    ASSERT_TRUE(one.ok() && other.ok());
    EXPECT_EQ(one.value()->fingerprint(), other.value()->fingerprint());
    const auto late = other.value()->batch(7, 5, 3);
    for (std::uint64_t i = 0; i < 5; ++i)
        ASSERT_TRUE(one.value()->batch(7, i, 3).ok());
    EXPECT_EQ(one.value()->batch(7, 5, 3).value().inputs, late.value().inputs);
    EXPECT_NE(one.value()->batch(7, 6, 3).value().inputs, late.value().inputs);
    EXPECT_NE(one.value()->batch(8, 5, 3).value().inputs, late.value().inputs);
}

TEST_F(TextFile, IsEncodedByBytePairs)
{
    std::string text;
    for (int i = 0; i < 400; ++i)
        text += "the light of the sun\n";
    const auto bpe = trainBpe(text, 290);
    ASSERT_TRUE(bpe.ok());
    const auto tokens = TextTokens::open(write(text), bpe.value(), 0.1, 8);
    ASSERT_TRUE(tokens.ok()) << tokens.error().english();
    EXPECT_EQ(tokens.value()->tokens(), static_cast<std::int64_t>(bpe.value()->encode(text).size()));
    const auto batch = tokens.value()->batch(1, 0, 2);
    std::vector<Token> row(batch.value().inputs.begin(), batch.value().inputs.begin() + 8);
    EXPECT_NE(text.find(bpe.value()->decode(row)), std::string::npos);
}

TEST_F(TextFile, SaysWhatIsWrongWithIt)
{
    EXPECT_EQ(TextTokens::open(m_folder / "none", byteTokenizer(), 0.1, 8).error().code, base::ErrorCode::BadInput);
    EXPECT_EQ(TextTokens::open(m_folder.path(), byteTokenizer(), 0.1, 8).error().code, base::ErrorCode::BadInput);
    EXPECT_FALSE(TextTokens::open(write(""), byteTokenizer(), 0, 8).ok());
    EXPECT_FALSE(TextTokens::open(write(bytes(17)), byteTokenizer(), 0.1, 8).ok());
    EXPECT_TRUE(TextTokens::open(write(bytes(18)), byteTokenizer(), 0.1, 8).ok());
    std::stop_source stop;
    stop.request_stop();
    EXPECT_EQ(TextTokens::open(write(bytes(99)), byteTokenizer(), 0.1, 8, base::Job(stop.get_token(), {})).error().code,
              base::ErrorCode::Stopped);
}

TEST_F(TextFile, MayGetShorterMeanwhile)
{
    const auto file = write(bytes(100000));
    const auto text = TextTokens::open(file, byteTokenizer(), 0.1, 8);
    ASSERT_TRUE(text.ok());
    std::filesystem::resize_file(file, 10);
    int failed = 0;
    for (std::uint64_t i = 0; i < 20; ++i)
        failed += text.value()->batch(1, i, 1).ok() ? 0 : 1;
    EXPECT_GT(failed, 10);
}

TEST(Cosine, RisesAndFallsToATenth)
{
    const CosineSchedule schedule{6e-4, 6e-5, 1000, 11000};
    EXPECT_DOUBLE_EQ(schedule.rate(0), 6e-7);
    EXPECT_DOUBLE_EQ(schedule.rate(999), 6e-4);
    EXPECT_DOUBLE_EQ(schedule.rate(1000), 6e-4);
    EXPECT_NEAR(schedule.rate(6000), 3.3e-4, 1e-12);
    EXPECT_NEAR(schedule.rate(11000), 6e-5, 1e-12);
    EXPECT_NEAR(schedule.rate(50000), 6e-5, 1e-12);
    EXPECT_DOUBLE_EQ((CosineSchedule{1, 0.1, 0, 0}.rate(0)), 1);
}
