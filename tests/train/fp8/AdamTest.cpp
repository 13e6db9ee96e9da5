// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "nn/Runtime.h"
#include "train/fp8/Fp8Adam.h"
#include "train/fp8/Fp8Linear.h"
#include "train/fp8/LossScaler.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <cmath>
#include <limits>

using namespace maquette;
using namespace maquette::train::fp8;

namespace {

at::Tensor normal(at::IntArrayRef shape, std::uint64_t seed)
{
    at::Generator generator = nn::cpuGenerator(seed);
    return at::randn(shape, generator, at::kFloat);
}

bool matrices(const std::string&, const at::Tensor& tensor) { return tensor.dim() > 1; }
bool all(const std::string&, const at::Tensor&) { return true; }

/// One FP8 weight and one plain vector with an optimizer.
struct Trial {
    explicit Trial(Recipe recipe, AdamOptions options = {}, at::IntArrayRef shape = {4, 4})
        : state(recipe)
    {
        nn::startRuntime();
        const std::int64_t count = shape[0] * shape[1];
        parameter = state.add("w", (at::sin(at::arange(1, count + 1, at::kFloat) * 0.7) * 0.5).view(shape));
        vector = (normal({shape[0]}, 2) * 0.3).set_requires_grad(true);
        optimizer = std::make_unique<Fp8Adam>(train::NamedTensors{{"b", vector}}, state, options, all);
    }
    void giveGradients(std::uint64_t seed, double size = 0.01)
    {
        parameter->gradient
            = ScalingTensor::from(normal(parameter->weight.value.sizes(), seed) * size, parameter->weightGradient);
        vector.mutable_grad() = normal(vector.sizes(), seed + 1000) * size;
    }
    void steps(int from, int to)
    {
        for (int step = from; step < to; ++step) {
            giveGradients(static_cast<std::uint64_t>(step) + 10);
            optimizer->step(1e-3);
        }
    }

    Fp8State state;
    std::shared_ptr<ScalingParameter> parameter;
    at::Tensor vector;
    std::unique_ptr<Fp8Adam> optimizer;
};

train::NamedTensors copied(const train::NamedTensors& tensors)
{
    train::NamedTensors copies;
    for (const auto& [name, tensor] : tensors)
        copies.emplace_back(name, tensor.detach().clone());
    return copies;
}

const Level levels[] = {Level::O1, Level::O2, Level::O3};

} // namespace

TEST(Fp8Adam, FourStepsStayNearLibTorchsOwn)
{
    for (const Level level : levels)
        for (const bool decoupled : {true, false})
            for (const bool composed : {false, true}) {
                AdamOptions options;
                options.decay = decoupled ? 0.01 : 0;
                options.decoupled = decoupled;
                options.composed = composed;
                Trial trial({.level = level}, options);
                at::Tensor expected = trial.parameter->kept().decode().set_requires_grad(true);
                const at::Tensor gradient = at::cos(at::arange(1, 17, at::kFloat) * 0.9).view({4, 4});
                std::unique_ptr<torch::optim::Optimizer> peer;
                if (decoupled)
                    peer = std::make_unique<torch::optim::AdamW>(std::vector{expected},
                                                                 torch::optim::AdamWOptions(1e-3).weight_decay(0.01));
                else
                    peer = std::make_unique<torch::optim::Adam>(std::vector{expected}, torch::optim::AdamOptions(1e-3));
                for (int step = 0; step < 4; ++step) {
                    trial.parameter->gradient = ScalingTensor::from(gradient, trial.parameter->weightGradient);
                    trial.optimizer->step(1e-3);
                    expected.mutable_grad() = gradient.clone();
                    peer->step();
                }
                const at::Tensor difference = (trial.parameter->kept().decode() - expected.detach()).abs();
                EXPECT_LE(difference.max().item<double>(), 3e-4);
                EXPECT_LE((trial.parameter->weight.decode() - expected.detach()).abs().max().item<double>(),
                          level == Level::O3 ? 0.05 : 3e-4);
            }
}

TEST(Fp8Adam, OnePassEqualsTheComposedOne)
{
    for (const bool decoupled : {true, false})
        for (const bool scaled : {true, false}) {
            AdamOptions options;
            options.decay = 0.1;
            options.decoupled = decoupled;
            options.tensorScale = scaled;
            AdamOptions composed = options;
            composed.composed = true;
            Trial one({}, options, {37, 51});
            Trial other({}, composed, {37, 51});
            one.steps(0, 6);
            other.steps(0, 6);
            EXPECT_TRUE(at::allclose(one.vector, other.vector, 1e-5, 1e-6));
            // A last bit apart can be one step of FP16.
            EXPECT_TRUE(at::allclose(one.parameter->weight.decode(), other.parameter->weight.decode(), 1e-3, 1e-6));
            const auto& moments = one.optimizer->moments()[0];
            const auto& same = other.optimizer->moments()[0];
            EXPECT_EQ(moments.first.meta->scale.item<float>(), same.first.meta->scale.item<float>());
            EXPECT_GT(moments.first.value.eq(same.first.value).to(at::kFloat).mean().item<double>(), 0.99);
            EXPECT_EQ(moments.first.meta->scale.item<float>() == 1, !scaled);
        }
}

