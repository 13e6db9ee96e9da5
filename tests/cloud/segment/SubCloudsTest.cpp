// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/SubClouds.h"

#include "base/Random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

using namespace maquette;
using namespace maquette::cloud;

namespace {

/// Three voxels of 1 unit with one, two and four points, mixed up.
const std::vector<float> seven = {0.1F, 0, 0, 1.2F, 0, 0, 5.1F, 0, 0, 5.2F, 0, 0, 1.3F, 0, 0, 5.3F, 0, 0, 5.4F, 0, 0};

std::vector<float> plate(std::int64_t points, double width)
{
    base::Random random(3);
    std::vector<float> positions;
    for (std::int64_t i = 0; i < points; ++i)
        positions.insert(
            positions.end(),
            {static_cast<float>(random.uniform(0, width)), static_cast<float>(random.uniform(0, width)), 0.0F});
    return positions;
}

} // namespace

TEST(SubClouds, TheTestTakesEveryPointAndOneOfEachVoxelAtATime)
{
    const SubClouds clouds(seven, SegmentMode::Test, 1, 0);
    EXPECT_EQ(clouds.passes(), 4) << "as many as the fullest voxel has points";
    EXPECT_EQ(clouds.pointsPerPass(), 3);
    std::map<std::int64_t, int> seen;
    for (std::int64_t pass = 0; pass < 4; ++pass) {
        const auto indices = clouds.pass(pass);
        std::set<std::int32_t> voxels;
        for (const std::int64_t index : indices) {
            ++seen[index];
            voxels.insert(clouds.voxelOfPoint()[static_cast<std::size_t>(index)]);
        }
        EXPECT_EQ(voxels.size(), 3u);
    }
    EXPECT_EQ(seen.size(), 7u);
    EXPECT_EQ(seen[0], 4) << "the only point of its voxel is in all passes";
    EXPECT_EQ(seen[1], 2);
    EXPECT_EQ(seen[2], 1);
}

TEST(SubClouds, OtherModesTakeOnePointAVoxelOrAll)
{
    for (const auto mode : {SegmentMode::Nearest, SegmentMode::Validation}) {
        const SubClouds clouds(seven, mode, 1, 5);
        EXPECT_EQ(clouds.passes(), 1);
        EXPECT_EQ(clouds.pass(0).size(), 3u);
        EXPECT_EQ(clouds.pass(0), clouds.pass(0)) << "the seed decides";
    }
    const SubClouds direct(seven, SegmentMode::Direct, 1, 0);
    EXPECT_EQ(direct.pass(0), (std::vector<std::int64_t>{0, 1, 2, 3, 4, 5, 6})) << "in the order of the file";
}

TEST(SubClouds, PassesAreShuffledByThemselves)
{
    const auto positions = plate(2000, 20);
    const SubClouds clouds(positions, SegmentMode::Test, 1, 9);
    ASSERT_GT(clouds.passes(), 2);
    EXPECT_NE(clouds.pass(0), clouds.pass(1));
    auto sorted = clouds.pass(0);
    EXPECT_FALSE(std::is_sorted(sorted.begin(), sorted.end()));
    EXPECT_EQ(clouds.pass(1), SubClouds(positions, SegmentMode::Test, 1, 9).pass(1));
    EXPECT_NE(clouds.pass(1), SubClouds(positions, SegmentMode::Test, 1, 10).pass(1));
}

TEST(Tiles, AnswerForEachPointOnceAndKeepTheLimit)
{
    const auto positions = plate(20000, 10);
    const auto tiles = makeTiles(positions, 4000, 0.5);
    EXPECT_GT(tiles.size(), 5u);
    std::vector<int> answers(20000);
    for (const auto& tile : tiles) {
        EXPECT_LE(tile.points.size(), 4000u);
        ASSERT_EQ(tile.points.size(), tile.own.size());
        for (std::size_t i = 0; i < tile.points.size(); ++i)
            answers[static_cast<std::size_t>(tile.points[i])] += tile.own[i];
    }
    EXPECT_EQ(std::count(answers.begin(), answers.end(), 1), 20000);
}

TEST(Tiles, SeeWhatLiesAroundThem)
{
    const auto positions = plate(20000, 10);
    const auto tiles = makeTiles(positions, 6000, 0.5);
    const auto around = [](const Tile& tile) {
        return static_cast<double>(tile.points.size())
            / static_cast<double>(std::count(tile.own.begin(), tile.own.end(), 1));
    };
    for (const auto& tile : tiles)
        EXPECT_GT(around(tile), 1.1);
}

TEST(Tiles, ACloudThatFitsIsOneTileAndOneThatCannotBeSplitIsSplitAllTheSame)
{
    EXPECT_EQ(makeTiles(plate(100, 1), 100, 1).size(), 1u);
    const std::vector<float> stacked(3 * 1000, 2.0F);
    std::size_t answered = 0;
    for (const auto& tile : makeTiles(stacked, 64, 1)) {
        EXPECT_LE(tile.points.size(), 64u);
        answered += static_cast<std::size_t>(std::count(tile.own.begin(), tile.own.end(), 1));
    }
    EXPECT_EQ(answered, 1000u);
}
