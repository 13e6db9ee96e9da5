// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/Training.h"

#include "base/File.h"
#include "edit/Paint.h"
#include "support/TemporaryFolder.h"

#include <gtest/gtest.h>

using namespace maquette;
using tests::TemporaryFolder;

namespace {

base::ParameterValues recipe(std::initializer_list<std::pair<const char*, const char*>> values)
{
    base::ParameterValues all(edit::trainParameters());
    for (const auto& [name, value] :
         {std::pair{"batch", "4"}, {"checkpoint", "8"}, {"validate", "0"}, {"warmup", "8"}, {"cooldown", "0"}})
        EXPECT_TRUE(all.setFromText(name, value).ok());
    for (const auto& [name, value] : values)
        EXPECT_TRUE(all.setFromText(name, value).ok()) << name;
    return all;
}

const edit::TrainLog silent = [](const base::Json&) {};

} // namespace

TEST(Training, AResumedRunEqualsOneThatWasNeverStopped)
{
    const TemporaryFolder folder;
    const auto whole = edit::train(folder / "whole", recipe({{"boards", "16"}}), silent, {});
    ASSERT_TRUE(whole.ok()) << whole.error().english();
    EXPECT_EQ(whole.value().boards, 16);
    ASSERT_TRUE(edit::train(folder / "parts", recipe({{"boards", "8"}}), silent, {}).ok());
    const auto second = edit::train(folder / "parts", recipe({{"boards", "16"}}), silent, {});
    ASSERT_TRUE(second.ok()) << second.error().english();
    EXPECT_EQ(second.value().steps, 4);
    EXPECT_EQ(base::readFile(folder / "whole" / "model.safetensors").value(),
              base::readFile(folder / "parts" / "model.safetensors").value());
    EXPECT_EQ(base::readFile(folder / "whole" / "state.safetensors").value(),
              base::readFile(folder / "parts" / "state.safetensors").value());

    // Another recipe cannot go on from this state.
    const auto other = edit::train(folder / "parts", recipe({{"boards", "20"}, {"rate", "0.001"}}), silent, {});
    ASSERT_FALSE(other.ok());
    EXPECT_EQ(other.error().code, base::ErrorCode::ModelUnfit);
    EXPECT_NE(other.error().english().find("rate"), std::string::npos);
}

TEST(Training, AnFp8RunGoesOnByteForByteAndLeavesAUsableModel)
{
    const TemporaryFolder folder;
    const auto whole = edit::train(folder / "whole", recipe({{"boards", "12"}, {"precision", "o2"}}), silent, {});
    ASSERT_TRUE(whole.ok()) << whole.error().english();
    EXPECT_EQ(whole.value().skipped, 0);
    ASSERT_TRUE(edit::train(folder / "parts", recipe({{"boards", "8"}, {"precision", "o2"}}), silent, {}).ok());
    const auto rest = edit::train(folder / "parts", recipe({{"boards", "12"}, {"precision", "o2"}}), silent, {});
    ASSERT_TRUE(rest.ok()) << rest.error().english();
    for (const char* file : {"model.safetensors", "state.safetensors"})
        EXPECT_EQ(base::readFile(folder / "whole" / file).value(), base::readFile(folder / "parts" / file).value())
            << file;
    EXPECT_TRUE(edit::Painter::load(whole.value().model, "cpu").ok());
    EXPECT_LT(whole.value().stateBytes, 8 * whole.value().parameters) << "16 bytes a parameter in float32";

    const auto other = edit::train(folder / "parts", recipe({{"boards", "16"}, {"precision", "o3"}}), silent, {});
    ASSERT_FALSE(other.ok());
    EXPECT_EQ(other.error().code, base::ErrorCode::ModelUnfit);
    EXPECT_NE(other.error().detail.find("precision"), std::string::npos);
}

TEST(Training, AStoppedRunLeavesAUsableModel)
{
    const TemporaryFolder folder;
    std::stop_source source;
    const base::Job job(source.get_token(), [&](const base::Progress& progress) {
        if (progress.fraction > 0)
            source.request_stop();
    });
    const auto run = edit::train(folder / "run", recipe({{"boards", "1000"}}), silent, job);
    ASSERT_TRUE(run.ok()) << run.error().english();
    EXPECT_EQ(run.value().boards, 4);
    EXPECT_TRUE(edit::Painter::load(run.value().model, "cpu").ok());
}

TEST(Training, ADamagedStateIsRefusedAndKept)
{
    const TemporaryFolder folder;
    std::filesystem::create_directories(folder / "run");
    const std::string text = "no state at all";
    ASSERT_TRUE(base::writeFileAtomically(folder / "run" / "state.safetensors",
                                          {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()})
                    .ok());
    EXPECT_FALSE(edit::train(folder / "run", recipe({{"boards", "8"}}), silent, {}).ok());
    EXPECT_EQ(base::readFile(folder / "run" / "state.safetensors").value().size(), text.size());
}
