// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Panes beside each other and the curtain over two of them.
#include "BoxScene.h"
#include "Support.h"

#include <gtest/gtest.h>

#include <limits>

namespace maquette::cloud {
namespace {

using imaging::Picture;
using tests::BoxScene;
using tests::pixel;

TEST(PaneLayout, FillsThePictureWithoutOverlap)
{
    ViewState state;
    EXPECT_EQ(paneLayout(state, 100, 60), (std::vector<PaneRect>{{0, 0, 100, 60}}));
    state.panes.resize(2);
    EXPECT_EQ(paneLayout(state, 100, 60), (std::vector<PaneRect>{{0, 0, 49, 60}, {51, 0, 49, 60}}));
    EXPECT_EQ(paneLayout(state, 101, 60), (std::vector<PaneRect>{{0, 0, 49, 60}, {52, 0, 49, 60}}));
    state.panes.resize(3);
    EXPECT_EQ(paneLayout(state, 100, 60, 4),
              (std::vector<PaneRect>{{0, 0, 100, 28}, {0, 32, 48, 28}, {52, 32, 48, 28}}));
    state.panes.resize(4);
    EXPECT_EQ(paneLayout(state, 100, 60, 0),
              (std::vector<PaneRect>{{0, 0, 50, 30}, {50, 0, 50, 30}, {0, 30, 50, 30}, {50, 30, 50, 30}}));
    state.panes.resize(9);
    EXPECT_EQ(paneLayout(state, 100, 60).size(), 4U);
    state.curtain = 0.5;
    EXPECT_EQ(paneLayout(state, 100, 60), (std::vector<PaneRect>{{0, 0, 100, 60}}));
    state.curtain.reset();
    state.panes.clear();
    EXPECT_EQ(paneLayout(state, 100, 60), (std::vector<PaneRect>{{0, 0, 100, 60}}));
}

TEST(Panes, CurtainShowsTheFirstPaneOnItsLeft)
{
    const BoxScene scene(20000);
    ViewState state = scene.view();
    state.panes = {PaneContent::fromText("truth"), PaneContent::fromText("prediction")};
    RenderOptions options;
    options.width = 160;
    options.height = 100;
    ViewState alone = state;
    alone.panes = {state.panes[0]};
    const Picture left = renderCloud(scene.input(), alone, options).value();
    alone.panes = {state.panes[1]};
    const Picture right = renderCloud(scene.input(), alone, options).value();
    for (const auto& [at, edge] : {std::pair{0.0, 0}, {0.25, 40}, {0.5, 80}, {1.0, 160}, {7.0, 160}}) {
        state.curtain = at;
        const Picture both = renderCloud(scene.input(), state, options).value();
        for (int y = 0; y < 100; ++y) {
            for (int x = 0; x < 160; ++x)
                ASSERT_EQ(pixel(both, x, y), pixel(x < edge ? left : right, x, y)) << at << " " << x << " " << y;
        }
    }
    state.panes.resize(1);
    EXPECT_EQ(renderCloud(scene.input(), state, options).value().bytes, left.bytes);
}

TEST(Panes, PanesOfOneSizeShowWhatAPictureOfTheirSizeShows)
{
    const BoxScene scene(20000);
    ViewState state = scene.view();
    for (const std::size_t count : {2U, 3U, 4U}) {
        state.panes.assign({PaneContent::fromText("input"), PaneContent::fromText("truth"),
                            PaneContent::fromText("error"), PaneContent::fromText("height")});
        state.panes.resize(count);
        RenderOptions options;
        options.width = 161;
        options.height = 103;
        const Picture all = renderCloud(scene.input(), state, options).value();
        const auto layout = paneLayout(state, options.width, options.height);
        ASSERT_EQ(layout.size(), count);
        for (std::size_t pane = 0; pane < count; ++pane) {
            ViewState alone = state;
            alone.panes = {state.panes[pane]};
            RenderOptions smaller;
            smaller.width = layout[pane].width;
            smaller.height = layout[pane].height;
            const Picture one = renderCloud(scene.input(), alone, smaller).value();
            for (int y = 0; y < smaller.height; ++y) {
                for (int x = 0; x < smaller.width; ++x)
                    ASSERT_EQ(pixel(all, layout[pane].x + x, layout[pane].y + y), pixel(one, x, y));
            }
        }
    }
}

TEST(Panes, ColorsThatAreGivenAreUsed)
{
    const BoxScene scene(5000);
    const ViewState state = scene.view();
    RenderOptions options;
    options.width = 80;
    options.height = 50;
    const std::vector<PaneColors> truth
        = {makePaneColors(*scene.set, scene.slots, scene.table, PaneContent::fromText("truth"))};
    RenderInput input = scene.input();
    input.colors = truth;
    ViewState byTruth = state;
    byTruth.panes = {PaneContent::fromText("truth")};
    EXPECT_EQ(renderCloud(input, state, options).value().bytes,
              renderCloud(scene.input(), byTruth, options).value().bytes);
}

TEST(Panes, ACurtainThatIsNoNumberIsDrawnLeft)
{
    const BoxScene scene(500);
    ViewState state = scene.view();
    state.panes = {PaneContent::fromText("truth"), PaneContent::fromText("height")};
    state.curtain = std::numeric_limits<double>::quiet_NaN();
    RenderOptions options;
    options.width = 64;
    options.height = 40;
    const Picture picture = renderCloud(scene.input(), state, options).value();
    state.curtain = 0;
    EXPECT_EQ(picture.bytes, renderCloud(scene.input(), state, options).value().bytes);
}

} // namespace
} // namespace maquette::cloud
