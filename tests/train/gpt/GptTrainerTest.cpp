// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensorio/Checkpoint.h"
#include "train/gpt/TrainingSupport.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace maquette;
using namespace maquette::tests;
using namespace maquette::train::gpt;

namespace {

class Training : public testing::Test {
protected:
    Training()
    {
        base::setThreads(1); // so small a network gains nothing from more
        writeText(m_folder / "text.txt");
    }

    base::ParameterValues recipe(const std::string& precision,
                                 const std::map<std::string, std::string>& more = {}) const
    {
        return smallRecipe(m_folder / "text.txt", precision, more);
    }

    base::Result<TrainReport> run(const std::string& name, const base::ParameterValues& values,
                                  const base::Job& job = {}) const
    {
        return train::gpt::train(
            m_folder / name, values, [](const base::Json&) {}, job);
    }

    const tests::TemporaryFolder m_folder;
};

class EachPrecision : public Training, public testing::WithParamInterface<const char*> { };

} // namespace

TEST_P(EachPrecision, GoesOnBitForBit)
{
    const std::string precision = GetParam();
    const auto whole = run("whole", recipe(precision));
    ASSERT_TRUE(whole.ok()) << whole.error().english();
    EXPECT_EQ(whole.value().steps, 10);
    EXPECT_EQ(whole.value().tokens, 10 * 4 * 32);
    ASSERT_TRUE(run("parts", recipe(precision, {{"steps", "5"}})).ok());
    const auto rest = run("parts", recipe(precision));
    ASSERT_TRUE(rest.ok()) << rest.error().english();
    EXPECT_EQ(rest.value().steps, 10);
    EXPECT_EQ(rest.value().validation, whole.value().validation);
    const std::string state = textOf(m_folder / "whole/state.safetensors");
    EXPECT_FALSE(state.empty());
    EXPECT_TRUE(state == textOf(m_folder / "parts/state.safetensors"));
    EXPECT_TRUE(textOf(m_folder / "whole/model.safetensors") == textOf(m_folder / "parts/model.safetensors"));
    const Events events(m_folder / "parts");
    EXPECT_EQ(events.restarts, (std::vector<std::int64_t>{6}));
    EXPECT_EQ(events.scalars.at("train/loss"), Events(m_folder / "whole").scalars.at("train/loss"));
}

INSTANTIATE_TEST_SUITE_P(Training, EachPrecision, testing::Values("fp32", "bf16", "o1", "o2", "o3"),
                         [](const auto& info) { return std::string(info.param); });

TEST_F(Training, LowersTheLossInEveryPrecisionAlike)
{
    std::map<std::string, double> losses;
    for (const char* precision : {"fp32", "bf16", "o1", "o2", "o3"}) {
        const auto report
            = run(precision, recipe(precision, {{"steps", "24"}, {"decay-steps", "24"}, {"rate", "0.01"}}));
        ASSERT_TRUE(report.ok()) << report.error().english();
        losses[precision] = report.value().validation;
        EXPECT_EQ(report.value().skipped, 0);
    }
    EXPECT_LT(losses["fp32"], 3.6);
    for (const auto& [precision, loss] : losses)
        EXPECT_NEAR(loss, losses["fp32"], 0.05 * losses["fp32"]) << precision;
}

TEST_F(Training, WritesAModelByMegatronsNames)
{
    for (const char* precision : {"bf16", "o3"}) {
        ASSERT_TRUE(run(precision, recipe(precision, {{"steps", "1"}})).ok());
        const auto model = tensorio::Checkpoint::open(m_folder / (std::string(precision) + "/model.safetensors"));
        ASSERT_TRUE(model.ok());
        EXPECT_EQ(model.value()->tensors().size(), 1u + 2 * 12 + 2);
        const auto* weight = model.value()->find("encoder.layers.1.self_attention.query_key_value.weight");
        ASSERT_NE(weight, nullptr);
        EXPECT_EQ(weight->shape, (std::vector<std::int64_t>{96, 32}));
        EXPECT_EQ(weight->type, tensorio::DType::F32);
        EXPECT_TRUE(model.value()->metadata().contains("gpt"));
    }
}

