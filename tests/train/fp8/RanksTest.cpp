// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/distributed/Ranks.h"
#include "train/fp8/Fp8Statistics.h"
#include "train/fp8/Fp8Zero.h"
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
        const double before = first.weightGradient->factor;
        reducer.reduce();
        EXPECT_EQ(first.weightGradient->factor, before) << "a step that is skipped says nothing";
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
    // On the first alone; that of the last is zero, whose scale must not count.
    ScalingParameter& second = *weights.state.parameters()[1];
    if (!group->first())
        second.gradient = {};
    if (group->rank() == group->ranks() - 1) {
        second.weightGradient->scale.fill_(1);
        second.gradient = ScalingTensor::from(at::zeros({33, 5}), second.weightGradient);
    }
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
    EXPECT_EQ(found, group->first() ? 2 : 0) << "where all have the sum, the first one looks at it";
}

namespace {

bool decaysAll(const std::string&, const at::Tensor&) { return true; }

/// Gradients of small whole numbers, whose sums are exact in any order.
at::Tensor exactGradient(at::IntArrayRef shape, int step, int index, int rank)
{
    at::Generator generator = nn::cpuGenerator(static_cast<std::uint64_t>(100 * step + 10 * index + rank));
    return at::randint(-3, 4, shape, generator, at::kFloat);
}

/// Three FP8 weights of different sizes and two plain vectors.
struct Network {
    explicit Network(Level level)
        : state(Recipe{.level = level})
    {
        const std::int64_t rows[] = {6, 11, 4};
        const char* const names[] = {"a", "b", "c"};
        for (int at = 0; at < 3; ++at)
            state.add(names[at], at::sin(at::arange(rows[at] * 5, at::kFloat)).view({rows[at], 5}));
        for (int at = 0; at < 2; ++at)
            vectors.push_back(at::cos(at::arange(3 + at, at::kFloat)).set_requires_grad(true));
        adam = std::make_unique<Fp8Adam>(train::NamedTensors{{"x", vectors[0]}, {"y", vectors[1]}}, state,
                                         AdamOptions{}, decaysAll);
    }
    Fp8State state;
    std::vector<at::Tensor> vectors;
    std::unique_ptr<Fp8Adam> adam;
};

at::Tensor meanGradient(at::IntArrayRef shape, int step, int index, int ranks)
{
    at::Tensor sum = exactGradient(shape, step, index, 0);
    for (int rank = 1; rank < ranks; ++rank)
        sum += exactGradient(shape, step, index, rank);
    return sum / ranks;
}

} // namespace

TEST_P(Fp8Ranks, ZeroGivesTheWeightsOfOneProcess)
{
    const auto group = test::ranks(GetParam());
    if (!group)
        return;
    for (const Level level : {Level::O1, Level::O2, Level::O3}) {
        Network shared(level);
        Network alone(level);
        GradientReducer reducer(shared.state, group, ReduceScaling::Pre);
        Fp8Zero zero(*shared.adam, group);
        for (int step = 0; step < 5; ++step) {
            for (int at = 0; at < 3; ++at) {
                ScalingParameter& own = *shared.state.parameters()[static_cast<std::size_t>(at)];
                ScalingParameter& other = *alone.state.parameters()[static_cast<std::size_t>(at)];
                const auto shape = own.weight.value.sizes();
                own.gradient = ScalingTensor::from(exactGradient(shape, step, at, group->rank()), own.weightGradient);
                other.gradient
                    = ScalingTensor::from(meanGradient(shape, step, at, group->ranks()), other.weightGradient);
            }
            for (std::size_t at = 0; at < 2; ++at)
                for (Network* network : {&shared, &alone})
                    network->vectors[at].mutable_grad()
                        = meanGradient(network->vectors[at].sizes(), step, static_cast<int>(at) + 3, group->ranks());
            reducer.reduce(zero.gradientOwners());
            shared.adam->step(1e-2);
            zero.spreadWeights();
            alone.adam->step(1e-2);
        }
        for (std::size_t at = 0; at < 3; ++at) {
            EXPECT_TRUE(
                at::equal(shared.state.parameters()[at]->weight.value, alone.state.parameters()[at]->weight.value))
                << name(level) << " " << at;
            EXPECT_EQ(shared.state.parameters()[at]->weight.meta->scaleInverse.item<float>(),
                      alone.state.parameters()[at]->weight.meta->scaleInverse.item<float>());
        }
        for (std::size_t at = 0; at < 2; ++at)
            EXPECT_TRUE(at::equal(shared.vectors[at], alone.vectors[at]));

        // Together the ranks hold what one process holds alone.
        const StateBytes mine = shared.adam->bytes();
        at::Tensor held = at::tensor({static_cast<float>(mine.fp8.first + mine.plain.first),
                                      static_cast<float>(mine.fp8.second + mine.plain.second),
                                      static_cast<float>(mine.fp8.master)});
        group->allReduceSum(held);
        const StateBytes whole = alone.adam->bytes();
        EXPECT_EQ(held[0].item<float>(), static_cast<float>(whole.fp8.first + whole.plain.first));
        EXPECT_EQ(held[1].item<float>(), static_cast<float>(whole.fp8.second + whole.plain.second));
        EXPECT_EQ(held[2].item<float>(), static_cast<float>(whole.fp8.master));
        EXPECT_LT(mine.total(), whole.total());
    }
}

INSTANTIATE_TEST_SUITE_P(Processes, Fp8Ranks, testing::Values(2, 4),
                         [](const auto& each) { return "Ranks" + std::to_string(each.param); });
