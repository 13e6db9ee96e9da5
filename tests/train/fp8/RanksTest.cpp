// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/distributed/Ranks.h"
#include "train/fp8/Fp8Statistics.h"
#include "train/fp8/GradientReducer.h"

#include <torch/torch.h>

#include <cmath>
#include <limits>

using namespace maquette;
using namespace maquette::train::fp8;
using maquette::train::distributed::ProcessGroup;

namespace {

constexpr ReduceScaling scalings[]
    = {ReduceScaling::Pre, ReduceScaling::Post, ReduceScaling::Auto, ReduceScaling::RootN};

/// The gradient of parameter `at` on a rank. Ranks differ in size, so that they must agree on a scale.
at::Tensor gradientOf(int at, int rank)
{
    at::Generator generator = nn::cpuGenerator(static_cast<std::uint64_t>(10 * at + rank + 1));
    const at::Tensor values = at::randn({at == 0 ? 7 : 33, 5}, generator, at::kFloat);
    return values * std::exp2(static_cast<double>(rank - 3 * at));
}

/// Two FP8 weights whose gradients are set by hand.
struct Weights {
    explicit Weights(Level level = Level::O2)
        : state(Recipe{.level = level})
    {
        state.add("w0", gradientOf(0, 9));
        state.add("w1", gradientOf(1, 9));
    }
    void giveGradients(int rank)
    {
        for (int at = 0; at < 2; ++at) {
            ScalingParameter& parameter = *state.parameters()[static_cast<std::size_t>(at)];
            parameter.gradient = ScalingTensor::from(gradientOf(at, rank), parameter.weightGradient,
                                                     {.reduce = state.recipe().reduce});
        }
    }
    Fp8State state;
};

std::vector<at::Tensor> gradientsOf(int at, int ranks)
{
    std::vector<at::Tensor> all;
    for (int rank = 0; rank < ranks; ++rank)
        all.push_back(gradientOf(at, rank));
    return all;
}

} // namespace

class Fp8Ranks : public testing::TestWithParam<int> { };

TEST_P(Fp8Ranks, TheReductionIsThatOfOneProcessCodeByCode)
{
    const auto group = test::ranks(GetParam());
    if (!group)
        return;
    for (const ReduceScaling scaling : scalings) {
        Weights weights;
        GradientReducer reducer(weights.state, group, scaling);
        weights.giveGradients(group->rank());
        reducer.reduce();
        for (int at = 0; at < 2; ++at) {
            const Reduced expected
                = reduceGradients(gradientsOf(at, group->ranks()),
                                  {.scaling = scaling, .factor = 1 / std::sqrt(static_cast<double>(group->ranks()))});
            const ScalingTensor& gradient = weights.state.parameters()[static_cast<std::size_t>(at)]->gradient;
            EXPECT_TRUE(at::equal(gradient.value, expected.mean.value)) << at;
            EXPECT_EQ(gradient.meta->scaleInverse.item<float>(), expected.mean.meta->scaleInverse.item<float>());
            EXPECT_EQ(gradient.meta->amax[0].item<float>(), expected.mean.meta->amax[0].item<float>());
        }
    }
}

TEST_P(Fp8Ranks, MuIsTheSameEverywhereAndFollowsTheSaturation)
{
    const auto group = test::ranks(GetParam());
    if (!group)
        return;
    const AutoFactorOptions options{.window = 10};
    Weights weights;
    GradientReducer reducer(weights.state, group, ReduceScaling::Auto, options);
    AutoFactor expected(options);
    expected.set(1 / std::sqrt(static_cast<double>(group->ranks())));
    for (int step = 0; step < 25; ++step) {
        EXPECT_EQ(weights.state.parameters()[1]->weightGradient->factor, expected.factor()) << step;
        expected.update(reduceGradients(gradientsOf(1, group->ranks()),
                                        {.scaling = ReduceScaling::Auto, .factor = expected.factor()})
                            .saturated);
        weights.giveGradients(group->rank());
        // To owners, it is only the owner who sees the sum.
        reducer.reduce(step % 2 == 0 ? std::vector<int>{} : std::vector<int>{1, 0});
    }
    EXPECT_NE(expected.factor(), 1);

    Weights other;
    GradientReducer resumed(other.state, group, ReduceScaling::Auto, options);
    resumed.setState(reducer.state());
    EXPECT_EQ(other.state.parameters()[1]->weightGradient->factor, expected.factor());
}

