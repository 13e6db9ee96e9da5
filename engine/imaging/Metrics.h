// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imaging/Image.h"

namespace maquette::imaging {

/// Peak signal-to-noise ratio in dB over all samples for a peak of 1: 10 log10(1 / mean squared error), at most
/// `ceiling` (equal images give it, and so do empty ones). The sizes must be equal. NaN where a sample is NaN.
[[nodiscard]] double psnr(const Image& a, const Image& b, double ceiling = 50);

/// Structural similarity on luma (0.299, 0.587, 0.114) with an 11x11 Gaussian window of sigma 1.5, K1 0.01, K2 0.03,
/// averaged over the positions where the window fits (Wang et al. 2004). Sides under 11 use the largest odd window
/// that fits. 1 for equal images and for empty ones; NaN where a sample is NaN. The sizes must be equal. The result
/// does not depend on the number of threads.
[[nodiscard]] double ssim(const Image& a, const Image& b);

} // namespace maquette::imaging
