// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Eye-dome lighting, and pictures drawn in pieces.
#include "cloud/view/Shading.h"
#include "BoxScene.h"
#include "Support.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>

namespace maquette::cloud {
namespace {

using imaging::Picture;
using tests::BoxScene;
using tests::mapOptions;
using tests::mapView;
using tests::pixel;
using tests::SmallScene;

TEST(Shading, EyeDomeDarkensWhatLiesBehindAnEdge)
{
    // A square in front of a plane.
    std::vector<std::array<float, 3>> places;
    for (int y = 0; y < 20; ++y) {
        for (int x = 0; x < 40; ++x)
            places.push_back(
                {static_cast<float>(x) - 19.5F, static_cast<float>(y) - 9.5F, x >= 10 && x < 20 ? 3.0F : 0.0F});
    }
    const SmallScene scene(places, std::vector<Rgb>(800, {200, 200, 200}));
    ViewState state = mapView();
    state.look.eyeDome = true;
    for (const bool parallel : {true, false}) {
        state.camera.parallel = parallel;
        state.camera.viewAngle = 2 * std::atan(0.1) * 180 / std::acos(-1); // the same pixels at depth 100
        const Picture picture = renderCloud(scene.input(), state, mapOptions()).value();
        EXPECT_EQ(pixel(picture, 5, 9), (Rgb{200, 200, 200})) << parallel;
        EXPECT_EQ(pixel(picture, 15, 9), (Rgb{200, 200, 200})) << parallel;
        EXPECT_LT(pixel(picture, 20, 9)[0], 120) << parallel; // beside the square, behind it
        EXPECT_EQ(pixel(picture, 0, 0), (Rgb{200, 200, 200})) << "the edge of the picture is none of the scene";
    }
    state.look.eyeDomeStrength = 0;
    EXPECT_EQ(pixel(renderCloud(scene.input(), state, mapOptions()).value(), 20, 9), (Rgb{200, 200, 200}));
}

TEST(Shading, EyeDomeLightIsThatOfItsFormula)
{
    // One pixel one unit of log2 farther than one of its eight neighbors: exp(-300 * strength / 8).
    PixelKeys keys{{0, 0, 3, 3}, std::make_unique<std::uint64_t[]>(9)};
    const auto key = [](float depth) { return std::uint64_t(std::bit_cast<std::uint32_t>(depth)) << 32; };
    std::fill_n(keys.keys.get(), 9, PixelKeys::none);
    keys.keys[4] = key(8);
    keys.keys[5] = key(8 / std::exp2(0.01F));
    keys.keys[7] = key(20);
    PointLook look;
    look.eyeDomeRadius = 1;
    const Projection projection(Camera(), 3, 3);
    const auto light = eyeDomeLight(keys, look, projection, 1);
    ASSERT_EQ(light.size(), 1U);
    EXPECT_NEAR(light[0], std::exp(-300 * 0.4 * 0.01 / 8), 1e-4);
}

TEST(Shading, LargePicturesAreDrawnInPiecesWithoutSeams)
{
    const BoxScene scene(30000);
    ViewState state = scene.view(1);
    state.look.eyeDomeRadius = 5;
    RenderOptions options;
    options.width = 2100;
    options.height = 2100; // more than the 4 million pixels of a piece
    const Picture picture = renderCloud(scene.input(), state, options).value();
    const Projection projection(state.camera, 2100, 2100);
    const int margin = eyeDomeMargin(state.look);
    const PixelKeys keys
        = rasterize(scene.input(), state, projection, {-margin, -margin, 2100 + 2 * margin, 2100 + 2 * margin}, 0);
    const auto light = eyeDomeLight(keys, state.look, projection, margin);
    const PaneColors colors = makePaneColors(*scene.set, scene.slots, scene.table, {});
    const Painter painter(scene.input(), state, colors);
    Picture whole(2100, 2100);
    for (int y = 0; y < 2100; ++y)
        painter.paint(keys.row(y + margin) + margin, light.data() + std::size_t(2100) * y, 2100,
                      whole.bytes.data() + y * whole.rowBytes());
    EXPECT_TRUE(picture.bytes == whole.bytes);
}

} // namespace
} // namespace maquette::cloud
