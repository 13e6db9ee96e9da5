// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edit/families/FilterTools.h"

#include <vector>

namespace maquette::edit {

/// One value of a sparse kernel: weight of the sample at (x + dx, y + dy).
struct Tap {
    int dx = 0;
    int dy = 0;
    float weight = 0;
};
using Taps = std::vector<Tap>;

enum class BlurShape { Gaussian, Box, Disc };

/// Correlates a plane with a sparse kernel; beyond the border the plane is mirrored without repeating the border.
[[nodiscard]] Plane convolve(const Plane& plane, const Taps& taps);
/// The same with a row of weights along x and then along y (odd lengths, centered).
[[nodiscard]] Plane convolveSeparable(const Plane& plane, const std::vector<float>& alongX,
                                      const std::vector<float>& alongY);

/// Blurs a plane. `radius` in pixels: the standard deviation of a Gaussian (cut at three deviations), half the side
/// of a box beyond the center pixel (side 2 radius + 1), the radius of a disc. Radii that are large for the purpose run
/// on a reduced copy: the cost hardly grows with the radius, and the error stays under 1e-3.
[[nodiscard]] Plane blurPlane(const Plane& plane, BlurShape shape, double radius);
/// The three planes of a picture.
[[nodiscard]] imaging::Image blurImage(const imaging::Image& image, BlurShape shape, double radius);

/// A straight stroke of `length` pixels (≥ 1) at `degrees` against the x axis (clockwise, y down), with soft ends; a
/// whole odd length along an axis is the plain mean of so many pixels.
[[nodiscard]] Taps strokeTaps(double length, double degrees);

/// Runs a function of one plane on each channel.
template <class Function> imaging::Image mapPlanes(const imaging::Image& image, const Function& function)
{
    imaging::Image result(image.width, image.height);
    for (int c = 0; c < 3; ++c) {
        Plane plane(image.width, image.height);
        std::copy(image.plane(c), image.plane(c) + image.area(), plane.data.begin());
        const Plane changed = function(plane);
        std::copy(changed.data.begin(), changed.data.end(), result.plane(c));
    }
    return result;
}

} // namespace maquette::edit
