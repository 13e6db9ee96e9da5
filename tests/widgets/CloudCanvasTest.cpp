// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the scene sends to the graphics memory and draws of it, frame by frame.
#include "widgets/cloud/GlViewCanvas.h"

#include <QTest>

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

using namespace maquette;
using namespace maquette::widgets;

namespace {

constexpr int waitMs = 20000;
constexpr std::size_t blockPoints = std::size_t(1) << 18; // that are sent at a time

std::shared_ptr<const cloud::PointSet> spiral(std::size_t count)
{
    auto points = std::make_shared<cloud::Cloud>();
    for (std::size_t i = 0; i < count; ++i) {
        const double z = 2.0 * double(i) / double(count) - 1;
        const double angle = double(i) * std::numbers::pi * (3 - std::sqrt(5.0));
        const double radius = std::sqrt(1 - z * z);
        points->positions.insert(points->positions.end(),
                                 {float(radius * std::cos(angle)), float(radius * std::sin(angle)), float(z)});
        points->colors.insert(points->colors.end(), {200, 100, 50});
    }
    return cloud::makePointSet(points).value();
}

class CloudCanvas : public testing::Test {
protected:
    void SetUp() override
    {
        if (!GlViewCanvas::support().possible)
            GTEST_SKIP() << "there is no OpenGL 3.2 here";
        m_window = std::make_unique<QWidget>();
        m_window->resize(300, 200);
        m_canvas = new GlViewCanvas(m_window.get());
        m_canvas->resize(300, 200);
    }

    void show(std::size_t count)
    {
        m_points = spiral(count);
        cloud::ViewState state;
        state.camera = cloud::cameraFor(m_points->bounds, "front", 1.5);
        auto colors = std::make_shared<cloud::PaneColors>();
        colors->direct = true;
        m_canvas->scene().setData({m_points, nullptr, nullptr});
        m_canvas->scene().setPaneColors({colors});
        m_canvas->scene().setState(state);
    }

    cloud::FrameInfo frame(const cloud::FrameOptions& options)
    {
        m_canvas->setOptions(options);
        m_canvas->setRevision(++m_revision);
        m_window->show();
        m_canvas->update();
        EXPECT_TRUE(QTest::qWaitFor([this] { return m_canvas->lastRevision() == m_revision; }, waitMs));
        return m_canvas->lastFrame();
    }

    [[nodiscard]] int lit()
    {
        const QImage picture = m_canvas->grabFramebuffer();
        int count = 0;
        for (int y = 0; y < picture.height(); ++y)
            for (int x = 0; x < picture.width(); ++x)
                count += qRed(picture.pixel(x, y)) > 60 ? 1 : 0;
        return count;
    }

    std::unique_ptr<QWidget> m_window;
    GlViewCanvas* m_canvas = nullptr;
    std::shared_ptr<const cloud::PointSet> m_points;
    quint64 m_revision = 0;
};

} // namespace

TEST_F(CloudCanvas, FewerPointsAreAPrefixOfTheSameArrays)
{
    show(20000);
    const cloud::FrameInfo all = frame({});
    EXPECT_TRUE(all.complete);
    EXPECT_EQ(all.drawn, 20000u);
    const int full = lit();
    const std::uint64_t sent = m_canvas->scene().uploads();
    EXPECT_EQ(sent, 2u) << "positions and colors";
    EXPECT_EQ(m_canvas->scene().uploadedBytes(), 20000u * (12 + 3));
    cloud::FrameOptions few;
    few.budget = 500;
    const cloud::FrameInfo some = frame(few);
    EXPECT_EQ(some.drawn, 500u);
    EXPECT_TRUE(some.complete);
    const int sample = lit();
    EXPECT_GT(sample, full / 3) << "points grow as they get fewer";
    EXPECT_LT(sample, full * 2);
    EXPECT_EQ(frame({}).drawn, 20000u);
    EXPECT_EQ(lit(), full);
    EXPECT_EQ(m_canvas->scene().uploads(), sent);
}

TEST_F(CloudCanvas, LargeCloudsAreSentOverSeveralFrames)
{
    show(2 * blockPoints + 1000);
    cloud::FrameOptions hasty;
    hasty.uploadMilliseconds = 0;
    cloud::FrameInfo info = frame(hasty);
    EXPECT_FALSE(info.complete);
    EXPECT_EQ(info.drawn, blockPoints);
    EXPECT_GT(lit(), 1000);
    int frames = 0;
    while (!info.complete && frames++ < 10)
        info = frame(hasty);
    EXPECT_EQ(info.drawn, m_points->size());
    EXPECT_EQ(m_canvas->scene().uploads(), 6u) << "two arrays in three blocks";
    frame(hasty);
    EXPECT_EQ(m_canvas->scene().uploads(), 6u);
}

TEST_F(CloudCanvas, OnlyTheArrayThatChangedIsSentAgain)
{
    show(5000);
    auto slots = std::make_shared<cloud::ClassSlots>();
    slots->truth.assign(5000, 1);
    m_canvas->scene().setData({m_points, slots, nullptr});
    frame({});
    EXPECT_EQ(m_canvas->scene().uploads(), 3u);
    auto relabelled = std::make_shared<cloud::ClassSlots>(*slots);
    relabelled->truth[7] = 2;
    m_canvas->scene().setData({m_points, relabelled, nullptr});
    frame({});
    EXPECT_EQ(m_canvas->scene().uploads(), 4u);
    auto selected = std::make_shared<std::vector<std::uint8_t>>(5000, std::uint8_t(1));
    m_canvas->scene().setData({m_points, relabelled, selected});
    frame({});
    EXPECT_EQ(m_canvas->scene().uploads(), 5u);
    m_canvas->scene().setData({m_points, relabelled, nullptr});
    frame({});
    EXPECT_EQ(m_canvas->scene().uploads(), 5u);
}

TEST_F(CloudCanvas, SoftwareIsKnownByItsName)
{
    EXPECT_TRUE(cloud::PointScene::drawnByProcessor("llvmpipe (LLVM 15.0.6, 256 bits)"));
    EXPECT_TRUE(cloud::PointScene::drawnByProcessor("softpipe"));
    EXPECT_FALSE(cloud::PointScene::drawnByProcessor("NVIDIA H100 80GB HBM3/PCIe/SSE2"));
    EXPECT_FALSE(cloud::PointScene::drawnByProcessor("Mesa Intel(R) UHD Graphics 620 (KBL GT2)"));
}
