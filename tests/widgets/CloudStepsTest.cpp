// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What becomes of labels: steps of undo, classes of a network, confidence, arrays, views and words about numbers.
#include "widgets/CloudTestSupport.h"

#include <QComboBox>
#include <QLabel>
#include <QTableView>
#include <QTranslator>
#include <QWheelEvent>

#include "cloud/CloudLabels.h"
#include "widgets/cloud/GlViewWorker.h"
#include "widgets/cloud/ProtocolText.h"
#include "widgets/common/MessageBar.h"
#include "widgets/edit/Autosave.h"

using namespace Qt::StringLiterals;

namespace maquette::tests {

using cloud::ColorBy;
using Panes = std::vector<cloud::PaneContent>;

class CloudStepsTest : public CloudWindowTest {
protected:
    void SetUp() override
    {
        CloudWindowTest::SetUp();
        service.model = writeText(u"model.safetensors"_s, "x").toStdString();
    }

    void segment()
    {
        const int before = service.segmented;
        trigger("edit.run");
        ASSERT_TRUE(QTest::qWaitFor([&] { return service.segmented > before; }, 30000));
        ASSERT_TRUE(idle());
    }

    void relabel(const std::vector<std::uint32_t>& points, int place)
    {
        Q_EMIT page->view()->regionSelected(points, 0);
        find<QComboBox>("relabelClass")->setCurrentIndex(place);
        trigger("select.relabel");
        ASSERT_TRUE(idle());
    }

    bool scored()
    {
        return QTest::qWaitFor([&] { return document->scores() != nullptr; }, 30000);
    }

    void press(const char* name)
    {
        auto* button = find<QWidget>(name);
        ASSERT_TRUE(button) << name;
        QTest::mouseClick(button, Qt::LeftButton);
    }

    /// A program that is started anew with the same settings.
    void restart()
    {
        window.reset();
        window = std::make_unique<app::MainWindow>(app::WindowServices{&edit, &chooser, &theme, &service});
        window->show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(window.get()));
        QApplication::setActiveWindow(window.get());
        workspace = qobject_cast<widgets::CloudWorkspace*>(window->workspace());
        ASSERT_TRUE(workspace);
        document = workspace->document();
        page = workspace->page();
    }

    std::vector<std::int32_t> labelsIn(const QString& file)
    {
        const auto read = cloud::readCloud(file.toStdString());
        EXPECT_TRUE(read.ok());
        const cloud::Attribute* labels = read.ok() ? read.value().find(cloud::Role::Label) : nullptr;
        EXPECT_TRUE(labels);
        return labels ? cloud::labelsOf(labels->values) : std::vector<std::int32_t>();
    }
};

TEST_F(CloudStepsTest, segmentingAndComparingAreStepsBehindWhichRelabelingIsStillUndone)
{
    fill(false);
    relabel({0, 1}, 2);
    segment();
    ASSERT_TRUE(scored());
    EXPECT_EQ(document->undoName(), u"Segment"_s);
    EXPECT_EQ(document->view().panes,
              (Panes{{ColorBy::Input}, {ColorBy::Truth}, {ColorBy::Prediction}, {ColorBy::Error}}));
    const widgets::LabelsPtr segmented = document->contents().prediction;
    chooser.answers = {write(u"pred.ply"_s, checkedCloud())};
    trigger("file.open-prediction");
    ASSERT_TRUE(idle());
    EXPECT_EQ(document->undoName(), u"Compare with a prediction"_s);
    EXPECT_FALSE(document->contents().confidence);
    trigger("edit.undo");
    EXPECT_EQ(document->contents().prediction, segmented);
    EXPECT_EQ(document->contents().predictionProtocol, "the fake network, all points");
    trigger("edit.undo");
    EXPECT_FALSE(document->hasPrediction());
    EXPECT_EQ(document->view().panes, (Panes{{ColorBy::Input}, {ColorBy::Truth}}));
    EXPECT_EQ((*document->contents().truth)[0], 2);
    trigger("edit.undo");
    EXPECT_EQ((*document->contents().truth)[0], 0);
    EXPECT_FALSE(document->modified());
    for (int step = 0; step < 3; ++step)
        trigger("edit.redo");
    EXPECT_EQ((*document->contents().truth)[0], 2);
    ASSERT_TRUE(QTest::qWaitFor(
        [&] { return document->scores() && document->scores()->scores.protocol == "all points of the file"; }, 30000));
}

