// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace maquette::imaging {

/// Weights of luma for gamma-coded RGB (ITU-R BT.601): luma = 0.299 R + 0.587 G + 0.114 B. They add up to 1.
inline constexpr float lumaRed = 0.299F;
inline constexpr float lumaGreen = 0.587F;
inline constexpr float lumaBlue = 0.114F;

/// Luma of one sRGB-coded sample; same range as its inputs.
[[nodiscard]] constexpr float luma(float red, float green, float blue)
{
    return lumaRed * red + lumaGreen * green + lumaBlue * blue;
}

} // namespace maquette::imaging
