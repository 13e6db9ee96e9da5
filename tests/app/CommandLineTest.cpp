// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The program itself, as a user starts it: results, exit codes, bad input, interruption.
#include "app/CommandLineFixture.h"
#include "base/Json.h"
#include "imaging/Metrics.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

using namespace maquette;
using namespace maquette::tests;
namespace fs = std::filesystem;

TEST_F(CommandLine, HelpAndVersionNeedNoDisplay)
{
    const ProgramOptions bare{.environment = {"DISPLAY=", "QT_QPA_PLATFORM=xcb"}};
    const auto help = maquetteRun({"--help"}, bare);
    EXPECT_EQ(help.exitCode, 0);
    EXPECT_NE(help.out.find("edit"), std::string::npos);
    const auto run = maquetteRun({"edit", "run", "--help"}, bare);
    EXPECT_EQ(run.exitCode, 0);
    for (const char* flag : {"--before", "--after", "--image", "--output", "--method", "--seed", "--steps",
                             "--guidance", "--weights", "--box", "--json", "--device", "--threads", "--no-explanation"})
        EXPECT_NE(run.out.find(flag), std::string::npos) << flag;
    const auto version = maquetteRun({"--version"}, bare);
    EXPECT_EQ(version.exitCode, 0);
    EXPECT_EQ(version.out.rfind("maquette ", 0), 0u);
}

TEST_F(CommandLine, EditsAPictureAsTheExampleShows)
{
    const auto run = maquetteRun(edit({"--json", "--quiet"}));
    ASSERT_EQ(run.exitCode, 0) << run.error;
    EXPECT_EQ(run.error, "");
    const auto json = base::parseJson(run.out, "stdout");
    ASSERT_TRUE(json.ok());
    EXPECT_EQ(json.value().at("mode"), "explanation");
    EXPECT_GT(json.value().at("selfScore").get<double>(), 38);
    const auto result = imaging::readPicture(folder / "out.png");
    ASSERT_TRUE(result.ok());
    const auto truth = imaging::toImage(warmer(scene(120, 70, 1.4)));
    EXPECT_GT(imaging::psnr(imaging::toImage(result.value()), truth), 36);
    // The facts travel with the picture unless they are switched off.
    ASSERT_FALSE(result.value().texts.empty());
    EXPECT_EQ(result.value().texts.front().first, "maquette");
    ASSERT_EQ(maquetteRun(edit({"--no-metadata"})).exitCode, 0);
    EXPECT_TRUE(imaging::readPicture(folder / "out.png").value().texts.empty());
}

TEST_F(CommandLine, ABoardRunsAsItsPicturesDo)
{
    ASSERT_EQ(maquetteRun(edit({"--save-board", folder / "warm.board", "--no-metadata"})).exitCode, 0);
    const auto again
        = maquetteRun({"edit", "board", folder / "warm.board", "-o", folder / "again.png", "--no-metadata"});
    ASSERT_EQ(again.exitCode, 0) << again.error;
    EXPECT_EQ(imaging::readPicture(folder / "again.png").value().bytes,
              imaging::readPicture(folder / "out.png").value().bytes);
}

TEST_F(CommandLine, WrongUseEndsWithTwo)
{
    const std::vector<std::vector<std::string>> wrong = {
        {"edit"},
        {"edit", "run"},
        {"paint"},
        {"--nothing"},
        edit({"--steps", "3"}),
        edit({"--seed", "-1"}),
        edit({"--guidance", "1,5"}),
        edit({"--method", "magic"}),
        edit({"--threads", "many"}),
        edit({"--box", "0.5,0,0.2,1"}),
        edit({"--box", "0,0,1"}),
        edit({"--device", "gpu"}), // though the explanation needs none
        edit({"--device", ""}),
        {"edit", "train", folder / "run", "--device", "gpu"},
        {"selftest", "nothing"},
        {"edit", "evaluate", "--suite", "other"},
    };
    for (const auto& arguments : wrong) {
        const auto run = maquetteRun(arguments);
        EXPECT_EQ(run.exitCode, 2) << testing::PrintToString(arguments) << run.error;
        EXPECT_NE(run.error, "");
        EXPECT_FALSE(fs::exists(folder / "out.png"));
    }
}

