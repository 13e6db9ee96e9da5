// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/diffusion/Autoencoder.h"

#include "nn/DiffusionBlocks.h"

#include <ATen/ATen.h>

namespace maquette::models::diffusion {

namespace {

using nn::ConvOptions;

constexpr std::int64_t groups = 32;
constexpr double eps = 1e-6;
const ConvOptions padded = {.padding = 1};

} // namespace

AutoencoderResBlock::AutoencoderResBlock(std::int64_t inputs, std::int64_t outputs)
    : m_firstNorm(part<nn::GroupNorm>("norm1", groups, inputs, eps))
    , m_firstConv(part<nn::Conv2d>("conv1", inputs, outputs, 3, padded))
    , m_secondNorm(part<nn::GroupNorm>("norm2", groups, outputs, eps))
    , m_secondConv(part<nn::Conv2d>("conv2", outputs, outputs, 3, padded))
    , m_shortcut(inputs != outputs ? part<nn::Conv2d>("nin_shortcut", inputs, outputs, 1) : nullptr)
{
}

at::Tensor AutoencoderResBlock::forward(const at::Tensor& x) const
{
    const at::Tensor h = m_firstConv->forward(at::silu(m_firstNorm->forward(x)));
    return (m_shortcut ? m_shortcut->forward(x) : x) + m_secondConv->forward(at::silu(m_secondNorm->forward(h)));
}

AutoencoderMiddle::AutoencoderMiddle(std::int64_t channels)
    : m_first(part<AutoencoderResBlock>("block_1", channels, channels))
{
    const auto attention = part<nn::Group>("attn_1");
    m_norm = attention->part<nn::GroupNorm>("norm", groups, channels, eps);
    m_query = attention->part<nn::Conv2d>("q", channels, channels, 1);
    m_key = attention->part<nn::Conv2d>("k", channels, channels, 1);
    m_value = attention->part<nn::Conv2d>("v", channels, channels, 1);
    m_output = attention->part<nn::Conv2d>("proj_out", channels, channels, 1);
    m_second = part<AutoencoderResBlock>("block_2", channels, channels);
}

at::Tensor AutoencoderMiddle::forward(const at::Tensor& x) const
{
    const at::Tensor h = m_first->forward(x);
    const at::Tensor seen = m_norm->forward(h);
    // One head of all channels: [B, 1, H W, C].
    const auto tokens = [&](const nn::Conv2d& convolution) {
        return convolution.forward(seen).flatten(2).transpose(1, 2).unsqueeze(1);
    };
    const at::Tensor mixed = at::scaled_dot_product_attention(tokens(*m_query), tokens(*m_key), tokens(*m_value));
    return m_second->forward(h + m_output->forward(mixed.squeeze(1).transpose(1, 2).reshape(h.sizes())));
}

Encoder::Encoder(const AutoencoderConfig& config)
{
    m_in = part<nn::Conv2d>("conv_in", 3, config.channels, 3, padded);
    const auto down = part<nn::Group>("down");
    std::int64_t width = config.channels;
    const std::size_t levels = config.multipliers.size();
    for (std::size_t level = 0; level < levels; ++level) {
        const auto names = down->part<nn::Group>(std::to_string(level));
        const auto blocks = names->part<nn::Group>("block");
        AutoencoderLevel made;
        for (std::int64_t i = 0; i < config.resBlocks; ++i) {
            const std::int64_t next = config.channels * config.multipliers[level];
            made.blocks.push_back(blocks->part<AutoencoderResBlock>(std::to_string(i), width, next));
            width = next;
        }
        if (level + 1 < levels)
            made.resample = names->part<nn::Group>("downsample")
                                ->part<nn::Conv2d>("conv", width, width, 3, ConvOptions{.stride = 2});
        m_levels.push_back(std::move(made));
    }
    m_middle = part<AutoencoderMiddle>("mid", width);
    m_norm = part<nn::GroupNorm>("norm_out", groups, width, eps);
    m_out = part<nn::Conv2d>("conv_out", width, 2 * config.latents, 3, padded);
}

at::Tensor Encoder::forward(const at::Tensor& x) const
{
    at::Tensor h = m_in->forward(x);
    for (const AutoencoderLevel& level : m_levels) {
        for (const auto& block : level.blocks)
            h = block->forward(h);
        // Padded at the right and the bottom only.
        if (level.resample)
            h = level.resample->forward(at::constant_pad_nd(h, {0, 1, 0, 1}));
    }
    return m_out->forward(at::silu(m_norm->forward(m_middle->forward(h))));
}

Decoder::Decoder(const AutoencoderConfig& config)
{
    const std::size_t levels = config.multipliers.size();
    std::int64_t width = config.channels * config.multipliers.back();
    m_in = part<nn::Conv2d>("conv_in", config.latents, width, 3, padded);
    m_middle = part<AutoencoderMiddle>("mid", width);
    const auto up = part<nn::Group>("up");
    m_levels.resize(levels);
    // Level 0 has the largest resolution but comes last.
    for (std::size_t level = levels; level-- > 0;) {
        const auto names = up->part<nn::Group>(std::to_string(level));
        const auto blocks = names->part<nn::Group>("block");
        for (std::int64_t i = 0; i <= config.resBlocks; ++i) {
            const std::int64_t next = config.channels * config.multipliers[level];
            m_levels[level].blocks.push_back(blocks->part<AutoencoderResBlock>(std::to_string(i), width, next));
            width = next;
        }
        if (level > 0)
            m_levels[level].resample
                = names->part<nn::Group>("upsample")->part<nn::Conv2d>("conv", width, width, 3, padded);
    }
    m_norm = part<nn::GroupNorm>("norm_out", groups, width, eps);
    m_out = part<nn::Conv2d>("conv_out", width, 3, 3, padded);
}

at::Tensor Decoder::forward(const at::Tensor& z) const
{
    at::Tensor h = m_middle->forward(m_in->forward(z));
    for (std::size_t level = m_levels.size(); level-- > 0;) {
        for (const auto& block : m_levels[level].blocks)
            h = block->forward(h);
        if (m_levels[level].resample)
            h = m_levels[level].resample->forward(at::upsample_nearest2d(h, {2 * h.size(2), 2 * h.size(3)}));
    }
    return m_out->forward(at::silu(m_norm->forward(h)));
}

} // namespace maquette::models::diffusion
