// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "nn/DiffusionBlocks.h"

#include <ATen/ATen.h>

#include <cmath>

namespace maquette::nn {

namespace {

constexpr std::int64_t groups = 32;

at::Tensor splitHeads(const at::Tensor& x, std::int64_t heads)
{
    return x.unflatten(2, {heads, x.size(2) / heads}).transpose(1, 2);
}

} // namespace

at::Tensor timeEmbedding(const at::Tensor& t, std::int64_t width, double maxPeriod)
{
    const std::int64_t half = width / 2;
    const at::Tensor index = at::arange(half, at::TensorOptions(at::kFloat).device(t.device()));
    const at::Tensor frequencies = (index * (-std::log(maxPeriod) / static_cast<double>(half))).exp();
    const at::Tensor angles = t.to(at::kFloat).unsqueeze(1) * frequencies;
    return at::cat({angles.cos(), angles.sin()}, 1);
}

MultiHeadAttention::MultiHeadAttention(std::int64_t width, std::int64_t contextWidth, std::int64_t heads)
    : m_heads(heads)
    , m_query(part<Linear>("to_q", width, width, false))
    , m_key(part<Linear>("to_k", contextWidth, width, false))
    , m_value(part<Linear>("to_v", contextWidth, width, false))
    , m_output(part<Group>("to_out")->part<Linear>("0", width, width))
{
}

at::Tensor MultiHeadAttention::forward(const at::Tensor& x, const at::Tensor& context) const
{
    const at::Tensor& seen = context.defined() ? context : x;
    const at::Tensor mixed = at::scaled_dot_product_attention(splitHeads(m_query->forward(x), m_heads),
                                                              splitHeads(m_key->forward(seen), m_heads),
                                                              splitHeads(m_value->forward(seen), m_heads));
    return m_output->forward(mixed.transpose(1, 2).flatten(2));
}

GegluFeedForward::GegluFeedForward(std::int64_t width)
{
    const auto net = part<Group>("net");
    m_valueAndGate = net->part<Group>("0")->part<Linear>("proj", width, 8 * width);
    m_output = net->part<Linear>("2", 4 * width, width);
}

at::Tensor GegluFeedForward::forward(const at::Tensor& x) const
{
    const auto halves = m_valueAndGate->forward(x).chunk(2, -1);
    return m_output->forward(halves[0] * at::gelu(halves[1]));
}

TransformerBlock::TransformerBlock(std::int64_t width, std::int64_t contextWidth, std::int64_t heads)
    : m_self(part<MultiHeadAttention>("attn1", width, width, heads))
    , m_cross(part<MultiHeadAttention>("attn2", width, contextWidth, heads))
    , m_feedForward(part<GegluFeedForward>("ff", width))
    , m_norms{part<LayerNorm>("norm1", width), part<LayerNorm>("norm2", width), part<LayerNorm>("norm3", width)}
{
}

at::Tensor TransformerBlock::forward(const at::Tensor& x, const at::Tensor& context) const
{
    at::Tensor y = x + m_self->forward(m_norms[0]->forward(x));
    y = y + m_cross->forward(m_norms[1]->forward(y), context);
    return y + m_feedForward->forward(m_norms[2]->forward(y));
}

Transformer2D::Transformer2D(std::int64_t channels, std::int64_t contextWidth, std::int64_t heads, std::int64_t depth)
    : m_norm(part<GroupNorm>("norm", groups, channels, 1e-6))
    , m_in(part<Conv2d>("proj_in", channels, channels, 1))
    , m_blocks(part<Sequence<TransformerBlock>>("transformer_blocks"))
    , m_out(part<Conv2d>("proj_out", channels, channels, 1, ConvOptions{.start = Start::Zero}))
{
    for (std::int64_t i = 0; i < depth; ++i)
        m_blocks->add(channels, contextWidth, heads);
}

at::Tensor Transformer2D::forward(const at::Tensor& x, const at::Tensor& context) const
{
    at::Tensor tokens = m_in->forward(m_norm->forward(x)).flatten(2).transpose(1, 2);
    for (const auto& block : *m_blocks)
        tokens = block->forward(tokens, context);
    return x + m_out->forward(tokens.transpose(1, 2).reshape(x.sizes()));
}

DiffusionResBlock::DiffusionResBlock(std::int64_t inputs, std::int64_t outputs, std::int64_t timeWidth)
{
    const auto in = part<Group>("in_layers");
    m_firstNorm = in->part<GroupNorm>("0", groups, inputs, 1e-5);
    m_firstConv = in->part<Conv2d>("2", inputs, outputs, 3, ConvOptions{.padding = 1});
    m_time = part<Group>("emb_layers")->part<Linear>("1", timeWidth, outputs);
    const auto out = part<Group>("out_layers");
    m_secondNorm = out->part<GroupNorm>("0", groups, outputs, 1e-5);
    m_secondConv = out->part<Conv2d>("3", outputs, outputs, 3, ConvOptions{.padding = 1, .start = Start::Zero});
    if (inputs != outputs)
        m_skip = part<Conv2d>("skip_connection", inputs, outputs, 1);
}

at::Tensor DiffusionResBlock::forward(const at::Tensor& x, const at::Tensor& time) const
{
    at::Tensor h = m_firstConv->forward(at::silu(m_firstNorm->forward(x)));
    h = h + m_time->forward(at::silu(time)).unsqueeze(2).unsqueeze(3);
    h = m_secondConv->forward(at::silu(m_secondNorm->forward(h)));
    return (m_skip ? m_skip->forward(x) : x) + h;
}

} // namespace maquette::nn
