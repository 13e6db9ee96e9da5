// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/gpt/Gpt.h"

#include <ATen/ATen.h>

#include <cassert>
#include <cmath>

namespace maquette::models::gpt {

namespace {

constexpr auto byOutputs = nn::Split::Outputs;
constexpr auto byInputs = nn::Split::Inputs;

/// A part that holds one weight.
class Weight : public nn::Block {
public:
    Weight(at::IntArrayRef shape, double deviation)
        : weight(learned("weight", shape, deviation))
    {
    }
    at::Tensor weight;
};

/// A part that holds others by name.
class Group : public nn::Block {
public:
    template <class Part> std::shared_ptr<Part> add(const std::string& name, std::shared_ptr<Part> part)
    {
        return register_module(name, std::move(part));
    }
};

/// Deviation of the products that add to the sum over blocks.
double scaled(const GptConfig& config)
{
    return config.deviation / std::sqrt(2.0 * static_cast<double>(config.layers));
}

} // namespace

nn::Split splitOf(const std::string& key)
{
    const auto within = [&](const char* part) { return key.find(part) != std::string::npos; };
    if (within(".query_key_value.") || within(".dense_h_to_4h."))
        return byOutputs;
    // The biases of these two are added to the sum, and so are whole everywhere.
    return within(".self_attention.dense.weight") || within(".dense_4h_to_h.weight") ? byInputs : nn::Split::None;
}

bool isOfOwnRows(const std::string& key)
{
    return key.rfind("encoder.layers.", 0) == 0 && key.find("layernorm.") != std::string::npos;
}

RotaryPositions::RotaryPositions(std::int64_t sequence, std::int64_t width, double base)
    : m_width(width)
{
    const at::Tensor exponents
        = at::arange(0, width, 2, at::kDouble) / static_cast<double>(std::max<std::int64_t>(width, 1));
    const at::Tensor angles = at::outer(at::arange(sequence, at::kDouble), at::pow(base, -exponents));
    const at::Tensor both = at::cat({angles, angles}, 1);
    m_cos = both.cos().to(at::kFloat);
    m_sin = both.sin().to(at::kFloat);
}

at::Tensor RotaryPositions::turn(const at::Tensor& x) const
{
    if (m_width == 0)
        return x;
    const std::int64_t tokens = x.size(2);
    const bool whole = x.size(3) == m_width;
    const at::Tensor part = (whole ? x : x.narrow(3, 0, m_width)).to(at::kFloat);
    const at::Tensor turned = at::cat({-part.narrow(3, m_width / 2, m_width / 2), part.narrow(3, 0, m_width / 2)}, 3);
    const at::Tensor result
        = (part * m_cos.narrow(0, 0, tokens) + turned * m_sin.narrow(0, 0, tokens)).to(x.scalar_type());
    return whole ? result : at::cat({result, x.narrow(3, m_width, x.size(3) - m_width)}, 3);
}

void RotaryPositions::to(c10::Device device)
{
    m_cos = m_cos.to(device);
    m_sin = m_sin.to(device);
}

SelfAttention::SelfAttention(const GptConfig& config, const std::string& name, const nn::LinearMaker& linear)
    : m_headWidth(config.headWidth())
    , m_queryKeyValue(register_module(
          "query_key_value",
          linear(name + ".query_key_value", {config.hidden, 3 * config.hidden, true, config.deviation, byOutputs})))
    , m_dense(register_module("dense",
                              linear(name + ".dense", {config.hidden, config.hidden, true, scaled(config), byInputs})))
{
}

at::Tensor SelfAttention::forward(const at::Tensor& x, const Sequences& sequences, const RotaryPositions& positions)
{
    const auto [batch, tokens] = sequences;
    const at::Tensor mixed
        = m_queryKeyValue->forward(x).view({batch, tokens, -1, 3, m_headWidth}).permute({3, 0, 2, 1, 4});
    const at::Tensor heads
        = at::scaled_dot_product_attention(positions.turn(mixed[0]), positions.turn(mixed[1]), mixed[2], {}, 0.0, true);
    const at::Tensor joined = heads.transpose(1, 2).reshape({batch, tokens, -1});
    return m_dense->forward(x.dim() == 2 ? joined.flatten(0, 1) : joined);
}

FeedForward::FeedForward(const GptConfig& config, const std::string& name, const nn::LinearMaker& linear)
    : m_up(register_module(
        "dense_h_to_4h",
        linear(name + ".dense_h_to_4h", {config.hidden, config.feedForward(), true, config.deviation, byOutputs})))
    , m_down(register_module(
          "dense_4h_to_h",
          linear(name + ".dense_4h_to_h", {config.feedForward(), config.hidden, true, scaled(config), byInputs})))
{
}

at::Tensor FeedForward::forward(const at::Tensor& x) { return m_down->forward(at::gelu(m_up->forward(x), "tanh")); }

GptBlock::GptBlock(const GptConfig& config, const std::string& name, const nn::LinearMaker& linear)
    : m_inputNorm(part<nn::LayerNorm>("input_layernorm", config.hidden))
    , m_attentionNorm(part<nn::LayerNorm>("post_attention_layernorm", config.hidden))
    , m_attention(part<SelfAttention>("self_attention", config, name + ".self_attention", linear))
    , m_feedForward(part<FeedForward>("mlp", config, name + ".mlp", linear))
{
}

at::Tensor GptBlock::forward(const at::Tensor& x, const Sequences& sequences, const RotaryPositions& positions)
{
    const at::Tensor attended = x + m_attention->forward(m_inputNorm->forward(x), sequences, positions);
    return attended + m_feedForward->forward(m_attentionNorm->forward(attended));
}

Gpt::Gpt(const GptConfig& config, const nn::LinearMaker& linear, std::shared_ptr<const nn::LayerRanks> ranks)
    : m_config(config)
    , m_ranks(std::move(ranks))
    , m_positions(config.sequence, std::llround(config.rotaryFraction * static_cast<double>(config.headWidth())),
                  config.rotaryBase)
{
    assert(config.check().ok());
    const auto embedding = part<Group>("embedding");
    m_embedding
        = embedding
              ->add("word_embeddings",
                    std::make_shared<Weight>(at::IntArrayRef{config.vocabulary, config.hidden}, config.deviation))
              ->weight;
    const auto encoder = part<Group>("encoder");
    const auto layers = encoder->add("layers", std::make_shared<Group>());
    for (std::int64_t i = 0; i < config.layers; ++i) {
        const std::string number = std::to_string(i);
        m_blocks.push_back(layers->add(number, std::make_shared<GptBlock>(config, "encoder.layers." + number, linear)));
    }
    m_lastNorm = encoder->add("final_layernorm", std::make_shared<nn::LayerNorm>(config.hidden));
    m_output = config.tied
        ? m_embedding
        : part<Weight>("output_layer", at::IntArrayRef{config.vocabulary, config.hidden}, config.deviation)->weight;
}

at::Tensor Gpt::forward(const at::Tensor& tokens)
{
    const Sequences sequences{tokens.size(0), tokens.size(1)};
    const bool shared = m_ranks->count() > 1;
    at::Tensor x = at::embedding(m_embedding, tokens);
    if (shared)
        x = m_ranks->share(x.flatten(0, 1));
    for (const auto& block : m_blocks)
        x = block->forward(x, sequences, m_positions);
    if (shared)
        x = m_ranks->join(x).view({sequences.batch, sequences.tokens, -1});
    return at::linear(m_lastNorm->forward(x), m_output);
}

at::Tensor Gpt::loss(const at::Tensor& tokens, const at::Tensor& targets)
{
    const at::Tensor logits = forward(tokens);
    return at::cross_entropy_loss(logits.reshape({-1, m_config.vocabulary}).to(at::kFloat), targets.reshape({-1}));
}

void Gpt::moveTo(c10::Device device)
{
    to(device);
    m_positions.to(device);
}

} // namespace maquette::models::gpt
