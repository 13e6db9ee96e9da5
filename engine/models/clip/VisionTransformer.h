// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "nn/Layers.h"

#include <memory>

namespace maquette::models::clip {

/// Sizes of the vision tower of CLIP (Radford et al., ICML 2021). The defaults are those of ViT-L/14.
struct VisionConfig {
    std::int64_t imageSize = 224;
    std::int64_t patch = 14;
    std::int64_t width = 1024;
    std::int64_t layers = 24;
    std::int64_t heads = 16;
    std::int64_t outputs = 768;
};

/// x += attention(ln_1 x); x += mlp(ln_2 x), the MLP four times as wide with x · sigmoid(1.702 x) inside.
class ResidualAttentionBlock : public nn::Block {
public:
    ResidualAttentionBlock(std::int64_t width, std::int64_t heads);
    [[nodiscard]] at::Tensor forward(const at::Tensor& x) const;

private:
    std::int64_t m_heads;
    at::Tensor m_inWeight; ///< queries, keys and values in one matrix
    at::Tensor m_inBias;
    std::shared_ptr<nn::Linear> m_out;
    std::shared_ptr<nn::LayerNorm> m_firstNorm;
    std::shared_ptr<nn::Linear> m_expand;
    std::shared_ptr<nn::Linear> m_contract;
    std::shared_ptr<nn::LayerNorm> m_secondNorm;
};

/// Tensors have the names of the original files inside `visual.`.
class VisionTransformer : public nn::Block {
public:
    explicit VisionTransformer(const VisionConfig& config);

    /// [B, 3, imageSize, imageSize], normalized, to the tokens before the last norm [B, 1 + patches, width].
    [[nodiscard]] at::Tensor tokens(const at::Tensor& images) const;
    /// The embedding of each image, [B, outputs], not normalized.
    [[nodiscard]] at::Tensor forward(const at::Tensor& images) const;

private:
    std::shared_ptr<nn::Conv2d> m_patches;
    at::Tensor m_classToken;
    at::Tensor m_position;
    std::shared_ptr<nn::LayerNorm> m_before;
    std::shared_ptr<nn::Sequence<ResidualAttentionBlock>> m_blocks;
    std::shared_ptr<nn::LayerNorm> m_after;
    at::Tensor m_projection;
};

} // namespace maquette::models::clip
