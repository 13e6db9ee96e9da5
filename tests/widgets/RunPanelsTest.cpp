// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The panels of the runs workspace on low precision, memory and the machine, fed from files that the tests write.
#include <QAbstractItemModelTester>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QPainter>
#include <QSpinBox>
#include <QTableView>
#include <QTest>

#include <gtest/gtest.h>

#include "runs/RunStore.h"
#include "support/RunFiles.h"
#include "support/TemporaryFolder.h"
#include "widgets/Audit.h"
#include "widgets/common/ElidedLabel.h"
#include "widgets/common/Text.h"
#include "widgets/common/Theme.h"
#include "widgets/runs/Fp8Models.h"
#include "widgets/runs/Fp8Panel.h"
#include "widgets/runs/Fp8ScaleImage.h"
#include "widgets/runs/MemoryBars.h"
#include "widgets/runs/MemoryModel.h"
#include "widgets/runs/MemoryPanel.h"
#include "widgets/runs/PlotView.h"
#include "widgets/runs/RunWriters.h"
#include "widgets/runs/SystemPanel.h"

#include <cmath>
#include <fstream>

using namespace maquette;
using namespace maquette::widgets;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 60'000; // ms, on a busy machine

/// Compares with tests/data/runs/NAME.png, at most 2 of 255 apart in each channel; with MAQUETTE_NEW_GOLDEN=1 in the
/// environment it writes the file instead: look at it before it is committed.
void expectGolden(const QString& name, const QImage& got)
{
    const QString file = QStringLiteral(MAQUETTE_TEST_DATA "/runs/") + name + u".png"_s;
    if (qEnvironmentVariableIsSet("MAQUETTE_NEW_GOLDEN")) {
        QDir().mkpath(QStringLiteral(MAQUETTE_TEST_DATA "/runs"));
        ASSERT_TRUE(got.save(file));
        return;
    }
    const QImage expected = QImage(file).convertToFormat(QImage::Format_RGB32);
    ASSERT_EQ(expected.size(), got.size()) << qPrintable(file);
    int worst = 0;
    for (int y = 0; y < got.height(); ++y)
        for (int x = 0; x < got.width(); ++x) {
            const QRgb a = expected.pixel(x, y), b = got.pixel(x, y);
            worst = std::max(
                {worst, std::abs(qRed(a) - qRed(b)), std::abs(qGreen(a) - qGreen(b)), std::abs(qBlue(a) - qBlue(b))});
        }
    EXPECT_LE(worst, 2) << qPrintable(file);
}

class RunPanels : public testing::Test {
protected:
    void SetUp() override { theme.apply(u"dark"_s, 100); }

    [[nodiscard]] RunsView load(const QStringList& selected = {})
    {
        if (!store) {
            runs::StoreOptions options;
            options.roots = {folder.path().string()};
            options.watch = false;
            store = std::make_unique<runs::RunStore>(options);
        }
        EXPECT_TRUE(store->load().ok());
        RunsView view;
        view.snapshot = store->snapshot();
        for (const auto& run : view.snapshot->runs) {
            ShownRun shown;
            shown.run = run;
            shown.name = fromUtf8(run->name);
            view.shown.push_back(shown);
            if (selected.contains(shown.name))
                view.selected << fromUtf8(run->id);
        }
        return view;
    }
    template <class Panel> static void settle(Panel& panel)
    {
        ASSERT_TRUE(QTest::qWaitFor([&] { return panel.upToDate(); }, patience));
    }
    template <class T> static T* find(QWidget& root, const char* name)
    {
        auto* found = root.findChild<T*>(QLatin1String(name));
        EXPECT_TRUE(found) << name;
        return found;
    }
    /// Chooses as a user does.
    static void choose(QComboBox* box, int data)
    {
        const int index = box->findData(data);
        ASSERT_GE(index, 0);
        box->setCurrentIndex(index);
        Q_EMIT box->activated(index);
    }
    static void shot(QWidget& panel, const QString& name)
    {
        // For people who want to see what the tests see.
        if (const QString into = qEnvironmentVariable("MAQUETTE_SCREENSHOTS"); !into.isEmpty()) {
            QTest::qWait(100);
            panel.grab().save(into + u'/' + name + u".png"_s);
        }
    }

