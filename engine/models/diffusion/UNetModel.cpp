// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/diffusion/UNetModel.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace maquette::models::diffusion {

namespace {

using nn::ConvOptions;

bool contains(const std::vector<std::int64_t>& levels, std::size_t level)
{
    return std::find(levels.begin(), levels.end(), static_cast<std::int64_t>(level)) != levels.end();
}

} // namespace

at::Tensor UNetStage::forward(const at::Tensor& x, const at::Tensor& time, const at::Tensor& context) const
{
    at::Tensor y = entry ? entry->forward(x) : x;
    if (residual)
        y = residual->forward(y, time);
    if (transformer)
        y = transformer->forward(y, context);
    if (down)
        y = down->forward(y);
    if (up)
        y = up->forward(at::upsample_nearest2d(y, {2 * y.size(2), 2 * y.size(3)}));
    return y;
}

UNetModel::UNetModel(const UNetConfig& config)
    : m_channels(config.channels)
{
    const std::int64_t timeWidth = 4 * config.channels;
    const std::size_t levels = config.multipliers.size();
    const auto time = part<nn::Group>("time_embed");
    m_timeFirst = time->part<nn::Linear>("0", config.channels, timeWidth);
    m_timeSecond = time->part<nn::Linear>("2", timeWidth, timeWidth);

    m_input = part<nn::Sequence<UNetStage>>("input_blocks");
    const auto entry = m_input->add();
    entry->entry = entry->part<nn::Conv2d>("0", config.inputs, config.channels, 3, ConvOptions{.padding = 1});
    std::vector<std::int64_t> skips = {config.channels};
    std::int64_t width = config.channels;
    for (std::size_t level = 0; level < levels; ++level) {
        for (std::int64_t i = 0; i < config.resBlocks; ++i) {
            const auto stage = m_input->add();
            const std::int64_t next = config.channels * config.multipliers[level];
            stage->residual = stage->part<nn::DiffusionResBlock>("0", width, next, timeWidth);
            width = next;
            if (contains(config.attentionLevels, level))
                stage->transformer = stage->part<nn::Transformer2D>("1", width, config.contextWidth, config.heads);
            skips.push_back(width);
        }
        if (level + 1 < levels) {
            const auto stage = m_input->add();
            stage->down = stage->part<nn::Group>("0")->part<nn::Conv2d>("op", width, width, 3,
                                                                        ConvOptions{.stride = 2, .padding = 1});
            skips.push_back(width);
        }
    }

    const auto middle = part<nn::Group>("middle_block");
    m_middleFirst = middle->part<nn::DiffusionResBlock>("0", width, width, timeWidth);
    m_middleTransformer = middle->part<nn::Transformer2D>("1", width, config.contextWidth, config.heads);
    m_middleSecond = middle->part<nn::DiffusionResBlock>("2", width, width, timeWidth);

    m_output = part<nn::Sequence<UNetStage>>("output_blocks");
    for (std::size_t level = levels; level-- > 0;) {
        for (std::int64_t i = 0; i <= config.resBlocks; ++i) {
            const auto stage = m_output->add();
            const std::int64_t next = config.channels * config.multipliers[level];
            stage->residual = stage->part<nn::DiffusionResBlock>("0", width + skips.back(), next, timeWidth);
            skips.pop_back();
            width = next;
            const bool attends = contains(config.attentionLevels, level);
            if (attends)
                stage->transformer = stage->part<nn::Transformer2D>("1", width, config.contextWidth, config.heads);
            if (level > 0 && i == config.resBlocks)
                stage->up = stage->part<nn::Group>(attends ? "2" : "1")
                                ->part<nn::Conv2d>("conv", width, width, 3, ConvOptions{.padding = 1});
        }
    }
    const auto out = part<nn::Group>("out");
    m_outNorm = out->part<nn::GroupNorm>("0", 32, width, 1e-5);
    m_outConv
        = out->part<nn::Conv2d>("2", width, config.outputs, 3, ConvOptions{.padding = 1, .start = nn::Start::Zero});
}

at::Tensor UNetModel::forward(const at::Tensor& x, const at::Tensor& t, const at::Tensor& context) const
{
    const at::Tensor time
        = m_timeSecond->forward(at::silu(m_timeFirst->forward(nn::timeEmbedding(t, m_channels).to(x.scalar_type()))));
    std::vector<at::Tensor> skips;
    at::Tensor y = x;
    for (const auto& stage : *m_input) {
        y = stage->forward(y, time, context);
        skips.push_back(y);
    }
    y = m_middleFirst->forward(y, time);
    y = m_middleTransformer->forward(y, context);
    y = m_middleSecond->forward(y, time);
    for (const auto& stage : *m_output) {
        y = stage->forward(at::cat({y, skips.back()}, 1), time, context);
        skips.pop_back();
    }
    return m_outConv->forward(at::silu(m_outNorm->forward(y)));
}

} // namespace maquette::models::diffusion
