// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "nn/Runtime.h"
#include "train/gpt/Fp8Lines.h"
#include "train/gpt/GptStates.h"
#include "train/gpt/MemoryLedger.h"
#include "train/gpt/MemoryWatch.h"
#include "train/gpt/Throughput.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

using namespace maquette;
using namespace maquette::train::gpt;
namespace fp8 = maquette::train::fp8;

namespace {

models::gpt::GptConfig named(const char* name) { return models::gpt::namedGpt(name)->config; }

} // namespace

TEST(Throughput, GivesThePapersTflops)
{
    // Table 5, BF16: samples a second over all GPUs, their number, TFLOPS a GPU.
    struct Row {
        const char* name;
        double samples;
        int gpus;
        double tflops;
    };
    for (const auto& [name, samples, gpus, tflops] :
         {Row{"7b", 159.2, 32, 445}, Row{"13b", 79.3, 32, 420}, Row{"175b", 22.4, 128, 386}})
        EXPECT_NEAR(stepFlops(named(name), 1) * samples / gpus / 1e12, tflops, 0.003 * tflops) << name;
    EXPECT_NEAR(445 / devicePeak("NVIDIA H100 80GB HBM3", false).tflops, 0.450, 0.0005);
    EXPECT_NEAR(615 / devicePeak("NVIDIA H100 80GB HBM3", true).tflops, 0.311, 0.0005);
    EXPECT_EQ(devicePeak("AMD EPYC", true).tflops, 0);
    EXPECT_EQ(devicePeak("NVIDIA A100", true).tflops, 312);
    EXPECT_DOUBLE_EQ(stepFlops(named("7b"), 1, true) / stepFlops(named("7b"), 1), 4.0 / 3);
}

TEST(Ledger, GivesTheBytesAParameterOfThePaper)
{
    // Section 12.1, GB of all linear weights; those of the ledger have the other parameters besides.
    const auto config = named("7b");
    const auto bytes = [&](const char* precision, const char* row) {
        return static_cast<double>(*predictMemory(config, precisionOf(precision), 1).row(row).predicted);
    };
    const auto linear = static_cast<double>(config.linearParameters());
    const auto plain = static_cast<double>(config.parameters()) - linear;
    EXPECT_EQ(bytes("o2", "weights"), 2 * linear + 4 * plain);
    EXPECT_EQ(bytes("o2", "master"), 0);
    EXPECT_EQ(bytes("o3", "weights") + bytes("o3", "master"), 3 * linear + 4 * plain);
    EXPECT_EQ(bytes("o1", "exp_avg"), 4 * (linear + plain));
    EXPECT_EQ(bytes("o2", "exp_avg"), linear + plain);
    EXPECT_EQ(bytes("o2", "exp_avg_sq"), 2 * (linear + plain));
    const auto total = [&](const char* precision) {
        return static_cast<double>(*predictMemory(config, precisionOf(precision), 1).totalPredicted());
    };
    EXPECT_EQ(total("bf16"), 16 * (linear + plain));
    EXPECT_EQ(static_cast<double>(predictMemory(config, precisionOf("o2"), 1).baselinePredicted), total("bf16"));
    // Scales and the plain parameters take little: more than 55 % are saved for the whole of 7B at O2.
    EXPECT_LT(total("o2"), 0.45 * total("bf16"));
    EXPECT_NEAR(total("o2") - 11 * plain, 6 * linear, 1e5);
    EXPECT_NEAR(total("o3") - 11 * plain, 7 * linear, 1e5);
    EXPECT_NEAR(total("o1") - 16 * plain, 11 * linear, 1e5);
}

TEST(Ledger, PredictsWhatAPassKeeps)
{
    for (const char* name : {"fp32", "bf16", "o1", "o3"}) {
        StatesOptions options;
        options.config = named("tiny");
        options.config.layers = 3;
        options.config.hidden = 64;
        options.precision = precisionOf(name);
        GptStates states(options);
        const at::Tensor tokens = at::randint(0, 256, {4, 129}, nn::cpuGenerator(1), at::kLong);
        const at::Tensor inputs = tokens.narrow(1, 0, 128).contiguous();
        const at::Tensor targets = tokens.narrow(1, 1, 128).contiguous();
        (void)states.pass(inputs, targets, 1);
        (void)states.step(1e-3, 1);
        states.zeroGradients();
        std::int64_t kept = 0;
        std::int64_t peak = 0;
        {
            const MemoryWatch watch;
            (void)states.pass(inputs, targets, 1, [&] { kept = watch.current(); });
            peak = watch.peak();
        }
        const auto ledger = predictMemory(options.config, options.precision, 4);
        const auto predicted
            = static_cast<double>(*ledger.row("caches").predicted + *ledger.row("activations").predicted);
        EXPECT_NEAR(static_cast<double>(kept), predicted, 0.05 * predicted) << name;
        const double most = predicted + static_cast<double>(*ledger.row("workspace").predicted);
        EXPECT_NEAR(static_cast<double>(peak), most, 0.15 * most) << name;
    }
}

TEST(MemoryWatch, CountsOnlyWhatItSaw)
{
    at::Tensor before = at::zeros({1000});
    MemoryWatch watch;
    at::Tensor first = at::zeros({1000});
    EXPECT_EQ(watch.current(), 4000);
    {
        const at::Tensor second = at::zeros({500});
        EXPECT_EQ(watch.current(), 6000);
    }
    before.reset();
    EXPECT_EQ(watch.current(), 4000);
    first.reset();
    EXPECT_EQ(watch.current(), 0);
    EXPECT_EQ(watch.peak(), 6000);
}

TEST(Fp8Lines, KnowTheBlockOfAName)
{
    EXPECT_EQ(blockOf("encoder.layers.12.mlp.dense_h_to_4h"), 12);
    EXPECT_EQ(blockOf("embedding.word_embeddings.weight"), -1);
    EXPECT_EQ(blockOf("layers."), -1);
    EXPECT_EQ(blockOf("layers.99999999999999999999.x"), 999999999);
}

TEST(Fp8Lines, SayOnlyWhatIsKnown)
{
    fp8::StepStatistics statistics;
    statistics.step = 3;
    fp8::TensorStatistics tensor;
    tensor.tensor = "encoder.layers.1.mlp.dense_4h_to_h.weight";
    tensor.role = fp8::Role::FirstMoment;
    tensor.headroom = std::numeric_limits<double>::infinity();
    statistics.tensors.push_back(tensor);
    EXPECT_EQ(fp8Lines(statistics, true).size(), 1u); // nothing was looked at
    EXPECT_TRUE(fp8Lines(statistics, true)[0]["skipped"]);
    statistics.tensors[0].measured.emplace();
    statistics.tensors[0].measured->underflow = 25;
    statistics.tensors[0].measured->exponents.assign(fp8::TensorStatistics::exponentBins, 0);
    statistics.tensors[0].measured->exponents[60] = 2;
    statistics.tensors[0].measured->exponents[62] = 5;
    const auto lines = fp8Lines(statistics, false);
    ASSERT_EQ(lines.size(), 2u);
    EXPECT_EQ(lines[1]["name"], "encoder.layers.1.mlp.dense_4h_to_h");
    EXPECT_EQ(lines[1]["tensor"], "exp_avg");
    EXPECT_EQ(lines[1]["underflow"], 0.25);
    EXPECT_EQ(lines[1]["histogram"]["first"], -4);
    EXPECT_EQ(base::dumpJson(lines[1]["histogram"]["counts"]), "[2,0,5]");
    EXPECT_NE(base::dumpJson(lines[1]).find("\"headroom\":null"), std::string::npos);
}