    Theme theme;
    tests::TemporaryFolder folder;
    std::unique_ptr<runs::RunStore> store;
};

} // namespace

TEST_F(RunPanels, WithoutDataTheySayWhatWouldFillThem)
{
    tests::writeCurve(folder / "a", 0.1, 1, 10);
    const RunsView view = load();
    Fp8Panel fp8;
    MemoryPanel memory;
    for (RunsPanel* panel : {static_cast<RunsPanel*>(&fp8), static_cast<RunsPanel*>(&memory)}) {
        panel->resize(900, 600);
        panel->setRuns(view);
        panel->show();
    }
    EXPECT_TRUE(find<QLabel>(fp8, "fp8None")->isVisible());
    EXPECT_TRUE(find<QLabel>(fp8, "fp8None")->text().contains(u"fp8.jsonl"_s));
    EXPECT_TRUE(find<QLabel>(memory, "memoryNone")->isVisible());
    EXPECT_FALSE(find<QComboBox>(fp8, "fp8Run")->isVisible());
}

TEST_F(RunPanels, TheMapShowsScalesOfLayersBySteps)
{
    tests::writeText(folder / "tiny" / "fp8.jsonl", tests::fp8Lines(60));
    tests::writeCurve(folder / "curve", 0.1, 1, 10);
    Fp8Panel panel;
    panel.resize(1200, 800);
    panel.setRuns(load());
    panel.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&panel));
    settle(panel);
    EXPECT_EQ(find<QComboBox>(panel, "fp8Run")->currentText(), u"tiny"_s);
    auto* tensor = find<QComboBox>(panel, "fp8Tensor");
    ASSERT_EQ(tensor->count(), 4);
    choose(tensor, static_cast<int>(runs::TensorKind::Input));
    settle(panel);
    auto* map = find<Fp8HeatMap>(panel, "fp8Map");
    const std::shared_ptr<const Fp8HeatPicture> shownFirst = map->picture();
    const Fp8HeatPicture& picture = *shownFirst;
    ASSERT_EQ(picture.rows.size(), 4);
    // In the order of the graph, which is not that of the names.
    EXPECT_EQ(picture.rows, (QStringList{u"layers.0.qkv"_s, u"layers.0.mlp"_s, u"layers.1.qkv"_s, u"layers.1.mlp"_s}));
    EXPECT_EQ(picture.map.columns.size(), 30u);
    EXPECT_EQ(picture.map.columns[7], (std::pair<std::int64_t, std::int64_t>(16, 16))); // as logged
    EXPECT_EQ(picture.image.size(), QSize(30, 4));
    // 4096, halved with the first statistics and with each further one.
    EXPECT_EQ(cellValue(picture.map, picture.quantity, 0), 11);
    EXPECT_EQ(cellValue(picture.map, picture.quantity, 1), 10);
    shot(panel, u"fp8"_s);

    // The cursor tells what is below it, by mouse and by keyboard.
    QTest::mouseMove(map, map->cellRect({0, 4}).center().toPoint());
    ASSERT_TRUE(QTest::qWaitFor([&] { return map->cursor().row == 0; }, patience));
    auto* readout = find<QLabel>(panel, "fp8Readout");
    for (const QString& part : {u"layers.0.qkv"_s, u"step 10"_s, u"scale 2^7"_s, u"amax"_s, u"headroom 0.585"_s,
                                u"underflow 0 %"_s, u"overflow 0 %"_s})
        EXPECT_TRUE(readout->text().contains(part)) << qPrintable(part + u" in "_s + readout->text());
    map->setFocus();
    QTest::keyClick(map, Qt::Key_Down);
    QTest::keyClick(map, Qt::Key_Right);
    EXPECT_EQ(map->cursor(), (Fp8HeatMap::Cell{1, 5}));
    EXPECT_TRUE(map->accessibleDescription().contains(u"step 12"_s)) << qPrintable(map->accessibleDescription());

    // A click shows the tensor in detail.
    QTest::mouseClick(map, Qt::LeftButton, {}, map->cellRect({3, 9}).center().toPoint());
    settle(panel);
    EXPECT_EQ(map->chosen(), 3);
    EXPECT_TRUE(find<QLabel>(panel, "fp8Layer")->text().contains(u"layers.1.mlp"_s));
    auto* exponents = find<Fp8Exponents>(panel, "fp8Exponents");
    ASSERT_TRUE(exponents->picture());
    EXPECT_EQ(exponents->picture()->step, 20);
    EXPECT_EQ(exponents->picture()->histogram.first, -20);
    EXPECT_TRUE(exponents->summary().contains(u"E4M3"_s));
    EXPECT_GT(find<QTableView>(panel, "fp8WhatIf")->model()->rowCount(), 4);
    const auto& strip = *find<Fp8AmaxStrip>(panel, "fp8Amax")->picture();
    EXPECT_EQ(strip.steps[strip.at], 20);
    EXPECT_EQ(strip.scaleAge, 0); // it changes with each statistic
    EXPECT_TRUE(strip.sparse); // every second step was logged, so the window is told by its amax
    EXPECT_EQ(strip.windowAmax, strip.amax[strip.at]);
    // Headroom is the same everywhere, so the line and the level of clipping are what is drawn.
    const auto& headroom = *find<PlotView>(panel, "fp8Headroom")->drawing();
    ASSERT_EQ(headroom.curves.size(), 2u);
    EXPECT_NEAR(headroom.curves[0].line[0][0].y(), std::log2(1.5), 1e-9);
    EXPECT_EQ(headroom.total, 120);
    // Skipped steps and the warm-up are told.
    const QString state = find<QLabel>(panel, "fp8State")->text();
    EXPECT_TRUE(state.contains(u"1 skipped step"_s)) << qPrintable(state);
    EXPECT_TRUE(state.contains(u"warm since step 5"_s)) << qPrintable(state);
    EXPECT_EQ(picture.skipped, std::vector<std::int64_t>{3});

    // Another quantity, and a part of the steps.
    choose(find<QComboBox>(panel, "fp8Quantity"), static_cast<int>(runs::ScaleMapOptions::Quantity::Underflow));
    settle(panel);
    EXPECT_FLOAT_EQ(cellValue(map->picture()->map, map->picture()->quantity, map->picture()->map.cell(3, 0)), 3);
    Q_EMIT map->stepsWanted(std::pair<qint64, qint64>(10, 19));
    settle(panel);
    EXPECT_EQ(map->picture()->map.columns.size(), 5u);
    QTest::keyClick(map, Qt::Key_Escape);
    settle(panel);
    EXPECT_EQ(map->picture()->map.columns.size(), 30u);

    EXPECT_EQ(tests::audit(&panel).join(u'\n'), QString());
    theme.apply(u"light"_s, 100);
    settle(panel);
    shot(panel, u"fp8-light"_s);
    panel.setLayoutDirection(Qt::RightToLeft);
    shot(panel, u"fp8-rtl"_s);
}

