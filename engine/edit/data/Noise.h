// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Random.h"
#include "edit/data/Pixels.h"

namespace maquette::edit::data {

/// Fractal noise in about 0 … 1: `octaves` lattices of uniform numbers, the first of cells x cells, each next twice as
/// fine and `persistence` as strong, interpolated with the cubic of a = -0.75 (corner points on the corner pixels).
[[nodiscard]] Plane fractalNoise(base::Random& random, int size, int cells, int octaves = 4, float persistence = 0.55F);

} // namespace maquette::edit::data
