// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pointnext/PointNext.h"

#include "models/pointnext/PointAutograd.h"
#include "models/pointnext/PointNextInference.h"
#include "nn/Runtime.h"
#include "support/TemporaryFolder.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

using namespace maquette;
using namespace maquette::models::pointnext;

namespace {

/// A room-like box of points and features of it.
struct Sample {
    at::Tensor points;
    at::Tensor features;
};

Sample makeSample(const PointNextConfig& config, std::int64_t batch, std::int64_t count)
{
    at::Generator generator = nn::cpuGenerator(11);
    at::Tensor points = at::rand({batch, count, 3}, generator, at::kFloat);
    const at::Tensor face = at::randint(0, 6, {batch, count, 1}, generator, at::kLong);
    points.scatter_(2, face.div(2, "floor"), face.remainder(2).to(at::kFloat));
    points.mul_(at::tensor({2.0F, 1.6F, 1.2F}));
    return {points, at::randn({batch, count, config.inChannels}, generator, at::kFloat)};
}

/// Norms as after training: gains of both signs, statistics that are not those of the start.
void disturb(PointNext& network)
{
    const at::NoGradGuard guard;
    at::Generator generator = nn::cpuGenerator(5);
    for (const auto& item : network.named_parameters())
        if (item.value().dim() == 1)
            item.value().add_(at::randn(item.value().sizes(), generator, at::kFloat) * 0.7);
    for (const auto& item : network.named_buffers()) {
        if (item.key().find("running_var") != std::string::npos)
            item.value().mul_(at::rand(item.value().sizes(), generator, at::kFloat) + 0.5);
        if (item.key().find("running_mean") != std::string::npos)
            item.value().add_(at::randn(item.value().sizes(), generator, at::kFloat) * 0.3);
    }
}

class EachConfig : public testing::TestWithParam<NamedConfig> { };

std::string testName(const testing::TestParamInfo<NamedConfig>& info)
{
    std::string name = info.param.name;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

} // namespace

// Section 2.3 of the facts on PointNeXt: exact numbers of parameters, state tensors and elements of buffers.
TEST(PointNext, SizesAreThoseOfTheOfficialNetworks)
{
    const struct {
        const char* name;
        std::int64_t parameters;
        std::int64_t tensors;
        std::int64_t buffers;
    } sizes[] = {
        {"s3dis-s", 792237, 114, 4881},
        {"s3dis-b", 3827853, 172, 16988},
        {"s3dis-l", 7125069, 262, 30059},
        {"s3dis-xl", 41576461, 352, 86202},
        {"scannet-s", 709300, 130, 0},
        {"scannet-b", 3831956, 172, 0},
        {"scannet-l", 7129172, 262, 0},
        {"scannet-xl", 41590804, 352, 0},
        {"scanobjectnn-s", 1367119, 84, 6476},
        {"modelnet40-s", 1373512, 84, 0},
        {"modelnet40-s-c64", 4523112, 84, 11404},
        {"shapenetpart-s", 981842, 142, 0},
        {"shapenetpart-s-c64", 3722674, 142, 0},
        {"shapenetpart-s-c160", 22500562, 142, 0},
    };
    const nn::UnsetWeights unset;
    for (const auto& size : sizes) {
        const PointNext network(*namedConfig(size.name));
        EXPECT_EQ(network.parameterCount(), size.parameters) << size.name;
        EXPECT_EQ(static_cast<std::int64_t>(nn::stateOf(network).size()), size.tensors) << size.name;
        std::int64_t buffers = 0;
        for (const auto& buffer : network.buffers())
            buffers += buffer.numel();
        if (size.buffers > 0) {
            EXPECT_EQ(buffers, size.buffers) << size.name;
        }
    }
}

TEST(PointNext, KeysAndShapesAreOfficial)
{
    const PointNext network(*namedConfig("s3dis-s"));
    std::map<std::string, std::vector<std::int64_t>> shapes;
    for (const auto& [name, tensor] : nn::stateOf(network))
        shapes[name] = tensor.sizes().vec();
    const std::map<std::string, std::vector<std::int64_t>> expected = {
        {"encoder.encoder.0.0.convs.0.0.weight", {32, 4, 1}},
        {"encoder.encoder.0.0.convs.0.0.bias", {32}},
        {"encoder.encoder.1.0.skipconv.0.weight", {64, 32, 1}},
        {"encoder.encoder.1.0.convs.0.0.weight", {32, 35, 1, 1}},
        {"encoder.encoder.1.0.convs.1.1.running_var", {64}},
        {"encoder.encoder.4.0.convs.1.0.weight", {512, 256, 1, 1}},
        {"decoder.decoder.3.0.convs.0.0.weight", {256, 768, 1}},
        {"decoder.decoder.0.0.convs.1.1.num_batches_tracked", {}},
        {"head.head.0.1.weight", {32}},
        {"head.head.2.0.weight", {13, 32, 1}},
    };
    for (const auto& [name, shape] : expected) {
        ASSERT_TRUE(shapes.count(name)) << name;
        EXPECT_EQ(shapes[name], shape) << name;
    }
    const PointNext large(*namedConfig("s3dis-b"));
    bool found = false;
    for (const auto& [name, tensor] : nn::stateOf(large))
        found = found
            || (name == "encoder.encoder.1.1.convs.convs.0.0.weight"
                && tensor.sizes() == at::IntArrayRef{64, 67, 1, 1});
    EXPECT_TRUE(found);
    const PointNext parts(*namedConfig("shapenetpart-s"));
    for (const auto& [name, tensor] : nn::stateOf(parts))
        if (name == "decoder.decoder.0.0.convs.0.0.weight") {
            EXPECT_EQ(tensor.sizes(), (at::IntArrayRef{32, 304, 1}));
        }
}

TEST(PointNext, RadiiGrowWithTheStages)
{
    const auto radii = namedConfig("s3dis-b")->radii();
    EXPECT_EQ(radii[1], (std::pair<double, double>{0.1, 0.2}));
    EXPECT_EQ(radii[4], (std::pair<double, double>{0.8, 1.6}));
    const auto object = namedConfig("scanobjectnn-s")->radii();
    EXPECT_DOUBLE_EQ(object[2].first, 0.22499999999999998);
    EXPECT_DOUBLE_EQ(object[4].first, 0.50625);
}

TEST_P(EachConfig, TheQuickFormEqualsTheDirectOne)
{
    // Widths of 160 and 64 differ from 32 in nothing but time.
    PointNextConfig config = GetParam().config;
    const Sample sample = makeSample(config, 2, 1100);
    PointNext network(config);
    disturb(network);
    network.eval();
    const at::NoGradGuard guard;
    const PointGeometry geometry = makeGeometry(config, sample.points);
    const at::Tensor objects = at::tensor({std::int64_t(3), std::int64_t(15)}, at::kLong);
    const at::Tensor direct = network.forward({&geometry, sample.features, objects, true});
    const at::Tensor grouped = network.forward({&geometry, sample.features, objects, false});
    const at::Tensor quick = PointNextInference(network, at::kCPU).run(geometry, sample.features, objects);
    const float largest = std::max(1.0F, direct.abs().max().item<float>());
    EXPECT_EQ(quick.sizes(), direct.sizes());
    EXPECT_LT((grouped - direct).abs().max().item<float>(), 1e-4F * largest);
    EXPECT_LT((quick - direct).abs().max().item<float>(), 1e-4F * largest);
}

TEST_P(EachConfig, IsFoundFromItsFile)
{
    if (GetParam().config.width > 64)
        GTEST_SKIP() << "90 MB of weights differ from smaller ones in nothing but size";
    const tests::TemporaryFolder folder;
    const PointNext network(GetParam().config);
    ASSERT_TRUE(savePointNext(folder / "weights.safetensors", network).ok());
    const auto loaded = loadPointNext(folder / "weights.safetensors");
    ASSERT_TRUE(loaded.ok()) << loaded.error().english();
    EXPECT_EQ(loaded.value()->config(), GetParam().config);
    EXPECT_TRUE(at::equal(loaded.value()->parameters()[0], network.parameters()[0]));
}

INSTANTIATE_TEST_SUITE_P(All, EachConfig, testing::ValuesIn(namedConfigs()), testName);

TEST(PointNext, GradientsFollowTheDirectForm)
{
    PointNextConfig config = *namedConfig("s3dis-b");
    config.width = 8;
    const Sample sample = makeSample(config, 2, 600);
    PointNext network(config);
    network.eval(); // no dropout, and statistics that do not depend on the form
    const PointGeometry geometry = makeGeometry(config, sample.points);
    std::vector<at::Tensor> gradients[2];
    for (const bool direct : {false, true}) {
        network.zero_grad();
        network.forward({&geometry, sample.features, {}, direct}).square().mean().backward();
        for (const auto& parameter : network.parameters())
            gradients[direct].push_back(parameter.grad().clone());
    }
    for (std::size_t i = 0; i < gradients[0].size(); ++i)
        EXPECT_TRUE(at::allclose(gradients[0][i], gradients[1][i], 1e-3, 1e-6)) << i;
}

TEST(PointNext, TheFusedAbstractionEqualsItsSteps)
{
    at::Generator generator = nn::cpuGenerator(9);
    const auto normal = [&](at::IntArrayRef shape) { return at::randn(shape, generator, at::kFloat); };
    const at::Tensor balls = at::randint(0, 90, {2, 40, 7}, generator, at::kInt);
    const at::Tensor given[]
        = {normal({2, 90, 5}), normal({2, 40, 5}), normal({5}), normal({5}), normal({9, 5}), normal({9}), normal({9})};
    const at::Tensor weights = normal({2, 40, 9});
    at::Tensor outputs[2];
    std::vector<at::Tensor> gradients[2];
    std::vector<at::Tensor> statistics[2];
    for (const bool fused : {false, true}) {
        std::vector<at::Tensor> in;
        for (const auto& tensor : given)
            in.push_back(tensor.clone().requires_grad_());
        const BatchNormInput first{in[2], in[3], at::zeros({5}), at::ones({5})};
        const BatchNormInput second{in[5], in[6], at::zeros({9}), at::ones({9})};
        if (fused) {
            outputs[1] = fusedAbstraction(in[0], in[1], balls, first, in[4], second);
        } else {
            const auto norm = [](const at::Tensor& x, const BatchNormInput& bn) {
                return at::batch_norm(x.reshape({-1, x.size(3)}), bn.gain, bn.shift, bn.runningMean, bn.runningVariance,
                                      true, bn.momentum, bn.epsilon, false)
                    .view(x.sizes());
            };
            const at::Tensor hidden = norm(groupLess(in[0], in[1], balls), first).relu();
            outputs[0] = maxOverNeighbors(norm(at::matmul(hidden, in[4].t()), second));
        }
        (outputs[fused] * weights).sum().backward();
        for (const auto& tensor : in)
            gradients[fused].push_back(tensor.grad().clone());
        statistics[fused] = {first.runningMean, first.runningVariance, second.runningMean, second.runningVariance};
    }
    EXPECT_TRUE(at::allclose(outputs[0], outputs[1], 1e-4, 1e-5));
    for (std::size_t i = 0; i < gradients[0].size(); ++i)
        EXPECT_TRUE(at::allclose(gradients[0][i], gradients[1][i], 1e-3, 1e-4)) << i;
    for (std::size_t i = 0; i < statistics[0].size(); ++i)
        EXPECT_TRUE(at::allclose(statistics[0][i], statistics[1][i], 1e-4, 1e-5)) << i;
}

TEST(PointNext, TrainingEqualsTheDirectForm)
{
    PointNextConfig config = *namedConfig("s3dis-s");
    config.width = 16;
    const Sample sample = makeSample(config, 3, 700);
    const PointGeometry geometry = makeGeometry(config, sample.points);
    at::Tensor outputs[2];
    std::vector<at::Tensor> gradients[2];
    std::vector<at::Tensor> statistics[2];
    for (const bool direct : {false, true}) {
        torch::manual_seed(3);
        PointNext network(config);
        disturb(network);
        network.train();
        torch::manual_seed(4); // dropout
        outputs[direct] = network.forward({&geometry, sample.features, {}, direct});
        outputs[direct].square().mean().backward();
        for (const auto& parameter : network.parameters())
            gradients[direct].push_back(parameter.grad().clone());
        for (const auto& buffer : network.buffers())
            statistics[direct].push_back(buffer.clone());
    }
    // Rounding lets another of two nearly equal neighbors win here and there; the deepest norms are over six points.
    EXPECT_TRUE(at::allclose(outputs[0], outputs[1], 1e-3, 1e-3)) << (outputs[0] - outputs[1]).abs().max();
    for (std::size_t i = 0; i < gradients[0].size(); ++i) {
        const double scale = gradients[1][i].abs().max().item<double>();
        EXPECT_LT((gradients[0][i] - gradients[1][i]).abs().max().item<double>(), 2e-2 * scale + 1e-6) << i;
    }
    for (std::size_t i = 0; i < statistics[0].size(); ++i)
        EXPECT_TRUE(at::allclose(statistics[0][i], statistics[1][i], 1e-4, 1e-5)) << i;
}

TEST(PointNext, FilesThatAreNoneAreRefused)
{
    const tests::TemporaryFolder folder;
    tensorio::TensorData other;
    const std::vector<float> values(4);
    other.info = {"encoder.weight", tensorio::DType::F32, {4}};
    other.bytes = {reinterpret_cast<const std::uint8_t*>(values.data()), 16};
    ASSERT_TRUE(tensorio::writeSafetensors(folder / "other.safetensors", {other}).ok());
    const auto none = loadPointNext(folder / "other.safetensors");
    ASSERT_FALSE(none.ok());
    EXPECT_EQ(none.error().code, base::ErrorCode::ModelUnfit);
    EXPECT_FALSE(loadPointNext(folder / "missing.pth").ok());
}

TEST(PointNext, AStopWithinSamplingLeavesNoHalfStage)
{
    const at::Tensor points = at::rand({1, 40000, 3});
    int asked = 0;
    // Sampling asks once in a thousand samples; this stop comes in the midst of the first stage.
    const PointGeometry geometry = makeGeometry(*namedConfig("s3dis-s"), points, [&] { return ++asked > 4; });
    EXPECT_TRUE(geometry.stages.empty());
    EXPECT_EQ(makeGeometry(*namedConfig("s3dis-s"), points.narrow(1, 0, 4096)).stages.size(), 4u);
}
