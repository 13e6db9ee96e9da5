// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The board under work outlives the program: kept on disk, offered at the next start, gone when it is let go.
#include "widgets/TestSupport.h"

#include <QDir>
#include <QSlider>

#include "widgets/common/MessageBar.h"
#include "widgets/common/Text.h"
#include "widgets/edit/Autosave.h"

using namespace Qt::StringLiterals;

namespace maquette::tests {

using widgets::Autosave;
using widgets::BoardSlot;

class AutosaveTest : public WindowTest {
protected:
    /// All that was changed is on disk after it.
    void flush()
    {
        bool done = false;
        const bool written = workspace->autosave()->flush([&done] { done = true; });
        ASSERT_TRUE(written || QTest::qWaitFor([&] { return done; }));
    }

    /// The program ends without being asked, and is started again.
    void crashAndStart()
    {
        window.reset();
        makeWindow();
    }

    /// A board with a picture that lies in no file, a box, a parameter, and a result with a slider moved, accepted.
    void work()
    {
        fill();
        document->setPicture(BoardSlot::After, widgets::makePicture(pasted, u"Pasted picture"_s));
        document->setBoxes(BoardSlot::Before, {{0.25, 0.25, 0.5, 0.75}}, u"Draw a box"_s);
        base::ParameterValues values = document->parameters();
        ASSERT_TRUE(values.set("seed", std::int64_t(123)).ok());
        document->setParameters(values, u"seed"_s, u"Seed"_s);
        runAndWait();
        find<QSlider>("step0:slider:strength")->setValue(40);
        ASSERT_TRUE(QTest::qWaitFor([&] { return !document->shownResult()->adjusted.empty(); }));
        trigger("edit.accept");
        flush();
    }

    static QStringList folders() { return QDir(Autosave::root()).entryList(QDir::Dirs | QDir::NoDotAndDotDot); }
    bool offered() { return find<QWidget>("message:restoreLast") != nullptr; }
    void waitForOffer()
    {
        ASSERT_TRUE(QTest::qWaitFor([&] { return offered(); }));
    }
    void waitForNoJobs()
    {
        ASSERT_TRUE(QTest::qWaitFor([&] { return window->jobs()->count() == 0; }));
    }

