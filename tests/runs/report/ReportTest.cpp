// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runlog/EventWriter.h"
#include "runs/RunStore.h"
#include "runs/report/Fp8Report.h"
#include "runs/report/Fp8Source.h"
#include "runs/report/MemorySource.h"
#include "runs/report/RunAlarms.h"
#include "runs/report/RunExport.h"
#include "runs/report/RunSummary.h"
#include "support/RunFiles.h"
#include "support/TemporaryFolder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <stop_token>

using namespace maquette;
using namespace maquette::runs;
namespace fs = std::filesystem;

namespace {

class Report : public ::testing::Test {
protected:
    [[nodiscard]] std::shared_ptr<const Snapshot> load() const
    {
        StoreOptions options;
        options.roots = {folder.path().string()};
        options.watch = false;
        RunStore store(options);
        EXPECT_TRUE(store.load().ok());
        return store.snapshot();
    }
    /// The only run.
    [[nodiscard]] std::shared_ptr<const runs::Run> only() const
    {
        const auto snapshot = load();
        EXPECT_EQ(snapshot->runs.size(), 1u);
        return snapshot->runs.empty() ? std::make_shared<runs::Run>() : snapshot->runs[0];
    }
    static std::string namesOf(const base::Result<RunList>& runs)
    {
        if (!runs.ok())
            return runs.error().english();
        std::string text;
        for (const auto& run : runs.value())
            text += run->name + " ";
        return text;
    }
    static std::string exported(const RunList& runs, const ExportOptions& options, ExportCount& count)
    {
        std::string text;
        const auto done = exportPoints(runs, options, [&](std::string_view part) {
            text += part;
            return base::Result<void>();
        });
        EXPECT_TRUE(done.ok());
        if (done.ok())
            count = done.value();
        return text;
    }

    tests::TemporaryFolder folder;
};

} // namespace

TEST_F(Report, RunsAreFoundBySettingsAndValues)
{
    tests::writeCurve(folder / "a", 0.1, 4, 10);
    tests::writeCurve(folder / "b", 0.01, 2, 10);
    tests::writeCurve(folder / "c", 0.001, 8, 20);
    const auto runs = load()->runs;
    EXPECT_EQ(namesOf(filteredRuns(runs, "")), "a b c ");
    EXPECT_EQ(namesOf(filteredRuns(runs, "lr < 0.05")), "b c ");
    EXPECT_EQ(namesOf(filteredRuns(runs, "optimizer = adamw and min(train/loss) <= 0.4")), "a b c ");
    EXPECT_EQ(namesOf(filteredRuns(runs, "first(train/loss) > 3 and duration > 100")), "c ");
    EXPECT_EQ(namesOf(sortedRuns(runs, "lr", false)), "c b a ");
    EXPECT_EQ(namesOf(sortedRuns(runs, "min(train/loss)", false)), "b a c ");
    EXPECT_EQ(namesOf(sortedRuns(runs, "max(train/loss)", true)), "c a b ");
    EXPECT_EQ(filteredRuns(runs, "lr <").error().code, base::ErrorCode::Usage);
    EXPECT_EQ(sortedRuns(runs, "lr = 1 and x", false).error().code, base::ErrorCode::Usage);
}

TEST_F(Report, ASummaryTellsWhereTheExtremesAre)
{
    tests::writeText(folder / "metrics.jsonl",
                     "{\"step\":5,\"loss\":3}\n{\"step\":6,\"loss\":NaN}\n{\"step\":9,\"loss\":-1}\n"
                     "{\"step\":12,\"loss\":7}\n{\"step\":15,\"loss\":2}\n");
    const auto json = summaryOf(*only());
    EXPECT_EQ(json.at("name"), ".");
    EXPECT_EQ(json.at("points"), 5);
    const auto& tag = json.at("tags").at(0);
    EXPECT_EQ(tag.at("tag"), "loss");
    EXPECT_EQ(tag.at("kind"), "scalar");
    EXPECT_EQ(tag.at("count"), 5);
    EXPECT_EQ(tag.at("first"), (base::Json{{"step", 5}, {"value", 3.0}}));
    EXPECT_EQ(tag.at("last"), (base::Json{{"step", 15}, {"value", 2.0}}));
    EXPECT_EQ(tag.at("minimum"), (base::Json{{"step", 9}, {"value", -1.0}}));
    EXPECT_EQ(tag.at("maximum"), (base::Json{{"step", 12}, {"value", 7.0}}));
    EXPECT_EQ(tag.at("mean"), 11.0 / 4);
    EXPECT_EQ(tag.at("notFinite"), 1);
}

