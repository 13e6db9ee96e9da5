// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernels/Fp8Operators.h"
#include "nn/Runtime.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

using namespace maquette;
using kernels::Fp8Format;

namespace {

const Fp8Format formats[] = {Fp8Format::E4M3, Fp8Format::E5M2};
const at::ScalarType wideTypes[] = {at::kFloat, at::kHalf, at::kBFloat16};

at::ScalarType torchType(Fp8Format format) { return format == Fp8Format::E4M3 ? at::kFloat8_e4m3fn : at::kFloat8_e5m2; }

at::Tensor one() { return at::ones({}, at::kFloat); }

/// What each device must give; the processor's part is checked against LibTorch's own casts.
void checkDevice(const at::Device& device)
{
    at::Generator generator = nn::cpuGenerator(3);
    for (const Fp8Format format : formats)
        for (const at::ScalarType type : wideTypes)
            for (const double scale : {1.0, 64.0, 0.37}) {
                const at::Tensor values = (at::randn({67, 130}, generator, at::kFloat) * 20).to(type);
                const at::Tensor factor = at::full({}, scale, at::kFloat);
                // LibTorch's cast to E5M2 does not saturate, hence the clamp.
                const double most = kernels::fp8Largest(format);
                const at::Tensor expected
                    = (values.to(at::kFloat) * factor).clamp(-most, most).to(torchType(format)).view(at::kByte);
                const auto [codes, amax] = kernels::fp8Encode(values.to(device), factor.to(device), format);
                EXPECT_TRUE(at::equal(codes.cpu(), expected));
                EXPECT_EQ(amax.item<float>(), values.to(at::kFloat).abs().max().item<float>());
                const auto [straight, turned, same]
                    = kernels::fp8EncodeTransposed(values.to(device), factor.to(device), format);
                EXPECT_TRUE(at::equal(straight.cpu(), expected));
                EXPECT_TRUE(at::equal(turned.cpu(), expected.t()));
                EXPECT_TRUE(turned.is_contiguous());
                EXPECT_EQ(same.item<float>(), amax.item<float>());
                const at::Tensor back = kernels::fp8Decode(codes, factor.reciprocal().to(device), format, type);
                EXPECT_TRUE(at::equal(
                    back.cpu(), (expected.view(torchType(format)).to(at::kFloat) * factor.reciprocal()).to(type)));
            }
    constexpr float infinity = std::numeric_limits<float>::infinity();
    constexpr float quietNan = std::numeric_limits<float>::quiet_NaN();
    const at::Tensor special = at::tensor({infinity, -infinity, quietNan, -0.0F, 1e30F, 1e-30F}, at::kFloat);
    const auto [codes, amax] = kernels::fp8Encode(special.to(device), one().to(device), Fp8Format::E4M3);
    EXPECT_TRUE(at::equal(codes.cpu(), at::tensor({0x7E, 0xFE, 0x7F, 0x80, 0x7E, 0x00}, at::kByte)));
    EXPECT_EQ(amax.item<float>(), infinity) << "NaN is left out";
    EXPECT_TRUE(std::isnan(kernels::fp8Amax(special.to(device)).item<float>())) << "here it is not";
    EXPECT_EQ(kernels::fp8Amax(at::tensor({1.0F, -3.0F}, at::TensorOptions(device))).item<float>(), 3);
    EXPECT_EQ(kernels::fp8Amax(at::empty({0}, at::TensorOptions(device))).item<float>(), 0);
    const at::Tensor scales = kernels::fp8Scale(at::tensor({10.0F, 448.5F, 0.0F, infinity}, at::TensorOptions(device)),
                                                at::full({4}, 8.0F, at::TensorOptions(device)), 448, 0, false);
    EXPECT_TRUE(at::equal(scales.cpu(), at::tensor({32.0F, 0.5F, 8.0F, 0.125F})));
}

} // namespace

TEST(Fp8Operators, TheProcessorAgreesWithLibTorch)
{
    nn::startRuntime();
    checkDevice(at::kCPU);
    EXPECT_FALSE(kernels::fp8Products(one()));
}

TEST(Fp8Operators, AGpuAgreesWithLibTorch)
{
    nn::startRuntime();
    if (!nn::cudaUsable())
        GTEST_SKIP() << "no CUDA device: " << nn::cudaState();
    checkDevice(at::kCUDA);
}

TEST(Fp8Operators, LargeTensorsInSlicesAndTurnedOnes)
{
    nn::startRuntime();
    at::Generator generator = nn::cpuGenerator(9);
    const at::Tensor values = at::randn({700, 301}, generator, at::kFloat);
    const auto [codes, amax] = kernels::fp8Encode(values, one(), Fp8Format::E4M3);
    EXPECT_TRUE(at::equal(codes, values.to(at::kFloat8_e4m3fn).view(at::kByte)));
    EXPECT_EQ(amax.item<float>(), values.abs().max().item<float>());
    EXPECT_TRUE(at::equal(std::get<0>(kernels::fp8Encode(values.t(), one(), Fp8Format::E4M3)), codes.t()));
}

TEST(Fp8Operators, WrongArgumentsThrow)
{
    const at::Tensor values = at::ones({2, 3}, at::kFloat);
    EXPECT_THROW((void)kernels::fp8Encode(values.to(at::kDouble), one(), Fp8Format::E4M3), c10::Error);
    EXPECT_THROW((void)kernels::fp8Encode(values, at::ones({2}, at::kFloat), Fp8Format::E4M3), c10::Error);
    EXPECT_THROW((void)kernels::fp8Encode(values, one(), static_cast<Fp8Format>(2)), c10::Error);
    EXPECT_THROW((void)kernels::fp8EncodeTransposed(at::ones({3}, at::kFloat), one(), Fp8Format::E4M3), c10::Error);
    EXPECT_THROW((void)kernels::fp8Decode(values, one(), Fp8Format::E4M3), c10::Error);
    EXPECT_THROW((void)kernels::fp8Amax(at::ones({2}, at::kLong)), c10::Error);
    EXPECT_THROW((void)kernels::fp8Scale(one(), at::ones({2}, at::kFloat), 448), c10::Error);
}
