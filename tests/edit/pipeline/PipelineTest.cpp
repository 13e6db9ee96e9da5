// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/Editor.h"

#include "base/Threads.h"
#include "edit/Pipeline.h"
#include "imaging/Metrics.h"
#include "imaging/PictureFile.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

using namespace maquette;
using edit::Board;
using edit::Editor;
using edit::Mode;
using imaging::Image;

namespace {

Image photograph(const char* name)
{
    const auto read = imaging::readPicture(std::string(MAQUETTE_PHOTOS) + "/" + name);
    return imaging::toImage(read.value());
}

Image darker(const Image& image)
{
    Image out = image;
    for (float& value : out.data)
        value *= 0.6F;
    return out;
}

/// Nothing that an explanation knows: every pixel of the after picture is another random gray.
Image noise(int width, int height)
{
    Image out(width, height);
    std::uint32_t state = 1;
    for (float& value : out.data) {
        state = state * 1664525U + 1013904223U;
        value = static_cast<float>(state >> 8) / 16777216.0F;
    }
    return out;
}

Image part(const Image& image, int size)
{
    Image out(size, size);
    for (int channel = 0; channel < 3; ++channel)
        for (int y = 0; y < size; ++y)
            std::copy_n(image.row(channel, 100 + y) + 100, size, out.row(channel, y));
    return out;
}

Board board(const Image& before, const Image& after, const Image& image)
{
    Board all;
    all.before = imaging::toPicture(before);
    all.after = imaging::toPicture(after);
    all.image = imaging::toPicture(image);
    return all;
}

Editor::Request request(std::initializer_list<std::pair<const char*, const char*>> values)
{
    Editor::Request all;
    for (const auto& [name, value] : values)
        EXPECT_TRUE(all.parameters.setFromText(name, value).ok()) << name;
    return all;
}

const char* const referenceWeights = MAQUETTE_TEST_DATA "/imagebrush/weights-fp16.safetensors";

} // namespace

TEST(Editor, CarriesAnExplainedEditExactly)
{
    const Image before = part(photograph("china.jpg"), 200);
    const Image image = photograph("astronaut.png");
    Editor editor("cpu");
    const auto edited = editor.run(board(before, darker(before), image), request({{"method", "explain"}}));
    ASSERT_TRUE(edited.ok()) << edited.error().english();
    EXPECT_EQ(edited.value().mode, Mode::Explanation);
    EXPECT_GT(edited.value().selfScore, 44);
    EXPECT_TRUE(edited.value().understood);
    EXPECT_FALSE(edited.value().explanation.sentences().empty());
    EXPECT_GT(imaging::psnr(imaging::toImage(edited.value().picture), darker(image)), 44);
}

TEST(Editor, KeepsAlphaAndDepth)
{
    const Image before = part(photograph("china.jpg"), 128);
    Board all = board(before, darker(before), before);
    imaging::Picture deep(128, 128, 4, 16);
    auto* samples = reinterpret_cast<std::uint16_t*>(deep.bytes.data());
    for (std::size_t i = 0; i < deep.bytes.size() / 2; ++i)
        samples[i] = static_cast<std::uint16_t>(i * 77);
    all.image = deep;
    const auto edited = Editor("cpu").run(all, request({{"method", "explain"}}));
    ASSERT_TRUE(edited.ok());
    const auto& result = edited.value().picture;
    ASSERT_EQ(result.bits, 16);
    ASSERT_EQ(result.channels, 4);
    const auto* out = reinterpret_cast<const std::uint16_t*>(result.bytes.data());
    for (std::size_t pixel = 0; pixel < 128 * 128; ++pixel)
        ASSERT_EQ(out[4 * pixel + 3], samples[4 * pixel + 3]);
}

TEST(Editor, SaysWhichSlotIsEmpty)
{
    const auto picture = imaging::toPicture(Image(4, 4, 0.5F));
    Board all;
    Editor editor("cpu");
    EXPECT_EQ(editor.run(all, {}).error().code, base::ErrorCode::Usage);
    EXPECT_NE(editor.run(all, {}).error().english().find("before"), std::string::npos);
    all.before = picture;
    EXPECT_NE(editor.run(all, {}).error().english().find("after"), std::string::npos);
    all.after = picture;
    EXPECT_NE(editor.run(all, {}).error().english().find("picture"), std::string::npos);
}

TEST(Editor, AnExampleThatMakesNoSenseIsNotClaimedToBeUnderstood)
{
    const Image before = part(photograph("china.jpg"), 128);
    const auto edited = Editor("cpu").run(board(before, noise(128, 128), before), request({{"method", "explain"}}));
    ASSERT_TRUE(edited.ok());
    EXPECT_FALSE(edited.value().understood);
    EXPECT_LT(edited.value().selfScore, 24);
}

