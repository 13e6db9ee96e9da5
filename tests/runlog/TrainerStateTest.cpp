// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "FileOnDisk.h"

#include <gtest/gtest.h>

using namespace maquette;
using namespace maquette::runlog;
using tests::writeBytes;

namespace {

struct StateFile : tests::FileOnDisk {
    explicit StateFile(const std::string& text)
        : FileOnDisk("trainer_state.json", Format::TrainerState, text)
    {
    }
};

std::string state(const std::string& rows, int step = 10, int most = 100)
{
    return "{\n  \"best_metric\": null,\n  \"global_step\": " + std::to_string(step)
        + ",\n  \"max_steps\": " + std::to_string(most) + ",\n  \"log_history\": [" + rows + "]\n}\n";
}

} // namespace

TEST(TrainerState, RowsOfTrainingAndEvaluationInterleave)
{
    StateFile file(state(R"({"epoch":0.5,"step":5,"loss":2.5,"learning_rate":1e-4,"grad_norm":NaN},
                            {"epoch":0.5,"step":5,"eval_loss":2.25})"));
    EXPECT_EQ(file.read(),
              "setting max_steps 100\nscalar train/epoch @5 tnan 0.5\nscalar train/loss @5 tnan 2.5\n"
              "scalar train/learning_rate @5 tnan 0.0001\nscalar train/grad_norm @5 tnan nan\n"
              "scalar eval/loss @5 tnan 2.25\n");
    EXPECT_FALSE(file.last.replaced);
    EXPECT_EQ(file.read(), "");
}

TEST(TrainerState, ALongerHistoryGivesOnlyItsNewRows)
{
    StateFile file(state(R"({"step":5,"loss":2})"));
    (void)file.read();
    writeBytes(file.path, state(R"({"step":5,"loss":2},{"step":10,"loss":1})", 100));
    const std::string text = file.read();
    EXPECT_EQ(text.find("@5"), std::string::npos);
    EXPECT_NE(text.find("scalar train/loss @10 tnan 1\n"), std::string::npos);
    EXPECT_NE(text.find("status finished"), std::string::npos);
    EXPECT_FALSE(file.last.replaced);
}

TEST(TrainerState, AnotherHistoryIsGivenAnew)
{
    StateFile file(state(R"({"step":5,"loss":2},{"step":10,"loss":1})"));
    (void)file.read();
    writeBytes(file.path, state(R"({"step":5,"loss":3})"));
    EXPECT_NE(file.read().find("scalar train/loss @5 tnan 3\n"), std::string::npos);
    EXPECT_TRUE(file.last.replaced);
}

TEST(TrainerState, HalfAFileIsDamagedUntilItIsWhole)
{
    const std::string whole = state(R"({"step":5,"loss":2})");
    StateFile file(whole.substr(0, whole.size() / 2));
    EXPECT_EQ(file.read(), "");
    EXPECT_EQ(file.last.state, Advance::State::Damaged);
    ASSERT_TRUE(file.last.trouble);
    writeBytes(file.path, whole);
    EXPECT_NE(file.read().find("scalar train/loss @5 tnan 2\n"), std::string::npos);
    EXPECT_TRUE(file.last.replaced); // so that the message about the damage goes
    EXPECT_FALSE(file.last.trouble);
}

TEST(TrainerState, AFileThatGoesIsGone)
{
    StateFile file(state(""));
    (void)file.read();
    std::filesystem::remove(file.path);
    (void)file.read();
    EXPECT_EQ(file.last.state, Advance::State::Gone);
}

TEST(TrainerState, DamageNeverCrashes)
{
    const std::string sound = state(R"({"step":5,"loss":2,"x":{"y":[1]}},3,{"step":"a"},{"step":1e300})");
    for (std::size_t cut = 0; cut < sound.size(); ++cut) {
        StateFile file(sound.substr(0, cut));
        (void)file.read();
        if (cut + 2 < sound.size()) {
            EXPECT_EQ(file.last.state, Advance::State::Damaged) << cut;
        }
    }
}