TEST_F(RunPanels, TheWorstStandFirstAndAlarmsFollowTheirThresholds)
{
    tests::writeText(folder / "fp8.jsonl", tests::fp8Lines(60));
    Fp8Panel panel;
    panel.resize(1200, 800);
    panel.setRuns(load());
    panel.show();
    settle(panel);
    auto* table = find<QTableView>(panel, "fp8Worst");
    auto* model = qobject_cast<WorstLayersModel*>(table->model());
    ASSERT_TRUE(model);
    const QAbstractItemModelTester tester(model, QAbstractItemModelTester::FailureReportingMode::Warning);
    ASSERT_EQ(model->rowCount(), 16);
    EXPECT_EQ(model->index(0, WorstLayersModel::Layer).data().toString(), u"layers.1.mlp"_s);
    EXPECT_EQ(model->index(0, WorstLayersModel::Tensor).data().toString(), u"Output gradient"_s);
    EXPECT_EQ(model->index(0, WorstLayersModel::Underflow).data().toString(), u"30"_s);
    EXPECT_EQ(model->index(0, WorstLayersModel::Alarm).data().toString(), u"Alarm"_s);
    EXPECT_EQ(model->alarms(), 1);
    EXPECT_TRUE(find<ElidedLabel>(panel, "fp8Alarms")->wholeText().startsWith(u"1 tensor"_s));
    find<QDoubleSpinBox>(panel, "fp8UnderflowLimit")->setValue(2.5);
    EXPECT_EQ(model->alarms(), 4); // all of layers.1.mlp
    find<QDoubleSpinBox>(panel, "fp8UnderflowLimit")->setValue(50);
    EXPECT_EQ(model->alarms(), 0);
    model->sort(WorstLayersModel::Stay, Qt::DescendingOrder);
    EXPECT_EQ(model->index(0, WorstLayersModel::Tensor).data().toString(), u"Weight"_s);
    // A row that is chosen is shown in the other views.
    table->selectRow(0);
    settle(panel);
    EXPECT_EQ(find<QComboBox>(panel, "fp8Tensor")->currentText(), u"Weight"_s);
    EXPECT_EQ(find<Fp8AmaxStrip>(panel, "fp8Amax")->picture()->scaleAge, 58);
}

