// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "BoxScene.h"
#include "Support.h"
#include "imaging/PictureFile.h"
#include "support/TemporaryFolder.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <opencv2/videoio.hpp>

namespace maquette::cloud {
namespace {

namespace fs = std::filesystem;
using tests::BoxScene;

RenderOptions smallOptions()
{
    RenderOptions options;
    options.width = 96;
    options.height = 64;
    return options;
}

std::size_t entriesOf(const fs::path& folder)
{
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& entry : fs::directory_iterator(folder))
        ++count;
    return count;
}

TEST(Turntable, PicturesGoRoundOnce)
{
    const tests::TemporaryFolder folder;
    const BoxScene scene(3000);
    const ViewState state = scene.view();
    const TurntableOptions turntable{4, 30};
    const auto written = renderTurntable(folder / "turn", scene.input(), state, smallOptions(), turntable);
    ASSERT_TRUE(written.ok()) << written.error().english();
    EXPECT_EQ(entriesOf(folder.path()), 1U);
    EXPECT_EQ(entriesOf(folder / "turn"), 4U);
    for (int frame = 0; frame < 4; ++frame) {
        const auto picture = imaging::readPicture(folder / ("turn/frame-0000" + std::to_string(frame) + ".png"));
        ASSERT_TRUE(picture.ok()) << picture.error().english();
        ViewState view = state;
        view.camera = turned(state.camera, 90.0 * frame, 0);
        EXPECT_TRUE(picture.value().bytes == renderCloud(scene.input(), view, smallOptions()).value().bytes) << frame;
    }
}

TEST(Turntable, AnEmptyFolderIsTakenAndAFullOneIsNot)
{
    const tests::TemporaryFolder folder;
    const BoxScene scene(500);
    fs::create_directory(folder / "turn");
    ASSERT_TRUE(renderTurntable(folder / "turn/", scene.input(), scene.view(), smallOptions(), {2, 30}).ok());
    EXPECT_EQ(entriesOf(folder / "turn"), 2U);
    const auto again = renderTurntable(folder / "turn", scene.input(), scene.view(), smallOptions(), {3, 30});
    ASSERT_FALSE(again.ok());
    EXPECT_EQ(again.error().code, base::ErrorCode::WriteFailed);
    EXPECT_EQ(entriesOf(folder / "turn"), 2U);
}

TEST(Turntable, VideosHaveTheirFrames)
{
    const tests::TemporaryFolder folder;
    const BoxScene scene(3000);
    const ViewState state = scene.view();
    RenderOptions options = smallOptions();
    options.width = 97; // odd: one pixel less
    for (const char* const name : {"turn.mp4", "turn.avi", "turn.mkv", "TURN.MP4"}) {
        const auto written = renderTurntable(folder / name, scene.input(), state, options, {12, 24});
        ASSERT_TRUE(written.ok()) << name << ": " << written.error().english();
        cv::VideoCapture video((folder / name).string());
        ASSERT_TRUE(video.isOpened()) << name;
        EXPECT_NEAR(video.get(cv::CAP_PROP_FPS), 24, 0.01) << name;
        cv::Mat frame;
        int frames = 0;
        for (; video.read(frame); ++frames) {
            ASSERT_EQ(frame.cols, 96) << name;
            ASSERT_EQ(frame.rows, 64) << name;
            if (frames != 3)
                continue;
            ViewState view = state;
            view.camera = turned(state.camera, 90, 0);
            const auto expected = renderCloud(scene.input(), view, smallOptions()).value();
            double difference = 0;
            for (int y = 0; y < 64; ++y) {
                for (int x = 0; x < 96; ++x) {
                    for (int i = 0; i < 3; ++i)
                        difference += std::abs(frame.at<cv::Vec3b>(y, x)[2 - i] - tests::pixel(expected, x, y)[i]);
                }
            }
            EXPECT_LT(difference / (64 * 96 * 3), 12) << name; // compressed; another frame differs by more
        }
        EXPECT_EQ(frames, 12) << name;
    }
    EXPECT_EQ(entriesOf(folder.path()), 4U);
}

TEST(Turntable, WhatCannotBeWrittenIsSaid)
{
    const tests::TemporaryFolder folder;
    const BoxScene scene(100);
    for (const char* const name : {"no/such/turn.mp4", "no/such/turn.avi", "no/such/turn"}) {
        const auto written = renderTurntable(folder / name, scene.input(), scene.view(), smallOptions(), {2, 30});
        ASSERT_FALSE(written.ok()) << name;
        EXPECT_EQ(written.error().code, base::ErrorCode::WriteFailed) << name;
        EXPECT_NE(written.error().english().find(name), std::string::npos) << written.error().english();
    }
    EXPECT_EQ(entriesOf(folder.path()), 0U);
    for (const TurntableOptions turntable : {TurntableOptions{0, 30}, {10, 0}, {-1, 30}, {40000, 30}})
        EXPECT_EQ(
            renderTurntable(folder / "a.mp4", scene.input(), scene.view(), smallOptions(), turntable).error().code,
            base::ErrorCode::Usage);
    RenderOptions tiny = smallOptions();
    tiny.width = 3;
    EXPECT_EQ(renderTurntable(folder / "a.mp4", scene.input(), scene.view(), tiny, {}).error().code,
              base::ErrorCode::Usage);
}

TEST(Turntable, AStopLeavesWhatWasThere)
{
    const tests::TemporaryFolder folder;
    const BoxScene scene(2000);
    std::ofstream(folder / "turn.avi") << "old";
    for (const char* const name : {"turn.avi", "turn"}) {
        std::stop_source source;
        const auto stopped = renderTurntable(folder / name, scene.input(), scene.view(), smallOptions(), {},
                                             tests::stoppingJob(source));
        ASSERT_FALSE(stopped.ok());
        EXPECT_EQ(stopped.error().code, base::ErrorCode::Stopped);
    }
    EXPECT_EQ(entriesOf(folder.path()), 1U);
    EXPECT_EQ(fs::file_size(folder / "turn.avi"), 3U);
}

} // namespace
} // namespace maquette::cloud
