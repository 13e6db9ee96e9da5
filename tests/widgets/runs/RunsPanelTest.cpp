// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/RunsTestSupport.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QPushButton>
#include <QSlider>
#include <QTableView>
#include <QTextBrowser>

#include "widgets/runs/AlarmModel.h"
#include "widgets/runs/AssociationModel.h"
#include "widgets/runs/MediaPanel.h"
#include "widgets/runs/ParallelView.h"
#include "widgets/runs/PictureCell.h"
#include "widgets/runs/RidgeView.h"
#include "widgets/runs/RunDetails.h"
#include "widgets/runs/RunTableModel.h"
#include "widgets/runs/RunsInspector.h"
#include "widgets/runs/TagModel.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace maquette::tests {

class RunsPanelTest : public RunsTest {
protected:
    void pictures()
    {
        for (const auto& [name, color] : {std::pair{"a", QColor(Qt::red)}, std::pair{"b", QColor(Qt::blue)}}) {
            RunWriter writer(folder, name);
            writer.curve("loss", 0, 3, [](int step) { return double(step); });
            for (const int step : {10, 20, 30}) {
                EXPECT_TRUE(writer.writer->pictures("samples", {step, at(step)}, {{0, 0, png(color)}}).ok());
                runlog::Histogram histogram;
                histogram.edges = {-1, 0, 1, 2};
                histogram.counts = {1.0, double(step), 1.0};
                histogram.minimum = -1;
                histogram.maximum = 2;
                EXPECT_TRUE(writer.writer->histogram("weights", {step, at(step)}, histogram).ok());
            }
            EXPECT_TRUE(
                writer.writer->text("notes", {10, at(10)}, {1, 1, {std::string("**hello** from ") + name}}).ok());
            writer.flush();
        }
    }

    [[nodiscard]] widgets::MediaPanel* media() { return qobject_cast<widgets::MediaPanel*>(page()->panel(u"media"_s)); }
};

TEST_F(RunsPanelTest, picturesOfAllRunsFollowOneSlider)
{
    pictures();
    open(2);
    page()->showTag(u"samples"_s, runs::Kind::Pictures);
    ASSERT_TRUE(media());
    ASSERT_TRUE(QTest::qWaitFor([&] { return media()->upToDate(); }, 30000));
    const auto cells = window->findChildren<widgets::PictureCell*>();
    ASSERT_EQ(cells.size(), 2);
    EXPECT_EQ(cells[0]->image().pixelColor(3, 3), QColor(Qt::red));
    EXPECT_EQ(cells[1]->image().pixelColor(3, 3), QColor(Qt::blue));
    EXPECT_EQ(cells[0]->caption(), u"a · step 30"_s);
    find<QSlider>("mediaStep")->setValue(0);
    ASSERT_TRUE(QTest::qWaitFor([&] { return cells[0]->caption() == u"a · step 10"_s; }));
    page()->showTag(u"weights"_s, runs::Kind::Histogram);
    ASSERT_TRUE(QTest::qWaitFor([&] { return window->findChildren<widgets::RidgeView*>().size() == 2; }, 30000));
    const auto* ridge = window->findChild<widgets::RidgeView*>();
    ASSERT_EQ(ridge->layers().size(), 3u);
    EXPECT_EQ(ridge->layers().back().step, 30);
}

TEST_F(RunsPanelTest, textsAreShownAndNothingOfThemIsRun)
{
    pictures();
    open(2);
    page()->showTag(u"notes"_s, runs::Kind::Text);
    auto* text = find<QTextBrowser>("texts");
    ASSERT_TRUE(text && text->isVisible());
    EXPECT_TRUE(text->toPlainText().contains(u"hello from b"_s)) << qPrintable(text->toPlainText());
    EXPECT_FALSE(text->openLinks());
    // A picture that a log names is not opened.
    const QString secret = folder.filePath(u"secret.png"_s);
    ASSERT_TRUE(QImage(4, 4, QImage::Format_RGB32).save(secret));
    EXPECT_FALSE(text->loadResource(QTextDocument::ImageResource, QUrl::fromLocalFile(secret)).isValid());
}

