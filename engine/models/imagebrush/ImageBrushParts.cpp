// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/imagebrush/ImageBrushParts.h"

#include "nn/Precision.h"

#include <ATen/ATen.h>

namespace maquette::models::imagebrush {

namespace {

constexpr std::int64_t headWidth = 32;

/// [B, N, width] to [B, heads, N, width / heads], a view.
at::Tensor splitHeads(const at::Tensor& x, std::int64_t heads)
{
    return x.unflatten(2, {heads, x.size(2) / heads}).transpose(1, 2);
}

/// Softmax attention over views [B, heads, N, 32]. In training it stays float32: the processor's backward is several
/// times slower in bfloat16.
at::Tensor attend(const at::Tensor& query, const at::Tensor& key, const at::Tensor& value,
                  const std::optional<at::Tensor>& mask = std::nullopt)
{
    if (!nn::MixedPrecision::active() || !query.is_cpu())
        return at::scaled_dot_product_attention(query, key, value, mask);
    const nn::FullPrecision full;
    return at::scaled_dot_product_attention(query.to(at::kFloat), key.to(at::kFloat), value.to(at::kFloat), mask);
}

at::Tensor joinHeads(const at::Tensor& x) { return x.transpose(1, 2).flatten(2); }

} // namespace

ModulatedNorm::ModulatedNorm(std::int64_t width, std::int64_t conditionWidth)
    : m_norm(part<nn::LayerNorm>("norm", width))
    , m_modulation(part<nn::Linear>("modulation", conditionWidth, 2 * width, true, nn::Start::Zero))
{
}

at::Tensor ModulatedNorm::forward(const at::Tensor& x, const at::Tensor& condition) const
{
    // [B or 1, 1, 2 width]: scale, then shift.
    const at::Tensor modulation
        = condition.defined() ? m_modulation->forward(condition).unsqueeze(1) : m_modulation->bias.view({1, 1, -1});
    const auto halves = modulation.chunk(2, -1);
    return at::addcmul(halves[1], m_norm->forward(x), halves[0] + 1);
}

Mlp::Mlp(std::int64_t width)
    : m_first(part<nn::Linear>("first", width, 2 * width))
    , m_second(part<nn::Linear>("second", 2 * width, width, true, nn::Start::Zero))
{
}

at::Tensor Mlp::forward(const at::Tensor& x) const { return m_second->forward(at::gelu(m_first->forward(x))); }

LocalBlock::LocalBlock(std::int64_t width, std::int64_t conditionWidth)
    : m_depthwise(part<nn::Conv2d>("depthwise", width, width, 3, nn::ConvOptions{.padding = 1, .groups = width}))
    , m_norm(part<ModulatedNorm>("norm", width, conditionWidth))
    , m_mlp(part<Mlp>("mlp", width))
{
}

at::Tensor LocalBlock::forward(const at::Tensor& x, const at::Tensor& condition, std::int64_t cells,
                               std::int64_t side) const
{
    const std::int64_t width = x.size(2);
    const at::Tensor plane = x.reshape({x.size(0) * cells, side, side, width}).permute({0, 3, 1, 2});
    const at::Tensor mixed = m_depthwise->forward(plane).permute({0, 2, 3, 1}).reshape(x.sizes());
    return x + m_mlp->forward(m_norm->forward(mixed, condition));
}

BoardAttention::BoardAttention(std::int64_t width, std::int64_t contextWidth, std::int64_t conditionWidth)
    : m_heads(width / headWidth)
    , m_norm(part<ModulatedNorm>("norm", width, conditionWidth))
    , m_contextNorm(part<nn::LayerNorm>("context_norm", contextWidth))
    , m_query(part<nn::Linear>("query", width, width))
    , m_keyValue(part<nn::Linear>("key_value", contextWidth, 2 * width))
    , m_output(part<nn::Linear>("output", width, width, true, nn::Start::Zero))
{
}

at::Tensor BoardAttention::forward(const at::Tensor& x, const at::Tensor& condition, const at::Tensor& context,
                                   const at::Tensor& bias) const
{
    const at::Tensor query = splitHeads(m_query->forward(m_norm->forward(x, condition)), m_heads);
    const auto keyValue = m_keyValue->forward(m_contextNorm->forward(context)).chunk(2, -1);
    const std::optional<at::Tensor> mask = bias.defined()
        ? std::make_optional(bias.to(query.device(), query.is_cpu() ? at::kFloat : query.scalar_type()))
        : std::nullopt;
    const at::Tensor mixed = attend(query, splitHeads(keyValue[0], m_heads), splitHeads(keyValue[1], m_heads), mask);
    return x + m_output->forward(joinHeads(mixed));
}

BoardBlock::BoardBlock(std::int64_t width, std::int64_t conditionWidth, std::int64_t promptWidth)
    : m_self(part<BoardAttention>("self", width, width, conditionWidth))
    , m_cross(promptWidth > 0 ? part<BoardAttention>("cross", width, promptWidth, conditionWidth) : nullptr)
    , m_local(part<LocalBlock>("local", width, conditionWidth))
{
}

at::Tensor BoardBlock::forward(const at::Tensor& x, const at::Tensor& condition, const at::Tensor& board,
                               const BoardLayout& layout, const at::Tensor& prompt) const
{
    at::Tensor y = m_self->forward(x, condition, board, layout.bias);
    if (m_cross)
        y = m_cross->forward(y, condition, prompt, {});
    return m_local->forward(y, condition, layout.cells, layout.side);
}

PromptLayer::PromptLayer(std::int64_t width)
    : m_heads(width / headWidth)
    , m_firstNorm(part<nn::LayerNorm>("first_norm", width))
    , m_queryKeyValue(part<nn::Linear>("query_key_value", width, 3 * width))
    , m_output(part<nn::Linear>("output", width, width))
    , m_secondNorm(part<nn::LayerNorm>("second_norm", width))
    , m_mlp(part<Mlp>("mlp", width))
{
}

at::Tensor PromptLayer::forward(const at::Tensor& x) const
{
    const auto parts = m_queryKeyValue->forward(m_firstNorm->forward(x)).chunk(3, -1);
    const at::Tensor mixed
        = attend(splitHeads(parts[0], m_heads), splitHeads(parts[1], m_heads), splitHeads(parts[2], m_heads));
    const at::Tensor y = x + m_output->forward(joinHeads(mixed));
    return y + m_mlp->forward(m_secondNorm->forward(y));
}

PromptParts::PromptParts(const ImageBrushConfig& config)
{
    const std::int64_t pixels = 3 * config.patch * config.patch;
    const std::int64_t visual = config.visualWidth;
    const std::int64_t width = config.promptWidth;
    const std::int64_t tokens = config.tokens();
    const std::int64_t merged = config.coarseTokens();
    patch = part<nn::Linear>("patch", pixels, visual);
    position = learned("position", {tokens * tokens, visual});
    encoder = part<BoardBlock>("encoder", visual, config.conditionWidth);
    merge = part<nn::Linear>("merge", 4 * visual, width);
    counterpart = part<nn::Linear>("counterpart", 4 * visual, width, false);
    role = learned("role", {3, 1, width});
    tokenPosition = learned("token_position", {merged * merged, width});
    classToken = learned("class_token", {1, 1, width});
    nullToken = learned("null_token", {1, 1, width});
    fitFirst = part<nn::Linear>("fit_first", 27, width);
    fitSecond = part<nn::Linear>("fit_second", width, width);
    if (config.boxes) {
        boxFirst = part<nn::Linear>("box_first", 64, width);
        boxSecond = part<nn::Linear>("box_second", width, width);
        boxRole = learned("box_role", {2, 1, width});
    }
    layers = part<nn::Sequence<PromptLayer>>("layers");
    for (int i = 0; i < config.promptLayers; ++i)
        layers->add(width);
    norm = part<nn::LayerNorm>("norm", width);
}

RefinerParts::RefinerParts(const ImageBrushConfig& config)
{
    const std::int64_t channels = config.refinerChannels;
    first = part<nn::Conv2d>("first", config.raw ? 21 : 18, channels, 3, nn::ConvOptions{.padding = 1});
    second = part<nn::Conv2d>("second", channels, channels, 3, nn::ConvOptions{.padding = 1});
    third = part<nn::Conv2d>("third", channels, 3, 3, nn::ConvOptions{.padding = 1, .start = nn::Start::Zero});
    modulation = part<nn::Linear>("modulation", config.conditionWidth, 4 * channels, true, nn::Start::Zero);
    if (!nn::UnsetWeights::active()) {
        const at::NoGradGuard guard;
        modulation->weight.normal_(0, 0.02);
    }
}

at::Tensor RefinerParts::forward(const at::Tensor& x, const at::Tensor& condition) const
{
    const auto film = modulation->forward(condition).unsqueeze(2).unsqueeze(3).chunk(4, 1);
    const at::Tensor one = at::gelu(at::addcmul(film[1], first->forward(x), film[0] + 1));
    const at::Tensor two = at::gelu(at::addcmul(film[3], second->forward(one), film[2] + 1));
    return third->forward(two);
}

at::Tensor distanceBias(std::int64_t side, std::int64_t heads, std::int64_t queryCells,
                        const std::vector<double>& slopes)
{
    const at::Tensor index = at::arange(side * side);
    const at::Tensor x = index.remainder(side);
    const at::Tensor y = index.div(side, "floor");
    const at::Tensor squares
        = ((x.unsqueeze(1) - x.unsqueeze(0)).square() + (y.unsqueeze(1) - y.unsqueeze(0)).square()).to(at::kFloat);
    std::vector<at::Tensor> planes;
    for (std::int64_t head = 0; head < heads; ++head)
        planes.push_back(squares * -slopes[static_cast<std::size_t>(head) % slopes.size()]);
    return at::stack(planes).repeat({1, queryCells, 4}).unsqueeze(0).contiguous();
}

} // namespace maquette::models::imagebrush
