// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "FileOnDisk.h"

#include <gtest/gtest.h>

using namespace maquette;
using namespace maquette::runlog;
using tests::appendBytes;
using tests::writeBytes;

namespace fs = std::filesystem;

namespace {

struct Store : tests::FileOnDisk {
    Store()
        : FileOnDisk("0/abc", Format::Mlflow, {})
        , run(path)
    {
        for (const char* part : {"metrics/val", "params", "tags", "artifacts"})
            fs::create_directories(run / part);
        writeBytes(run / "meta.yaml",
                   "artifact_uri: file:///a\nend_time: null\nexperiment_id: '0'\nrun_id: abc\nrun_name: bold-fox-7\n"
                   "start_time: 1700000000000\nstatus: 1\nuser_id: someone\n");
    }

    fs::path run;
};

} // namespace

TEST(Mlflow, ARunIsToldFromAnExperiment)
{
    Store store;
    EXPECT_EQ(formatOf(store.run), Format::Mlflow);
    writeBytes(store.folder / "0" / "meta.yaml", "name: Default\n");
    EXPECT_EQ(formatOf(store.folder / "0"), std::nullopt);
}

TEST(Mlflow, MetricsParametersTagsAndFacts)
{
    Store store;
    writeBytes(store.run / "metrics" / "loss", "1700000000000 2.5 1\n1700000001000 nan 2\n");
    writeBytes(store.run / "metrics" / "val" / "iou", "1700000001000 0.5 2 extra columns\n");
    writeBytes(store.run / "params" / "lr", "0.001");
    writeBytes(store.run / "params" / "amp", "True\n");
    writeBytes(store.run / "tags" / "mlflow.note.content", "A *note*");
    writeBytes(store.run / "tags" / "team", "vision");
    EXPECT_EQ(store.read(),
              "about name bold-fox-7\nabout user someone\nabout run abc\nabout experiment 0\n"
              "status running t1.7e+09\n"
              "setting amp true\nsetting lr 0.001\n"
              "about notes A *note*\nabout tags/team vision\n"
              "scalar loss @1 t1.7e+09 2.5\nscalar loss @2 t1.7e+09 nan\n"
              "scalar val/iou @2 t1.7e+09 0.5\n");
    EXPECT_FALSE(store.last.trouble);
    EXPECT_EQ(store.read(), "");
}

TEST(Mlflow, MetricsAreFollowedAndNewOnesFound)
{
    Store store;
    writeBytes(store.run / "metrics" / "loss", "1700000000000 2.5 1\n17000000");
    (void)store.read();
    appendBytes(store.run / "metrics" / "loss", "01000 2 2\n");
    writeBytes(store.run / "metrics" / "acc", "1700000001000 0.5 2\n");
    EXPECT_EQ(store.read(), "scalar acc @2 t1.7e+09 0.5\nscalar loss @2 t1.7e+09 2\n");
}

TEST(Mlflow, MetricsWithoutStepsCountTheirLines)
{
    Store store;
    (void)store.read();
    writeBytes(store.run / "metrics" / "two", "1700000000000 5\n1700000000000 4\n");
    writeBytes(store.run / "metrics" / "zero", "1700000000000 3 0\n1700000000000 2 0\n");
    EXPECT_EQ(store.read(),
              "scalar two @0 t1.7e+09 5\nscalar two @1 t1.7e+09 4\n"
              "scalar zero @0 t1.7e+09 3\nscalar zero @1 t1.7e+09 2\n");
}

TEST(Mlflow, TheEndOfARunIsTold)
{
    Store store;
    (void)store.read();
    writeBytes(store.run / "meta.yaml", "end_time: 1700000100000\nrun_id: abc\nstatus: 4\n");
    EXPECT_EQ(store.read(), "about run abc\nstatus failed t1.7e+09\n");
}

TEST(Mlflow, AReplacedMetricGivesTheRunAnew)
{
    Store store;
    writeBytes(store.run / "metrics" / "a", "1700000000000 1 1\n");
    writeBytes(store.run / "metrics" / "b", "1700000000000 1 1\n1700000000000 2 2\n");
    (void)store.read();
    writeBytes(store.run / "metrics" / "b", "1700000000000 7 1\n");
    const std::string text = store.read();
    EXPECT_TRUE(store.last.replaced);
    EXPECT_NE(text.find("scalar a @1 t1.7e+09 1\n"), std::string::npos);
    EXPECT_NE(text.find("scalar b @1 t1.7e+09 7\n"), std::string::npos);
}

TEST(Mlflow, DamagedLinesAreLeftOutWithTheirOffset)
{
    Store store;
    writeBytes(store.run / "metrics" / "a", "1700000000000 1 1\nnonsense\n1700000000000 2 x\n1700000000000 3 3\n");
    const std::string text = store.read();
    EXPECT_NE(text.find("scalar a @3 t1.7e+09 3\n"), std::string::npos);
    EXPECT_EQ(text.find("@2"), std::string::npos);
    ASSERT_TRUE(store.last.trouble);
    EXPECT_NE(store.last.trouble->detail.find("byte 18: "), std::string::npos) << store.last.trouble->detail;
}

TEST(Mlflow, AFolderThatGoesIsGone)
{
    Store store;
    fs::remove_all(store.run);
    (void)store.read();
    EXPECT_EQ(store.last.state, Advance::State::Gone);
}
