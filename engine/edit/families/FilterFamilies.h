// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edit/Family.h"

namespace maquette::edit {

/// Gaussian, box and disc blur ("blur"), and sharpening or softening against a Gaussian blur ("sharpen").
[[nodiscard]] Family blurFamily();
/// Blur along a straight stroke ("motion").
[[nodiscard]] Family motionFamily();
/// A small linear kernel with an offset ("kernel"): relief, derivatives, odd blurs, and the inverse of a blur.
[[nodiscard]] Family kernelFamily();
/// Median of a window, and repair of scattered black and white pixels ("median", "despeckle").
[[nodiscard]] Family medianFamily();
/// Noise reduction ("denoise").
[[nodiscard]] Family denoiseFamily();
/// Removal of a wave that lies over the picture along rows or columns ("destripe").
[[nodiscard]] Family destripeFamily();
/// Blocks of one color ("pixelate").
[[nodiscard]] Family pixelateFamily();
/// Light that spreads from bright places ("bloom").
[[nodiscard]] Family bloomFamily();

} // namespace maquette::edit