TEST_F(Training, WritesEventsThatAreRead)
{
    ASSERT_TRUE(run("run", recipe("o2")).ok());
    const Events events(m_folder / "run");
    for (const char* tag : {"train/loss", "train/rate", "train/gradient_norm", "train/tokens_per_second",
                            "train/tflops", "fp8/loss_scale"})
        EXPECT_EQ(events.scalars.at(tag).size(), 10u) << tag;
    EXPECT_EQ(events.scalars.count("train/mfu"), 0u); // no peak is known
    EXPECT_EQ(events.scalars.at("validation/loss").size(), 2u);
    EXPECT_FLOAT_EQ(static_cast<float>(events.scalars.at("train/rate").at(3)), 2e-3F);
    EXPECT_TRUE(events.texts.contains("recipe"));
    EXPECT_TRUE(events.settings.contains("precision"));
    EXPECT_EQ(events.last, runlog::Status::Finished);
    EXPECT_TRUE(events.restarts.empty());
    ASSERT_TRUE(run("known", recipe("bf16", {{"peak-tflops", "2"}, {"steps", "2"}})).ok());
    const Events known(m_folder / "known");
    EXPECT_FLOAT_EQ(static_cast<float>(known.scalars.at("train/mfu").at(1) * 2),
                    static_cast<float>(known.scalars.at("train/tflops").at(1)));
}

TEST_F(Training, WritesStatisticsOfEveryFp8Tensor)
{
    ASSERT_TRUE(run("run", recipe("o3")).ok());
    const auto lines = linesOf(m_folder / "run/fp8.jsonl");
    ASSERT_FALSE(lines.empty());
    EXPECT_EQ(lines[0]["format"], "maquette-fp8");
    std::map<std::string, int> kinds;
    int steps = 0;
    for (const auto& line : lines) {
        if (line["record"] == "step") {
            EXPECT_EQ(line["step"], ++steps);
            EXPECT_FALSE(line["skipped"]);
            EXPECT_EQ(line["warming"], 8); // below the window of 16 all layers measure
        }
        if (line["record"] != "tensor")
            continue;
        EXPECT_EQ(line["step"].get<int>() % 4, 0);
        ++kinds[line["tensor"]];
        const std::string name = line["name"];
        const double largest = line["type"] == "e4m3" ? 448 : line["type"] == "e5m2" ? 57344 : 65504;
        if (line["amax"].get<double>() > 0) {
            EXPECT_GE(line["headroom"], 0) << name;
            EXPECT_NEAR(line["headroom"].get<double>(),
                        std::log2(largest / line["amax"].get<double>() / line["scale"].get<double>()), 1e-3)
                << name;
        }
        EXPECT_EQ(line.contains("elements"), line["tensor"] != "master") << name; // masters are noted, not looked at
        if (!line.contains("elements"))
            continue;
        ASSERT_TRUE(line.contains("histogram")) << name;
        double counted = 0;
        for (const auto& count : line["histogram"]["counts"])
            counted += count.get<double>();
        EXPECT_LE(counted, line["elements"].get<double>());
        EXPECT_GE(line["underflow"], 0);
        EXPECT_LE(line["underflow"], 1);
        if (line["tensor"] == "input" && name == "encoder.layers.1.mlp.dense_h_to_4h") {
            EXPECT_EQ(line["layer"], 1);
            EXPECT_EQ(line["type"], "e4m3");
            EXPECT_GT(line["snr"], 20);
        }
    }
    EXPECT_EQ(steps, 10);
    for (const char* kind : {"input", "weight", "ograd", "wgrad"})
        EXPECT_EQ(kinds[kind], 2 * 8) << kind; // two steps, eight layers
    EXPECT_GE(kinds["exp_avg"], 2 * 8);
    EXPECT_GE(kinds["exp_avg_sq"], 2 * 8);
    EXPECT_EQ(kinds["master"], 2 * 8);
    EXPECT_FALSE(fs::exists(m_folder / "bf16/fp8.jsonl"));
}

TEST_F(Training, WritesAManifest)
{
    ASSERT_TRUE(run("run", recipe("o2", {{"steps", "1"}})).ok());
    ASSERT_TRUE(run("run", recipe("o2", {{"steps", "2"}})).ok());
    const auto json = base::parseJson(textOf(m_folder / "run/run.json"), "run.json");
    ASSERT_TRUE(json.ok());
    EXPECT_EQ(json.value()["name"], "run");
    EXPECT_EQ(json.value()["precision"], "o2");
    EXPECT_EQ(json.value()["model"]["hidden"], 32);
    EXPECT_EQ(json.value()["data"]["tokenizer"], "bytes");
    ASSERT_EQ(json.value()["sessions"].size(), 2u);
    EXPECT_EQ(json.value()["sessions"][1]["step"], 1);
}

