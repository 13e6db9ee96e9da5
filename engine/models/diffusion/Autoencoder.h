// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "nn/Layers.h"

#include <memory>
#include <vector>

namespace maquette::models::diffusion {

/// Sizes of the autoencoder of latent diffusion. The defaults are those of Stable Diffusion 1.
struct AutoencoderConfig {
    std::int64_t channels = 128;
    std::vector<std::int64_t> multipliers = {1, 2, 4, 4};
    std::int64_t resBlocks = 2; ///< in a level of the encoder; one more in the decoder
    std::int64_t latents = 4;
};

/// Two convolutions with GroupNorm (eps 1e-6) and SiLU before each; no time.
class AutoencoderResBlock : public nn::Block {
public:
    AutoencoderResBlock(std::int64_t inputs, std::int64_t outputs);
    [[nodiscard]] at::Tensor forward(const at::Tensor& x) const;

private:
    std::shared_ptr<nn::GroupNorm> m_firstNorm;
    std::shared_ptr<nn::Conv2d> m_firstConv;
    std::shared_ptr<nn::GroupNorm> m_secondNorm;
    std::shared_ptr<nn::Conv2d> m_secondConv;
    std::shared_ptr<nn::Conv2d> m_shortcut;
};

/// Residual block, attention with one head over all places, residual block.
class AutoencoderMiddle : public nn::Block {
public:
    explicit AutoencoderMiddle(std::int64_t channels);
    [[nodiscard]] at::Tensor forward(const at::Tensor& x) const;

private:
    std::shared_ptr<AutoencoderResBlock> m_first;
    std::shared_ptr<nn::GroupNorm> m_norm;
    std::shared_ptr<nn::Conv2d> m_query;
    std::shared_ptr<nn::Conv2d> m_key;
    std::shared_ptr<nn::Conv2d> m_value;
    std::shared_ptr<nn::Conv2d> m_output;
    std::shared_ptr<AutoencoderResBlock> m_second;
};

/// One resolution: residual blocks, and a convolution that changes it or none.
struct AutoencoderLevel {
    std::vector<std::shared_ptr<AutoencoderResBlock>> blocks;
    std::shared_ptr<nn::Conv2d> resample;
};

/// Pictures [B, 3, H, W] in -1 … 1 to mean and log variance [B, 2 · latents, H / f, W / f], f = 2^(levels - 1). Tensors
/// have the names of the original (ldm) files; the 1x1 convolution behind it is not part of it.
class Encoder : public nn::Block {
public:
    explicit Encoder(const AutoencoderConfig& config);
    [[nodiscard]] at::Tensor forward(const at::Tensor& x) const;

private:
    std::shared_ptr<nn::Conv2d> m_in;
    std::vector<AutoencoderLevel> m_levels;
    std::shared_ptr<AutoencoderMiddle> m_middle;
    std::shared_ptr<nn::GroupNorm> m_norm;
    std::shared_ptr<nn::Conv2d> m_out;
};

/// Latents [B, latents, h, w] to pictures [B, 3, f · h, f · w], not clamped. The 1x1 convolution before it is not part.
class Decoder : public nn::Block {
public:
    explicit Decoder(const AutoencoderConfig& config);
    [[nodiscard]] at::Tensor forward(const at::Tensor& z) const;

private:
    std::shared_ptr<nn::Conv2d> m_in;
    std::shared_ptr<AutoencoderMiddle> m_middle;
    std::vector<AutoencoderLevel> m_levels; ///< in the order of their names: the largest resolution first
    std::shared_ptr<nn::GroupNorm> m_norm;
    std::shared_ptr<nn::Conv2d> m_out;
};

} // namespace maquette::models::diffusion
