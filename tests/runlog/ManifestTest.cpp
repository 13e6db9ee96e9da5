// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "FileOnDisk.h"

#include <gtest/gtest.h>

#include <random>

using namespace maquette;
using namespace maquette::runlog;
using tests::TemporaryFolder;
using tests::writeBytes;

namespace {

struct ManifestOnDisk : tests::FileOnDisk {
    explicit ManifestOnDisk(const std::string& text)
        : FileOnDisk("run.json", Format::Manifest, text)
    {
    }
};

const std::string example = R"({
  "data": {"file": "opticks.txt", "bytes": 1024, "fingerprint": "00ff"},
  "device": {"kind": "cpu", "name": "EPYC", "peakTflops": null, "threads": 2},
  "format": "maquette-run",
  "name": "tiny",
  "parameters": 4096,
  "precision": "o2",
  "recipe": {"rate": 0.001, "shuffled": true},
  "sessions": [{"step": 0, "wallTime": 100.5}, {"step": 10, "wallTime": 200}],
  "version": 1,
  "versions": {"maquette": "0.1.0"}
})";

} // namespace

TEST(Manifest, AllItTellsBecomesSettings)
{
    ManifestOnDisk manifest(example);
    EXPECT_EQ(formatOf(manifest.path), Format::Manifest);
    EXPECT_EQ(manifest.read(),
              "setting data/file \"opticks.txt\"\nsetting data/bytes 1024\nsetting data/fingerprint \"00ff\"\n"
              "setting device/kind \"cpu\"\nsetting device/name \"EPYC\"\nsetting device/threads 2\nabout name tiny\n"
              "setting parameters 4096\nsetting precision \"o2\"\nsetting rate 0.001\nsetting shuffled true\n"
              "setting sessions 2\nsetting sessions/1/step 0\nsetting sessions/1/wallTime 100.5\n"
              "setting sessions/2/step 10\nsetting sessions/2/wallTime 200\nsetting versions/maquette \"0.1.0\"\n");
    EXPECT_FALSE(manifest.last.trouble);
    EXPECT_EQ(manifest.read(), "") << "until it is written again";
    writeBytes(manifest.path, R"({"format":"maquette-run","version":1,"sessions":[]})");
    EXPECT_EQ(manifest.read(), "setting sessions 0\n");
}

TEST(Manifest, OtherFilesOfTheNameAreNone)
{
    const TemporaryFolder folder;
    writeBytes(folder / "run.json", "{\"format\": \"something else\"}");
    EXPECT_EQ(formatOf(folder / "run.json"), std::nullopt);
    writeBytes(folder / "run.json", "");
    EXPECT_EQ(formatOf(folder / "run.json"), std::nullopt);
}

TEST(Manifest, DamageIsATrouble)
{
    const std::string bad[] = {
        "",
        "{",
        "[]",
        "null",
        "{\"format\":\"maquette-run\"}",
        "{\"format\":\"maquette-run\",\"version\":2}",
        "{\"format\":[\"maquette-run\"],\"version\":1}",
        example.substr(0, example.size() / 2),
        std::string(100, '[') + std::string(100, ']'),
    };
    for (const auto& text : bad) {
        ManifestOnDisk manifest(text);
        EXPECT_EQ(manifest.read(), "") << text;
        EXPECT_EQ(manifest.last.state, Advance::State::Damaged) << text;
        ASSERT_TRUE(manifest.last.trouble) << text;
        EXPECT_NE(manifest.last.trouble->english().find("run.json"), std::string::npos);
        writeBytes(manifest.path, example);
        EXPECT_NE(manifest.read(), "") << "whole again";
        EXPECT_FALSE(manifest.last.trouble);
    }
    ManifestOnDisk large("{\"format\":\"maquette-run\",\"version\":1,\"name\":\"" + std::string(5 << 20, 'x') + "\"}");
    EXPECT_EQ(large.read(), "");
    EXPECT_TRUE(large.last.trouble);
    // Sessions of the wrong kind are not made to fit.
    ManifestOnDisk odd(R"({"format":"maquette-run","version":1,"sessions":{"a":1},"recipe":[1,2],"name":3})");
    EXPECT_EQ(odd.read(), "setting sessions/a 1\nsetting name 3\n");
}

TEST(Manifest, AnyBytesAreReadOrRefused)
{
    std::mt19937 random(3);
    for (int i = 0; i < 300; ++i) {
        std::string text = example;
        for (int k = 0; k < 3; ++k)
            text[random() % text.size()] = static_cast<char>(random());
        ManifestOnDisk manifest(text);
        const std::string found = manifest.read();
        EXPECT_TRUE(manifest.last.trouble.has_value() || !found.empty());
    }
}
