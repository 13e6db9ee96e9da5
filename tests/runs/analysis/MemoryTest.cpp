// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/analysis/ActivationMemory.h"
#include "runs/analysis/MemoryLedger.h"
#include "runs/analysis/MemoryRecord.h"
#include "runs/analysis/Throughput.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

using namespace maquette;
using namespace maquette::runs;

namespace {

const GptShape gpt125m = {12, 768, 12, 0, 100'352, 2048};
const GptShape gpt7b = {32, 4096, 32, 0, 100'352, 2048};
const GptShape gpt13b = {40, 5120, 40, 0, 100'352, 2048};
const GptShape gpt175b = {96, 12288, 96, 0, 100'352, 2048};

double stateGigabytes(double parameters, PrecisionLevel level)
{
    ModelSize size;
    size.linear = static_cast<std::int64_t>(parameters);
    return predictLedgers(size, level)[0].states() / 1e9;
}

} // namespace

TEST(MemoryLedger, BytesAParameterOfTheFacts)
{
    const std::vector<std::pair<PrecisionLevel, double>> table
        = {{PrecisionLevel::Bf16, 16},    {PrecisionLevel::Bf16WithCopy, 18},
           {PrecisionLevel::Fp16Amp, 16}, {PrecisionLevel::TransformerEngine, 16},
           {PrecisionLevel::O1, 11},      {PrecisionLevel::O2, 6},
           {PrecisionLevel::O3, 7}};
    for (const auto& [level, bytes] : table) {
        EXPECT_EQ(factsOf(level).linear.states(), bytes) << factsOf(level).name;
        EXPECT_EQ(levelFromName(factsOf(level).name), level);
    }
    EXPECT_EQ(factsOf(PrecisionLevel::O2).plain.states(), 11);
    EXPECT_FALSE(levelFromName("o4"));
}

TEST(MemoryLedger, PublishedModelStates)
{
    // Facts 12.1: GB for all linear weights, as printed (two digits).
    struct Row {
        double parameters, baseline, o1, o2, o3;
    };
    for (const Row& row : {Row{125e6, 2.0, 1.375, 0.75, 0.875},
                           {6.7e9, 107.2, 73.7, 40.2, 46.9},
                           {13e9, 208, 143, 78, 91},
                           {175e9, 2800, 1925, 1050, 1225}}) {
        EXPECT_NEAR(stateGigabytes(row.parameters, PrecisionLevel::Bf16), row.baseline, 1e-6);
        EXPECT_NEAR(stateGigabytes(row.parameters, PrecisionLevel::O1), row.o1, 1e-6);
        EXPECT_NEAR(stateGigabytes(row.parameters, PrecisionLevel::O2), row.o2, 1e-6);
        EXPECT_NEAR(stateGigabytes(row.parameters, PrecisionLevel::O3), row.o3, 1e-6);
    }
}

TEST(MemoryLedger, SavingsNameTheirBaseline)
{
    Saving states{"bf16, 16 bytes a parameter", "states only", 16, 6, false};
    EXPECT_DOUBLE_EQ(states.percent(), 62.5);
    EXPECT_NE(states.message().english().find("62.5 % less than bf16, 16 bytes a parameter"), std::string::npos);
    EXPECT_NE(states.message().english().find("computed; states only"), std::string::npos);
    // Table 5: 7B, 13B and 175B at equal micro-batch, against BF16; and Transformer Engine, which takes more.
    EXPECT_EQ(std::lround(Saving{"bf16", "", 69.6e9, 49.4e9, true}.percent()), 29);
    EXPECT_EQ(std::lround(Saving{"bf16", "", 68.2e9, 48.9e9, true}.percent()), 28);
    EXPECT_EQ(std::lround(Saving{"bf16", "", 66.1e9, 40.3e9, true}.percent()), 39);
    EXPECT_EQ((Saving{"bf16", "micro-batch 2", 69.6e9, 77.3e9, true}.message().english()),
              "11.1 % more than bf16: 77.30 against 69.60 GB, measured; micro-batch 2");
}

TEST(MemoryLedger, SizesOfTheGptFamily)
{
    const ModelSize small = sizeOf(gpt125m);
    EXPECT_EQ(small.linear, 12 * 12 * 768 * 768);
    EXPECT_EQ(small.linearTensors, 48);
    EXPECT_EQ(sizeOf(gpt7b).linearTensors, 128);
    EXPECT_EQ(sizeOf(gpt13b).linearTensors, 160);
    EXPECT_EQ(sizeOf(gpt175b).linearTensors, 384);
    EXPECT_EQ(std::accumulate(small.tensorSizes.begin(), small.tensorSizes.end(), std::int64_t(0)), small.linear);
    EXPECT_NEAR(static_cast<double>(sizeOf(gpt175b).linear), 174e9, 1e9);
}

TEST(MemoryLedger, TheGreedyDistributionOfAlgorithm1)
{
    // 8, 7, 6, 5, 4 to two: 8+5+4 = 17? 8 | 7, then 6 to the second, 5 to the first, 4 to the first or second by 13
    // = 13.
    const std::vector<std::int64_t> sizes = {4, 5, 6, 7, 8};
    EXPECT_EQ(greedyPartition(sizes, 2), (std::vector<std::int64_t>{0, 0, 1, 1, 0}));
    EXPECT_EQ(greedyPartition(sizes, 1), (std::vector<std::int64_t>(5, 0)));
    // Equal sizes: by index modulo ranks, so 0, 2, 1, 3.
    EXPECT_EQ(greedyPartition(std::vector<std::int64_t>(4, 9), 2), (std::vector<std::int64_t>{0, 0, 1, 1}));
    // No rank is off the mean by more than the largest tensor.
    const ModelSize size = sizeOf(gpt125m);
    for (const std::int64_t ranks : {2, 3, 7, 48, 100}) {
        std::vector<std::int64_t> used(static_cast<std::size_t>(ranks));
        const auto owners = greedyPartition(size.tensorSizes, ranks);
        for (std::size_t i = 0; i < owners.size(); ++i)
            used[static_cast<std::size_t>(owners[i])] += size.tensorSizes[i];
        const auto [least, most] = std::minmax_element(used.begin(), used.end());
        EXPECT_LE(*most - *least, 4 * 768 * 768);
    }
}

TEST(MemoryLedger, ShardingCutsWhatItsStageSays)
{
    ModelSize size;
    size.linear = 1000;
    size.plain = 101;
    const auto at = [&](int stage, PrecisionLevel level) { return predictLedgers(size, level, {4, stage}); };
    const Ledger whole = at(0, PrecisionLevel::O3)[0];
    EXPECT_EQ(whole.states(), 1000 * 7 + 101 * 11);
    const Ledger one = at(1, PrecisionLevel::O3)[3];
    EXPECT_EQ(one[MemoryClass::Weights], whole[MemoryClass::Weights]);
    EXPECT_EQ(one[MemoryClass::Gradients], whole[MemoryClass::Gradients]);
    EXPECT_EQ(one[MemoryClass::Master], 250 * 2);
    EXPECT_EQ(one[MemoryClass::SecondMoment], 250 * 2 + 26 * 2);
    EXPECT_EQ(at(2, PrecisionLevel::Bf16)[0][MemoryClass::Gradients], 250 * 4 + 26 * 4);
    EXPECT_EQ(at(3, PrecisionLevel::O2)[0][MemoryClass::Weights], 250 * 2 + 26 * 4);
    // Whole tensors: 900 and 100 cannot be cut evenly.
    size.tensorSizes = {900, 100};
    const auto ledgers = at(1, PrecisionLevel::O3);
    EXPECT_EQ(ledgers[0][MemoryClass::Master], 1800);
    EXPECT_EQ(ledgers[1][MemoryClass::Master], 200);
    EXPECT_EQ(ledgers[3][MemoryClass::Master], 0);
    const LedgerRange range = rangeOf(ledgers);
    EXPECT_EQ(range.most[MemoryClass::Master], 1800);
    EXPECT_EQ(range.least[MemoryClass::Master], 0);
    EXPECT_EQ(range.mostRank, 0u);
    EXPECT_EQ(range.leastRank, 2u);
    EXPECT_EQ(at(1, PrecisionLevel::Bf16)[0][MemoryClass::Master], 250 * 4 + 26 * 4); // elements, not tensors
}

TEST(MemoryLedger, PredictedBesideMeasured)
{
    Ledger predicted, measured;
    predicted[MemoryClass::Weights] = 100;
    measured[MemoryClass::Weights] = 112;
    measured[MemoryClass::Reserve] = 30;
    const auto rows = compareLedgers(predicted, measured);
    ASSERT_EQ(rows.size(), 2u);
    EXPECT_EQ(rows[0].difference, 12);
    EXPECT_EQ(rows[1].memoryClass, MemoryClass::Reserve);
    EXPECT_TRUE(std::isnan(rows[1].difference)); // not predicted is not zero
    EXPECT_EQ(measured.total(), 142);
    EXPECT_TRUE(std::isnan(Ledger().total()));
    EXPECT_EQ(memoryClassFromName("exp_avg_sq"), MemoryClass::SecondMoment);
}

TEST(ActivationMemory, PublishedSharesOfKorthikantiEtAl)
{
    // Selective recomputation saves 70 % of GPT-3's layers and 65 % of MT-NLG's (5 a s / h is 80 and 64).
    for (const auto& [shape, saved] :
         {std::pair<GptShape, double>{{96, 12288, 96, 0, 51200, 2048}, 70}, {{105, 20480, 128, 0, 51200, 2048}, 65}}) {
        ActivationOptions options;
        const double all = activationBytes(shape, options).layers;
        options.recomputation = Recomputation::Selective;
        EXPECT_NEAR(100 * (1 - activationBytes(shape, options).layers / all), saved, 0.5);
    }
}

TEST(ActivationMemory, TheFormulaByItsParts)
{
    const GptShape shape = {1, 1024, 16, 0, 50304, 512};
    const double sbh = 512.0 * 2 * 1024;
    ActivationOptions options;
    options.microBatch = 2;
    EXPECT_EQ(activationBytes(shape, options).layers, sbh * (34 + 5 * 16 * 512 / 1024.0));
    EXPECT_EQ(activationBytes(shape, options).output, 4 * sbh * (1 + 50304 / 1024.0));
    options.flashAttention = true;
    EXPECT_EQ(activationBytes(shape, options).layers, 34 * sbh);
    options.tensorParallel = 8;
    EXPECT_EQ(activationBytes(shape, options).layers, sbh * (10 + 24.0 / 8));
    options.sequenceParallel = true;
    EXPECT_EQ(activationBytes(shape, options).layers, 34 * sbh / 8);
    options.tensorParallel = 1;
    options.fp8Inputs = true;
    EXPECT_EQ(activationBytes(shape, options).layers, 27 * sbh);
    options.dropout = false;
    EXPECT_EQ(activationBytes(shape, options).layers, 25 * sbh);
    options.fp8Inputs = false;
    options.flashAttention = false;
    EXPECT_EQ(activationBytes(shape, options).layers, sbh * (32 + 2 * 16 * 512 / 1024.0));
    options.recomputation = Recomputation::Full;
    EXPECT_EQ(activationBytes(shape, options).layers, 2 * sbh);
    EXPECT_GT(activationBytes(shape, options).recomputed, 2 * sbh);
}

TEST(Throughput, ReproducesTheTeraflopsOfTable5)
{
    // Samples a second are printed to 0.1, which is 0.3 TFLOPS of the smallest model.
    EXPECT_NEAR(gptTeraflops(gpt7b, 159.2, 32), 445, 0.6);
    EXPECT_EQ(std::lround(gptTeraflops(gpt13b, 79.3, 32)), 420);
    EXPECT_EQ(std::lround(gptTeraflops(gpt175b, 22.4, 128)), 386);
    GptShape other = gpt7b;
    other.vocabulary = 50'304;
    EXPECT_EQ(std::lround(gptTeraflops(other, 159.2, 32)), 436);
    EXPECT_NEAR(gptTeraflops(gpt7b, 1, 1, true) / gptTeraflops(gpt7b, 1, 1), 4.0 / 3, 1e-12);
}

TEST(Throughput, UtilizationNeedsThePeakOfItsFormat)
{
    const PeakRate bf16 = {"BF16", 989}, fp8 = {"FP8", 1979};
    EXPECT_NEAR(modelUtilization(445, bf16), 45.0, 0.05);
    EXPECT_NEAR(modelUtilization(420, bf16), 42.5, 0.05);
    EXPECT_NEAR(modelUtilization(386, bf16), 39.0, 0.05);
    EXPECT_NEAR(modelUtilization(615, fp8), 31.1, 0.05);
    EXPECT_NEAR(modelUtilization(677, fp8), 34.2, 0.05);
    EXPECT_TRUE(std::isnan(modelUtilization(1, {})));
}

TEST(Throughput, RatesOverAStretchOfTime)
{
    const std::vector<std::int64_t> steps = {0, 10, 20, 30, 40, 50};
    const std::vector<double> times = {0, 5, missing, 15, 1000, 1010};
    const std::vector<std::size_t> starts = {4};
    const auto rates = ratesOf(steps, times, 8, 10, starts);
    EXPECT_TRUE(std::isnan(rates[1])); // only 5 s
    EXPECT_TRUE(std::isnan(rates[2]));
    EXPECT_EQ(rates[3], 8 * 20 / 10.0); // since step 10
    EXPECT_TRUE(std::isnan(rates[4])); // not across the restart
    EXPECT_EQ(rates[5], 8);
}
