// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imaging/Image.h"

#include <array>
#include <vector>

namespace maquette::edit::data {

/// Red, green and blue.
using Color = std::array<float, 3>;
/// Row r gives channel r of the result.
using ColorMatrix = std::array<std::array<float, 3>, 3>;

/// One plane of width * height values, row by row.
struct Plane {
    Plane() = default;
    Plane(int newWidth, int newHeight, float value = 0)
        : width(newWidth)
        , height(newHeight)
        , data(static_cast<std::size_t>(newWidth) * newHeight, value)
    {
    }

    int width = 0;
    int height = 0;
    std::vector<float> data;

    [[nodiscard]] float* row(int y) { return data.data() + static_cast<std::size_t>(y) * width; }
    [[nodiscard]] const float* row(int y) const { return data.data() + static_cast<std::size_t>(y) * width; }
};

/// 0.299 R + 0.587 G + 0.114 B.
[[nodiscard]] Plane lumaPlane(const imaging::Image& image);
/// The plane as the three equal channels of a picture.
[[nodiscard]] imaging::Image toGray(const Plane& plane);
void clampImage(imaging::Image& image);

/// Every pixel's color times the matrix.
[[nodiscard]] imaging::Image multiplied(const imaging::Image& image, const ColorMatrix& matrix);
/// Turns hue by the angle in radians in the chroma plane of YIQ; luma stays.
[[nodiscard]] ColorMatrix hueTurn(double angle);
/// The two chroma coordinates of YIQ of one color.
struct Chroma {
    float i;
    float q;
};
[[nodiscard]] inline Chroma chroma(float red, float green, float blue)
{
    return {0.596F * red - 0.274F * green - 0.322F * blue, 0.211F * red - 0.523F * green + 0.312F * blue};
}

/// base + weight * (over - base) at each pixel; `over` is one color.
void blend(imaging::Image& base, const Plane& weight, const Color& over);
/// The same toward another picture of the same size.
void blend(imaging::Image& base, const Plane& weight, const imaging::Image& over);

/// Gaussian of deviation `sigma` in pixels, cut at 3 sigma, borders mirrored about the outermost pixel.
[[nodiscard]] imaging::Image gaussianBlur(const imaging::Image& image, double sigma);
[[nodiscard]] Plane gaussianBlur(const Plane& plane, double sigma);
/// Mean of an odd number of pixels in a row or a column, borders mirrored.
[[nodiscard]] imaging::Image motionBlur(const imaging::Image& image, int length, bool horizontal);
/// Means of blocks of `size` x `size` pixels from the top left corner; blocks cut by the border are smaller.
[[nodiscard]] imaging::Image blockMeans(const imaging::Image& image, int size);

/// Sobel derivatives of a plane divided by 4 (a ramp of 1 a pixel gives 2), borders repeated.
struct Derivatives {
    Plane x;
    Plane y;
};
[[nodiscard]] Derivatives sobel(const Plane& plane);
/// Length of the derivative of luma, with 1e-8 under the root.
[[nodiscard]] Plane edgeStrength(const imaging::Image& image);

/// The eight flips and rotations: bit 2 of `turn` transposes, then bit 0 mirrors left to right, then bit 1 top to
/// bottom.
[[nodiscard]] imaging::Image turned(const imaging::Image& image, int turn);
[[nodiscard]] Plane turned(const Plane& plane, int turn);

} // namespace maquette::edit::data
