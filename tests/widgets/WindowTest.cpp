// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/TestSupport.h"

#include <QCheckBox>
#include <QClipboard>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTextBrowser>
#include <QToolButton>

#include "base/Json.h"
#include "imaging/PictureFile.h"
#include "widgets/common/Actions.h"
#include "widgets/common/ElidedLabel.h"
#include "widgets/common/JobRunner.h"
#include "widgets/common/JobsBar.h"
#include "widgets/common/MessageBar.h"
#include "widgets/common/Text.h"
#include "widgets/edit/CompareView.h"
#include "widgets/edit/SlotView.h"
#include "window/ManualWindow.h"

using namespace Qt::StringLiterals;

namespace maquette::tests {

using widgets::BoardSlot;
using widgets::CompareView;
using widgets::Setting;

TEST_F(WindowTest, startsEmptyAndSaysWhatToDo)
{
    EXPECT_TRUE(find<QWidget>("emptyState")->isVisible());
    EXPECT_FALSE(find<CompareView>("compareView")->isVisible());
    EXPECT_FALSE(window->isWindowModified());
    trigger("edit.run");
    EXPECT_EQ(window->messages()->text(), u"The example needs a picture before the change."_s);
    EXPECT_EQ(service.runs, 0);
}

TEST_F(WindowTest, threeDropsRunCompareAcceptUndoRedo)
{
    before = write(u"b.png"_s, testImage(60, 40, qRgb(250, 80, 20)));
    after = write(u"a.png"_s, testImage(60, 40, qRgb(20, 80, 250)));
    photo = write(u"p.png"_s, testImage(90, 60, qRgb(200, 200, 30)));
    dropFiles(find<QWidget>("slotBefore"), {before});
    dropFiles(find<QWidget>("slotAfter"), {after});
    dropFiles(find<QWidget>("slotPicture"), {photo});
    ASSERT_TRUE(QTest::qWaitFor([&] { return document->complete(); }));
    EXPECT_EQ(document->picture(BoardSlot::After)->name, u"a.png"_s);

    find<QPushButton>("runButton")->click();
    ASSERT_TRUE(QTest::qWaitFor([&] { return document->chosenResult() && window->jobs()->count() == 0; }));
    EXPECT_EQ(find<QLabel>("selfScore")->text(), u"Rebuilds the example at 41.2 dB."_s);
    EXPECT_FALSE(find<QWidget>("notUnderstood")->isVisible());
    EXPECT_EQ(find<QLabel>("step0Words")->text(), u"Inverted by 100 %"_s);
    auto* compare = find<CompareView>("compareView");
    EXPECT_TRUE(compare->isVisible());

    find<QPushButton>("acceptButton")->click();
    EXPECT_TRUE(document->accepted());
    EXPECT_FALSE(document->chosenResult());
    EXPECT_TRUE(window->isWindowModified());
    EXPECT_EQ(widgets::ActionCollection::plainText(window->actions()->action(u"edit.undo"_s)),
              u"Undo: Accept the result"_s);
    trigger("edit.undo");
    EXPECT_FALSE(document->accepted());
    EXPECT_TRUE(document->chosenResult());
    trigger("edit.redo");
    EXPECT_TRUE(document->accepted());
    // The result is white minus the picture.
    const QColor in = document->picture(BoardSlot::Picture)->levels[0].pixelColor(80, 10);
    const QColor out = document->accepted()->picture->levels[0].pixelColor(80, 10);
    EXPECT_EQ(out, QColor(255 - in.red(), 255 - in.green(), 255 - in.blue()));
}

TEST_F(WindowTest, compareByDividerZoomAndModes)
{
    fill();
    runAndWait();
    auto* compare = find<CompareView>("compareView");
    compare->setFocus();
    EXPECT_EQ(compare->mode(), CompareView::Mode::Slider);
    QTest::keyClick(compare, Qt::Key_Home);
    EXPECT_EQ(compare->divider(), 0);
    const QImage allResult = compare->grab().toImage();
    QTest::keyClick(compare, Qt::Key_End);
    const QImage allPicture = compare->grab().toImage();
    const QPoint middle = compare->rect().center() + QPoint(20, 40);
    EXPECT_NE(allResult.pixel(middle), allPicture.pixel(middle));
    QTest::keyClick(compare, Qt::Key_Left);
    EXPECT_NEAR(compare->divider(), 0.98, 1e-9);
    EXPECT_TRUE(compare->accessibleDescription().contains(u"98 %"_s));

    EXPECT_TRUE(compare->fits());
    QTest::keyClick(compare, Qt::Key_1);
    EXPECT_EQ(compare->zoom(), 1);
    QTest::keyClick(compare, Qt::Key_Plus);
    EXPECT_DOUBLE_EQ(compare->zoom(), 1.25);
    QWheelEvent wheel(QPointF(middle), compare->mapToGlobal(QPointF(middle)), {}, QPoint(0, 120), Qt::NoButton,
                      Qt::ControlModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(compare, &wheel);
    EXPECT_DOUBLE_EQ(compare->zoom(), 1.5);
    QTest::keyClick(compare, Qt::Key_0);
    EXPECT_TRUE(compare->fits());

    find<QToolButton>("compareMode:difference")->click();
    EXPECT_EQ(compare->mode(), CompareView::Mode::Difference);
    EXPECT_EQ(window->settings()->text(Setting::CompareMode), u"difference"_s);
    // Where picture and result differ by more than 32, the difference is at its brightest.
    const QColor difference = compare->grab().toImage().pixelColor(compare->rect().center() + QPoint(100, 100));
    EXPECT_EQ(difference.red(), 255);
    trigger("view.blink");
    EXPECT_EQ(compare->mode(), CompareView::Mode::Blink);
    trigger("view.side");
    EXPECT_EQ(compare->mode(), CompareView::Mode::SideBySide);
}

TEST_F(WindowTest, panningMovesTheViewAndStopsAtThePicturesEdge)
{
    fill();
    auto* compare = find<CompareView>("compareView");
    compare->setZoom(32);
    const QImage start = compare->grab().toImage();
    const QPoint from = compare->rect().center();
    QTest::mousePress(compare, Qt::MiddleButton, {}, from);
    QTest::mouseMove(compare, from + QPoint(64, 32));
    QTest::mouseRelease(compare, Qt::MiddleButton, {}, from + QPoint(64, 32));
    const QImage moved = compare->grab().toImage();
    EXPECT_NE(start, moved);
    // What was in the middle lies two pixels of the picture to the right and one down.
    EXPECT_EQ(start.pixel(from), moved.pixel(from + QPoint(64, 32)));
    QTest::keyPress(compare, Qt::Key_Space);
    QTest::mousePress(compare, Qt::LeftButton, {}, from);
    QTest::mouseMove(compare, from + QPoint(20000, 20000));
    QTest::mouseRelease(compare, Qt::LeftButton, {}, from);
    QTest::keyRelease(compare, Qt::Key_Space);
    const QColor corner = compare->grab().toImage().pixelColor(compare->rect().bottomRight() - QPoint(8, 8));
    EXPECT_NE(corner, widgets::tokenColor(widgets::Token::Canvas, true));
    const QColor first = document->picture(BoardSlot::Picture)->levels[0].pixelColor(0, 0);
    EXPECT_EQ(compare->grab().toImage().pixelColor(QPoint(300, 8)).blue(), first.blue());
}

TEST_F(WindowTest, variantsAreTilesOneOfWhichIsChosen)
{
    fill();
    service.drawn = true;
    find<QSpinBox>("variants")->setValue(3);
    runAndWait();
    ASSERT_EQ(document->candidates().size(), 3U);
    EXPECT_EQ(document->candidates()[0]->result.seed, 7);
    EXPECT_EQ(document->candidates()[2]->result.seed, 9);
    press("variant2");
    EXPECT_EQ(document->chosen(), 2);
    EXPECT_EQ(find<QLabel>("fact:seed")->text(), u"9"_s);
    trigger("edit.discard");
    EXPECT_TRUE(document->candidates().empty());
    trigger("edit.undo");
    EXPECT_EQ(document->candidates().size(), 3U);
}

TEST_F(WindowTest, oneRunIsEnoughWithoutRandomNumbers)
{
    fill();
    find<QSpinBox>("variants")->setValue(5);
    runAndWait();
    EXPECT_EQ(service.runs, 1);
    EXPECT_EQ(document->candidates().size(), 1U);
}

TEST_F(WindowTest, slidersOfTheExplanationApplyItAnew)
{
    fill();
    runAndWait();
    auto* slider = find<QSlider>("step0:slider:strength");
    ASSERT_TRUE(slider);
    const int runs = service.runs;
    for (int value : {90, 60, 30, 0})
        slider->setValue(value);
    ASSERT_TRUE(QTest::qWaitFor([&] {
        const auto result = document->shownResult();
        return result && !result->adjusted.empty() && result->adjusted[0]["strength"] == 0.0;
    }));
    EXPECT_LT(service.runs - runs, 4); // moves were taken together
    EXPECT_EQ(document->shownResult()->picture->levels[0].pixelColor(80, 10),
              document->picture(BoardSlot::Picture)->levels[0].pixelColor(80, 10));
    EXPECT_EQ(slider->value(), 0); // the form stays while its result is replaced
    slider->setValue(100);
    find<QCheckBox>("step0Use")->setChecked(false);
    ASSERT_TRUE(QTest::qWaitFor([&] {
        const auto result = document->shownResult();
        return !result->enabled.empty() && !result->enabled[0];
    }));
    EXPECT_TRUE(document->shownResult()->result.explanation.steps.empty());
}

TEST_F(WindowTest, anEditThatWasNotUnderstoodSaysSoInWords)
{
    fill();
    service.understood = false;
    runAndWait();
    EXPECT_TRUE(find<QWidget>("notUnderstood")->isVisibleTo(window.get()));
    EXPECT_EQ(find<QLabel>("notUnderstoodText")->text(), u"This edit was probably not understood."_s);
    EXPECT_TRUE(find<QLabel>("guessed")->isVisibleTo(window.get()));
    EXPECT_TRUE(find<QLabel>("guessed")->text().startsWith(u"37 % of the picture"_s));
    find<QPushButton>("copyFacts")->click();
    const QString copied = QApplication::clipboard()->text();
    EXPECT_TRUE(copied.contains(u"17.3 dB"_s)) << qPrintable(copied);
    EXPECT_TRUE(copied.contains(u"37 %"_s)) << qPrintable(copied);
    EXPECT_TRUE(copied.contains(u"not understood"_s));
}

TEST_F(WindowTest, stopEndsARunAndChangesNothing)
{
    fill();
    base::ParameterValues values = document->parameters();
    ASSERT_TRUE(values.set("steps", std::int64_t(1000)).ok());
    document->setParameters(values, u"steps"_s, u"Steps"_s);
    service.stepMs = 20; // twenty seconds if nobody stops it
    trigger("edit.run");
    ASSERT_TRUE(QTest::qWaitFor([&] { return service.stepsDone > 2; }));
    EXPECT_FALSE(window->actions()->action(u"edit.run"_s)->isEnabled());
    // While it samples, the picture in the making stands in the corner, and the job has a row.
    ASSERT_TRUE(QTest::qWaitFor([&] { return find<CompareView>("compareView")->hasPreview(); }));
    ASSERT_TRUE(QTest::qWaitFor([&] { return find<QWidget>("jobProgress")->isVisible(); }));
    const int done = service.stepsDone;
    QTest::keyClick(window.get(), Qt::Key_Escape);
    ASSERT_TRUE(QTest::qWaitFor([&] { return window->jobs()->count() == 0; }));
    EXPECT_EQ(service.stopsSeen, 1);
    EXPECT_LT(service.stepsDone - done, 25); // of 20 ms: half a second
    EXPECT_FALSE(document->shownResult());
    EXPECT_FALSE(find<CompareView>("compareView")->hasPreview());
    EXPECT_EQ(find<QLabel>("statusText")->text(), u"Stopped. Nothing was changed."_s);
    EXPECT_EQ(window->messages()->count(), 0);
}

TEST_F(WindowTest, aFailureIsAMessageWithDetailsAndANextStep)
{
    fill();
    service.fail = true;
    runAndWait();
    EXPECT_EQ(window->messages()->text(), u"The file of weights x.safetensors is missing."_s);
    EXPECT_FALSE(find<QLabel>("messageDetail")->isVisible());
    press("message:details");
    EXPECT_TRUE(find<QLabel>("messageDetail")->isVisible());
    press("message:copy");
    EXPECT_TRUE(QApplication::clipboard()->text().contains(u"no such file"_s));
    EXPECT_TRUE(QApplication::clipboard()->text().contains(u"Maquette "_s));
    service.fail = false;
    press("message:again");
    ASSERT_TRUE(QTest::qWaitFor([&] { return document->shownResult() != nullptr; }));
    EXPECT_EQ(window->messages()->count(), 0);
}

TEST_F(WindowTest, pasteGoesToTheSlotInFocus)
{
    QApplication::clipboard()->setImage(testImage(33, 22, qRgb(1, 2, 3)));
    find<QWidget>("slotAfter")->setFocus();
    trigger("edit.paste");
    ASSERT_TRUE(QTest::qWaitFor([&] { return document->picture(BoardSlot::After) != nullptr; }));
    EXPECT_EQ(document->picture(BoardSlot::After)->width(), 33);
    QApplication::clipboard()->setText(u"words"_s);
    trigger("edit.paste");
    EXPECT_TRUE(window->messages()->text().startsWith(u"The clipboard holds no picture"_s));
}

TEST_F(WindowTest, boxesByMouseAndKeyboard)
{
    fill();
    auto* slot = find<widgets::SlotView>("slotBefore");
    const QRectF place = slot->pictureRect();
    const auto at = [&](double x, double y) {
        return QPoint(int(place.x() + x * place.width()), int(place.y() + y * place.height()));
    };
    QTest::mousePress(slot, Qt::LeftButton, {}, at(0.2, 0.2));
    QTest::mouseMove(slot, at(0.6, 0.7));
    QTest::mouseRelease(slot, Qt::LeftButton, {}, at(0.6, 0.7));
    ASSERT_EQ(document->boxes(BoardSlot::Before).size(), 1U);
    EXPECT_EQ(document->history().undoName(), u"Draw a box"_s);
    const edit::Box drawn = document->boxes(BoardSlot::Before)[0];
    EXPECT_NEAR(drawn.left, 0.2, 0.02);
    EXPECT_NEAR(drawn.bottom, 0.7, 0.03);
    slot->setFocus();
    QTest::keyClick(slot, Qt::Key_Right, Qt::ShiftModifier);
    EXPECT_NEAR(document->boxes(BoardSlot::Before)[0].left, drawn.left + 10.0 / 60, 1e-9);
    EXPECT_TRUE(slot->accessibleDescription().contains(u"1 box"_s)) << qPrintable(slot->accessibleDescription());
    EXPECT_FALSE(slot->accessibleDescription().contains(u"box(es)"_s));
    QKeyEvent combined(QEvent::KeyPress, Qt::Key_N, Qt::AltModifier); // some action's, not a box
    QApplication::sendEvent(slot, &combined);
    EXPECT_EQ(document->boxes(BoardSlot::Before).size(), 1U);
    QTest::keyClick(slot, Qt::Key_N);
    EXPECT_EQ(document->boxes(BoardSlot::Before).size(), 2U);
    QTest::keyClick(slot, Qt::Key_Delete);
    EXPECT_EQ(document->boxes(BoardSlot::Before).size(), 1U);
    trigger("edit.swap");
    EXPECT_EQ(document->boxes(BoardSlot::After).size(), 1U);
    EXPECT_TRUE(document->boxes(BoardSlot::Before).empty());
}

TEST_F(WindowTest, closingStopsWhatRuns)
{
    fill();
    document->saved(folder.filePath(u"x.board"_s));
    base::ParameterValues values = document->parameters();
    service.stepMs = 50;
    trigger("edit.run");
    ASSERT_TRUE(QTest::qWaitFor([&] { return service.stepsDone > 0; }));
    EXPECT_TRUE(window->close());
    EXPECT_TRUE(window->endJobs());
}

TEST_F(WindowTest, resultBecomesThePicture)
{
    fill();
    runAndWait();
    const auto result = document->shownResult()->picture;
    trigger("edit.result-to-picture");
    EXPECT_EQ(document->picture(BoardSlot::Picture), result);
    EXPECT_TRUE(
        find<widgets::ElidedLabel>("resultNote")->wholeText().startsWith(u"Made before the board was changed"_s));
    trigger("edit.undo");
    EXPECT_EQ(document->picture(BoardSlot::Picture)->name, u"photo.png"_s);
}

TEST_F(WindowTest, themeFollowsTheChoiceInPaletteAndPaint)
{
    const QColor dark = widgets::tokenColor(widgets::Token::Canvas, true);
    const QColor light = widgets::tokenColor(widgets::Token::Canvas, false);
    fill();
    auto* compare = find<CompareView>("compareView");
    compare->setZoom(0.5);
    EXPECT_EQ(compare->grab().toImage().pixelColor(4, 4), dark);
    trigger("view.theme-light");
    EXPECT_EQ(window->settings()->text(Setting::Theme), u"light"_s);
    EXPECT_EQ(compare->grab().toImage().pixelColor(4, 4), light);
    EXPECT_EQ(QApplication::palette().color(QPalette::Window), widgets::tokenColor(widgets::Token::Window, false));
    trigger("view.theme-dark");
    EXPECT_EQ(compare->grab().toImage().pixelColor(4, 4), dark);
}

TEST_F(WindowTest, placeDocksAndChoicesComeBack)
{
    window->setGeometry(120, 90, 1100, 700);
    find<QToolButton>("formLevel:all")->click();
    trigger("view.text-125");
    auto* dock = find<QDockWidget>("inspectorDock");
    window->addDockWidget(Qt::LeftDockWidgetArea, dock);
    ASSERT_TRUE(QTest::qWaitFor([&] { return window->geometry() == QRect(120, 90, 1100, 700); }));
    EXPECT_TRUE(window->close());
    makeWindow();
    EXPECT_EQ(window->geometry().size(), QSize(1100, 700));
    EXPECT_EQ(window->dockWidgetArea(find<QDockWidget>("inspectorDock")), Qt::LeftDockWidgetArea);
    EXPECT_TRUE(find<QToolButton>("formLevel:all")->isChecked());
    EXPECT_EQ(window->settings()->number(Setting::TextPercent), 125);
    EXPECT_EQ(QApplication::font().pixelSize(), 16);
}

TEST_F(WindowTest, theManualShowsItsPagesAndFollowsLinksBetweenThem)
{
    writeBytes(u"index.md"_s, "# Start\n\nSee [the other page](other.md).\n");
    writeBytes(u"other.md"_s, "# Other\n\n| a | b |\n|---|---|\n| 1 | 2 |\n");
    writeBytes(u"a-first.md"_s, "no heading");
    app::ManualWindow manual(folder.path(), window.get());
    auto* pages = manual.findChild<QListWidget*>(u"manualPages"_s);
    auto* text = manual.findChild<QTextBrowser*>(u"manualText"_s);
    ASSERT_EQ(pages->count(), 3);
    EXPECT_EQ(pages->item(0)->text(), u"Start"_s);
    EXPECT_EQ(pages->item(1)->text(), u"a-first.md"_s);
    EXPECT_TRUE(text->toPlainText().contains(u"the other page"_s));
    Q_EMIT text->anchorClicked(QUrl(u"other.md"_s));
    EXPECT_EQ(pages->currentItem()->text(), u"Other"_s);
    EXPECT_TRUE(text->toPlainText().startsWith(u"Other"_s));
    app::ManualWindow missing(folder.filePath(u"nowhere"_s), window.get());
    EXPECT_TRUE(missing.findChild<QTextBrowser*>(u"manualText"_s)->toPlainText().contains(u"nowhere"_s));
}

TEST_F(WindowTest, resultsOfWhichTheNetworkPaintedNothingNameNoSeed)
{
    fill();
    service.drawn = true;
    service.painted = false;
    find<QSpinBox>("variants")->setValue(3);
    runAndWait();
    EXPECT_EQ(service.runs, 1); // the next seed would give the same
    EXPECT_EQ(document->candidates().size(), 1U);
    EXPECT_FALSE(find<QLabel>("fact:seed"));
    EXPECT_EQ(find<QLabel>("fact:mode")->text(), u"explanation alone"_s);
    EXPECT_TRUE(find<QLabel>("statusText")->text().endsWith(u"One result, as nothing was left to chance."_s));
}

TEST_F(WindowTest, paletteRunsWhatIsTyped)
{
    trigger("view.palette");
    auto* query = find<QLineEdit>("paletteQuery");
    ASSERT_TRUE(query->isVisible());
    QTest::keyClicks(query, u"light theme"_s);
    EXPECT_EQ(find<QListView>("paletteList")->model()->rowCount(), 1);
    QTest::keyClick(query, Qt::Key_Return);
    EXPECT_FALSE(query->isVisible());
    EXPECT_EQ(window->settings()->text(Setting::Theme), u"light"_s);
}

} // namespace maquette::tests
