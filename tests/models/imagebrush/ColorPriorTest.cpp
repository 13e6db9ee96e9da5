// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/imagebrush/ColorPrior.h"
#include "models/imagebrush/FilterBank.h"
#include "nn/Runtime.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <cmath>

using namespace maquette;
using namespace maquette::models::imagebrush;

namespace {

/// A smooth colorful cell without symmetry.
at::Tensor scene(double a, std::int64_t side = 64)
{
    const at::Tensor axis = at::arange(side, at::kFloat) / static_cast<double>(side);
    const at::Tensor y = axis.view({side, 1});
    const at::Tensor x = axis.view({1, side});
    return at::stack({0.5 + 0.4 * (a * 9 * x + 5 * y).sin(), 0.5 + 0.35 * (4 * x - a * 8 * y).cos(),
                      (0.5 + 0.4 * (a + 20 * x * y).sin())})
        .unsqueeze(0)
        .clamp(0, 1)
        .contiguous();
}

at::Tensor affineEdit(const at::Tensor& cell)
{
    const at::Tensor map = at::tensor({0.7F, 0.2F, 0.0F, 0.1F, 0.6F, 0.1F, -0.1F, 0.2F, 0.8F}).view({3, 3});
    return at::matmul(map, cell.flatten(2)).view(cell.sizes()) + 0.05;
}

TEST(ColorPrior, FindsAnAffineChangeExactly)
{
    const ColorFit fit = fitColors(scene(1), affineEdit(scene(1)));
    EXPECT_EQ(fit.pick.item<std::int64_t>(), static_cast<std::int64_t>(ColorCandidate::Affine));
    EXPECT_LT(pickedRms(fit).item<float>(), 1e-3);
    const at::Tensor other = scene(1.7);
    const at::Tensor got = pickedColors(applyColors(fit, other), fit.pick);
    EXPECT_LT((got - affineEdit(other)).abs().max().item<float>(), 2e-3);
    EXPECT_LT(networkTrust(fit).item<float>(), 0.07);
}

TEST(ColorPrior, LeavesAnUnchangedPictureAlone)
{
    const ColorFit fit = fitColors(scene(1), scene(1));
    EXPECT_EQ(fit.pick.item<std::int64_t>(), static_cast<std::int64_t>(ColorCandidate::Copy));
    EXPECT_EQ(fit.rms[0][0].item<float>(), 0);
    EXPECT_EQ(networkTrust(fit).item<float>(), 0);
}

TEST(ColorPrior, TakesMoreFreedomForACurve)
{
    const at::Tensor before = scene(1);
    const ColorFit fit = fitColors(before, before.pow(0.45));
    EXPECT_GE(fit.pick.item<std::int64_t>(), static_cast<std::int64_t>(ColorCandidate::Polynomial));
    EXPECT_LT(pickedRms(fit).item<float>(), 0.012);
    EXPECT_GT(fit.rms[0][1].item<float>(), 2 * pickedRms(fit).item<float>());
}

TEST(ColorPrior, FitsPastClippedSamples)
{
    // A fit that counted clipped samples in full would find 1.17 and 1.21 here.
    const at::Tensor before = scene(1);
    const ColorFit fit = fitColors(before, (before * 1.3).clamp(0, 1));
    EXPECT_NEAR(fit.affine[0][0][1].item<float>(), 1.3, 0.03);
    EXPECT_NEAR(fit.affine[0][1][2].item<float>(), 1.3, 0.03);
}

TEST(ColorPrior, TreatsBoardsAlone)
{
    const at::Tensor before = at::cat({scene(1), scene(1.7), scene(0.4)});
    const at::Tensor after = at::cat({affineEdit(scene(1)), scene(1.7).pow(0.5), 1 - scene(0.4)});
    const ColorFit all = fitColors(before, after);
    const at::Tensor colors = applyColors(all, before).colors;
    for (std::int64_t board = 0; board < 3; ++board) {
        const ColorFit one = fitColors(before.narrow(0, board, 1), after.narrow(0, board, 1));
        EXPECT_TRUE(at::allclose(one.rms[0], all.rms[board], 1e-3, 1e-5));
        EXPECT_EQ(one.pick.item<std::int64_t>(), all.pick[board].item<std::int64_t>());
        EXPECT_TRUE(at::allclose(applyColors(one, before.narrow(0, board, 1)).colors[0], colors[board], 1e-3, 2e-4));
    }
}

TEST(ColorPrior, GoesByColorAloneAtAnySize)
{
    const ColorFit fit = fitColors(scene(1), scene(1).pow(0.45));
    const at::Tensor large = scene(1.7, 128);
    const ColorCandidates whole = applyColors(fit, large);
    EXPECT_EQ(whole.colors.sizes(), (at::IntArrayRef{1, 5, 3, 128, 128}));
    const ColorCandidates strip = applyColors(fit, large.narrow(2, 40, 3));
    EXPECT_TRUE(at::allclose(strip.colors, whole.colors.narrow(3, 40, 3), 1e-4, 1e-5));
    EXPECT_GE(whole.confidence.min().item<float>(), 0);
    EXPECT_LE(whole.confidence.max().item<float>(), 1);
    EXPECT_GE(whole.colors.min().item<float>(), 0);
    EXPECT_LE(whole.colors.max().item<float>(), 1);
}

TEST(ColorPrior, WorksOnLargerCells)
{
    const ColorFit fit = fitColors(scene(1, 128), affineEdit(scene(1, 128)));
    EXPECT_LT(pickedRms(fit).item<float>(), 1e-3);
}

TEST(Alignment, FindsEveryFlipAndRotationUnderAColorChange)
{
    std::vector<at::Tensor> before;
    std::vector<at::Tensor> after;
    for (std::int64_t which = 0; which < 8; ++which) {
        before.push_back(scene(1));
        after.push_back(affineEdit(applyAlignment(scene(1), which)));
    }
    EXPECT_TRUE(at::equal(alignment(at::cat(before), at::cat(after)), at::arange(8)));
}

TEST(Alignment, StaysWithThePictureWhenInDoubt)
{
    at::Generator generator = nn::cpuGenerator(3);
    const at::Tensor noise = at::rand({1, 3, 64, 64}, generator, at::kFloat);
    EXPECT_EQ(alignment(scene(1), noise).item<std::int64_t>(), 0);
    EXPECT_EQ(alignment(scene(1), scene(1)).item<std::int64_t>(), 0);
    const at::Tensor flat = at::full({1, 3, 64, 64}, 0.5F);
    EXPECT_EQ(alignment(flat, flat).item<std::int64_t>(), 0);
}

TEST(Alignment, MovesPixelsAsDescribed)
{
    const at::Tensor square = at::arange(4, at::kFloat).view({1, 1, 2, 2});
    const std::vector<std::vector<float>> expected = {{0, 1, 2, 3}, {1, 0, 3, 2}, {2, 3, 0, 1}, {3, 2, 1, 0},
                                                      {0, 2, 1, 3}, {2, 0, 3, 1}, {1, 3, 0, 2}, {3, 1, 2, 0}};
    for (std::int64_t which = 0; which < 8; ++which)
        EXPECT_TRUE(at::equal(applyAlignment(square, which).flatten(), at::tensor(expected[which]))) << which;
    const at::Tensor boards = square.expand({3, 1, 2, 2});
    const at::Tensor moved = applyAlignment(boards, at::tensor({0, 5, 3}).to(at::kLong));
    EXPECT_TRUE(at::equal(moved[1].flatten(), at::tensor(expected[5])));
    EXPECT_TRUE(at::equal(moved[0].flatten(), at::tensor(expected[0])));
}

TEST(FilterBank, HasTheFiltersInOrder)
{
    const at::Tensor cell = scene(1);
    const at::Tensor bank = filterBank(cell)[0];
    ASSERT_EQ(bank.sizes(), (at::IntArrayRef{9, 3, 64, 64}));
    const auto value
        = [&](std::int64_t filter, std::int64_t channel) { return bank[filter][channel][30][21].item<double>(); };
    const auto pixels = cell.accessor<float, 4>();
    for (std::int64_t i = 0; i < 3; ++i) {
        const double sigma = 0.8 * std::pow(2.0, static_cast<double>(i));
        const int radius = i == 0 ? 3 : i == 1 ? 5 : 9;
        double sum = 0;
        double total = 0;
        for (int dy = -radius; dy <= radius; ++dy)
            for (int dx = -radius; dx <= radius; ++dx) {
                const double weight = std::exp(-(dx * dx + dy * dy) / (2 * sigma * sigma));
                total += weight;
                sum += weight * pixels[0][1][30 + dy][21 + dx];
            }
        EXPECT_NEAR(value(i, 1), sum / total, 1e-5) << sigma;
    }
    const auto luma = [&](std::int64_t y, std::int64_t x) {
        return 0.299 * pixels[0][0][y][x] + 0.587 * pixels[0][1][y][x] + 0.114 * pixels[0][2][y][x];
    };
    const double right
        = (luma(29, 22) + 2 * luma(30, 22) + luma(31, 22) - luma(29, 20) - 2 * luma(30, 20) - luma(31, 20)) / 4;
    const double down
        = (luma(31, 20) + 2 * luma(31, 21) + luma(31, 22) - luma(29, 20) - 2 * luma(29, 21) - luma(29, 22)) / 4;
    EXPECT_NEAR(value(3, 2), std::sqrt(right * right + down * down + 1e-8), 1e-5);
    for (std::int64_t i = 0; i < 3; ++i) {
        const std::int64_t side = 2 << i;
        const at::Tensor square = cell[0][0].narrow(0, 30 / side * side, side).narrow(1, 21 / side * side, side);
        EXPECT_NEAR(value(4 + i, 0), square.mean().item<double>(), 1e-5) << side;
    }
    EXPECT_NEAR(value(7, 2), cell[0][2][30].narrow(0, 18, 7).mean().item<double>(), 1e-5);
    EXPECT_NEAR(value(8, 2), cell[0][2].select(1, 21).narrow(0, 27, 7).mean().item<double>(), 1e-5);
}

TEST(FilterBank, GivesTheSameByMatricesAndByConvolutions)
{
    // 128 pixels run as matrix products, 160 as convolutions; far from the border both must agree.
    const at::Tensor large = scene(1, 160);
    const at::Tensor small = large.narrow(2, 16, 128).narrow(3, 16, 128).contiguous();
    const at::Tensor inside = filterBank(large).narrow(3, 32, 96).narrow(4, 32, 96);
    EXPECT_TRUE(at::allclose(filterBank(small).narrow(3, 16, 96).narrow(4, 16, 96), inside, 1e-4, 1e-5));
}

TEST(FilterBank, GrowsWithTheScaleAndTakesNarrowPictures)
{
    const at::Tensor small = filterBank(scene(1));
    const at::Tensor large = filterBank(scene(1, 256), 4);
    const at::Tensor reduced = at::avg_pool2d(large[0], 4);
    // The same scene at four times the size: about the same picture after reduction.
    EXPECT_LT((reduced - small[0]).abs().mean().item<float>(), 0.03);
    for (const auto& [height, width] : {std::pair<std::int64_t, std::int64_t>{400, 12}, {5, 300}, {64, 64}}) {
        const at::Tensor bank = filterBank(at::rand({1, 3, height, width}), std::sqrt(height * width) / 64.0);
        EXPECT_EQ(bank.size(3), height);
        EXPECT_TRUE(at::isfinite(bank).all().item<bool>());
    }
}

} // namespace
