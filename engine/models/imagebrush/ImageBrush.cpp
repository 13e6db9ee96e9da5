// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/imagebrush/ImageBrush.h"

#include "models/imagebrush/BankMix.h"
#include "models/imagebrush/FilterBank.h"
#include "nn/Precision.h"
#include "nn/Runtime.h"

#include <ATen/ATen.h>

#include <cassert>
#include <cmath>

namespace maquette::models::imagebrush {

namespace {

constexpr std::int64_t timeFrequencies = 32;
constexpr std::int64_t boxFrequencies = 8;
const std::vector<double> coarseSlopes = {0, 0, 0.3, 1, 3};
const std::vector<double> fineSlopes = {0, 0.25, 2};

/// [B, C, S, S] to tokens [B, (S / patch)², C · patch²], channels of the picture outermost.
at::Tensor patches(const at::Tensor& cells, std::int64_t patch)
{
    return at::pixel_unshuffle(cells, patch).flatten(2).transpose(1, 2);
}

/// Tokens [B, side², C · patch²] to [B, C, S, S].
at::Tensor pixels(const at::Tensor& tokens, std::int64_t side, std::int64_t patch)
{
    return at::pixel_shuffle(tokens.transpose(1, 2).unflatten(2, {side, side}), patch);
}

/// Neighbors of 2x2 into one token: [N, side², W] to [N, side² / 4, 4 W], rows first.
at::Tensor mergeNeighbors(const at::Tensor& tokens, std::int64_t side)
{
    const std::int64_t half = side / 2;
    return tokens.reshape({tokens.size(0), half, 2, half, 2, tokens.size(2)})
        .permute({0, 1, 3, 2, 4, 5})
        .reshape({tokens.size(0), half * half, 4 * tokens.size(2)});
}

at::Tensor splitNeighbors(const at::Tensor& tokens, std::int64_t half)
{
    const std::int64_t width = tokens.size(2) / 4;
    return tokens.reshape({tokens.size(0), half, half, 2, 2, width})
        .permute({0, 1, 3, 2, 4, 5})
        .reshape({tokens.size(0), 4 * half * half, width});
}

/// [B, 64]: sines, then cosines, of t times 32 frequencies from 6.283 down to a thousandth of it.
at::Tensor timeWaves(const at::Tensor& t)
{
    const at::Tensor steps = at::arange(timeFrequencies, at::kFloat) * (-std::log(1000.0) / (timeFrequencies - 1));
    const at::Tensor frequencies = (steps.exp() * 6.283).to(t.device());
    const at::Tensor angles = t.to(at::kFloat).unsqueeze(1) * frequencies;
    return at::cat({angles.sin(), angles.cos()}, 1);
}

/// [B, N, 4] boxes to [B, N, 64]: for each frequency 100^(k/8) the sines, then the cosines of the four sides.
at::Tensor boxWaves(const at::Tensor& boxes)
{
    std::vector<at::Tensor> waves;
    for (std::int64_t k = 0; k < boxFrequencies; ++k) {
        const at::Tensor angles = boxes * std::pow(100.0, static_cast<double>(k) / boxFrequencies);
        waves.push_back(angles.sin());
        waves.push_back(angles.cos());
    }
    return at::cat(waves, -1);
}

/// Σ over k of weights [B, K, S, S] times pictures [B, K, 3, S, S].
at::Tensor mixPictures(const at::Tensor& weights, const at::Tensor& pictures)
{
    if (at::GradMode::is_enabled())
        return (weights.unsqueeze(2) * pictures).sum(1);
    at::Tensor mix = weights.narrow(1, 0, 1) * pictures.select(1, 0);
    for (std::int64_t k = 1; k < weights.size(1); ++k)
        mix.addcmul_(weights.narrow(1, k, 1), pictures.select(1, k));
    return mix;
}

/// Weights, color map and base of `details` from the enlarged planes [B, 12 + K, S, S]. See mixBank(), which does the
/// same in training.
void mixDetails(const at::Tensor& local, const at::Tensor& pick, const at::Tensor& bank, Details& details)
{
    details.weights = local.narrow(1, 12, bank.size(1)) + pick.unsqueeze(2).unsqueeze(3);
    const at::Tensor mix = mixPictures(details.weights, bank);
    details.map = local.narrow(1, 0, 12).unflatten(1, {3, 4});
    details.base = mix + details.map.select(2, 3);
    for (std::int64_t channel = 0; channel < 3; ++channel)
        details.base = at::addcmul(details.base, details.map.select(2, channel), mix.narrow(1, channel, 1));
}

} // namespace

ImageBrush::ImageBrush(const ImageBrushConfig& config, bool forLoading)
    : m_config(config)
{
    assert(config.check().ok());
    const nn::UnsetWeights unset(forLoading);
    const std::int64_t area = static_cast<std::int64_t>(config.patch) * config.patch;
    const std::int64_t fine = static_cast<std::int64_t>(config.tokens()) * config.tokens();
    const std::int64_t merged = static_cast<std::int64_t>(config.coarseTokens()) * config.coarseTokens();
    const std::int64_t width = config.width;
    const std::int64_t coarse = config.coarseWidth;
    const std::int64_t condition = config.conditionWidth;
    const auto linear = [this](const char* name, std::int64_t inputs, std::int64_t outputs, bool bias = true) {
        return register_module(name, std::make_shared<nn::Linear>(inputs, outputs, bias));
    };
    const auto learned = [this, forLoading](const char* name, at::IntArrayRef shape) {
        at::Tensor tensor = at::empty(shape);
        if (!forLoading)
            tensor.normal_(0, 0.02);
        return register_parameter(name, tensor);
    };
    const auto block = [this, condition](const char* name, std::int64_t blockWidth) {
        return register_module(name, std::make_shared<BoardBlock>(blockWidth, condition));
    };
    ImageBrushParts& p = m_parts;
    p.prompt = register_module("prompt", std::make_shared<PromptParts>(config));
    p.timeFirst = linear("time_first", 2 * timeFrequencies, condition);
    p.timeSecond = linear("time_second", condition, condition);
    p.instruction = linear("instruction", config.promptWidth, condition);
    p.stem = linear("stem", (config.raw ? 9 : 6) * area, width);
    p.target = linear("target", (config.raw ? 16 : 10) * area, width, false);
    p.position = learned("position", {fine, width});
    p.cell = learned("cell", {4, 1, width});
    p.down = register_module("down", std::make_shared<nn::Sequence<LocalBlock>>());
    for (int i = 0; i < config.downBlocks; ++i)
        p.down->add(width, condition);
    p.merge = linear("merge", 4 * width, coarse);
    p.coarsePosition = learned("coarse_position", {merged, coarse});
    p.coarseCell = learned("coarse_cell", {4, 1, coarse});
    p.coarse = block("coarse", coarse);
    p.middle = register_module("middle", std::make_shared<nn::Sequence<BoardBlock>>());
    for (int i = 0; i < config.middleBlocks; ++i)
        p.middle->add(coarse, condition, config.promptWidth);
    p.coarseSkip = linear("coarse_skip", 5 * coarse, coarse);
    p.coarseUp = block("coarse_up", coarse);
    p.unmerge = linear("unmerge", coarse, 4 * width);
    p.fineSkip = linear("fine_skip", 5 * width, width);
    p.up = register_module("up", std::make_shared<nn::Sequence<BoardBlock>>());
    for (int i = 0; i < config.upBlocks; ++i)
        p.up->add(width, condition);
    p.headNorm = register_module("head_norm", std::make_shared<nn::LayerNorm>(width));
    p.head = linear("head", width, 4 * area + 12 + config.bankSize());
    p.refiner = register_module("refiner", std::make_shared<RefinerParts>(config));
    // What reads pictures and numbers or writes colors, for which low precision has too few steps.
    for (const auto& layer :
         {p.timeFirst, p.stem, p.target, p.head, p.prompt->patch, p.prompt->fitFirst, p.refiner->modulation})
        layer->exact = true;
    if (config.boxes)
        p.prompt->boxFirst->exact = true;
    if (!forLoading) {
        // A nearly silent head whose gate starts open, so that a new network begins at the prior.
        const at::NoGradGuard guard;
        p.head->weight.normal_(0, 0.01);
        p.head->bias.zero_();
        p.head->bias.narrow(0, 3 * area, area).fill_(2);
    }
    const std::int64_t side = config.coarseTokens();
    p.wholeCoarse = {4, side, distanceBias(side, coarse / 32, 4, coarseSlopes)};
    p.targetCoarse = {1, side, distanceBias(side, coarse / 32, 1, coarseSlopes)};
    p.targetFine = {1, config.tokens(), distanceBias(config.tokens(), width / 32, 1, fineSlopes)};
    p.visual = {1, config.tokens(), {}};
}

Prepared ImageBrush::prepare(const at::Tensor& before, const at::Tensor& after, const at::Tensor& image,
                             const at::Tensor& rawBefore, const at::Tensor& rawImage) const
{
    nn::startRuntime();
    const at::NoGradGuard guard;
    assert(before.sizes() == image.sizes() && after.sizes() == image.sizes() && image.size(2) == m_config.cell);
    assert(rawBefore.defined() == m_config.raw && rawImage.defined() == m_config.raw);
    const auto cells = [](const at::Tensor& cell) { return cell.to(at::kFloat).contiguous(); };
    Prepared p;
    p.before = cells(before);
    p.after = cells(after);
    p.image = cells(image);
    p.fit = fitColors(p.before, p.after);
    const ColorCandidates ofImage = applyColors(p.fit, p.image);
    p.priorBefore = pickedColors(applyColors(p.fit, p.before), p.fit.pick);
    p.priorImage = pickedColors(ofImage, p.fit.pick);
    p.confidence = ofImage.confidence;
    p.pickOneHot = at::one_hot(p.fit.pick, colorCandidates).to(at::kFloat);
    p.fitStatistics
        = at::cat({p.fit.affine.flatten(1), p.fit.rms * 8, (p.fit.rms + 0.003).log() * 0.4 + 1, p.pickOneHot}, 1);
    std::vector<at::Tensor> bank = {ofImage.colors, filterBank(p.image, m_config.cell / 64.0)};
    if (m_config.raw) {
        p.rawBefore = cells(rawBefore);
        p.rawImage = cells(rawImage);
        bank.push_back(p.rawImage.unsqueeze(1));
    }
    p.bank = at::cat(bank, 1);
    p.rms = pickedRms(p.fit);
    p.trust = networkTrust(p.fit);
    return p;
}

void raiseDoubt(Prepared& prepared, const at::Tensor& residual)
{
    // A third of the error at which the prior's own residual is trusted by half: what is expected is rather more.
    constexpr double half = 0.005;
    const at::NoGradGuard guard;
    const at::Tensor expected = residual.to(prepared.rms);
    prepared.rms = at::maximum(prepared.rms, expected);
    prepared.trust = at::maximum(prepared.trust, expected / (expected + half));
}

at::Tensor ImageBrush::boxTokens(const Prepared& prepared, const at::Tensor& boxes)
{
    const PromptParts& p = *m_parts.prompt;
    at::Tensor regions = boxes;
    if (!regions.defined())
        regions = at::tensor({0.0F, 0.0F, 1.0F, 1.0F}).to(prepared.image.device()).expand({prepared.boards(), 4, 4});
    assert(regions.dim() == 3 && regions.size(1) == 4 && regions.size(2) == 4);
    const at::Tensor hidden = at::silu(p.boxFirst->forward(boxWaves(regions.to(at::kFloat))));
    const at::Tensor tokens = p.boxSecond->forward(hidden).unflatten(1, {2, 2});
    return (tokens + p.boxRole).flatten(1, 2);
}

at::Tensor ImageBrush::prompt(const Prepared& prepared, const at::Tensor& boxes, const at::Tensor& drop)
{
    const PromptParts& p = *m_parts.prompt;
    const std::int64_t boards = prepared.boards();
    const at::Tensor cells = at::cat({prepared.before, prepared.after, prepared.image}) - 0.5;
    at::Tensor x = p.patch->forward(patches(cells, m_config.patch)) + p.position;
    x = p.encoder->forward(x, {}, x, m_parts.visual);
    x = mergeNeighbors(x, m_config.tokens()).unflatten(0, {3, boards});
    const at::Tensor tokens = p.merge->forward(x) + (p.role.unsqueeze(1) + p.tokenPosition);
    const at::Tensor fit = p.fitSecond->forward(at::gelu(p.fitFirst->forward(prepared.fitStatistics)));
    std::vector<at::Tensor> all
        = {p.classToken.expand({boards, -1, -1}), tokens.select(0, 0),
           tokens.select(0, 1) + p.counterpart->forward(x.select(0, 0)), tokens.select(0, 2), fit.unsqueeze(1)};
    if (m_config.boxes)
        all.push_back(boxTokens(prepared, boxes));
    at::Tensor y = at::cat(all, 1);
    for (const auto& layer : *p.layers)
        y = layer->forward(y);
    y = p.norm->forward(y);
    return drop.defined() ? at::where(drop.view({-1, 1, 1}), p.nullToken, y) : y;
}

at::Tensor ImageBrush::nullPrompt(std::int64_t boards) const
{
    return m_parts.prompt->nullToken.expand({boards, m_config.promptTokens(), -1});
}

at::Tensor ImageBrush::condition(const at::Tensor& t, const at::Tensor& prompt)
{
    const at::Tensor time = m_parts.timeSecond->forward(at::silu(m_parts.timeFirst->forward(timeWaves(t))));
    return at::silu(time + m_parts.instruction->forward(prompt.select(1, 0)));
}

at::Tensor ImageBrush::boardTokens(const at::Tensor& z, const Prepared& prepared)
{
    const Prepared& d = prepared;
    const std::int64_t patch = m_config.patch;
    const auto cellPatches = [&](const std::vector<at::Tensor>& four) {
        return patches(at::stack(four, 1).flatten(0, 1) - 0.5, patch).unflatten(0, {z.size(0), 4});
    };
    std::vector<at::Tensor> pictures
        = {cellPatches({d.before, d.after, d.image, z}), cellPatches({d.after, d.priorBefore, d.priorImage, d.image})};
    std::vector<at::Tensor> atTarget = {patches(d.priorImage - 0.5, patch), patches(d.confidence - 0.5, patch),
                                        pictures[0].select(1, 1), pictures[1].select(1, 1)};
    if (m_config.raw) {
        pictures.push_back(cellPatches({d.rawBefore, d.rawBefore, d.rawImage, d.rawImage}));
        atTarget.push_back(pictures[2].select(1, 0));
        atTarget.push_back(pictures[2].select(1, 3));
    }
    const at::Tensor tokens = m_parts.stem->forward(at::cat(pictures, -1)) + (m_parts.position + m_parts.cell);
    // Splitting costs less than narrowing in the backward pass, which would fill a whole tensor for each part.
    const auto cells = tokens.split_with_sizes({3, 1}, 1);
    const at::Tensor target = cells[1] + m_parts.target->forward(at::cat(atTarget, -1)).unsqueeze(1);
    return at::cat({cells[0], target}, 1).flatten(1, 2);
}

at::Tensor ImageBrush::targetTokens(const at::Tensor& board, const at::Tensor& condition, const at::Tensor& prompt)
{
    const ImageBrushParts& p = m_parts;
    const std::int64_t boards = board.size(0);
    const std::int64_t side = m_config.tokens();
    at::Tensor fine = board;
    for (const auto& block : *p.down)
        fine = block->forward(fine, condition, 4, side);
    const at::Tensor merged = mergeNeighbors(fine.reshape({boards * 4, side * side, -1}), side);
    at::Tensor coarse
        = (p.merge->forward(merged).unflatten(0, {boards, 4}) + (p.coarsePosition + p.coarseCell)).flatten(1, 2);
    coarse = p.coarse->forward(coarse, condition, coarse, p.wholeCoarse);
    const at::Tensor coarseBoard = coarse;
    for (const auto& block : *p.middle)
        coarse = block->forward(coarse, condition, coarse, p.wholeCoarse, prompt);
    // The target continues alone, beside what stands at the same place in each cell.
    const auto aligned = [](const at::Tensor& own, const at::Tensor& cells) {
        const auto four = cells.chunk(4, 1);
        return at::cat({own, four[3], four[0], four[1], four[2]}, -1);
    };
    at::Tensor x = p.coarseSkip->forward(aligned(coarse.chunk(4, 1)[3], coarseBoard));
    x = p.coarseUp->forward(x, condition, coarse, p.targetCoarse);
    x = splitNeighbors(p.unmerge->forward(x), m_config.coarseTokens());
    x = p.fineSkip->forward(aligned(x, fine));
    for (const auto& block : *p.up)
        x = block->forward(x, condition, fine, p.targetFine);
    return p.headNorm->forward(x);
}

at::Tensor ImageBrush::forward(const at::Tensor& z, const at::Tensor& t, const Prepared& prepared,
                               const at::Tensor& prompt, Details* details)
{
    const std::int64_t side = m_config.tokens();
    const std::int64_t patch = m_config.patch;
    const std::int64_t area = patch * patch;
    const std::int64_t cell = m_config.cell;
    const at::Tensor vector = condition(t, prompt);
    const at::Tensor tokens = targetTokens(boardTokens(z, prepared), vector, prompt);
    // From here on values are colors, too fine for the short type of mixed precision.
    const nn::FullPrecision full;
    const auto head
        = m_parts.head->forward(tokens.to(at::kFloat)).split_with_sizes({3 * area, area, 12 + m_config.bankSize()}, 2);
    const at::Tensor painted = pixels(head[0], side, patch) + 0.5;
    const at::Tensor gate = pixels(head[1], side, patch).sigmoid();
    const at::Tensor maps = head[2].transpose(1, 2).unflatten(2, {side, side});
    const at::Tensor picked = at::constant_pad_nd(prepared.pickOneHot, {0, m_config.bankSize() - colorCandidates});
    Details made;
    if (at::GradMode::is_enabled() && maps.is_cpu() && !details)
        made.base = mixBank(maps, picked, prepared.bank);
    else
        mixDetails(at::upsample_bilinear2d(maps, {cell, cell}, false), picked, prepared.bank, made);
    const at::Tensor& base = made.base;
    const at::Tensor coarse = at::addcmul(base, 1 - gate, painted - base);
    std::vector<at::Tensor> seen = {coarse - 0.5, prepared.image - 0.5, prepared.priorImage - 0.5,
                                    base - 0.5,   prepared.after - 0.5, prepared.after - prepared.priorBefore};
    if (m_config.raw)
        seen.push_back(prepared.rawImage - 0.5);
    const at::Tensor refined = coarse
        + m_parts.refiner->forward(at::cat(seen, 1).contiguous(at::MemoryFormat::ChannelsLast), vector.to(at::kFloat));
    if (details)
        *details = {coarse, gate, made.weights, made.map, painted, base};
    return prepared.priorImage + prepared.trust.view({-1, 1, 1, 1}) * (refined - prepared.priorImage);
}

} // namespace maquette::models::imagebrush
