// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace maquette::models::imagebrush {

/// The candidates of the analytic color prior, in this order along dimension 1.
enum class ColorCandidate : std::int64_t {
    Copy, ///< the picture as it is
    Affine, ///< a 3x4 map
    Polynomial, ///< affine and 14 further terms
    PolynomialLookup, ///< the same and a look-up of what is left
    Lookup, ///< the picture and a look-up of the whole change
};
constexpr std::int64_t colorCandidates = 5;

/// The rms error under which the prior alone is better than any network on top of it.
constexpr double exactBelow = 0.012;

/// Color maps fitted to the example pairs of a batch of B boards. All float32.
struct ColorFit {
    at::Tensor affine; ///< [B, 3, 4], on [1, r, g, b]
    at::Tensor polynomial; ///< [B, 3, 16], added to the affine map
    at::Tensor lattice; ///< [B, 7, 11, 11, 11] by blue, green, red: corrections of candidates 3 and 4, confidence
    at::Tensor rms; ///< [B, 5], error of each candidate on before -> after
    at::Tensor pick; ///< [B] int64, the candidate to use
};

/// What the fits make of a picture.
struct ColorCandidates {
    at::Tensor colors; ///< [B, 5, 3, H, W] in [0, 1]
    at::Tensor confidence; ///< [B, 1, H, W], how well the look-up knows the color: 0 … 1
};

/// Fits the colors of `after` to those of `before`, both [B, 3, S, S] in [0, 1] with S a multiple of 32, on 32x32
/// samples: ridge fits on the samples that are not clipped (clipped ones count 0.02), and Nadaraya-Watson look-up
/// tables from 128 of them. No gradient is recorded. A call costs about 0.5 ms a board on one thread.
[[nodiscard]] ColorFit fitColors(const at::Tensor& before, const at::Tensor& after);

/// Applies the fits to `image` [B, 3, H, W] of any size (B may be 1 in the fit and larger here).
[[nodiscard]] ColorCandidates applyColors(const ColorFit& fit, const at::Tensor& image);

/// The candidate that was picked for each board: [B, 3, H, W].
[[nodiscard]] at::Tensor pickedColors(const ColorCandidates& candidates, const at::Tensor& pick);

/// rms of the picked candidate, [B].
[[nodiscard]] at::Tensor pickedRms(const ColorFit& fit);

/// How far the network is to be trusted over the prior, [B] in 0 … 1: rms / (rms + 0.015).
[[nodiscard]] at::Tensor networkTrust(const ColorFit& fit);

/// The flip or rotation (0 … 7) of `before` under which an affine color map explains `after` best, [B] int64; 0 unless
/// it explains it clearly better than the picture as it stands. Both [B, 3, S, S], S a multiple of 32.
[[nodiscard]] at::Tensor alignment(const at::Tensor& before, const at::Tensor& after);

/// The eight flips and rotations of a square: bit 2 transposes, then bit 0 mirrors left and right, then bit 1 top and
/// bottom. `image` [..., H, W]; lossless. The result may be a view.
[[nodiscard]] at::Tensor applyAlignment(const at::Tensor& image, std::int64_t which);

/// The same with one flip or rotation a board: `image` [B, 3, S, S], `which` [B] int64.
[[nodiscard]] at::Tensor applyAlignment(const at::Tensor& image, const at::Tensor& which);

} // namespace maquette::models::imagebrush
