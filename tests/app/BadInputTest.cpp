// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a user may hand over by mistake, or somebody else on purpose: in every place, a sentence that names the file,
// the exit code of the contract, and nothing left behind.
#include "app/CommandLineFixture.h"
#include "base/Json.h"
#include "base/Paths.h"
#include "edit/Board.h"
#include "tensorio/Checkpoint.h"

#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sys/stat.h>

using namespace maquette;
using namespace maquette::tests;
namespace fs = std::filesystem;

namespace {

std::string content(const fs::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

void write(const fs::path& file, const std::string& bytes) { std::ofstream(file, std::ios::binary) << bytes; }

std::string bigEndian(std::uint32_t value)
{
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes += static_cast<char>(value >> shift);
    return bytes;
}

class BadInput : public CommandLine {
protected:
    /// `file` is named, `code` comes back, and neither a result nor a temporary file remains.
    void refuses(const std::vector<std::string>& arguments, int code, const std::string& file,
                 const ProgramOptions& options = {})
    {
        const auto before = names();
        const auto run = maquetteRun(arguments, options);
        EXPECT_EQ(run.exitCode, code) << file << "\n" << run.error;
        EXPECT_NE(run.error.find(file), std::string::npos) << run.error;
        EXPECT_EQ(names(), before);
    }
    std::vector<std::string> names() const
    {
        std::vector<std::string> all;
        for (const auto& entry : fs::recursive_directory_iterator(folder.path()))
            all.push_back(entry.path().string());
        std::sort(all.begin(), all.end());
        return all;
    }
    std::vector<std::string> paintWith(const std::string& weights) const
    {
        auto all = edit({"--weights", weights});
        *(std::find(all.begin(), all.end(), "--method") + 1) = "imagebrush";
        return all;
    }
};

} // namespace

TEST_F(BadInput, PicturesThatCannotBe)
{
    const std::string png = content(folder / "image.png");
    write(folder / "head.png", png.substr(0, 20));
    // Width and height stand at bytes 16 to 23; their checksum follows the head.
    std::string huge = png;
    huge.replace(16, 8, bigEndian(30000) + bigEndian(30000));
    write(folder / "huge.png", huge);
    std::string none = png;
    none.replace(16, 8, std::string(8, '\0'));
    write(folder / "sides.png", none);
    write(folder / "animation.gif", std::string("GIF89a\x01\x00\x01\x00\x00\x00\x00;", 14));
    write(folder / "text.png", "not a picture");
    ASSERT_EQ(::mkfifo((folder / "pipe.png").c_str(), 0600), 0);
    write(folder / "sealed.png", png);
    ASSERT_EQ(::chmod((folder / "sealed.png").c_str(), 0), 0);
    for (const char* name :
         {"head.png", "huge.png", "sides.png", "animation.gif", "text.png", "pipe.png", "sealed.png", "none.png"})
        for (const char* slot : {"--before", "--after", "--image"})
            refuses(editWith(slot, folder / name), 3, folder / name, {.bound = true});
    refuses(editWith("--before", ""), 3, "\"\"");
}

TEST_F(BadInput, BoardsThatCannotBe)
{
    ASSERT_EQ(maquetteRun(edit({"--save-board", folder / "good.board"})).exitCode, 0);
    fs::remove(folder / "out.png");
    const std::string good = content(folder / "good.board");
    write(folder / "cut.board", good.substr(0, good.size() / 2));
    write(folder / "empty.board", "");
    std::string changed = good;
    changed[changed.find("maquette-board")] = 'M';
    write(folder / "changed.board", changed);
    write(folder / "sealed.board", good);
    ASSERT_EQ(::chmod((folder / "sealed.board").c_str(), 0), 0);
    auto board = edit::readBoard(folder / "good.board").value();
    board.parameters["steps"] = 3;
    ASSERT_TRUE(edit::writeBoard(folder / "steps.board", board).ok());
    board.parameters = base::Json::object();
    board.parameters["guidance"] = 1e300;
    ASSERT_TRUE(edit::writeBoard(folder / "guidance.board", board).ok());
    board.parameters = base::Json::object();
    board.after = {};
    ASSERT_TRUE(edit::writeBoard(folder / "slot.board", board).ok());
    for (const char* name : {"cut.board", "empty.board", "changed.board", "sealed.board", "steps.board",
                             "guidance.board", "slot.board", "image.png", "none.board"})
        refuses({"edit", "board", folder / name, "-o", folder / "out.png"}, 3, folder / name, {.bound = true});
}

TEST_F(BadInput, WeightsOfAllWrongKinds)
{
    const auto shipped = base::resourceFolder() / "models" / "imagebrush-compact.safetensors";
    const std::string good = content(shipped);
    const auto model = tensorio::Checkpoint::open(shipped);
    ASSERT_TRUE(model.ok()) << model.error().english();
    std::vector<tensorio::TensorData> tensors;
    for (const auto& info : model.value()->tensors())
        tensors.push_back(model.value()->load(info.name).value());
    auto facts = model.value()->metadata();
    const auto save
        = [&](const char* name) { ASSERT_TRUE(tensorio::writeSafetensors(folder / name, tensors, facts).ok()); };

    write(folder / "cut.safetensors", good.substr(0, good.size() / 2));
    write(folder / "empty.safetensors", "");
    write(folder / "header.safetensors", std::string("\xff\xff\xff\xff\xff\xff\xff\x7f{}", 10));
    write(folder / "nested.safetensors", std::string("\x10\x27\0\0\0\0\0\0", 8) + std::string(10000, '['));
    write(folder / "sealed.safetensors", good);
    ASSERT_EQ(::chmod((folder / "sealed.safetensors").c_str(), 0), 0);
    fs::create_directory(folder / "folder.safetensors");

    const auto last = tensors.back();
    tensors.pop_back();
    save("missing.safetensors");
    tensors.push_back(last);
    tensors.back().info.name = "renamed";
    save("renamed.safetensors");
    tensors.back() = last;
    tensors.back().info.shape.insert(tensors.back().info.shape.begin(), 1);
    save("shape.safetensors");
    tensors.back() = last;
    std::vector<std::uint8_t> bytes(last.bytes.begin(), last.bytes.end());
    ASSERT_EQ(last.info.type, tensorio::DType::F16);
    bytes[0] = 0;
    bytes[1] = 0x7e; // not a number
    tensors.back().bytes = bytes;
    save("nan.safetensors");
    tensors.back() = last;
    for (const auto& [key, value] : {std::pair{"width", "1000000000"}, {"middle-blocks", "-1"}, {"cell", "many"}}) {
        const std::string before = facts.at(key);
        facts[key] = value;
        save((std::string(key) + ".safetensors").c_str());
        facts[key] = before;
    }
    facts.clear();
    save("facts.safetensors");

    for (const char* name : {"cut.safetensors", "empty.safetensors", "header.safetensors", "nested.safetensors",
                             "sealed.safetensors", "folder.safetensors", "missing.safetensors", "renamed.safetensors",
                             "shape.safetensors", "nan.safetensors", "width.safetensors", "middle-blocks.safetensors",
                             "cell.safetensors", "facts.safetensors", "image.png", "none.safetensors"})
        refuses(paintWith(folder / name), 4, name, {.bound = true});
    refuses({"edit", "evaluate", "--limit", "1", "--weights", folder / "cut.safetensors"}, 4, "cut.safetensors");
}

TEST_F(BadInput, PlacesThatCannotBeWritten)
{
    const auto to = [&](const std::string& output) {
        auto all = edit();
        *(std::find(all.begin(), all.end(), "--output") + 1) = output;
        return all;
    };
    refuses(to(folder / "out"), 2, folder / "out");
    refuses(to(folder / "out.tif"), 2, ".tif");
    refuses(to(folder / "none" / "out.png"), 6, folder / "none" / "out.png");
    refuses(to(folder / "image.png" / "out.png"), 6, folder / "image.png" / "out.png");
    fs::create_directory(folder / "closed");
    ASSERT_EQ(::chmod((folder / "closed").c_str(), 0500), 0);
    refuses(to(folder / "closed" / "out.png"), 6, folder / "closed" / "out.png", {.bound = true});
    refuses(edit({"--save-board", folder / "closed" / "a.board"}), 6, folder / "closed" / "a.board", {.bound = true});
    write(folder / "mine.png", "old");
    ASSERT_EQ(::chmod((folder / "mine.png").c_str(), 0400), 0);
    refuses(to(folder / "mine.png"), 6, folder / "mine.png", {.bound = true});
    EXPECT_EQ(content(folder / "mine.png"), "old");
    ASSERT_EQ(::mkfifo((folder / "pipe.png").c_str(), 0600), 0);
    refuses(to(folder / "pipe.png"), 6, folder / "pipe.png");
    EXPECT_TRUE(fs::is_fifo(folder / "pipe.png"));
    // A full disk behind a redirection: the program must not say that all is well.
    refuses({"edit", "run", "--help"}, 6, "stdout", {.out = "/dev/full"});
    EXPECT_EQ(maquetteRun(edit({"--json"}), {.out = "/dev/full"}).exitCode, 6);
}

TEST_F(BadInput, TrainingSaysWhatItCannotUse)
{
    refuses({"edit", "train", folder / "image.png"}, 6, folder / "image.png");
    refuses({"edit", "train", folder / "run", "--device", "cuda:0"}, 5, "cuda:0");
    fs::create_directory(folder / "run");
    write(folder / "run" / "state.safetensors", "not a state");
    refuses({"edit", "train", folder / "run"}, 3, folder / "run" / "state.safetensors");
    fs::remove(folder / "run" / "state.safetensors");
    refuses({"edit", "train", folder / "run", "--photos", folder / "none"}, 3, folder / "none");
    refuses({"edit", "train", folder / "run", "--photos", folder / "image.png"}, 3, folder / "image.png");
}

TEST_F(BadInput, ATerminalIsNotTold)
{
    const auto run = maquetteRun(edit({"--steps", "\x1b[31m"}));
    EXPECT_EQ(run.exitCode, 2);
    EXPECT_EQ(run.error.find('\x1b'), std::string::npos) << run.error;
    const auto file = maquetteRun(editWith("--before", folder / "\x1b[31m.png"));
    EXPECT_EQ(file.exitCode, 3);
    EXPECT_EQ(file.error.find('\x1b'), std::string::npos) << file.error;
}