TEST_F(CloudStepsTest, labelsThatComeWhileOthersAreSortedAreNotLost)
{
    fill(false);
    Q_EMIT page->view()->regionSelected({0, 1}, 0);
    const auto other = std::make_shared<const std::vector<std::int32_t>>(900, 1);
    document->setLabels(true, other);
    document->relabelSelection(2);
    ASSERT_TRUE(idle());
    EXPECT_EQ(document->contents().prediction, other);
    EXPECT_EQ((*document->contents().truth)[0], 2);
}

TEST_F(CloudStepsTest, confidenceColorsAPaneShowsWhenPickingAndIsExported)
{
    fill(false);
    segment();
    const cloud::PaneContent confidence{ColorBy::Attribute, "confidence"};
    auto* content = find<QComboBox>("paneContent:3");
    ASSERT_GE(content->findData(u"attribute:confidence"_s), 0);
    content->setCurrentIndex(content->findData(u"attribute:confidence"_s));
    Q_EMIT content->activated(content->currentIndex());
    EXPECT_EQ(page->view()->state().panes[3], confidence);
    const cloud::PaneColors colors = widgets::colorsOf(document->scene(), confidence);
    EXPECT_TRUE(colors.ramp);
    EXPECT_NEAR(colors.high, 2.9 / 3, 1e-6);
    EXPECT_EQ(colors.index[document->points()->placeOf[0]], 0);
    EXPECT_EQ(colors.index[document->points()->placeOf[899]], 254);
    Q_EMIT page->view()->picked(899, 0, false);
    const QAbstractItemModel* picked = find<QTableView>("pickedTable")->model();
    const int last = picked->rowCount() - 1;
    EXPECT_EQ(picked->headerData(last, Qt::Vertical).toString(), u"confidence"_s);
    EXPECT_EQ(picked->index(last, 0).data().toString(), u"0.967"_s);
    chooser.answers = {folder.filePath(u"out.ply"_s)};
    trigger("file.save-cloud");
    ASSERT_TRUE(idle());
    EXPECT_FALSE(document->modified());
    const auto saved = cloud::readCloud(folder.filePath(u"out.ply"_s).toStdString());
    ASSERT_TRUE(saved.ok());
    ASSERT_TRUE(saved.value().find("confidence"));
    EXPECT_NEAR(cloud::valueAt(saved.value().find("confidence")->values, 899), 2.9 / 3, 1e-6);
    // A picture has it, too, and it goes with the prediction.
    trigger("file.save-picture");
    chooser.answers = {folder.filePath(u"shot.png"_s)};
    find<QWidget>("renderSave")->setFocus();
    press("renderSave");
    ASSERT_TRUE(idle());
    EXPECT_FALSE(QImage(folder.filePath(u"shot.png"_s)).isNull());
    trigger("edit.undo");
    EXPECT_FALSE(document->contents().confidence);
    const auto choices = document->contentChoices();
    EXPECT_EQ(std::find(choices.begin(), choices.end(), confidence), choices.end());
    EXPECT_EQ(find<QTableView>("pickedTable")->model()->rowCount(), last);
}

TEST_F(CloudStepsTest, aNetworkOfOtherClassesIsShownButNotScoredUntilTheUserSaysThatTheyAreTheSame)
{
    service.table = *cloud::classTable("s3dis");
    fill(false);
    segment();
    EXPECT_TRUE(document->hasPrediction());
    EXPECT_FALSE(document->comparable());
    QTest::qWait(400);
    ASSERT_TRUE(idle());
    EXPECT_FALSE(document->scores());
    EXPECT_TRUE(window->messages()->text().contains(u"not known to be classes of the network (S3DIS"_s))
        << qPrintable(window->messages()->text());
    EXPECT_TRUE(find<QLabel>("scoresEmpty")->text().contains(u"different classes"_s));
    // Both are named: classes 0, 1, 2 of the labels, and floor of the network under a free id.
    EXPECT_EQ(document->table().entries.size(), 3U + 13U);
    EXPECT_EQ(document->table().find(1)->name, "class 1");
    const std::int32_t id = (*document->contents().prediction)[899];
    EXPECT_NE(id, 1);
    ASSERT_TRUE(document->table().find(id));
    EXPECT_EQ(document->table().find(id)->name, "floor");
    EXPECT_EQ(document->view().panes.size(), 3U); // no errors
    press("message:sameClasses");
    ASSERT_TRUE(scored());
    EXPECT_EQ(document->table().id, "s3dis");
    EXPECT_EQ((*document->contents().prediction)[899], 1);
    EXPECT_EQ(window->messages()->count(), 0);
    trigger("edit.undo");
    EXPECT_FALSE(document->comparable());
    trigger("edit.undo");
    EXPECT_EQ(document->table().entries.size(), 3U);
}

