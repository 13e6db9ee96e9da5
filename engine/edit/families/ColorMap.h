// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Json.h"
#include "base/Result.h"
#include "edit/fit/AffineColor.h"

#include <array>
#include <cstddef>
#include <vector>

namespace maquette::edit {

/// A function from colors to colors in stages, each of which may be absent:
/// curves on the inputs over [0, 1], an affine map, curves on its outputs, a polynomial of the input that is added, a
/// clamp to [0, 1], and what is left as a lattice over the RGB cube, read trilinearly. The result is clamped.
struct ColorMap {
    std::array<std::vector<float>, 3> before; ///< knots spaced evenly over [0, 1]
    fit::AffineColor matrix = fit::identityColor();
    std::array<std::vector<float>, 3> after; ///< knots spaced evenly over [afterLow, afterHigh]
    std::array<float, 3> afterLow{};
    std::array<float, 3> afterHigh{};
    std::vector<float> polynomial; ///< 3 rows of polynomialTerms
    int lattice = 0; ///< nodes a side
    std::vector<float> table; ///< lattice³ nodes, red fastest, of 4 floats (the last unused)

    static constexpr int polynomialTerms = 14;

    /// Maps `count` pixels; in and out may be the same planes.
    void apply(const std::array<const float*, 3>& in, const std::array<float*, 3>& out, std::size_t count) const;

    /// The stages that are there; the lattice as integers in units of tableUnit.
    void write(base::Json& json) const;
    [[nodiscard]] static base::Result<ColorMap> read(const base::Json& json);

    /// Lattice values are multiples of this, so that they survive being written.
    static constexpr float tableUnit = 1.0F / 16384;
};

/// The 14 terms of the polynomial at one color: 1, r, g, b, squares and products about the middle, square roots less
/// the value, and cubes about the middle. `terms` are 14 planes of `count` values.
void polynomialTerms(const std::array<const float*, 3>& color, std::size_t count,
                     const std::array<float*, ColorMap::polynomialTerms>& terms);

} // namespace maquette::edit