TEST_F(RunPanels, ALiveRunGoesOnInPlace)
{
    tests::writeText(folder / "fp8.jsonl", tests::fp8Lines(20));
    Fp8Panel panel;
    panel.resize(1000, 700);
    panel.setRuns(load());
    panel.show();
    settle(panel);
    const auto before = panel.result().table;
    panel.setRuns(load()); // nothing new: the table is not read again
    settle(panel);
    EXPECT_EQ(panel.result().table, before);
    const std::string more = tests::fp8Lines(40);
    std::ofstream(folder / "fp8.jsonl", std::ios::app)
        << more.substr(tests::fp8Lines(20).size() > more.size() ? 0 : more.find("{\"record\":\"step\",\"step\":21,"));
    panel.setRuns(load());
    settle(panel);
    EXPECT_NE(panel.result().table, before);
    EXPECT_EQ(find<Fp8HeatMap>(panel, "fp8Map")->picture()->map.columns.size(), 20u);
}

TEST_F(RunPanels, InspectLogsOfSeveralRanksFillThePanel)
{
    for (int rank = 0; rank < 2; ++rank)
        tests::writeInspectLog(folder.path(), rank, 20);
    Fp8Panel panel;
    panel.resize(1200, 800);
    panel.setRuns(load());
    panel.show();
    settle(panel);
    choose(find<QComboBox>(panel, "fp8Tensor"), static_cast<int>(runs::TensorKind::Weight));
    settle(panel);
    auto* rank = find<QComboBox>(panel, "fp8Rank");
    ASSERT_EQ(rank->count(), 2);
    auto* map = find<Fp8HeatMap>(panel, "fp8Map");
    EXPECT_EQ(cellValue(map->picture()->map, map->picture()->quantity, 0), 4);
    choose(rank, 1);
    settle(panel);
    EXPECT_EQ(cellValue(map->picture()->map, map->picture()->quantity, 0), 2);
    const auto& ranks = *find<PlotView>(panel, "fp8Ranks")->drawing();
    ASSERT_EQ(ranks.curves.size(), 2u);
    EXPECT_EQ(ranks.curves[0].line[0][0].y(), 2); // powers of two
    EXPECT_EQ(ranks.curves[1].line[0][0].y(), 1);
}

