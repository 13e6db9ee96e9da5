// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/imagebrush/BankMix.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>
#include <torch/csrc/autograd/autograd.h>

using namespace maquette::models::imagebrush;

namespace {

/// The definition, in LibTorch's operators.
at::Tensor composed(const at::Tensor& head, const at::Tensor& pick, const at::Tensor& bank)
{
    const at::Tensor local = at::upsample_bilinear2d(head, {bank.size(3), bank.size(4)}, false);
    const at::Tensor weights = local.narrow(1, 12, bank.size(1)) + pick.unsqueeze(2).unsqueeze(3);
    const at::Tensor mix = (weights.unsqueeze(2) * bank).sum(1);
    const at::Tensor map = local.narrow(1, 0, 12).unflatten(1, {3, 4});
    return (map.narrow(2, 0, 3) * mix.unsqueeze(1)).sum(2) + map.select(2, 3) + mix;
}

void compare(std::int64_t pictures, std::int64_t side, std::int64_t cell)
{
    const at::Tensor head = at::randn({2, 12 + pictures, side, side}).transpose(2, 3).requires_grad_();
    const at::Tensor pick = at::rand({2, pictures});
    const at::Tensor bank = at::rand({2, pictures, 3, cell, cell});
    const at::Tensor gradient = at::randn({2, 3, cell, cell});
    const at::Tensor got = mixBank(head, pick, bank);
    const at::Tensor exact = head.detach().to(at::kDouble).requires_grad_();
    const at::Tensor expected = composed(exact, pick.to(at::kDouble), bank.to(at::kDouble));
    EXPECT_LT((got - expected).abs().max().item<double>(), 1e-4);
    const at::Tensor ofHead = torch::autograd::grad({got}, {head}, {gradient})[0];
    const at::Tensor ofExact = torch::autograd::grad({expected}, {exact}, {gradient.to(at::kDouble)})[0];
    EXPECT_LT((ofHead - ofExact).abs().max().item<double>(), 1e-5 * ofExact.abs().max().item<double>());
}

} // namespace

TEST(BankMix, EqualsTheComposedOperatorsAndTheirGradient)
{
    compare(15, 8, 64);
    compare(14, 16, 128);
    compare(3, 5, 13); // fewer pixels than a block, and not a multiple of one
}
