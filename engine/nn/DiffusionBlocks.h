// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "nn/Layers.h"

#include <memory>

namespace maquette::nn {

/// A container whose parts others name, for the nested names that files of weights use.
class Group : public Block {
public:
    using Block::part;
};

/// [B, width] of cosines, then sines, of t times the frequencies maxPeriod^(-i / (width / 2)), in float32. `t` [B].
[[nodiscard]] at::Tensor timeEmbedding(const at::Tensor& t, std::int64_t width, double maxPeriod = 10000);

/// Attention of x over `context` (or x itself). Parts: to_q, to_k, to_v without bias, to_out.0 with one.
class MultiHeadAttention : public Block {
public:
    MultiHeadAttention(std::int64_t width, std::int64_t contextWidth, std::int64_t heads);
    /// x [B, N, width], context [B, M, contextWidth]; undefined: x.
    [[nodiscard]] at::Tensor forward(const at::Tensor& x, const at::Tensor& context = {}) const;

private:
    std::int64_t m_heads;
    std::shared_ptr<Linear> m_query;
    std::shared_ptr<Linear> m_key;
    std::shared_ptr<Linear> m_value;
    std::shared_ptr<Linear> m_output;
};

/// GEGLU feed-forward, four times as wide inside: value times the exact GELU of the gate, value first. Parts:
/// net.0.proj and net.2.
class GegluFeedForward : public Block {
public:
    explicit GegluFeedForward(std::int64_t width);
    [[nodiscard]] at::Tensor forward(const at::Tensor& x) const;

private:
    std::shared_ptr<Linear> m_valueAndGate;
    std::shared_ptr<Linear> m_output;
};

/// Pre-norm: x += attn1(norm1 x); x += attn2(norm2 x, context); x += ff(norm3 x).
class TransformerBlock : public Block {
public:
    TransformerBlock(std::int64_t width, std::int64_t contextWidth, std::int64_t heads);
    [[nodiscard]] at::Tensor forward(const at::Tensor& x, const at::Tensor& context) const;

private:
    std::shared_ptr<MultiHeadAttention> m_self;
    std::shared_ptr<MultiHeadAttention> m_cross;
    std::shared_ptr<GegluFeedForward> m_feedForward;
    std::shared_ptr<LayerNorm> m_norms[3];
};

/// x + transformer over the places of a feature map [B, C, H, W]: GroupNorm (eps 1e-6), 1x1 convolution, blocks, 1x1
/// convolution that starts at zero. Parts: norm, proj_in, transformer_blocks.N, proj_out.
class Transformer2D : public Block {
public:
    Transformer2D(std::int64_t channels, std::int64_t contextWidth, std::int64_t heads, std::int64_t depth = 1);
    [[nodiscard]] at::Tensor forward(const at::Tensor& x, const at::Tensor& context) const;

private:
    std::shared_ptr<GroupNorm> m_norm;
    std::shared_ptr<Conv2d> m_in;
    std::shared_ptr<Sequence<TransformerBlock>> m_blocks;
    std::shared_ptr<Conv2d> m_out;
};

/// Residual block with the time embedding added between its convolutions. Parts: in_layers.0 and .2, emb_layers.1,
/// out_layers.0 and .3, skip_connection where the channels change.
class DiffusionResBlock : public Block {
public:
    DiffusionResBlock(std::int64_t inputs, std::int64_t outputs, std::int64_t timeWidth);
    /// x [B, inputs, H, W], time [B, timeWidth].
    [[nodiscard]] at::Tensor forward(const at::Tensor& x, const at::Tensor& time) const;

private:
    std::shared_ptr<GroupNorm> m_firstNorm;
    std::shared_ptr<Conv2d> m_firstConv;
    std::shared_ptr<Linear> m_time;
    std::shared_ptr<GroupNorm> m_secondNorm;
    std::shared_ptr<Conv2d> m_secondConv;
    std::shared_ptr<Conv2d> m_skip;
};

} // namespace maquette::nn
