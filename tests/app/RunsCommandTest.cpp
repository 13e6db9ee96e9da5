// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// `maquette runs` as a user starts it: listing, summaries, exports and the report on FP8, bad input, exit codes.
#include "base/Json.h"
#include "support/RunFiles.h"
#include "support/RunProgram.h"
#include "support/TemporaryFolder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

using namespace maquette;
using namespace maquette::tests;
namespace fs = std::filesystem;

namespace {

using Words = std::vector<std::string>;

ProgramResult runsRun(Words words, const ProgramOptions& options = {})
{
    words.insert(words.begin(), "runs");
    return runProgram(MAQUETTE_PROGRAM, words, options);
}

std::string content(const fs::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

base::Json jsonOf(const ProgramResult& run)
{
    const auto json = base::parseJson(run.out, "stdout");
    EXPECT_TRUE(json.ok()) << run.out << run.error;
    return json.ok() ? json.value() : base::Json::object();
}

/// Three runs: "a" and "b" with curves, "fp8" with the statistics of low precision.
class RunsCommand : public ::testing::Test {
protected:
    void SetUp() override
    {
        writeCurve(folder / "logs" / "a", 0.1, 4, 30);
        writeCurve(folder / "logs" / "b", 0.01, 2, 5000);
        writeText(folder / "logs" / "fp8" / "fp8.jsonl", fp8Lines(10));
        writeText(folder / "logs" / "fp8" / "memory.jsonl", memoryLines());
    }
    [[nodiscard]] std::string logs() const { return folder / "logs"; }

    void refuses(const Words& words, int code, const std::string& sentence)
    {
        const auto run = runsRun(words);
        EXPECT_EQ(run.exitCode, code) << testing::PrintToString(words) << run.error;
        EXPECT_NE(run.error.find(sentence), std::string::npos) << testing::PrintToString(words) << run.error;
    }
    static std::vector<std::string> namesOf(const base::Json& list)
    {
        std::vector<std::string> names;
        for (const auto& run : list.at("runs"))
            names.push_back(run.at("name").get<std::string>());
        return names;
    }

    TemporaryFolder folder;
};

} // namespace

TEST_F(RunsCommand, TheManualNamesEveryOption)
{
    const std::string page = content(MAQUETTE_MANUAL "/command-line.md");
    for (const std::string verb : {"list", "summary", "export", "fp8-report"}) {
        const std::string heading = "\n## runs " + verb + "\n";
        const std::size_t at = page.find(heading);
        ASSERT_NE(at, std::string::npos) << verb;
        std::string section = page.substr(at, page.find("\n## ", at + heading.size() - 1) - at);
        // What all of them have stands once.
        const std::size_t common = page.find("\n## runs\n");
        ASSERT_NE(common, std::string::npos);
        section += page.substr(common, page.find("\n## ", common + 5) - common);
        const auto help = runsRun({verb, "--help"});
        ASSERT_EQ(help.exitCode, 0) << verb;
        int options = 0;
        std::istringstream lines(help.out);
        for (std::string line; std::getline(lines, line);) {
            const std::size_t flagAt = line.find("--");
            if (flagAt == std::string::npos || line.find_first_not_of(' ') + 3 < flagAt || line.starts_with("    "))
                continue;
            const std::string flag = line.substr(flagAt, line.find_first_of(" ,=", flagAt) - flagAt);
            if (std::set<std::string>{"--help", "--device", "--threads", "--json", "--quiet"}.contains(flag))
                continue;
            ++options;
            EXPECT_NE(section.find(flag), std::string::npos) << verb << " " << flag;
        }
        EXPECT_GT(options, 0) << verb;
    }
}

TEST_F(RunsCommand, ListsRunsInTheOrderAskedFor)
{
    const auto all = runsRun({"list", logs(), "--json", "--quiet"});
    ASSERT_EQ(all.exitCode, 0) << all.error;
    EXPECT_EQ(all.error, "");
    const auto json = jsonOf(all);
    EXPECT_EQ(namesOf(json), (std::vector<std::string>{"a", "b", "fp8"}));
    const auto& first = json.at("runs").at(0);
    EXPECT_EQ(first.at("points"), 60); // loss and epoch
    EXPECT_EQ(first.at("tags"), 2);
    EXPECT_EQ(first.at("troubles"), 0);
    EXPECT_EQ(first.at("formats"), base::Json{"jsonl"});
    EXPECT_EQ(first.at("start"), 1'700'000'000.0);
    EXPECT_EQ(first.at("duration"), 290.0);
    const auto sorted = jsonOf(runsRun({"list", logs(), "--sort", "lr", "--columns", "lr,last(train/loss)", "--json"}));
    EXPECT_EQ(namesOf(sorted), (std::vector<std::string>{"b", "a", "fp8"})); // without a value: last
    EXPECT_EQ(sorted.at("runs").at(0).at("columns").at("lr"), 0.01);
    EXPECT_EQ(sorted.at("runs").at(1).at("columns").at("last(train/loss)"), 4.0 / 30);
    EXPECT_TRUE(sorted.at("runs").at(2).at("columns").at("lr").is_null());
    EXPECT_EQ(namesOf(jsonOf(runsRun({"list", logs(), "--sort", "max(train/loss)", "--reverse", "--json"}))),
              (std::vector<std::string>{"a", "b", "fp8"}));
    EXPECT_EQ(namesOf(jsonOf(runsRun({"list", logs(), "--filter", "lr < 0.05 and points > 100", "--json"}))),
              (std::vector<std::string>{"b"}));
    EXPECT_EQ(namesOf(jsonOf(runsRun({"list", logs(), "--run", "f*", "--run", "a", "--json"}))),
              (std::vector<std::string>{"a", "fp8"}));
    // For people: a table with a head.
    const auto table = runsRun({"list", logs(), "--columns", "lr", "--quiet"});
    ASSERT_EQ(table.exitCode, 0);
    EXPECT_TRUE(table.out.starts_with("run")) << table.out;
    EXPECT_EQ(std::count(table.out.begin(), table.out.end(), '\n'), 4);
    EXPECT_NE(table.out.find("4 min 50 s"), std::string::npos) << table.out;
}

TEST_F(RunsCommand, SummarizesWhatIsInARun)
{
    const auto run = runsRun({"summary", folder / "logs" / "a", "--json", "--quiet"});
    ASSERT_EQ(run.exitCode, 0) << run.error;
    const auto summary = jsonOf(run).at("runs").at(0);
    EXPECT_EQ(summary.at("settings").at("lr"), 0.1);
    EXPECT_EQ(summary.at("settings").at("optimizer"), "adamw");
    const auto& loss = summary.at("tags").at(1);
    EXPECT_EQ(loss.at("tag"), "train/loss");
    EXPECT_EQ(loss.at("maximum").at("step"), 0);
    EXPECT_EQ(loss.at("minimum").at("step"), 29);
    EXPECT_EQ(loss.at("first").at("value"), 4.0);
    const auto text = runsRun({"summary", logs(), "--quiet"});
    ASSERT_EQ(text.exitCode, 0);
    for (const char* part : {"train/loss", "optimizer = adamw", "0 … 29", "histogram", "fp8: "})
        EXPECT_NE(text.out.find(part), std::string::npos) << part << "\n" << text.out;
}

TEST_F(RunsCommand, AlarmsGoByAFile)
{
    std::ofstream(folder / "logs" / "a" / "metrics.jsonl", std::ios::app) << "{\"step\":40,\"train/loss\":NaN}\n";
    const auto alarms = [&](std::vector<std::string> words) {
        words.insert(words.begin(), {"summary", folder / "logs" / "a", "--json", "--quiet"});
        return jsonOf(runsRun(words)).at("runs").at(0).at("alarms");
    };
    // The files are new and their times are old, so the run is silent, too.
    std::string found;
    for (const auto& alarm : alarms({}))
        found += alarm.at("rule").get<std::string>() + " " + alarm.at("step").dump() + "; ";
    EXPECT_EQ(found, "silent 29; not-finite 40; ");
    const auto text = runsRun({"summary", folder / "logs" / "a", "--quiet"});
    EXPECT_NE(text.out.find("alarm: train/loss is not a finite number since step 40"), std::string::npos) << text.out;
    std::ofstream(folder / "alarms.json") << R"({"notFinite":{"on":false},"silent":{"on":false}})";
    EXPECT_TRUE(alarms({"--alarms", folder / "alarms.json"}).empty());
    const auto report = runsRun({"fp8-report", logs(), "--alarms", folder / "alarms.json", "--json", "--quiet"});
    ASSERT_EQ(report.exitCode, 0) << report.error;
    EXPECT_TRUE(jsonOf(report).at("reports").at(0).at("alarms").is_array());
    std::ofstream(folder / "alarms.json") << R"({"notFinite":{"of":false}})";
    refuses({"summary", logs(), "--alarms", folder / "alarms.json"}, 3, "notFinite.of");
    refuses({"fp8-report", logs(), "--alarms", folder / "none.json"}, 3, "none.json");
}

TEST_F(RunsCommand, ABenchmarkTellsSecondsAndMemory)
{
    const auto run = tests::runProgram(MAQUETTE_PROGRAM, {"bench", "runs", "--rounds", "1", "--json", "--quiet"});
    ASSERT_EQ(run.exitCode, 0) << run.error;
    const auto report = jsonOf(run);
    EXPECT_EQ(report.at("figures").size(), 5u);
    EXPECT_EQ(report.at("values").at(1).at("value"), 1'000'000);
}

TEST_F(RunsCommand, DamageIsToldWithItsPlaceAndTheRestIsShown)
{
    std::ofstream(folder / "logs" / "a" / "metrics.jsonl", std::ios::app) << "{\"step\":30,\"train/loss\":\n"
                                                                          << "{\"step\":31,\"train/loss\":0.5}\n";
    const auto run = runsRun({"summary", folder / "logs" / "a", "--json", "--quiet"});
    ASSERT_EQ(run.exitCode, 0) << run.error;
    const auto summary = jsonOf(run).at("runs").at(0);
    EXPECT_EQ(summary.at("tags").at(1).at("last").at("value"), 0.5);
    ASSERT_EQ(summary.at("troubles").size(), 1u);
    EXPECT_NE(summary.at("troubles").at(0).at("file").get<std::string>().find("metrics.jsonl"), std::string::npos);
    const auto text = runsRun({"summary", folder / "logs" / "a", "--quiet"});
    EXPECT_NE(text.out.find("trouble: byte "), std::string::npos) << text.out;
}

TEST_F(RunsCommand, ExportsEveryPoint)
{
    const auto run = runsRun({"export", logs(), "--tags", "train/*"});
    ASSERT_EQ(run.exitCode, 0) << run.error;
    EXPECT_EQ(std::count(run.out.begin(), run.out.end(), '\n'), 1 + 30 + 5000);
    EXPECT_NE(run.error.find("5030 points in 2 series of 2 runs"), std::string::npos) << run.error;
    EXPECT_NE(run.out.find("\nb,train/loss,0,4999,1700049990,4e-04\n"), std::string::npos);
    // To a file, whose ending tells the format.
    const auto file = runsRun(
        {"export", logs(), "--run", "a", "--tags", "train/*", "--output", folder / "a.json", "--json", "--quiet"});
    ASSERT_EQ(file.exitCode, 0) << file.error;
    EXPECT_EQ(jsonOf(file).at("points"), 30);
    EXPECT_EQ(jsonOf(file).at("format"), "json");
    const auto written = base::parseJson(content(folder / "a.json"), "a.json");
    ASSERT_TRUE(written.ok());
    EXPECT_EQ(written.value().at("runs").at(0).at("series").at(0).at("values").size(), 30u);
    ASSERT_EQ(runsRun({"export", logs(), "-o", folder / "all", "--format", "csv", "--left-branches"}).exitCode, 0);
    EXPECT_TRUE(content(folder / "all").starts_with("run,tag,branch,step,wall_time,value\n"));
    // With --json stdout is one object.
    EXPECT_EQ(jsonOf(runsRun({"export", logs(), "--run", "a", "--json", "--quiet"})).at("points"), 60);
}

TEST_F(RunsCommand, ExportSaysWhatItCannotDo)
{
    writeText(folder / "old.csv", "old");
    const auto full = runsRun({"export", logs(), "-o", folder / "old.csv"}, {.fileLimit = 512});
    EXPECT_EQ(full.exitCode, 6) << full.error;
    EXPECT_EQ(content(folder / "old.csv"), "old");
    refuses({"export", logs(), "-o", folder / "none" / "a.csv"}, 6, "a.csv");
    refuses({"export", logs(), "--tags", "nothing*", "-o", folder / "new.csv"}, 3, "nothing*");
    EXPECT_FALSE(fs::exists(folder / "new.csv"));
    refuses({"export", logs(), "--format", "xlsx"}, 2, "format");
    refuses({"export", logs(), "--format", "csv", "--json"}, 2, "--output");
}

TEST_F(RunsCommand, ReportsWhatLowPrecisionDid)
{
    const auto run = runsRun({"fp8-report", logs(), "--json", "--quiet"});
    ASSERT_EQ(run.exitCode, 0) << run.error;
    const auto reports = jsonOf(run).at("reports");
    ASSERT_EQ(reports.size(), 1u); // the others have nothing of the kind
    EXPECT_EQ(reports.at(0).at("run"), "fp8");
    EXPECT_EQ(reports.at(0).at("worst").at(0).at("layer"), "layers.1.mlp");
    EXPECT_EQ(reports.at(0).at("worst").size(), 16u);
    EXPECT_EQ(reports.at(0).at("memory").at(0).at("baseline").at("name"), "bf16");
    const auto few = jsonOf(runsRun(
        {"fp8-report", logs(), "--sort", "mse", "--rows", "3", "--from", "2", "--to", "4", "--json", "--quiet"}));
    EXPECT_EQ(few.at("reports").at(0).at("worst").size(), 3u);
    // Before the gradients began to vanish.
    for (const auto& row : few.at("reports").at(0).at("worst"))
        EXPECT_LE(row.at("worstUnderflow").get<double>(), 3.0001);
    const auto text = runsRun({"fp8-report", logs(), "--quiet"});
    ASSERT_EQ(text.exitCode, 0);
    for (const char* part : {"1 skipped step (3)", "ograd", "worst tensors", "gradients", "states a parameter",
                             "58.6 % less than bf16", "15.26 MiB"})
        EXPECT_NE(text.out.find(part), std::string::npos) << part << "\n" << text.out;
    // Transformer Engine's own logs do as well.
    writeInspectLog(folder / "te", 0, 3);
    writeInspectLog(folder / "te", 1, 3);
    const auto te = jsonOf(runsRun({"fp8-report", folder / "te", "--json", "--quiet"})).at("reports").at(0);
    EXPECT_EQ(te.at("ranks"), 2);
    EXPECT_EQ(te.at("worst").at(0).at("layer"), "decoder.1.fc1");
    EXPECT_EQ(te.at("worst").at(0).at("worstUnderflow"), 1.5);
    for (const auto& kind : te.at("kinds"))
        if (kind.at("tensor") == "weight") {
            EXPECT_EQ(kind.at("rankSpread"), 2.0);
        }
    refuses({"fp8-report", folder / "logs" / "a"}, 3, "FP8");
    refuses({"fp8-report", logs(), "--sort", "taste"}, 2, "sort");
    refuses({"fp8-report", logs(), "--rows", "0"}, 2, "rows");
}

TEST_F(RunsCommand, SaysWhereThereIsNothing)
{
    refuses({"list", folder / "none"}, 3, "none");
    fs::create_directory(folder / "empty");
    refuses({"list", folder / "empty"}, 3, "empty");
    refuses({"list"}, 2, "root");
    refuses({}, 2, "");
    refuses({"list", logs(), "--filter", "lr <"}, 2, "maquette");
    refuses({"list", logs(), "--sort", "lr <"}, 2, "maquette");
    refuses({"list", logs(), "--columns", "a = 1 and b = 2"}, 2, "a = 1 and b = 2");
    refuses({"summary", logs(), "--run", "x*"}, 3, "3 runs");
    // What is there is told though another root gives nothing, which the exit code says.
    const auto run = runsRun({"list", logs(), folder / "none", "--json"});
    EXPECT_EQ(run.exitCode, 3);
    EXPECT_EQ(jsonOf(run).at("runs").size(), 3u);
    EXPECT_EQ(jsonOf(run).at("troubles").size(), 1u);
    EXPECT_NE(run.error.find("none"), std::string::npos);
    // A filter that nothing fits is no failure.
    const auto none = runsRun({"list", logs(), "--filter", "lr > 5", "--json", "--quiet"});
    EXPECT_EQ(none.exitCode, 0);
    EXPECT_TRUE(jsonOf(none).at("runs").empty());
}

TEST_F(RunsCommand, NothingIsWrittenBesideTheFiles)
{
    const auto names = [&] {
        std::set<std::string> all;
        for (const auto& entry : fs::recursive_directory_iterator(folder.path()))
            all.insert(entry.path().string());
        return all;
    };
    const auto before = names();
    for (const std::string verb : {"list", "summary", "export", "fp8-report"})
        EXPECT_EQ(runsRun({verb, logs(), "--quiet"}).exitCode, 0) << verb;
    EXPECT_EQ(names(), before);
}