TEST_F(CloudStepsTest, classesOfOneNameAreOneAndTheSameTableIsCompared)
{
    const cloud::ClassTable s3dis = *cloud::classTable("s3dis");
    EXPECT_TRUE(cloud::sameClasses(s3dis, s3dis));
    cloud::ClassTable own{"mine", "Mine", {{0, "Ground", {}}, {1, "WALL", {}}, {40, "tree", {}}}};
    EXPECT_FALSE(cloud::sameClasses(own, s3dis));
    const cloud::JoinedTable joined = cloud::joinTables(own, s3dis);
    EXPECT_EQ(joined.table.entries.size(), 3U + 12U); // wall is in both
    EXPECT_EQ(joined.ids[2], 1);
    EXPECT_EQ(joined.ids[0], 41); // 0 was taken
    EXPECT_EQ(joined.ids[3], 3);
    EXPECT_EQ(joined.table.find(41)->name, "ceiling");
    // Other colors and more classes do no harm, other names do.
    own.entries = s3dis.entries;
    own.entries[3].color = {1, 2, 3};
    own.entries.push_back({13, "plant", {}});
    EXPECT_TRUE(cloud::sameClasses(own, s3dis));
    own.entries[3].name = "joist";
    EXPECT_FALSE(cloud::sameClasses(own, s3dis));
    // Labels of a file are of no table that somebody knows.
    const cloud::ClassTable labels = cloud::tableForLabels(std::vector<std::int32_t>{0, 1});
    EXPECT_FALSE(cloud::sameClasses(labels, s3dis));
}

TEST_F(CloudStepsTest, anArrayHoldsTheLabelsThatWereChosen)
{
    fill();
    const std::vector<std::int32_t> truth = *document->contents().truth;
    const std::vector<std::int32_t> prediction = *document->contents().prediction;
    ASSERT_NE(truth, prediction);
    const QString file = folder.filePath(u"out.npy"_s);
    const auto save = [&](const QString& filter) {
        chooser.answers = {file};
        chooser.answerFilter = filter;
        trigger("file.save-cloud");
        ASSERT_TRUE(idle());
    };
    save(u"Array with the prediction (*.npy)"_s);
    EXPECT_EQ(labelsIn(file), prediction);
    EXPECT_TRUE(find<QLabel>("statusText")->text().endsWith(u"with the prediction as labels."_s));
    save(u"Array with the truth (*.npy)"_s);
    EXPECT_EQ(labelsIn(file), truth);
    // Without a choice: what the panes show.
    save({});
    EXPECT_EQ(labelsIn(file), truth);
    document->setPanes({{ColorBy::Prediction}}, {});
    save({});
    EXPECT_EQ(labelsIn(file), prediction);
    const qsizetype first = chooser.filters.indexOf(u"Array with the prediction (*.npy)"_s);
    EXPECT_GE(first, 0);
    EXPECT_LT(first, chooser.filters.indexOf(u"Array with the truth (*.npy)"_s));
    // Truth that is changed is not saved by an array of the prediction.
    relabel({0}, 2);
    save(u"Array with the prediction (*.npy)"_s);
    EXPECT_TRUE(document->modified());
    save(u"Array with the truth (*.npy)"_s);
    EXPECT_FALSE(document->modified());
}

