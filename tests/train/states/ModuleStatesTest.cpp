// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/ModuleStates.h"

#include "nn/KeyMapping.h"
#include "nn/Layers.h"
#include "train/states/Precisions.h"

#include <torch/torch.h>

#include <algorithm>
#include <limits>

using namespace maquette;
using tests::statesOptions;

namespace {

/// Two layers that may be FP8 and one that must not.
class Small : public nn::Block {
public:
    Small()
        : first(part<nn::Linear>("first", 16, 32))
        , second(part<nn::Linear>("second", 32, 32, false))
        , last(part<nn::Linear>("last", 32, 4))
    {
        last->exact = true;
    }
    at::Tensor forward(const at::Tensor& x) const
    {
        return last->forward(second->forward(first->forward(x).relu()).relu());
    }

    std::shared_ptr<nn::Linear> first, second, last;
};

std::shared_ptr<Small> small()
{
    torch::manual_seed(7);
    return std::make_shared<Small>();
}

at::Tensor input()
{
    torch::manual_seed(8);
    return at::randn({24, 16});
}

std::vector<std::string> names(const train::NamedTensors& tensors)
{
    std::vector<std::string> all;
    for (const auto& [name, tensor] : tensors)
        all.push_back(name);
    std::sort(all.begin(), all.end());
    return all;
}

} // namespace

TEST(ModuleStates, AllPrecisionsStartFromTheSameWeightsUnderTheSameKeys)
{
    const auto plain = small();
    const train::NamedTensors wanted = nn::stateOf(*plain);
    for (const char* precision : tests::allPrecisions) {
        const auto network = small();
        const train::ModuleStates states(network, statesOptions(precision), tests::decaysMatrices);
        const train::NamedTensors weights = states.weights();
        EXPECT_EQ(names(weights), names(wanted)) << precision;
        const std::map<std::string, at::Tensor> byName(weights.begin(), weights.end());
        for (const auto& [name, tensor] : wanted) {
            ASSERT_EQ(byName.at(name).sizes(), tensor.sizes()) << name;
            // FP16 with a scale that is a power of two rounds to 11 bits.
            const double rounding = states.low() && name.ends_with("weight") && !name.starts_with("last") ? 0x1p-11 : 0;
            EXPECT_LE((byName.at(name) - tensor).abs().max().item<double>(),
                      rounding * tensor.abs().max().item<double>())
                << precision << " " << name;
        }
        const auto copy = small();
        EXPECT_TRUE(train::fillModule(*copy, weights));
    }
}

TEST(ModuleStates, OnlyLayersThatAreNotExactAreReplaced)
{
    const auto network = small();
    train::ModuleStates states(network, statesOptions("o2"), tests::decaysMatrices);
    EXPECT_TRUE(network->first->replaced());
    EXPECT_TRUE(network->second->replaced());
    EXPECT_FALSE(network->last->replaced());
    ASSERT_EQ(states.fp8State()->parameters().size(), 2u);
    EXPECT_EQ(states.fp8State()->parameters()[0]->name, "first.weight");
    EXPECT_EQ(states.fp8State()->parameters()[1]->name, "second.weight");
    EXPECT_EQ(states.parameters().size(), 3u) << "the bias of the first layer, weight and bias of the last";
    // The product is near that of the float32 network: inputs and weights lose up to 1/17 each.
    const at::NoGradGuard guard;
    const at::Tensor wanted = small()->forward(input());
    EXPECT_LT((network->forward(input()) - wanted).norm().item<double>(), 0.08 * wanted.norm().item<double>());
}

TEST(ModuleStates, WithoutALevelItIsTheOptimizerAsItWas)
{
    const auto network = small();
    train::ModuleStates states(network, statesOptions("fp32"), tests::decaysMatrices);
    const auto other = small();
    train::NamedTensors parameters;
    for (const auto& item : other->named_parameters())
        parameters.emplace_back(item.key(), item.value());
    train::AdamW optimizer(parameters, {}, tests::decaysMatrices);
    for (int step = 0; step < 3; ++step) {
        states.zeroGradients();
        states.backward(network->forward(input()).square().mean());
        const auto outcome = states.step(0.01, 0.005);
        optimizer.zeroGradients();
        other->forward(input()).square().mean().backward();
        EXPECT_EQ(outcome.norm, optimizer.clipGradients(0.005));
        EXPECT_NEAR(outcome.clip, 0.005 / outcome.norm, 1e-4);
        optimizer.step(0.01);
    }
    tests::expectEqual(states.weights(), nn::stateOf(*other));
}

