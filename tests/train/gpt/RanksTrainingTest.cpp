// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensorio/Checkpoint.h"
#include "train/TrainState.h"
#include "train/distributed/Ranks.h"
#include "train/gpt/TrainingSupport.h"

#include <ATen/ATen.h>

#include <cmath>
#include <fstream>

using namespace maquette;
using namespace maquette::tests;
using maquette::train::distributed::ProcessGroup;

namespace {

/// A folder that all ranks of a test see; the first makes and removes it.
class SharedFolder {
public:
    explicit SharedFolder(std::shared_ptr<ProcessGroup> group)
        : m_group(std::move(group))
        , m_own(m_group->first() ? std::make_unique<TemporaryFolder>() : nullptr)
        , m_path(m_group->broadcast(m_own ? (*m_own / "").string() : ""))
    {
        if (m_own)
            writeText(m_path / "text.txt");
        m_group->barrier();
    }
    ~SharedFolder() { m_group->barrier(); }
    SharedFolder(const SharedFolder&) = delete;
    SharedFolder& operator=(const SharedFolder&) = delete;
    fs::path operator/(const char* name) const { return m_path / name; }

private:
    std::shared_ptr<ProcessGroup> m_group;
    std::unique_ptr<TemporaryFolder> m_own;
    fs::path m_path;
};

using More = std::map<std::string, std::string>;

base::Result<train::gpt::TrainReport> run(const SharedFolder& folder, const char* name, const std::string& precision,
                                          More more, const std::shared_ptr<ProcessGroup>& group,
                                          const base::Job& job = {})
{
    more.insert({{"batch", "8"}, {"accumulate", "1"}});
    return train::gpt::train(
        folder / name, smallRecipe(folder / "text.txt", precision, more), [](const base::Json&) {}, job, group);
}

/// Of a line of memory.jsonl: what the partition of the states says is what is there, to the byte.
void expectStatesAsPredicted(const base::Json& line)
{
    static const std::set<std::string> states = {"weights", "master", "gradients", "exp_avg", "exp_avg_sq", "scales"};
    if (line["record"] != "memory")
        return;
    for (const auto& row : line["classes"])
        if (states.count(row["class"]) > 0) {
            EXPECT_EQ(row["measured"], row["predicted"]) << row["class"] << " rank " << line["rank"];
        }
}

std::map<std::string, std::vector<std::int64_t>> shapes(const fs::path& file)
{
    std::map<std::string, std::vector<std::int64_t>> all;
    const auto checkpoint = tensorio::Checkpoint::open(file);
    EXPECT_TRUE(checkpoint.ok());
    if (checkpoint.ok())
        for (const auto& tensor : checkpoint.value()->tensors())
            all[tensor.name] = tensor.shape;
    return all;
}

/// Each step's loss and gradient norm are those of the other run, but for shares of `tolerance` and ten times that. The
/// norm tells a wrong mean, which Adam would hide.
void expectSameSteps(const fs::path& folder, const fs::path& other, double tolerance)
{
    const Events events(folder), expected(other);
    for (const auto& [tag, share] : {std::pair("train/loss", tolerance), {"train/gradient_norm", 10 * tolerance}}) {
        ASSERT_EQ(events.scalars.at(tag).size(), 10U);
        for (const auto& [step, value] : expected.scalars.at(tag))
            EXPECT_NEAR(events.scalars.at(tag).at(step), value, share * value)
                << tag << " step " << step << " " << folder;
    }
}

} // namespace

class RanksTraining : public testing::TestWithParam<int> { };

TEST_P(RanksTraining, TrainsAsOneProcessWithAsManyMicroBatches)
{
    const auto group = test::ranks(GetParam());
    if (!group)
        return;
    const SharedFolder folder(group);
    const struct {
        const char* precision;
        const char* zero;
        double tolerance; ///< of each step's loss, as a share
    } cases[] = {{"fp32", "off", 1e-5}, {"bf16", "off", 2e-3}, {"o1", "off", 5e-3},
                 {"o2", "off", 5e-3},   {"o2", "on", 5e-3},    {"o3", "on", 5e-3}};
    int number = 0;
    for (const auto& each : cases) {
        const std::string name = "run" + std::to_string(number++);
        const auto together = run(folder, name.c_str(), each.precision, {{"zero", each.zero}}, group);
        ASSERT_TRUE(together.ok()) << together.error().english();
        EXPECT_EQ(together.value().steps, 10);
        EXPECT_EQ(together.value().tokens, 10 * 8 * 32);
        if (!group->first())
            continue;
        const std::string single = name + "alone";
        const auto alone = run(folder, single.c_str(), each.precision, {{"accumulate", std::to_string(GetParam())}},
                               ProcessGroup::alone());
        ASSERT_TRUE(alone.ok()) << alone.error().english();
        expectSameSteps(folder / name.c_str(), folder / single.c_str(), each.tolerance);
        EXPECT_NEAR(together.value().validation, alone.value().validation, each.tolerance * alone.value().validation);
    }
}