TEST_F(CloudStepsTest, viewsOfACloudComeBackWithIt)
{
    fill(false);
    trigger("view.bookmark");
    trigger("view.from-top");
    trigger("view.bookmark");
    const cloud::Camera top = document->bookmarks()[1].camera;
    const QString checked = document->file();
    window->openFiles({write(u"other.ply"_s, checkedCloud())});
    ASSERT_TRUE(QTest::qWaitFor([&] { return document->name() == u"other.ply"_s; }, 30000));
    EXPECT_TRUE(document->bookmarks().empty());
    restart();
    window->openFiles({checked});
    ASSERT_TRUE(QTest::qWaitFor([&] { return !document->empty(); }, 30000));
    ASSERT_EQ(document->bookmarks().size(), 2U);
    EXPECT_EQ(document->bookmarks()[1].name, u"View 2"_s);
    for (std::size_t axis = 0; axis < 3; ++axis)
        EXPECT_NEAR(document->bookmarks()[1].camera.position[axis], top.position[axis], 1e-6);
    // Names stay apart, and what is removed stays away.
    document->removeBookmark(0);
    trigger("view.bookmark");
    EXPECT_EQ(document->bookmarks()[1].name, u"View 3"_s);
    document->removeBookmark(1);
    document->removeBookmark(0);
    restart();
    window->openFiles({checked});
    ASSERT_TRUE(QTest::qWaitFor([&] { return !document->empty(); }, 30000));
    EXPECT_TRUE(document->bookmarks().empty());
}

TEST_F(CloudStepsTest, protocolsSpeakTheLanguageOfTheWindow)
{
    EXPECT_EQ(widgets::protocolText("all points, 1 passes over voxels of 4 cm, logits averaged, seed 7"),
              u"all points, 1 pass over voxels of 4 cm, logits averaged, seed 7"_s);
    QTranslator german;
    ASSERT_TRUE(german.load(u":/i18n/maquette_de.qm"_s));
    QCoreApplication::installTranslator(&german);
    QStringList unknown;
    EXPECT_EQ(widgets::protocolText("all points, 12 passes over voxels of 4 cm, logits averaged, in 2 tiles, seed 7; "
                                    "inside the clip box; words of another, that nobody knows",
                                    &unknown),
              u"alle Punkte, 12 Durchgänge über Voxel von 4 cm, Logits gemittelt, in 2 Kacheln, Startwert 7; "
              u"innerhalb des Schnittkastens; words of another, that nobody knows"_s);
    EXPECT_EQ(unknown, (QStringList{u"words of another"_s, u"that nobody knows"_s}));
    QCoreApplication::removeTranslator(&german);
}

TEST_F(CloudStepsTest, scrollingTheInspectorChangesNothingAndAToolShowsItsPart)
{
    fill();
    auto* absent = find<QComboBox>("absentClass");
    const QPointF middle = absent->rect().center();
    QWheelEvent wheel(middle, absent->mapToGlobal(middle), {}, {0, -120}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(absent, &wheel);
    EXPECT_EQ(absent->currentIndex(), 0);
    trigger("tool.lasso");
    auto* part = find<QWidget>("relabelClass");
    EXPECT_TRUE(QTest::qWaitFor([&] { return !part->visibleRegion().isEmpty(); }, 10000));
}

TEST_F(CloudStepsTest, theLastBoardIsOfferedWhereItBelongsAndComesToTheFront)
{
    window->showWorkspace(u"edit"_s);
    const QString picture = folder.filePath(u"p.png"_s);
    ASSERT_TRUE(testImage(20, 20, qRgb(1, 2, 3)).save(picture));
    auto* board = qobject_cast<widgets::EditWorkspace*>(window->workspace());
    window->openFiles({picture});
    ASSERT_TRUE(QTest::qWaitFor([&] { return !board->document()->empty(); }, 30000));
    bool done = false;
    ASSERT_TRUE(board->autosave()->flush([&done] { done = true; }) || QTest::qWaitFor([&] { return done; }, 30000));
    window->showWorkspace(u"cloud"_s);
    restart(); // in the workspace cloud, after what looks like a crash
    ASSERT_TRUE(idle());
    EXPECT_EQ(window->messages()->count(), 0);
    window->showWorkspace(u"edit"_s);
    ASSERT_TRUE(QTest::qWaitFor([&] { return find<QWidget>("message:restoreLast") != nullptr; }, 30000));
    window->showWorkspace(u"cloud"_s);
    press("message:restoreLast");
    board = qobject_cast<widgets::EditWorkspace*>(window->workspace());
    ASSERT_TRUE(board);
    ASSERT_TRUE(QTest::qWaitFor([&] { return !board->document()->empty(); }, 30000));
}

} // namespace maquette::tests