TEST_F(CommandLine, BadFilesInEverySlotAreNamedAndEndWithThree)
{
    std::ofstream(folder / "empty.png");
    std::ofstream(folder / "text.png") << "not a picture at all, but a longer text";
    std::ifstream png(folder / "before.png", std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(png), {}};
    std::ofstream(folder / "cut.png", std::ios::binary) << bytes.substr(0, bytes.size() / 2);
    const std::vector<std::string> bad
        = {folder / "none.png", folder.path(), folder / "empty.png", folder / "text.png", folder / "cut.png"};
    for (const char* slot : {"--before", "--after", "--image"})
        for (const auto& file : bad) {
            const auto run = maquetteRun(editWith(slot, file));
            EXPECT_EQ(run.exitCode, 3) << slot << " " << file << run.error;
            EXPECT_NE(run.error.find(file), std::string::npos) << run.error;
            EXPECT_FALSE(fs::exists(folder / "out.png"));
        }
    for (const auto& file : bad)
        EXPECT_EQ(maquetteRun({"edit", "board", file, "-o", folder / "out.png"}).exitCode, 3) << file;
}

TEST_F(CommandLine, TinyPicturesAreNoTrouble)
{
    save("dot.png", scene(1, 1, 0));
    for (const char* slot : {"--before", "--after", "--image"}) {
        const auto run = maquetteRun(editWith(slot, folder / "dot.png"));
        EXPECT_EQ(run.exitCode, 0) << slot << run.error;
    }
}

TEST_F(CommandLine, WeightsThatDoNotFitEndWithFour)
{
    std::ofstream(folder / "w.safetensors") << "xxxxxxxxxxxxxxxxxxxx";
    for (const std::string& file : {(folder / "none.safetensors").string(), (folder / "w.safetensors").string(),
                                    (folder / "before.png").string()}) {
        auto arguments = edit({"--method", "imagebrush", "--weights", file});
        arguments.erase(std::find(arguments.begin(), arguments.end(), "explain") - 1,
                        std::find(arguments.begin(), arguments.end(), "explain") + 1);
        const auto run = maquetteRun(arguments);
        EXPECT_EQ(run.exitCode, 4) << file << run.error;
        EXPECT_NE(run.error.find(file), std::string::npos) << run.error;
    }
}

TEST_F(CommandLine, WhatCannotBeWrittenEndsWithSixAndLeavesTheOldFile)
{
    auto arguments = edit();
    const auto output = std::find(arguments.begin(), arguments.end(), "--output") + 1;
    *output = folder / "no" / "out.png";
    EXPECT_EQ(maquetteRun(arguments).exitCode, 6);
    fs::create_directory(folder / "folder.png");
    *output = folder / "folder.png";
    EXPECT_EQ(maquetteRun(arguments).exitCode, 6);
    fs::remove(folder / "folder.png");
    *output = folder.path(); // names no format
    EXPECT_EQ(maquetteRun(arguments).exitCode, 2);
    *output = folder / "old.png";
    std::ofstream(folder / "old.png") << "old";
    const auto full = maquetteRun(arguments, {.fileLimit = 512});
    EXPECT_EQ(full.exitCode, 6) << full.error;
    EXPECT_EQ(fs::file_size(folder / "old.png"), 3u);
    EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()), 4);
}

TEST_F(CommandLine, CtrlCStopsCleanly)
{
    const auto run = maquetteRun({"edit", "train", folder / "run", "--quiet", "--batch", "4"}, {.interruptAfter = 2.5});
    EXPECT_EQ(run.exitCode, 130) << run.error;
    EXPECT_TRUE(fs::exists(folder / "run" / "model.safetensors") || !fs::exists(folder / "run" / "state.safetensors"));
}

TEST_F(CommandLine, SelftestPrintsEveryValue)
{
    const auto run = maquetteRun({"selftest", "--json"});
    EXPECT_EQ(run.exitCode, 0) << run.out;
    const auto json = base::parseJson(run.out, "stdout");
    ASSERT_TRUE(json.ok());
    EXPECT_TRUE(json.value().at("ok").get<bool>());
    EXPECT_GT(json.value().at("checks").size(), 20u);
    for (const auto& check : json.value().at("checks"))
        for (const char* key : {"system", "name", "expected", "got", "difference", "tolerance", "ok"})
            EXPECT_TRUE(check.contains(key)) << key;
}

TEST_F(CommandLine, EvaluatePrintsTheTableAsJson)
{
    const auto run = maquetteRun(
        {"edit", "evaluate", "--limit", "1", "--set", "photographs", "--method", "explain", "--json", "--quiet"});
    ASSERT_EQ(run.exitCode, 0) << run.error;
    const auto json = base::parseJson(run.out, "stdout");
    ASSERT_TRUE(json.ok());
    const auto& set = json.value().at("sets").at(0);
    EXPECT_EQ(set.at("name"), "photographs");
    EXPECT_GT(set.at("groups").size(), 6u);
    for (const auto& group : set.at("groups"))
        for (const char* key : {"name", "psnr", "ssim", "copy", "affine", "reinhard", "explain", "wrong_example"})
            EXPECT_TRUE(group.contains(key)) << key;
    EXPECT_GT(set.at("all").at("explain").get<double>(), set.at("all").at("copy").get<double>());
}