TEST_P(RanksTraining, ComputesLayersTogether)
{
    const auto group = test::ranks(GetParam());
    if (!group)
        return;
    const SharedFolder folder(group);
    for (const char* precision : {"o1", "o2", "o3"}) {
        // With four ranks two groups of two, which share the batch and the states.
        const More more = {{"tensor-ranks", "2"}, {"zero", GetParam() == 4 ? "on" : "off"}};
        const std::string name = std::string("run") + precision;
        const auto together = run(folder, name.c_str(), precision, more, group);
        ASSERT_TRUE(together.ok()) << together.error().english();
        More shorter = more;
        shorter["steps"] = "5";
        const std::string parts = name + "parts";
        ASSERT_TRUE(run(folder, parts.c_str(), precision, shorter, group).ok());
        ASSERT_TRUE(run(folder, parts.c_str(), precision, more, group).ok());
        const auto other = run(folder, parts.c_str(), precision, {{"tensor-ranks", "1"}}, group);
        ASSERT_FALSE(other.ok());
        EXPECT_EQ(other.error().code, base::ErrorCode::ModelUnfit);
        if (!group->first())
            continue;
        EXPECT_TRUE(textOf(folder / name.c_str() / "state.safetensors")
                    == textOf(folder / parts.c_str() / "state.safetensors"))
            << precision;
        const std::string single = name + "alone";
        const auto alone = run(folder, single.c_str(), precision, {{"accumulate", std::to_string(GetParam() / 2)}},
                               ProcessGroup::alone());
        ASSERT_TRUE(alone.ok()) << alone.error().english();
        expectSameSteps(folder / name.c_str(), folder / single.c_str(), 5e-3);
        EXPECT_NEAR(together.value().validation, alone.value().validation, 5e-3 * alone.value().validation);
        // What all ranks have is the same on all, and the usable model is whole.
        const auto state = train::loadState(folder / name.c_str() / "state.safetensors");
        ASSERT_TRUE(state.ok());
        const train::NamedTensors first = state.value().under("weights."),
                                  second = state.value().under("part1.weights.");
        ASSERT_EQ(first.size(), second.size());
        int same = 0;
        for (std::size_t i = 0; i < first.size(); ++i)
            if (first[i].first.find("layernorm") != std::string::npos
                || first[i].first.find("embedding") != std::string::npos) {
                EXPECT_TRUE(at::equal(first[i].second, second[i].second)) << first[i].first;
                ++same;
            }
        EXPECT_EQ(same, 1 + 2 * 4 + 2);
        EXPECT_EQ(shapes(folder / name.c_str() / "model.safetensors"),
                  shapes(folder / single.c_str() / "model.safetensors"));

        std::map<std::string, std::set<int>> seen;
        for (const auto& line : linesOf(folder / name.c_str() / "fp8.jsonl"))
            if (line["record"] == "tensor" && line["step"] == 4)
                seen[line["tensor"]].insert(line["rank"].get<int>());
        EXPECT_EQ(seen["weight"], (std::set<int>{0, 1}));
        EXPECT_EQ(seen["input"].size(), static_cast<std::size_t>(GetParam()));
        EXPECT_GT(Events(folder / name.c_str()).scalars.at("communication/activations").at(10), 0);
        for (const auto& line : linesOf(folder / name.c_str() / "memory.jsonl"))
            expectStatesAsPredicted(line);
    }
}

