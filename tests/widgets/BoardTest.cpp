// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>

#include <gtest/gtest.h>

#include "widgets/FakeEditService.h"
#include "widgets/edit/BoardDocument.h"
#include "widgets/edit/BoxEditor.h"

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

PicturePtr plain(int width, int height)
{
    imaging::Picture picture(width, height);
    return makePicture(std::move(picture), u"plain"_s);
}

ResultPtr resultOf(int width, int height, std::int64_t seed)
{
    auto entry = std::make_shared<ResultEntry>();
    entry->picture = plain(width, height);
    entry->result.seed = seed;
    return entry;
}

} // namespace

class DocumentTest : public testing::Test {
protected:
    tests::FakeEditService service;
    BoardDocument document{base::ParameterValues(service.parameters())};
};

TEST_F(DocumentTest, everyChangeIsOneNamedStepAndComesBack)
{
    const PicturePtr a = plain(8, 6);
    const PicturePtr b = plain(6, 8);
    document.setPicture(BoardSlot::Before, a);
    EXPECT_EQ(document.history().undoName(), u"Set the before picture"_s);
    document.setPicture(BoardSlot::After, b);
    document.setBoxes(BoardSlot::Before, {{0.1, 0.1, 0.5, 0.5}}, u"Draw a box"_s);
    document.swapExample();
    EXPECT_EQ(document.picture(BoardSlot::Before), b);
    EXPECT_EQ(document.boxes(BoardSlot::After).size(), 1U);
    EXPECT_EQ(document.history().undoName(), u"Swap before and after"_s);
    document.undo();
    EXPECT_EQ(document.picture(BoardSlot::Before), a);
    EXPECT_EQ(document.boxes(BoardSlot::Before).size(), 1U);
    EXPECT_EQ(document.history().redoName(), u"Swap before and after"_s);
    document.undo();
    EXPECT_TRUE(document.boxes(BoardSlot::Before).empty());
    document.undo();
    document.undo();
    EXPECT_TRUE(document.empty());
    EXPECT_FALSE(document.modified());
    for (int i = 0; i < 4; ++i)
        document.redo();
    EXPECT_EQ(document.picture(BoardSlot::Before), b);
    EXPECT_FALSE(document.history().canRedo());
}

TEST_F(DocumentTest, undoOfAChangeKeepsAResultThatCameAfterIt)
{
    document.setPicture(BoardSlot::Before, plain(8, 6));
    document.addCandidate(resultOf(4, 4, 1));
    document.addCandidate(resultOf(4, 4, 2));
    document.undo();
    EXPECT_EQ(document.candidates().size(), 2U);
    document.choose(1);
    document.accept();
    EXPECT_EQ(document.accepted()->result.seed, 2);
    EXPECT_TRUE(document.candidates().empty());
    document.undo();
    EXPECT_EQ(document.candidates().size(), 2U);
    EXPECT_EQ(document.chosen(), 1);
    EXPECT_FALSE(document.accepted());
    document.discard();
    EXPECT_FALSE(document.shownResult());
    document.undo();
    EXPECT_EQ(document.chosenResult()->result.seed, 2);
}

TEST_F(DocumentTest, quickMovesOfOneThingAreOneStep)
{
    document.setPicture(BoardSlot::Before, plain(8, 6));
    const std::size_t steps = document.history().size();
    for (int i = 1; i <= 5; ++i)
        document.setBoxes(BoardSlot::Before, {{0.1 * i, 0.1, 0.9, 0.9}}, u"Move a box"_s);
    EXPECT_EQ(document.history().size(), steps + 1);
    document.undo();
    EXPECT_TRUE(document.boxes(BoardSlot::Before).empty());
}

TEST_F(DocumentTest, movesOfOneGestureAreOneStepAndOtherResultsStay)
{
    document.addCandidate(resultOf(4, 4, 1));
    document.addCandidate(resultOf(4, 4, 2));
    document.choose(1);
    const ItemId found = document.shownId();
    const ItemId first = document.adjustResult(found, resultOf(4, 4, 20), u"Change Strength"_s, u"1"_s);
    const ItemId second = document.adjustResult(first, resultOf(4, 4, 21), u"Change Strength"_s, u"1"_s);
    EXPECT_EQ(document.history().size(), 1U);
    EXPECT_NE(document.adjustResult(second, resultOf(4, 4, 22), u"Change Strength"_s, u"2"_s), 0U);
    EXPECT_EQ(document.history().size(), 2U);
    EXPECT_EQ(document.history().undoName(), u"Change Strength"_s);
    // A result that is not on the board any more cannot be adjusted.
    EXPECT_EQ(document.adjustResult(found, resultOf(4, 4, 23), u"Change Strength"_s, u"3"_s), 0U);
    document.addCandidate(resultOf(4, 4, 3)); // one more variant comes in
    document.choose(0);
    document.undo();
    EXPECT_EQ(document.chosenResult()->result.seed, 21); // what was undone is shown
    document.undo();
    EXPECT_EQ(document.shownId(), found);
    ASSERT_EQ(document.candidates().size(), 3U);
    EXPECT_EQ(document.candidates()[2]->result.seed, 3);
    document.redo();
    document.redo();
    EXPECT_EQ(document.candidates()[1]->result.seed, 22);
}

