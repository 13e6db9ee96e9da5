// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imaging/Image.h"

#include <array>
#include <cstddef>
#include <vector>

namespace maquette::edit::fit {

/// Row c: constant, red, green, blue of channel c.
using AffineColor = std::array<std::array<double, 4>, 3>;

[[nodiscard]] AffineColor identityColor();

/// Target samples this close to black or white may have been cut off there.
inline constexpr float clippedLow = 0.004F;
inline constexpr float clippedHigh = 0.996F;

/// Weighted affine fit of target on source colors (planes of `count` samples) with a weak ridge towards the identity.
/// Samples cut off at black or white count 0.02 at first; then, for `rounds` further rounds, not at all where the
/// prediction lies beyond the cut and fully where it does not. `weight` may be null.
[[nodiscard]] AffineColor fitAffineColor(const std::array<const float*, 3>& source,
                                         const std::array<const float*, 3>& target, const float* weight,
                                         std::size_t count, int rounds = 1);

/// Mean squared error of the fit on the same kind of samples, predictions clamped to [0, 1].
[[nodiscard]] double affineError(const AffineColor& color, const std::array<const float*, 3>& source,
                                 const std::array<const float*, 3>& target, std::size_t count);

/// Fits on all pixels of two pictures of the same size and returns the mean squared error that is left.
[[nodiscard]] double affineResidual(const imaging::Image& source, const imaging::Image& target);

} // namespace maquette::edit::fit