TEST(ModuleStates, AStateOfAnotherPrecisionIsRefused)
{
    for (const char* own : tests::allPrecisions)
        for (const char* other : tests::allPrecisions) {
            train::ModuleStates states(small(), statesOptions(own), tests::decaysMatrices);
            train::ModuleStates others(small(), statesOptions(other), tests::decaysMatrices);
            EXPECT_EQ(states.setState(tests::copies(others.state())), std::string(own) == other) << own << " " << other;
        }
}

TEST(ModuleStates, AnInfiniteGradientSkipsTheStepAndHalvesTheScale)
{
    auto options = statesOptions("o2");
    options.dynamicLossScale = true;
    const auto network = small();
    train::ModuleStates states(network, options, tests::decaysMatrices);
    EXPECT_EQ(states.scaler().scale(), 65536);
    const auto pass = [&](double factor) {
        states.zeroGradients();
        states.backward(network->forward(input()).square().mean() * factor);
        return states.step(0.01, 1);
    };
    EXPECT_TRUE(pass(1).finite);
    const train::NamedTensors before = tests::copies(states.weights());
    EXPECT_FALSE(pass(std::numeric_limits<float>::infinity()).finite);
    EXPECT_EQ(states.scaler().scale(), 32768);
    EXPECT_EQ(states.scaler().skipped(), 1);
    tests::expectEqual(states.weights(), before);
    EXPECT_TRUE(pass(1).finite);
}

TEST(ModuleStates, CountsTheBytesOfItsStates)
{
    const std::int64_t moved = 16 * 32 + 32 * 32;
    const std::int64_t stay = 32 + 32 * 4 + 4;
    const std::map<std::string, std::pair<int, int>> expected
        = {{"o1", {11, 16}}, {"o2", {6, 11}}, {"o3", {7, 11}}}; // bytes an element: FP8 layers, and the rest
    for (const char* precision : tests::allPrecisions) {
        const auto network = small();
        train::ModuleStates states(network, statesOptions(precision), tests::decaysMatrices);
        states.zeroGradients();
        states.backward(network->forward(input()).square().mean());
        const auto bytes = states.bytes();
        if (!states.low()) {
            EXPECT_EQ(bytes.plain.elements, moved + stay);
            EXPECT_EQ(bytes.total() - bytes.plain.metas, 16 * (moved + stay));
            continue;
        }
        EXPECT_EQ(bytes.fp8.elements, moved);
        EXPECT_EQ(bytes.plain.elements, stay);
        EXPECT_EQ(bytes.fp8.total() - bytes.fp8.metas, expected.at(precision).first * moved) << precision;
        EXPECT_EQ(bytes.plain.total() - bytes.plain.metas, expected.at(precision).second * stay) << precision;
        EXPECT_EQ(bytes.fp8.metas, train::fp8::predictedBytes(*train::fp8::levelFromName(precision), moved, 2).metas);
    }
}

TEST(FillModule, RefusesOtherNamesAndShapesAndChangesNothing)
{
    const auto network = small();
    const train::NamedTensors before = tests::copies(nn::stateOf(*network));
    train::NamedTensors weights = tests::copies(before);
    for (auto& [name, tensor] : weights)
        tensor.zero_();
    auto fewer = weights;
    fewer.pop_back();
    EXPECT_FALSE(train::fillModule(*network, fewer));
    auto renamed = weights;
    renamed.back().first += "x";
    EXPECT_FALSE(train::fillModule(*network, renamed));
    auto misshapen = weights;
    misshapen.back().second = at::zeros({1, 1});
    EXPECT_FALSE(train::fillModule(*network, misshapen));
    tests::expectEqual(nn::stateOf(*network), before);
    EXPECT_TRUE(train::fillModule(*network, weights));
    tests::expectEqual(nn::stateOf(*network), weights);
}