TEST_F(RunPanels, TheLedgerStandsBesideItsPredictionAndOtherLevels)
{
    tests::writeText(folder / "tiny" / "memory.jsonl", tests::memoryLines());
    tests::writeText(folder / "tiny" / "memory-1.jsonl", tests::memoryLines(1));
    MemoryPanel panel;
    panel.resize(1100, 700);
    panel.setRuns(load());
    panel.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&panel));
    settle(panel);
    shot(panel, u"memory"_s);
    auto* table = find<QTableView>(panel, "memoryTable");
    auto* model = table->model();
    const QAbstractItemModelTester tester(model, QAbstractItemModelTester::FailureReportingMode::Warning);
    ASSERT_EQ(model->rowCount(), 10 + 3);
    const auto cell
        = [&](int row, int column) { return model->index(row, column).data(MemoryModel::BytesRole).toDouble(); };
    EXPECT_EQ(model->index(2, MemoryModel::Class).data().toString(), u"Gradients"_s);
    EXPECT_EQ(cell(2, MemoryModel::Predicted), 1'300'000);
    EXPECT_EQ(cell(2, MemoryModel::Measured), 1'430'000);
    EXPECT_EQ(cell(2, MemoryModel::Difference), 130'000);
    EXPECT_EQ(model->index(2, MemoryModel::PerParameter).data().toString(), u"1.43"_s);
    // Over ranks: the second has one KiB more of activations.
    int activations = -1;
    for (int row = 0; row < model->rowCount(); ++row)
        if (model->index(row, MemoryModel::Class).data().toString() == u"Activations"_s)
            activations = row;
    ASSERT_GE(activations, 0);
    EXPECT_EQ(cell(activations, MemoryModel::Most) - cell(activations, MemoryModel::Least), 1024);
    // A saving names its baseline and says what is measured.
    const QString saving = find<QLabel>(panel, "memorySaving")->text();
    for (const QString& part : {u"58.6 % less than BF16"_s, u"measured"_s, u"15.26 MiB computed"_s})
        EXPECT_TRUE(saving.contains(part)) << qPrintable(saving);
    // The levels of the paper: 16, 11, 6 and 7 bytes a linear parameter.
    auto* levels = find<QTableView>(panel, "memoryLevels")->model();
    QStringList bytes;
    for (int row = 0; row < levels->rowCount(); ++row)
        bytes << levels->index(row, MemoryLevelModel::PerLinear).data().toString();
    EXPECT_EQ(bytes, (QStringList{u"16"_s, u"18"_s, u"11"_s, u"6"_s, u"7"_s}));
    EXPECT_EQ(levels->index(0, MemoryLevelModel::Saving).data().toString(), u"baseline"_s);
    // Bars: what was measured, what was predicted, and the levels.
    auto* bars = find<MemoryBars>(panel, "memoryBars");
    ASSERT_EQ(bars->bars().size(), 7u);
    EXPECT_EQ(bars->bars()[0].ledger[runs::MemoryClass::Activations], 5'242'880);
    find<QCheckBox>(panel, "memoryStatesOnly")->click();
    EXPECT_TRUE(std::isnan(bars->bars()[0].ledger[runs::MemoryClass::Activations]));
    EXPECT_EQ(tests::audit(&panel).join(u'\n'), QString());
    theme.apply(u"light"_s, 100);
    shot(panel, u"memory-light"_s);
}

TEST_F(RunPanels, TheMachineIsWatchedWhileItIsShown)
{
    runs::MonitorOptions options;
    options.seconds = 0.05;
    options.nvml = MAQUETTE_FAKE_NVML;
    SystemPanel panel(options, nullptr);
    panel.resize(1000, 800);
    EXPECT_FALSE(panel.monitor().running());
    panel.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&panel));
    EXPECT_TRUE(panel.monitor().running());
    auto* cpu = find<PlotView>(panel, "systemCpu");
    ASSERT_TRUE(QTest::qWaitFor([&] { return cpu->drawing()->drawn >= 4; }, patience));
    EXPECT_EQ(find<PlotView>(panel, "systemMemory")->drawing()->curves.size(), 3u);
    // The two GPUs of the library that the test brings.
    auto* use = find<PlotView>(panel, "systemGpuUse");
    ASSERT_EQ(use->drawing()->curves.size(), 2u);
    EXPECT_EQ(use->drawing()->curves[0].name, u"GPU 0: Fake H100"_s);
    EXPECT_DOUBLE_EQ(use->drawing()->curves[0].line[0][0].y(), 87);
    EXPECT_TRUE(use->drawing()->curves[1].line[0].empty()); // which it does not tell is no zero
    EXPECT_NEAR(find<PlotView>(panel, "systemGpuMemory")->drawing()->curves[0].line[0][0].y(), 10, 1e-9);
    EXPECT_TRUE(find<QLabel>(panel, "systemFacts")->text().contains(u"580.12.34"_s));
    const QString processes = find<PlotView>(panel, "systemGpuMemory")->accessibleDescription();
    EXPECT_TRUE(processes.contains(u"GPU 0, process 102: 2.00 MiB"_s)) << qPrintable(processes);
    EXPECT_TRUE(processes.contains(u"process 100: not told"_s)) << qPrintable(processes);
    shot(panel, u"system"_s);
    EXPECT_EQ(tests::audit(&panel).join(u'\n'), QString());
    find<QCheckBox>(panel, "systemPause")->click();
    EXPECT_FALSE(panel.monitor().running());
    find<QCheckBox>(panel, "systemPause")->click();
    EXPECT_TRUE(panel.monitor().running());
    panel.hide();
    EXPECT_FALSE(panel.monitor().running());
}

