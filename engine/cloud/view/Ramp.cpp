// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/view/Ramp.h"

#include "cloud/view/PointSet.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace maquette::cloud {

namespace {

/// sRGB, not yet clamped to 0 … 1, of a lightness, a chroma and a hue in degrees.
std::array<double, 3> fromOklch(double lightness, double chroma, double hue)
{
    const double a = chroma * std::cos(hue * std::numbers::pi / 180);
    const double b = chroma * std::sin(hue * std::numbers::pi / 180);
    const auto cube = [](double value) { return value * value * value; };
    const double l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
    const double m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
    const double s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
    const auto coded
        = [](double value) { return value <= 0.0031308 ? 12.92 * value : 1.055 * std::pow(value, 1 / 2.4) - 0.055; };
    return {coded(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
            coded(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
            coded(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s)};
}

Rgb rampColor(double t)
{
    const double lightness = 0.26 + 0.66 * t;
    const double hue = 300 - 195 * t;
    // As colorful as the screen can show there, up to what stays calm.
    double chroma = 0.15;
    std::array<double, 3> color = fromOklch(lightness, chroma, hue);
    const auto outside = [&] {
        return std::any_of(color.begin(), color.end(), [](double each) { return !(each >= 0 && each <= 1); });
    };
    for (; chroma > 0 && outside(); chroma -= 0.002)
        color = fromOklch(lightness, chroma, hue);
    Rgb result;
    for (int i = 0; i < 3; ++i)
        result[i] = static_cast<std::uint8_t>(std::lround(255 * std::clamp(color[i], 0.0, 1.0)));
    return result;
}

} // namespace

const std::array<Rgb, 256>& rampPalette()
{
    static const auto palette = [] {
        std::array<Rgb, 256> colors;
        for (int i = 0; i < noValueIndex; ++i)
            colors[i] = rampColor(i / (noValueIndex - 1.0));
        colors[noValueIndex] = otherColor;
        return colors;
    }();
    return palette;
}

} // namespace maquette::cloud