    const QImage pasted = testImage(60, 40, qRgb(11, 222, 33));
};

TEST_F(AutosaveTest, theBoardComesBackAfterACrash)
{
    work();
    const QColor pixel = document->accepted()->picture->levels[0].pixelColor(70, 20);
    crashAndStart();
    waitForOffer();
    EXPECT_TRUE(document->empty()); // nothing happens before the answer
    press("message:restoreLast");
    ASSERT_TRUE(QTest::qWaitFor([&] { return document->complete(); }));
    EXPECT_EQ(window->messages()->count(), 0);
    EXPECT_EQ(document->picture(BoardSlot::After)->levels[0].pixelColor(30, 20), pasted.pixelColor(30, 20));
    EXPECT_EQ(document->picture(BoardSlot::After)->name, u"Pasted picture"_s);
    EXPECT_TRUE(document->picture(BoardSlot::After)->path.isEmpty());
    EXPECT_EQ(document->picture(BoardSlot::Picture)->path, photo);
    EXPECT_EQ(document->boxes(BoardSlot::Before), (std::vector<edit::Box>{{0.25, 0.25, 0.5, 0.75}}));
    EXPECT_EQ(document->parameters().integer("seed"), 123);
    EXPECT_TRUE(document->modified());
    ASSERT_TRUE(document->accepted());
    EXPECT_TRUE(document->candidates().empty());
    EXPECT_EQ(document->accepted()->picture->levels[0].pixelColor(70, 20), pixel);
    EXPECT_TRUE(document->current(*document->accepted()));
    EXPECT_NEAR(document->accepted()->result.selfScore, 41.2, 1e-9);
    EXPECT_EQ(find<QSlider>("step0:slider:strength")->value(), 40);
    // Its sliders still work, from the explanation as it was found.
    find<QSlider>("step0:slider:strength")->setValue(100);
    ASSERT_TRUE(QTest::qWaitFor([&] { return document->chosenResult() != nullptr; }));
    const QColor in = document->picture(BoardSlot::Picture)->levels[0].pixelColor(70, 20);
    EXPECT_EQ(document->chosenResult()->picture->levels[0].pixelColor(70, 20).red(), 255 - in.red());
    // It lies under the name of this run now, once.
    flush();
    EXPECT_EQ(folders(), QStringList{QFileInfo(workspace->autosave()->folder()).fileName()});
    crashAndStart();
    waitForOffer();
}

TEST_F(AutosaveTest, whatIsDiscardedIsGone)
{
    work();
    crashAndStart();
    waitForOffer();
    press("message:discardLast");
    EXPECT_EQ(folders(), QStringList());
    crashAndStart();
    waitForNoJobs();
    EXPECT_FALSE(offered());
}

TEST_F(AutosaveTest, anOfferThatIsNotAnsweredStays)
{
    work();
    crashAndStart();
    waitForOffer();
    press("message:close");
    fill(); // other work in between, kept beside it
    flush();
    EXPECT_EQ(folders().size(), 2);
    crashAndStart();
    waitForOffer();
}

TEST_F(AutosaveTest, anOrdinaryEndKeepsResultsOfASavedBoard)
{
    work();
    chooser.answers = {folder.filePath(u"warm.board"_s)};
    trigger("file.save-board");
    ASSERT_TRUE(QTest::qWaitFor([&] { return !document->modified(); }));
    window->close();
    ASSERT_TRUE(QTest::qWaitFor([&] { return !window->isVisible(); }));
    crashAndStart();
    waitForOffer();
    EXPECT_TRUE(window->messages()->text().contains(u"warm.board"_s)) << qPrintable(window->messages()->text());
    press("message:restoreLast");
    ASSERT_TRUE(QTest::qWaitFor([&] { return document->accepted() != nullptr; }));
    EXPECT_FALSE(document->modified());
    EXPECT_TRUE(document->file().endsWith(u"warm.board"_s));
}

TEST_F(AutosaveTest, nothingIsKeptOfWhatNeedsNoKeeping)
{
    work();
    EXPECT_EQ(folders().size(), 1);
    EXPECT_FALSE(window->close());
    press("message:discardChanges");
    ASSERT_TRUE(QTest::qWaitFor([&] { return !window->isVisible(); }));
    EXPECT_EQ(folders(), QStringList());
    makeWindow();
    fill();
    document->saved(folder.filePath(u"x.board"_s)); // the file has it all
    flush();
    EXPECT_EQ(folders(), QStringList());
}

TEST_F(AutosaveTest, aNewBoardTakesThePlaceOfTheOneKept)
{
    work();
    trigger("file.new");
    press("message:discardChanges");
    flush();
    EXPECT_EQ(folders(), QStringList());
}

TEST_F(AutosaveTest, damageIsToldAndIgnored)
{
    work();
    const QString kept = workspace->autosave()->folder();
    QFile file(kept + u"/session.json"_s);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    const QByteArray whole = file.readAll();
    file.close();
    QByteArray newer = whole;
    newer.replace("\"version\":1", "\"version\":9");
    QByteArray foreign = whole;
    foreign.replace("maquette-session", "something-else");
    for (const QByteArray& bytes : {QByteArray(), whole.left(whole.size() / 2), newer, foreign, QByteArray("[1,2]")}) {
        window.reset();
        ASSERT_TRUE(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(bytes);
        file.close();
        makeWindow();
        ASSERT_TRUE(QTest::qWaitFor([&] { return window->messages()->count() == 1; })) << bytes.left(40).constData();
        EXPECT_TRUE(window->messages()->text().startsWith(u"The board of the last time cannot be brought back"_s));
        EXPECT_FALSE(offered());
        EXPECT_TRUE(document->empty());
        fill(); // and work goes on
    }
    press("message:deleteLast");
    EXPECT_FALSE(folders().contains(QFileInfo(kept).fileName()));
}

TEST_F(AutosaveTest, wrongContentIsLeftOutAndTheRestComesBack)
{
    work();
    const QString kept = workspace->autosave()->folder();
    window.reset();
    for (const QString& name : QDir(kept).entryList({u"r*.png"_s})) {
        QFile file(kept + u'/' + name);
        ASSERT_TRUE(file.resize(file.size() / 2));
    }
    QFile::remove(before);
    makeWindow();
    waitForOffer();
    press("message:restoreLast");
    ASSERT_TRUE(
        QTest::qWaitFor([&] { return document->picture(BoardSlot::After) && window->messages()->count() == 1; }));
    EXPECT_TRUE(window->messages()->text().contains(u"before.png"_s)) << qPrintable(window->messages()->text());
    EXPECT_FALSE(document->picture(BoardSlot::Before));
    EXPECT_TRUE(document->picture(BoardSlot::Picture));
    EXPECT_FALSE(document->accepted());
    EXPECT_EQ(document->parameters().integer("seed"), 123);
}

TEST_F(AutosaveTest, pathsOutOfTheFolderAreNotFollowed)
{
    work();
    const QString kept = workspace->autosave()->folder();
    window.reset();
    write(u"secret.png"_s, pasted);
    QFile file(kept + u"/session.json"_s);
    ASSERT_TRUE(file.open(QIODevice::ReadWrite));
    QByteArray bytes = file.readAll();
    const qsizetype at = bytes.indexOf("\"stored\":\"r");
    ASSERT_GT(at, 0);
    bytes.replace(at, bytes.indexOf('"', at + 11) + 1 - at,
                  "\"stored\":\"../../" + QFileInfo(photo).fileName().toUtf8() + '"');
    file.resize(0);
    file.seek(0);
    file.write(bytes);
    file.close();
    makeWindow();
    waitForOffer();
    press("message:restoreLast");
    ASSERT_TRUE(QTest::qWaitFor([&] { return document->complete() && window->jobs()->count() == 0; }));
    EXPECT_FALSE(document->accepted());
}

TEST_F(AutosaveTest, aFolderThatCannotBeWrittenIsToldOnce)
{
    QDir().mkpath(QFileInfo(Autosave::root()).path());
    QFile file(Autosave::root()); // a file stands in the way
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.close();
    fill();
    flush();
    ASSERT_EQ(window->messages()->count(), 1);
    EXPECT_TRUE(window->messages()->text().startsWith(u"The board cannot be kept for the case of a crash"_s));
    window->messages()->closeAll();
    trigger("edit.swap");
    flush();
    EXPECT_EQ(window->messages()->count(), 0);
}

} // namespace maquette::tests
