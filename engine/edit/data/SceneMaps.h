// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edit/data/Pixels.h"

#include <array>
#include <vector>

namespace maquette::edit::data {

inline constexpr int colorClasses = 8;
inline constexpr int shapeClasses = 6; ///< disc, box, triangle, ring, star, cross
inline constexpr int groundClass = colorClasses + shapeClasses;

/// The colors that shapes have, before a small change of each.
inline constexpr std::array<Color, colorClasses> shapePalette{{{0.85F, 0.15F, 0.15F},
                                                               {0.15F, 0.65F, 0.2F},
                                                               {0.15F, 0.3F, 0.85F},
                                                               {0.95F, 0.85F, 0.2F},
                                                               {0.55F, 0.2F, 0.7F},
                                                               {0.95F, 0.55F, 0.1F},
                                                               {0.1F, 0.75F, 0.8F},
                                                               {0.92F, 0.92F, 0.9F}}};

/// How much of each pixel belongs to each class, 0 … 1: the color classes, the shape classes, the ground.
struct SceneMaps {
    std::array<Plane, groundClass + 1> planes; ///< empty where a class does not occur

    /// The plane of a class; a plane of zeros of the scene's size where it does not occur.
    [[nodiscard]] Plane coverage(int classIndex) const
    {
        const Plane& ground = planes[groundClass];
        return planes[classIndex].data.empty() ? Plane(ground.width, ground.height) : planes[classIndex];
    }
};

/// All planes under the same flip or rotation; see turned().
[[nodiscard]] SceneMaps turned(const SceneMaps& maps, int turn);

} // namespace maquette::edit::data
