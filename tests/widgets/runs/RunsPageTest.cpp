// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/RunsTestSupport.h"

#include <QComboBox>
#include <QDropEvent>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QTreeView>

#include "widgets/runs/RunTableModel.h"

using namespace Qt::StringLiterals;

namespace maquette::tests {

namespace {

/// Decays, with a little of something else in it so that no two points are alike.
Curve decay(double rate)
{
    return [rate](int step) { return std::exp(-rate * step / 1000.0) + 0.05 * std::sin(step * 0.37); };
}

} // namespace

class RunsPageTest : public RunsTest {
protected:
    /// Three runs with two tags each.
    void threeRuns(int steps = 200)
    {
        const std::array<std::pair<const char*, double>, 3> runs{{{"a", 0.1}, {"b", 0.01}, {"c", 0.001}}};
        for (const auto& [name, lr] : runs)
            RunWriter(folder, name)
                .settings({{"lr", lr}, {"optimizer", std::string(lr > 0.05 ? "sgd" : "adam")}, {"seed", 1.0}})
                .curve("train/loss", 0, steps, decay(10 * lr))
                .curve("eval/accuracy", 0, steps, [lr = lr](int step) { return step * lr; })
                .flush();
    }
};

TEST_F(RunsPageTest, startsEmptyAndSaysWhatToDo)
{
    EXPECT_TRUE(find<QWidget>("runsEmptyState")->isVisible());
    EXPECT_TRUE(find<QPushButton>("runsEmptyDemo")->isVisible());
    EXPECT_TRUE(find<QPushButton>("runsEmptyFolder")->isVisible());
    EXPECT_FALSE(actions->action(u"runs.refresh"_s)->isEnabled());
}

TEST_F(RunsPageTest, aFolderShowsARowForEachRunAndAChartForEachTag)
{
    threeRuns();
    open(3);
    EXPECT_FALSE(find<QWidget>("runsEmptyState")->isVisible());
    EXPECT_EQ(find<QTreeView>("runTable")->model()->rowCount(), 3);
    EXPECT_EQ(page()->grid()->tagsInOrder(), (QStringList{u"eval/accuracy"_s, u"train/loss"_s}));
    ASSERT_TRUE(chart("train/loss"));
    const auto drawing = chart("train/loss")->plot()->drawing();
    ASSERT_EQ(drawing->curves.size(), 3u);
    EXPECT_EQ(drawing->total, 600);
    EXPECT_EQ(drawing->x, (widgets::Range{0, 199}));
    EXPECT_EQ(workspace->title(), QFileInfo(folder.path()).fileName());
    EXPECT_TRUE(store->recentFiles().contains(folder.path()));
}

TEST_F(RunsPageTest, settingsThatDifferAreColumnsAndSortByTheirTypes)
{
    threeRuns();
    open(3);
    auto* model = page()->side()->runs();
    QStringList titles;
    for (const auto& column : model->columns())
        titles << model->title(column);
    EXPECT_TRUE(titles.contains(u"lr"_s));
    EXPECT_TRUE(titles.contains(u"optimizer"_s));
    EXPECT_FALSE(titles.contains(u"seed"_s)) << "the same in all runs";
    const int lr = int(titles.indexOf(u"lr"_s));
    model->sort(lr, Qt::AscendingOrder);
    QStringList names;
    for (int row = 0; row < 3; ++row)
        names << model->index(row, 1).data().toString();
    EXPECT_EQ(names, (QStringList{u"c"_s, u"b"_s, u"a"_s}));
    model->sort(-1);
    model->groupBy(int(titles.indexOf(u"optimizer"_s)));
    ASSERT_EQ(model->rowCount(), 2);
    EXPECT_EQ(model->index(0, 1).data().toString(), u"adam (2)"_s);
    EXPECT_EQ(model->rowCount(model->index(0, 0)), 2);
}

TEST_F(RunsPageTest, theFilterKeepsRunsAndTellsWhereItIsWrong)
{
    threeRuns();
    open(3);
    auto* filter = find<QLineEdit>("runsFilter");
    QTest::keyClicks(filter, u"lr < 0.05 and optimizer = adam"_s);
    EXPECT_EQ(find<QTreeView>("runTable")->model()->rowCount(), 2);
    ASSERT_TRUE(drawn());
    EXPECT_EQ(chart("train/loss")->plot()->drawing()->curves.size(), 2u);
    EXPECT_FALSE(find<QLabel>("runsFilterError")->isVisible());
    filter->clear();
    QTest::keyClicks(filter, u"lr < "_s);
    EXPECT_TRUE(find<QLabel>("runsFilterError")->isVisible());
    EXPECT_TRUE(find<QLabel>("runsFilterError")->text().startsWith(u"Character "_s));
    EXPECT_GE(document()->filter().errorPosition, 4);
    EXPECT_EQ(find<QTreeView>("runTable")->model()->rowCount(), 3) << "an error keeps what was there";
    filter->clear();
    QTest::keyClicks(filter, u"max(eval/accuracy) > 10"_s);
    EXPECT_EQ(find<QTreeView>("runTable")->model()->rowCount(), 1);
}

TEST_F(RunsPageTest, hiddenRunsAreNotDrawnAndOneCanBeShownAlone)
{
    threeRuns();
    open(3);
    auto* table = find<QTreeView>("runTable");
    const QModelIndex mark = table->model()->index(1, 0);
    QTest::mouseClick(table->viewport(), Qt::LeftButton, Qt::NoModifier, table->visualRect(mark).center());
    EXPECT_FALSE(document()->visible(idOf("b")));
    ASSERT_TRUE(drawn());
    EXPECT_EQ(chart("train/loss")->plot()->drawing()->curves.size(), 2u);
    table->setCurrentIndex(table->model()->index(2, 1));
    QTest::keyClick(table, Qt::Key_S);
    ASSERT_EQ(document()->shown().size(), 1u);
    EXPECT_EQ(document()->shown().front().name, u"c"_s);
    actions->action(u"runs.show-all"_s)->trigger();
    EXPECT_EQ(document()->shown().size(), 3u);
}

TEST(GroupRankTest, whatATrainingIsAboutComesFirst)
{
    using widgets::groupRank, widgets::GroupRank;
    EXPECT_EQ(groupRank({}), GroupRank::Ungrouped);
    EXPECT_EQ(groupRank(u"train"_s), GroupRank::Training);
    EXPECT_EQ(groupRank(u"communication"_s), GroupRank::Machine);
    EXPECT_EQ(groupRank(u"rank_3/fp8/layers.0/input"_s), GroupRank::Tensor);
    EXPECT_EQ(groupRank(u"rank_3/train"_s), GroupRank::Training);
    EXPECT_EQ(groupRank(u"fp8x/a"_s), GroupRank::Training);
    EXPECT_EQ(groupRank(u"memory/cpu"_s), GroupRank::Machine);
    EXPECT_EQ(groupRank(u"fp8"_s), GroupRank::Precision);
    EXPECT_EQ(groupRank(u"fp8/encoder/weight"_s), GroupRank::Tensor);
}

TEST(ChartLayoutTest, statisticsOfSingleTensorsStartFolded)
{
    widgets::ChartLayout layout;
    EXPECT_FALSE(layout.isFolded(u"train"_s));
    EXPECT_FALSE(layout.isFolded(u"fp8"_s));
    EXPECT_TRUE(layout.isFolded(u"fp8/encoder.layers.0/weight"_s));
    for (const QString& group : {u"train"_s, u"fp8/encoder.layers.0/weight"_s}) {
        layout.fold(group, true);
        EXPECT_TRUE(layout.isFolded(group));
        layout.fold(group, true);
        layout.fold(group, false);
        EXPECT_FALSE(layout.isFolded(group));
    }
    EXPECT_EQ(layout.folded, QStringList());
    EXPECT_EQ(layout.opened, QStringList{u"fp8/encoder.layers.0/weight"_s});
}

TEST_F(RunsPageTest, pinnedChartsStandOnTopAndAreColumnsOfTheTable)
{
    threeRuns();
    open(3);
    document()->setPinned(u"train/loss"_s, true);
    EXPECT_EQ(page()->grid()->tagsInOrder().first(), u"train/loss"_s);
    auto* model = page()->side()->runs();
    int column = -1;
    for (int i = 0; i < model->columnCount(); ++i)
        if (model->headerData(i, Qt::Horizontal).toString() == "train/loss"_L1)
            column = i;
    ASSERT_GE(column, 0);
    bool ok = false;
    const double shown = model->index(0, column).data().toString().replace(u'−', u'-').toDouble(&ok);
    ASSERT_TRUE(ok);
    EXPECT_NEAR(shown, decay(1)(199), 1e-4);
    document()->setPinned(u"train/loss"_s, false);
    document()->moveTag(u"train/loss"_s, u"eval/accuracy"_s);
    EXPECT_EQ(page()->grid()->tagsInOrder().first(), u"train/loss"_s);
}

TEST_F(RunsPageTest, chartsAreDraggedIntoAnotherOrderAndOntoThePins)
{
    threeRuns();
    RunWriter(folder, "a").curve("train/norm", 0, 20, decay(1)).flush();
    open(3);
    ASSERT_EQ(page()->grid()->tagsInOrder(), (QStringList{u"eval/accuracy"_s, u"train/loss"_s, u"train/norm"_s}));
    const auto drop = [&](const char* tag, const QPoint& where) {
        QMimeData data;
        data.setData(widgets::RunChart::mimeType, tag);
        QWidget* sheet = page()->grid()->widget();
        QDragEnterEvent enter(where, Qt::MoveAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(sheet, &enter);
        EXPECT_TRUE(enter.isAccepted());
        QDropEvent event(where, Qt::MoveAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(sheet, &event);
        EXPECT_TRUE(drawn());
    };
    const auto leftOf
        = [&](const char* tag) { return chart(tag)->geometry().topLeft() + QPoint(20, chart(tag)->height() / 2); };
    drop("train/norm", leftOf("train/loss"));
    EXPECT_EQ(page()->grid()->tagsInOrder(), (QStringList{u"eval/accuracy"_s, u"train/norm"_s, u"train/loss"_s}));
    document()->setPinned(u"eval/accuracy"_s, true);
    ASSERT_TRUE(drawn());
    drop("train/loss", leftOf("eval/accuracy"));
    EXPECT_EQ(document()->layout().pins, (QStringList{u"train/loss"_s, u"eval/accuracy"_s}));
}

TEST_F(RunsPageTest, numbersInTagsCountByTheirValueInAnyLocale)
{
    const QLocale before;
    QLocale::setDefault(QLocale::c());
    RunWriter writer(folder, "a");
    for (const char* tag : {"layer-10/metric-1", "layer-2/metric-10", "layer-2/metric-2", "metric-10", "metric-2"})
        writer.curve(tag, 0, 3, [](int step) { return double(step); });
    writer.flush();
    open(1);
    EXPECT_EQ(page()->grid()->tagsInOrder(),
              (QStringList{u"layer-2/metric-2"_s, u"layer-2/metric-10"_s, u"layer-10/metric-1"_s, u"metric-2"_s,
                           u"metric-10"_s}));
    const auto* tree = find<QTreeView>("tagTree")->model();
    ASSERT_EQ(tree->rowCount(), 3);
    EXPECT_EQ(tree->index(0, 0).data().toString(), u"layer-2"_s);
    EXPECT_EQ(tree->index(0, 0, tree->index(0, 0)).data().toString(), u"metric-2"_s);
    EXPECT_EQ(tree->index(1, 0, tree->index(0, 0)).data().toString(), u"metric-10"_s);
    EXPECT_EQ(tree->index(1, 0).data().toString(), u"layer-10"_s);
    QLocale::setDefault(before);
}

TEST_F(RunsPageTest, theTagSearchKeepsMatchingChartsAndTags)
{
    threeRuns();
    open(3);
    QTest::keyClicks(find<QLineEdit>("tagSearch"), u"LOSS"_s);
    EXPECT_EQ(page()->grid()->tagsInOrder(), QStringList{u"train/loss"_s});
    auto* tree = find<QTreeView>("tagTree");
    ASSERT_EQ(tree->model()->rowCount(), 1);
    EXPECT_EQ(tree->model()->index(0, 0).data().toString(), u"train"_s);
}

TEST_F(RunsPageTest, whatIsMarkedInTheTableIsStrongInTheChartsAndTheOtherWay)
{
    threeRuns();
    open(3);
    auto* table = find<QTreeView>("runTable");
    table->setCurrentIndex(table->model()->index(1, 1));
    EXPECT_EQ(document()->selection(), QStringList{idOf("b")});
    ASSERT_TRUE(drawn());
    for (const auto& curve : chart("train/loss")->plot()->drawing()->curves)
        EXPECT_EQ(curve.selected, curve.name == "b"_L1);
    // A click on a line of the accuracy chart, where lines are far apart at the end.
    auto* plot = chart("eval/accuracy")->plot();
    const auto& line = plot->drawing()->curves.front().line.front();
    QTest::mouseClick(plot->viewport(), Qt::LeftButton, Qt::NoModifier,
                      plot->place().toPixels(line[line.size() * 9 / 10]).toPoint());
    EXPECT_EQ(document()->selection(), QStringList{idOf("a")});
    EXPECT_EQ(find<QLabel>("runTitle")->text(), u"a"_s);
    EXPECT_EQ(table->currentIndex().siblingAtColumn(1).data().toString(), u"a"_s);
}

TEST_F(RunsPageTest, exportsAllPointsAsTheyWereLogged)
{
    threeRuns(3000);
    open(3);
    const QString file = folder.filePath(u"points.csv"_s);
    chooser.answers << file;
    Q_EMIT page()->grid()->exportRequested(u"train/loss"_s);
    ASSERT_TRUE(QTest::qWaitFor([&] { return QFile::exists(file); }, 30000));
    QFile csv(file);
    ASSERT_TRUE(csv.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = csv.readAll().trimmed().split('\n');
    ASSERT_EQ(lines.size(), 1 + 3 * 3000) << "no point is left out, whatever is drawn";
    EXPECT_EQ(lines[0], "run,tag,step,wall_time,value");
    const QList<QByteArray> cells = lines[1 + 1234].split(',');
    EXPECT_EQ(cells[0], "a");
    EXPECT_EQ(cells[2].toInt(), 1234);
    EXPECT_EQ(cells[4].toFloat(), float(decay(1)(1234)));
    for (const char* ending : {"png", "svg"}) {
        const QString picture = folder.filePath(u"chart."_s + QLatin1String(ending));
        chooser.answers << picture;
        Q_EMIT page()->grid()->exportRequested(u"train/loss"_s);
        ASSERT_TRUE(QTest::qWaitFor([&] { return QFile::exists(picture); }, 30000)) << ending;
    }
    EXPECT_EQ(QImage(folder.filePath(u"chart.png"_s)).size(), QSize(1920, 1080));
    QFile svg(folder.filePath(u"chart.svg"_s));
    ASSERT_TRUE(svg.open(QIODevice::ReadOnly));
    EXPECT_TRUE(svg.readAll().contains("train/loss"));
}

TEST_F(RunsPageTest, layoutsComeBackPerSetOfRoots)
{
    threeRuns();
    open(3);
    document()->setPinned(u"train/loss"_s, true);
    widgets::ChartOptions options = document()->options();
    options.logY = true;
    options.smoothing = runs::Smoothing::Aim;
    options.amount = 0.9;
    document()->setOptions(options);
    document()->setVisible({idOf("b")}, false);
    document()->setName(idOf("a"), u"best"_s);
    closeWindow();
    service = widgets::makeEngineRunsService();
    makeWindow();
    EXPECT_FALSE(document()->options().logY);
    open(3);
    EXPECT_EQ(document()->layout().pins, QStringList{u"train/loss"_s});
    EXPECT_EQ(document()->options(), options);
    EXPECT_FALSE(document()->visible(idOf("b")));
    EXPECT_EQ(document()->shown().front().name, u"best"_s);
    EXPECT_TRUE(actions->action(u"view.log-y"_s)->isChecked());
}

TEST_F(RunsPageTest, whatAWriterAppendsArrivesByItself)
{
    RunWriter writer(folder, "live");
    writer.curve("loss", 0, 50, decay(1)).flush();
    open(1);
    EXPECT_EQ(chart("loss")->plot()->drawing()->total, 50);
    writer.curve("loss", 50, 120, decay(1)).flush();
    ASSERT_TRUE(QTest::qWaitFor([&] { return chart("loss")->plot()->drawing()->total == 120; }, 30000));
    // Paused: the files are left alone.
    actions->action(u"runs.pause"_s)->trigger();
    EXPECT_TRUE(find<QLabel>("runsFacts")->text().contains(u"paused"_s));
    writer.curve("loss", 120, 130, decay(1)).flush();
    QTest::qWait(1500);
    EXPECT_EQ(chart("loss")->plot()->drawing()->total, 120);
    actions->action(u"runs.pause"_s)->trigger();
    ASSERT_TRUE(QTest::qWaitFor([&] { return chart("loss")->plot()->drawing()->total == 130; }, 30000));
}

TEST_F(RunsPageTest, aRootThatIsNotThereIsSaidInTheMessageBar)
{
    workspace->openFiles({folder.filePath(u"nowhere"_s)});
    ASSERT_TRUE(QTest::qWaitFor([&] { return messages->count() > 0; }, 30000));
    EXPECT_TRUE(messages->text().contains(u"nowhere"_s));
}

} // namespace maquette::tests
