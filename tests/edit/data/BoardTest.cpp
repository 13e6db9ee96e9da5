// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Threads.h"
#include "edit/data/BoardGenerator.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>

namespace maquette::edit::data {

namespace {

using imaging::Image;

std::shared_ptr<const SceneBank> smallBank()
{
    static const std::shared_ptr<const SceneBank> bank
        = SceneBank::create({.cell = 32, .shapes = 120, .fields = 30, .photographs = 0, .seed = 4}, {}).value();
    return bank;
}

TEST(BoardGenerator, MakesTheSameBoardsOnAnyNumberOfThreads)
{
    const int before = base::threads();
    const BoardGenerator generator(smallBank(), {.seed = 11});
    std::vector<std::vector<BoardSample>> runs;
    for (const int threads : {1, 4}) {
        base::setThreads(threads);
        runs.emplace_back(64);
        generator.boards(100, runs.back());
    }
    base::setThreads(before);
    for (int k = 0; k < 64; ++k) {
        for (const BoardSample* other : {&runs[1][k]}) {
            EXPECT_EQ(runs[0][k].operation, other->operation);
            EXPECT_EQ(runs[0][k].before.data, other->before.data);
            EXPECT_EQ(runs[0][k].after.data, other->after.data);
            EXPECT_EQ(runs[0][k].image.data, other->image.data);
            EXPECT_EQ(runs[0][k].target.data, other->target.data);
        }
        EXPECT_EQ(generator.board(100 + k).target.data, runs[0][k].target.data);
    }
    EXPECT_NE(BoardGenerator(smallBank(), {.seed = 12}).board(100).target.data, runs[0][0].target.data);
}

/// Operations whose result depends on a picture and the parameters alone.
bool repeatable(const Operation& operation)
{
    const std::string_view name = operation.name;
    return name != "denoise" && name != "despeckle" && name != "destripe" && name != "brighten-dark";
}

TEST(BoardGenerator, BothPairsShareOperationAndParameters)
{
    const BoardGenerator generator(smallBank(), {.seed = 1, .chainShare = 0.9});
    int chained = 0;
    int repeated = 0;
    for (int k = 0; k < 400; ++k) {
        const BoardSample board = generator.board(k);
        const Operation& operation = operations()[board.operation];
        if (operation.needsMaps() || !repeatable(operation))
            continue;
        ++repeated;
        const auto apply = [&](const Image& source) {
            base::Random grain(1);
            Image changed = operation.run({source, nullptr, grain}, board.values);
            clampImage(changed);
            if (board.second >= 0) {
                changed = operations()[board.second].run({changed, nullptr, grain}, board.secondValues);
                clampImage(changed);
            }
            return changed;
        };
        chained += board.second >= 0 ? 1 : 0;
        if (operation.restores) {
            EXPECT_EQ(apply(board.after).data, board.before.data) << board.name();
            EXPECT_EQ(apply(board.target).data, board.image.data) << board.name();
        } else {
            EXPECT_EQ(apply(board.before).data, board.after.data) << board.name();
            EXPECT_EQ(apply(board.image).data, board.target.data) << board.name();
        }
    }
    EXPECT_GT(chained, 60);
    EXPECT_GT(repeated, 200);
}

TEST(BoardGenerator, ObjectsHaveTheClassOnBothScenes)
{
    BoardOptions options;
    options.turns = false;
    const BoardGenerator generator(smallBank(), options);
    for (int k = 0; k < 60; ++k) {
        const BoardSample board = generator.boardOf(operationIndex("class-mask"), k);
        for (int i = 0; i < 2; ++i) {
            const ShapeScene scene = smallBank()->shapeScene(board.scenes[i]);
            EXPECT_TRUE((scene.classes >> board.values.classIndex & 1U) != 0);
            const Plane mask = scene.maps.coverage(board.values.classIndex);
            const Image& result = i == 0 ? board.after : board.target;
            for (std::size_t p = 0; p < mask.data.size(); ++p)
                ASSERT_NEAR(result.plane(1)[p], mask.data[p], 1e-6);
        }
        EXPECT_LT(generator.boardOf(operationIndex("recolor-class"), k).values.classIndex, colorClasses);
        const int shape = generator.boardOf(operationIndex("reshade-shape"), k).values.classIndex;
        EXPECT_GE(shape, colorClasses);
        EXPECT_LT(shape, groundClass);
    }
}

TEST(BoardGenerator, NeverShowsASceneTwiceAndStaysInRange)
{
    const auto tiny = SceneBank::create({.cell = 16, .shapes = 6, .fields = 2, .photographs = 0, .seed = 1}, {});
    ASSERT_TRUE(tiny.ok());
    const BoardGenerator generator(tiny.value(), {.seed = 5});
    for (int k = 0; k < 1500; ++k) {
        const BoardSample board = generator.board(k);
        EXPECT_NE(board.scenes[0], board.scenes[1]);
        EXPECT_NE(board.family, SceneFamily::Photographs);
        for (const Image* image : {&board.before, &board.after, &board.image, &board.target}) {
            ASSERT_EQ(image->width, 16);
            ASSERT_EQ(image->height, 16);
            const auto [low, high] = std::minmax_element(image->data.begin(), image->data.end());
            ASSERT_GE(*low, 0) << board.name();
            ASSERT_LE(*high, 1) << board.name();
        }
    }
}

TEST(BoardGenerator, DrawsGroupsByTheirWeights)
{
    const BoardGenerator generator(smallBank(), {.seed = 3});
    const int count = 6000;
    std::map<std::string, int> groups;
    int chaining = 0;
    int chained = 0;
    int fields = 0;
    int mapless = 0;
    for (int k = 0; k < count; ++k) {
        const BoardSample board = generator.board(k);
        ++groups[board.group()];
        const std::string group = board.group();
        if (group == "tone" || group == "filter" || group == "geometry" || group == "quantize") {
            ++chaining;
            chained += board.second >= 0 ? 1 : 0;
        } else {
            EXPECT_EQ(board.second, -1);
        }
        if (!operations()[board.operation].needsMaps()) {
            ++mapless;
            fields += board.family == SceneFamily::Fields ? 1 : 0;
        }
    }
    double total = 0;
    for (const OperationGroup& group : operationGroups())
        total += group.weight;
    for (const OperationGroup& group : operationGroups())
        EXPECT_NEAR(groups[group.name] / static_cast<double>(count), group.weight / total, 0.02) << group.name;
    EXPECT_NEAR(static_cast<double>(chained) / chaining, 0.16, 0.03);
    EXPECT_NEAR(static_cast<double>(fields) / mapless, 0.1 / 0.55, 0.03); // the bank holds no photographs
}

TEST(BoardGenerator, LeavesOutExtrasWhenAsked)
{
    const BoardGenerator generator(smallBank(), {.seed = 3, .extras = false});
    for (int k = 0; k < 800; ++k)
        EXPECT_FALSE(operations()[generator.board(k).operation].trainingOnly);
}

TEST(BoardGenerator, OperationsOnClassesNeedShapes)
{
    const auto bank = SceneBank::create({.cell = 16, .shapes = 0, .fields = 4, .photographs = 0, .seed = 1}, {});
    ASSERT_TRUE(bank.ok());
    const BoardGenerator generator(bank.value(), {.seed = 3});
    for (int k = 0; k < 500; ++k) {
        const BoardSample board = generator.board(k);
        EXPECT_FALSE(operations()[board.operation].needsMaps());
        EXPECT_EQ(board.family, SceneFamily::Fields);
    }
}

TEST(BoardGenerator, TurnsAndGainsChangeTheScenesOnly)
{
    BoardOptions plain;
    plain.turns = false;
    plain.gains = false;
    const BoardGenerator generator(smallBank(), plain);
    const BoardSample board = generator.boardOf(operationIndex("invert"), 2);
    EXPECT_EQ(board.before.data, smallBank()->image(board.family, board.scenes[0]).data);
    EXPECT_EQ(board.image.data, smallBank()->image(board.family, board.scenes[1]).data);
    plain.turns = true;
    const BoardGenerator turning(smallBank(), plain);
    int moved = 0;
    for (int k = 0; k < 40; ++k) {
        const BoardSample one = turning.boardOf(operationIndex("identity"), k);
        const Image first = smallBank()->image(one.family, one.scenes[0]);
        const Image second = smallBank()->image(one.family, one.scenes[1]);
        bool found = false;
        for (int turn = 0; turn < 8; ++turn) // the same turn explains both scenes
            found
                = found || (turned(first, turn).data == one.before.data && turned(second, turn).data == one.image.data);
        EXPECT_TRUE(found);
        moved += one.before.data != first.data ? 1 : 0;
    }
    EXPECT_GT(moved, 20);
}

TEST(BoardOfPictures, TakesAnySizesAndScalesLengths)
{
    Image first(128, 128, 0.5F);
    Image second(90, 40, 0.25F);
    first.at(0, 7, 7) = 1;
    const int frame = operationIndex("frame");
    const BoardSample board = boardOfPictures(first, second, frame, 3);
    EXPECT_EQ(board.before.data, first.data);
    EXPECT_EQ(board.image.data, second.data);
    EXPECT_TRUE(board.after.sameSize(first));
    EXPECT_TRUE(board.target.sameSize(second));
    const int width = static_cast<int>(board.values[3]);
    EXPECT_EQ(width % 2, 0); // twice a whole width at 64 pixels
    EXPECT_GE(width, 6);
    EXPECT_LE(width, 16);
    EXPECT_EQ(board.target.at(1, width, width), 0.25F);
    EXPECT_FLOAT_EQ(board.target.at(1, width - 1, 20), static_cast<float>(board.values[1]));
    EXPECT_EQ(boardOfPictures(first, second, frame, 3).after.data, board.after.data);
    EXPECT_NE(boardOfPictures(first, second, frame, 4).after.data, board.after.data);

    const BoardSample restored = boardOfPictures(first, second, operationIndex("denoise"), 3, true);
    EXPECT_EQ(restored.after.data, first.data);
    EXPECT_EQ(restored.target.data, second.data);
    EXPECT_GE(restored.values[0], 0.15);
}

} // namespace

} // namespace maquette::edit::data
