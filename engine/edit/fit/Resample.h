// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imaging/Image.h"
#include "imaging/Resize.h"

#include <array>

namespace maquette::edit::fit {

/// A rectangle in pixels of a picture: pixel i covers [i, i + 1]. It may reach beyond the picture.
struct Rectangle {
    double left = 0;
    double top = 0;
    double right = 1;
    double bottom = 1;
    [[nodiscard]] double width() const { return right - left; }
    [[nodiscard]] double height() const { return bottom - top; }
};

/// What lies beyond the picture.
enum class Border { Repeat, Wrap, Fill };

/// Draws `part` of a picture on a grid of width x height with the filters of imaging::resize() (support grows when
/// shrinking). Inside the picture filters are cut off at its edge and renormalized, as Pillow does; beyond it `border`
/// decides. Values are not clamped.
[[nodiscard]] imaging::Image resampled(const imaging::Image& image, const Rectangle& part, int width, int height,
                                       imaging::Filter filter, Border border = Border::Repeat,
                                       const std::array<float, 3>& fill = {});

} // namespace maquette::edit::fit