TEST(Editor, AGivenExplanationIsUsedAndScoredAnew)
{
    const Image before = part(photograph("china.jpg"), 128);
    const Board all = board(before, darker(before), before);
    Editor editor("cpu");
    auto again = request({{"method", "explain"}});
    again.explanation = edit::Explanation{}; // the user has taken every step out
    const auto edited = editor.run(all, again);
    ASSERT_TRUE(edited.ok());
    EXPECT_EQ(edited.value().picture.bytes, all.image.bytes);
    EXPECT_NEAR(edited.value().selfScore, imaging::psnr(before, darker(before)), 0.1);
}

TEST(Editor, WithTheNetworkSeedAndThreadsDecideEverything)
{
    const Image before = part(photograph("china.jpg"), 128);
    Image sketch(128, 128);
    for (int y = 1; y < 128; ++y)
        for (int x = 1; x < 128; ++x)
            for (int channel = 0; channel < 3; ++channel)
                sketch.at(channel, x, y)
                    = std::clamp(1 - 3 * std::abs(before.at(1, x, y) - before.at(1, x - 1, y - 1)), 0.0F, 1.0F);
    const Board all = board(before, sketch, part(photograph("astronaut.png"), 150));
    for (const char* application : {"global", "tiled"}) {
        const auto how = request(
            {{"method", "imagebrush"}, {"application", application}, {"weights", referenceWeights}, {"seed", "3"}});
        const auto first = Editor("cpu").run(all, how);
        ASSERT_TRUE(first.ok()) << first.error().english();
        EXPECT_EQ(edit::modeName(first.value().mode), std::string(application));
        EXPECT_EQ(first.value().stepsDone, 1);
        const auto second = Editor("cpu").run(all, how);
        EXPECT_EQ(first.value().picture.bytes, second.value().picture.bytes) << application;
    }
}

TEST(Editor, PreviewsAndStops)
{
    const Image before = part(photograph("china.jpg"), 128);
    const Board all = board(before, noise(128, 128), before);
    auto how
        = request({{"method", "imagebrush"}, {"application", "global"}, {"weights", referenceWeights}, {"steps", "8"}});
    int previews = 0;
    std::stop_source source;
    how.preview = [&](const imaging::Picture& picture) {
        EXPECT_GT(picture.width, 0);
        if (++previews == 2)
            source.request_stop();
    };
    const auto edited = Editor("cpu").run(all, how, base::Job(source.get_token(), {}));
    ASSERT_FALSE(edited.ok());
    EXPECT_EQ(edited.error().code, base::ErrorCode::Stopped);
    EXPECT_EQ(previews, 2);
}

TEST(Editor, AblationsAreHeard)
{
    const Image before = part(photograph("china.jpg"), 128);
    const Board all = board(before, darker(before), part(photograph("astronaut.png"), 128));
    const auto run = [&](std::initializer_list<std::pair<const char*, const char*>> values) {
        auto how = request(values);
        EXPECT_TRUE(how.parameters.setFromText("method", "imagebrush").ok());
        EXPECT_TRUE(how.parameters.setFromText("weights", referenceWeights).ok());
        auto edited = Editor("cpu").run(all, how);
        EXPECT_TRUE(edited.ok());
        return edited.value();
    };
    EXPECT_TRUE(run({{"explanation", "off"}}).explanation.steps.empty());
    EXPECT_FALSE(run({}).explanation.steps.empty());
}

TEST(Pipeline, TheNetworkIsNotAskedWhereTheExplanationIsExact)
{
    const Image before = part(photograph("china.jpg"), 128);
    auto painter = edit::Painter::load(referenceWeights, "cpu");
    ASSERT_TRUE(painter.ok()) << painter.error().english();
    const auto result
        = edit::runPipeline(before, darker(before), before, {}, {}, {}, painter.value().get(), nullptr, {});
    ASSERT_TRUE(result.ok());
    EXPECT_EQ(result.value().mode, Mode::Explanation);
    EXPECT_EQ(result.value().stepsDone, 0);
}

TEST(Editor, WrongWeightsAreNamed)
{
    const Image before = part(photograph("china.jpg"), 64);
    const auto edited
        = Editor("cpu").run(board(before, before, before), request({{"weights", "/nowhere/weights.safetensors"}}));
    ASSERT_FALSE(edited.ok());
    EXPECT_EQ(edited.error().code, base::ErrorCode::ModelUnfit);
    EXPECT_NE(edited.error().english().find("/nowhere/weights.safetensors"), std::string::npos);
}
