// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "nn/TensorBridge.h"
#include "base/Threads.h"
#include "nn/Conformance.h"
#include "nn/Runtime.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <gtest/gtest.h>

#include <thread>

using namespace maquette;
using tensorio::DType;

namespace {

TEST(TensorBridge, GoesThereAndBackInEveryType)
{
    const at::Tensor values = at::tensor({0.0F, 1.0F, 2.0F, 4.0F, 0.5F, 8.0F}).view({2, 3});
    int types = 0;
    for (int i = 0; i <= static_cast<int>(DType::F6_E3M2); ++i) {
        const auto type = static_cast<DType>(i);
        const auto element = nn::scalarType(type);
        if (!element)
            continue;
        ++types;
        EXPECT_EQ(nn::fileType(*element), type);
        // E8M0 holds powers of two only, so no zero.
        const at::Tensor tensor = (type == DType::F8_E8M0 ? values.clamp_min(0.5) : values).to(*element);
        auto data = nn::fromTensor("x", tensor);
        ASSERT_TRUE(data.ok());
        EXPECT_EQ(data.value().info.type, type);
        EXPECT_EQ(data.value().info.shape, (std::vector<std::int64_t>{2, 3}));
        EXPECT_EQ(data.value().bytes.size(), data.value().info.byteCount());
        const auto back = nn::toTensor(data.value());
        ASSERT_TRUE(back.ok());
        EXPECT_EQ(back.value().scalar_type(), *element);
        EXPECT_EQ(std::memcmp(back.value().const_data_ptr(), tensor.const_data_ptr(), tensor.nbytes()), 0);
    }
    EXPECT_EQ(types, 20);
}

TEST(TensorBridge, KnowsTheBitsOfSmallFloats)
{
    const std::vector<std::uint8_t> bytes = {0x00, 0x3C, 0x80, 0x3F, 0x38, 0xBC};
    const auto value = [&](DType type, std::size_t at, std::size_t size) {
        tensorio::TensorData data;
        data.info = {"x", type, {1}};
        data.bytes = std::span(bytes).subspan(at, size);
        return nn::toTensor(data).value().to(at::kFloat).item<float>();
    };
    EXPECT_EQ(value(DType::F16, 0, 2), 1.0F);
    EXPECT_EQ(value(DType::BF16, 2, 2), 1.0F);
    EXPECT_EQ(value(DType::F8_E4M3, 4, 1), 1.0F);
    EXPECT_EQ(value(DType::F8_E5M2, 5, 1), -1.0F);
}

TEST(TensorBridge, OwnsItsBytes)
{
    tensorio::TensorData data;
    {
        const at::Tensor tensor = at::arange(6, at::kFloat).view({2, 3}).t(); // not in C order
        data = nn::fromTensor("x", tensor).value();
        tensor.zero_();
    }
    const at::Tensor back = nn::toTensor(data).value();
    EXPECT_TRUE(at::equal(back, at::tensor({0.0F, 3.0F, 1.0F, 4.0F, 2.0F, 5.0F}).view({3, 2})));
    EXPECT_EQ(nn::fromTensor("x", at::ones({3}), DType::F16).value().bytes.size(), 6U);
}

TEST(TensorBridge, RefusesWhatDoesNotFit)
{
    tensorio::TensorData data;
    const std::vector<std::uint8_t> bytes(7);
    data.info = {"w", DType::F32, {2}};
    data.bytes = bytes;
    const auto cut = nn::toTensor(data);
    ASSERT_FALSE(cut.ok());
    EXPECT_EQ(cut.error().english(), "The data of the tensor w does not fill its shape. (7 bytes instead of 8)");
    data.info = {"w", DType::F4, {14}};
    const auto packed = nn::toTensor(data);
    ASSERT_FALSE(packed.ok());
    EXPECT_EQ(packed.error().message.english(), "The tensor w has the type F4, which cannot be computed with.");
    EXPECT_FALSE(nn::fromTensor("q", at::zeros({2}).to(at::kComplexHalf)).ok());
}

TEST(TensorBridge, CarriesPictures)
{
    imaging::Image image(3, 2);
    for (std::size_t i = 0; i < image.data.size(); ++i)
        image.data[i] = static_cast<float>(i) / 20;
    const at::Tensor tensor = nn::toTensor(image);
    EXPECT_EQ(tensor.sizes(), (at::IntArrayRef{1, 3, 2, 3}));
    EXPECT_EQ(tensor[0][2][1][0].item<float>(), image.at(2, 0, 1));
    image.data[0] = 9;
    EXPECT_EQ(tensor[0][0][0][0].item<float>(), 0);
    const imaging::Image back = nn::toImage(tensor.to(at::kDouble));
    EXPECT_EQ(back.width, 3);
    EXPECT_EQ(back.at(2, 2, 1), image.at(2, 2, 1));
    EXPECT_TRUE(nn::toImage(nn::toTensor(imaging::Image())).empty());
}

TEST(Runtime, FollowsTheThreadSetting)
{
    nn::startRuntime();
    const int before = base::threads();
    base::setThreads(1);
    EXPECT_EQ(at::get_num_threads(), 1);
    base::setThreads(3);
    EXPECT_EQ(at::get_num_threads(), 3);
    int elsewhere = 0;
    std::thread([&] {
        nn::startRuntime();
        elsewhere = at::get_num_threads();
    }).join();
    EXPECT_EQ(elsewhere, 3);
    base::setThreads(before);
}

TEST(Runtime, DrawsTheSameNumbersFromASeed)
{
    const at::Tensor one = at::randn({5}, nn::cpuGenerator(7), at::kFloat);
    EXPECT_TRUE(at::equal(one, at::randn({5}, nn::cpuGenerator(7), at::kFloat)));
    EXPECT_FALSE(at::equal(one, at::randn({5}, nn::cpuGenerator(8), at::kFloat)));
}

TEST(Runtime, SaysWhatItKnowsOfCuda)
{
    EXPECT_FALSE(nn::cudaState().empty());
    EXPECT_EQ(nn::chooseDevice("cuda").ok(), nn::cudaUsable());
    EXPECT_EQ(nn::torchDevice({}).type(), c10::DeviceType::CPU);
    EXPECT_EQ(nn::torchDevice({base::Device::Kind::Cuda, 1}).index(), 1);
}

TEST(NnConformance, EveryCheckPasses)
{
    const auto checks = nn::conformanceChecks();
    EXPECT_EQ(checks.size(), 8U);
    for (const base::Check& check : checks)
        EXPECT_TRUE(check.ok) << check.name << ": " << check.got << " instead of " << check.expected;
}

TEST(NnConformance, ComparesStrictly)
{
    const at::Tensor output = at::tensor({1.0F, 2.0F, NAN});
    const auto checks
        = nn::compareOutput("s", "n", output, {.first = {1.0, 2.5}, .last = {3.0}, .meanAndDeviation = {}}, 0.1);
    ASSERT_EQ(checks.size(), 3U);
    EXPECT_TRUE(checks[0].ok);
    EXPECT_FALSE(checks[1].ok);
    EXPECT_FALSE(checks[2].ok) << "a value that is not a number never passes";
}

} // namespace
