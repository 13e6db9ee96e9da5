// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/view/Render.h"

#include "BoxScene.h"
#include "Support.h"
#include "base/Threads.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace maquette::cloud {
namespace {

using imaging::Picture;
using tests::BoxScene;
using tests::mapOptions;
using tests::mapView;
using tests::pixel;
using tests::SmallScene;

constexpr Rgb black = {0, 0, 0};
constexpr std::uint32_t nothing = 0xFFFFFFFFU;

std::size_t colored(const Picture& picture, Rgb background = black)
{
    std::size_t count = 0;
    for (int y = 0; y < picture.height; ++y) {
        for (int x = 0; x < picture.width; ++x)
            count += pixel(picture, x, y) != background ? 1 : 0;
    }
    return count;
}

TEST(Render, APointColorsItsPixel)
{
    const SmallScene scene({{3.5F, 4.5F, 0}}, {{10, 200, 30}});
    const Picture picture = renderCloud(scene.input(), mapView(), mapOptions()).value();
    EXPECT_EQ(picture.width, 40);
    EXPECT_EQ(picture.height, 20);
    EXPECT_EQ(pixel(picture, 23, 5), (Rgb{10, 200, 30}));
    EXPECT_EQ(colored(picture), 1U);
}

TEST(Render, TheNearestPointWins)
{
    // The camera is above: the greatest z is nearest, whatever the order.
    const SmallScene scene({{0.5F, 0.5F, 0}, {0.5F, 0.5F, 3}, {0.5F, 0.5F, 1}}, {{1, 1, 1}, {2, 2, 2}, {3, 3, 3}});
    EXPECT_EQ(pixel(renderCloud(scene.input(), mapView(), mapOptions()).value(), 20, 9), (Rgb{2, 2, 2}));
    const auto pixels = renderPlaces(scene.input(), mapView(), 40, 20).value();
    EXPECT_EQ(scene.set->order[pixels.place[9 * 40 + 20]], 1U);
    EXPECT_EQ(pixels.depth[9 * 40 + 20], 97.0F);
    EXPECT_EQ(pixels.place[0], nothing);
    EXPECT_EQ(pixels.depth[0], std::numeric_limits<float>::infinity());
}

TEST(Render, AtEqualDepthTheLowerPlaceWins)
{
    const SmallScene scene(std::vector<std::array<float, 3>>(500, {0.5F, 0.5F, 0}));
    const auto pixels = renderPlaces(scene.input(), mapView(), 40, 20).value();
    EXPECT_EQ(pixels.place[9 * 40 + 20], 0U);
}

TEST(Render, SplatsAreSquaresAndThenRound)
{
    const SmallScene scene({{0.5F, 0.5F, 0}}, {{9, 9, 9}});
    ViewState state = mapView();
    state.look.size = 3;
    const Picture three = renderCloud(scene.input(), state, mapOptions()).value();
    EXPECT_EQ(colored(three), 9U);
    for (int y = 8; y <= 10; ++y) {
        for (int x = 19; x <= 21; ++x)
            EXPECT_NE(pixel(three, x, y), black);
    }
    state.look.size = 9;
    const Picture nine = renderCloud(scene.input(), state, mapOptions()).value();
    EXPECT_EQ(pixel(nine, 16, 5), black); // a corner of the square
    EXPECT_NE(pixel(nine, 20, 5), black);
    EXPECT_NE(pixel(nine, 16, 9), black);
    EXPECT_NEAR(static_cast<double>(colored(nine)), std::acos(-1) * 4.5 * 4.5, 6);
    state.look.size = 400; // the largest is 15
    EXPECT_NEAR(static_cast<double>(colored(renderCloud(scene.input(), state, mapOptions()).value())),
                std::acos(-1) * 7.5 * 7.5, 8);
    state.look.size = 0;
    EXPECT_EQ(colored(renderCloud(scene.input(), state, mapOptions()).value()), 1U);
}

TEST(Render, SplatsAreCutAtTheEdges)
{
    // One in each corner, and just outside of each edge: two pixels of the three are outside.
    const SmallScene scene(
        {{-20, 10, 0}, {19.99F, -9.99F, 0}, {20.5F, 0.5F, 0}, {-20.5F, 0.5F, 0}, {0.5F, 10.5F, 0}, {0.5F, -10.5F, 0}},
        std::vector<Rgb>(6, {9, 9, 9}));
    ViewState state = mapView();
    state.look.size = 3;
    const Picture picture = renderCloud(scene.input(), state, mapOptions()).value();
    EXPECT_NE(pixel(picture, 0, 0), black);
    EXPECT_NE(pixel(picture, 39, 19), black);
    EXPECT_NE(pixel(picture, 39, 9), black);
    EXPECT_EQ(pixel(picture, 38, 9), black);
    EXPECT_NE(pixel(picture, 0, 9), black);
    EXPECT_NE(pixel(picture, 20, 0), black);
    EXPECT_NE(pixel(picture, 20, 19), black);
    EXPECT_EQ(colored(picture), 4U + 4 + 3 * 4);
}

TEST(Render, NearAndFarPlanesCut)
{
    const SmallScene scene({{0.5F, 0.5F, 50}, {2.5F, 0.5F, 0}, {4.5F, 0.5F, -50}, {6.5F, 0.5F, 150}},
                           std::vector<Rgb>(4, {9, 9, 9}));
    ViewState state = mapView();
    // What lies behind the camera (z above 100) is never drawn.
    EXPECT_EQ(colored(renderCloud(scene.input(), state, mapOptions()).value()), 3U);
    state.camera.nearPlane = 60;
    EXPECT_EQ(colored(renderCloud(scene.input(), state, mapOptions()).value()), 2U);
    state.camera.farPlane = 120;
    const Picture picture = renderCloud(scene.input(), state, mapOptions()).value();
    EXPECT_EQ(colored(picture), 1U);
    EXPECT_NE(pixel(picture, 22, 9), black);
    state.camera.nearPlane = state.camera.farPlane = 100; // the planes themselves are included
    EXPECT_EQ(colored(renderCloud(scene.input(), state, mapOptions()).value()), 1U);
}

TEST(Render, AgreesWithTheProjection)
{
    // Random cameras and points, also far from the origin: each point is drawn within a pixel of where Projection has
    // it.
    base::Random random(12);
    for (const double away : {0.0, 1e4, 1e6}) {
        for (int turn = 0; turn < 20; ++turn) {
            std::vector<std::array<float, 3>> places;
            for (int i = 0; i < 300; ++i)
                places.push_back({static_cast<float>(away + random.uniform(-10, 10)),
                                  static_cast<float>(random.uniform(-10, 10)),
                                  static_cast<float>(-away + random.uniform(-10, 10))});
            const SmallScene scene(places);
            ViewState state = mapView();
            state.camera = turned(cameraFor(scene.set->bounds, "front", 1.5), random.uniform(-180, 180),
                                  random.uniform(-80, 80));
            state.camera.parallel = turn % 2 == 1;
            const Projection projection(state.camera, 600, 400);
            const auto pixels = renderPlaces(scene.input(), state, 600, 400).value();
            std::size_t found = 0;
            for (std::size_t i = 0; i < pixels.place.size(); ++i) {
                if (pixels.place[i] == nothing)
                    continue;
                ++found;
                const auto place = projection.place(places[scene.set->order[pixels.place[i]]].data());
                ASSERT_NEAR(place.x, static_cast<double>(i % 600) + 0.5, 0.51);
                ASSERT_NEAR(place.y, static_cast<double>(i / 600) + 0.5, 0.51);
                ASSERT_NEAR(place.depth, pixels.depth[i], 1e-5 * place.depth);
            }
            EXPECT_GT(found, 200U);
        }
    }
}

TEST(Render, AdaptivePointsAreLargerNearby)
{
    const SmallScene scene({{-5, 0, 150}, {10, 0, 0}}, {{9, 9, 9}, {200, 200, 200}});
    ViewState state = mapView();
    state.camera.parallel = false;
    state.camera.position = {0, 0, 200};
    state.look.adaptive = true;
    state.look.size = 2 / scene.set->spacing; // splats of 4/3 units
    RenderOptions options;
    options.width = options.height = 300;
    const Picture picture = renderCloud(scene.input(), state, options).value();
    // 300 pixels are 40 degrees: 8.24 a unit at a distance of 50, 2.06 at 200; half a pixel more rounds up.
    std::size_t nearOne = 0;
    std::size_t farOne = 0;
    for (int y = 0; y < 300; ++y) {
        for (int x = 0; x < 300; ++x) {
            nearOne += pixel(picture, x, y) == Rgb{9, 9, 9} ? 1 : 0;
            farOne += pixel(picture, x, y) == Rgb{200, 200, 200} ? 1 : 0;
        }
    }
    EXPECT_NEAR(static_cast<double>(nearOne), std::acos(-1) / 4 * 11 * 11, 6);
    EXPECT_EQ(farOne, 9U);
}

TEST(Render, SurfacesAreClosed)
{
    // A grid on a plane, seen at all distances: no hole in the middle of the picture.
    std::vector<std::array<float, 3>> places;
    for (int y = -100; y < 100; ++y) {
        for (int x = -100; x < 100; ++x)
            places.push_back({0.1F * static_cast<float>(x), 0.1F * static_cast<float>(y), 0});
    }
    const SmallScene scene(places, std::vector<Rgb>(places.size(), {9, 9, 9}));
    ViewState state;
    state.look.eyeDome = false;
    state.look.background = black;
    for (const double distance : {4.0, 7.0, 10.0, 15.0, 20.0}) {
        state.camera.position = {0.3, 0.2, distance};
        state.camera.focalPoint = {0.3, 0.2, 0};
        RenderOptions options;
        options.width = 120;
        options.height = 100;
        EXPECT_EQ(colored(renderCloud(scene.input(), state, options).value()), 12000U) << distance;
    }
}

TEST(Render, ABudgetDrawsAPrefix)
{
    std::vector<std::array<float, 3>> places;
    for (int y = 0; y < 20; ++y) {
        for (int x = 0; x < 40; ++x)
            places.push_back({static_cast<float>(x) - 19.5F, static_cast<float>(y) - 9.5F, 0});
    }
    const SmallScene scene(places, std::vector<Rgb>(800, {9, 9, 9}));
    RenderOptions options = mapOptions();
    for (const std::size_t budget : {1U, 10U, 800U, 5000U}) {
        options.budget = budget;
        EXPECT_EQ(colored(renderCloud(scene.input(), mapView(), options).value()), std::min<std::size_t>(budget, 800));
    }
    options.budget = 0;
    EXPECT_EQ(colored(renderCloud(scene.input(), mapView(), options).value()), 800U);
}

TEST(Render, SelectedPointsAreTintedAndTheRestOfAHighlightDarker)
{
    SmallScene scene({{0.5F, 0.5F, 0}, {5.5F, 0.5F, 0}, {9.5F, 0.5F, 0}}, std::vector<Rgb>(3, {200, 200, 200}));
    ViewState state = mapView();
    scene.selected = {1, 0, 0};
    state.filter.box = {ClipBox::Mode::Highlight, {5.5, 0.5, 0}, {1, 1, 1}, 0};
    const Picture picture = renderCloud(scene.input(), state, mapOptions()).value();
    const Rgb tinted = pixel(picture, 20, 9);
    EXPECT_GT(tinted[2], 220); // towards selectionColor
    EXPECT_LT(tinted[0], 140);
    EXPECT_EQ(pixel(picture, 25, 9), (Rgb{200, 200, 200}));
    EXPECT_EQ(pixel(picture, 29, 9), (Rgb{70, 70, 70}));
}

TEST(Render, TheSamePixelsWithOneAndFourThreads)
{
    const BoxScene scene(100000);
    ViewState state = scene.view();
    state.panes = {PaneContent::fromText("input"), PaneContent::fromText("error")};
    state.filter.box = {ClipBox::Mode::Highlight, {3, 2, 1}, {3, 3, 3}, 20};
    RenderOptions options;
    options.width = 500;
    options.height = 300;
    options.legend = options.scaleBar = options.titles = true;
    const int before = base::threads();
    base::setThreads(1);
    const Picture one = renderCloud(scene.input(), state, options).value();
    base::setThreads(4);
    const Picture four = renderCloud(scene.input(), state, options).value();
    base::setThreads(before);
    EXPECT_TRUE(one.bytes == four.bytes);
}

TEST(Render, EmptyOneAndEqualPoints)
{
    RenderOptions options = mapOptions();
    options.legend = options.scaleBar = options.titles = true;
    options.width = 200;
    options.height = 120;
    for (const std::size_t count : {0U, 1U, 1000U}) {
        const SmallScene scene(std::vector<std::array<float, 3>>(count, {2, 3, 4}));
        for (const char* const direction : {"iso", "top", "front"}) {
            ViewState state;
            state.camera = cameraFor(scene.set->bounds, direction, 200.0 / 120);
            state.panes
                = {PaneContent::fromText("input"), PaneContent::fromText("truth"), PaneContent::fromText("error")};
            const auto picture = renderCloud(scene.input(), state, options);
            ASSERT_TRUE(picture.ok());
            const auto pixels = renderPlaces(scene.input(), state, 200, 120).value();
            EXPECT_EQ(
                std::count_if(pixels.place.begin(), pixels.place.end(), [](auto place) { return place != nothing; })
                    > 0,
                count > 0);
            EXPECT_EQ(pickPoint(scene.input(), state, 200, 120, 100, 60).has_value(), count > 0);
        }
    }
}

TEST(Render, ExtremeNumbersDrawNothingWrong)
{
    constexpr float most = std::numeric_limits<float>::max();
    const SmallScene scene({{most, most, most}, {-most, 0, 0}, {0, 0, -most}, {0, 0, 100}, {0.5F, 0.5F, 0}},
                           std::vector<Rgb>(5, {9, 9, 9}));
    for (const bool parallel : {true, false}) {
        ViewState state = mapView();
        state.camera.parallel = parallel;
        for (const double size : {1.0, 1e300, -5.0, std::numeric_limits<double>::quiet_NaN()}) {
            state.look.size = size;
            state.look.adaptive = size > 10;
            EXPECT_TRUE(renderCloud(scene.input(), state, mapOptions()).ok());
        }
        state.camera.position = {1e300, 0, 0};
        EXPECT_TRUE(renderCloud(scene.input(), state, mapOptions()).ok());
        state.camera.position = {0, 0, 100};
        state.camera.parallelScale = 1e-300;
        EXPECT_TRUE(renderCloud(scene.input(), state, mapOptions()).ok());
    }
}

TEST(Render, SidesOutOfRangeAreRefused)
{
    const SmallScene scene({{0, 0, 0}});
    for (const auto& [width, height] : {std::pair{15, 100}, {100, 15}, {16385, 100}, {100, 16385}, {-1, -1}}) {
        RenderOptions options;
        options.width = width;
        options.height = height;
        const auto picture = renderCloud(scene.input(), {}, options);
        ASSERT_FALSE(picture.ok());
        EXPECT_EQ(picture.error().code, base::ErrorCode::Usage);
        EXPECT_NE(picture.error().english().find("16 to 16384"), std::string::npos);
    }
    EXPECT_TRUE(renderPlaces(scene.input(), {}, 0, 10).value().place.empty());
}

TEST(Render, StopsWhenAsked)
{
    const BoxScene scene(50000);
    std::stop_source before;
    before.request_stop();
    const base::Job stopped(before.get_token(), {});
    EXPECT_EQ(renderCloud(scene.input(), scene.view(), {}, stopped).error().code, base::ErrorCode::Stopped);
    EXPECT_EQ(renderPlaces(scene.input(), scene.view(), 400, 300, stopped).error().code, base::ErrorCode::Stopped);
    std::stop_source midway;
    EXPECT_EQ(renderCloud(scene.input(), scene.view(), {}, tests::stoppingJob(midway)).error().code,
              base::ErrorCode::Stopped);
}

} // namespace
} // namespace maquette::cloud
