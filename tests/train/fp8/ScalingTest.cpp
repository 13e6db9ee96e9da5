// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "nn/Runtime.h"
#include "train/fp8/ScalingTensor.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

using namespace maquette;
using namespace maquette::train::fp8;

namespace {

constexpr float infinite = std::numeric_limits<float>::infinity();
constexpr float notNumber = std::numeric_limits<float>::quiet_NaN();

at::Tensor constant(double value) { return at::full({4, 8}, value, at::kFloat); }

float scaleOf(const MetaPointer& meta) { return meta->scale.item<float>(); }

MetaPointer windowed(QType type = QType::E4M3) { return std::make_shared<ScalingMeta>(type, activationWindow); }

} // namespace

TEST(Fp8Scaling, TypesKnowTheirNamesAndRanges)
{
    for (const QType type : {QType::Float32, QType::Float16, QType::BFloat16, QType::E4M3, QType::E5M2})
        EXPECT_EQ(qtypeFromName(name(type)), type);
    EXPECT_FALSE(qtypeFromName("kInt32"));
    EXPECT_EQ(largest(QType::E4M3), 448);
    EXPECT_EQ(largest(QType::E5M2), 57344);
    EXPECT_EQ(largest(QType::Float16), 65504);
    EXPECT_EQ(storageType(QType::E5M2), at::kByte);
}

TEST(Fp8Scaling, ACastMeasuresAndDecodes)
{
    at::Generator generator = nn::cpuGenerator(1);
    const at::Tensor values = at::randn({33, 17}, generator, at::kFloat) * 3;
    for (const auto& [type, error] : {std::pair(QType::E4M3, 1.0 / 16), std::pair(QType::E5M2, 1.0 / 8),
                                      std::pair(QType::Float16, 1.0 / 2048), std::pair(QType::BFloat16, 1.0 / 256)}) {
        const ScalingTensor tensor = ScalingTensor::from(values, type);
        const float amax = values.abs().max().item<float>();
        EXPECT_EQ(tensor.meta->amax[0].item<float>(), amax);
        if (type == QType::BFloat16)
            EXPECT_EQ(scaleOf(tensor.meta), 1);
        else {
            EXPECT_GT(amax * scaleOf(tensor.meta), largest(type) / 2);
            EXPECT_LE(amax * scaleOf(tensor.meta), largest(type));
        }
        EXPECT_EQ(tensor.meta->scaleInverse.item<float>(), 1 / scaleOf(tensor.meta));
        const at::Tensor wrong = (tensor.decode() - values).abs() > values.abs() * error + 1e-4;
        EXPECT_EQ(wrong.sum().item<int>(), 0) << name(type);
    }
}

TEST(Fp8Scaling, FactorsChangeOnlyTheDecoding)
{
    ScalingTensor tensor = ScalingTensor::from(constant(3), QType::E4M3);
    const at::Tensor payload = tensor.value.clone();
    const float scale = scaleOf(tensor.meta);
    tensor.multiply(0.3);
    tensor.multiply(at::full({1}, 2.0F));
    tensor.divide(4);
    EXPECT_TRUE(at::equal(tensor.value, payload));
    EXPECT_EQ(scaleOf(tensor.meta), scale);
    EXPECT_NEAR(tensor.decode()[0][0].item<float>(), 3 * 0.3 * 2 / 4, 1e-6);
    EXPECT_EQ(tensor.maximum().item<float>(), tensor.minimum().item<float>());
    tensor.zero();
    EXPECT_EQ(tensor.decode().abs().max().item<float>(), 0);
    EXPECT_EQ(scaleOf(tensor.meta), scale);
}

