// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "nn/Runtime.h"
#include "train/fp8/GradientReduce.h"
#include "train/fp8/GreedyPartition.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <cmath>

using namespace maquette;
using namespace maquette::train::fp8;

namespace {

std::vector<at::Tensor> gradients(int ranks, double size = 1)
{
    std::vector<at::Tensor> made;
    for (int rank = 0; rank < ranks; ++rank) {
        at::Generator generator = nn::cpuGenerator(static_cast<std::uint64_t>(rank) + 1);
        made.push_back(at::randn({40, 50}, generator, at::kFloat) * size);
    }
    return made;
}

at::Tensor mean(const std::vector<at::Tensor>& all) { return at::stack(all).mean(0); }

double snr(const at::Tensor& exact, const at::Tensor& got)
{
    return 20 * std::log10(exact.norm().item<double>() / (exact - got).norm().item<double>());
}

at::Tensor codes(std::initializer_list<int> values)
{
    return at::tensor(at::ArrayRef<int>(values.begin(), values.size()), at::kInt).to(at::kByte);
}

} // namespace

TEST(Fp8Reduce, OneAdditionWidensToHalf)
{
    // 5 + 8 = 13, 16 + 24 = 40: the values that the patched collective library is tested with.
    EXPECT_TRUE(
        at::equal(fp8Add(codes({0x4A, 0x58}), codes({0x50, 0x5C}), kernels::Fp8Format::E4M3), codes({0x55, 0x62})));
    // 448 + 448 is cut off, 448 - 448 is zero, and NaN stays.
    EXPECT_TRUE(at::equal(fp8Add(codes({0x7E, 0x7E, 0x7F}), codes({0x7E, 0xFE, 0x38}), kernels::Fp8Format::E4M3),
                          codes({0x7E, 0x00, 0x7F})));
    // 57344 + 57344 is infinite in half and cut off in E5M2.
    EXPECT_TRUE(at::equal(fp8Add(codes({0x7B}), codes({0x7B}), kernels::Fp8Format::E5M2), codes({0x7B})));
}

TEST(Fp8Reduce, TheRingStartsEachPieceElsewhere)
{
    // 1, 16, 16: (16 + 16) + 1 = 33 -> 32; (16 + 1) + 16 = 16 + 16 = 32; and 1.0625-like ties depend on the order.
    const at::Tensor a = codes({0x58, 0x58, 0x58}); // 16
    const at::Tensor b = codes({0x38, 0x38, 0x38}); // 1
    const at::Tensor c = codes({0x38, 0x38, 0x38}); // 1
    const at::Tensor sum = fp8RingSum({a, b, c}, kernels::Fp8Format::E4M3);
    // Piece 0: (1 + 1) + 16 = 18; piece 1: (1 + 16) + 1: 17 -> 16, 17 -> 16; piece 2: (16 + 1) + 1 the same.
    EXPECT_TRUE(at::equal(sum, codes({0x59, 0x58, 0x58})));
    EXPECT_TRUE(at::equal(fp8RingSum({a}, kernels::Fp8Format::E4M3), a));
}

TEST(Fp8Reduce, TheSharedScaleIsTheSmallest)
{
    nn::startRuntime();
    auto all = gradients(2);
    all[1] = all[1] * 64;
    const Reduced reduced = reduceGradients(all, {.scaling = ReduceScaling::Post});
    EXPECT_EQ(reduced.sharedScale, std::min(reduced.scales[0], reduced.scales[1]));
    EXPECT_LT(reduced.scales[1], reduced.scales[0]);
    EXPECT_NEAR(reduced.mean.meta->scaleInverse.item<double>(), 0.5 / reduced.sharedScale, 1e-12);
    EXPECT_EQ(reduceGradients(all, {.scaling = ReduceScaling::Pre}).factor, 0.5);
    EXPECT_NEAR(reduceGradients(all, {.scaling = ReduceScaling::RootN}).factor, std::sqrt(0.5), 1e-12);
}