TEST_F(Training, CountsItsMemory)
{
    std::map<std::string, double> totals;
    for (const char* precision : {"bf16", "o1", "o2", "o3"}) {
        ASSERT_TRUE(run(precision, recipe(precision, {{"steps", "2"}})).ok());
        const auto lines = linesOf(m_folder / (std::string(precision) + "/memory.jsonl"));
        ASSERT_EQ(lines.size(), 2u);
        for (const auto& each : lines[1]["classes"]) {
            const std::string name = each["class"];
            if (name == "caches" || name == "activations" || name == "workspace")
                continue;
            EXPECT_EQ(each["predicted"], each["measured"]) << precision << " " << name;
        }
        totals[precision] = lines[1]["total"]["measured"];
        EXPECT_GT(lines[1]["peak"]["measured"], totals[precision]);
    }
    EXPECT_LT(totals["o2"], totals["o1"]);
    EXPECT_LT(totals["o1"], totals["bf16"]);
}

TEST_F(Training, LearnsBytePairsAndKeepsThem)
{
    const auto values = recipe("bf16", {{"vocabulary", "300"}, {"steps", "2"}});
    const auto report = run("bpe", values);
    ASSERT_TRUE(report.ok()) << report.error().english();
    EXPECT_TRUE(fs::exists(m_folder / "bpe/tokenizer.json"));
    // 300 tokens make an embedding of 384 rows.
    const auto model = tensorio::Checkpoint::open(m_folder / "bpe/model.safetensors");
    EXPECT_EQ(model.value()->find("embedding.word_embeddings.weight")->shape[0], 384);
    EXPECT_TRUE(run("bpe", recipe("bf16", {{"vocabulary", "300"}, {"steps", "3"}})).ok());
    EXPECT_TRUE(
        run("other", recipe("bf16", {{"tokenizer", (m_folder / "bpe/tokenizer.json").string()}, {"steps", "1"}})).ok());
}

TEST_F(Training, StopsWithACheckpoint)
{
    std::stop_source stop;
    const base::Job job(stop.get_token(), [&](const base::Progress& progress) {
        if (progress.fraction > 0.25)
            stop.request_stop();
    });
    const auto report = run("run", recipe("o2"), job);
    ASSERT_TRUE(report.ok()) << report.error().english();
    EXPECT_EQ(report.value().steps, 3);
    const auto rest = run("run", recipe("o2"));
    ASSERT_TRUE(rest.ok());
    ASSERT_TRUE(run("whole", recipe("o2")).ok());
    EXPECT_TRUE(textOf(m_folder / "whole/state.safetensors") == textOf(m_folder / "run/state.safetensors"));
}

TEST_F(Training, RefusesWhatItCannotGoOnFrom)
{
    ASSERT_TRUE(run("run", recipe("o2", {{"steps", "1"}})).ok());
    EXPECT_EQ(run("run", recipe("o1")).error().code, base::ErrorCode::ModelUnfit);
    EXPECT_EQ(run("run", recipe("o2", {{"seed", "2"}})).error().code, base::ErrorCode::ModelUnfit);
    std::ofstream(m_folder / "text.txt", std::ios::app) << "More.";
    EXPECT_EQ(run("run", recipe("o2")).error().code, base::ErrorCode::ModelUnfit);
    std::ofstream(m_folder / "run/state.safetensors") << "damaged";
    EXPECT_FALSE(run("run", recipe("o2")).ok());
    EXPECT_EQ(run("bad", recipe("o2", {{"batch", "3"}})).error().code, base::ErrorCode::Usage);
    EXPECT_EQ(run("bad", recipe("o2", {{"heads", "3"}})).error().code, base::ErrorCode::Usage);
    EXPECT_EQ(run("bad", recipe("o2", {{"data", "/nowhere"}})).error().code, base::ErrorCode::BadInput);
    EXPECT_FALSE(fs::exists(m_folder / "bad"));
}
