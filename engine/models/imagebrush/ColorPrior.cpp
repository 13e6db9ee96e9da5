// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/imagebrush/ColorPrior.h"

#include "kernels/Lut3d.h"
#include "nn/Parallel.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <cassert>
#include <vector>

namespace maquette::models::imagebrush {

namespace {

constexpr std::int64_t sampleSide = 32; ///< fits see 32x32 samples of a cell
constexpr std::int64_t lattice = 11; ///< points along an axis of the look-up
constexpr std::int64_t lookupStride = 8; ///< every eighth sample feeds the look-up
constexpr std::int64_t lookupFirst = 3;
constexpr double lookupWidth = 0.065; ///< deviation of the Gaussian over colors
constexpr double affineRidge = 1e-5;
constexpr double polynomialRidge = 1e-4;
constexpr double clippedLow = 0.004;
constexpr double clippedHigh = 0.996;
constexpr double clippedWeight = 0.02;

/// Weights below e^-60 count for nothing; as numbers without leading digits they would only slow everything down.
constexpr double farExponent = -60;

/// The look-up counts 1 sample's worth of weight as half known.
constexpr double lookupPrior = 0.05;

/// Candidates with more freedom must be better by a factor, and by a little in absolute terms.
constexpr float pickFactor[] = {1.0F, 1.05F, 1.2F, 1.4F, 1.2F};
constexpr float pickOffset[] = {0.0F, 0.001F, 0.002F, 0.003F, 0.003F};

at::Tensor row(const float (&values)[5], const at::Tensor& like)
{
    return at::tensor(at::ArrayRef<float>(values, 5)).to(like.device());
}

/// [B, 4, N]: 1, r, g, b.
at::Tensor affineTerms(const at::Tensor& colors)
{
    at::Tensor terms = at::empty({colors.size(0), 4, colors.size(2)}, colors.options());
    terms.select(1, 0).fill_(1);
    terms.narrow(1, 1, 3).copy_(colors);
    return terms;
}

/// [B, 16, N]: 1; the color; then, of the color less one half, squares, products of two channels (rg, rb, gb) …, the
/// square root less the color, and third powers.
at::Tensor polynomialTerms(const at::Tensor& colors)
{
    at::Tensor terms = at::empty({colors.size(0), 16, colors.size(2)}, colors.options());
    const at::Tensor centered = colors - 0.5;
    terms.select(1, 0).fill_(1);
    terms.narrow(1, 1, 3).copy_(colors);
    at::Tensor squares = terms.narrow(1, 4, 3);
    at::mul_out(squares, centered, centered);
    at::Tensor redProducts = terms.narrow(1, 7, 2);
    at::mul_out(redProducts, centered.narrow(1, 0, 1), centered.narrow(1, 1, 2));
    at::Tensor greenBlue = terms.select(1, 9);
    at::mul_out(greenBlue, centered.select(1, 1), centered.select(1, 2));
    at::Tensor roots = terms.narrow(1, 10, 3);
    at::sub_out(roots, colors.clamp_min(1e-4).sqrt_(), colors);
    at::Tensor cubes = terms.narrow(1, 13, 3);
    at::mul_out(cubes, squares, centered);
    return terms;
}

/// Weighted ridge fit of `target` [B, 3, N] by `terms` [B, K, N], towards the rows of `towards` [3, K] if defined.
/// Each channel has its own weights [B, 3, N]. Returns [B, 3, K].
at::Tensor ridgeFit(const at::Tensor& terms, const at::Tensor& target, const at::Tensor& weights, double ridge,
                    const at::Tensor& towards)
{
    const std::int64_t boards = terms.size(0);
    const std::int64_t count = terms.size(1);
    // Gram matrix and right side of all three channels in one product.
    const at::Tensor weighted = (terms.unsqueeze(1) * weights.unsqueeze(2)).view({boards, 3 * count, -1});
    const at::Tensor all = at::cat({terms, target}, 1);
    const at::Tensor moments = at::bmm(weighted, all.transpose(1, 2)).view({boards, 3, count, count + 3})
        / weights.sum(-1).view({boards, 3, 1, 1});
    const at::Tensor gram = moments.narrow(3, 0, count) + ridge * at::eye(count, terms.options());
    at::Tensor right = moments.narrow(3, count, 3).diagonal(0, 1, 3).transpose(1, 2); // [B, 3, K]
    if (towards.defined())
        right = right + ridge * towards;
    return std::get<0>(at::linalg_solve_ex(gram, right.unsqueeze(3))).squeeze(3);
}

/// Lattice colors as rows for the exponent of the look-up's Gaussian: [N³, 5] of color / h, -|color|² / 2h², 1.
at::Tensor latticeRows(const at::Tensor& like)
{
    const at::Tensor axis = at::linspace(0, 1, lattice, at::kFloat);
    const auto grid = at::meshgrid({axis, axis, axis}, "ij");
    const at::Tensor colors = at::stack({grid[2], grid[1], grid[0]}, -1).view({-1, 3}) / lookupWidth;
    return at::cat({colors, colors.square().sum(1, true) * -0.5, at::ones({colors.size(0), 1})}, 1).to(like.device());
}

/// Nadaraya-Watson means of `residuals` [B, 6, M] at the lattice, from colors [B, 3, M]; and how much was known there.
at::Tensor lookupTables(const at::Tensor& colors, const at::Tensor& residuals)
{
    const std::int64_t boards = colors.size(0);
    const at::Tensor rows = latticeRows(colors);
    const at::Tensor scaled = colors / lookupWidth;
    const at::Tensor ones = at::ones({boards, 1, colors.size(2)}, colors.options());
    const at::Tensor samples = at::cat({scaled, ones, scaled.square().sum(1, true) * -0.5}, 1); // [B, 5, M]
    const at::Tensor values = at::cat({residuals, ones}, 1).transpose(1, 2).contiguous(); // [B, M, 7]
    at::Tensor sums = at::empty({boards, rows.size(0), 7}, colors.options());
    // A board's weights (lattice x samples) fit the cache; those of a batch do not.
    const auto oneBoard = [&](std::int64_t board) {
        at::Tensor out = sums.select(0, board);
        at::mm_out(out, at::mm(rows, samples.select(0, board)).clamp_min_(farExponent).exp_(), values.select(0, board));
    };
    if (colors.is_cpu()) {
        const bool inference = c10::InferenceMode::is_enabled(); // of this thread: the others do not know of it
        nn::parallelFor(boards, 1, [&](std::int64_t begin, std::int64_t end) {
            const c10::InferenceMode mode(inference);
            const at::NoGradGuard guard;
            for (std::int64_t board = begin; board < end; ++board)
                oneBoard(board);
        });
    } else {
        sums = at::matmul(at::matmul(rows, samples).clamp_min_(farExponent).exp_(), values);
    }
    const at::Tensor weight = sums.narrow(2, 6, 1);
    const at::Tensor tables = at::cat({sums.narrow(2, 0, 6) / (weight + lookupPrior), weight / (weight + 1)}, 2);
    return tables.transpose(1, 2).reshape({boards, 7, lattice, lattice, lattice});
}

/// [B, 3, K] by [B or 1 …] terms [B, K, N].
at::Tensor mapTerms(const at::Tensor& map, const at::Tensor& terms) { return at::matmul(map, terms); }

/// The 32x32 samples of a cell as [B, 3, 1024].
at::Tensor samplesOf(const at::Tensor& cells)
{
    assert(cells.dim() == 4 && cells.size(1) == 3 && cells.size(2) == cells.size(3) && cells.size(2) % sampleSide == 0);
    const std::int64_t step = cells.size(2) / sampleSide;
    return cells.slice(2, 0, std::nullopt, step).slice(3, 0, std::nullopt, step).flatten(2).to(at::kFloat);
}

/// Where pixel i of a square comes from under each of the eight alignments: [8, side²].
at::Tensor alignmentIndices(std::int64_t side)
{
    const at::Tensor index = at::arange(side * side).view({side, side});
    std::vector<at::Tensor> all;
    for (std::int64_t which = 0; which < 8; ++which)
        all.push_back(applyAlignment(index, which).flatten());
    return at::stack(all);
}

} // namespace

ColorFit fitColors(const at::Tensor& before, const at::Tensor& after)
{
    const at::NoGradGuard guard;
    const at::Tensor from = samplesOf(before);
    const at::Tensor to = samplesOf(after);
    const at::Tensor clipped = at::logical_or(to <= clippedLow, to >= clippedHigh);
    const at::Tensor weights = at::ones_like(to).masked_fill_(clipped, clippedWeight);
    ColorFit fit;
    const at::Tensor identity = at::eye(4, from.options()).narrow(0, 1, 3);
    const at::Tensor terms = affineTerms(from);
    fit.affine = ridgeFit(terms, to, weights, affineRidge, identity);
    const at::Tensor affine = mapTerms(fit.affine, terms);
    const at::Tensor furtherTerms = polynomialTerms(from);
    fit.polynomial = ridgeFit(furtherTerms, to - affine, weights, polynomialRidge, {});
    const at::Tensor polynomial = (affine + mapTerms(fit.polynomial, furtherTerms)).clamp_(0, 1);
    const auto few = [](const at::Tensor& all) { return all.slice(2, lookupFirst, std::nullopt, lookupStride); };
    fit.lattice = lookupTables(few(from), at::cat({few(to - polynomial), few(to - from)}, 1));
    // Rows of 32 samples are a small picture to the look-up.
    const ColorCandidates candidates = applyColors(fit, from.unflatten(2, {sampleSide, sampleSide}));
    fit.rms = (candidates.colors.flatten(3) - to.unsqueeze(1)).square_().mean({2, 3}).sqrt_();
    fit.pick = (fit.rms * row(pickFactor, from) + row(pickOffset, from)).argmin(1);
    return fit;
}

ColorCandidates applyColors(const ColorFit& fit, const at::Tensor& image)
{
    const at::NoGradGuard guard;
    assert(image.dim() == 4 && image.size(1) == 3);
    const at::Tensor picture = image.to(at::kFloat).contiguous();
    const at::Tensor colors = picture.flatten(2);
    const std::int64_t boards = picture.size(0);
    const std::int64_t pixels = colors.size(2);
    const at::Tensor corrections = kernels::lut3d(picture, fit.lattice).flatten(2);
    ColorCandidates result;
    at::Tensor all = at::empty({boards, colorCandidates, 3, pixels}, colors.options());
    all.select(1, 0).copy_(colors);
    const at::Tensor affine = mapTerms(fit.affine, affineTerms(colors));
    at::Tensor affineOut = all.select(1, 1);
    at::clamp_out(affineOut, affine, 0, 1);
    at::Tensor polynomialOut = all.select(1, 2);
    at::clamp_out(polynomialOut, affine + mapTerms(fit.polynomial, polynomialTerms(colors)), 0, 1);
    at::Tensor bothOut = all.select(1, 3);
    at::clamp_out(bothOut, polynomialOut + corrections.narrow(1, 0, 3), 0, 1);
    at::Tensor lookupOut = all.select(1, 4);
    at::clamp_out(lookupOut, colors + corrections.narrow(1, 3, 3), 0, 1);
    result.colors = all.view({boards, colorCandidates, 3, picture.size(2), picture.size(3)});
    result.confidence = corrections.narrow(1, 6, 1).reshape({boards, 1, picture.size(2), picture.size(3)});
    return result;
}

at::Tensor pickedColors(const ColorCandidates& candidates, const at::Tensor& pick)
{
    const std::int64_t boards = candidates.colors.size(0);
    const at::Tensor index = pick.expand({boards});
    return candidates.colors.index({at::arange(boards, index.options()), index});
}

at::Tensor pickedRms(const ColorFit& fit) { return fit.rms.gather(1, fit.pick.unsqueeze(1)).squeeze(1); }

at::Tensor networkTrust(const ColorFit& fit)
{
    const at::Tensor rms = pickedRms(fit);
    return rms / (rms + 0.015);
}

at::Tensor alignment(const at::Tensor& before, const at::Tensor& after)
{
    const at::NoGradGuard guard;
    const auto pooled = [](const at::Tensor& cells) {
        const std::int64_t step = cells.size(2) / sampleSide;
        const at::Tensor small = step == 1 ? cells : at::avg_pool2d(cells.to(at::kFloat), step);
        return small.flatten(2).to(at::kDouble);
    };
    assert(before.sizes() == after.sizes() && before.size(2) % sampleSide == 0);
    const at::Tensor from = pooled(before); // [B, 3, N]
    const at::Tensor to = pooled(after);
    const std::int64_t boards = from.size(0);
    const double count = static_cast<double>(from.size(2));
    // Flips permute the samples, so one Gram matrix serves all eight fits, and the mean squared residual follows from
    // second moments alone (in double, as small residuals are differences of large numbers).
    const at::Tensor terms = affineTerms(from);
    const at::Tensor gram = at::bmm(terms, terms.transpose(1, 2)) / count;
    const at::Tensor indices = alignmentIndices(sampleSide).to(from.device());
    const at::Tensor flipped = terms.index_select(2, indices.flatten()).view({boards, 4, 8, -1}).transpose(1, 2);
    const at::Tensor right = at::matmul(flipped, to.transpose(1, 2).unsqueeze(1)) / count; // [B, 8, 4, 3]
    constexpr double ridge = 1e-4;
    const at::Tensor eye = at::eye(4, from.options());
    const at::Tensor rightWithRidge = right + ridge * eye.narrow(1, 1, 3);
    const at::Tensor stacked = rightWithRidge.permute({0, 2, 1, 3}).reshape({boards, 4, 24});
    const at::Tensor maps = std::get<0>(at::linalg_solve_ex(gram + ridge * eye, stacked))
                                .view({boards, 4, 8, 3})
                                .permute({0, 2, 1, 3}); // [B, 8, 4, 3]
    const at::Tensor energy = to.square().mean(2).sum(1).view({boards, 1});
    const at::Tensor cross = (maps * right).sum({2, 3});
    const at::Tensor own = (maps * at::matmul(gram.unsqueeze(1), maps)).sum({2, 3});
    const at::Tensor residual = ((energy - 2 * cross + own) / 3).clamp_min(0); // [B, 8]
    const at::Tensor variance = to.var(2).mean(1) + 1e-5;
    const auto [least, which] = residual.min(1);
    const at::Tensor asItStands = residual.select(1, 0);
    const at::Tensor clear = at::logical_and(least < 0.35 * asItStands, least < 0.3 * variance);
    return at::where(clear, which, at::zeros_like(which));
}

at::Tensor applyAlignment(const at::Tensor& image, std::int64_t which)
{
    at::Tensor result = (which & 4) != 0 ? image.transpose(-1, -2) : image;
    if ((which & 1) != 0)
        result = result.flip(-1);
    return (which & 2) != 0 ? result.flip(-2) : result;
}

at::Tensor applyAlignment(const at::Tensor& image, const at::Tensor& which)
{
    const at::Tensor moved = at::nonzero(which.to(at::kCPU)).flatten();
    if (moved.numel() == 0)
        return image;
    const at::Tensor host = which.to(at::kCPU);
    at::Tensor result = image.clone();
    for (std::int64_t i = 0; i < moved.numel(); ++i) {
        const std::int64_t board = moved[i].item<std::int64_t>();
        result.select(0, board).copy_(applyAlignment(image.select(0, board), host[board].item<std::int64_t>()));
    }
    return result;
}

} // namespace maquette::models::imagebrush
