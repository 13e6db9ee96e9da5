// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imaging/Image.h"

namespace maquette::imaging {

/// True when the upright picture has width and height exchanged.
[[nodiscard]] constexpr bool turnsSides(int orientation) { return orientation >= 5 && orientation <= 8; }

/// Turns a stored picture upright. `orientation` is Exif's 1 … 8 (2 mirrored, 3 half turn, 4 flipped, 5 transposed,
/// 6 to be turned clockwise, 7 transposed over the other diagonal, 8 to be turned counterclockwise); any other value
/// leaves it as it is. (Exif 2.32, tag 274.)
[[nodiscard]] Picture upright(Picture picture, int orientation);

} // namespace maquette::imaging