TEST_F(RunsPanelTest, settingsAreRankedAndBrushedInParallelCoordinates)
{
    for (int i = 0; i < 8; ++i)
        RunWriter(folder, qPrintable(u"r%1"_s.arg(i)))
            .settings({{"lr", std::pow(10.0, -i)}, {"noise", double((i * 5) % 8)}})
            .curve("loss", 0, 5, [i](int) { return double(i); })
            .flush();
    open(8);
    page()->showPanel(u"settings"_s);
    auto* parallel = find<widgets::ParallelView>("parallelCoordinates");
    ASSERT_TRUE(parallel && parallel->isVisible());
    ASSERT_EQ(parallel->columns().size(), 3u);
    EXPECT_EQ(parallel->columns()[0].name, "lr") << "the strongest first";
    EXPECT_EQ(parallel->columns()[0].kind, runs::ScaleKind::Logarithm);
    EXPECT_EQ(parallel->columns()[2].name, "loss");
    auto* model = find<QTableView>("associations")->model();
    EXPECT_EQ(model->index(0, widgets::AssociationModel::Spearman).data().toString(), u"−1"_s);
    EXPECT_EQ(parallel->kept().size(), 8);
    // Drag along the axis of lr from its top to the middle: the four largest.
    const double x = parallel->pointOf(0, 0).x();
    const QPoint top(int(x), int(parallel->pointOf(0, 0).y()) - 2);
    const QPoint middle(int(x), int((parallel->pointOf(0, 0).y() + parallel->pointOf(7, 0).y()) / 2));
    QTest::mousePress(parallel, Qt::LeftButton, Qt::NoModifier, top);
    moveMouse(parallel, (top + middle) / 2);
    moveMouse(parallel, middle);
    QTest::mouseRelease(parallel, Qt::LeftButton, Qt::NoModifier, middle);
    EXPECT_EQ(parallel->kept().size(), 4);
    EXPECT_TRUE(find<QLabel>("hyperKept")->text().startsWith(u"4 of 8"_s));
    parallel->clearBrushes();
    EXPECT_EQ(parallel->kept().size(), 8);
}

TEST_F(RunsPanelTest, panelsWithoutAnythingSayWhatWouldFillThem)
{
    RunWriter(folder, "a").curve("loss", 0, 3, [](int) { return 1.0; }).flush();
    open(1);
    for (const auto& [id, note] :
         {std::pair{u"settings"_s, "noSettings"}, std::pair{u"media"_s, "noMedia"}, std::pair{u"text"_s, "noTexts"}}) {
        page()->showPanel(id);
        ASSERT_TRUE(find<QLabel>(note)) << note;
        EXPECT_TRUE(find<QLabel>(note)->isVisible()) << note;
    }
}

TEST_F(RunsPanelTest, alarmsNameValuesThatAreNoNumbers)
{
    RunWriter(folder, "bad")
        .curve("loss", 0, 20,
               [](int step) { return step >= 7 && step < 9 ? std::numeric_limits<double>::infinity() : 1.0; })
        .curve("fine", 0, 20, [](int) { return 1.0; })
        .flush();
    open(1);
    auto* model = find<QTableView>("alarmTable")->model();
    ASSERT_TRUE(QTest::qWaitFor([&] { return model->rowCount() > 0; }, 30000));
    bool found = false;
    for (int row = 0; row < model->rowCount(); ++row)
        found = found
            || (model->index(row, 0).data(widgets::AlarmModel::TagRole).toString() == "loss"_L1
                && model->index(row, widgets::AlarmModel::Step).data().toString() == "8"_L1);
    EXPECT_TRUE(found);
}

TEST_F(RunsPanelTest, alarmsAreSwitchedAndSetAndComeBackWithTheLayout)
{
    RunWriter(folder, "bad")
        .curve("layer_weight_underflows%", 0, 10, [](int step) { return step < 5 ? 1.0 : 4.0; })
        .curve("loss", 0, 10, [](int step) { return step == 7 ? std::numeric_limits<double>::quiet_NaN() : 1.0; })
        .flush();
    open(1);
    const auto* model = find<QTableView>("alarmTable")->model();
    const auto shows = [&](int rows) {
        if (QTest::qWaitFor([&] { return model->rowCount() == rows; }, 10000))
            return testing::AssertionSuccess();
        auto told = testing::AssertionFailure() << model->rowCount() << " alarms";
        for (int row = 0; row < model->rowCount(); ++row)
            told << "\n" << qPrintable(model->index(row, 0).data(Qt::ToolTipRole).toString());
        return told;
    };
    find<QCheckBox>("alarm:silent")->setChecked(false); // the times that are written lie long ago
    ASSERT_TRUE(shows(1));
    auto* limit = find<QDoubleSpinBox>("alarmLimit:underflow");
    ASSERT_TRUE(limit);
    EXPECT_DOUBLE_EQ(limit->value(), 5);
    limit->setValue(2);
    ASSERT_TRUE(shows(2));
    find<QCheckBox>("alarm:notFinite")->setChecked(false);
    ASSERT_TRUE(shows(1));
    find<QCheckBox>("alarm:underflow")->setChecked(false);
    EXPECT_FALSE(limit->isEnabled());
    ASSERT_TRUE(shows(0));
    closeWindow();
    makeWindow();
    open(1);
    EXPECT_FALSE(find<QCheckBox>("alarm:underflow")->isChecked());
    EXPECT_DOUBLE_EQ(find<QDoubleSpinBox>("alarmLimit:underflow")->value(), 2);
    find<QPushButton>("alarmReset")->click();
    EXPECT_EQ(document()->alarms(), runs::AlarmSettings());
    EXPECT_TRUE(find<QCheckBox>("alarm:underflow")->isChecked());
}

