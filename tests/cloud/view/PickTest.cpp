// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Picking and selecting points in a pane.
#include "BoxScene.h"
#include "Support.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace maquette::cloud {
namespace {

using tests::BoxScene;
using tests::mapView;
using tests::SmallScene;

TEST(Pick, TakesThePointWithinTheRadiusThatIsClosest)
{
    // In the pixels (20, 9), (25, 9) and (25, 12).
    const SmallScene scene({{0.5F, 0.5F, 0}, {5.5F, 0.5F, 0}, {5.5F, -2.5F, 9}});
    const auto pick
        = [&](double x, double y, double radius) { return pickPoint(scene.input(), mapView(), 40, 20, x, y, radius); };
    EXPECT_EQ(pick(20.5, 9.5, 6), 0U);
    EXPECT_EQ(pick(20, 9, 0), 0U);
    EXPECT_EQ(pick(22.9, 9.5, 6), 0U); // 1.9 away from the edge of its pixel; the other is 2.1 away
    EXPECT_EQ(pick(23.1, 9.5, 6), 1U);
    EXPECT_EQ(pick(25.5, 11, 6), 2U); // both are one away: the one in front
    EXPECT_EQ(pick(25.5, 10.2, 6), 1U);
    EXPECT_EQ(pick(10, 3, 6), std::nullopt);
    EXPECT_EQ(pick(17, 9.5, 2.9), std::nullopt);
    EXPECT_EQ(pick(17, 9.5, 3.1), 0U);
    EXPECT_EQ(pick(-3, 9.5, 6), std::nullopt);
    EXPECT_EQ(pick(std::nan(""), 9.5, 6), std::nullopt);
    EXPECT_EQ(pick(20.5, 9.5, -1), std::nullopt);
}

TEST(Pick, SeesThroughHolesAndNotThroughSurfaces)
{
    // A wall with a hole of one pixel in front of one point, and another point behind the wall.
    std::vector<std::array<float, 3>> places;
    for (int y = 0; y < 20; ++y) {
        for (int x = 0; x < 40; ++x) {
            if (x != 20 || y != 9)
                places.push_back({static_cast<float>(x) - 19.5F, 9.5F - static_cast<float>(y), 10});
        }
    }
    places.push_back({0.5F, 0.5F, 0});
    places.push_back({5.5F, 0.5F, 0});
    const SmallScene scene(places);
    const auto behind = static_cast<std::uint32_t>(places.size() - 2);
    EXPECT_EQ(pickPoint(scene.input(), mapView(), 40, 20, 20.5, 9.5), behind);
    const auto covered = pickPoint(scene.input(), mapView(), 40, 20, 25.5, 9.5);
    ASSERT_TRUE(covered.has_value());
    EXPECT_EQ(*covered, 9U * 40 + 25 - 1);
}

TEST(Pick, FollowsTheFilter)
{
    const SmallScene scene({{0.5F, 0.5F, 5}, {0.5F, 0.5F, 0}}, {}, {0, 1});
    ViewState state = mapView();
    EXPECT_EQ(pickPoint(scene.input(), state, 40, 20, 20.5, 9.5), 0U);
    state.filter.hidden.set(0);
    EXPECT_EQ(pickPoint(scene.input(), state, 40, 20, 20.5, 9.5), 1U);
    state.filter.hidden.set(1);
    EXPECT_EQ(pickPoint(scene.input(), state, 40, 20, 20.5, 9.5), std::nullopt);
}

TEST(Pick, IsWhatThePictureShows)
{
    const BoxScene scene(50000);
    const ViewState state = scene.view();
    const auto pixels = renderPlaces(scene.input(), state, 320, 200).value();
    for (int y = 10; y < 200; y += 20) {
        for (int x = 10; x < 320; x += 20) {
            const std::uint32_t place = pixels.place[static_cast<std::size_t>(y) * 320 + x];
            const auto picked = pickPoint(scene.input(), state, 320, 200, x + 0.5, y + 0.5, 0);
            if (place == 0xFFFFFFFFU)
                EXPECT_EQ(picked, std::nullopt);
            else
                EXPECT_EQ(picked, scene.set->order[place]);
        }
    }
}

/// One point a pixel in mapView(), row by row from the upper left.
SmallScene oneEach(float z = 0)
{
    std::vector<std::array<float, 3>> places;
    for (int y = 0; y < 20; ++y) {
        for (int x = 0; x < 40; ++x)
            places.push_back({static_cast<float>(x) - 19.5F, 9.5F - static_cast<float>(y), z});
    }
    return SmallScene(places);
}

TEST(Select, ARectangleGivesItsPointsInAscendingOrder)
{
    const SmallScene scene = oneEach();
    const std::vector<ScreenPoint> polygon = {{2, 3}, {5, 3}, {5, 5}, {2, 5}};
    const auto found = selectPoints(scene.input(), mapView(), 40, 20, polygon, false);
    EXPECT_EQ(found, (std::vector<std::uint32_t>{122, 123, 124, 162, 163, 164}));
    std::vector<ScreenPoint> reversed(polygon.rbegin(), polygon.rend());
    EXPECT_EQ(selectPoints(scene.input(), mapView(), 40, 20, reversed, false), found);
}

TEST(Select, ALassoByTheEvenOddRule)
{
    const SmallScene scene = oneEach();
    // A square with a square hole, in one stroke: what is enclosed twice is outside.
    const std::vector<ScreenPoint> ring
        = {{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 0}, {3, 3}, {7, 3}, {7, 7}, {3, 7}, {3, 3}};
    const auto found = selectPoints(scene.input(), mapView(), 40, 20, ring, false);
    EXPECT_EQ(found.size(), 100U - 16);
    EXPECT_FALSE(std::binary_search(found.begin(), found.end(), 5U * 40 + 5));
    // A bow tie.
    const std::vector<ScreenPoint> tie = {{20, 0}, {30, 10}, {30, 0}, {20, 10}};
    const auto crossed = selectPoints(scene.input(), mapView(), 40, 20, tie, false);
    EXPECT_TRUE(std::binary_search(crossed.begin(), crossed.end(), 5U * 40 + 21));
    EXPECT_TRUE(std::binary_search(crossed.begin(), crossed.end(), 5U * 40 + 28));
    EXPECT_FALSE(std::binary_search(crossed.begin(), crossed.end(), 1U * 40 + 25));
}

TEST(Select, NothingFromNothing)
{
    const SmallScene scene = oneEach();
    for (const auto& polygon : std::vector<std::vector<ScreenPoint>>{{},
                                                                     {{1, 1}},
                                                                     {{1, 1}, {9, 9}},
                                                                     {{50, 50}, {60, 50}, {60, 60}},
                                                                     {{1, 1}, {1, 1}, {1, 1}},
                                                                     {{std::nan(""), 0}, {9, std::nan("")}, {0, 9}}})
        EXPECT_TRUE(selectPoints(scene.input(), mapView(), 40, 20, polygon, true).empty());
    const std::vector<ScreenPoint> everything = {{-1e9, -1e9}, {1e9, -1e9}, {1e9, 1e9}, {-1e9, 1e9}};
    EXPECT_EQ(selectPoints(scene.input(), mapView(), 40, 20, everything, false).size(), 800U);
    EXPECT_TRUE(selectPoints(SmallScene({}).input(), mapView(), 40, 20, everything, true).empty());
}

TEST(Select, VisibleOnlyLeavesOutWhatIsCovered)
{
    // A table top over a floor, many points a pixel, and a floor beside it.
    std::vector<std::array<float, 3>> places;
    for (int y = 0; y < 60; ++y) {
        for (int x = 0; x < 60; ++x) {
            places.push_back({static_cast<float>(x) / 6, static_cast<float>(y) / 6 - 5, 0});
            if (x < 30)
                places.push_back({static_cast<float>(x) / 6, static_cast<float>(y) / 6 - 5, 20});
        }
    }
    const SmallScene scene(places);
    const std::vector<ScreenPoint> all = {{0, 0}, {40, 0}, {40, 20}, {0, 20}};
    EXPECT_EQ(selectPoints(scene.input(), mapView(), 40, 20, all, false).size(), places.size());
    const auto visible = selectPoints(scene.input(), mapView(), 40, 20, all, true);
    EXPECT_EQ(visible.size(), 1800U + 1800); // all of the top, though many share a pixel; the floor beside it
    for (const std::uint32_t point : visible)
        EXPECT_TRUE(places[point][2] == 20 || places[point][0] >= 5);
}

TEST(Select, FollowsFilterAndPlanes)
{
    SmallScene scene = oneEach();
    const std::vector<ScreenPoint> all = {{0, 0}, {40, 0}, {40, 20}, {0, 20}};
    ViewState state = mapView();
    state.filter.box = {ClipBox::Mode::Inside, {0, 0, 0}, {10, 10, 10}, 0};
    EXPECT_EQ(selectPoints(scene.input(), state, 40, 20, all, false).size(), 100U);
    state.filter = {};
    state.camera.farPlane = 99;
    EXPECT_TRUE(selectPoints(scene.input(), state, 40, 20, all, false).empty());
}

} // namespace
} // namespace maquette::cloud