TEST(Fp8Adam, MomentsAreLowBitsOfEveryParameterAtO2)
{
    Trial o1({.level = Level::O1});
    o1.steps(0, 2);
    for (const auto& moments : o1.optimizer->moments())
        EXPECT_EQ(moments.first32.scalar_type(), at::kFloat);
    Trial o2({.level = Level::O2});
    const at::Tensor before = o2.vector.detach().clone();
    o2.steps(0, 2);
    EXPECT_FALSE(at::equal(before, o2.vector)) << "plain parameters learn";
    EXPECT_EQ(o2.vector.scalar_type(), at::kFloat);
    for (const auto& moments : o2.optimizer->moments()) {
        EXPECT_EQ(moments.first.type(), QType::E4M3);
        EXPECT_EQ(moments.second.type(), QType::Float16);
        EXPECT_EQ(moments.count, 2);
        EXPECT_GT(moments.second.minimum().item<float>(), -1e-20F);
        // Scales fill the range but for a factor of two.
        EXPECT_GE(moments.first.value.bitwise_and(0x7F).max().item<int>(), 0x76);
    }
}

TEST(Fp8Adam, AtO3TheWeightFollowsItsMaster)
{
    Trial trial({.level = Level::O3});
    trial.steps(0, 3);
    EXPECT_EQ(trial.parameter->master.type(), QType::Float16);
    const ScalingTensor cast = trial.parameter->master.cast(QType::E4M3);
    EXPECT_TRUE(at::equal(trial.parameter->weight.value, cast.value));
    EXPECT_TRUE(at::equal(trial.parameter->weight.decode(), cast.decode()));
}

TEST(Fp8Adam, L2DecayIsAPartOfTheMomentsUnlessAsOfficial)
{
    AdamOptions options;
    options.decoupled = false;
    options.decay = 1;
    Recipe official;
    official.quirks.decayOutsideOfMoments = true;
    Trial paper({}, options);
    Trial quirk(official, options);
    options.decay = 0;
    Trial none({}, options);
    for (Trial* trial : {&paper, &quirk, &none})
        trial->steps(0, 1);
    const auto first = [](const Trial& trial) { return trial.optimizer->moments()[0].first.decode(); };
    EXPECT_TRUE(at::allclose(first(quirk), first(none), 0.07, 1e-6));
    EXPECT_FALSE(at::allclose(first(paper), first(none), 0.5, 1e-3));
    EXPECT_TRUE(at::equal(quirk.parameter->weight.decode(), paper.parameter->weight.decode()))
        << "the weights move alike";
}

TEST(Fp8Adam, GoesOnBitForBitFromItsState)
{
    for (const Level level : levels) {
        Trial whole({.level = level});
        whole.steps(0, 3);
        const auto moments = copied(whole.optimizer->state());
        const auto weights = copied(whole.state.state());
        const at::Tensor vector = whole.vector.detach().clone();
        whole.steps(3, 5);

        Trial later({.level = level});
        ASSERT_TRUE(later.state.setState(weights));
        ASSERT_TRUE(later.optimizer->setState(moments));
        {
            const at::NoGradGuard guard;
            later.vector.copy_(vector);
        }
        later.steps(3, 5);
        EXPECT_TRUE(at::equal(whole.vector, later.vector));
        EXPECT_TRUE(at::equal(whole.parameter->weight.value, later.parameter->weight.value));
        auto cut = moments;
        cut.pop_back();
        EXPECT_FALSE(later.optimizer->setState(cut));
        Trial other({.level = level == Level::O1 ? Level::O2 : Level::O1});
        EXPECT_FALSE(other.optimizer->setState(moments)) << "of another level";
    }
}

TEST(Fp8Adam, UnscalingAndClippingGoThroughTheDecoding)
{
    Trial trial({});
    trial.giveGradients(3, 1.0);
    const at::Tensor payload = trial.parameter->gradient.value.clone();
    const at::Tensor before = trial.parameter->gradient.decode();
    const at::Tensor plain = trial.vector.grad().clone();
    ASSERT_TRUE(trial.optimizer->unscale(4));
    EXPECT_TRUE(at::equal(trial.parameter->gradient.value, payload));
    EXPECT_TRUE(at::equal(trial.parameter->gradient.decode(), before / 4));
    const double norm
        = std::sqrt(std::pow((before / 4).norm().item<double>(), 2) + std::pow((plain / 4).norm().item<double>(), 2));
    EXPECT_NEAR(trial.optimizer->clipGradients(1e9), norm, 1e-5);
    EXPECT_TRUE(at::equal(trial.parameter->gradient.decode(), before / 4)) << "small enough already";
    EXPECT_NEAR(trial.optimizer->clipGradients(0.1), norm, 1e-5);
    EXPECT_NEAR(trial.optimizer->clipGradients(1e9), 0.1, 1e-5);
    EXPECT_TRUE(at::equal(trial.parameter->gradient.value, payload));

    Recipe official;
    official.quirks.clipOnlyPlain = true;
    Trial quirk(official);
    quirk.giveGradients(3, 1.0);
    (void)quirk.optimizer->clipGradients(0.1);
    EXPECT_TRUE(at::equal(quirk.parameter->gradient.decode(), before));
    EXPECT_FALSE(at::equal(quirk.vector.grad(), plain));
}

