// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/Audit.h"
#include "widgets/CloudTestSupport.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QPushButton>
#include <QScrollArea>
#include <QTableView>
#include <QToolButton>

#include "widgets/cloud/ClassModel.h"
#include "widgets/common/PanelParts.h"
#include "widgets/cloud/PickedModel.h"
#include "widgets/cloud/RoomBrowser.h"
#include "widgets/cloud/ScoreModels.h"
#include "widgets/common/JobsBar.h"
#include "widgets/common/MessageBar.h"
#include "widgets/common/Section.h"

using namespace Qt::StringLiterals;

namespace maquette::tests {

using cloud::ColorBy;
using widgets::ClassModel;
using widgets::ConfusionModel;

TEST_F(CloudWindowTest, startsEmptyAndSaysWhatToDo)
{
    EXPECT_TRUE(find<QWidget>("cloudEmptyState")->isVisible());
    EXPECT_FALSE(page->view()->isVisible());
    EXPECT_TRUE(find<QPushButton>("cloudEmptyDemo")->isVisible());
    EXPECT_FALSE(window->actions()->action(u"edit.run"_s)->isEnabled());
}

TEST_F(CloudWindowTest, aDroppedCloudShowsInputTruthPredictionAndError)
{
    dropFiles(page, {write(u"checked.ply"_s, checkedCloud())});
    ASSERT_TRUE(QTest::qWaitFor([&] { return document->scores() != nullptr; }, 30000));
    EXPECT_TRUE(page->view()->isVisible());
    const std::vector<cloud::PaneContent> panes{
        {ColorBy::Input}, {ColorBy::Truth}, {ColorBy::Prediction}, {ColorBy::Error}};
    EXPECT_EQ(page->view()->state().panes, panes);
    EXPECT_EQ(find<QLabel>("overallAccuracy")->text(), u"83.3 %"_s); // 25 of 30 rows are right
    EXPECT_TRUE(find<QLabel>("scoreProtocol")->text().contains(u"all points of the file; 900 points"_s));
    auto* classes = find<QTableView>("classTable");
    ASSERT_EQ(classes->model()->rowCount(), 3);
    EXPECT_EQ(classes->model()->index(0, ClassModel::Count).data().toString(), u"300"_s);
    EXPECT_EQ(classes->model()->index(0, ClassModel::Share).data().toString(), u"33.3"_s);
    // 250 of 350 in truth or prediction.
    EXPECT_EQ(classes->model()->index(0, ClassModel::Iou).data().toString(), u"71.4"_s);
    EXPECT_EQ(window->windowTitle(), u"checked.ply[*] – Maquette"_s);
}

TEST_F(CloudWindowTest, modelsKeepTheRulesOfItemModels)
{
    widgets::CloudDocument other(window->jobs());
    ClassModel classes(&other);
    ConfusionModel confusion(&other);
    widgets::ScoreModel scores(&other);
    widgets::PickedModel picked(&other);
    const QList<QAbstractItemModel*> models{&classes, &confusion, &scores, &picked};
    for (QAbstractItemModel* model : models)
        new QAbstractItemModelTester(model, QAbstractItemModelTester::FailureReportingMode::Fatal, &other);
    const auto snapshot = widgets::makeSnapshot(checkedCloud(), {}, {});
    ASSERT_TRUE(snapshot.ok());
    other.open(snapshot.value());
    ASSERT_TRUE(QTest::qWaitFor([&] { return other.scores() != nullptr; }, 30000));
    other.setPicked({3, 800});
    EXPECT_EQ(picked.columnCount(), 2);
    other.setHidden(1, true);
    other.setClassName(2, u"chair"_s);
    EXPECT_EQ(classes.index(2, ClassModel::Name).data().toString(), u"chair"_s);
    EXPECT_TRUE(classes.setData(classes.index(0, ClassModel::Name), u"wall"_s, Qt::EditRole));
    EXPECT_FALSE(classes.setData(classes.index(0, ClassModel::Name), u" "_s, Qt::EditRole));
    other.setTable(*cloud::classTable("s3dis"));
    ASSERT_TRUE(QTest::qWaitFor([&] { return other.table().id == "s3dis"; }, 30000));
    EXPECT_EQ(classes.rowCount(), 13);
    other.undo();
    EXPECT_EQ(classes.rowCount(), 3);
}

TEST_F(CloudWindowTest, classesAreHiddenAndShownAloneByMouseAndKeys)
{
    fill();
    auto* view = find<QTableView>("classTable");
    const auto click = [&](int row, int column) {
        QTest::mouseClick(view->viewport(), Qt::LeftButton, Qt::NoModifier,
                          view->visualRect(view->model()->index(row, column)).center());
    };
    const quint64 uploads = page->view()->uploads();
    click(0, ClassModel::Eye);
    EXPECT_EQ(shown(), 600U);
    click(0, ClassModel::Eye);
    EXPECT_EQ(shown(), 900U);
    click(2, ClassModel::Solo);
    EXPECT_EQ(shown(), 300U);
    // Scores follow: only class 2 is counted.
    ASSERT_TRUE(
        QTest::qWaitFor([&] { return document->scores() && document->scores()->confusion.points() == 300; }, 30000));
    EXPECT_TRUE(find<QLabel>("scoreProtocol")->text().contains(u"without the points of hidden classes"_s));
    click(2, ClassModel::Solo);
    EXPECT_EQ(shown(), 900U);
    view->setCurrentIndex(view->model()->index(1, ClassModel::Name));
    QTest::keyClick(view, Qt::Key_S);
    EXPECT_EQ(shown(), 300U);
    trigger("classes.show-all");
    EXPECT_EQ(shown(), 900U);
    QTest::keyClick(view, Qt::Key_Space);
    EXPECT_EQ(shown(), 600U);
    QTest::qWait(50);
    EXPECT_EQ(page->view()->uploads(), uploads); // lookup tables alone
}

TEST_F(CloudWindowTest, panesCurtainAndContents)
{
    fill();
    find<QToolButton>("paneCount:1")->click();
    EXPECT_EQ(page->view()->state().panes.size(), 1U);
    trigger("view.panes-3");
    EXPECT_EQ(page->view()->state().panes.size(), 3U);
    trigger("view.panes-4");
    auto* content = find<QComboBox>("paneContent:3");
    ASSERT_GE(content->findData(u"attribute:temperature"_s), 0);
    content->setCurrentIndex(content->findData(u"attribute:temperature"_s));
    Q_EMIT content->activated(content->currentIndex());
    EXPECT_EQ(page->view()->state().panes[3], (cloud::PaneContent{ColorBy::Attribute, "temperature"}));
    trigger("view.curtain");
    EXPECT_EQ(page->view()->state().curtain, 0.5);
    EXPECT_EQ(page->view()->state().panes, (std::vector<cloud::PaneContent>{{ColorBy::Truth}, {ColorBy::Prediction}}));
    EXPECT_TRUE(window->actions()->action(u"view.curtain"_s)->isChecked());
    trigger("view.panes-1");
    EXPECT_FALSE(page->view()->state().curtain);
    EXPECT_FALSE(window->actions()->action(u"view.curtain"_s)->isChecked());
    const auto first = page->view()->state().panes[0];
    trigger("view.next-content");
    EXPECT_NE(page->view()->state().panes[0], first);
    const cloud::Camera before = page->view()->state().camera;
    trigger("view.from-top");
    EXPECT_NE(page->view()->state().camera, before);
}

TEST_F(CloudWindowTest, aCellOfTheMatrixShowsExactlyItsPoints)
{
    fill();
    auto* matrix = find<QTableView>("confusionMatrix");
    ASSERT_EQ(matrix->model()->rowCount(), 3);
    const QModelIndex cell = matrix->model()->index(0, 1); // truth 0 taken for 1: ten columns in five rows
    EXPECT_EQ(cell.data(ConfusionModel::PointsRole).toInt(), 50);
    QTest::mouseClick(matrix->viewport(), Qt::LeftButton, Qt::NoModifier, matrix->visualRect(cell).center());
    EXPECT_EQ(shown(), 50U);
    EXPECT_TRUE(find<QLabel>("cellText")->text().contains(u"Shown: truth"_s));
    QTest::qWait(400);
    ASSERT_TRUE(idle());
    EXPECT_EQ(document->scores()->confusion.points(), 900); // the matrix itself stays whole
    QTest::mouseClick(matrix->viewport(), Qt::LeftButton, Qt::NoModifier, matrix->visualRect(cell).center());
    EXPECT_EQ(shown(), 900U);
    matrix->setCurrentIndex(matrix->model()->index(2, 0));
    QTest::keyClick(matrix, Qt::Key_Return);
    EXPECT_EQ(shown(), 50U);
    trigger("scores.show-all");
    EXPECT_EQ(shown(), 900U);
    trigger("scores.copy");
    EXPECT_TRUE(QApplication::clipboard()->text().contains(u"OA %\t83.33"_s));
}

TEST_F(CloudWindowTest, pickedPointsTellEverythingAndTheirDistance)
{
    fill();
    Q_EMIT page->view()->picked(31, 0, false);
    Q_EMIT page->view()->picked(34, 0, true);
    const QAbstractItemModel* model = find<QTableView>("pickedTable")->model();
    ASSERT_EQ(model->columnCount(), 2);
    QStringList second;
    for (int row = 0; row < model->rowCount(); ++row)
        second << model->index(row, 1).data().toString();
    EXPECT_EQ(second[0], u"34"_s);
    EXPECT_EQ(second[1], u"0.4000"_s);
    EXPECT_EQ(second[2], u"0.1000"_s);
    EXPECT_EQ(second[4], u"0.3000"_s); // from the point before
    EXPECT_EQ(second[5], u"32 100 200"_s);
    EXPECT_EQ(model->headerData(10, Qt::Vertical).toString(), u"temperature"_s);
    EXPECT_EQ(second[10], u"1"_s);
    // The same point again takes it away.
    Q_EMIT page->view()->picked(34, 0, true);
    EXPECT_EQ(document->picked(), std::vector<std::uint32_t>{31});
    trigger("points.clear");
    EXPECT_TRUE(document->picked().empty());
}

TEST_F(CloudWindowTest, aClickWithTheToolPickTakesThePointBelowIt)
{
    fill(false);
    trigger("view.panes-1");
    trigger("view.from-top");
    trigger("tool.pick");
    QTest::qWait(300);
    const QRectF pane = page->view()->paneRect(0);
    const cloud::Projection projection(document->view().camera, int(pane.width()), int(pane.height()));
    const auto place = projection.place(&document->points()->cloud->positions[3 * std::size_t(437)]);
    QTest::mouseClick(page->view(), Qt::LeftButton, Qt::NoModifier,
                      (pane.topLeft() + QPointF(place.x, place.y)).toPoint());
    ASSERT_TRUE(QTest::qWaitFor([&] { return document->picked().size() == 1; }, 10000));
    EXPECT_EQ(document->picked().front(), 437U);
}

TEST_F(CloudWindowTest, theClipBoxFiltersViewAndScoresAndIsUndone)
{
    fill();
    trigger("tool.clip");
    EXPECT_EQ(document->contents().box.mode, cloud::ClipBox::Mode::Inside);
    trigger("edit.undo");
    EXPECT_EQ(document->contents().box.mode, cloud::ClipBox::Mode::Off);
    trigger("edit.redo");
    find<QPushButton>("clipFitCloud")->click();
    EXPECT_EQ(shown(), 900U);
    find<widgets::NumberBox>("clipSize:y")->setValue(1.02); // rows 10 … 19 and the halves beside
    EXPECT_EQ(shown(), 300U);
    ASSERT_TRUE(
        QTest::qWaitFor([&] { return document->scores() && document->scores()->confusion.points() == 300; }, 30000));
    EXPECT_EQ(find<QLabel>("overallAccuracy")->text(), u"100.0 %"_s);
    EXPECT_TRUE(find<QLabel>("scoreProtocol")->text().contains(u"inside the clip box"_s));
    auto* mode = find<QComboBox>("clipMode");
    mode->setCurrentIndex(2);
    Q_EMIT mode->activated(2);
    EXPECT_EQ(shown(), 600U);
    // Moves of one drag are one step.
    cloud::ClipBox box = document->contents().box;
    for (int i = 1; i <= 5; ++i) {
        box.center[0] += 0.1;
        Q_EMIT page->view()->boxChanged(box, i == 5);
    }
    trigger("edit.undo");
    EXPECT_NEAR(document->contents().box.center[0], box.center[0] - 0.5, 1e-9);
    EXPECT_EQ(shown(), 600U);
}

TEST_F(CloudWindowTest, aSelectionIsRelabeledUndoneAndRedone)
{
    fill();
    Q_EMIT page->view()->regionSelected({0, 1, 2, 3}, 0);
    Q_EMIT page->view()->regionSelected({10}, 1);
    Q_EMIT page->view()->regionSelected({3}, 2);
    EXPECT_EQ(document->contents().selectedCount, 4U);
    EXPECT_TRUE(find<QLabel>("selectionCount")->text().startsWith(u"4 of 900"_s));
    find<QComboBox>("relabelClass")->setCurrentIndex(2);
    trigger("select.relabel");
    ASSERT_TRUE(idle());
    EXPECT_EQ((*document->contents().truth)[1], 2);
    EXPECT_EQ((*document->contents().truth)[10], 2);
    EXPECT_EQ((*document->contents().truth)[3], 0);
    EXPECT_TRUE(window->isWindowModified());
    EXPECT_EQ(find<QTableView>("classTable")->model()->index(2, ClassModel::Count).data().toString(), u"304"_s);
    trigger("edit.undo");
    EXPECT_EQ((*document->contents().truth)[1], 0);
    EXPECT_FALSE(window->isWindowModified());
    EXPECT_EQ(find<QTableView>("classTable")->model()->index(2, ClassModel::Count).data().toString(), u"300"_s);
    trigger("edit.undo");
    EXPECT_EQ(document->contents().selectedCount, 5U);
    trigger("edit.redo");
    trigger("edit.redo");
    EXPECT_EQ((*document->contents().truth)[10], 2);
    trigger("select.invert");
    EXPECT_EQ(document->contents().selectedCount, 896U);
    trigger("select.none");
    EXPECT_FALSE(document->contents().selected);
}

TEST_F(CloudWindowTest, exportsCloudIndicesAndPicture)
{
    fill();
    Q_EMIT page->view()->regionSelected({5, 7, 899}, 0);
    find<QComboBox>("relabelClass")->setCurrentIndex(1);
    trigger("select.relabel");
    ASSERT_TRUE(idle());
    chooser.answers = {folder.filePath(u"out.ply"_s)};
    trigger("file.save-cloud");
    ASSERT_TRUE(idle());
    EXPECT_FALSE(document->modified());
    const auto saved = cloud::readCloud(folder.filePath(u"out.ply"_s).toStdString());
    ASSERT_TRUE(saved.ok());
    EXPECT_EQ(saved.value().size(), 900U);
    const auto* labels = saved.value().find(cloud::Role::Label);
    ASSERT_TRUE(labels);
    EXPECT_EQ(cloud::labelsOf(labels->values)[5], 1);
    EXPECT_TRUE(saved.value().find("temperature"));

    chooser.answers = {folder.filePath(u"picked.txt"_s)};
    trigger("file.save-selection");
    ASSERT_TRUE(idle());
    QFile text(folder.filePath(u"picked.txt"_s));
    ASSERT_TRUE(text.open(QIODevice::ReadOnly));
    EXPECT_EQ(text.readAll(), QByteArray("5\n7\n899\n"));
    chooser.answers = {folder.filePath(u"picked.npy"_s)};
    trigger("file.save-selection");
    ASSERT_TRUE(idle());
    QFile array(folder.filePath(u"picked.npy"_s));
    ASSERT_TRUE(array.open(QIODevice::ReadOnly));
    const QByteArray bytes = array.readAll();
    EXPECT_EQ(bytes.size(), 64 + 3 * 8 + 64); // the head is filled up to 128 bytes
    EXPECT_EQ(std::uint8_t(bytes[bytes.size() - 8]), 899 % 256);
    chooser.answers = {folder.filePath(u"picked.ply"_s)};
    trigger("file.save-selection");
    ASSERT_TRUE(idle());
    const auto part = cloud::readCloud(folder.filePath(u"picked.ply"_s).toStdString());
    ASSERT_TRUE(part.ok());
    EXPECT_EQ(part.value().size(), 3U);

    trigger("file.save-picture");
    chooser.answers = {folder.filePath(u"shot.png"_s)};
    find<widgets::NumberBox>("renderWidth")->setValue(640);
    find<widgets::NumberBox>("renderHeight")->setValue(360);
    find<QPushButton>("renderSave")->click();
    ASSERT_TRUE(idle());
    EXPECT_EQ(QImage(folder.filePath(u"shot.png"_s)).size(), QSize(640, 360));
    QTest::qWait(20); // until the first dialog is gone

    trigger("file.save-turntable");
    chooser.answers = {folder.filePath(u"turn.avi"_s)};
    find<widgets::NumberBox>("renderWidth")->setValue(64);
    find<widgets::NumberBox>("renderHeight")->setValue(48);
    find<widgets::NumberBox>("renderFrames")->setValue(3);
    find<QPushButton>("renderSave")->click();
    ASSERT_TRUE(idle());
    EXPECT_GT(QFileInfo(folder.filePath(u"turn.avi"_s)).size(), 1000) << qPrintable(window->messages()->text());
}

TEST_F(CloudWindowTest, classTablesAreSavedLoadedAndRefused)
{
    fill();
    document->setClassName(1, u"roof"_s);
    document->setClassColor(1, {1, 2, 3});
    chooser.answers = {folder.filePath(u"classes.json"_s)};
    find<QPushButton>("saveClassTable")->click();
    trigger("edit.undo");
    trigger("edit.undo");
    EXPECT_EQ(document->table().find(1)->name, "class 1");
    chooser.answers = {folder.filePath(u"classes.json"_s)};
    find<QPushButton>("loadClassTable")->click();
    ASSERT_TRUE(QTest::qWaitFor([&] { return document->table().find(1)->name == "roof"; }, 30000));
    EXPECT_EQ(document->table().find(1)->color, (cloud::Rgb{1, 2, 3}));
    EXPECT_FALSE(document->modified()); // the labels are as they were
    chooser.answers = {writeText(u"bad.json"_s, "{\"name\": 3")};
    find<QPushButton>("loadClassTable")->click();
    ASSERT_TRUE(QTest::qWaitFor([&] { return window->messages()->count() > 0; }, 30000));
    EXPECT_TRUE(window->messages()->text().contains(u"bad.json"_s));
    EXPECT_EQ(document->table().find(1)->name, "roof");
}

TEST_F(CloudWindowTest, aPredictionOfAnotherFileIsComparedAndAnotherLengthIsAnError)
{
    fill(false);
    EXPECT_FALSE(document->scores());
    EXPECT_TRUE(find<QLabel>("scoresEmpty")->text().contains(u"need a prediction"_s));
    cloud::Cloud shorter = checkedCloud();
    shorter.positions.resize(30);
    shorter.colors.clear();
    shorter.attributes.clear();
    shorter.set({"label", std::vector<std::uint8_t>(10), cloud::Role::Label});
    chooser.answers = {write(u"short.ply"_s, shorter)};
    trigger("file.open-prediction");
    ASSERT_TRUE(idle());
    EXPECT_EQ(window->messages()->text(),
              u"short.ply cannot be compared point by point: the number of its points is 10, that of the open cloud "
              u"900."_s);
    EXPECT_FALSE(document->hasPrediction());
    chooser.answers = {write(u"pred.ply"_s, checkedCloud())};
    trigger("file.open-prediction");
    ASSERT_TRUE(QTest::qWaitFor([&] { return document->scores() != nullptr; }, 30000));
    EXPECT_NEAR(document->scores()->scores.overallAccuracy, 100.0 * 25 / 30, 1e-9);
    EXPECT_EQ(page->view()->state().panes.size(), 4U);
}

TEST_F(CloudWindowTest, segmentsAndShowsThePrediction)
{
    service.model = writeText(u"model.safetensors"_s, "x").toStdString();
    fill(false);
    trigger("edit.run");
    ASSERT_TRUE(QTest::qWaitFor([&] { return document->scores() != nullptr; }, 30000));
    EXPECT_EQ(service.segmented, 1);
    EXPECT_TRUE(document->modified()); // it is in no file yet
    EXPECT_EQ((*document->contents().prediction)[899], 1);
    EXPECT_TRUE(find<QLabel>("scoreProtocol")->text().contains(u"the fake network, all points"_s));
    EXPECT_TRUE(find<QLabel>("planText")->text().contains(u"Points: 900, in each pass 900 · passes: 1"_s));
    EXPECT_EQ(find<QLabel>("planWarnings")->text(), u"Few neighbors."_s);
}

TEST_F(CloudWindowTest, theDemoWithoutItsModelShowsTheRoomAndSaysWhatIsMissing)
{
    service.model = folder.filePath(u"missing.safetensors"_s).toStdString();
    find<QPushButton>("cloudEmptyDemo")->click();
    ASSERT_TRUE(QTest::qWaitFor([&] { return !document->empty() && window->messages()->count() > 0; }, 30000));
    EXPECT_TRUE(window->messages()->text().contains(u"model that comes with the program is missing"_s));
    EXPECT_TRUE(document->hasTruth());
    EXPECT_EQ(service.segmented, 0);
}

TEST_F(CloudWindowTest, columnsAreCorrectedBeforeReading)
{
    QByteArray rows;
    for (int i = 0; i < 20; ++i)
        rows += QByteArray::number(i) + " 100.5 " + QByteArray::number(i * 2) + " 7\n";
    chooser.answers = {writeText(u"odd.txt"_s, rows)};
    trigger("file.open-columns");
    ASSERT_TRUE(QTest::qWaitFor([&] { return find<QDialog>("columnDialog") != nullptr; }, 30000));
    const std::array meanings{u"label"_s, u"x"_s, u"y"_s, u"y"_s};
    for (int i = 0; i < 4; ++i)
        find<QComboBox>(qPrintable(u"column:%1"_s.arg(i)))->setCurrentText(meanings[std::size_t(i)]);
    EXPECT_FALSE(find<QPushButton>("columnsOpen")->isEnabled()); // y twice and no z
    EXPECT_FALSE(find<QLabel>("columnProblems")->text().isEmpty());
    find<QComboBox>("column:3")->setCurrentText(u"z"_s);
    ASSERT_TRUE(find<QPushButton>("columnsOpen")->isEnabled());
    find<QPushButton>("columnsOpen")->click();
    ASSERT_TRUE(QTest::qWaitFor([&] { return !document->empty(); }, 30000));
    EXPECT_EQ(document->points()->size(), 20U);
    EXPECT_EQ(document->points()->cloud->coordinate(3), (cloud::Vec3{100.5, 6, 7}));
    EXPECT_EQ((*document->contents().truth)[19], 19);
}

TEST_F(CloudWindowTest, columnsOfWhichTheMeaningIsInDoubtAreAskedAbout)
{
    QByteArray rows;
    for (int i = 0; i < 30; ++i)
        rows += QByteArray::number(0.37 * i) + " 1.5 " + QByteArray::number(i) + " 0." + QByteArray::number(100 + i)
            + " 37." + QByteArray::number(900 - i) + "\n";
    window->openFiles({writeText(u"five.txt"_s, rows)});
    ASSERT_TRUE(QTest::qWaitFor([&] { return find<QDialog>("columnDialog") != nullptr; }, 30000));
    find<QPushButton>("columnsCancel")->click();
    EXPECT_TRUE(document->empty());
}

TEST_F(CloudWindowTest, aFolderShowsItsRoomsWithTheirCounts)
{
    QDir(folder.path()).mkpath(u"rooms"_s);
    write(u"rooms/a.ply"_s, checkedCloud());
    write(u"rooms/b.ply"_s, checkedCloud(false));
    dropFiles(window.get(), {folder.filePath(u"rooms"_s)});
    auto* table = find<QTableView>("roomTable");
    ASSERT_TRUE(QTest::qWaitFor([&] { return table->isVisible() && table->model()->rowCount() == 2; }, 30000));
    ASSERT_TRUE(QTest::qWaitFor([&] { return table->model()->index(1, 1).data().toString() == u"900"_s; }, 30000));
    new QAbstractItemModelTester(table->model(), QAbstractItemModelTester::FailureReportingMode::Fatal, table);
    table->setCurrentIndex(table->model()->index(0, 0));
    EXPECT_TRUE(find<QLabel>("roomDetails")->text().contains(u"class 0: 300"_s));
    QTest::keyClick(table, Qt::Key_Return);
    ASSERT_TRUE(QTest::qWaitFor([&] { return !document->empty(); }, 30000));
    EXPECT_EQ(document->name(), u"a.ply"_s);
    find<QToolButton>("closeRooms")->click();
    EXPECT_FALSE(table->isVisible());
}

TEST_F(CloudWindowTest, aBadFileIsSaidAndTheOldCloudStays)
{
    fill();
    window->openFiles({writeText(u"broken.ply"_s,
                                 "ply\nformat binary_little_endian 1.0\nelement vertex 1000000\n"
                                 "property float x\nproperty float y\nproperty float z\nend_header\n")});
    ASSERT_TRUE(QTest::qWaitFor([&] { return window->messages()->count() > 0; }, 30000));
    EXPECT_TRUE(window->messages()->text().contains(u"broken.ply"_s));
    EXPECT_EQ(document->name(), u"checked.ply"_s);
    EXPECT_EQ(document->points()->size(), 900U);
}

TEST_F(CloudWindowTest, loadingIsCanceledAndTheOldCloudStays)
{
    fill();
    service.slowSteps = 1000;
    window->openFiles({write(u"other.ply"_s, checkedCloud(false))});
    ASSERT_TRUE(window->actions()->action(u"edit.stop"_s)->isEnabled());
    QTest::qWait(50);
    trigger("edit.stop");
    ASSERT_TRUE(idle());
    EXPECT_EQ(service.stopsSeen, 1);
    EXPECT_EQ(document->name(), u"checked.ply"_s);
    EXPECT_EQ(find<QLabel>("statusText")->text(), u"Stopped. Nothing was changed."_s);
}

TEST_F(CloudWindowTest, unsavedLabelsAreAskedAbout)
{
    fill();
    Q_EMIT page->view()->regionSelected({1}, 0);
    find<QComboBox>("relabelClass")->setCurrentIndex(2);
    trigger("select.relabel");
    ASSERT_TRUE(idle());
    window->openFiles({write(u"other.ply"_s, checkedCloud(false))});
    EXPECT_EQ(document->name(), u"checked.ply"_s);
    auto* letGo = find<QWidget>("message:letGoCloud");
    ASSERT_TRUE(letGo);
    QTest::mouseClick(letGo, Qt::LeftButton);
    ASSERT_TRUE(QTest::qWaitFor([&] { return document->name() == u"other.ply"_s; }, 30000));
}

TEST_F(CloudWindowTest, filesChooseTheirWorkspaceAndShortcutsDoNotCollide)
{
    EXPECT_EQ(window->actions()->conflicts().join(u'\n'), QString());
    const QString picture = folder.filePath(u"p.png"_s);
    ASSERT_TRUE(testImage(20, 20, qRgb(1, 2, 3)).save(picture));
    dropFiles(window.get(), {picture});
    EXPECT_EQ(window->workspace()->metaObject()->className(), QByteArray("maquette::widgets::EditWorkspace"));
    EXPECT_EQ(window->actions()->conflicts().join(u'\n'), QString());
    ASSERT_TRUE(idle());
    // The same keys do the work of the workspace in front.
    EXPECT_FALSE(window->actions()->contains(u"tool.pick"_s));
    for (const QAction* action : window->actions()->all())
        EXPECT_TRUE(window->QWidget::actions().contains(const_cast<QAction*>(action)))
            << qPrintable(action->objectName());
    for (const QAction* action : window->QWidget::actions())
        EXPECT_TRUE(window->actions()->all().contains(const_cast<QAction*>(action)))
            << qPrintable(action->objectName());
    QTest::keyClick(window.get(), Qt::Key_2, Qt::AltModifier);
    EXPECT_EQ(window->workspace(), workspace);
    fill(false);
    QTest::keyClick(window.get(), Qt::Key_4, Qt::ControlModifier);
    EXPECT_EQ(document->view().panes.size(), 4U);
    QTest::keyClick(window.get(), Qt::Key_1, Qt::AltModifier);
    QTest::keyClick(window.get(), Qt::Key_1, Qt::ControlModifier);
    EXPECT_EQ(document->view().panes.size(), 4U);
    QTest::mouseClick(find<QToolButton>("workspace:cloud"), Qt::LeftButton);
    EXPECT_EQ(window->workspace(), workspace);
    // And it is the first one next time.
    window.reset();
    window = std::make_unique<app::MainWindow>(app::WindowServices{&edit, &chooser, &theme, &service});
    EXPECT_EQ(window->workspace()->metaObject()->className(), QByteArray("maquette::widgets::CloudWorkspace"));
}

TEST_F(CloudWindowTest, everyInteractiveWidgetHasNamesRoleAndSize)
{
    EXPECT_EQ(audit(window.get()).join(u'\n'), QString());
    fill();
    document->setPicked({1, 2});
    document->select({1, 2, 3}, 0);
    document->addBookmark(u"Door"_s, document->view().camera);
    for (auto* part : window->findChildren<widgets::Section*>())
        part->setOpen(true);
    QTest::qWait(100);
    EXPECT_EQ(audit(window.get()).join(u'\n'), QString());
    for (const char* id : {"file.save-picture", "file.save-turntable"}) {
        trigger(id);
        auto* dialog = find<QDialog>("renderDialog");
        ASSERT_TRUE(dialog);
        EXPECT_EQ(audit(dialog).join(u'\n'), QString());
        dialog->reject();
        QTest::qWait(20);
    }
    trigger("view.text-200");
    QTest::qWait(100);
    const auto* scroll = find<QScrollArea>("cloudInspectorScroll");
    for (const auto* part : window->findChildren<widgets::Section*>())
        EXPECT_LE(part->minimumSizeHint().width(), scroll->viewport()->width()) << qPrintable(part->objectName());
    EXPECT_LE(scroll->widget()->width(), scroll->viewport()->width());
}

TEST_F(CloudWindowTest, everyActionIsInAMenu)
{
    QSet<QString> reachable;
    QList<QMenu*> menus;
    for (QAction* top : find<QMenuBar>("menuBar")->actions())
        menus << top->menu();
    for (qsizetype i = 0; i < menus.size(); ++i) {
        Q_EMIT menus[i]->aboutToShow();
        for (QAction* line : menus[i]->actions()) {
            reachable << line->objectName() << widgets::ActionCollection::plainText(line);
            if (line->menu())
                menus << line->menu();
        }
    }
    for (const QAction* action : window->actions()->all())
        EXPECT_TRUE(reachable.contains(action->objectName())
                    || reachable.contains(widgets::ActionCollection::plainText(action)))
            << qPrintable(action->objectName());
}

} // namespace maquette::tests
