// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/fp8/ParallelLinear.h"
#include "nn/Precision.h"
#include "train/distributed/Ranks.h"
#include "train/fp8/Fp8Linear.h"

#include <torch/torch.h>

#include <cmath>
#include <limits>

using namespace maquette;
using namespace maquette::train::fp8;
using maquette::train::distributed::ProcessGroup;

namespace {

constexpr std::int64_t tokens = 24, inputs = 16, hidden = 32;

at::Tensor normal(at::IntArrayRef shape, std::uint64_t seed)
{
    at::Generator generator = nn::cpuGenerator(seed);
    return at::randn(shape, generator, at::kFloat);
}

double distance(const at::Tensor& got, const at::Tensor& expected)
{
    return (got.to(at::kFloat) - expected.to(at::kFloat)).norm().item<double>()
        / expected.to(at::kFloat).norm().item<double>();
}

/// The rows or columns of a rank.
at::Tensor part(const at::Tensor& whole, const ProcessGroup& group, int dimension)
{
    return whole.chunk(group.ranks(), dimension)[static_cast<std::size_t>(group.rank())];
}

/// A feed-forward part on one process, and the same on the ranks of a group.
struct Pair {
    Pair(const std::shared_ptr<ProcessGroup>& group, bool sequence)
        : alone(Recipe{.window = 4})
        , shared(Recipe{.window = 4})
    {
        const nn::LinearShape upShape{inputs, hidden, true, 0.3};
        const nn::LinearShape downShape{hidden, inputs, true, 0.3};
        torch::manual_seed(5);
        up = std::make_shared<Fp8Linear>("up", upShape, alone);
        down = std::make_shared<Fp8Linear>("down", downShape, alone);
        torch::manual_seed(5);
        upPart = std::make_shared<ParallelLinear>("up", upShape, shared, group,
                                                  ParallelOptions{nn::Split::Outputs, sequence});
        downPart = std::make_shared<ParallelLinear>("down", downShape, shared, group,
                                                    ParallelOptions{nn::Split::Inputs, sequence});
        const at::NoGradGuard guard;
        up->bias.copy_(normal({hidden}, 8));
        down->bias.copy_(normal({inputs}, 9));
        upPart->bias.copy_(part(up->bias, *group, 0));
        downPart->bias.copy_(down->bias);
    }
    void clear()
    {
        for (Fp8State* state : {&alone, &shared})
            for (const auto& parameter : state->parameters())
                parameter->gradient = {};
        for (at::Tensor* bias : {&up->bias, &down->bias, &upPart->bias, &downPart->bias})
            bias->mutable_grad().reset();
    }
    Fp8State alone, shared;
    std::shared_ptr<Fp8Linear> up, down;
    std::shared_ptr<ParallelLinear> upPart, downPart;
};

} // namespace

class ParallelFp8 : public testing::TestWithParam<int> { };

TEST_P(ParallelFp8, ComputesWhatOneProcessDoes)
{
    const auto group = test::ranks(GetParam());
    if (!group)
        return;
    for (const bool sequence : {true, false}) {
        Pair pair(group, sequence);
        // The first steps measure each cast, the later ones take the scales that history gives.
        for (int step = 0; step < 9; ++step) {
            pair.clear();
            const double size = std::exp2(step % 3);
            at::Tensor x = (normal({tokens, inputs}, 20 + static_cast<std::uint64_t>(step)) * size);
            at::Tensor xPart = (sequence ? part(x, *group, 0) : x).clone();
            x.set_requires_grad(true);
            xPart.set_requires_grad(true);
            const at::Tensor dy = normal({tokens, inputs}, 40) * 1e-3;

            const at::Tensor y = pair.down->forward(at::gelu(pair.up->forward(x)));
            y.backward(dy);
            const at::Tensor yPart = pair.downPart->forward(at::gelu(pair.upPart->forward(xPart)));
            yPart.backward(sequence ? part(dy, *group, 0).contiguous() : dy);
            pair.alone.updateScales();
            pair.shared.updateScales();

            const auto ours = [&](const at::Tensor& whole) { return sequence ? part(whole, *group, 0) : whole; };
            EXPECT_LT(distance(yPart, ours(y)), 0.05) << step;
            EXPECT_LT(distance(xPart.grad(), ours(x.grad())), 0.08) << step;
            // Without shared tokens each rank has a window of its own here, which a larger step may go beyond.
            EXPECT_LT(distance(pair.upPart->weight()->gradient.decode(),
                               part(pair.up->weight()->gradient.decode(), *group, 0)),
                      0.08);
            EXPECT_LT(distance(pair.downPart->weight()->gradient.decode(),
                               part(pair.down->weight()->gradient.decode(), *group, 1)),
                      0.15)
                << step;
            EXPECT_LT(distance(pair.upPart->bias.grad(), part(pair.up->bias.grad(), *group, 0)), 0.05);
            EXPECT_LT(distance(pair.downPart->bias.grad(), pair.down->bias.grad()), 1e-5);
        }
        // The windows did not run empty, and are the same everywhere.
        const at::Tensor& window = pair.upPart->weight()->input->amax;
        EXPECT_GT(window.slice(0, 1).min().item<float>(), 0);
        if (sequence) {
            EXPECT_TRUE(at::equal(window.slice(0, 1), pair.up->weight()->input->amax.slice(0, 1)));
        }
    }
}

TEST_P(ParallelFp8, GathersBytesAndAddsInBfloat16)
{
    const auto group = test::ranks(GetParam());
    if (!group)
        return;
    Pair pair(group, true);
    at::Tensor x = part(normal({tokens, inputs}, 3), *group, 0).clone().set_requires_grad(true);
    // Once the scales are delayed no amax travels with a pass.
    for (int step = 0; step < 5; ++step) {
        pair.upPart->forward(x).sum().backward();
        pair.downPart->forward(at::zeros({tokens, hidden / group->ranks()})).sum().backward();
        pair.shared.updateScales();
    }
    const std::int64_t others = group->ranks() - 1;
    const std::int64_t elements = tokens * inputs / group->ranks();
    std::int64_t before = group->bytesSent();
    at::Tensor y;
    {
        const nn::MixedPrecision mixed(true);
        y = pair.upPart->forward(x);
    }
    EXPECT_EQ(group->bytesSent() - before, others * elements);
    before = group->bytesSent();
    y.sum().backward();
    // The input once more, and its gradient in bfloat16: four bytes an element in all where bfloat16 sends six.
    EXPECT_EQ(group->bytesSent() - before, others * elements * (1 + 2));
}

TEST_P(ParallelFp8, InfinityOnOneRankRestartsTheWindowsOfAll)
{
    const auto group = test::ranks(GetParam());
    if (!group)
        return;
    Pair pair(group, true);
    at::Tensor x = part(normal({tokens, inputs}, 3), *group, 0).clone();
    for (int step = 0; step < 6; ++step) {
        (void)pair.upPart->forward(x);
        pair.shared.updateScales();
    }
    EXPECT_FALSE(pair.upPart->weight()->input->inTime());
    if (group->rank() == 1)
        x[0][0] = std::numeric_limits<float>::infinity();
    (void)pair.upPart->forward(x);
    pair.shared.updateScales();
    EXPECT_TRUE(pair.upPart->weight()->input->inTime());
}

INSTANTIATE_TEST_SUITE_P(Processes, ParallelFp8, testing::Values(2, 4),
                         [](const auto& each) { return "Ranks" + std::to_string(each.param); });