TEST_P(RanksTraining, GoesOnBitForBit)
{
    const auto group = test::ranks(GetParam());
    if (!group)
        return;
    const SharedFolder folder(group);
    const struct {
        const char* precision;
        More more;
    } cases[] = {{"bf16", {}},
                 {"o1", {{"reduce", "root-n"}, {"accumulate", "2"}}},
                 {"o2", {{"reduce", "pre"}}},
                 {"o2", {{"zero", "on"}, {"loss-scale", "dynamic"}}},
                 {"o3", {{"zero", "on"}, {"tied", "off"}}}};
    int number = 0;
    for (const auto& [precision, more] : cases) {
        const std::string whole = "whole" + std::to_string(number);
        const std::string parts = "parts" + std::to_string(number++);
        More shorter = more;
        shorter["steps"] = "5";
        ASSERT_TRUE(run(folder, whole.c_str(), precision, more, group).ok());
        ASSERT_TRUE(run(folder, parts.c_str(), precision, shorter, group).ok());
        ASSERT_TRUE(run(folder, parts.c_str(), precision, more, group).ok());
        if (!group->first())
            continue;
        const std::string state = textOf(folder / whole.c_str() / "state.safetensors");
        EXPECT_FALSE(state.empty());
        EXPECT_TRUE(state == textOf(folder / parts.c_str() / "state.safetensors")) << precision;
        EXPECT_TRUE(textOf(folder / whole.c_str() / "model.safetensors")
                    == textOf(folder / parts.c_str() / "model.safetensors"));
    }
}

TEST_P(RanksTraining, GoesOnWithAnotherNumberOfRanks)
{
    const auto group = test::ranks(GetParam());
    if (!group)
        return;
    const SharedFolder folder(group);
    ASSERT_TRUE(run(folder, "run", "o3", {{"zero", "on"}, {"steps", "5"}}, group).ok());
    if (group->first()) {
        const auto alone = run(folder, "run", "o3", {{"steps", "7"}}, ProcessGroup::alone());
        ASSERT_TRUE(alone.ok()) << alone.error().english();
        EXPECT_EQ(alone.value().steps, 7);
    }
    group->barrier();
    const auto again = run(folder, "run", "o3", {{"zero", "on"}}, group);
    ASSERT_TRUE(again.ok()) << again.error().english();
    EXPECT_EQ(again.value().steps, 10);
}

TEST_P(RanksTraining, WritesWhatEachRankSaw)
{
    const auto group = test::ranks(GetParam());
    if (!group)
        return;
    const SharedFolder folder(group);
    for (const char* zero : {"off", "on"}) {
        const std::string name = std::string("run") + zero;
        ASSERT_TRUE(run(folder, name.c_str(), "o3", {{"zero", zero}}, group).ok());
        if (!group->first())
            continue;
        std::map<std::string, std::set<int>> ranks; ///< by kind of tensor
        std::map<std::string, int> count; ///< lines of the first measured step
        for (const auto& line : linesOf(folder / name.c_str() / "fp8.jsonl")) {
            if (line["record"] == "header") {
                EXPECT_EQ(line["ranks"], GetParam());
            }
            if (line["record"] != "tensor" || line["step"] != 4)
                continue;
            ranks[line["tensor"]].insert(line["rank"].get<int>());
            ++count[line["tensor"]];
            if (line["tensor"] == "wgrad_reduced") {
                EXPECT_GT(line["snr"].get<double>(), 10);
                EXPECT_NE(line["factor"].get<double>(), 1);
            }
        }
        for (const char* own : {"input", "ograd", "wgrad"}) {
            EXPECT_EQ(ranks[own].size(), static_cast<std::size_t>(GetParam())) << own;
            EXPECT_EQ(count[own], 8 * GetParam());
        }
        for (const char* one : {"weight", "wgrad_reduced", "master"}) {
            EXPECT_EQ(ranks[one], std::set<int>{0}) << one;
            EXPECT_EQ(count[one], 8) << one << " " << zero;
        }
        EXPECT_EQ(count["exp_avg"], 8 + 1 + 2 * 8 + 2);

        // The states are where the partition says.
        std::set<int> reported;
        double moments = 0;
        for (const auto& line : linesOf(folder / name.c_str() / "memory.jsonl")) {
            if (line["record"] != "memory")
                continue;
            reported.insert(line["rank"].get<int>());
            expectStatesAsPredicted(line);
            for (const auto& row : line["classes"]) {
                const std::string kind = row["class"];
                if (kind == "exp_avg")
                    moments += row["measured"].get<double>();
            }
        }
        EXPECT_EQ(reported.size(), static_cast<std::size_t>(GetParam()));
        const auto parameters = base::parseJson(textOf(folder / name.c_str() / "run.json"), "run.json");
        ASSERT_TRUE(parameters.ok());
        EXPECT_EQ(parameters.value()["ranks"], GetParam());
        const double copies = zero == std::string("on") ? 1 : GetParam();
        EXPECT_EQ(moments, copies * parameters.value()["parameters"].get<double>());

        const Events events(folder / name.c_str());
        // Measured steps (4 and 8) and validations (after 5) do not count.
        for (const std::int64_t step : {4, 6, 8, 10})
            EXPECT_EQ(events.scalars.at("communication/gradients").at(step),
                      events.scalars.at("communication/gradients").at(3));
        EXPECT_GT(events.scalars.at("communication/gradients").at(3), 0);
        EXPECT_EQ(events.scalars.at("communication/weights").at(10) > 0, zero == std::string("on"));
    }
}

