// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>

// Numbers and functions that named color changes are made of.
namespace maquette::edit::tones {

/// Weights of luma: BT.601, BT.709 and the mean.
inline constexpr double lumas[3][3] = {{0.299, 0.587, 0.114}, {0.2126, 0.7152, 0.0722}, {1.0 / 3, 1.0 / 3, 1.0 / 3}};
/// The usual sepia matrix, a row for each channel of the result.
inline constexpr double sepia[3][3] = {{0.393, 0.769, 0.189}, {0.349, 0.686, 0.168}, {0.272, 0.534, 0.131}};

/// The sRGB transfer curve; values may leave [0, 1].
inline double decode(double v) { return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); }
inline double encode(double v) { return v <= 0.0031308 ? v * 12.92 : 1.055 * std::pow(v, 1 / 2.4) - 0.055; }

/// x to a power; 0 for x under 0.
inline double power(double x, double exponent) { return x <= 0 ? (exponent == 0 ? 1 : 0) : std::pow(x, exponent); }

} // namespace maquette::edit::tones
