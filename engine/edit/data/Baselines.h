// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imaging/Image.h"

namespace maquette::edit::data {

// Two simple methods that any better one must beat. `before` and `after` have the same size; `image` may have another.

/// One 3x4 affine map of color, fitted from before to after by least squares with a ridge of 1e-4 toward the identity,
/// applied to the image and clamped.
[[nodiscard]] imaging::Image affineTransfer(const imaging::Image& before, const imaging::Image& after,
                                            const imaging::Image& image);

/// The change of each channel's mean and deviation from before to after, applied to the image and clamped (after
/// Reinhard et al. 2001, who match the picture to the example itself).
[[nodiscard]] imaging::Image reinhardTransfer(const imaging::Image& before, const imaging::Image& after,
                                              const imaging::Image& image);

} // namespace maquette::edit::data
