// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "nn/Precision.h"
#include "nn/Runtime.h"
#include "train/fp8/Fp8Linear.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <limits>

using namespace maquette;
using namespace maquette::train::fp8;

namespace {

at::Tensor normal(at::IntArrayRef shape, std::uint64_t seed)
{
    at::Generator generator = nn::cpuGenerator(seed);
    return at::randn(shape, generator, at::kFloat);
}

/// Through LibTorch's own types, with the scale that facts 3.2 give.
at::Tensor roundTrip(const at::Tensor& values, at::ScalarType type, double most)
{
    const double scale = std::exp2(std::floor(std::log2(most / values.abs().max().item<double>())));
    return (values.to(at::kFloat) * scale).clamp(-most, most).to(type).to(at::kFloat) / scale;
}

struct Layer {
    explicit Layer(Recipe recipe = {}, bool bias = true)
        : state(recipe)
    {
        nn::startRuntime();
        torch::manual_seed(4);
        linear = std::make_shared<Fp8Linear>("fc", nn::LinearShape{24, 10, bias, 0.3}, state);
        parameter = linear->weight();
    }

    Fp8State state;
    std::shared_ptr<Fp8Linear> linear;
    std::shared_ptr<ScalingParameter> parameter;
};

} // namespace

TEST(Fp8Linear, TheThreeProductsAreThoseOfTheRoundedFactors)
{
    for (const Level level : {Level::O1, Level::O2, Level::O3}) {
        Layer layer({.level = level});
        const at::NoGradGuard guard;
        layer.linear->bias.copy_(normal({10}, 9));
        const at::Tensor start = layer.parameter->kept().decode();
        at::Tensor x = normal({3, 7, 24}, 1).set_requires_grad(true);
        const at::Tensor dy = normal({3, 7, 10}, 2) * 1e-3;
        at::Tensor y;
        {
            const at::AutoGradMode on(true);
            y = layer.linear->forward(x);
            y.backward(dy);
        }
        EXPECT_EQ(y.sizes(), at::IntArrayRef({3, 7, 10}));
        const at::Tensor x8 = roundTrip(x.detach(), at::kFloat8_e4m3fn, 448).view({21, 24});
        const at::Tensor w8 = roundTrip(start, at::kFloat8_e4m3fn, 448);
        const at::Tensor dy8 = roundTrip(dy, at::kFloat8_e5m2, 57344).view({21, 10});
        EXPECT_TRUE(at::allclose(y.detach().view({21, 10}), at::mm(x8, w8.t()) + layer.linear->bias, 1e-5, 1e-6));
        EXPECT_TRUE(at::allclose(x.grad().view({21, 24}), at::mm(dy8, w8), 1e-5, 1e-8));
        const at::Tensor dw = at::mm(dy8.t(), x8);
        EXPECT_TRUE(
            at::allclose(layer.parameter->gradient.decode(), roundTrip(dw, at::kFloat8_e4m3fn, 448), 0.07, 1e-6));
        EXPECT_TRUE(at::allclose(layer.linear->bias.grad(), dy.sum({0, 1}), 1e-5, 1e-7)) << "of unrounded gradients";
        EXPECT_EQ(layer.parameter->weight.type(), level == Level::O3 ? QType::E4M3 : QType::Float16);
        EXPECT_EQ(layer.parameter->gradient.type(), QType::E4M3);
    }
}

TEST(Fp8Linear, GradientsOfTheWeightAddUp)
{
    Layer layer({}, false);
    const at::Tensor x = normal({16, 24}, 1);
    const at::Tensor dy = normal({16, 10}, 2);
    layer.linear->forward(x).backward(dy); // an input without a gradient of its own
    const at::Tensor once = layer.parameter->gradient.decode();
    layer.linear->forward(x).backward(dy);
    const at::Tensor twice = layer.parameter->gradient.decode();
    EXPECT_LT((twice - 2 * once).norm().item<double>(), 0.08 * twice.norm().item<double>());
    const at::Tensor exact = at::mm(dy.t(), x);
    EXPECT_LT((once - exact).norm().item<double>(), 0.12 * exact.norm().item<double>());
}

TEST(Fp8Linear, ALaterPassDoesNotDisturbAnEarlierOne)
{
    Layer first({}, false);
    Layer second({}, false);
    const at::Tensor small = normal({8, 24}, 1) * 1e-3;
    const at::Tensor dy = normal({8, 10}, 2);
    const at::Tensor y = first.linear->forward(small);
    (void)first.linear->forward(normal({8, 24}, 3) * 1e3);
    y.backward(dy);
    second.linear->forward(small).backward(dy);
    EXPECT_TRUE(at::equal(first.parameter->gradient.decode(), second.parameter->gradient.decode()));
}

