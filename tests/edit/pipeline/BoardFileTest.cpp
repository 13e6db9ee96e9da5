// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/Board.h"

#include "base/File.h"
#include "support/TemporaryFolder.h"
#include "tensorio/Zip.h"

#include <gtest/gtest.h>

using namespace maquette;
using edit::Board;
using edit::Box;
using tests::TemporaryFolder;

namespace {

imaging::Picture filled(int width, int height, int channels, int bits)
{
    imaging::Picture picture(width, height, channels, bits);
    for (std::size_t i = 0; i < picture.bytes.size(); ++i)
        picture.bytes[i] = static_cast<std::uint8_t>(i * 37 + width);
    return picture;
}

Board sample()
{
    Board board;
    board.before = filled(7, 5, 3, 8);
    board.after = filled(5, 7, 4, 8);
    board.image = filled(3, 2, 3, 16);
    board.beforeBoxes = {{0.25, 0, 1, 0.5}};
    board.afterBoxes = {{0, 0, 1, 1}, {0.1, 0.2, 0.3, 0.4}};
    board.parameters["seed"] = 7;
    return board;
}

void writeZip(const std::filesystem::path& file, const std::string& json)
{
    auto zip = tensorio::ZipWriter::create(file);
    ASSERT_TRUE(zip.ok());
    ASSERT_TRUE(zip.value().add("board.json", {reinterpret_cast<const std::uint8_t*>(json.data()), json.size()}).ok());
    ASSERT_TRUE(zip.value().commit().ok());
}

} // namespace

TEST(BoardFile, KeepsEverything)
{
    const TemporaryFolder folder;
    const Board board = sample();
    ASSERT_TRUE(edit::writeBoard(folder / "a.board", board).ok());
    const auto read = edit::readBoard(folder / "a.board");
    ASSERT_TRUE(read.ok()) << read.error().english();
    for (const auto slot : {&Board::before, &Board::after, &Board::image}) {
        EXPECT_EQ((read.value().*slot).bytes, (board.*slot).bytes);
        EXPECT_EQ((read.value().*slot).channels, (board.*slot).channels);
        EXPECT_EQ((read.value().*slot).bits, (board.*slot).bits);
    }
    EXPECT_EQ(read.value().beforeBoxes, board.beforeBoxes);
    EXPECT_EQ(read.value().afterBoxes, board.afterBoxes);
    EXPECT_EQ(read.value().parameters, board.parameters);
}

TEST(BoardFile, EmptySlotsStayEmptyAndTheBytesAreTheSameEachTime)
{
    const TemporaryFolder folder;
    Board board = sample();
    board.after = {};
    ASSERT_TRUE(edit::writeBoard(folder / "a.board", board).ok());
    ASSERT_TRUE(edit::writeBoard(folder / "b.board", board).ok());
    EXPECT_EQ(base::readFile(folder / "a.board").value(), base::readFile(folder / "b.board").value());
    EXPECT_TRUE(edit::readBoard(folder / "a.board").value().after.empty());
    EXPECT_FALSE(edit::readBoard(folder / "a.board").value().complete());
}

TEST(BoardFile, RefusesWhatItCannotRead)
{
    const TemporaryFolder folder;
    const std::vector<std::string> bad = {
        "{}",
        "[1]",
        R"({"format":"other","version":1})",
        R"({"format":"maquette-board","version":"1"})",
        R"({"format":"maquette-board","version":0})",
        R"({"format":"maquette-board","version":1099511627777})", // 1 in its lower 32 bits
        R"({"format":"maquette-board","version":9223372036854775809})",
        R"({"format":"maquette-board","version":1,"beforeBoxes":[[0,0,2,1]]})",
        R"({"format":"maquette-board","version":1,"beforeBoxes":[["a",0,1,1]]})",
        R"({"format":"maquette-board","version":1,"afterBoxes":7})",
        R"({"format":"maquette-board","version":1,"parameters":[]})",
    };
    for (const auto& json : bad) {
        writeZip(folder / "bad.board", json);
        const auto read = edit::readBoard(folder / "bad.board");
        ASSERT_FALSE(read.ok()) << json;
        EXPECT_EQ(read.error().code, base::ErrorCode::BadInput);
        EXPECT_NE(read.error().english().find("bad.board"), std::string::npos);
    }
    writeZip(folder / "new.board", R"({"format":"maquette-board","version":2})");
    EXPECT_NE(edit::readBoard(folder / "new.board").error().english().find("version 2"), std::string::npos);
}

TEST(BoardFile, ACutAtAnyByteIsAnError)
{
    const TemporaryFolder folder;
    ASSERT_TRUE(edit::writeBoard(folder / "a.board", sample()).ok());
    const auto bytes = base::readFile(folder / "a.board").value();
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        ASSERT_TRUE(base::writeFileAtomically(folder / "cut.board", {bytes.data(), length}).ok());
        EXPECT_FALSE(edit::readBoard(folder / "cut.board").ok()) << length;
    }
}
