// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/gpt/GptConfig.h"
#include "nn/LinearLayer.h"

namespace maquette::models::gpt {

/// The turning of pairs by position (Su et al. 2021, arXiv 2104.09864): channel i of the first half of the turned part
/// goes with channel i of its second half, as Megatron-LM and GPT-NeoX pair them. Angle = position / base^(2i / width).
class RotaryPositions {
public:
    RotaryPositions(std::int64_t sequence, std::int64_t width, double base);

    /// [batch, heads, tokens, head width] → the same, the first `width` channels turned; computed in float32 and
    /// returned in the type of `x`. tokens <= sequence.
    [[nodiscard]] at::Tensor turn(const at::Tensor& x) const;
    void to(c10::Device device);

private:
    std::int64_t m_width;
    at::Tensor m_cos, m_sin; ///< [sequence, width]
};

/// How many sequences of how many tokens a batch has, whose rows may be shared out between ranks.
struct Sequences {
    std::int64_t batch = 0, tokens = 0;
};

/// Causal self-attention. Rows of query_key_value: for each head its query, key and value, as in Megatron-LM; where the
/// layers are split over ranks each has whole heads.
class SelfAttention : public nn::Block {
public:
    SelfAttention(const GptConfig& config, const std::string& name, const nn::LinearMaker& linear);
    /// [batch, tokens, hidden], or this rank's rows of [batch · tokens, hidden] → the same.
    [[nodiscard]] at::Tensor forward(const at::Tensor& x, const Sequences& sequences, const RotaryPositions& positions);

private:
    std::int64_t m_headWidth;
    std::shared_ptr<nn::LinearLayer> m_queryKeyValue, m_dense;
};

class FeedForward : public nn::Block {
public:
    FeedForward(const GptConfig& config, const std::string& name, const nn::LinearMaker& linear);
    [[nodiscard]] at::Tensor forward(const at::Tensor& x);

private:
    std::shared_ptr<nn::LinearLayer> m_up, m_down;
};

/// x + attention(norm(x)), then + feed-forward(norm(x)).
class GptBlock : public nn::Block {
public:
    GptBlock(const GptConfig& config, const std::string& name, const nn::LinearMaker& linear);
    [[nodiscard]] at::Tensor forward(const at::Tensor& x, const Sequences& sequences, const RotaryPositions& positions);

private:
    std::shared_ptr<nn::LayerNorm> m_inputNorm, m_attentionNorm;
    std::shared_ptr<SelfAttention> m_attention;
    std::shared_ptr<FeedForward> m_feedForward;
};

/// How a parameter of Gpt, by its key, is split where ranks compute layers together.
[[nodiscard]] nn::Split splitOf(const std::string& key);
/// Whether the gradient of a parameter is then that of the rank's own rows, and the sum over ranks is wanted.
[[nodiscard]] bool isOfOwnRows(const std::string& key);

/// A decoder-only Transformer. Keys, close to Megatron-LM's:
///   embedding.word_embeddings.weight [vocabulary, hidden]
///   encoder.layers.N.{input_layernorm,post_attention_layernorm}.{weight,bias}
///   encoder.layers.N.self_attention.{query_key_value,dense}.{weight,bias}
///   encoder.layers.N.mlp.{dense_h_to_4h,dense_4h_to_h}.{weight,bias}
///   encoder.final_layernorm.{weight,bias}
///   output_layer.weight [vocabulary, hidden], only where it is not tied
/// The four linear layers of each block come from `linear`, which gets their names without ".weight"; the rest stays
/// in the precision of its weights. Weights are drawn from LibTorch's generator of the CPU, in the order of the keys.
class Gpt : public nn::Block {
public:
    /// Asserts config.check(). `ranks` compute each of those four layers together; their number divides the heads, and
    /// batch · tokens of each pass. The gradients of the blocks' norms are then those of this rank's rows.
    Gpt(const GptConfig& config, const nn::LinearMaker& linear,
        std::shared_ptr<const nn::LayerRanks> ranks = std::make_shared<nn::LayerRanks>());

    /// Tokens [batch, tokens] (int64, 0 … vocabulary - 1; tokens <= sequence) → logits [batch, tokens, vocabulary].
    [[nodiscard]] at::Tensor forward(const at::Tensor& tokens);
    /// Mean cross-entropy in nats of `targets` [batch, tokens], in float32.
    [[nodiscard]] at::Tensor loss(const at::Tensor& tokens, const at::Tensor& targets);
    /// Moves parameters, buffers and the tables of positions.
    void moveTo(c10::Device device);

    [[nodiscard]] const GptConfig& config() const { return m_config; }

private:
    GptConfig m_config;
    std::shared_ptr<const nn::LayerRanks> m_ranks;
    RotaryPositions m_positions;
    at::Tensor m_embedding; ///< the parameter of a registered part
    at::Tensor m_output; ///< the same where it is tied
    std::vector<std::shared_ptr<GptBlock>> m_blocks;
    std::shared_ptr<nn::LayerNorm> m_lastNorm;
};

} // namespace maquette::models::gpt
