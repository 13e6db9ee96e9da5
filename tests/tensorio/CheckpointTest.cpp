// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensorio/TestFiles.h"

#include <fstream>
#include <gtest/gtest.h>
#include <thread>

namespace maquette::tensorio::test {

namespace {

TEST(Checkpoint, TellsFormatsByContentNotByName)
{
    const TemporaryFolder folder;
    for (const auto& [name, format] : {std::pair{"types.safetensors", "safetensors"},
                                       {"types.pt", "torch"},
                                       {"views_legacy.pt", "torch-legacy"},
                                       {"c_order.npy", "npy"},
                                       {"stored.npz", "npz"},
                                       {"packed.npz", "npz"}}) {
        std::filesystem::copy_file(dataFile(name), folder / (std::string(name) + ".jpg"));
        const auto opened = Checkpoint::open(folder / (std::string(name) + ".jpg"));
        ASSERT_TRUE(opened.ok()) << opened.error().english();
        EXPECT_EQ(opened.value()->format(), format);
    }
}

TEST(Checkpoint, NamesFamiliarFilesThatItDoesNotRead)
{
    struct Case {
        std::string content;
        const char* expected;
    };
    std::string tar(512, '\0');
    tar.replace(0, 8, "sys_info");
    tar.replace(257, 5, "ustar");
    const Case cases[] = {
        {"version https://git-lfs.github.com/spec/v1\noid sha256:00\n", "Git LFS pointer"},
        {tar, "tar archive"},
        {"GGUF\x03" + std::string(20, 'x'), "GGUF"},
        {"\x89HDF\r\n\x1a\n" + std::string(20, 'x'), "HDF5"},
        {"<!DOCTYPE html><html>", "a web page"},
        {"\x1F\x8B\x08" + std::string(20, 'x'), "gzip"},
        {"", "is empty"},
        {"hello, world", "no file of tensors"},
        {"x", "no file of tensors"},
    };
    for (const auto& item : cases) {
        const auto opened = openCopy(bufferOf(item.content), "thing.pt");
        ASSERT_FALSE(opened.ok());
        EXPECT_EQ(opened.error().code, base::ErrorCode::BadInput);
        EXPECT_NE(opened.error().english().find(item.expected), std::string::npos) << opened.error().english();
        EXPECT_NE(opened.error().english().find("thing.pt"), std::string::npos);
    }
}

TEST(Checkpoint, NamesFilesThatAreNotThere)
{
    const TemporaryFolder folder;
    const auto missing = Checkpoint::open(folder / "missing.pt");
    ASSERT_FALSE(missing.ok());
    EXPECT_EQ(missing.error().code, base::ErrorCode::BadInput);
    EXPECT_FALSE(Checkpoint::open(folder / "").ok()) << "a folder";
}

TEST(Checkpoint, MayBeReadFromSeveralThreads)
{
    const auto opened = Checkpoint::open(dataFile("views.pt"));
    ASSERT_TRUE(opened.ok());
    const auto& checkpoint = *opened.value();
    std::atomic<int> right = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (int k = 0; k < 50; ++k) {
                const auto values = numbers<float>(checkpoint, "row");
                right += values == std::vector<float>{16, 17, 18, 19} ? 1 : 0;
            }
        });
    }
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(right, 200);
}

} // namespace

} // namespace maquette::tensorio::test
