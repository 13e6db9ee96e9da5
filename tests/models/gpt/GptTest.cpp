// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/gpt/Gpt.h"

#include "nn/KeyMapping.h"
#include "nn/Runtime.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <gtest/gtest.h>
#include <torch/torch.h>

#include <cmath>

using namespace maquette;
using namespace maquette::models::gpt;

namespace {

GptConfig little()
{
    GptConfig config;
    config.layers = 2;
    config.hidden = 32;
    config.heads = 4;
    config.sequence = 16;
    config.vocabulary = 64;
    return config;
}

Gpt make(const GptConfig& config)
{
    at::set_num_threads(1); // so small a network gains nothing from more
    torch::manual_seed(5);
    return Gpt(config, nn::plainLinear());
}

std::int64_t count(const torch::nn::Module& module)
{
    std::int64_t all = 0;
    for (const auto& tensor : module.parameters())
        all += tensor.numel();
    return all;
}

/// The network again, written out from its state with the plainest operations.
at::Tensor reference(const Gpt& network, const at::Tensor& tokens)
{
    const GptConfig& config = network.config();
    const auto list = nn::stateOf(network);
    const std::map<std::string, at::Tensor> state(list.begin(), list.end());
    const auto norm = [&](const at::Tensor& x, const std::string& name) {
        const at::Tensor centered = x - x.mean(-1, true);
        return centered / (centered.square().mean(-1, true) + 1e-5).sqrt() * state.at(name + ".weight")
            + state.at(name + ".bias");
    };
    const auto linear = [&](const at::Tensor& x, const std::string& name) {
        return x.matmul(state.at(name + ".weight").t()) + state.at(name + ".bias");
    };
    const std::int64_t length = tokens.size(1);
    const std::int64_t width = config.headWidth();
    at::Tensor x = state.at("embedding.word_embeddings.weight").index({tokens});
    for (std::int64_t layer = 0; layer < config.layers; ++layer) {
        const std::string at = "encoder.layers." + std::to_string(layer) + ".";
        const at::Tensor mixed = linear(norm(x, at + "input_layernorm"), at + "self_attention.query_key_value");
        std::vector<at::Tensor> heads;
        for (std::int64_t head = 0; head < config.heads; ++head) {
            const auto part = [&](std::int64_t which) { return mixed.narrow(2, (3 * head + which) * width, width); };
            const auto turned = [&](const at::Tensor& from) {
                at::Tensor to = from.clone();
                for (std::int64_t position = 0; position < length; ++position)
                    for (std::int64_t i = 0; i < width / 2; ++i) {
                        const double angle = static_cast<double>(position)
                            * std::pow(10000.0, -2.0 * static_cast<double>(i) / static_cast<double>(width));
                        const at::Tensor a = from.select(1, position).select(1, i);
                        const at::Tensor b = from.select(1, position).select(1, i + width / 2);
                        to.select(1, position).select(1, i).copy_(a * std::cos(angle) - b * std::sin(angle));
                        to.select(1, position)
                            .select(1, i + width / 2)
                            .copy_(b * std::cos(angle) + a * std::sin(angle));
                    }
                return to;
            };
            at::Tensor scores
                = turned(part(0)).matmul(turned(part(1)).transpose(1, 2)) / std::sqrt(static_cast<double>(width));
            scores = scores.masked_fill(at::ones({length, length}).triu(1).to(at::kBool), -1e30);
            heads.push_back(scores.softmax(-1).matmul(part(2)));
        }
        x = x + linear(at::cat(heads, 2), at + "self_attention.dense");
        const at::Tensor up = linear(norm(x, at + "post_attention_layernorm"), at + "mlp.dense_h_to_4h");
        const at::Tensor active = 0.5 * up * (1 + (std::sqrt(2 / M_PI) * (up + 0.044715 * up.pow(3))).tanh());
        x = x + linear(active, at + "mlp.dense_4h_to_h");
    }
    const char* output = config.tied ? "embedding.word_embeddings.weight" : "output_layer.weight";
    return norm(x, "encoder.final_layernorm").matmul(state.at(output).t());
}

} // namespace

