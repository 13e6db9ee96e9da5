// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/data/Evaluation.h"
#include "base/Threads.h"
#include "edit/data/Baselines.h"
#include "imaging/Metrics.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cmath>
#include <map>
#include <set>
#include <sstream>
#include <string>

namespace maquette::edit::data {

namespace {

using imaging::Image;

const std::vector<EvaluationSet>& smallSets()
{
    static const std::vector<EvaluationSet> sets = [] {
        auto made = evaluationSets({.boards = 2, .seed = 5, .cell = 32});
        EXPECT_TRUE(made.ok()) << made.error().english();
        return made.value();
    }();
    return sets;
}

Edited copyMethod(const Image& /*before*/, const Image& /*after*/, const Image& image) { return {image, {}}; }

EditMethod alone(Image (*method)(const Image&, const Image&, const Image&))
{
    return [method](const Image& before, const Image& after, const Image& image) {
        return Edited{method(before, after, image), {}};
    };
}

/// Copies, and has the affine change for its explanation.
Edited explainedCopy(const Image& before, const Image& after, const Image& image)
{
    return {image, affineTransfer(before, after, image)};
}

TEST(EvaluationSets, AreTheThreeOfTheRecipe)
{
    const auto& sets = smallSets();
    ASSERT_EQ(sets.size(), 3U);
    EXPECT_EQ(sets[0].name(), "scenes");
    EXPECT_EQ(sets[1].name(), "held-out");
    EXPECT_EQ(sets[2].name(), "photographs");
    EXPECT_EQ(sets[0].count(), 48 * 2);
    EXPECT_EQ(sets[1].count(), 24 * 2);
    EXPECT_EQ(sets[2].count(), 43 * 2);
    for (const EvaluationSet& set : sets) {
        for (int i = 0; i < set.count(); ++i) {
            const BoardSample board = set.board(i);
            EXPECT_EQ(board.operation, set.operations()[i / 2]);
            EXPECT_EQ(board.second, -1);
            if (set.name() == "photographs") {
                EXPECT_EQ(board.family, SceneFamily::Photographs);
            }
        }
        EXPECT_EQ(set.board(3).target.data, set.board(3).target.data);
    }
    // Held-out boards leave the training ranges, the others stay within them.
    const int exposure = operationIndex("exposure");
    for (const EvaluationSet& set : sets) {
        for (int i = 0; i < set.count(); ++i) {
            const BoardSample board = set.board(i);
            if (board.operation == exposure) {
                EXPECT_EQ(std::abs(std::log2(board.values[0])) > 1.3, set.name() == "held-out");
            }
        }
    }
    EXPECT_FALSE(evaluationSets({.boards = 0}).ok());
}

TEST(EvaluationSets, WrongExamplesComeFromAnotherGroup)
{
    for (const EvaluationSet& set : smallSets()) {
        std::set<std::string> groups;
        for (int i = 0; i < set.count(); ++i) {
            const int wrong = set.wrongExampleFor(i);
            ASSERT_GE(wrong, 0);
            ASSERT_LT(wrong, set.count());
            EXPECT_STRNE(set.board(i).group(), set.board(wrong).group());
            EXPECT_EQ(wrong, set.wrongExampleFor(i));
            groups.insert(set.board(wrong).group());
        }
        EXPECT_GT(groups.size(), 3U); // not the same stranger for all
    }
}

TEST(Evaluation, AveragesAsSaid)
{
    const auto evaluated = evaluate({smallSets()[1]}, {.method = explainedCopy});
    ASSERT_TRUE(evaluated.ok());
    const SetScores& scores = evaluated.value().sets.at(0);
    const EvaluationSet& set = smallSets()[1];

    std::map<std::string, std::vector<double>> copyOf;
    double copy = 0;
    double affine = 0;
    double similarity = 0;
    for (int i = 0; i < set.count(); ++i) {
        const BoardSample board = set.board(i);
        const double value = imaging::psnr(board.image, board.target, 50);
        copyOf[board.group()].push_back(value);
        copy += value / set.count();
        affine += imaging::psnr(affineTransfer(board.before, board.after, board.image), board.target, 50) / set.count();
        similarity += imaging::ssim(board.image, board.target) / set.count();
    }
    EXPECT_NEAR(scores.all.copy, copy, 1e-9);
    EXPECT_NEAR(scores.all.psnr, copy, 1e-9);
    EXPECT_NEAR(scores.all.ssim, similarity, 1e-9);
    EXPECT_NEAR(scores.all.affine, affine, 1e-9);
    EXPECT_NEAR(scores.all.explain.value(), affine, 1e-9);
    EXPECT_NEAR(scores.all.wrongExample.value(), copy, 1e-9); // copying does not look at the example
    EXPECT_EQ(scores.all.boards, set.count());
    ASSERT_EQ(scores.groups.size(), copyOf.size());
    for (const Scores& group : scores.groups) {
        double mean = 0;
        for (const double value : copyOf.at(group.name))
            mean += value / static_cast<double>(copyOf.at(group.name).size());
        EXPECT_NEAR(group.copy, mean, 1e-9) << group.name;
        EXPECT_EQ(group.boards, static_cast<int>(copyOf.at(group.name).size()));
    }
    EXPECT_EQ(scores.operations.size(), 24U);
}

TEST(Evaluation, WrongExampleShowsWhetherAMethodLooks)
{
    const auto evaluated = evaluate(smallSets(), {.method = alone(affineTransfer)});
    ASSERT_TRUE(evaluated.ok());
    for (const SetScores& set : evaluated.value().sets) {
        EXPECT_GT(set.all.affine, set.all.wrongExample.value() + 4) << set.name;
        EXPECT_FALSE(set.all.explain.has_value());
    }
    // The identity boards are copied without an error: the ceiling of 50 dB.
    const auto& groups = evaluated.value().sets[0].groups;
    const auto identity
        = std::find_if(groups.begin(), groups.end(), [](const Scores& s) { return s.name == "identity"; });
    ASSERT_NE(identity, groups.end());
    EXPECT_EQ(identity->copy, 50);
}

TEST(Evaluation, IsTheSameOnAnyNumberOfThreads)
{
    const int before = base::threads();
    std::vector<std::string> dumps;
    for (const int threads : {1, 3}) {
        base::setThreads(threads);
        const auto evaluated = evaluate({smallSets()[2]}, {.method = alone(reinhardTransfer)});
        ASSERT_TRUE(evaluated.ok());
        dumps.push_back(base::dumpJson(evaluated.value().toJson()));
    }
    base::setThreads(before);
    EXPECT_EQ(dumps[0], dumps[1]);
}

TEST(Evaluation, AnUnusableResultCountsAsNothing)
{
    const auto evaluated = evaluate({smallSets()[1]},
                                    {.method =
                                         [](const Image&, const Image&, const Image&) {
                                             return Edited{{}, Image(8, 8, 0.5F)};
                                         },
                                     .wrongExample = false});
    ASSERT_TRUE(evaluated.ok());
    const Scores& all = evaluated.value().sets[0].all;
    EXPECT_EQ(all.psnr, 0);
    EXPECT_EQ(all.ssim, 0);
    EXPECT_EQ(all.explain.value(), 0);
    EXPECT_FALSE(all.wrongExample.has_value());
}

TEST(Evaluation, JsonHasTheKeysInOrder)
{
    const auto evaluated = evaluate({smallSets()[1]}, {.method = copyMethod});
    ASSERT_TRUE(evaluated.ok());
    const base::Json json = evaluated.value().toJson();
    ASSERT_EQ(json.size(), 1U);
    const base::Json& set = json["sets"][0];
    const auto keys = [](const base::Json& object) {
        std::string list;
        for (const auto& item : object.items())
            list += item.key() + ' ';
        return list;
    };
    EXPECT_EQ(keys(set), "name all groups ");
    EXPECT_EQ(keys(set["groups"][0]), "name boards psnr ssim copy affine reinhard explain wrong_example ");
    EXPECT_EQ(keys(set["all"]), "boards psnr ssim copy affine reinhard explain wrong_example ");
    EXPECT_TRUE(set["all"]["explain"].is_null());
    EXPECT_EQ(set["groups"][0]["name"], "tone");
}

TEST(Evaluation, TablesAreAligned)
{
    const auto evaluated = evaluate(smallSets(), {.method = copyMethod});
    ASSERT_TRUE(evaluated.ok());
    int rows = 0;
    for (const std::string& table : {evaluated.value().table(), evaluated.value().operationTable()}) {
        std::istringstream lines(table);
        for (std::string line; std::getline(lines, line);) {
            if (line.empty())
                continue;
            EXPECT_EQ(line.size(), 95U) << line;
            ++rows;
        }
    }
    EXPECT_EQ(rows, (10 + 6 + 9 + 6) + (48 + 24 + 43 + 6)); // two more lines a set: titles and all
}

TEST(Evaluation, StopsAndReportsProgress)
{
    std::stop_source stop;
    std::atomic<int> calls = 0;
    double last = 0;
    const base::Job job(stop.get_token(), [&](const base::Progress& progress) {
        EXPECT_GE(progress.fraction, last);
        last = progress.fraction;
        if (progress.fraction > 0.1)
            stop.request_stop();
    });
    const auto method = [&](const Image& before, const Image& after, const Image& image) {
        ++calls;
        return copyMethod(before, after, image);
    };
    const auto evaluated = evaluate(smallSets(), {.method = method, .wrongExample = false}, job);
    ASSERT_FALSE(evaluated.ok());
    EXPECT_EQ(evaluated.error().code, base::ErrorCode::Stopped);
    EXPECT_LT(calls, 60); // of 230 boards

    double end = 0;
    const base::Job whole({}, [&](const base::Progress& progress) { end = progress.fraction; });
    ASSERT_TRUE(evaluate({smallSets()[1]}, {.method = copyMethod}, whole).ok());
    EXPECT_DOUBLE_EQ(end, 1);
}

} // namespace

} // namespace maquette::edit::data