TEST(RunWriters, AProcessIsFoundByTheFilesThatItWritesIntoARun)
{
    const tests::TemporaryFolder folder;
    namespace fs = std::filesystem;
    const fs::path logs = folder / "logs", proc = folder / "proc";
    const auto process
        = [&](const std::string& pid, const std::string& command, const fs::path& file, const std::string& flags) {
              fs::create_directories(proc / pid / "fd");
              fs::create_directories(proc / pid / "fdinfo");
              fs::create_symlink(file, proc / pid / "fd" / "3");
              std::ofstream(proc / pid / "fdinfo" / "3") << "pos:\t0\nflags:\t" << flags << "\nmnt_id:\t30\n";
              std::ofstream(proc / pid / "cmdline", std::ios::binary) << command;
              std::ofstream(proc / pid / "comm") << "a name\n";
          };
    fs::create_directories(logs / "a" / "deeper");
    fs::create_directories(logs / "ab");
    const fs::path real = fs::canonical(logs);
    process("101", std::string("/usr/bin/python3\0train.py\0--lr=1\0", 33), real / "a" / "events", "02102001");
    process("102", std::string("tail\0-f\0", 8), real / "a" / "events", "0100000"); // reads
    process("103", "", real / "a" / "deeper" / "events", "0100002");
    process("104", std::string("other\0", 6), real / "ab" / "events", "0100001"); // a name that begins alike
    fs::create_directories(proc / "self");
    const auto found = processesWriting({logs / "a", logs / "a" / "deeper", logs / "none"}, proc, {});
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0], (RunWriterProcess{101, "python3 train.py --lr=1", 0}));
    EXPECT_EQ(found[1], (RunWriterProcess{103, "a name", 1}));
    std::stop_source stop;
    stop.request_stop();
    EXPECT_TRUE(processesWriting({logs / "a"}, proc, base::Job(stop.get_token(), {})).empty());
    EXPECT_TRUE(processesWriting({logs / "a"}, folder / "no proc", {}).empty());
}

TEST_F(RunPanels, TheProcessThatWritesARunIsFollowedByItself)
{
    tests::writeCurve(folder / "a", 0.1, 1, 10);
    // This very process writes on.
    std::ofstream held(folder / "a" / "held.bin");
    runs::MonitorOptions options;
    options.seconds = 0.05;
    options.nvml = "libno-such-library.so.1";
    SystemPanel panel(options, nullptr);
    panel.resize(1000, 700);
    panel.show();
    auto* facts = find<QLabel>(panel, "systemFacts");
    auto* cores = find<PlotView>(panel, "systemProcessMemory");
    ASSERT_TRUE(QTest::qWaitFor([&] { return facts->text().contains(u"no process of this machine"_s); }, patience));
    EXPECT_FALSE(cores->isVisible()) << "no place for what nobody tells";
    panel.setRuns(load());
    const QString pid = QString::number(QCoreApplication::applicationPid());
    ASSERT_TRUE(QTest::qWaitFor([&] { return facts->text().contains(u"process "_s + pid); }, patience))
        << qPrintable(facts->text());
    EXPECT_TRUE(facts->text().contains(u"which writes a"_s)) << qPrintable(facts->text());
    ASSERT_TRUE(QTest::qWaitFor([&] { return cores->isVisible(); }, patience));
    auto* choice = find<QComboBox>(panel, "systemProcessChoice");
    EXPECT_EQ(choice->itemText(1), u"a: process "_s + pid);
    EXPECT_FALSE(find<QSpinBox>(panel, "systemPid")->isVisible());
    choose(choice, -2);
    EXPECT_TRUE(find<QSpinBox>(panel, "systemPid")->isVisible());
    EXPECT_EQ(tests::audit(&panel).join(u'\n'), QString());
    choose(choice, 0);
    EXPECT_FALSE(cores->isVisible());
}