TEST_P(Fp8Ranks, OwnersGetTheSumAndTheOthersNothing)
{
    const auto group = test::ranks(GetParam());
    if (!group)
        return;
    Weights weights;
    GradientReducer reducer(weights.state, group, ReduceScaling::Post);
    weights.giveGradients(group->rank());
    const std::vector<int> owners = {group->ranks() - 1, 0};
    reducer.reduce(owners);
    for (int at = 0; at < 2; ++at) {
        const auto index = static_cast<std::size_t>(at);
        const ScalingTensor& gradient = weights.state.parameters()[index]->gradient;
        ASSERT_EQ(gradient.defined(), owners[index] == group->rank());
        if (!gradient.defined())
            continue;
        // The owner's codes come last in each sum.
        std::vector<at::Tensor> all = gradientsOf(at, group->ranks());
        const Reduced whole = reduceGradients(all, {.scaling = ReduceScaling::Post});
        EXPECT_EQ(gradient.meta->scale.item<float>(), whole.sharedScale);
        const at::Tensor mean = at::stack(all).mean(0);
        EXPECT_LT((gradient.decode() - mean).norm().item<double>(), 0.1 * mean.norm().item<double>());
    }
}

TEST_P(Fp8Ranks, WhatIsNotFiniteOnOneRankIsNotOnAny)
{
    const auto group = test::ranks(GetParam());
    if (!group)
        return;
    for (const ReduceScaling scaling : {ReduceScaling::Auto, ReduceScaling::RootN}) {
        Weights weights;
        GradientReducer reducer(weights.state, group, scaling);
        weights.giveGradients(group->rank());
        at::Tensor bad = gradientOf(0, group->rank());
        if (group->rank() == 1)
            bad[0][0] = std::numeric_limits<float>::quiet_NaN();
        ScalingParameter& first = *weights.state.parameters()[0];
        first.gradient = ScalingTensor::from(bad, first.weightGradient, {.reduce = weights.state.recipe().reduce});
        reducer.reduce();
        EXPECT_TRUE(first.gradient.hasInfinityOrNan());
        EXPECT_FALSE(weights.state.parameters()[1]->gradient.hasInfinityOrNan());
    }
}

TEST_P(Fp8Ranks, ALayerThatRanOnSomeRanksIsZeroOnTheOthers)
{
    const auto group = test::ranks(GetParam());
    if (!group)
        return;
    Weights weights;
    GradientReducer reducer(weights.state, group, ReduceScaling::Pre);
    weights.giveGradients(group->rank());
    weights.state.parameters()[0]->gradient = {}; // on no rank
    if (!group->first())
        weights.state.parameters()[1]->gradient = {}; // on the first alone
    reducer.reduce();
    EXPECT_FALSE(weights.state.parameters()[0]->gradient.defined());
    const at::Tensor mean = gradientOf(1, 0) / group->ranks();
    const at::Tensor got = weights.state.parameters()[1]->gradient.decode();
    EXPECT_LT((got - mean).norm().item<double>(), 0.05 * mean.norm().item<double>());
}

TEST_P(Fp8Ranks, MeasuredStepsCompareWithTheExactMean)
{
    const auto group = test::ranks(GetParam());
    if (!group)
        return;
    Weights weights;
    GradientReducer reducer(weights.state, group, ReduceScaling::Post);
    Fp8Statistics statistics(weights.state, 1);
    Fp8Adam optimizer({}, weights.state, {}, [](const std::string&, const at::Tensor&) { return false; });
    statistics.begin(1);
    weights.giveGradients(group->rank());
    for (int at = 0; at < 2; ++at)
        weights.state.parameters()[static_cast<std::size_t>(at)]->exact = gradientOf(at, group->rank());
    reducer.reduce();
    const StepStatistics step = statistics.end(optimizer, nullptr, 0, 1);
    int found = 0;
    for (const TensorStatistics& tensor : step.tensors) {
        if (tensor.role != Role::ReducedGradient)
            continue;
        ++found;
        const int at = tensor.tensor == "w0" ? 0 : 1;
        const at::Tensor mean = at::stack(gradientsOf(at, group->ranks())).mean(0);
        const at::Tensor got = weights.state.parameters()[static_cast<std::size_t>(at)]->gradient.decode();
        ASSERT_TRUE(tensor.measured);
        EXPECT_NEAR(tensor.measured->snr,
                    20 * std::log10(mean.norm().item<double>() / (mean - got).norm().item<double>()), 1e-2);
        EXPECT_NEAR(tensor.amax, mean.abs().max().item<double>(), 1e-5);
        EXPECT_EQ(tensor.measured->elements, mean.numel());
    }
    EXPECT_EQ(found, 2);
}

INSTANTIATE_TEST_SUITE_P(Processes, Fp8Ranks, testing::Values(2, 4),
                         [](const auto& each) { return "Ranks" + std::to_string(each.param); });
