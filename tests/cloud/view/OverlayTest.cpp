// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/view/Overlay.h"

#include "BoxScene.h"
#include "Support.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace maquette::cloud {
namespace {

using imaging::Picture;
using tests::BoxScene;
using tests::mapView;
using tests::pixel;
using tests::SmallScene;

TEST(ScaleBar, HasTheLongestRoundLengthThatFits)
{
    // Ten pixels a unit at the focal point.
    Camera camera = mapView().camera;
    const PaneRect pane = {0, 0, 400, 200};
    const std::array<std::tuple<double, double, const char*>, 8> cases = {{{10, 1, "1 m"},
                                                                           {19, 1, "1 m"},
                                                                           {20, 2, "2 m"},
                                                                           {49, 2, "2 m"},
                                                                           {50, 5, "5 m"},
                                                                           {100, 10, "10 m"},
                                                                           {9.9, 0.5, "0.5 m"},
                                                                           {0.3, 0.02, "0.02 m"}}};
    for (const auto& [most, length, text] : cases) {
        const ScaleBar bar = scaleBar(camera, pane, most, "m");
        EXPECT_NEAR(bar.length, length, 1e-9) << most;
        EXPECT_NEAR(bar.pixels, 10 * length, 1e-6) << most;
        EXPECT_LE(bar.pixels, most + 1e-6);
        EXPECT_EQ(bar.text, text);
    }
    EXPECT_EQ(scaleBar(camera, pane, 100, "").text, "10");
    EXPECT_EQ(scaleBar(camera, pane, 100, "ft").text, "10 ft");
    EXPECT_EQ(scaleBar(camera, pane, 0, "m").length, 0);
}

TEST(ScaleBar, IsMeasuredAtTheFocalPoint)
{
    const BoxScene scene(100);
    const Camera camera = scene.view().camera;
    const PaneRect pane = {0, 0, 800, 500};
    const ScaleBar bar = scaleBar(camera, pane, 200, "m");
    EXPECT_GT(bar.pixels, 200 / 2.5 - 1e-6);
    // Two points that far apart, across the view at the focal point, are that many pixels apart.
    const Projection projection(camera, 800, 500);
    std::array<float, 3> a = {};
    std::array<float, 3> b = {};
    for (int i = 0; i < 3; ++i) {
        a[i] = static_cast<float>(camera.focalPoint[i] - bar.length / 2 * projection.axes[0][i]);
        b[i] = static_cast<float>(camera.focalPoint[i] + bar.length / 2 * projection.axes[0][i]);
    }
    EXPECT_NEAR(projection.place(b.data()).x - projection.place(a.data()).x, bar.pixels, 0.01);
}

TEST(ScaleBar, IsDrawnAsLongAsItSays)
{
    ViewState state = mapView();
    RenderOptions options;
    options.width = 400;
    options.height = 200;
    options.scaleBar = true;
    const SmallScene scene({{1000, 0, 0}}); // outside of the picture
    const Picture picture = renderCloud(scene.input(), state, options).value();
    const ScaleBar bar = scaleBar(state.camera, {0, 0, 400, 200}, 80, "m");
    EXPECT_EQ(bar.length, 5);
    // The longest run of bright pixels in a row.
    int longest = 0;
    for (int y = 0; y < 200; ++y) {
        int run = 0;
        for (int x = 0; x < 400; ++x) {
            run = pixel(picture, x, y)[0] > 200 ? run + 1 : 0;
            longest = std::max(longest, run);
        }
    }
    EXPECT_NEAR(longest, bar.pixels, 1.5);
}

std::size_t pixelsOf(const Picture& picture, Rgb color, const PaneRect& part)
{
    std::size_t count = 0;
    for (int y = part.y; y < part.y + part.height; ++y) {
        for (int x = part.x; x < part.x + part.width; ++x)
            count += pixel(picture, x, y) == color ? 1 : 0;
    }
    return count;
}

/// Three points of class a and one of c, all outside of the picture.
SmallScene outside()
{
    return SmallScene({{900, 0, 0}, {901, 0, 0}, {902, 0, 0}, {903, 0, 0}}, {}, {0, 0, 0, 7}, {0, 1, 1, 7});
}

TEST(Legend, NamesTheClassesThatOccurInTheirColors)
{
    const SmallScene scene = outside();
    ViewState state = mapView();
    state.panes = {PaneContent::fromText("truth")};
    RenderOptions options;
    options.width = 400;
    options.height = 300;
    options.legend = true;
    const Picture picture = renderCloud(scene.input(), state, options).value();
    const PaneRect all = {0, 0, 400, 300};
    EXPECT_GT(pixelsOf(picture, {255, 0, 0}, all), 10U);
    EXPECT_EQ(pixelsOf(picture, {0, 255, 0}, all), 0U); // class b is not there
    EXPECT_GT(pixelsOf(picture, {0, 0, 255}, all), 10U);
    // Hidden classes are not listed; the color of what remains is the same.
    state.filter.hidden.set(0);
    const Picture fewer = renderCloud(scene.input(), state, options).value();
    EXPECT_EQ(pixelsOf(fewer, {255, 0, 0}, all), 0U);
    EXPECT_EQ(pixelsOf(fewer, {0, 0, 255}, all), pixelsOf(picture, {0, 0, 255}, all));
}

TEST(Legend, OfACurtainStandsOnBothSides)
{
    const SmallScene scene = outside();
    ViewState state = mapView();
    state.panes = {PaneContent::fromText("truth"), PaneContent::fromText("prediction")};
    state.curtain = 0.5;
    RenderOptions options;
    options.width = 400;
    options.height = 300;
    options.legend = options.titles = true;
    const Picture picture = renderCloud(scene.input(), state, options).value();
    EXPECT_EQ(pixelsOf(picture, {0, 255, 0}, {0, 0, 200, 300}), 0U); // b occurs in the prediction only
    EXPECT_GT(pixelsOf(picture, {0, 255, 0}, {200, 0, 200, 300}), 10U);
    EXPECT_GT(pixelsOf(picture, {255, 0, 0}, {0, 0, 200, 300}), 10U);
}

TEST(Legend, OfErrorsAndOfRamps)
{
    const SmallScene scene = outside();
    ViewState state = mapView();
    state.panes = {PaneContent::fromText("error")};
    RenderOptions options;
    options.width = 400;
    options.height = 300;
    options.legend = true;
    const PaneRect all = {0, 0, 400, 300};
    const Picture errors = renderCloud(scene.input(), state, options).value();
    EXPECT_GT(pixelsOf(errors, rightColor, all), 10U);
    EXPECT_GT(pixelsOf(errors, wrongColor, all), 10U);

    const BoxScene boxes(2000);
    state.panes = {PaneContent::fromText("height")};
    const Picture ramp = renderCloud(boxes.input(), state, options).value();
    const PaneColors colors = makePaneColors(*boxes.set, boxes.slots, boxes.table, state.panes[0]);
    for (const int step : {0, 254})
        EXPECT_GT(pixelsOf(ramp, colors.palette[step], {0, 0, 200, 100}), 0U) << step;
}

TEST(Legend, AHundredClassesStayInThePicture)
{
    std::vector<std::array<float, 3>> places;
    std::vector<std::int32_t> truth;
    for (int i = 0; i < 200; ++i) {
        places.push_back({900.0F + static_cast<float>(i), 0, 0});
        truth.push_back(i);
    }
    SmallScene scene(places, {}, truth);
    scene.table = tableForLabels(truth);
    scene.table.entries[0].name = "a name that is much too long for a picture as small as this one, and goes on";
    scene.table.entries[1].name = "\xC3\xBC\xE6\xA4\x85\xE5\xAD\x90\n\x01"; // not ASCII
    scene.slots = makeSlots(*scene.set, truth, {}, scene.table);
    ViewState state = mapView();
    state.panes = {PaneContent::fromText("truth")};
    RenderOptions options;
    options.legend = options.scaleBar = options.titles = true;
    for (const auto& [width, height] : {std::pair{16, 16}, {40, 700}, {700, 40}, {300, 200}}) {
        options.width = width;
        options.height = height;
        EXPECT_TRUE(renderCloud(scene.input(), state, options).ok());
    }
}

TEST(Titles, AreReadableOnAnyBackground)
{
    const SmallScene scene = outside();
    ViewState state = mapView();
    RenderOptions options;
    options.width = 300;
    options.height = 200;
    options.titles = true;
    for (const Rgb background : {Rgb{0, 0, 0}, Rgb{255, 255, 255}}) {
        state.look.background = background;
        const Picture picture = renderCloud(scene.input(), state, options).value();
        int contrast = 0;
        for (int y = 0; y < 60; ++y) {
            for (int x = 0; x < 150; ++x)
                contrast = std::max(contrast, std::abs(pixel(picture, x, y)[1] - background[1]));
        }
        EXPECT_GT(contrast, 200);
    }
}

} // namespace
} // namespace maquette::cloud