TEST_F(Report, ASummaryCountsAsPeopleDo)
{
    std::string line = "{\"step\":1";
    for (int i = 0; i < 12; ++i)
        line += ",\"metric-" + std::to_string(i) + "\":1";
    tests::writeText(folder / "log.jsonl", line + "}\n");
    const auto tags = summaryOf(*only())["tags"];
    ASSERT_EQ(tags.size(), 12u);
    EXPECT_EQ(tags[2]["tag"], "metric-2");
    EXPECT_EQ(tags[10]["tag"], "metric-10");
}

TEST_F(Report, AnExportHasEveryPointAsItWas)
{
    constexpr int steps = 10'000;
    tests::writeCurve(folder / "a,\"x\"", 0.1, 1, steps);
    ExportCount count;
    ExportOptions options;
    options.tags = {"*loss"};
    const std::string csv = exported(load()->runs, options, count);
    EXPECT_EQ(count.points, steps);
    EXPECT_EQ(count.series, 1);
    EXPECT_EQ(count.runs, 1);
    std::istringstream lines(csv);
    std::string line;
    std::getline(lines, line);
    EXPECT_EQ(line, "run,tag,branch,step,wall_time,value");
    for (int i = 0; i < steps; ++i) {
        ASSERT_TRUE(std::getline(lines, line)) << i;
        const std::string head = "\"a,\"\"x\"\"\",train/loss,0," + std::to_string(i) + ",";
        ASSERT_TRUE(line.starts_with(head)) << line;
        const std::size_t comma = line.find(',', head.size());
        ASSERT_EQ(std::stod(line.substr(head.size(), comma - head.size())), 1'700'000'000.0 + 10 * i);
        ASSERT_EQ(std::stod(line.substr(comma + 1)), 1.0 / (i + 1)); // to the last bit
    }
    EXPECT_FALSE(std::getline(lines, line));

    options.format = ExportOptions::Format::Json;
    options.tags = {"train/*", "epoch"};
    const auto json = base::parseJson(exported(load()->runs, options, count), "export");
    ASSERT_TRUE(json.ok()) << json.error().english();
    EXPECT_EQ(json.value().at("points"), count.points);
    const auto& series = json.value().at("runs").at(0).at("series");
    ASSERT_EQ(series.size(), 2u);
    EXPECT_EQ(series.at(1).at("tag"), "train/loss");
    EXPECT_EQ(series.at(1).at("steps").size(), static_cast<std::size_t>(steps));
    EXPECT_EQ(series.at(1).at("values").at(6), 1.0 / 7);
    EXPECT_FALSE(exportsAny(load()->runs, {ExportOptions::Format::Csv, {"none*"}, false}));
}

TEST_F(Report, ValuesThatAreNoNumbersStay)
{
    tests::writeText(folder / "metrics.jsonl",
                     "{\"step\":1,\"x\":NaN}\n{\"step\":2,\"x\":Infinity}\n{\"step\":3,\"x\":-Infinity}\n");
    ExportCount count;
    ExportOptions options;
    EXPECT_EQ(exported(load()->runs, options, count),
              "run,tag,branch,step,wall_time,value\n.,x,0,1,,nan\n.,x,0,2,,inf\n.,x,0,3,,-inf\n");
    options.format = ExportOptions::Format::Json;
    const auto json = base::parseJson(exported(load()->runs, options, count), "export");
    ASSERT_TRUE(json.ok());
    const auto& series = json.value().at("runs").at(0).at("series").at(0);
    EXPECT_EQ(series.at("values"), (base::Json{"nan", "inf", "-inf"}));
    EXPECT_TRUE(series.at("wallTimes").at(0).is_null());
}

TEST_F(Report, LeftBranchesAreExportedOnDemand)
{
    for (int session = 0; session < 2; ++session) {
        runlog::EventWriterOptions options;
        options.startTime = 1'700'000'000 + session;
        auto writer = runlog::EventWriter::create(folder.path(), options);
        ASSERT_TRUE(writer.ok());
        const int from = session == 0 ? 0 : 3;
        if (session == 1) {
            ASSERT_TRUE(writer.value()->restart(from, 1'700'000'100).ok());
        }
        for (int step = from; step < 6; ++step)
            ASSERT_TRUE(writer.value()->scalar("loss", {step, 1'700'000'000.0}, 10 * session + step).ok());
        ASSERT_TRUE(writer.value()->flush().ok());
    }
    const auto runs = load()->runs;
    ExportCount count;
    ExportOptions options;
    const std::string live = exported(runs, options, count);
    EXPECT_EQ(count.points, 6);
    EXPECT_NE(live.find(",loss,0,3,1700000000,13\n"), std::string::npos) << live;
    options.leftBranches = true;
    const std::string all = exported(runs, options, count);
    EXPECT_EQ(count.points, 9);
    EXPECT_EQ(count.series, 2);
    EXPECT_NE(all.find(",loss,1,3,1700000000,3\n"), std::string::npos) << all;
    EXPECT_EQ(summaryOf(*runs[0]).at("tags").at(0).at("left"), 3);
}

TEST_F(Report, AnExportEndsWhenItIsStoppedOrCannotWrite)
{
    tests::writeCurve(folder / "a", 0.1, 1, 20'000);
    const auto runs = load()->runs;
    std::stop_source source;
    int pieces = 0;
    const auto stopped = exportPoints(
        runs, {},
        [&](std::string_view) {
            ++pieces;
            source.request_stop();
            return base::Result<void>();
        },
        base::Job(source.get_token(), {}));
    ASSERT_FALSE(stopped.ok());
    EXPECT_EQ(stopped.error().code, base::ErrorCode::Stopped);
    EXPECT_EQ(pieces, 1);
    const auto full = exportPoints(runs, {}, [](std::string_view) -> base::Result<void> {
        return base::Error{base::ErrorCode::WriteFailed, {"full"}, {}};
    });
    ASSERT_FALSE(full.ok());
    EXPECT_EQ(full.error().code, base::ErrorCode::WriteFailed);
}

TEST_F(Report, OurRecordsBecomeATable)
{
    tests::writeText(folder / "fp8.jsonl", tests::fp8Lines(10));
    const auto run = only();
    ASSERT_TRUE(hasFp8(*run));
    EXPECT_FALSE(hasMemory(*run));
    auto made = fp8TableOf(*run);
    ASSERT_TRUE(made.ok());
    Fp8Table& table = made.value();
    const auto rows = table.rows(TensorKind::Weight);
    ASSERT_EQ(rows.size(), 4u);
    // In the order of the graph, as the file has them, which is not that of the tags.
    EXPECT_EQ(table.layers()[rows[0]], "layers.0.qkv");
    EXPECT_EQ(table.layers()[rows[1]], "layers.0.mlp");
    EXPECT_EQ(table.layers()[rows[3]], "layers.1.mlp");
    const std::size_t last = table.layer("layers.1.mlp");
    EXPECT_EQ(table.format(last, TensorKind::OutputGradient), NumberFormat::E5M2);
    const auto scales = table.scales(last, TensorKind::Input, 0);
    EXPECT_EQ(scales.steps, (std::vector<std::int64_t>{2, 4, 6, 8, 10}));
    EXPECT_EQ(scales.values, (std::vector<double>{256, 128, 64, 32, 16}));
    const auto* underflow = table.find(last, TensorKind::OutputGradient, 0, Statistic::Underflow);
    ASSERT_NE(underflow, nullptr);
    EXPECT_DOUBLE_EQ(underflow->values.front(), 3); // percent
    EXPECT_DOUBLE_EQ(underflow->values.back(), 30);
    ASSERT_EQ(table.steps().size(), 10u);
    EXPECT_TRUE(table.steps()[2].skipped);
    EXPECT_FALSE(table.steps()[3].skipped);
    EXPECT_EQ(table.steps()[4].warming, 0);
    EXPECT_DOUBLE_EQ(table.steps()[3].gradientNorm, 0.25);
    // Histograms come on demand: what has no exponent is zero.
    EXPECT_EQ(table.histograms(last, TensorKind::Weight, 0), nullptr);
    ASSERT_TRUE(addHistograms(table, *run, last, TensorKind::Weight, 0).ok());
    const auto* histograms = table.histograms(last, TensorKind::Weight, 0);
    ASSERT_NE(histograms, nullptr);
    ASSERT_EQ(histograms->size(), 5u);
    EXPECT_EQ(histograms->front().histogram.first, -20);
    EXPECT_EQ(histograms->front().histogram.counts.size(), 8u);
    EXPECT_EQ(histograms->front().histogram.zeros, 20);
    std::stop_source source;
    source.request_stop();
    EXPECT_FALSE(fp8TableOf(*run, base::Job(source.get_token(), {})).ok());
}

TEST_F(Report, InspectLogsOfRanksBecomeATable)
{
    for (int rank = 0; rank < 2; ++rank)
        tests::writeInspectLog(folder.path(), rank, 4);
    const auto made = fp8TableOf(*only());
    ASSERT_TRUE(made.ok());
    const Fp8Table& table = made.value();
    EXPECT_EQ(table.ranks(), (std::set<int>{0, 1}));
    ASSERT_EQ(table.rows(TensorKind::Weight).size(), 2u);
    EXPECT_EQ(table.scales(table.rows(TensorKind::Weight)[0], TensorKind::Weight, 0).values.front(), 16);
    EXPECT_EQ(table.scales(table.rows(TensorKind::Weight)[0], TensorKind::Weight, 1).values.front(), 4);
    const auto spread = rankSpread(table, 0, TensorKind::Weight);
    ASSERT_EQ(spread.binades.size(), 4u);
    EXPECT_DOUBLE_EQ(spread.binades[0], 2);
}

TEST_F(Report, LayersOfEventFilesStandAsTheFileHasThem)
{
    auto writer = runlog::EventWriter::create(folder.path());
    ASSERT_TRUE(writer.ok());
    for (const char* layer : {"layers.0.qkv", "layers.0.attention", "layers.0.mlp"})
        ASSERT_TRUE(writer.value()->scalar("fp8/" + std::string(layer) + "/weight/scale", {1, 1}, 2).ok());
    writer = base::Error{base::ErrorCode::Stopped, {}, {}}; // closes the file
    const auto made = fp8TableOf(*only());
    ASSERT_TRUE(made.ok());
    std::string order;
    for (const std::size_t row : made.value().rows(TensorKind::Weight))
        order += made.value().layers()[row] + " ";
    EXPECT_EQ(order, "layers.0.qkv layers.0.attention layers.0.mlp ");
}

TEST_F(Report, ScalarsOfEventFilesBecomeATable)
{
    auto writer = runlog::EventWriter::create(folder.path());
    ASSERT_TRUE(writer.ok());
    for (int step = 0; step < 3; ++step) {
        const runlog::At at{step, 1'700'000'000.0 + step};
        ASSERT_TRUE(
            writer.value()->scalar("decoder.0.fc1_activation_fp8_current_scaling_underflows%", at, 0.5 * step).ok());
        ASSERT_TRUE(writer.value()->scalar("decoder.0.fc1_activation_cur_amax", at, 8).ok());
        ASSERT_TRUE(writer.value()->scalar("train/loss", at, 1).ok());
    }
    ASSERT_TRUE(writer.value()->flush().ok());
    const auto run = only();
    ASSERT_TRUE(hasFp8(*run));
    const auto made = fp8TableOf(*run);
    ASSERT_TRUE(made.ok());
    ASSERT_EQ(made.value().layers(), std::vector<std::string>{"decoder.0.fc1"});
    const auto* underflow
        = made.value().find(0, TensorKind::Input, 0, {Statistic::Underflow, QuantRecipe::CurrentScaling});
    ASSERT_NE(underflow, nullptr);
    EXPECT_EQ(underflow->values, (std::vector<double>{0, 0.5, 1})); // in percent already
    const auto* amax = made.value().find(0, TensorKind::Input, 0, Statistic::Amax);
    ASSERT_NE(amax, nullptr);
    EXPECT_EQ(amax->values.back(), 8);
}

TEST_F(Report, TheTableChangesOnlyWithItsTags)
{
    tests::writeText(folder / "fp8.jsonl", tests::fp8Lines(4));
    tests::writeCurve(folder.path(), 0.1, 1, 3);
    StoreOptions options;
    options.roots = {folder.path().string()};
    options.watch = false;
    RunStore store(options);
    ASSERT_TRUE(store.load().ok());
    const auto before = store.snapshot();
    std::ofstream(folder / "metrics.jsonl", std::ios::app) << "{\"step\":3,\"train/loss\":1}\n";
    ASSERT_TRUE(store.load().ok());
    const auto curve = store.snapshot();
    EXPECT_NE(curve->revision, before->revision);
    EXPECT_EQ(fp8Revision(*curve->runs[0]), fp8Revision(*before->runs[0]));
    std::ofstream(folder / "fp8.jsonl", std::ios::app)
        << "{\"record\":\"step\",\"step\":5,\"rank\":0,\"lossScale\":1,\"skipped\":true}\n";
    ASSERT_TRUE(store.load().ok());
    EXPECT_NE(fp8Revision(*store.snapshot()->runs[0]), fp8Revision(*before->runs[0]));
}

TEST_F(Report, ALedgerHasPredictionAndMeasurement)
{
    tests::writeText(folder / "memory.jsonl", tests::memoryLines());
    const auto run = only();
    ASSERT_TRUE(hasMemory(*run));
    const auto records = memoryRecordsOf(*run);
    ASSERT_EQ(records.size(), 1u);
    const MemoryRecord& record = records[0];
    EXPECT_EQ(record.step, 2);
    EXPECT_EQ(record.device, "cpu");
    EXPECT_EQ(record.baseline, "bf16");
    EXPECT_EQ(record.baselineBytes, 16e6);
    EXPECT_EQ(record.parameters, 1e6);
    EXPECT_EQ(record.predicted[MemoryClass::Gradients], 1'300'000);
    EXPECT_EQ(record.measured[MemoryClass::Gradients], 1'430'000);
    EXPECT_TRUE(std::isnan(record.predicted[MemoryClass::Workspace]));
    EXPECT_EQ(record.measured[MemoryClass::Workspace], 1'048'576);
    EXPECT_EQ(record.predictedPeak, 12'404'096);
}

TEST_F(Report, AReportHasTheAlarmsOfItsSettings)
{
    tests::writeText(folder / "fp8.jsonl", tests::fp8Lines(10));
    const auto run = only();
    Fp8ReportOptions options;
    options.alarms.set(AlarmName::Headroom, {true, 64});
    const auto all = fp8Report(*run, options);
    ASSERT_TRUE(all.ok());
    const auto below = [](const base::Json& report) {
        return std::count_if(report["alarms"].begin(), report["alarms"].end(),
                             [](const base::Json& alarm) { return alarm["rule"] == "below"; });
    };
    EXPECT_GT(below(all.value()), 0);
    EXPECT_EQ(all.value()["alarmsLeftOut"], 0);
    options.alarms.set(AlarmName::Headroom, {false, 64});
    EXPECT_EQ(below(fp8Report(*run, options).value()), 0);
}

TEST_F(Report, AReportTellsWhatAddingGradientsLostByBlock)
{
    std::string lines = tests::fp8Lines(10);
    const auto add = [&](int step, int block, const char* layer, const char* values) {
        lines += R"({"record":"tensor","tensor":"wgrad_reduced","rank":0,"type":"e4m3","scaling":"current","step":)"
            + std::to_string(step) + R"(,"layer":)" + std::to_string(block) + R"(,"name":"layers.)"
            + std::to_string(block) + "." + layer + "\"," + values + "}\n";
    };
    add(10, 0, "qkv", R"("snr":20,"underflow":0.01,"overflow":0,"saturated":0.5,"factor":0.5)");
    add(10, 0, "mlp", R"("snr":30,"underflow":0.03,"overflow":0.02,"saturated":0)");
    add(20, 0, "qkv", R"("snr":40,"underflow":0.05,"overflow":0,"saturated":0.25,"factor":0.25)");
    add(10, 11, "qkv", R"("snr":null,"underflow":0,"overflow":0,"saturated":0)");
    tests::writeText(folder / "fp8.jsonl", lines);
    Fp8ReportOptions options;
    const auto whole = fp8Report(*only(), options);
    ASSERT_TRUE(whole.ok());
    const base::Json& rows = whole.value().at("reduction");
    ASSERT_EQ(rows.size(), 2u);
    EXPECT_EQ(rows[0].at("block"), 0);
    EXPECT_DOUBLE_EQ(rows[0].at("snr"), 30);
    EXPECT_DOUBLE_EQ(rows[0].at("underflow"), 3); // percent
    EXPECT_DOUBLE_EQ(rows[0].at("saturated"), 25);
    EXPECT_DOUBLE_EQ(rows[0].at("factor"), (0.25 + 1) / 2);
    EXPECT_EQ(rows[1].at("block"), 11);
    EXPECT_TRUE(rows[1].at("snr").is_null());
    options.from = 20;
    const auto rest = fp8Report(*only(), options);
    EXPECT_DOUBLE_EQ(rest.value().at("reduction")[0].at("snr"), 40);
}

TEST_F(Report, AReportNamesTheWorst)
{
    tests::writeText(folder / "fp8.jsonl", tests::fp8Lines(10));
    tests::writeText(folder / "memory.jsonl", tests::memoryLines());
    const auto made = fp8Report(*only(), {});
    ASSERT_TRUE(made.ok());
    const base::Json& report = made.value();
    EXPECT_EQ(report.at("layers"), 4);
    EXPECT_EQ(report.at("steps").at("skipped"), base::Json{3});
    EXPECT_EQ(report.at("steps").at("lossScale"), 32768.0);
    EXPECT_EQ(report.at("steps").at("lossScaleDrops"), 1);
    EXPECT_EQ(report.at("steps").at("warmUntil"), 4);
    const auto& worst = report.at("worst").at(0);
    EXPECT_EQ(worst.at("layer"), "layers.1.mlp");
    EXPECT_EQ(worst.at("tensor"), "ograd");
    EXPECT_DOUBLE_EQ(worst.at("worstUnderflow").get<double>(), 30);
    for (const auto& kind : report.at("kinds")) {
        EXPECT_EQ(kind.at("layers"), 4);
        EXPECT_EQ(kind.at("scaleChanges"), kind.at("tensor") == "weight" ? 0 : 16) << kind;
        EXPECT_NEAR(kind.at("leastHeadroom").get<double>(), std::log2(1.5), 1e-9);
        EXPECT_EQ(kind.at("overflow"), 0.0);
    }
    const auto& memory = report.at("memory").at(0);
    // States: weights, masters, gradients and moments.
    EXPECT_EQ(memory.at("states").at("predicted"), 6'500'000.0);
    EXPECT_EQ(memory.at("states").at("measured"), 6'630'000.0);
    EXPECT_DOUBLE_EQ(memory.at("bytesPerParameter").at("measured").get<double>(), 6.63);
    EXPECT_NEAR(memory.at("saving").get<double>(), 100 * (16 - 6.63) / 16, 1e-9);
    bool gradients = false;
    for (const auto& row : memory.at("classes"))
        if (row.at("class") == "gradients") {
            gradients = true;
            EXPECT_EQ(row.at("difference"), 130'000.0);
        }
    EXPECT_TRUE(gradients);
    // Another run has none of it.
    const runs::Run nothing;
    EXPECT_TRUE(fp8Report(nothing, {}).value().is_null());
}

TEST_F(Report, AlarmsGoByTheirSettings)
{
    tests::writeText(folder / "log.jsonl",
                     "{\"step\":1,\"loss\":1,\"w_overflows%\":0.01}\n{\"step\":2,\"loss\":NaN,\"w_overflows%\":0}\n");
    const auto run = only();
    const auto found = [&](const AlarmSettings& settings, double now) {
        const auto report = alarmsOf(*run, settings, now);
        EXPECT_TRUE(report.ok());
        std::string text;
        for (const auto& alarm : alarmsJson(report.value(), settings.scalarRules()))
            text += alarm["rule"].get<std::string>() + " " + alarm["tag"].get<std::string>() + " "
                + alarm["step"].dump() + "; ";
        return text;
    };
    AlarmSettings settings;
    EXPECT_EQ(found(settings, 0), "overflow w_overflows% 1; not-finite loss 2; ");
    settings.set(AlarmName::Overflow, {true, 0.02});
    EXPECT_EQ(found(settings, 0), "not-finite loss 2; ");
    settings.set(AlarmName::NotFinite, {false, 0});
    EXPECT_EQ(found(settings, 0), "");
    std::stop_source source;
    source.request_stop();
    EXPECT_FALSE(alarmsOf(*run, settings, 0, base::Job(source.get_token(), {})).ok());
}

TEST_F(Report, ARunThatIsNotEndedIsSilentWhenItsLatestTagIs)
{
    runlog::EventWriterOptions options;
    options.startTime = 1.7e9;
    auto writer = runlog::EventWriter::create(folder.path(), options);
    ASSERT_TRUE(writer.ok());
    ASSERT_TRUE(writer.value()->scalar("early", {1, 1.7e9}, 1).ok());
    ASSERT_TRUE(writer.value()->scalar("late", {2, 1.7e9 + 50}, 1).ok());
    writer = base::Error{base::ErrorCode::Stopped, {}, {}}; // closes the file
    runs::Run run = *only();
    run.status = runlog::Status::Running;
    const auto report = alarmsOf(run, {}, 1.7e9 + 700);
    ASSERT_TRUE(report.ok());
    ASSERT_EQ(report.value().alarms.size(), 1u);
    EXPECT_EQ(report.value().alarms[0].tag, "late");
    EXPECT_EQ(report.value().alarms[0].value, 650);
    run.status = runlog::Status::Finished;
    EXPECT_TRUE(alarmsOf(run, {}, 1.7e9 + 700).value().alarms.empty());
}
