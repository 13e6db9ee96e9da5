// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/clip/VisionTransformer.h"

#include "nn/DiffusionBlocks.h"

#include <ATen/ATen.h>

#include <cmath>

namespace maquette::models::clip {

ResidualAttentionBlock::ResidualAttentionBlock(std::int64_t width, std::int64_t heads)
    : m_heads(heads)
{
    const auto attention = part<nn::Group>("attn");
    m_inWeight = attention->register_parameter("in_proj_weight", at::empty({3 * width, width}));
    m_inBias = attention->register_parameter("in_proj_bias", at::empty({3 * width}));
    if (!nn::UnsetWeights::active()) {
        const at::NoGradGuard guard;
        const double bound = std::sqrt(1.5 / static_cast<double>(width)); // Glorot's for this shape
        m_inWeight.uniform_(-bound, bound);
        m_inBias.zero_();
    }
    m_out = attention->part<nn::Linear>("out_proj", width, width);
    m_firstNorm = part<nn::LayerNorm>("ln_1", width);
    const auto mlp = part<nn::Group>("mlp");
    m_expand = mlp->part<nn::Linear>("c_fc", width, 4 * width);
    m_contract = mlp->part<nn::Linear>("c_proj", 4 * width, width);
    m_secondNorm = part<nn::LayerNorm>("ln_2", width);
}

at::Tensor ResidualAttentionBlock::forward(const at::Tensor& x) const
{
    const auto parts = at::linear(m_firstNorm->forward(x), m_inWeight, m_inBias).chunk(3, -1);
    const auto split = [&](const at::Tensor& tokens) {
        return tokens.unflatten(2, {m_heads, tokens.size(2) / m_heads}).transpose(1, 2);
    };
    const at::Tensor mixed = at::scaled_dot_product_attention(split(parts[0]), split(parts[1]), split(parts[2]));
    const at::Tensor y = x + m_out->forward(mixed.transpose(1, 2).flatten(2));
    const at::Tensor hidden = m_expand->forward(m_secondNorm->forward(y));
    return y + m_contract->forward(hidden * (hidden * 1.702).sigmoid());
}

VisionTransformer::VisionTransformer(const VisionConfig& config)
{
    const std::int64_t side = config.imageSize / config.patch;
    const double scale = 1 / std::sqrt(static_cast<double>(config.width));
    m_patches = part<nn::Conv2d>("conv1", 3, config.width, config.patch,
                                 nn::ConvOptions{.stride = config.patch, .bias = false});
    m_classToken = learned("class_embedding", {config.width}, scale);
    m_position = learned("positional_embedding", {side * side + 1, config.width}, scale);
    m_before = part<nn::LayerNorm>("ln_pre", config.width);
    m_blocks = part<nn::Group>("transformer")->part<nn::Sequence<ResidualAttentionBlock>>("resblocks");
    for (std::int64_t i = 0; i < config.layers; ++i)
        m_blocks->add(config.width, config.heads);
    m_after = part<nn::LayerNorm>("ln_post", config.width);
    m_projection = learned("proj", {config.width, config.outputs}, scale);
}

at::Tensor VisionTransformer::tokens(const at::Tensor& images) const
{
    const at::Tensor patches = m_patches->forward(images).flatten(2).transpose(1, 2);
    const at::Tensor classToken = m_classToken.expand({images.size(0), 1, -1});
    at::Tensor x = m_before->forward(at::cat({classToken, patches}, 1) + m_position);
    for (const auto& block : *m_blocks)
        x = block->forward(x);
    return x;
}

at::Tensor VisionTransformer::forward(const at::Tensor& images) const
{
    return at::matmul(m_after->forward(tokens(images).select(1, 0)), m_projection);
}

} // namespace maquette::models::clip
