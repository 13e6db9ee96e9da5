// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "FileOnDisk.h"

#include "runlog/CsvLogFile.h"

#include <gtest/gtest.h>

using namespace maquette;
using namespace maquette::runlog;
using tests::appendBytes;
using tests::writeBytes;

namespace {

struct Table : tests::FileOnDisk {
    explicit Table(const std::string& text)
        : FileOnDisk("metrics.csv", Format::LightningCsv, text)
    {
    }
};

} // namespace

TEST(CsvLog, EmptyCellsHoldNothing)
{
    Table table("epoch,step,train_loss,val_loss\n0,9,0.5,\n0,9,,0.75\n");
    EXPECT_EQ(table.read(), "scalar epoch @9 tnan 0\nscalar train_loss @9 tnan 0.5\nscalar val_loss @9 tnan 0.75\n");
    EXPECT_FALSE(table.last.trouble);
}

TEST(CsvLog, RowsAreFollowedAndHalfARowWaits)
{
    Table table("step,loss\n1,0.5\n2,0.2");
    EXPECT_EQ(table.read(), "scalar loss @1 tnan 0.5\n");
    appendBytes(table.path, "5\n3,0.125\n");
    EXPECT_EQ(table.read(), "scalar loss @2 tnan 0.25\nscalar loss @3 tnan 0.125\n");
    EXPECT_FALSE(table.last.replaced);
}

TEST(CsvLog, ANewColumnGivesEverythingAnew)
{
    Table table("step,loss\n1,0.5\n");
    (void)table.read();
    writeBytes(table.path, "step,loss,val\n1,0.5,\n2,0.25,0.75\n");
    EXPECT_EQ(table.read(), "scalar loss @1 tnan 0.5\nscalar loss @2 tnan 0.25\nscalar val @2 tnan 0.75\n");
    EXPECT_TRUE(table.last.replaced);
}

TEST(CsvLog, TheSettingsComeFromTheFileBeside)
{
    Table table("step,loss\n1,nan\n");
    writeBytes(table.folder / "hparams.yaml",
               "lr: 0.001\nname: !!python/object:os.system\n  args: [ls]\nbetas:\n- 0.9\n- 0.95\namp: true\nnote: '5'\n"
               "none: null\n");
    EXPECT_EQ(table.read(),
              "scalar loss @1 tnan nan\nsetting lr 0.001\nsetting name/args/0 \"ls\"\nsetting betas/0 0.9\n"
              "setting betas/1 0.95\nsetting amp true\nsetting note \"5\"\nsetting none null\n");
    EXPECT_EQ(table.read(), ""); // once
}

TEST(CsvLog, SettingsThatAreNoYamlOrABombAreATrouble)
{
    Table table("step,loss\n1,1\n");
    writeBytes(table.folder / "hparams.yaml", "a: [1, 2\nb: }");
    EXPECT_EQ(table.read(), "scalar loss @1 tnan 1\n");
    ASSERT_TRUE(table.last.trouble);
    std::string bomb = "a: &a [1,1,1,1,1,1,1,1,1,1]\n";
    for (char name = 'b'; name < 'k'; ++name) {
        const std::string before = "*" + std::string(1, static_cast<char>(name - 1));
        bomb += std::string(1, name) + ": &" + name + " [" + before;
        for (int i = 0; i < 9; ++i)
            bomb += "," + before;
        bomb += "]\n";
    }
    writeBytes(table.folder / "hparams.yaml", bomb);
    EXPECT_EQ(table.read(), "");
    ASSERT_TRUE(table.last.trouble);
    EXPECT_NE(table.last.trouble->detail.find("more than 10000 entries"), std::string::npos);
    writeBytes(table.folder / "hparams.yaml", std::string(100'000, '['));
    EXPECT_EQ(table.read(), "");
    EXPECT_TRUE(table.last.trouble);
}

TEST(CsvLog, QuotedCellsMayHoldCommasQuotesAndNewlines)
{
    EXPECT_EQ(csvCells("a,\"b,\"\"c\"\"\",,d"), (std::vector<std::string>{"a", "b,\"c\"", "", "d"}));
    Table table("step,\"the, loss\",words\r\n1,2,\"two\nlines\"\r\n");
    EXPECT_EQ(table.read(), "scalar the, loss @1 tnan 2\ntext words @1 tnan 1x1 |two\nlines\n");
}

TEST(CsvLog, RowsThatDoNotFitTheHeadAreLeftOutWithTheirOffset)
{
    Table table("step,loss\n1,2,3\n2,4\n");
    EXPECT_EQ(table.read(), "scalar loss @2 tnan 4\n");
    ASSERT_TRUE(table.last.trouble);
    EXPECT_NE(table.last.trouble->detail.find("byte 10: a row of 3 cells below 2 names"), std::string::npos);
}

TEST(CsvLog, WithoutAStepColumnRowsAreCounted)
{
    Table table("loss,created_at\n3,1700000000\n2,1700000001\n");
    EXPECT_EQ(table.read(), "scalar loss @0 t1.7e+09 3\nscalar loss @1 t1.7e+09 2\n");
}

TEST(CsvLog, DamageNeverCrashes)
{
    const std::string sound = "epoch,step,\"a\"\n0,1,2\n0,2,\"3\"\n";
    for (std::size_t place = 0; place < sound.size(); ++place)
        for (const char letter : {'\0', '"', ',', '\n', '\xff'}) {
            std::string text = sound;
            text[place] = letter;
            Table table(text);
            (void)table.read();
            EXPECT_EQ(table.last.state, Advance::State::Waiting);
        }
}