TEST(Fp8Scaling, ViewsShareTheMetaAndCopiesDoNot)
{
    const ScalingTensor tensor = ScalingTensor::from(at::rand({6, 5}), QType::E4M3);
    EXPECT_EQ(tensor.transposed().meta, tensor.meta);
    EXPECT_EQ(tensor.flattened().meta, tensor.meta);
    EXPECT_EQ(tensor.view({5, 6}).meta, tensor.meta);
    EXPECT_EQ(tensor.contiguous().meta, tensor.meta);
    EXPECT_NE(tensor.transposed().contiguous().meta, tensor.meta) << "the payload was copied";
    EXPECT_TRUE(at::equal(tensor.transposed().decode(), tensor.decode().t()));
    const ScalingTensor padded = tensor.padded(16);
    EXPECT_EQ(padded.value.sizes(), at::IntArrayRef({16, 16}));
    EXPECT_TRUE(at::equal(padded.decode().slice(0, 0, 6).slice(1, 0, 5), tensor.decode()));
    EXPECT_EQ(padded.decode().abs().sum().item<float>(), tensor.decode().abs().sum().item<float>());
    ScalingTensor copy = tensor.clone();
    copy.multiply(2);
    EXPECT_FALSE(at::equal(copy.decode(), tensor.decode()));
    copy.copyFrom(tensor);
    EXPECT_TRUE(at::equal(copy.decode(), tensor.decode()));
    EXPECT_EQ(tensor.cast(QType::E4M3).meta, tensor.meta) << "the same type is no cast";
}

TEST(Fp8Scaling, FromHalfTheScaleFollowsTheStoredAmax)
{
    // Above the tie between two codes by less than half can hold: the first rounding decides the second.
    const at::Tensor values = at::tensor({1.0F, 1.0625F + 1e-6F, -0.3F, 0.01F}, at::kFloat);
    ScalingTensor half = ScalingTensor::from(values, QType::Float16);
    half.meta->amax.fill_(3); // as if it had been measured before the payload changed
    const ScalingTensor low = half.cast(QType::E4M3);
    EXPECT_EQ(low.meta->scaleInverse.item<float>(), 1.0F / 128) << "448 / 3 rounded down to a power of two";
    EXPECT_EQ(low.meta->amax[0].item<float>(), 3);
    EXPECT_EQ(scaleOf(low.meta), 128 * half.meta->scaleInverse.item<float>()) << "what the payload was multiplied by";
    const at::Tensor twice = (half.decode() * 128).to(at::kFloat8_e4m3fn).view(at::kByte);
    EXPECT_TRUE(at::equal(low.value, twice));
}

TEST(Fp8Scaling, FromFp8TheAmaxIsMeasuredAnew)
{
    ScalingTensor low = ScalingTensor::from(at::tensor({1.0F, 2.0F}), QType::E5M2);
    low.meta->amax.fill_(1000);
    EXPECT_EQ(low.cast(QType::E4M3).meta->amax[0].item<float>(), 2);
}

TEST(Fp8Scaling, InfinityShowsInAmaxAndNanInCurrentScaling)
{
    at::Tensor values = constant(1);
    EXPECT_FALSE(ScalingTensor::from(values, QType::E4M3).hasInfinityOrNan());
    values[1][2] = infinite;
    EXPECT_TRUE(ScalingTensor::from(values, QType::E4M3).hasInfinityOrNan());
    values[1][2] = notNumber;
    EXPECT_TRUE(ScalingTensor::from(values, QType::E4M3).hasInfinityOrNan());
    ScalingTensor tensor = ScalingTensor::from(constant(1), QType::E4M3);
    tensor.multiply(infinite);
    EXPECT_TRUE(tensor.hasInfinityOrNan());
}

TEST(Fp8Scaling, RanksShareTheLargestAmax)
{
    const CastOptions shared{.rule = ScaleRule::Guarded, .reduce = [](at::Tensor& amax) { amax.clamp_(100); }};
    const ScalingTensor tensor = ScalingTensor::from(constant(1), QType::E4M3, shared);
    EXPECT_EQ(scaleOf(tensor.meta), 4);
    EXPECT_EQ(tensor.decode()[0][0].item<float>(), 1);
    at::Tensor values = constant(1);
    values[0][0] = notNumber;
    bool sawInfinity = false;
    (void)ScalingTensor::from(values, QType::E4M3,
                              {.reduce = [&](at::Tensor& amax) { sawInfinity = std::isinf(amax.item<float>()); }});
    EXPECT_TRUE(sawInfinity) << "a maximum over ranks must not lose NaN";
}

