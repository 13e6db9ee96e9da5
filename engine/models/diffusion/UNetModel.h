// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "nn/DiffusionBlocks.h"

#include <memory>
#include <vector>

namespace maquette::models::diffusion {

/// Sizes of the U-Net of latent diffusion (Rombach et al., CVPR 2022). The defaults are those of Stable Diffusion 1
/// for inpainting.
struct UNetConfig {
    std::int64_t inputs = 9;
    std::int64_t outputs = 4;
    std::int64_t channels = 320;
    std::vector<std::int64_t> multipliers = {1, 2, 4, 4};
    std::int64_t resBlocks = 2; ///< in a level on the way down; one more on the way up
    std::vector<std::int64_t> attentionLevels = {0, 1, 2}; ///< levels with transformers; the middle always has one
    std::int64_t heads = 8;
    std::int64_t contextWidth = 768;
};

/// Residual block, transformer and change of resolution at one place of the U-Net, each if it is there.
class UNetStage : public nn::Block {
public:
    [[nodiscard]] at::Tensor forward(const at::Tensor& x, const at::Tensor& time, const at::Tensor& context) const;

    std::shared_ptr<nn::Conv2d> entry;
    std::shared_ptr<nn::DiffusionResBlock> residual;
    std::shared_ptr<nn::Transformer2D> transformer;
    std::shared_ptr<nn::Conv2d> down;
    std::shared_ptr<nn::Conv2d> up;

    using nn::Block::part;
};

/// Predicts from a noisy latent, the time and a text or prompt context. Its tensors have the names of the original
/// (ldm) files: time_embed, input_blocks, middle_block, output_blocks, out.
class UNetModel : public nn::Block {
public:
    explicit UNetModel(const UNetConfig& config);

    /// x [B, inputs, H, W] with H and W divisible by 2^(levels - 1), t [B], context [B, N, contextWidth].
    [[nodiscard]] at::Tensor forward(const at::Tensor& x, const at::Tensor& t, const at::Tensor& context) const;

private:
    std::int64_t m_channels;
    std::shared_ptr<nn::Linear> m_timeFirst;
    std::shared_ptr<nn::Linear> m_timeSecond;
    std::shared_ptr<nn::Sequence<UNetStage>> m_input;
    std::shared_ptr<nn::DiffusionResBlock> m_middleFirst;
    std::shared_ptr<nn::Transformer2D> m_middleTransformer;
    std::shared_ptr<nn::DiffusionResBlock> m_middleSecond;
    std::shared_ptr<nn::Sequence<UNetStage>> m_output;
    std::shared_ptr<nn::GroupNorm> m_outNorm;
    std::shared_ptr<nn::Conv2d> m_outConv;
};

} // namespace maquette::models::diffusion
