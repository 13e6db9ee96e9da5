// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/File.h"

#include <gtest/gtest.h>

#include <csignal>
#include <fstream>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/TemporaryFolder.h"

using namespace maquette::base;
using maquette::tests::TemporaryFolder;
namespace fs = std::filesystem;

namespace {
std::string content(const fs::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}
std::size_t entries(const fs::path& folder)
{
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}
} // namespace

TEST(File, ReadingNamesWhatIsWrong)
{
    const TemporaryFolder folder;
    std::ofstream(folder / "empty");
    EXPECT_TRUE(MappedFile::open(folder / "empty").value()->bytes().empty());
    EXPECT_EQ(MappedFile::open(folder / "none").error().message.english(),
              "There is no file " + (folder / "none").string() + ".");
    EXPECT_EQ(MappedFile::open(folder.path()).error().message.english(),
              folder.path().string() + " is a folder; a file is needed.");
    ASSERT_EQ(::mkfifo((folder / "pipe").c_str(), 0600), 0);
    EXPECT_EQ(readFile(folder / "pipe").error().message.english(),
              (folder / "pipe").string() + " is not a regular file.");
    std::ofstream(folder / "big") << "12345";
    EXPECT_EQ(readFile(folder / "big", 4).error().code, ErrorCode::BadInput);
    EXPECT_EQ(readFile(folder / "big", 5).value().size(), 5u);
}

TEST(AtomicFile, AppearsWholeOrNotAtAll)
{
    const TemporaryFolder folder;
    const auto file = folder / "out";
    std::ofstream(file) << "old";
    {
        auto half = AtomicFile::create(file);
        ASSERT_TRUE(half.ok());
        ASSERT_TRUE(half.value()->write(std::string_view("half of it")).ok());
        EXPECT_EQ(content(file), "old");
    }
    EXPECT_EQ(content(file), "old");
    EXPECT_EQ(entries(folder.path()), 1u);
    const std::string text = "new";
    ASSERT_TRUE(writeFileAtomically(file, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}).ok());
    EXPECT_EQ(content(file), "new");
    EXPECT_EQ(entries(folder.path()), 1u);
}

TEST(AtomicFile, KeepsLinkAndMode)
{
    const TemporaryFolder folder;
    std::ofstream(folder / "target") << "old";
    ::chmod((folder / "target").c_str(), 0640);
    fs::create_symlink("target", folder / "link");
    ASSERT_TRUE(writeFileAtomically(folder / "link", {}).ok());
    EXPECT_TRUE(fs::is_symlink(folder / "link"));
    EXPECT_EQ(content(folder / "target"), "");
    EXPECT_EQ(static_cast<int>(fs::status(folder / "target").permissions()), 0640);
}

TEST(AtomicFile, SaysWhyItCannotWrite)
{
    const TemporaryFolder folder;
    EXPECT_EQ(AtomicFile::create(folder.path()).error().code, ErrorCode::WriteFailed);
    EXPECT_EQ(AtomicFile::create(folder / "no" / "file").error().message.english(),
              (folder / "no" / "file").string() + " was not written: its folder does not exist.");
}

TEST(AtomicFile, LeavesPipesDevicesAndReadOnlyFilesAlone)
{
    const TemporaryFolder folder;
    ASSERT_EQ(::mkfifo((folder / "pipe").c_str(), 0600), 0);
    fs::create_symlink("pipe", folder / "link");
    for (const char* name : {"pipe", "link"}) {
        const auto refused = writeFileAtomically(folder / name, {});
        ASSERT_FALSE(refused.ok()) << name;
        EXPECT_EQ(refused.error().code, ErrorCode::WriteFailed);
        EXPECT_EQ(refused.error().message.english(), (folder / name).string() + " is not a regular file.");
    }
    EXPECT_TRUE(fs::is_fifo(folder / "pipe"));
    std::ofstream(folder / "mine") << "old";
    ::chmod((folder / "mine").c_str(), 0400);
    const bool allowed = ::access((folder / "mine").c_str(), W_OK) == 0; // root may write all files
    EXPECT_EQ(writeFileAtomically(folder / "mine", {}).ok(), allowed);
    EXPECT_EQ(content(folder / "mine"), allowed ? "" : "old");
    EXPECT_EQ(entries(folder.path()), 3u);
}

TEST(AtomicFile, TakesTheLongestName)
{
    const TemporaryFolder folder;
    EXPECT_TRUE(writeFileAtomically(folder / std::string(255, 'n'), {}).ok());
    EXPECT_EQ(writeFileAtomically(folder / std::string(256, 'n'), {}).error().code, ErrorCode::WriteFailed);
    EXPECT_EQ(entries(folder.path()), 1u);
}

TEST(AtomicFile, AFullDiskLeavesTheOldFile)
{
    const TemporaryFolder folder;
    const auto file = folder / "out";
    std::ofstream(file) << "old";
    // A limit on the file size fails a write in the same place as a full disk does.
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    ::getrlimit(RLIMIT_FSIZE, &before);
    rlimit small = before;
    small.rlim_cur = 1024;
    ::setrlimit(RLIMIT_FSIZE, &small);
    const std::vector<std::uint8_t> bytes(1 << 20, 7);
    const auto written = writeFileAtomically(file, bytes);
    ::setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
    ASSERT_FALSE(written.ok());
    EXPECT_EQ(written.error().code, ErrorCode::WriteFailed);
    EXPECT_EQ(content(file), "old");
    EXPECT_EQ(entries(folder.path()), 1u);
}
