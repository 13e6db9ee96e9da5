// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Transcript.h"

#include "support/TemporaryFolder.h"

#include <gtest/gtest.h>

using namespace maquette;
using namespace maquette::runlog;
using tests::readAll;
using tests::TemporaryFolder;
using tests::Transcript;
using tests::writeBytes;

namespace {

std::string readLog(const char* name, const std::string& text, Advance* advance = nullptr)
{
    const TemporaryFolder folder;
    writeBytes(folder / name, text);
    EXPECT_EQ(formatOf(folder / name), Format::InspectLog);
    const auto file = openRunFile(folder / name, Format::InspectLog);
    Transcript transcript;
    const auto last = readAll(*file, transcript);
    if (advance)
        *advance = last;
    return transcript.text();
}

constexpr const char* text = "layers.0.qkv_activation_underflows%\t\t\t\titeration=000010\t\t\t\tvalue=0.1250\n"
                             "layers.0.qkv_weight_cur_amax\t\t\t\titeration=000010\t\t\t\tvalue=nan\n";

} // namespace

TEST(InspectLog, LinesGiveNameIterationAndValue)
{
    EXPECT_EQ(readLog("nvdlfw_inspect_globalrank-0.log", text),
              "scalar layers.0.qkv_activation_underflows% @10 tnan 0.125\nscalar layers.0.qkv_weight_cur_amax @10 tnan "
              "nan\n");
}

TEST(InspectLog, OtherRanksStandApart)
{
    EXPECT_EQ(readLog("nvdlfw_inspect_globalrank-3.log", text),
              "scalar rank_3/layers.0.qkv_activation_underflows% @10 tnan 0.125\n"
              "scalar rank_3/layers.0.qkv_weight_cur_amax @10 tnan nan\n");
}

TEST(InspectLog, TheHeadOfALoggerIsTakenOff)
{
    EXPECT_EQ(readLog("nvdlfw_inspect_globalrank-0.log",
                      "INFO - 2026-01-01 10:00:00 - a_weight_max\t\t\t\titeration=000001\t\t\t\tvalue=2.0000\nhello\n"),
              "scalar a_weight_max @1 tnan 2\n");
}

TEST(InspectLog, AValueThatIsCutWaits)
{
    EXPECT_EQ(readLog("nvdlfw_inspect_globalrank-0.log", "a_max\t\t\t\titeration=000001\t\t\t\tvalue=2.0"), "");
}

TEST(InspectLog, ALineWithoutANumberIsLeftOutWithItsOffset)
{
    Advance advance;
    EXPECT_EQ(readLog("nvdlfw_inspect_globalrank-0.log",
                      "a_max\t\t\t\titeration=000001\t\t\t\tvalue=2\na_max\t\t\t\titeration=x\t\t\t\tvalue=1\n"
                      "b\t\t\t\titeration=2\n",
                      &advance),
              "scalar a_max @1 tnan 2\n");
    ASSERT_TRUE(advance.trouble);
    EXPECT_NE(advance.trouble->detail.find("byte 37: a line without name, iteration or value"), std::string::npos)
        << advance.trouble->detail;
}
