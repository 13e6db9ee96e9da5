// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edit/data/SceneMaps.h"
#include "imaging/Image.h"

#include <cstdint>

namespace maquette::edit::data {

/// Two to six shapes of at most three colors on a ground, and which pixel belongs to which class.
struct ShapeScene {
    imaging::Image image;
    SceneMaps maps;
    std::uint32_t classes = 0; ///< bit k: color or shape class k covers more than 2 % of the picture
};

/// Scene `index` of a seed; `size` pixels wide and high (16 or more). The same two numbers give the same scene at any
/// size, apart from what the raster shows of it.
[[nodiscard]] ShapeScene shapeScene(int size, std::uint64_t seed, std::uint64_t index);

/// A colored cloud: fractal noise in three channels, or one noise through three colors, or as bands of two colors.
[[nodiscard]] imaging::Image plasmaScene(int size, std::uint64_t seed, std::uint64_t index);

/// Cells about 24 random points, each in one color, four colors leading.
[[nodiscard]] imaging::Image voronoiScene(int size, std::uint64_t seed, std::uint64_t index);

} // namespace maquette::edit::data