TEST(Fp8Linear, MixedPrecisionGivesBFloat16)
{
    Layer layer;
    at::Tensor x = normal({8, 24}, 1).set_requires_grad(true);
    at::Tensor y;
    {
        const nn::MixedPrecision mixed(true);
        y = layer.linear->forward(x);
    }
    EXPECT_EQ(y.scalar_type(), at::kBFloat16);
    y.sum().backward();
    EXPECT_EQ(x.grad().scalar_type(), at::kFloat);
    Layer full;
    const at::Tensor wide = full.linear->forward(x.detach());
    EXPECT_TRUE(at::allclose(y.to(at::kFloat), wide, 1e-2, 1e-2)) << "the same casts, another rounding";
}

TEST(Fp8Linear, EvaluationLeavesTheWindowsUnlessAskedTo)
{
    for (const bool quirk : {false, true}) {
        Recipe recipe;
        recipe.quirks.windowInEvaluation = quirk;
        Layer layer(recipe);
        layer.linear->eval();
        (void)layer.linear->forward(normal({4, 24}, 1));
        EXPECT_EQ(layer.parameter->input->amax.abs().max().item<float>() > 0, quirk);
        EXPECT_EQ(layer.parameter->ran, quirk);
    }
}

TEST(Fp8Linear, AfterSixteenStepsScalesAreDelayed)
{
    Layer layer;
    EXPECT_EQ(layer.state.warmingUp(), 1);
    for (int step = 0; step < 16; ++step) {
        layer.linear->forward(normal({4, 24}, 1)).sum().backward();
        layer.state.updateScales();
    }
    EXPECT_EQ(layer.state.warmingUp(), 0);
    const float scale = layer.parameter->input->scale.item<float>();
    layer.linear->forward(normal({4, 24}, 1) * 1000).sum().backward();
    EXPECT_EQ(layer.parameter->input->scale.item<float>(), scale) << "the history says nothing of this yet";
    layer.state.updateScales();
    EXPECT_LT(layer.parameter->input->scale.item<float>(), scale / 100);
    const at::Tensor window = layer.parameter->input->amax.clone();
    layer.state.updateScales();
    EXPECT_TRUE(at::equal(window, layer.parameter->input->amax)) << "no pass, no update";
}

TEST(Fp8Linear, OneSeedIsOneStartAtEveryLevel)
{
    torch::manual_seed(4);
    const at::Tensor drawn = at::empty({10, 24}).normal_(0, 0.3);
    for (const Level level : {Level::O1, Level::O3}) {
        Layer layer({.level = level});
        EXPECT_TRUE(at::allclose(layer.parameter->kept().decode(), drawn, 1e-3, 1e-6));
    }
}

TEST(Fp8Linear, TheMakerNamesWeights)
{
    Fp8State state;
    const nn::LinearMaker maker = fp8Linear(state);
    (void)maker("a.b", {4, 4});
    (void)maker("a.b", {4, 4});
    EXPECT_EQ(state.parameters()[0]->name, "a.b.weight");
    EXPECT_EQ(state.parameters()[1]->name, "a.b.weight_2");
}

TEST(Fp8Linear, TheStateComesBackBitForBit)
{
    for (const Level level : {Level::O2, Level::O3}) {
        Layer layer({.level = level});
        for (int step = 0; step < 3; ++step) {
            layer.linear->forward(normal({4, 24}, 1)).sum().backward();
            layer.state.updateScales();
        }
        train::NamedTensors saved;
        for (const auto& [name, tensor] : layer.state.state())
            saved.emplace_back(name, tensor.clone());
        Layer other({.level = level});
        ASSERT_TRUE(other.state.setState(saved));
        for (std::size_t i = 0; i < saved.size(); ++i)
            EXPECT_TRUE(at::equal(other.state.state()[i].second, saved[i].second)) << saved[i].first;
        saved.pop_back();
        EXPECT_FALSE(other.state.setState(saved));
        EXPECT_FALSE(other.state.setWeights({{"fc.weight", at::zeros({3, 3})}}));
        ASSERT_TRUE(other.state.setWeights({{"fc.weight", at::full({10, 24}, 0.5F)}}));
        EXPECT_TRUE(at::equal(other.state.decodedWeights()[0].second, at::full({10, 24}, 0.5F)));
        EXPECT_TRUE(at::equal(other.parameter->weight.decode(), at::full({10, 24}, 0.5F)));
    }
}

TEST(Fp8Linear, AnInfinityInTheGradientIsSeen)
{
    Layer layer;
    at::Tensor dy = normal({4, 10}, 2);
    dy[0][0] = std::numeric_limits<float>::infinity();
    layer.linear->forward(normal({4, 24}, 1)).backward(dy);
    layer.state.updateScales();
    EXPECT_EQ(layer.state.restarted(), 1);
}
