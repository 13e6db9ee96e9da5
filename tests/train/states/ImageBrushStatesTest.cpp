// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The compact ImageBrush network trained in every precision.
#include "models/imagebrush/ImageBrush.h"
#include "nn/KeyMapping.h"
#include "nn/Precision.h"
#include "nn/Runtime.h"
#include "train/states/Precisions.h"

#include <torch/torch.h>

using namespace maquette;
using namespace maquette::models::imagebrush;
using tests::statesOptions;

namespace {

ImageBrushConfig tiny()
{
    ImageBrushConfig config;
    config.variant = "IBC-test";
    config.width = 32;
    config.coarseWidth = 64;
    config.visualWidth = 32;
    config.promptWidth = 64;
    config.conditionWidth = 24;
    config.promptLayers = 1;
    config.middleBlocks = 1;
    config.refinerChannels = 4;
    config.raw = true;
    config.boxes = true;
    return config;
}

at::Tensor cells(std::uint64_t seed)
{
    nn::startRuntime();
    return at::upsample_bilinear2d(at::rand({3, 3, 8, 8}, nn::cpuGenerator(seed), at::kFloat), {64, 64}, false);
}

/// Boards whose after cells are noise to the prior, and whose results are the mirrored pictures.
struct Trained {
    explicit Trained(const std::string& precision)
        : mixed(precision != "fp32")
    {
        torch::manual_seed(5);
        network = std::make_shared<ImageBrush>(tiny());
        network->train();
        states = std::make_unique<train::ModuleStates>(network, statesOptions(precision), tests::decaysMatrices);
        const at::Tensor before = cells(1);
        const at::Tensor image = cells(2);
        prepared = network->prepare(before, before.flip({3}), image, before, image);
        target = image.flip({3});
    }
    double step()
    {
        at::Tensor prediction;
        {
            const nn::MixedPrecision autocast(mixed);
            const at::Tensor t = at::tensor({0.0F, 0.2F, 0.4F});
            prediction = network->forward(cells(3), t, prepared, network->prompt(prepared));
        }
        const at::Tensor loss = (prediction - target).square().mean();
        states->zeroGradients();
        states->backward(loss);
        EXPECT_TRUE(states->step(0.003, 1).finite);
        return loss.item<double>();
    }
    double steps(int count)
    {
        double loss = 0;
        for (int i = 0; i < count; ++i)
            loss = step();
        return loss;
    }

    nn::OneThread one; ///< too little for several
    bool mixed;
    std::shared_ptr<ImageBrush> network;
    std::unique_ptr<train::ModuleStates> states;
    Prepared prepared;
    at::Tensor target;
};

} // namespace

TEST(ImageBrushStates, LearnsAlikeInEveryPrecision)
{
    double full = 0;
    for (const char* precision : tests::allPrecisions) {
        Trained run(precision);
        const double first = run.step();
        const double last = run.steps(24);
        EXPECT_LT(last, 0.7 * first) << precision;
        if (full == 0)
            full = last;
        EXPECT_NEAR(last, full, 0.1 * full) << precision;
    }
}

TEST(ImageBrushStates, AResumedRunEqualsOneThatWasNeverStopped)
{
    for (const char* precision : tests::allPrecisions) {
        Trained whole(precision);
        whole.steps(20); // past the warm-up of delayed scaling
        Trained half(precision);
        half.steps(18);
        Trained rest(precision);
        ASSERT_TRUE(rest.states->setState(tests::copies(half.states->state()))) << precision;
        rest.steps(2);
        tests::expectEqual(whole.states->state(), rest.states->state());
    }
}

TEST(ImageBrushStates, ItsWeightsAreThoseOfAPlainNetwork)
{
    Trained run("o2");
    run.steps(3);
    ImageBrush plain(run.network->config(), true);
    ASSERT_TRUE(train::fillModule(plain, run.states->weights()));
    const at::NoGradGuard guard;
    const auto paint = [&](ImageBrush& network) {
        network.eval();
        return network.forward(cells(3), at::zeros({3}), run.prepared, network.prompt(run.prepared));
    };
    const at::Tensor full = paint(plain);
    const at::Tensor low = paint(*run.network);
    EXPECT_LT((full - low).abs().mean().item<double>(), 0.01);
}

TEST(ImageBrushStates, WhatReadsPicturesAndWritesColorsStaysFloat)
{
    Trained run("o2");
    std::vector<std::string> stay;
    for (const auto& [name, tensor] : run.states->parameters())
        if (tensor.dim() == 2 && name.ends_with(".weight"))
            stay.push_back(name);
    std::sort(stay.begin(), stay.end());
    EXPECT_EQ(stay,
              (std::vector<std::string>{"head.weight", "prompt.box_first.weight", "prompt.fit_first.weight",
                                        "prompt.patch.weight", "refiner.modulation.weight", "stem.weight",
                                        "target.weight", "time_first.weight"}));
    std::int64_t moved = 0;
    std::int64_t all = 0;
    for (const auto& parameter : run.states->fp8State()->parameters())
        moved += parameter->weight.value.numel();
    for (const auto& [name, tensor] : run.states->weights())
        all += tensor.numel();
    EXPECT_GT(moved, all / 2);
}
