// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imaging/Image.h"

namespace maquette::imaging {

enum class Filter { Nearest, Box, Bilinear, Bicubic, Lanczos };

/// Resizes as Pillow's Image.resize does: support grows when shrinking (antialiasing), bicubic has a = -0.5, the
/// passes are horizontal then vertical. For 8-bit pictures the coefficients are rounded to fixed point and each pass
/// to 8 bits, so the bytes equal those of Pillow 3.3 to 12; 16-bit ones are computed in float. Alpha is filtered as any
/// other channel. The picture must not be empty and the new sides at least 1. Texts are not carried over. The result
/// does not depend on the number of threads. Pillow 13 takes the vertical pass first for some sizes, which changes last
/// bits; here the order is always that of the versions that published recipes used. (Pillow, libImaging/Resample.c and
/// Geometry.c.)
[[nodiscard]] Picture resize(const Picture& picture, int width, int height, Filter filter);
/// The same filters without rounding or clamping: weights and sums in double, samples in float.
[[nodiscard]] Image resize(const Image& image, int width, int height, Filter filter);

} // namespace maquette::imaging