TEST(Fp8Scaling, DelayedScalesComeFromTheWindowAfterTheWarmUp)
{
    const MetaPointer meta = windowed();
    FlatMetas flat({meta});
    EXPECT_TRUE(meta->locked);
    for (int step = 0; step < activationWindow; ++step) {
        ASSERT_TRUE(meta->warmingUp()) << step;
        (void)ScalingTensor::from(constant(1 + step), meta);
        EXPECT_LE((1 + step) * scaleOf(meta), 448) << "current scaling fits its own tensor";
        EXPECT_EQ(flat.update(ScaleRule::Guarded), 0);
    }
    EXPECT_FALSE(meta->inTime());
    EXPECT_EQ(meta->amax[0].item<float>(), 0);
    EXPECT_EQ(meta->amax[1].item<float>(), 16) << "newest first";
    EXPECT_EQ(meta->amax[15].item<float>(), 2) << "the first step has rolled out";
    EXPECT_EQ(scaleOf(meta), 16) << "448 / 16 rounded down";

    // Larger than history promised: it is cut off, and grows amax for the next steps, over both micro-batches.
    const ScalingTensor cut = ScalingTensor::from(constant(100), meta);
    EXPECT_EQ(cut.decode()[0][0].item<float>(), 28);
    (void)ScalingTensor::from(constant(50), meta);
    EXPECT_EQ(meta->amax[0].item<float>(), 100);
    const float inverse = meta->scaleInverse.item<float>();
    (void)flat.update(ScaleRule::Guarded);
    EXPECT_EQ(scaleOf(meta), 4);
    EXPECT_EQ(meta->scaleInverse.item<float>(), inverse) << "the next cast writes it";
    (void)ScalingTensor::from(constant(1), meta);
    EXPECT_EQ(meta->scaleInverse.item<float>(), 0.25F);
}

TEST(Fp8Scaling, AnInfinityRestartsTheWarmUpOfItsLayerOnly)
{
    const MetaPointer good = windowed();
    const MetaPointer bad = windowed();
    FlatMetas flat({good, bad});
    for (int step = 0; step < 20; ++step) {
        (void)ScalingTensor::from(constant(2), good);
        (void)ScalingTensor::from(constant(step == 18 ? infinite : 2), bad);
        EXPECT_EQ(flat.update(ScaleRule::Guarded), step == 18 ? 1 : 0);
    }
    EXPECT_FALSE(good->inTime());
    EXPECT_TRUE(bad->warmingUp());
    EXPECT_EQ(bad->counter.item<int>(), 1);
    EXPECT_EQ(scaleOf(bad), 128) << "the infinity has left the window";
}

TEST(Fp8Scaling, DelayedCastsLeaveNoTraceOfNan)
{
    const MetaPointer meta = windowed();
    FlatMetas flat({meta});
    for (int step = 0; step < activationWindow; ++step) {
        (void)ScalingTensor::from(constant(1), meta);
        (void)flat.update(ScaleRule::Guarded);
    }
    at::Tensor values = constant(1);
    values[0][0] = notNumber;
    const ScalingTensor tensor = ScalingTensor::from(values, meta);
    EXPECT_EQ(meta->amax[0].item<float>(), 1);
    EXPECT_FALSE(tensor.hasInfinityOrNan());
    EXPECT_TRUE(std::isnan(tensor.decode()[0][0].item<float>())) << "the payload has it";
}

TEST(Fp8Scaling, OfficialAndGuardedCornersOfAMeta)
{
    for (const ScaleRule rule : {ScaleRule::Official, ScaleRule::Guarded}) {
        ScalingMeta meta(QType::E4M3);
        meta.scale.fill_(8);
        meta.amax.fill_(infinite);
        meta.rescale(rule);
        EXPECT_EQ(meta.scale.item<float>(), rule == ScaleRule::Official ? 0.125F : 8);
        meta.amax.fill_(1e-37F);
        meta.rescale(rule);
        EXPECT_EQ(std::isinf(meta.scale.item<float>()), rule == ScaleRule::Official);
    }
}