TEST(GptConfig, HasThePublishedSizes)
{
    const std::pair<const char*, std::int64_t> sizes[] = {{"125m", 123'689'472},
                                                          {"345m", 353'822'720},
                                                          {"7b", 6'855'204'864},
                                                          {"13b", 13'099'386'880},
                                                          {"175b", 175'194'660'864}};
    for (const auto& [name, parameters] : sizes) {
        const NamedGpt* named = namedGpt(name);
        ASSERT_NE(named, nullptr);
        EXPECT_TRUE(named->config.check().ok());
        EXPECT_EQ(named->config.parameters(), parameters) << name;
    }
    // FP8-eligible weights a rank, facts 12.1.
    EXPECT_EQ(namedGpt("125m")->config.linearLayers(), 48);
    EXPECT_EQ(namedGpt("7b")->config.linearLayers(), 128);
    EXPECT_EQ(namedGpt("13b")->config.linearLayers(), 160);
    EXPECT_EQ(namedGpt("175b")->config.linearLayers(), 384);
    EXPECT_EQ(namedGpt("2b"), nullptr);
}

TEST(GptConfig, CountsWhatTheNetworkHas)
{
    for (const char* name : {"tiny", "small"}) {
        const Gpt network = make(namedGpt(name)->config);
        EXPECT_EQ(count(network), network.config().parameters()) << name;
    }
    GptConfig config = little();
    config.tied = false;
    EXPECT_EQ(count(make(config)), config.parameters());
    std::int64_t linear = 0;
    for (const auto& [key, tensor] : nn::stateOf(make(config)))
        if (tensor.dim() == 2 && key.find("layers.") != std::string::npos)
            linear += tensor.numel();
    EXPECT_EQ(linear, config.linearParameters());
}

TEST(GptConfig, SaysWhatDoesNotGo)
{
    const auto fails = [](auto change) {
        GptConfig config = little();
        change(config);
        return !config.check().ok();
    };
    EXPECT_FALSE(fails([](GptConfig&) {}));
    EXPECT_TRUE(fails([](GptConfig& c) { c.heads = 5; }));
    EXPECT_TRUE(fails([](GptConfig& c) { c.layers = 0; }));
    EXPECT_TRUE(fails([](GptConfig& c) { c.hidden = 1 << 20; }));
    EXPECT_TRUE(fails([](GptConfig& c) { c.vocabulary = -1; }));
    EXPECT_TRUE(fails([](GptConfig& c) { c.rotaryFraction = 1.5; }));
    EXPECT_TRUE(fails([](GptConfig& c) { c.heads = 32; })); // heads of one channel cannot be turned
    EXPECT_TRUE(fails([](GptConfig& c) { c.deviation = 0; }));
}

TEST(GptConfig, ComesBackFromJson)
{
    for (const auto& named : namedGpts()) {
        const auto read = GptConfig::fromJson(named.config.toJson(), "x");
        ASSERT_TRUE(read.ok());
        EXPECT_EQ(read.value(), named.config);
    }
    base::Json json = little().toJson();
    json.erase("heads");
    EXPECT_FALSE(GptConfig::fromJson(json, "x").ok());
    json["heads"] = 7;
    EXPECT_FALSE(GptConfig::fromJson(json, "x").ok());
    EXPECT_FALSE(GptConfig::fromJson(base::Json::array(), "x").ok());
}

TEST(Gpt, EqualsThePlainFormulas)
{
    for (const bool tied : {true, false}) {
        GptConfig config = little();
        config.tied = tied;
        Gpt network = make(config);
        const at::NoGradGuard guard;
        nn::fillDeterministic(network);
        const at::Tensor tokens = at::randint(0, 64, {2, 11}, nn::cpuGenerator(1), at::kLong);
        const at::Tensor got = network.forward(tokens);
        EXPECT_EQ(got.sizes(), at::IntArrayRef({2, 11, 64}));
        EXPECT_TRUE(at::allclose(got, reference(network, tokens), 1e-4, 1e-5));
    }
}

TEST(Gpt, SeesOnlyWhatCameBefore)
{
    Gpt network = make(little());
    const at::NoGradGuard guard;
    at::Tensor tokens = at::randint(0, 64, {1, 16}, nn::cpuGenerator(1), at::kLong);
    const at::Tensor before = network.forward(tokens);
    tokens[0][9] = (tokens[0][9].item<std::int64_t>() + 1) % 64;
    const at::Tensor after = network.forward(tokens);
    EXPECT_TRUE(at::equal(before.narrow(1, 0, 9), after.narrow(1, 0, 9)));
    EXPECT_FALSE(at::allclose(before.narrow(1, 9, 1), after.narrow(1, 9, 1)));
}

TEST(Gpt, StartsAtTheLossOfGuessing)
{
    Gpt network = make(namedGpt("tiny")->config);
    const at::NoGradGuard guard;
    const at::Tensor tokens = at::randint(0, 256, {2, 129}, nn::cpuGenerator(1), at::kLong);
    const double loss = network.loss(tokens.narrow(1, 0, 128), tokens.narrow(1, 1, 128)).item<double>();
    EXPECT_NEAR(loss, std::log(256.0), 0.1);
}

TEST(Gpt, ScalesTheStartOfOutputsByDepth)
{
    const Gpt network = make(namedGpt("small")->config);
    for (const auto& [key, tensor] : nn::stateOf(network)) {
        if (tensor.dim() != 2)
            continue;
        const bool output = key.find("dense_4h_to_h") != std::string::npos || key.find(".dense.") != std::string::npos;
        EXPECT_NEAR(tensor.std().item<double>(), output ? 0.02 / std::sqrt(12.0) : 0.02, 0.0005) << key;
    }
}

TEST(Gpt, NamesItsLayersForTheirMaker)
{
    std::vector<std::string> names;
    const Gpt network(little(), [&](const std::string& name, const nn::LinearShape& shape) {
        names.push_back(name);
        return nn::plainLinear()(name, shape);
    });
    ASSERT_EQ(names.size(), 8u);
    EXPECT_EQ(names[4], "encoder.layers.1.self_attention.query_key_value");
    EXPECT_EQ(names[7], "encoder.layers.1.mlp.dense_4h_to_h");
    const auto state = nn::stateOf(network);
    for (const auto& name : names)
        EXPECT_TRUE(std::any_of(state.begin(), state.end(), [&](const auto& item) {
            return item.first == name + ".weight";
        })) << name;
}

TEST(Gpt, LearnsARule)
{
    // The next token is the last plus one.
    Gpt network = make(little());
    torch::optim::AdamW optimizer(network.parameters(), torch::optim::AdamWOptions(3e-3));
    double loss = 0;
    for (int step = 0; step < 60; ++step) {
        const at::Tensor first
            = at::randint(0, 64, {8, 1}, nn::cpuGenerator(static_cast<std::uint64_t>(step)), at::kLong);
        const at::Tensor tokens = (first + at::arange(17, at::kLong)).remainder(64);
        optimizer.zero_grad();
        const at::Tensor value = network.loss(tokens.narrow(1, 0, 16), tokens.narrow(1, 1, 16));
        value.backward();
        optimizer.step();
        loss = value.item<double>();
    }
    EXPECT_LT(loss, 1.0);
}
