// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// `maquette runs train gpt` as a user starts it: results, exit codes, bad input, going on.
#include "base/Json.h"
#include "support/RunProgram.h"
#include "support/TemporaryFolder.h"
#include "train/gpt/GptTrainer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

using namespace maquette;
using namespace maquette::tests;
namespace fs = std::filesystem;

namespace {

using Words = std::vector<std::string>;

Words little(const fs::path& folder, Words more = {})
{
    Words words = {"runs",
                   "train",
                   "gpt",
                   "--layers",
                   "1",
                   "--hidden",
                   "32",
                   "--heads",
                   "2",
                   "--sequence",
                   "16",
                   "--batch",
                   "2",
                   "--steps",
                   "2",
                   "--warmup",
                   "1",
                   "--validation-windows",
                   "4",
                   "--statistics",
                   "1",
                   "--threads",
                   "1",
                   "--out",
                   folder.string()};
    // An option may be given once only.
    for (std::size_t i = 0; i < more.size(); ++i) {
        const auto there = std::find(words.begin(), words.end(), more[i]);
        if (there != words.end() && i + 1 < more.size())
            *(there + 1) = more[++i];
        else
            words.push_back(more[i]);
    }
    return words;
}

base::Json jsonOf(const std::string& text)
{
    const auto json = base::parseJson(text, "stdout");
    EXPECT_TRUE(json.ok()) << text;
    return json.ok() ? json.value() : base::Json::object();
}

} // namespace

TEST(RunsTrain, TrainsOnTheShippedTextAndGoesOn)
{
    const TemporaryFolder folder;
    const auto first = runProgram(MAQUETTE_PROGRAM, little(folder / "run", {"--precision", "o2", "--json"}));
    ASSERT_EQ(first.exitCode, 0) << first.error;
    const auto report = jsonOf(first.out);
    EXPECT_EQ(report["steps"], 2);
    EXPECT_EQ(report["tokens"], 2 * 2 * 16);
    EXPECT_GT(report["validation"], 4);
    for (const char* file : {"state.safetensors", "model.safetensors", "recipe.json", "log.jsonl", "run.json",
                             "fp8.jsonl", "memory.jsonl", "tokenizer.json"})
        EXPECT_TRUE(fs::exists(folder / "run" / file)) << file;
    const auto rest
        = runProgram(MAQUETTE_PROGRAM, little(folder / "run", {"--precision", "o2", "--steps", "3", "--json"}));
    ASSERT_EQ(rest.exitCode, 0) << rest.error;
    EXPECT_EQ(jsonOf(rest.out)["steps"], 3);
}

TEST(RunsTrain, SharesTheBatchAmongProcesses)
{
    const TemporaryFolder folder;
    const auto words = [&](const char* name, Words more) {
        Words all = {"--precision", "o3", "--json"};
        all.insert(all.end(), more.begin(), more.end());
        return little(folder / name, all);
    };
    const auto alone = runProgram(MAQUETTE_PROGRAM, words("alone", {"--accumulate=2"}));
    const auto two = runProgram(MAQUETTE_PROGRAM, words("two", {"--processes=2", "--zero"}));
    ASSERT_EQ(two.exitCode, 0) << two.error;
    EXPECT_EQ(std::count(two.out.begin(), two.out.end(), '\n'), 1) << "one object: " << two.out;
    EXPECT_NEAR(jsonOf(two.out)["loss"].get<double>(), jsonOf(alone.out)["loss"].get<double>(), 0.02);
    const auto odd = runProgram(MAQUETTE_PROGRAM, words("odd", {"--processes=3"}));
    EXPECT_EQ(odd.exitCode, 2);
    EXPECT_EQ(std::count(odd.error.begin(), odd.error.end(), '\n'), 1) << "said once: " << odd.error;
    EXPECT_EQ(runProgram(MAQUETTE_PROGRAM, words("none", {"--processes=2", "--data", (folder / "none.txt").string()}))
                  .exitCode,
              3);
    // As torchrun starts a process.
    const auto wrong = runProgram(MAQUETTE_PROGRAM, words("wrong", {}), {.environment = {"WORLD_SIZE=2", "RANK=2"}});
    EXPECT_EQ(wrong.exitCode, 2);
    EXPECT_NE(wrong.error.find("RANK"), std::string::npos);
    // A stop ends all of them with a state.
    const auto stopped = runProgram(MAQUETTE_PROGRAM, words("stopped", {"--processes=2", "--steps", "1000000"}),
                                    {.interruptAfter = 6});
    EXPECT_EQ(stopped.exitCode, 130);
    EXPECT_TRUE(fs::exists(folder / "stopped" / "state.safetensors"));
}

TEST(RunsTrain, FailsWithTheRightCode)
{
    const TemporaryFolder folder;
    const auto code = [&](Words more) { return runProgram(MAQUETTE_PROGRAM, little(folder / "bad", more)).exitCode; };
    EXPECT_EQ(code({"--precision", "o9"}), 2);
    EXPECT_EQ(code({"--heads", "3"}), 2);
    EXPECT_EQ(code({"--data", (folder / "none.txt").string()}), 3);
    EXPECT_EQ(code({"--device", "cuda:0"}), 5);
    EXPECT_EQ(runProgram(MAQUETTE_PROGRAM, little("/proc/none")).exitCode, 6);
    ASSERT_EQ(runProgram(MAQUETTE_PROGRAM, little(folder / "run")).exitCode, 0);
    EXPECT_EQ(runProgram(MAQUETTE_PROGRAM, little(folder / "run", {"--precision", "o1"})).exitCode, 4);
    EXPECT_EQ(runProgram(MAQUETTE_PROGRAM, {"runs", "train", "gpt"}).exitCode, 2);
    EXPECT_EQ(runProgram(MAQUETTE_PROGRAM, {"runs", "train"}).exitCode, 2);
}

TEST(RunsTrain, IsDescribedInTheManual)
{
    const auto help = runProgram(MAQUETTE_PROGRAM, {"runs", "train", "gpt", "--help"});
    EXPECT_EQ(help.exitCode, 0);
    std::ifstream stream(fs::path(MAQUETTE_MANUAL) / "command-line.md");
    std::stringstream manual;
    manual << stream.rdbuf();
    const std::string text = manual.str();
    const std::size_t at = text.find("## runs train gpt");
    ASSERT_NE(at, std::string::npos);
    const std::string section = text.substr(at, text.find("\n## ", at + 1) - at);
    for (const auto& parameter : train::gpt::trainParameters()) {
        EXPECT_NE(help.out.find("--" + parameter.name), std::string::npos) << parameter.name;
        EXPECT_NE(section.find("`--" + parameter.name + "`"), std::string::npos) << parameter.name;
    }
}