TEST(Fp8Reduce, EveryScalingGivesTheMean)
{
    nn::startRuntime();
    for (const int ranks : {1, 2, 4})
        for (const ReduceScaling scaling :
             {ReduceScaling::Pre, ReduceScaling::Post, ReduceScaling::Auto, ReduceScaling::RootN}) {
            const auto all = gradients(ranks, 1e-4);
            const Reduced reduced = reduceGradients(all, {.scaling = scaling, .factor = 0.5});
            // Sums of several normal tensors do not fit by the scale of one.
            EXPECT_GT(snr(mean(all), reduced.mean.decode()), scaling == ReduceScaling::Post ? 10 : 20) << ranks;
        }
}

TEST(Fp8Reduce, PreUnderflowsAndPostOverflows)
{
    nn::startRuntime();
    // The same on all ranks: the sum of the large values is N times what fits, beside a wide spread of small ones.
    std::vector<at::Tensor> all;
    for (int rank = 0; rank < 16; ++rank) {
        at::Generator generator = nn::cpuGenerator(1);
        at::Tensor gradient = at::exp2(at::rand({4000}, generator, at::kFloat) * -22);
        gradient.slice(0, 0, 40).fill_(1);
        all.push_back(gradient);
    }
    const auto lost
        = [&](const Reduced& reduced) { return reduced.mean.decode().eq(0).to(at::kFloat).mean().item<double>(); };
    const Reduced pre = reduceGradients(all, {.scaling = ReduceScaling::Pre});
    const Reduced post = reduceGradients(all, {.scaling = ReduceScaling::Post});
    EXPECT_GT(lost(pre), lost(post));
    EXPECT_EQ(pre.saturated, 0);
    EXPECT_GE(post.saturated, 0.01);

    // μ finds its way between them.
    AutoFactor factor({.window = 20});
    Reduced reduced;
    for (int step = 0; step < 40; ++step) {
        reduced = reduceGradients(all, {.scaling = ReduceScaling::Auto, .factor = factor.factor()});
        factor.update(reduced.saturated);
    }
    EXPECT_LT(factor.factor(), 0.25);
    EXPECT_GT(factor.factor(), 1.0 / 32);
    EXPECT_GT(snr(mean(all), reduced.mean.decode()), snr(mean(all), post.mean.decode()));
}

TEST(Fp8Reduce, MuFollowsTheShareAtTheMaximum)
{
    AutoFactor relative({.threshold = 1e-5, .window = 1000});
    relative.update(2e-5);
    EXPECT_EQ(relative.factor(), 0.5);
    for (int step = 0; step < 1000; ++step)
        relative.update(1e-5);
    EXPECT_NEAR(relative.factor(), 1, 1e-9);
    AutoFactor set({.threshold = 1e-5, .window = 1000, .relative = false});
    set.update(1);
    set.update(1);
    EXPECT_EQ(set.factor(), 0.5);
    for (int step = 0; step < 1000; ++step)
        set.update(0);
    EXPECT_NEAR(set.factor(), 2, 1e-9);
    set.update(0);
    EXPECT_NEAR(set.factor(), 2, 1e-9) << "not above";
}

TEST(GreedyPartition, LargestFirstToTheLeastUsedRank)
{
    const Partition partition = greedyPartition({7, 5, 4, 3, 1}, 2);
    EXPECT_EQ(partition.tensors[0], (std::vector<std::size_t>{0, 3}));
    EXPECT_EQ(partition.tensors[1], (std::vector<std::size_t>{1, 2, 4}));
    EXPECT_EQ(partition.usage, (std::vector<std::int64_t>{10, 10}));
    EXPECT_EQ(partition.padded, 10);
}

TEST(GreedyPartition, EqualTensorsGoByIndexModuloRanks)
{
    const Partition partition = greedyPartition({2, 2, 2, 2}, 2);
    EXPECT_EQ(partition.tensors[0], (std::vector<std::size_t>{0, 1}));
    EXPECT_EQ(partition.tensors[1], (std::vector<std::size_t>{2, 3}));
}

TEST(GreedyPartition, OneHugeTensorRulesThePadding)
{
    const Partition partition = greedyPartition({100, 1, 1, 1}, 4, {0, 5, 0, 0});
    EXPECT_EQ(partition.tensors[0], (std::vector<std::size_t>{0}));
    EXPECT_TRUE(partition.tensors[1].empty());
    EXPECT_EQ(partition.padded, 100);
}
