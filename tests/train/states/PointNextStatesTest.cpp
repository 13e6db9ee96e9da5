// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A PointNeXt trained in every precision.
#include "models/pointnext/PointNextInference.h"
#include "nn/KeyMapping.h"
#include "nn/Runtime.h"
#include "train/states/Precisions.h"

#include <torch/torch.h>

#include <algorithm>

using namespace maquette;
using namespace maquette::models::pointnext;
using tests::statesOptions;

namespace {

/// Points in a box whose class is the octant that they are in.
struct Lesson {
    explicit Lesson(const PointNextConfig& config)
    {
        nn::startRuntime();
        at::Generator generator = nn::cpuGenerator(3);
        const at::Tensor points = at::rand({2, 600, 3}, generator, at::kFloat) * 1.2;
        geometry = makeGeometry(config, points);
        features = at::cat({points, at::rand({2, 600, config.inChannels - 3}, generator, at::kFloat)}, 2);
        const at::Tensor high = (points > 0.6).to(at::kLong);
        labels = (high.select(2, 0) + 2 * high.select(2, 1) + 4 * high.select(2, 2)).flatten();
    }
    PointGeometry geometry;
    at::Tensor features, labels;
};

PointNextConfig tiny()
{
    PointNextConfig config = *namedConfig("s3dis-s");
    config.width = 8;
    config.blocks = {1, 2, 1};
    config.strides = {1, 4, 4};
    return config;
}

struct Trained {
    explicit Trained(const std::string& precision)
        : config(tiny())
        , lesson(config)
    {
        torch::manual_seed(5);
        network = std::make_shared<PointNext>(config);
        network->train();
        states = std::make_unique<train::ModuleStates>(network, statesOptions(precision), tests::decaysMatrices);
    }
    double step(int number)
    {
        torch::manual_seed(100 + static_cast<std::uint64_t>(number)); // dropout
        const at::Tensor logits = network->forward({&lesson.geometry, lesson.features, {}, false});
        const at::Tensor loss = at::cross_entropy_loss(logits.flatten(0, 1), lesson.labels);
        states->zeroGradients();
        states->backward(loss);
        EXPECT_TRUE(states->step(0.005, 10).finite);
        return loss.item<double>();
    }
    double steps(int first, int count)
    {
        double loss = 0;
        for (int i = first; i < first + count; ++i)
            loss = step(i);
        return loss;
    }

    nn::OneThread one; ///< too little for several
    PointNextConfig config;
    Lesson lesson;
    std::shared_ptr<PointNext> network;
    std::unique_ptr<train::ModuleStates> states;
};

} // namespace

TEST(PointNextStates, LearnsAlikeInEveryPrecision)
{
    double full = 0;
    for (const char* precision : tests::allPrecisions) {
        Trained run(precision);
        const double first = run.step(0);
        const double last = run.steps(1, 29);
        EXPECT_GT(first, 1.8) << precision;
        EXPECT_LT(last, 0.75 * first) << precision;
        if (full == 0)
            full = last;
        EXPECT_NEAR(last, full, 0.1 * full) << precision;
    }
}

TEST(PointNextStates, AResumedRunEqualsOneThatWasNeverStopped)
{
    for (const char* precision : tests::allPrecisions) {
        Trained whole(precision);
        whole.steps(0, 20); // past the warm-up of delayed scaling
        Trained half(precision);
        half.steps(0, 18);
        Trained rest(precision);
        ASSERT_TRUE(rest.states->setState(tests::copies(half.states->state()))) << precision;
        rest.steps(18, 2);
        tests::expectEqual(whole.states->state(), rest.states->state());
    }
}

TEST(PointNextStates, ItsWeightsServeTheQuickForm)
{
    Trained run("o2");
    run.steps(0, 30);
    PointNext plain(run.config);
    ASSERT_TRUE(train::fillModule(plain, run.states->weights()));
    plain.eval();
    run.network->eval();
    const PointNextInference inference(plain, at::kCPU);
    const at::NoGradGuard guard;
    const at::Tensor quick = inference.run(run.lesson.geometry, run.lesson.features);
    const at::Tensor low = run.network->forward({&run.lesson.geometry, run.lesson.features, {}, false});
    const auto right = [&](const at::Tensor& logits) {
        return logits.flatten(0, 1).argmax(1).eq(run.lesson.labels).to(at::kFloat).mean().item<double>();
    };
    EXPECT_GT(right(quick), 0.3) << "one in eight by chance";
    EXPECT_NEAR(right(quick), right(low), 0.05);
}

TEST(PointNextStates, CoordinatesColorsAndClassesStayFloat)
{
    Trained run("o2");
    std::vector<std::string> moved;
    for (const auto& parameter : run.states->fp8State()->parameters())
        moved.push_back(parameter->name);
    for (const char* wanted : {"encoder.encoder.1.0.convs.1.0.weight", "encoder.encoder.1.0.skipconv.0.weight",
                               "encoder.encoder.1.1.pwconv.0.0.weight", "encoder.encoder.1.1.pwconv.1.0.weight",
                               "decoder.decoder.0.0.convs.0.0.weight", "head.head.0.0.weight"})
        EXPECT_EQ(std::count(moved.begin(), moved.end(), wanted), 1) << wanted;
    std::vector<std::string> stay;
    for (const auto& [name, tensor] : run.states->parameters())
        if (tensor.dim() > 1)
            stay.push_back(name);
    EXPECT_EQ(stay,
              (std::vector<std::string>{"encoder.encoder.0.0.convs.0.0.weight", "encoder.encoder.1.0.convs.0.0.weight",
                                        "encoder.encoder.1.1.convs.convs.0.0.weight",
                                        "encoder.encoder.2.0.convs.0.0.weight", "head.head.2.0.weight"}));
}
