// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cloud/data/Vec.h"

#include <cstdint>

namespace maquette::cloud::rooms {

/// How the color of a material changes over its surface.
enum class Texture {
    Plain, ///< slow, faint blotches as of paint
    Wood, ///< grain along the longer edge of a patch
    Carpet, ///< fine and coarse grain
    Fabric, ///< a weave
    Tiles, ///< squares of `scale` meters with joints in the second color
    Bricks,
    Stripes, ///< bands across the second edge, `scale` meters each
    Text, ///< lines in the second color, as on paper or a written board
    Picture, ///< large patches of both colors
    Sky ///< from the first color at the bottom to the second at the top, with blotches
};

struct Material {
    Texture texture = Texture::Plain;
    Vec base = {0.8F, 0.8F, 0.8F};
    Vec second = {0.6F, 0.6F, 0.6F};
    float scale = 0.3F; ///< meters
    float strength = 0.06F; ///< of the changes, as a share of the color
    std::uint32_t seed = 0;
};

/// The color at u, v meters from the corner of a patch.
[[nodiscard]] Vec colorAt(const Material& material, float u, float v);

/// A color from hue (0 … 1), saturation and value.
[[nodiscard]] Vec fromHsv(float hue, float saturation, float value);

} // namespace maquette::cloud::rooms
