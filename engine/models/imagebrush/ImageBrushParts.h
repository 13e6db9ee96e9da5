// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/imagebrush/ImageBrushConfig.h"
#include "nn/Layers.h"

#include <memory>

namespace maquette::models::imagebrush {

/// A layer norm whose scale and shift depend on the condition vector [B, C]; an undefined condition counts as zeros.
class ModulatedNorm : public nn::Block {
public:
    ModulatedNorm(std::int64_t width, std::int64_t conditionWidth);
    [[nodiscard]] at::Tensor forward(const at::Tensor& x, const at::Tensor& condition) const;

private:
    std::shared_ptr<nn::LayerNorm> m_norm;
    std::shared_ptr<nn::Linear> m_modulation;
};

/// Two linear layers with GELU between, twice as wide inside; the second starts at zero so that a new block is silent.
class Mlp : public nn::Block {
public:
    explicit Mlp(std::int64_t width);
    [[nodiscard]] at::Tensor forward(const at::Tensor& x) const;

private:
    std::shared_ptr<nn::Linear> m_first;
    std::shared_ptr<nn::Linear> m_second;
};

/// x + MLP(norm(depthwise 3x3 of x)); the convolution stays inside each cell. x [B, cells · side², width].
class LocalBlock : public nn::Block {
public:
    LocalBlock(std::int64_t width, std::int64_t conditionWidth);
    [[nodiscard]] at::Tensor forward(const at::Tensor& x, const at::Tensor& condition, std::int64_t cells,
                                     std::int64_t side) const;

private:
    std::shared_ptr<nn::Conv2d> m_depthwise;
    std::shared_ptr<ModulatedNorm> m_norm;
    std::shared_ptr<Mlp> m_mlp;
};

/// x + attention of x over `context`, heads of width 32, with an additive bias [1, heads, queries, keys] if defined.
class BoardAttention : public nn::Block {
public:
    BoardAttention(std::int64_t width, std::int64_t contextWidth, std::int64_t conditionWidth);
    [[nodiscard]] at::Tensor forward(const at::Tensor& x, const at::Tensor& condition, const at::Tensor& context,
                                     const at::Tensor& bias) const;

private:
    std::int64_t m_heads;
    std::shared_ptr<ModulatedNorm> m_norm;
    std::shared_ptr<nn::LayerNorm> m_contextNorm;
    std::shared_ptr<nn::Linear> m_query;
    std::shared_ptr<nn::Linear> m_keyValue;
    std::shared_ptr<nn::Linear> m_output;
};

/// Where the tokens of a BoardBlock lie.
struct BoardLayout {
    std::int64_t cells = 1;
    std::int64_t side = 8;
    at::Tensor bias; ///< of the attention within the board
};

/// Attention over the board, attention to the prompt if the block has it, and a LocalBlock.
class BoardBlock : public nn::Block {
public:
    /// `promptWidth` 0: no attention to the prompt.
    BoardBlock(std::int64_t width, std::int64_t conditionWidth, std::int64_t promptWidth = 0);
    [[nodiscard]] at::Tensor forward(const at::Tensor& x, const at::Tensor& condition, const at::Tensor& board,
                                     const BoardLayout& layout, const at::Tensor& prompt = {}) const;

private:
    std::shared_ptr<BoardAttention> m_self;
    std::shared_ptr<BoardAttention> m_cross;
    std::shared_ptr<LocalBlock> m_local;
};

/// A pre-norm transformer layer over the prompt tokens, heads of width 32.
class PromptLayer : public nn::Block {
public:
    explicit PromptLayer(std::int64_t width);
    [[nodiscard]] at::Tensor forward(const at::Tensor& x) const;

private:
    std::int64_t m_heads;
    std::shared_ptr<nn::LayerNorm> m_firstNorm;
    std::shared_ptr<nn::Linear> m_queryKeyValue;
    std::shared_ptr<nn::Linear> m_output;
    std::shared_ptr<nn::LayerNorm> m_secondNorm;
    std::shared_ptr<Mlp> m_mlp;
};

/// The visual prompt: tokens of the three clean cells, of the fit, and of regions.
struct PromptParts : public nn::Block {
    explicit PromptParts(const ImageBrushConfig& config);

    std::shared_ptr<nn::Linear> patch;
    at::Tensor position;
    std::shared_ptr<BoardBlock> encoder;
    std::shared_ptr<nn::Linear> merge;
    std::shared_ptr<nn::Linear> counterpart; ///< adds the before cell's features to the after cell's tokens
    at::Tensor role;
    at::Tensor tokenPosition;
    at::Tensor classToken;
    at::Tensor nullToken;
    std::shared_ptr<nn::Linear> fitFirst;
    std::shared_ptr<nn::Linear> fitSecond;
    std::shared_ptr<nn::Linear> boxFirst; ///< undefined without boxes, as the next two
    std::shared_ptr<nn::Linear> boxSecond;
    at::Tensor boxRole;
    std::shared_ptr<nn::Sequence<PromptLayer>> layers;
    std::shared_ptr<nn::LayerNorm> norm;
};

/// Three convolutions over the pixels of the target cell, modulated by the condition vector.
struct RefinerParts : public nn::Block {
    explicit RefinerParts(const ImageBrushConfig& config);
    [[nodiscard]] at::Tensor forward(const at::Tensor& x, const at::Tensor& condition) const;

    std::shared_ptr<nn::Conv2d> first;
    std::shared_ptr<nn::Conv2d> second;
    std::shared_ptr<nn::Conv2d> third;
    std::shared_ptr<nn::Linear> modulation;
};

/// Everything with weights, for ImageBrush to put together.
struct ImageBrushParts {
    std::shared_ptr<PromptParts> prompt;
    std::shared_ptr<nn::Linear> timeFirst;
    std::shared_ptr<nn::Linear> timeSecond;
    std::shared_ptr<nn::Linear> instruction;
    std::shared_ptr<nn::Linear> stem;
    std::shared_ptr<nn::Linear> target;
    at::Tensor position;
    at::Tensor cell;
    std::shared_ptr<nn::Sequence<LocalBlock>> down;
    std::shared_ptr<nn::Linear> merge;
    at::Tensor coarsePosition;
    at::Tensor coarseCell;
    std::shared_ptr<BoardBlock> coarse;
    std::shared_ptr<nn::Sequence<BoardBlock>> middle;
    std::shared_ptr<nn::Linear> coarseSkip;
    std::shared_ptr<BoardBlock> coarseUp;
    std::shared_ptr<nn::Linear> unmerge;
    std::shared_ptr<nn::Linear> fineSkip;
    std::shared_ptr<nn::Sequence<BoardBlock>> up;
    std::shared_ptr<nn::LayerNorm> headNorm;
    std::shared_ptr<nn::Linear> head;
    std::shared_ptr<RefinerParts> refiner;
    BoardLayout wholeCoarse; ///< four cells of queries and keys at the coarse level
    BoardLayout targetCoarse; ///< queries of the target cell
    BoardLayout targetFine;
    BoardLayout visual; ///< one cell of the prompt's encoder
};

/// The fixed bias -slope · d² of each head, d the distance in tokens inside a cell whatever the cells: [1, heads,
/// queryCells · side², 4 · side²]. Heads go through `slopes` in turn.
[[nodiscard]] at::Tensor distanceBias(std::int64_t side, std::int64_t heads, std::int64_t queryCells,
                                      const std::vector<double>& slopes);

} // namespace maquette::models::imagebrush