TEST_F(DocumentTest, resultsOfARunThatReplacedOthersAreOneStep)
{
    document.beginRun();
    document.addCandidate(resultOf(4, 4, 1));
    EXPECT_FALSE(document.history().canUndo()); // nothing was lost by it
    document.beginRun();
    EXPECT_EQ(document.candidates().size(), 1U); // until there is something to show
    document.addCandidate(resultOf(4, 4, 2));
    document.addCandidate(resultOf(4, 4, 3));
    EXPECT_EQ(document.history().size(), 1U);
    EXPECT_EQ(document.history().undoName(), u"Run again"_s);
    document.undo();
    ASSERT_EQ(document.candidates().size(), 1U);
    EXPECT_EQ(document.candidates()[0]->result.seed, 1);
    document.redo();
    ASSERT_EQ(document.candidates().size(), 2U);
    EXPECT_EQ(document.candidates()[1]->result.seed, 3);
}

TEST_F(DocumentTest, savedIsTheCleanStateAndMergingDoesNotReachAcrossIt)
{
    base::ParameterValues values = document.parameters();
    ASSERT_TRUE(values.set("seed", std::int64_t(1)).ok());
    document.setParameters(values, u"seed"_s, u"Seed"_s);
    EXPECT_TRUE(document.modified());
    EXPECT_EQ(document.history().undoName(), u"Change Seed"_s);
    document.saved(u"/x/a.board"_s);
    EXPECT_FALSE(document.modified());
    ASSERT_TRUE(values.set("seed", std::int64_t(2)).ok());
    document.setParameters(values, u"seed"_s, u"Seed"_s);
    EXPECT_TRUE(document.modified());
    document.undo();
    EXPECT_FALSE(document.modified());
    EXPECT_EQ(document.parameters().integer("seed"), 1);
}

TEST_F(DocumentTest, historyIsLimitedByMemoryButKeepsSomeSteps)
{
    document.setUndoBytes(50000);
    for (int i = 0; i < 30; ++i)
        document.setPicture(BoardSlot::Picture, plain(100, 100)); // 30 kB each
    EXPECT_LT(document.history().size(), 10U);
    EXPECT_GE(document.history().size(), 5U);
    EXPECT_TRUE(document.modified());
    while (document.history().canUndo())
        document.undo();
    // The clean start was dropped with the oldest steps.
    EXPECT_TRUE(document.modified());
    EXPECT_TRUE(document.picture(BoardSlot::Picture));
}

TEST_F(DocumentTest, unknownParametersOfAFileAreToldAndReplaced)
{
    BoardContents contents;
    contents.pictures[0] = plain(3, 3);
    contents.parameters = {{"seed", 5}, {"no-such-thing", 1}};
    const auto loaded = document.load(contents, u"/x/b.board"_s);
    EXPECT_FALSE(loaded.ok());
    EXPECT_EQ(document.parameters().integer("seed"), 7);
    EXPECT_TRUE(document.picture(BoardSlot::Before));
    EXPECT_FALSE(document.modified());
}

TEST(BoxEditor, drawsMovesResizesAndSnapsToPixels)
{
    BoxEditor editor;
    editor.setPicture({100, 50});
    const QPointF reach(0.01, 0.02);
    editor.press({0.203, 0.2}, reach);
    editor.drag({0.6, 0.61});
    EXPECT_TRUE(editor.release());
    ASSERT_EQ(editor.boxes().size(), 1U);
    EXPECT_EQ(editor.pixels(0), QRect(20, 10, 40, 21));
    // Inside moves and stops at the border.
    editor.press({0.4, 0.4}, reach);
    editor.drag({2.0, -1.0});
    EXPECT_TRUE(editor.release());
    EXPECT_EQ(editor.pixels(0), QRect(60, 0, 40, 21));
    // An edge resizes and cannot pass the other.
    editor.press({0.6, 0.2}, reach);
    editor.drag({1.5, 0.2});
    EXPECT_TRUE(editor.release());
    EXPECT_EQ(editor.pixels(0), QRect(96, 0, 4, 21));
    EXPECT_TRUE(editor.moveBy(-10, 5));
    EXPECT_TRUE(editor.growBy(3, -1));
    EXPECT_EQ(editor.pixels(0), QRect(86, 5, 7, 20));
    EXPECT_TRUE(editor.removeSelected());
    EXPECT_FALSE(editor.removeSelected());
    EXPECT_TRUE(editor.boxes().empty());
}

TEST(BoxEditor, aClickDrawsNothing)
{
    BoxEditor editor;
    editor.setPicture({100, 50});
    editor.press({0.5, 0.5}, {0.01, 0.01});
    editor.drag({0.51, 0.52});
    EXPECT_FALSE(editor.release());
    EXPECT_TRUE(editor.boxes().empty());
    EXPECT_EQ(editor.selected(), -1);
}

TEST(Pictures, levelsHalveAndSixteenBitsAreRounded)
{
    imaging::Picture picture(1000, 600, 3, 16);
    auto* samples = reinterpret_cast<std::uint16_t*>(picture.bytes.data());
    for (std::size_t i = 0; i < picture.bytes.size() / 2; ++i)
        samples[i] = static_cast<std::uint16_t>(i % 3 == 0 ? 65535 : 32768);
    const PicturePtr loaded = makePicture(std::move(picture), u"deep"_s);
    ASSERT_EQ(loaded->levels.size(), 3U);
    EXPECT_EQ(loaded->levels[1].size(), QSize(500, 300));
    EXPECT_EQ(loaded->levels[2].size(), QSize(250, 150));
    for (const QImage& level : loaded->levels)
        EXPECT_EQ(level.pixelColor(level.width() - 1, level.height() - 1), QColor(255, 128, 128));
    EXPECT_EQ(loaded->describe(), u"1000 × 600 px"_s);
}

} // namespace maquette::widgets