TEST_P(RanksTraining, AStopOfOneRankStopsAll)
{
    const auto group = test::ranks(GetParam());
    if (!group)
        return;
    const SharedFolder folder(group);
    std::stop_source stop;
    const base::Job job(stop.get_token(), [&](const base::Progress& progress) {
        // Only the last rank is told.
        if (group->rank() == group->ranks() - 1 && progress.fraction > 0.25)
            stop.request_stop();
    });
    const auto report = run(folder, "run", "o2", {}, group, job);
    ASSERT_TRUE(report.ok()) << report.error().english();
    EXPECT_EQ(report.value().steps, 3);
    group->barrier();
    EXPECT_TRUE(fs::exists(folder / "run" / "state.safetensors"));
}

TEST_P(RanksTraining, SaysWhatCannotBeShared)
{
    const auto group = test::ranks(GetParam());
    if (!group)
        return;
    const SharedFolder folder(group);
    const auto odd = run(folder, "odd", "o2", {{"batch", "7"}}, group);
    ASSERT_FALSE(odd.ok());
    EXPECT_EQ(odd.error().code, base::ErrorCode::Usage);
    for (const More& more : {More{{"zero", "on"}}, More{{"tensor-ranks", "2"}}}) {
        const auto plain = run(folder, "plain", "bf16", more, group);
        ASSERT_FALSE(plain.ok());
        EXPECT_EQ(plain.error().code, base::ErrorCode::Usage);
    }
    for (const More& more : {More{{"tensor-ranks", "3"}}, More{{"tensor-ranks", "2"}, {"heads", "1"}}}) {
        const auto split = run(folder, "split", "o2", more, group);
        ASSERT_FALSE(split.ok());
        EXPECT_EQ(split.error().code, base::ErrorCode::Usage);
    }
}

TEST_P(RanksTraining, WhatOneRankCannotDoEndsAll)
{
    const auto group = test::ranks(GetParam());
    if (!group)
        return;
    const SharedFolder folder(group);
    // The last rank has another text, and then none.
    const bool last = group->rank() == group->ranks() - 1;
    if (last)
        std::ofstream(folder / "other.txt") << std::string(5000, 'x');
    const auto text = [&](const char* name) { return More{{"data", (folder / (last ? name : "text.txt")).string()}}; };
    const auto differing = run(folder, "differing", "o2", text("other.txt"), group);
    ASSERT_FALSE(differing.ok());
    EXPECT_EQ(differing.error().code, base::ErrorCode::BadInput);
    const auto missing = run(folder, "missing", "o2", text("none.txt"), group);
    ASSERT_FALSE(missing.ok());
    EXPECT_EQ(missing.error().code, base::ErrorCode::BadInput);
    EXPECT_FALSE(fs::exists(folder / "differing" / "state.safetensors"));
    // The group goes on.
    EXPECT_TRUE(run(folder, "good", "o2", {}, group).ok());
}

TEST_P(RanksTraining, ALostRankIsAnErrorOfTheDevice)
{
    const auto group = test::ranks(GetParam());
    if (!group)
        return;
    const auto folder = std::make_unique<SharedFolder>(group);
    const base::Job job({}, [&](const base::Progress& progress) {
        if (group->rank() == 1 && progress.fraction > 0.25)
            _exit(0);
    });
    const auto report = run(*folder, "run", "o2", {}, group, job);
    ASSERT_FALSE(report.ok());
    EXPECT_EQ(report.error().code, base::ErrorCode::Device);
    _exit(testing::Test::HasFailure() ? 1 : 0); // the folder's end would wait for the lost one
}

INSTANTIATE_TEST_SUITE_P(Processes, RanksTraining, testing::Values(2, 4),
                         [](const auto& each) { return "Ranks" + std::to_string(each.param); });
