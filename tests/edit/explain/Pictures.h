// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edit/Explanation.h"
#include "imaging/Image.h"

#include <array>
#include <functional>
#include <string>

namespace maquette::edit::test {

/// A photograph of resources/photos, its middle cut to the shape asked for and resized, rounded to 8 bits.
[[nodiscard]] imaging::Image photo(const std::string& name, int width, int height);
/// Clamped and rounded to 8 bits, as every picture from a file is.
[[nodiscard]] imaging::Image rounded(imaging::Image image);

using Edit = std::function<imaging::Image(const imaging::Image&)>;
using Color = std::array<double, 3>;

/// The edit that changes each color by itself.
[[nodiscard]] Edit recolor(std::function<Color(Color)> change);
/// The edit that multiplies by a gain at (x, y) in -1 … 1 and adds (1 - gain) * ground.
[[nodiscard]] Edit relight(std::function<double(double, double)> gain, double ground = 0);
/// One after the other, rounded to 8 bits in between.
[[nodiscard]] Edit chain(Edit first, Edit second);
/// A part of the picture; pixels outside repeat the edge, or come around from the other side.
[[nodiscard]] imaging::Image cut(const imaging::Image& image, int left, int top, int width, int height,
                                 bool around = false);
/// Flips and rotations: 4 transposes first, then 1 mirrors left to right, then 2 top to bottom.
[[nodiscard]] imaging::Image turned(const imaging::Image& image, int operation);
[[nodiscard]] imaging::Image softened(const imaging::Image& image, double sigma);

/// What came out of explaining edit(example) and applying it to another picture.
struct Outcome {
    Explanation explanation;
    double transferDb = 0; ///< against the true edit of the other picture; 0 when sizes differ
    std::string words; ///< the sentences, one after the other
};
[[nodiscard]] Outcome explainAndCarry(const Edit& edit, const imaging::Image& example, const imaging::Image& other,
                                      const ExplainOptions& options = {});
/// The keys of the steps, joined by "+".
[[nodiscard]] std::string kinds(const Explanation& explanation);

} // namespace maquette::edit::test
