// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The program against what the first training experiment computed with PyTorch: same weights, same boards.
#include "models/imagebrush/ImageBrush.h"
#include "models/imagebrush/Sampler.h"
#include "nn/TensorBridge.h"
#include "tensorio/Checkpoint.h"

#include <gtest/gtest.h>

using namespace maquette;
using namespace maquette::models::imagebrush;

namespace {

const std::string data = MAQUETTE_TEST_DATA "/imagebrush/";
constexpr double tolerance = 2e-4;

class Fixture {
public:
    Fixture()
        : m_file(tensorio::Checkpoint::open(data + "fixture.safetensors"))
    {
    }
    [[nodiscard]] at::Tensor operator()(const std::string& name) const
    {
        const auto loaded = m_file.value()->load(name);
        return loaded.ok() ? nn::toTensor(loaded.value()).value() : at::Tensor();
    }

private:
    base::Result<std::shared_ptr<const tensorio::Checkpoint>> m_file;
};

double difference(const at::Tensor& got, const at::Tensor& expected)
{
    if (!expected.defined() || got.sizes() != expected.sizes())
        return std::numeric_limits<double>::infinity();
    return (got.to(at::kDouble) - expected).abs().max().item<double>();
}

class Parity : public testing::TestWithParam<const char*> { };

TEST_P(Parity, ReproducesEveryValue)
{
    const Fixture fixture;
    const std::string board = std::string(GetParam()) + ".";
    const auto loaded = loadBrush(data + "weights-fp16.safetensors");
    ASSERT_TRUE(loaded.ok()) << loaded.error().english();
    ImageBrush& network = *loaded.value().network;
    const at::NoGradGuard guard;

    const at::Tensor which = alignment(fixture(board + "E"), fixture(board + "E2"));
    EXPECT_EQ(difference(which, fixture(board + "d4")), 0);
    const Prepared prepared = network.prepare(applyAlignment(fixture(board + "E"), which), fixture(board + "E2"),
                                              applyAlignment(fixture(board + "I"), which));
    EXPECT_EQ(difference(prepared.fit.pick, fixture(board + "pick")), 0);
    EXPECT_LT(difference(prepared.fit.rms, fixture(board + "rms")), tolerance);
    EXPECT_LT(difference(prepared.fit.affine, fixture(board + "W1")), tolerance);
    EXPECT_LT(difference(prepared.priorImage, fixture(board + "prior")), tolerance);
    const at::Tensor prompt = network.prompt(prepared);
    EXPECT_LT(difference(prompt, fixture(board + "prompt")), tolerance);
    Details details;
    const at::Tensor out = network.forward(fixture(board + "z"), at::zeros({1}), prepared, prompt, &details);
    EXPECT_LT(difference(details.coarse, fixture(board + "coarse")), tolerance);
    EXPECT_LT(difference(details.gate, fixture(board + "gate")), tolerance);
    EXPECT_LT(difference(out, fixture(board + "out")), tolerance);
}

TEST_P(Parity, SamplerWithOneStepEqualsTheNetwork)
{
    const Fixture fixture;
    const std::string board = std::string(GetParam()) + ".";
    const auto loaded = loadBrush(data + "weights-fp16.safetensors");
    ASSERT_TRUE(loaded.ok());
    const at::Tensor which = alignment(fixture(board + "E"), fixture(board + "E2"));
    const Prepared prepared
        = loaded.value().network->prepare(applyAlignment(fixture(board + "E"), which), fixture(board + "E2"),
                                          applyAlignment(fixture(board + "I"), which));
    // The noise of the fixture is what PyTorch draws from seed 7.
    const auto sampled = sample(*loaded.value().network, prepared, {.seed = 7, .exactBelow = 0});
    ASSERT_TRUE(sampled.ok());
    EXPECT_LT(difference(sampled.value().unclamped, fixture(board + "out")), tolerance);
}

INSTANTIATE_TEST_SUITE_P(Boards, Parity, testing::Values("tone", "mirror-sepia", "blur"), [](const auto& info) {
    std::string name = info.param;
    std::erase(name, '-');
    return name;
});

} // namespace
