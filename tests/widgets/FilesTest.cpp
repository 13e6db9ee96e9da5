// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What goes between files and the window: pictures, boards, saved results, demos.
#include "widgets/TestSupport.h"

#include <QLineEdit>
#include <QToolButton>

#include "base/Json.h"
#include "imaging/PictureFile.h"
#include "widgets/common/JobsBar.h"
#include "widgets/common/MessageBar.h"
#include "widgets/common/Text.h"

using namespace Qt::StringLiterals;

namespace maquette::tests {

using widgets::BoardSlot;
using widgets::Setting;

namespace {

QString readResultText(const QString& file)
{
    auto picture = imaging::readPicture(widgets::toPath(file));
    EXPECT_TRUE(picture.ok());
    for (const auto& [key, value] : picture.value().texts)
        if (key == "maquette")
            return widgets::fromUtf8(value);
    return {};
}

} // namespace

class FilesTest : public WindowTest { };

TEST_F(FilesTest, badFilesInEachSlotAreNamedAndChangeNothing)
{
    const QString text = writeBytes(u"notes.png"_s, "hello, this is no picture");
    const QString empty = writeBytes(u"empty.jpg"_s, "");
    QImage image = testImage(50, 50, qRgb(9, 9, 9));
    const QString whole = write(u"whole.png"_s, image);
    QFile file(whole);
    ASSERT_TRUE(file.open(QIODevice::ReadWrite));
    const QByteArray bytes = file.readAll();
    const QString cut = writeBytes(u"cut.png"_s, bytes.left(bytes.size() / 2));
    const std::array cases{std::pair{"slotBefore", text}, std::pair{"slotAfter", empty}, std::pair{"slotPicture", cut}};
    for (const auto& [slot, bad] : cases) {
        dropFiles(find<QWidget>(slot), {bad});
        ASSERT_TRUE(QTest::qWaitFor([&] { return window->jobs()->count() == 0; }));
        EXPECT_TRUE(window->messages()->text().contains(QFileInfo(bad).fileName()))
            << qPrintable(window->messages()->text());
    }
    dropFiles(find<QWidget>("slotBefore"), {folder.filePath(u"gone.png"_s)});
    ASSERT_TRUE(QTest::qWaitFor([&] { return window->jobs()->count() == 0; }));
    EXPECT_TRUE(window->messages()->text().contains(u"gone.png"_s));
    EXPECT_TRUE(document->empty());
    EXPECT_EQ(window->messages()->count(), 3); // the oldest made room
}

TEST_F(FilesTest, aSavedResultRestoresItsBoard)
{
    fill();
    base::ParameterValues values = document->parameters();
    ASSERT_TRUE(values.set("seed", std::int64_t(123)).ok());
    document->setParameters(values, u"seed"_s, u"Seed"_s);
    document->setBoxes(BoardSlot::Before, {{0.25, 0.25, 0.5, 0.75}}, u"Draw a box"_s);
    runAndWait();
    const QString saved = folder.filePath(u"result.png"_s);
    chooser.answers = {saved};
    trigger("file.save-result");
    ASSERT_TRUE(QTest::qWaitFor([&] { return QFile::exists(saved) && window->jobs()->count() == 0; }));
    const auto json = base::parseJson(widgets::toUtf8(readResultText(saved)), "saved");
    ASSERT_TRUE(json.ok());
    EXPECT_EQ(json.value()["result"]["seed"], 123);
    EXPECT_EQ(json.value()["board"]["parameters"]["seed"], 123);

    trigger("file.new");
    press("message:discardChanges");
    EXPECT_TRUE(document->empty());
    dropFiles(find<QWidget>("editPage"), {saved});
    ASSERT_TRUE(QTest::qWaitFor([&] { return window->messages()->count() == 1; }));
    EXPECT_TRUE(document->empty()); // nothing happens before the answer
    press("message:restore");
    ASSERT_TRUE(QTest::qWaitFor([&] { return document->complete(); }));
    EXPECT_EQ(document->parameters().integer("seed"), 123);
    EXPECT_EQ(document->boxes(BoardSlot::Before).size(), 1U);
    EXPECT_EQ(document->picture(BoardSlot::After)->path, after);
    ASSERT_TRUE(document->shownResult());
    EXPECT_NEAR(document->shownResult()->result.selfScore, 41.2, 1e-9);
    EXPECT_EQ(document->shownResult()->fitted.steps.size(), 1U);
    EXPECT_EQ(window->messages()->count(), 0);
    trigger("edit.undo");
    EXPECT_TRUE(document->empty());
}

TEST_F(FilesTest, restoringTellsWhichPicturesAreGone)
{
    fill();
    runAndWait();
    const QString saved = folder.filePath(u"result.jpg"_s);
    chooser.answers = {saved};
    trigger("file.save-result");
    ASSERT_TRUE(QTest::qWaitFor([&] { return QFile::exists(saved) && window->jobs()->count() == 0; }));
    QFile::remove(after);
    write(u"before.png"_s, testImage(60, 40, qRgb(0, 0, 0))); // another picture of the same size now
    trigger("file.new"); // what is open would serve
    press("message:discardChanges");
    dropFiles(find<QWidget>("slotPicture"), {saved});
    ASSERT_TRUE(QTest::qWaitFor([&] { return window->messages()->count() == 1; }));
    press("message:restore");
    ASSERT_TRUE(QTest::qWaitFor([&] { return window->messages()->count() == 1 && window->jobs()->count() == 0; }));
    const QString text = window->messages()->text();
    EXPECT_TRUE(text.contains(u"after.png"_s)) << qPrintable(text);
    EXPECT_TRUE(text.contains(u"before.png"_s));
    EXPECT_FALSE(text.contains(u"photo.png"_s));
    EXPECT_FALSE(document->picture(BoardSlot::Before));
    EXPECT_TRUE(document->picture(BoardSlot::Picture));
}

TEST_F(FilesTest, restoringFindsPicturesThatAreOpenRenamedOrInABoard)
{
    fill();
    const QImage image = testImage(60, 40, qRgb(1, 200, 30));
    document->setPicture(BoardSlot::After, widgets::makePicture(image, u"Pasted picture"_s));
    runAndWait();
    const QString saved = folder.filePath(u"result.png"_s);
    const auto save = [&] {
        QFile::remove(saved);
        chooser.answers = {saved};
        trigger("file.save-result");
        ASSERT_TRUE(QTest::qWaitFor([&] { return QFile::exists(saved) && window->jobs()->count() == 0; }));
    };
    const auto restore = [&] {
        window->messages()->closeAll();
        window->openFiles({saved});
        ASSERT_TRUE(QTest::qWaitFor([&] { return find<QWidget>("message:restore") != nullptr; }));
        press("message:restore");
        ASSERT_TRUE(QTest::qWaitFor([&] { return window->jobs()->count() == 0; }));
    };
    save();
    trigger("edit.clear-slot");
    restore(); // from what this board still holds
    EXPECT_EQ(window->messages()->count(), 0) << qPrintable(window->messages()->text());
    EXPECT_TRUE(document->complete());

    // Nowhere any more: it is said of which place, and why.
    trigger("file.new");
    press("message:discardChanges");
    restore();
    EXPECT_TRUE(window->messages()->text().contains(u"After was pasted, and no file holds it."_s))
        << qPrintable(window->messages()->text());
    EXPECT_TRUE(document->picture(BoardSlot::Before));

    // Under another name, but among the files used of late.
    const QString renamed = folder.filePath(u"elsewhere.png"_s);
    ASSERT_TRUE(QFile::rename(before, renamed));
    window->openFiles({renamed});
    ASSERT_TRUE(QTest::qWaitFor([&] { return window->jobs()->count() == 0; }));
    document->setPicture(BoardSlot::After, widgets::makePicture(image, u"Pasted picture"_s));
    const QString board = folder.filePath(u"kept.board"_s);
    chooser.answers = {board};
    trigger("file.save-board-as");
    ASSERT_TRUE(QTest::qWaitFor([&] { return QFile::exists(board) && !document->modified(); }));
    trigger("file.new");
    ASSERT_TRUE(document->empty());
    restore();
    EXPECT_EQ(window->messages()->count(), 0) << qPrintable(window->messages()->text());
    ASSERT_TRUE(document->complete());
    EXPECT_EQ(document->picture(BoardSlot::After)->origin.board, board);
    EXPECT_EQ(document->picture(BoardSlot::After)->levels[0].pixel(30, 20), image.pixel(30, 20));
}

TEST_F(FilesTest, aSavedResultCanBeAPictureAndCanKeepSilent)
{
    fill();
    runAndWait();
    const QString saved = folder.filePath(u"told.png"_s);
    const QString silent = folder.filePath(u"silent.png"_s);
    chooser.answers = {saved, silent};
    trigger("file.save-result");
    ASSERT_TRUE(QTest::qWaitFor([&] { return QFile::exists(saved) && window->jobs()->count() == 0; }));
    trigger("file.write-metadata");
    EXPECT_FALSE(window->settings()->flag(Setting::WriteMetadata));
    trigger("file.save-result");
    ASSERT_TRUE(QTest::qWaitFor([&] { return QFile::exists(silent) && window->jobs()->count() == 0; }));
    EXPECT_TRUE(readResultText(silent).isEmpty());
    dropFiles(find<QWidget>("slotAfter"), {saved});
    ASSERT_TRUE(QTest::qWaitFor([&] { return window->messages()->count() == 1; }));
    press("message:usePicture");
    EXPECT_EQ(document->picture(BoardSlot::After)->name, u"told.png"_s);
}

TEST_F(FilesTest, boardsAreSavedOpenedAndAskedAboutOnClose)
{
    fill();
    EXPECT_TRUE(window->windowTitle().startsWith(u"New board"_s));
    const QString file = folder.filePath(u"warm.board"_s);
    EXPECT_FALSE(window->close());
    EXPECT_TRUE(window->isVisible());
    press("message:cancel");
    EXPECT_TRUE(window->isVisible());
    chooser.answers = {file};
    trigger("file.save-board");
    ASSERT_TRUE(QTest::qWaitFor([&] { return !document->modified() && window->jobs()->count() == 0; }));
    EXPECT_TRUE(window->windowTitle().startsWith(u"warm.board"_s));
    trigger("file.new");
    EXPECT_TRUE(document->empty());
    window->openFiles({file});
    ASSERT_TRUE(QTest::qWaitFor([&] { return document->complete(); }));
    EXPECT_FALSE(window->isWindowModified());
    trigger("edit.swap");
    EXPECT_TRUE(window->isWindowModified());
    EXPECT_FALSE(window->close());
    press("message:save");
    ASSERT_TRUE(QTest::qWaitFor([&] { return !window->isVisible(); }));
    const auto board = service.readBoard(widgets::toPath(file));
    ASSERT_TRUE(board.ok());
    EXPECT_EQ(board.value().before.bytes, [&] {
        auto picture = imaging::readPicture(widgets::toPath(after));
        return picture.value().bytes;
    }());
}

TEST_F(FilesTest, demosOfAFolderAreListedAndLoaded)
{
    const QString file = folder.filePath(u"one.board"_s);
    edit::Board board;
    board.before = imaging::Picture(8, 8);
    board.after = imaging::Picture(8, 8);
    board.image = imaging::Picture(8, 8);
    board.parameters = document->parameters().toJson();
    ASSERT_TRUE(service.writeBoard(widgets::toPath(file), board).ok());
    writeBytes(u"demos.json"_s, R"({"demos":[{"title":"One","board":"one.board"},{"title":"no board"},7,
        {"title":"Two","before":"a.png","after":"b.png","image":"c.png"}]})");
    const std::vector<widgets::Demo> demos = widgets::readDemos(folder.path());
    ASSERT_EQ(demos.size(), 2U);
    EXPECT_EQ(demos[0].title, u"One"_s);
    EXPECT_EQ(demos[1].pictures[2], folder.filePath(u"c.png"_s));
    EXPECT_TRUE(widgets::readDemos(folder.filePath(u"nowhere"_s)).empty());
    writeBytes(u"demos.json"_s, "{ broken");
    EXPECT_TRUE(widgets::readDemos(folder.path()).empty());

    widgets::StateStore state;
    widgets::EditFiles loader(document, &service,
                              {window.get(), window->actions(), window->jobs(), find<widgets::JobsBar>("jobsBar"),
                               window->messages(), window->settings(), &state, &chooser});
    loader.loadDemo(demos[0]);
    ASSERT_TRUE(QTest::qWaitFor([&] { return document->complete(); }));
    // A demo has no file of its own that saving would overwrite.
    EXPECT_TRUE(document->file().isEmpty());
    EXPECT_FALSE(document->modified());
}

TEST_F(FilesTest, filesDroppedOnTheInspectorAreOpened)
{
    photo = write(u"p.png"_s, testImage(90, 60, qRgb(200, 200, 30)));
    dropFiles(window.get(), {photo});
    ASSERT_TRUE(QTest::qWaitFor([&] { return document->picture(BoardSlot::Before) != nullptr; }));
}

TEST_F(FilesTest, filesOfParametersAreChosenInADialog)
{
    find<QToolButton>("formLevel:all")->click();
    chooser.answers = {folder.filePath(u"mine.safetensors"_s)};
    find<QToolButton>("edit:browse:weights")->click();
    EXPECT_EQ(chooser.asked.last(), u"Weights"_s);
    EXPECT_EQ(find<QLineEdit>("edit:weights")->text(), folder.filePath(u"mine.safetensors"_s));
    EXPECT_EQ(document->parameters().text("weights"), widgets::toUtf8(folder.filePath(u"mine.safetensors"_s)));
    EXPECT_EQ(document->history().undoName(), u"Change Weights"_s);
}

} // namespace maquette::tests
