// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "nn/Runtime.h"
#include "train/fp8/Fp8Linear.h"
#include "train/fp8/Fp8Statistics.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <algorithm>
#include <cmath>

using namespace maquette;
using namespace maquette::train::fp8;

namespace {

bool all(const std::string&, const at::Tensor&) { return true; }

const TensorStatistics* find(const StepStatistics& step, Role role)
{
    const auto found = std::find_if(step.tensors.begin(), step.tensors.end(),
                                    [&](const auto& tensor) { return tensor.role == role; });
    return found == step.tensors.end() ? nullptr : &*found;
}

} // namespace

TEST(Fp8Statistics, CountsWhatACastLoses)
{
    Fp8State state;
    Fp8Adam optimizer({}, state, {}, all);
    Fp8Statistics statistics(state, 1);
    statistics.begin(3);
    // Scale 1: one lost, one cut off, one exact zero, one at the maximum, four exact.
    const at::Tensor values = at::tensor({1e-4F, 1000.0F, 0.0F, 448.0F, 1.0F, -2.0F, 0.5F, 4.0F});
    ScalingTensor tensor(std::get<0>(kernels::fp8Encode(values, at::ones({}), kernels::Fp8Format::E4M3)),
                         std::make_shared<ScalingMeta>(QType::E4M3));
    tensor.meta->amax.fill_(1000);
    statistics.note("t", Role::Input, *tensor.meta);
    statistics.observe("t", Role::Input, values, tensor);
    const StepStatistics step = statistics.end(optimizer, nullptr, 2, 0.5);
    EXPECT_EQ(step.step, 3);
    EXPECT_EQ(step.gradientNorm, 2);
    ASSERT_EQ(step.tensors.size(), 1u);
    const TensorStatistics& got = step.tensors[0];
    EXPECT_NEAR(got.headroom, std::log2(0.448), 1e-6) << "below zero: it clips";
    ASSERT_TRUE(got.measured);
    EXPECT_EQ(got.measured->elements, 8);
    EXPECT_EQ(got.measured->underflow, 12.5);
    EXPECT_EQ(got.measured->overflow, 12.5);
    EXPECT_EQ(got.measured->zeros, 25);
    EXPECT_EQ(got.measured->saturated, 25);
    const double errors = 552.0 * 552 + 1e-8;
    EXPECT_NEAR(got.measured->mse, errors / 8, 1e-3);
    const double squares = 1e6 + 448.0 * 448 + 1 + 4 + 0.25 + 16;
    EXPECT_NEAR(got.measured->snr, 10 * std::log10(squares / errors), 1e-6);
    EXPECT_NEAR(got.measured->dynamicRange, std::log2(1000 / 1e-4), 1e-5);
    const auto bin = [&](int exponent) {
        return got.measured->exponents[static_cast<std::size_t>(exponent - TensorStatistics::firstExponent)];
    };
    EXPECT_EQ(bin(9), 1);
    EXPECT_EQ(bin(8), 1);
    EXPECT_EQ(bin(0), 1);
    EXPECT_EQ(bin(-1), 1);
    EXPECT_EQ(bin(-14), 1);
}

TEST(Fp8Statistics, AWellScaledTensorHasTheKnownSignalToNoise)
{
    nn::startRuntime();
    Fp8State state;
    Fp8Adam optimizer({}, state, {}, all);
    Fp8Statistics statistics(state, 1);
    statistics.begin(0);
    at::Generator generator = nn::cpuGenerator(2);
    // Even in the logarithm over three binades, where an error of a twelfth of the last place squared stands against
    // squares of 2.164 on average.
    const at::Tensor values = at::exp2(at::rand({200000}, generator, at::kFloat) * 3);
    for (const auto& [type, role] :
         {std::pair(QType::E4M3, Role::Input), std::pair(QType::E5M2, Role::OutputGradient)}) {
        const ScalingTensor tensor = ScalingTensor::from(values, type);
        statistics.note("t", role, *tensor.meta);
        statistics.observe("t", role, values, tensor);
    }
    const StepStatistics step = statistics.end(optimizer, nullptr, 0, 1);
    EXPECT_NEAR(find(step, Role::Input)->measured->snr, 32.2, 0.2);
    EXPECT_NEAR(find(step, Role::OutputGradient)->measured->snr, 26.2, 0.2);
}

TEST(Fp8Statistics, AStepOfTrainingShowsEveryRole)
{
    nn::startRuntime();
    torch::manual_seed(1);
    Fp8State state({.level = Level::O3});
    Fp8Linear linear("fc", {16, 16}, state);
    Fp8Adam optimizer({{"fc.bias", linear.bias}}, state, {}, all);
    LossScaler scaler;
    const at::Tensor x = at::randn({8, 16});
    {
        Fp8Statistics statistics(state, 2);
        for (int step = 0; step < 3; ++step) {
            statistics.begin(step);
            EXPECT_EQ(statistics.measuring(), step % 2 == 0);
            optimizer.zeroGradients();
            for (int micro = 0; micro < 2; ++micro)
                linear.forward(x).square().mean().backward();
            const double norm = optimizer.clipGradients(1);
            optimizer.step(1e-3);
            const StepStatistics got = statistics.end(optimizer, &scaler, norm, 1);
            EXPECT_EQ(got.lossScale, 65536);
            EXPECT_EQ(got.warmingUp, 1);
            EXPECT_GT(got.bytes.total(), 0);
            for (const Role role : {Role::Input, Role::Weight, Role::OutputGradient, Role::WeightGradient,
                                    Role::FirstMoment, Role::SecondMoment, Role::Master}) {
                const TensorStatistics* tensor = find(got, role);
                ASSERT_NE(tensor, nullptr) << name(role);
                EXPECT_EQ(tensor->tensor.substr(0, 3), "fc.");
                EXPECT_GT(tensor->amax, 0) << name(role);
                EXPECT_NEAR(tensor->scale * tensor->scaleInverse, 1, 1e-6);
                EXPECT_EQ(tensor->measured.has_value(), role != Role::Master && step % 2 == 0) << name(role);
            }
            EXPECT_EQ(find(got, Role::Input)->window.size(), 16u);
            if (step == 0) {
                EXPECT_EQ(find(got, Role::Input)->measured->elements, 2 * 8 * 16) << "both micro-batches";
                EXPECT_GT(find(got, Role::FirstMoment)->measured->snr, 20);
            }
        }
        EXPECT_EQ(state.statistics(), &statistics);
    }
    EXPECT_EQ(state.statistics(), nullptr) << "it took itself out";
}
