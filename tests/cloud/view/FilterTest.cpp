// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which points take part: the same in what is drawn and in what is counted.
#include "BoxScene.h"
#include "Support.h"

#include <gtest/gtest.h>

#include <cmath>

namespace maquette::cloud {
namespace {

using tests::drawnPoints;
using tests::mapView;
using tests::SmallScene;

/// Points on a grid of 40 x 20, each in a pixel of its own in mapView(), with classes by column and row.
SmallScene gridScene(bool labels = true, bool predictions = true)
{
    std::vector<std::array<float, 3>> places;
    std::vector<std::int32_t> truth;
    std::vector<std::int32_t> prediction;
    base::Random random(4);
    const std::array<std::int32_t, 4> ids = {0, 1, 7, -1};
    for (int y = 0; y < 20; ++y) {
        for (int x = 0; x < 40; ++x) {
            places.push_back({static_cast<float>(x) - 19.5F, static_cast<float>(y) - 9.5F,
                              static_cast<float>(random.uniform(-5, 5))});
            truth.push_back(ids[random.below(4)]);
            prediction.push_back(ids[random.below(4)]);
        }
    }
    return SmallScene(places, {}, labels ? truth : std::vector<std::int32_t>(),
                      predictions ? prediction : std::vector<std::int32_t>());
}

std::set<std::uint32_t> keptSet(const SmallScene& scene, const PointFilter& filter)
{
    const auto kept = keptPoints(*scene.set, scene.slots, filter, scene.selected);
    EXPECT_EQ(kept.size(), scene.set->size());
    std::set<std::uint32_t> result;
    for (std::size_t i = 0; i < kept.size(); ++i) {
        if (kept[i] != 0)
            result.insert(static_cast<std::uint32_t>(i));
    }
    return result;
}

/// Draws and counts under the filter; both must agree.
std::set<std::uint32_t> shownUnder(const SmallScene& scene, const PointFilter& filter)
{
    ViewState state = mapView();
    state.filter = filter;
    const auto pixels = renderPlaces(scene.input(), state, 40, 20).value();
    const auto drawn = drawnPoints(pixels, *scene.set);
    EXPECT_EQ(drawn, keptSet(scene, filter));
    return drawn;
}

std::uint8_t slotOf(const std::vector<std::uint8_t>& slots, const SmallScene& scene, std::uint32_t point)
{
    return slots[scene.set->placeOf[point]];
}

TEST(Filter, NothingIsLeftOutWithoutOne) { EXPECT_EQ(shownUnder(gridScene(), {}).size(), 800U); }

TEST(Filter, ClassesAreHiddenByTheirTruth)
{
    const SmallScene scene = gridScene();
    PointFilter filter;
    filter.hidden.set(1);
    filter.hidden.set(otherSlot);
    const auto shown = shownUnder(scene, filter);
    EXPECT_GT(shown.size(), 300U);
    for (std::uint32_t point = 0; point < 800; ++point) {
        const std::uint8_t slot = slotOf(scene.slots.truth, scene, point);
        EXPECT_EQ(shown.count(point), slot == 0 || slot == 2 ? 1U : 0U);
    }
}

TEST(Filter, ByTheirPredictionWhereThereIsNoTruthAndNotAtAllWithoutEither)
{
    PointFilter filter;
    filter.hidden.set(0);
    const SmallScene predicted = gridScene(false, true);
    for (const std::uint32_t point : shownUnder(predicted, filter))
        EXPECT_NE(slotOf(predicted.slots.prediction, predicted, point), 0);
    EXPECT_EQ(shownUnder(gridScene(false, false), filter).size(), 800U);
}

TEST(Filter, TheSamePointsInEveryPane)
{
    const SmallScene scene = gridScene();
    ViewState state = mapView();
    state.filter.hidden.set(2);
    state.panes = {PaneContent::fromText("truth"), PaneContent::fromText("prediction"), PaneContent::fromText("error"),
                   PaneContent::fromText("height")};
    RenderOptions options;
    options.width = 82;
    options.height = 42; // four panes of 40 x 20
    const auto picture = renderCloud(scene.input(), state, options).value();
    const auto layout = paneLayout(state, options.width, options.height);
    ASSERT_EQ(layout[0].width, 40);
    for (int y = 0; y < 20; ++y) {
        for (int x = 0; x < 40; ++x) {
            const bool first = tests::pixel(picture, layout[0].x + x, layout[0].y + y) != Rgb{0, 0, 0};
            for (const PaneRect& pane : layout)
                EXPECT_EQ(tests::pixel(picture, pane.x + x, pane.y + y) != (Rgb{0, 0, 0}), first);
        }
    }
}

TEST(Filter, ACellShowsExactlyItsPoints)
{
    const SmallScene scene = gridScene();
    PointFilter filter;
    filter.cell = {{1, 2}};
    const auto shown = shownUnder(scene, filter);
    EXPECT_GT(shown.size(), 20U);
    for (std::uint32_t point = 0; point < 800; ++point)
        EXPECT_EQ(shown.count(point) == 1,
                  slotOf(scene.slots.truth, scene, point) == 1 && slotOf(scene.slots.prediction, scene, point) == 2);
    EXPECT_TRUE(shownUnder(gridScene(true, false), filter).empty());
}

TEST(Filter, ABoxTurnedByItsYaw)
{
    const SmallScene scene = gridScene();
    PointFilter filter;
    // Long in the direction of 30 degrees.
    filter.box = {ClipBox::Mode::Inside, {1, 2, 0}, {20, 4, 100}, 30};
    const auto shown = shownUnder(scene, filter);
    const double c = std::cos(std::acos(-1) / 6);
    const double s = 0.5;
    std::size_t expected = 0;
    for (std::uint32_t point = 0; point < 800; ++point) {
        const float* const place = scene.set->cloud->positions.data() + 3 * std::size_t(point);
        const double dx = place[0] - 1;
        const double dy = place[1] - 2;
        const bool in = std::abs(dx * c + dy * s) <= 10 && std::abs(-dx * s + dy * c) <= 2;
        expected += in ? 1 : 0;
        EXPECT_EQ(shown.count(point) == 1, in);
        EXPECT_EQ(filter.box.contains(place), in);
    }
    EXPECT_NEAR(static_cast<double>(expected), 80, 12);
    filter.box.mode = ClipBox::Mode::Outside;
    EXPECT_EQ(shownUnder(scene, filter).size(), 800 - expected);
    filter.box.mode = ClipBox::Mode::Highlight;
    EXPECT_EQ(shownUnder(scene, filter).size(), 800U);
    filter.box.mode = ClipBox::Mode::Inside;
    filter.box.size = {20, 4, 0.5};
    EXPECT_LT(shownUnder(scene, filter).size(), expected / 5);
}

TEST(Filter, BoxIncludesItsFaces)
{
    ClipBox box{ClipBox::Mode::Inside, {0, 0, 0}, {2, 2, 2}, 0};
    const std::array<float, 3> corner = {1, -1, 1};
    EXPECT_TRUE(box.contains(corner.data()));
    const std::array<float, 3> beyond = {1.0001F, 0, 0};
    EXPECT_FALSE(box.contains(beyond.data()));
    box.yaw = 45; // the corner is now outside and (1.4, 0) inside
    EXPECT_FALSE(box.contains(corner.data()));
    const std::array<float, 3> ahead = {1.4F, 0, 0};
    EXPECT_TRUE(box.contains(ahead.data()));
}

TEST(Filter, SelectionOnlyWhenThereIsOne)
{
    SmallScene scene = gridScene();
    PointFilter filter;
    filter.selectionOnly = true;
    EXPECT_EQ(shownUnder(scene, filter).size(), 800U);
    scene.selected.assign(800, 0);
    EXPECT_EQ(shownUnder(scene, filter).size(), 800U);
    scene.selected[17] = 1;
    scene.selected[400] = 1;
    EXPECT_EQ(shownUnder(scene, filter), (std::set<std::uint32_t>{17, 400}));
}

TEST(Filter, AllTogether)
{
    SmallScene scene = gridScene();
    base::Random random(9);
    for (int turn = 0; turn < 50; ++turn) {
        PointFilter filter;
        for (int slot = 0; slot < 3; ++slot)
            filter.hidden[slot] = random.below(2) == 1;
        filter.hidden[otherSlot] = random.below(2) == 1;
        if (random.below(3) == 0)
            filter.cell = {{static_cast<std::uint8_t>(random.below(3)), static_cast<std::uint8_t>(random.below(3))}};
        filter.box.mode = static_cast<ClipBox::Mode>(random.below(4));
        filter.box.center = {random.uniform(-10, 10), random.uniform(-5, 5), 0};
        filter.box.size = {random.uniform(1, 30), random.uniform(1, 20), random.uniform(1, 10)};
        filter.box.yaw = random.uniform(-180, 180);
        filter.selectionOnly = random.below(2) == 1;
        scene.selected.assign(800, 0);
        for (int i = 0; i < 400; ++i)
            scene.selected[random.below(800)] = 1;
        (void)shownUnder(scene, filter);
    }
}

} // namespace
} // namespace maquette::cloud
