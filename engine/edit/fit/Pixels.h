// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edit/Family.h"
#include "imaging/Image.h"

#include <array>
#include <cstdint>
#include <vector>

namespace maquette::edit::fit {

/// Pixels drawn evenly from an example, plane by plane.
struct Samples {
    std::size_t count = 0;
    std::array<std::vector<float>, 3> source;
    std::array<std::vector<float>, 3> target;
    std::vector<float> weight; ///< trust, 0 … 1
    std::vector<float> x; ///< position relative to the width, of the middle of the pixel
    std::vector<float> y;
};

/// Draws at most about `limit` pixels whose fit mask is `part` (1: for fitting, 0: for scoring) and whose weight is
/// above 0.02. Always the same ones for the same sizes and masks.
[[nodiscard]] Samples drawSamples(const FitContext& context, int part, std::size_t limit);

/// 1 in every second block of a checkerboard. Blocks are a 32nd of the shorter side wide, at least 2 and at most 32
/// pixels (pictures under 4 pixels: all 1).
[[nodiscard]] std::vector<std::uint8_t> checkerboard(int width, int height);

/// Weighted mean squared error of prediction (clamped to [0, 1]) against target on the pixels whose mask is `part`
/// (2: all pixels). `mask` and `weights` may be null. Sizes must be equal.
[[nodiscard]] double meanSquaredError(const imaging::Image& prediction, const imaging::Image& target,
                                      const std::vector<std::uint8_t>* mask, const std::vector<float>* weights,
                                      int part);

/// PSNR of a mean squared error, at most 50 dB.
[[nodiscard]] double decibels(double meanSquaredError);

/// Mean of boxes of `factor` x `factor` pixels; incomplete boxes at the right and bottom are averaged too.
[[nodiscard]] imaging::Image reduced(const imaging::Image& image, int factor);
/// Area average onto any smaller (or equal) grid; larger grids repeat pixels.
[[nodiscard]] imaging::Image areaResized(const imaging::Image& image, int width, int height);

/// The 8 flips and rotations, the same numbers as in the recipe of the compact model: 4 transposes first, then 1
/// mirrors left to right, then 2 top to bottom.
[[nodiscard]] imaging::Image flipped(const imaging::Image& image, int operation);

/// How alike the fine structure of two pictures is: correlation of luma and color differences after the mean of each
/// block of 8 x 8 pixels is taken off, pooled over the picture; 0 when one has none.
struct Detail {
    double correlation = 0;
    double targetDeviation = 0; ///< root mean square of the fine structure of the target
};
[[nodiscard]] Detail detailLikeness(const imaging::Image& prediction, const imaging::Image& target);

/// Share of the pixels of `image` whose color lies farther than about a tenth of the range from every color of `known`.
[[nodiscard]] double unseenShare(const imaging::Image& known, const imaging::Image& image);

/// Variance of a picture about its mean color (mean over channels).
[[nodiscard]] double variance(const imaging::Image& image);
/// The same about the mean colors of blocks a tenth of the shorter side wide.
[[nodiscard]] double blockVariance(const imaging::Image& image);

} // namespace maquette::edit::fit
