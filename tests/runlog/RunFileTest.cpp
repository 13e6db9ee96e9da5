// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a path is, and files that others write.
#include "Transcript.h"

#include "runlog/GrowingFile.h"
#include "runlog/RunFile.h"
#include "support/TemporaryFolder.h"

#include <gtest/gtest.h>

#include <sys/stat.h>

using namespace maquette::runlog;
using namespace maquette::tests;

namespace fs = std::filesystem;

TEST(RunFile, FormatsAreKnownByName)
{
    const TemporaryFolder folder;
    const std::pair<const char*, std::optional<Format>> cases[] = {
        {"events.out.tfevents.1700000000.host.1.0", Format::TensorBoard},
        {"old.tfevents", Format::TensorBoard},
        {"events.out.tfevents.1700000000.host.profile-empty", std::nullopt},
        {"run-3x7.wandb", Format::WandbOffline},
        {"metrics.csv", Format::LightningCsv},
        {"trainer_state.json", Format::TrainerState},
        {"log.jsonl", Format::JsonLines},
        {"nvdlfw_inspect_globalrank-3.log", Format::InspectLog},
        {"weights.bin", std::nullopt},
        {"table.csv", std::nullopt},
    };
    for (const auto& [name, format] : cases) {
        writeBytes(folder / name, "something");
        EXPECT_EQ(formatOf(folder / name), format) << name;
    }
    EXPECT_EQ(formatOf(folder / "not there"), std::nullopt);
    EXPECT_EQ(formatOf(folder.path()), std::nullopt);
}

TEST(RunFile, FormatsAreKnownByTheirFirstBytesWhereTheNameDoesNotSay)
{
    const TemporaryFolder folder;
    const std::string version = framed(unhex(eventVectors()[0].payload));
    const std::tuple<const char*, std::string, std::optional<Format>> cases[] = {
        {"a", version, Format::TensorBoard},
        {"pictures.tfrecord", framed("\x09pictures"), std::nullopt},
        {"b", std::string(":W&B\xE1\xBE\0", 7), Format::WandbOffline},
        {"c.log", "{\"loss\": 1}\n{\"loss\"", Format::JsonLines},
        {"d.log", "{\"a\": \"" + std::string(5000, 'x') + "\"}\n", Format::JsonLines},
        {"e.json", "{\"loss\": 1}\n{\"loss\": 2}\n", Format::JsonLines},
        {"f.json", "{\"settings\": 1}\n", std::nullopt},
        {"g.json", "{\"settings\":\n 1}\n", std::nullopt},
        {"h.log", "decoder.0_activation_cur_amax\t\t\t\titeration=000001\t\t\t\tvalue=1.0000\n", Format::InspectLog},
        {"i.log", "epoch 1\n", std::nullopt},
        {"j", "", std::nullopt},
    };
    for (const auto& [name, content, format] : cases) {
        writeBytes(folder / name, content);
        EXPECT_EQ(formatOf(folder / name), format) << name;
    }
}

TEST(RunFile, AFolderIsARunOfMlflowWhereItsPartsAre)
{
    const TemporaryFolder folder;
    writeBytes(folder / "meta.yaml", "name: an experiment\n");
    EXPECT_EQ(formatOf(folder.path()), std::nullopt);
    fs::create_directory(folder / "params");
    EXPECT_EQ(formatOf(folder.path()), Format::Mlflow);
}

TEST(RunFile, EveryFormatHasItsReader)
{
    const TemporaryFolder folder;
    for (const Format format : {Format::TensorBoard, Format::WandbOffline, Format::Mlflow, Format::LightningCsv,
                                Format::TrainerState, Format::JsonLines, Format::InspectLog, Format::Manifest}) {
        const auto file = openRunFile(folder / "none", format);
        ASSERT_NE(file, nullptr);
        EXPECT_EQ(file->format(), format);
        EXPECT_EQ(file->path(), folder / "none");
        Transcript transcript;
        EXPECT_EQ(file->advance(transcript, {}).state, Advance::State::Gone);
    }
}

TEST(GrowingFile, ReadsPiecesOfWhatIsThereWhenTheLookBegins)
{
    const TemporaryFolder folder;
    const auto path = folder / "file";
    writeBytes(path, "abcdef");
    GrowingFile file(path);
    const auto look = file.look(0);
    EXPECT_EQ(look.size(), 6);
    EXPECT_GT(look.modified(), 0);
    appendBytes(path, "ghi");
    std::array<std::byte, 4> bytes{};
    EXPECT_EQ(look.read(4, bytes).value(), 2u);
    EXPECT_EQ(bytes[1], std::byte('f'));
    EXPECT_EQ(look.read(6, bytes).value(), 0u);
    EXPECT_EQ(look.read(-1, bytes).value(), 0u);
    EXPECT_EQ(file.look(6).size(), 9);
    // Cut within a look: what is left comes, and no more.
    const auto longer = file.look(6);
    fs::resize_file(path, 5);
    EXPECT_EQ(longer.read(3, bytes).value(), 2u);
}

TEST(GrowingFile, OnlyWhatWasUsedMakesAnotherFile)
{
    const TemporaryFolder folder;
    const auto path = folder / "file";
    writeBytes(path, "abcdefXY");
    GrowingFile file(path);
    EXPECT_FALSE(file.look(0).replaced());
    fs::resize_file(path, 6);
    EXPECT_FALSE(file.look(6).replaced()) << "the unfinished end was cut off";
    appendBytes(path, "ghi");
    EXPECT_FALSE(file.look(6).replaced());
    fs::resize_file(path, 5);
    EXPECT_TRUE(file.look(6).replaced());
    EXPECT_FALSE(file.look(0).replaced()) << "said once";
    fs::remove(path);
    EXPECT_TRUE(file.look(5).gone());
    writeBytes(path, "Abcdef");
    EXPECT_TRUE(file.look(5).replaced());
}

TEST(GrowingFile, APipeIsNotWaitedFor)
{
    const TemporaryFolder folder;
    const auto path = folder / "pipe";
    ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
    GrowingFile file(path);
    EXPECT_TRUE(file.look(0).trouble().has_value());
}