TEST_F(RunsPanelTest, modelsKeepTheRulesOfItemModelsWhileRunsComeAndGo)
{
    widgets::RunsDocument other;
    widgets::RunTableModel table(&other);
    widgets::TagModel tags(&other);
    widgets::AlarmModel alarms(&other);
    widgets::RunDetailModel details;
    widgets::AssociationModel associations;
    for (QAbstractItemModel* model :
         std::initializer_list<QAbstractItemModel*>{&table, &tags, &alarms, &details, &associations})
        new QAbstractItemModelTester(model, QAbstractItemModelTester::FailureReportingMode::Fatal, &other);
    RunWriter(folder, "a").settings({{"lr", 0.1}}).curve("x/loss", 0, 3, [](int) { return 1.0; }).flush();
    RunWriter(folder, "b").settings({{"lr", 0.2}}).curve("y/loss", 0, 3, [](int) { return 1.0; }).flush();
    open(2);
    other.setSnapshot(document()->snapshot());
    EXPECT_EQ(table.rowCount(), 2);
    EXPECT_EQ(tags.rowCount(), 2);
    for (int column = 0; column < table.columnCount(); ++column) {
        table.sort(column, Qt::DescendingOrder);
        table.groupBy(column);
    }
    other.setPinned(u"x/loss"_s, true);
    other.setVisible({idOf("a")}, false);
    EXPECT_EQ(tags.rowCount(), 1);
    other.setFilter(u"lr > 0.15"_s);
    EXPECT_EQ(table.rowCount(), 1);
    other.setFilter({});
    tags.setKind(runs::Kind::Text);
    EXPECT_EQ(tags.rowCount(), 0);
    EXPECT_TRUE(table.setData(table.index(0, 1, table.groupColumn() >= 0 ? table.index(0, 0) : QModelIndex()),
                              u"renamed"_s, Qt::EditRole));
    details.setRun(document()->snapshot()->runs.front());
    EXPECT_EQ(details.index(0, 0).data().toString(), u"lr"_s);
    details.setRun({});
    associations.setRows({{u"lr"_s, {}}});
    other.setSnapshot(std::make_shared<const runs::Snapshot>());
    EXPECT_EQ(table.rowCount(), 0);
    EXPECT_TRUE(QTest::qWaitFor([&] { return alarms.rowCount() == 0; }));
}

/// A demo whose programs are what the test says.
class DemoService : public widgets::RunsService {
public:
    void follow(const std::vector<std::string>& followed, Listener) override { roots = followed; }
    void setPaused(bool) override { }
    bool paused() const override { return false; }
    void refresh() override { }
    void end() override { }
    std::vector<widgets::RunsDemo> demo(const QString& folder) const override
    {
        return {{u"good"_s, u"/bin/mkdir"_s, {folder + u"/good"_s}},
                {u"bad"_s, u"/bin/sh"_s, {u"-c"_s, u"echo no room; exit 6"_s}},
                {u"none"_s, u"/nowhere/maquette"_s, {}}};
    }

    std::vector<std::string> roots;
};

TEST_F(RunsPanelTest, theDemoStartsProgramsFollowsTheirFolderAndTellsOfFailures)
{
    closeWindow();
    auto own = std::make_unique<DemoService>();
    DemoService* demo = own.get();
    service = std::move(own);
    makeWindow();
    actions->action(u"file.demo"_s)->trigger();
    ASSERT_EQ(demo->roots.size(), 1u);
    ASSERT_TRUE(QTest::qWaitFor([&] { return messages->count() == 2; }, 10000));
    EXPECT_TRUE(
        QTest::qWaitFor([&] { return QFileInfo::exists(QString::fromStdString(demo->roots[0]) + u"/good"_s); }));
    QStringList texts;
    for (const QLabel* label : messages->findChildren<QLabel*>())
        texts << label->text();
    const QString all = texts.join(u'\n');
    EXPECT_TRUE(all.contains(u"“bad” ended with code 6"_s)) << qPrintable(all);
    EXPECT_TRUE(all.contains(u"“none” could not be started"_s)) << qPrintable(all);
    EXPECT_TRUE(QTest::qWaitFor([&] { return !actions->action(u"edit.stop"_s)->isEnabled(); }));
}

} // namespace maquette::tests
