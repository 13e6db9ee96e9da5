// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/Confusion.h"

#include <gtest/gtest.h>

using namespace maquette::cloud;

namespace {

// Three classes, counted by hand: class 2 occurs in neither.
const std::vector<std::int32_t> truth = {0, 0, 0, 1, 1, 0, -100, 1};
const std::vector<std::int32_t> prediction = {0, 0, 1, 1, 1, 0, 1, 7};

} // namespace

TEST(Confusion, CountsCellsAndWhatItIgnores)
{
    Confusion confusion(3);
    confusion.add(truth, prediction);
    EXPECT_EQ(confusion.cell(0, 0), 3);
    EXPECT_EQ(confusion.cell(0, 1), 1);
    EXPECT_EQ(confusion.cell(1, 1), 2);
    EXPECT_EQ(confusion.points(), 6);
    EXPECT_EQ(confusion.ignored(), 2);
}

TEST(Confusion, AnAbsentClassCountsAsTheOfficialCodeCountsIt)
{
    Confusion confusion(3);
    confusion.add(truth, prediction);
    const Scores official = scoresOf(confusion, "all points");
    EXPECT_NEAR(official.classes[0].iou, 75, 1e-6);
    EXPECT_NEAR(official.classes[1].iou, 200.0 / 3, 1e-6);
    EXPECT_NEAR(official.classes[2].iou, 100, 1e-6);
    EXPECT_FALSE(official.classes[2].present);
    EXPECT_NEAR(official.meanIou, (75 + 200.0 / 3 + 100) / 3, 1e-6);
    EXPECT_NEAR(official.overallAccuracy, 500.0 / 6, 1e-9);
    EXPECT_NEAR(official.meanAccuracy, (75.0 + 100 + 100) / 3, 1e-6);
    const Scores present = scoresOf(confusion, "all points", AbsentClass::LeftOut);
    EXPECT_NEAR(present.meanIou, (75 + 200.0 / 3) / 2, 1e-6);
}

TEST(Confusion, AFilterDecidesWhatCounts)
{
    Confusion confusion(3);
    confusion.add(truth, prediction, std::vector<std::uint8_t>{1, 0, 0, 0, 0, 0, 0, 0});
    EXPECT_EQ(confusion.points(), 1);
    EXPECT_EQ(confusion.cell(0, 0), 1);
}

TEST(Confusion, FoldsAreAddedBeforeScoresAreMade)
{
    Confusion first(2);
    first.add(0, 0, 90);
    first.add(0, 1, 10);
    Confusion second(2);
    second.add(1, 1, 10);
    second.add(1, 0, 90);
    first.add(second);
    const Scores scores = scoresOf(first, "six folds");
    EXPECT_NEAR(scores.classes[0].iou, 90.0 / 190 * 100, 1e-6);
    EXPECT_NEAR(scores.overallAccuracy, 50, 1e-9);
}

TEST(Confusion, NothingToCountIsDefined)
{
    const Scores none = scoresOf(Confusion(2), "nothing");
    EXPECT_EQ(none.overallAccuracy, 0);
    EXPECT_EQ(none.meanIou, 100);
    EXPECT_EQ(scoresOf(Confusion(0), "nothing").meanIou, 0);
    const auto json = none.toJson(*classTable("s3dis"));
    EXPECT_EQ(json["classes"][1]["name"], "floor");
}