TEST_F(RunPanels, WithoutAGpuTheMachineSaysWhy)
{
    runs::MonitorOptions options;
    options.seconds = 0.05;
    options.nvml = "libno-such-library.so.1";
    SystemPanel panel(options, nullptr);
    panel.show();
    auto* facts = find<QLabel>(panel, "systemFacts");
    ASSERT_TRUE(QTest::qWaitFor([&] { return facts->text().contains(u"no NVIDIA GPU"_s); }, patience));
    EXPECT_TRUE(facts->text().contains(u"libno-such-library.so.1"_s));
    EXPECT_FALSE(panel.findChild<PlotView*>(u"systemGpuUse"_s));
}

TEST_F(RunPanels, AMapLooksAsItWasFoundGood)
{
    runs::Fp8Table table;
    for (int layer = 0; layer < 12; ++layer) {
        const std::size_t index = table.layer("layers." + std::to_string(layer), layer);
        for (int step = 0; step < 40; ++step) {
            if (layer == 5 && step >= 10 && step < 15)
                continue; // was not logged
            const double binades = 8 + 4 * std::sin(0.3 * step + 0.5 * layer);
            table.add(index, runs::TensorKind::Weight, 0, runs::Statistic::Scale, step, std::exp2(std::floor(binades)));
            table.add(index, runs::TensorKind::Weight, 0, runs::Statistic::Headroom, step,
                      0.1 * (layer - 2) + 0.02 * step);
        }
    }
    for (const auto quantity : {runs::ScaleMapOptions::Quantity::Scale, runs::ScaleMapOptions::Quantity::Headroom}) {
        runs::ScaleMapOptions options;
        options.quantity = quantity;
        const runs::ScaleMap map = runs::scaleMap(table, options);
        QImage image(map.columns.size() * 6, map.layers.size() * 8, QImage::Format_RGB32);
        image.fill(Qt::gray);
        QPainter painter(&image);
        painter.drawImage(image.rect(), heatImage(map, quantity));
        painter.end();
        expectGolden(quantity == runs::ScaleMapOptions::Quantity::Scale ? u"scale-map"_s : u"headroom-map"_s, image);
    }
}

TEST_F(RunPanels, ALedgerLooksAsItWasFoundGood)
{
    const runs::ModelSize size{90'000'000, 10'000'000, 0, {}};
    std::vector<MemoryBar> bars;
    for (const auto level :
         {runs::PrecisionLevel::Bf16, runs::PrecisionLevel::O1, runs::PrecisionLevel::O2, runs::PrecisionLevel::O3})
        bars.push_back({levelName(level), runs::predictLedgers(size, level)[0], level == runs::PrecisionLevel::Bf16});
    for (MemoryBar& bar : bars) {
        bar.ledger[runs::MemoryClass::Activations] = 3e8;
        bar.ledger[runs::MemoryClass::Workspace] = 1e8;
        bar.ledger[runs::MemoryClass::Reserve] = 5e7;
    }
    for (const bool dark : {true, false}) {
        QImage image(480, 160, QImage::Format_RGB32);
        image.fill(tokenColor(Token::Panel, dark));
        QPainter painter(&image);
        paintLedger(painter, QRectF(10, 5, 460, 150), bars, dark);
        painter.end();
        expectGolden(dark ? u"ledger-dark"_s : u"ledger-light"_s, image);
    }
    // The longest bar fills the area, the others are to its scale.
    const QRectF area(0, 0, 100, 40);
    const auto end = [&](std::size_t bar) { return ledgerRect(area, bars, bar, runs::MemoryClass::Reserve).right(); };
    EXPECT_NEAR(end(0), 100, 1e-9);
    EXPECT_NEAR(end(2) / end(0), bars[2].ledger.total() / bars[0].ledger.total(), 1e-9);
}
