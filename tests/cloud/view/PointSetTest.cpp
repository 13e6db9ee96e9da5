// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/view/PointSet.h"

#include "BoxScene.h"
#include "Support.h"
#include "base/Threads.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace maquette::cloud {
namespace {

using tests::BoxScene;
using tests::SmallScene;

std::shared_ptr<Cloud> randomCube(std::size_t count, float edge = 1)
{
    auto cloud = std::make_shared<Cloud>();
    base::Random random(3);
    for (std::size_t i = 0; i < 3 * count; ++i)
        cloud->positions.push_back(static_cast<float>(random.uniform(0, edge)));
    return cloud;
}

TEST(PointSet, OrderIsAPermutationWithItsInverse)
{
    for (const std::size_t count : {1U, 2U, 127U, 128U, 129U, 1000U, 1024U, 70000U, 131073U}) {
        const auto points = makePointSet(randomCube(count)).value();
        ASSERT_EQ(points->size(), count);
        std::vector<std::uint32_t> sorted = points->order;
        std::sort(sorted.begin(), sorted.end());
        for (std::size_t i = 0; i < count; ++i) {
            ASSERT_EQ(sorted[i], i);
            ASSERT_EQ(points->placeOf[points->order[i]], i);
        }
    }
}

TEST(PointSet, PositionsAndColorsAreThoseOfTheCloud)
{
    const BoxScene scene(5000);
    const PointSet& points = *scene.set;
    for (std::size_t k = 0; k < points.size(); ++k) {
        for (int i = 0; i < 3; ++i) {
            ASSERT_EQ(points.positions[3 * k + i], points.cloud->positions[3 * std::size_t(points.order[k]) + i]);
            ASSERT_EQ(points.colors[3 * k + i], points.cloud->colors[3 * std::size_t(points.order[k]) + i]);
        }
    }
}

/// Sum over eight octants of (got - expected)^2 / expected.
double chiSquare(const PointSet& points, std::size_t prefix)
{
    std::array<double, 8> counts = {};
    std::array<double, 8> all = {};
    for (std::size_t k = 0; k < points.size(); ++k) {
        int octant = 0;
        for (int i = 0; i < 3; ++i)
            octant |= int(points.positions[3 * k + i] > 0.5F) << i;
        all[octant] += 1;
        if (k < prefix)
            counts[octant] += 1;
    }
    double sum = 0;
    for (int octant = 0; octant < 8; ++octant) {
        const double expected = all[octant] * static_cast<double>(prefix) / static_cast<double>(points.size());
        sum += (counts[octant] - expected) * (counts[octant] - expected) / expected;
    }
    return sum;
}

TEST(PointSet, AnyPrefixIsAFairSample)
{
    const auto points = makePointSet(randomCube(200000)).value();
    // A random sample would exceed 24.3 (seven degrees of freedom) once in a thousand times. Groups of 128 neighbors
    // vary more while a strand is incomplete, and complete strands hardly at all.
    for (const std::size_t prefix : {3125U, 6250U, 12500U, 50000U, 100000U})
        EXPECT_LT(chiSquare(*points, prefix), 3) << prefix;
    for (const std::size_t prefix : {5000U, 20000U, 77777U, 150000U})
        EXPECT_LT(chiSquare(*points, prefix), 24.3 * 8) << prefix;
    // A cloud as its file has it, room by room, is no fair sample: the measure sees it.
    PointSet bad = *points;
    for (std::size_t k = 0; k < bad.size() / 2; ++k)
        bad.positions[3 * k] *= 0.5F;
    EXPECT_GT(chiSquare(bad, 100000), 1000);
}

TEST(PointSet, APrefixLeavesNoHoles)
{
    // The longest way from a point to the next one of a sample of a sixteenth, on a plane of 100,000.
    auto cloud = std::make_shared<Cloud>();
    base::Random random(8);
    for (int i = 0; i < 100000; ++i)
        cloud->positions.insert(
            cloud->positions.end(),
            {static_cast<float>(random.uniform(0, 100)), static_cast<float>(random.uniform(0, 100)), 0});
    const auto points = makePointSet(cloud).value();
    std::array<int, 100> cells = {}; // 10 x 10, about 62 points of the sample each
    for (std::size_t k = 0; k < points->size() / 16; ++k) {
        const int x = static_cast<int>(points->positions[3 * k] / 10);
        const int y = static_cast<int>(points->positions[3 * k + 1] / 10);
        ++cells[std::min(9, y) * 10 + std::min(9, x)];
    }
    EXPECT_GT(*std::min_element(cells.begin(), cells.end()), 45);
    EXPECT_LT(*std::max_element(cells.begin(), cells.end()), 80);
}

TEST(PointSet, NeighborsInMemoryAreNeighborsInSpace)
{
    const auto points = makePointSet(randomCube(200000)).value();
    double sum = 0;
    for (std::size_t k = 1; k < points->size(); ++k) {
        double squared = 0;
        for (int i = 0; i < 3; ++i)
            squared += std::pow(points->positions[3 * k + i] - points->positions[3 * k - 3 + i], 2);
        sum += std::sqrt(squared);
    }
    // Two random points of the unit cube are 0.66 apart.
    EXPECT_LT(sum / static_cast<double>(points->size()), 0.15);
}

TEST(PointSet, NumberOfThreadsDoesNotMatter)
{
    const auto cloud = randomCube(150000);
    const int before = base::threads();
    base::setThreads(1);
    const auto one = makePointSet(cloud).value();
    base::setThreads(4);
    const auto four = makePointSet(cloud).value();
    base::setThreads(before);
    EXPECT_EQ(one->order, four->order);
    EXPECT_EQ(one->spacing, four->spacing);
}

TEST(PointSet, SpacingIsTheStepOfAGridAndTheShareOfARandomSample)
{
    auto grid = std::make_shared<Cloud>();
    for (int y = 0; y < 100; ++y) {
        for (int x = 0; x < 100; ++x)
            grid->positions.insert(grid->positions.end(),
                                   {0.04F * static_cast<float>(x), 0.04F * static_cast<float>(y), 1});
    }
    EXPECT_NEAR(makePointSet(grid).value()->spacing, 0.04, 1e-5);

    auto plane = std::make_shared<Cloud>();
    base::Random random(1);
    for (int i = 0; i < 40000; ++i)
        plane->positions.insert(plane->positions.end(),
                                {static_cast<float>(random.uniform()), 5, static_cast<float>(random.uniform())});
    EXPECT_NEAR(makePointSet(plane).value()->spacing, 1.0 / 200, 0.1 / 200);
}

TEST(PointSet, SpacingIsExactAlsoBesideAFarOutlier)
{
    // Compared with all distances; one point lies so far away that everything else would fall into one cell.
    auto cloud = randomCube(3000);
    cloud->positions.insert(cloud->positions.end(), {1e7F, -1e7F, 0});
    const auto points = makePointSet(cloud).value();
    std::vector<double> fourth;
    for (std::size_t i = 0; i < cloud->size(); ++i) {
        std::vector<double> distances;
        for (std::size_t k = 0; k < cloud->size(); ++k) {
            double squared = 0;
            for (int axis = 0; axis < 3; ++axis)
                squared += std::pow(double(cloud->positions[3 * i + axis]) - cloud->positions[3 * k + axis], 2);
            if (squared > 0)
                distances.push_back(std::sqrt(squared));
        }
        std::nth_element(distances.begin(), distances.begin() + 3, distances.end());
        fourth.push_back(distances[3]);
    }
    std::nth_element(fourth.begin(), fourth.begin() + fourth.size() / 2, fourth.end());
    const double median = fourth[fourth.size() / 2];
    // Of a sample of a third of the points.
    EXPECT_NEAR(points->spacing, median, 0.05 * median);
}

TEST(PointSet, DuplicatesDoNotMakeTheSpacingZero)
{
    std::vector<std::array<float, 3>> places;
    for (int i = 0; i < 50; ++i) {
        for (int copy = 0; copy < 100; ++copy)
            places.push_back({static_cast<float>(i), 0, 0});
    }
    EXPECT_NEAR(SmallScene(places).set->spacing, 1, 1e-6);
    std::vector<std::array<float, 3>> heaps(100000, {0, 0, 0});
    heaps.resize(200000, {0, 3, 4});
    EXPECT_NEAR(SmallScene(heaps).set->spacing, 5, 1e-6);
    EXPECT_EQ(SmallScene({200, {1, 2, 3}}).set->spacing, 0);
    EXPECT_EQ(SmallScene({{1, 2, 3}}).set->spacing, 0);
    EXPECT_NEAR(SmallScene({{0, 0, 0}, {0, 3, 4}}).set->spacing, 5, 1e-6);
}

TEST(PointSet, EmptyCloudIsFine)
{
    const auto points = makePointSet(std::make_shared<Cloud>());
    ASSERT_TRUE(points.ok());
    EXPECT_EQ(points.value()->size(), 0U);
    EXPECT_EQ(points.value()->spacing, 0);
}

TEST(PointSet, ExtremeCoordinatesKeepTheOrderAPermutation)
{
    constexpr float most = std::numeric_limits<float>::max();
    std::vector<std::array<float, 3>> places = {{most, most, most}, {-most, -most, -most}, {0, 0, 0}, {1e-40F, 0, 0}};
    for (int i = 0; i < 300; ++i)
        places.push_back({most, static_cast<float>(i), -most});
    const SmallScene scene(places);
    std::vector<std::uint32_t> sorted = scene.set->order;
    std::sort(sorted.begin(), sorted.end());
    for (std::size_t i = 0; i < places.size(); ++i)
        ASSERT_EQ(sorted[i], i);
}

TEST(PointSet, StopsWhenAsked)
{
    const auto cloud = randomCube(300000);
    std::stop_source source;
    const auto midway = makePointSet(cloud, tests::stoppingJob(source));
    ASSERT_FALSE(midway.ok());
    EXPECT_EQ(midway.error().code, base::ErrorCode::Stopped);
}

TEST(PointPixels, AdaptiveSizeFollowsTheSpacing)
{
    PointSet points;
    points.order.resize(400);
    points.spacing = 0.1;
    PointLook look;
    // A grid of step 0.1 is closed by splats of twice that.
    EXPECT_NEAR(pointPixels(look, points).perUnit, 0.2, 1e-12);
    // A quarter of the points: twice as far apart.
    EXPECT_NEAR(pointPixels(look, points, 100).perUnit, 0.4, 1e-12);
    look.adaptive = false;
    EXPECT_EQ(pointPixels(look, points).fixed, 3);
    EXPECT_EQ(pointPixels(look, points).perUnit, 0);
}

TEST(ClassSlots, FollowTheTableInDrawingOrder)
{
    const std::vector<std::int32_t> truth = {0, 1, 7, -1, 5, 1 << 20};
    std::vector<std::array<float, 3>> places;
    for (std::size_t i = 0; i < truth.size(); ++i)
        places.push_back({static_cast<float>(i), 0, 0});
    const SmallScene scene(places, {}, truth);
    const std::array<std::uint8_t, 6> wanted = {0, 1, 2, otherSlot, otherSlot, otherSlot};
    ASSERT_EQ(scene.slots.truth.size(), truth.size());
    EXPECT_TRUE(scene.slots.prediction.empty());
    for (std::size_t i = 0; i < truth.size(); ++i)
        EXPECT_EQ(scene.slots.truth[scene.set->placeOf[i]], wanted[i]) << i;
    const std::vector<std::int32_t> shorter = {0, 1};
    EXPECT_TRUE(makeSlots(*scene.set, shorter, {}, scene.table).truth.empty());
}

} // namespace
} // namespace maquette::cloud