TEST(Fp8Adam, OverflowIsFoundAndTheScaleOfTheLossFollows)
{
    LossScalerOptions options;
    options.initial = 1024;
    options.window = 2;
    LossScaler scaler(options);
    Trial trial({});
    trial.giveGradients(3);
    EXPECT_TRUE(trial.optimizer->unscale(scaler.scale()));
    scaler.update(true);
    scaler.update(true);
    EXPECT_EQ(scaler.scale(), 2048);
    at::Tensor bad = normal({4, 4}, 1);
    bad[0][0] = std::numeric_limits<float>::infinity();
    trial.parameter->gradient = ScalingTensor::from(bad, trial.parameter->weightGradient);
    EXPECT_FALSE(trial.optimizer->unscale(scaler.scale()));
    trial.giveGradients(3);
    trial.vector.mutable_grad()[0] = std::numeric_limits<float>::quiet_NaN();
    EXPECT_FALSE(trial.optimizer->unscale(scaler.scale()));
    scaler.update(false);
    EXPECT_EQ(scaler.scale(), 1024);
    EXPECT_EQ(scaler.skipped(), 1);
    LossScaler resumed(options);
    ASSERT_TRUE(resumed.setState(scaler.state()));
    EXPECT_EQ(resumed.scale(), 1024);
    EXPECT_EQ(resumed.skipped(), 1);
    EXPECT_FALSE(resumed.setState({}));
    options.dynamic = false;
    LossScaler fixed(options);
    fixed.update(false);
    EXPECT_EQ(fixed.scale(), 1024);
}

TEST(Fp8Adam, StatesTakeWhatTheLedgerSays)
{
    for (const Level level : levels) {
        Trial trial({.level = level}, {}, {256, 128});
        trial.giveGradients(3);
        const StateBytes::Classes got = trial.optimizer->bytes().fp8;
        const StateBytes::Classes expected = predictedBytes(level, 256 * 128, 1);
        EXPECT_EQ(got.elements, expected.elements);
        EXPECT_EQ(got.weights, expected.weights);
        EXPECT_EQ(got.master, expected.master);
        EXPECT_EQ(got.gradients, expected.gradients);
        EXPECT_EQ(got.first, expected.first);
        EXPECT_EQ(got.second, expected.second);
        EXPECT_EQ(got.metas, expected.metas);
        const auto perElement = static_cast<double>(got.total() - got.metas) / (256 * 128);
        EXPECT_EQ(perElement, level == Level::O1 ? 11 : level == Level::O2 ? 6 : 7);
        trial.optimizer->zeroGradients();
        EXPECT_EQ(trial.optimizer->bytes().fp8.gradients, 0);
    }
    Trial trial({}, {}, {256, 128});
    trial.giveGradients(3);
    const auto share = static_cast<double>(trial.optimizer->bytes().fp8.total())
        / static_cast<double>(baselineBytes(256 * 128).total());
    EXPECT_LE(share, 0.38) << "62 % are saved, scales included";
    EXPECT_EQ(baselineBytes(10).total(), 160);
    EXPECT_EQ(baselineBytes(10, true).total(), 180);
}

TEST(Fp8Adam, ASmallNetworkLearnsAtEveryLevel)
{
    nn::startRuntime();
    for (const Level level : levels) {
        torch::manual_seed(5);
        Fp8State state({.level = level});
        const nn::LinearMaker maker = fp8Linear(state);
        const auto in = maker("in", {8, 32, true, 0.3});
        const auto out = maker("out", {32, 4, true, 0.2});
        train::NamedTensors plain;
        for (const auto& [name, layer] : {std::pair("in", in), std::pair("out", out)})
            for (const auto& item : layer->named_parameters())
                plain.emplace_back(std::string(name) + "." + item.key(), item.value());
        Fp8Adam optimizer(plain, state, {.decay = 0}, matrices);
        const at::Tensor x = normal({64, 8}, 1);
        const at::Tensor y = at::tanh(at::mm(x, normal({8, 4}, 2)));
        double first = 0;
        double last = 0;
        for (int step = 0; step < 100; ++step) {
            optimizer.zeroGradients();
            const at::Tensor loss = at::mse_loss(out->forward(at::relu(in->forward(x))), y);
            loss.backward();
            ASSERT_TRUE(optimizer.unscale(1));
            (void)optimizer.clipGradients(1);
            optimizer.step(0.01);
            (step == 0 ? first : last) = loss.item<double>();
        }
        EXPECT_LT(last, 0.25 * first) << name(level);
        EXPECT_EQ(state.warmingUp(), 0);
    }
}
