// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edit/Step.h"

#include <array>
#include <vector>

namespace maquette::edit {

/// Gain and offset by place. A profile runs along one coordinate of the picture, a surface over both.
struct LightField {
    enum class Shape {
        Ellipse, ///< distance from the center, 1 in the corners of a centered field, stretched with the picture
        Circle, ///< the same in pixels, half the diagonal is 1
        Linear, ///< across the picture at an angle, 0 … 1
        Surface, ///< polynomial of both coordinates
    };
    Shape shape = Shape::Ellipse;
    double centerX = 0.5; ///< relative, Ellipse and Circle
    double centerY = 0.5;
    double angle = 0; ///< radians, Linear: direction of growing coordinate, in relative coordinates
    /// Profiles: knots spaced evenly over [0, reach] of the coordinate, the same gain for all channels.
    double reach = 1;
    std::vector<float> gain;
    /// Profiles: one curve a channel, or none.
    std::array<std::vector<float>, 3> offset;
    /// Surface: polynomials in (2x - 1, 2y - 1) with surfaceTerms(degree) terms, one a channel; offsets may be absent.
    int degree = 0;
    bool sharedGain = false; ///< while fitting: one gain for the three channels
    std::array<std::vector<float>, 3> gainSurface;
    std::array<std::vector<float>, 3> offsetSurface;
    // What the sliders change.
    double strength = 1; ///< of gain - 1 and of the offset
    double size = 1; ///< stretches the coordinate of a profile
};

[[nodiscard]] constexpr int surfaceTerms(int degree) { return (degree + 1) * (degree + 2) / 2; }

/// The coordinate of a profile at a relative place of a picture of the given size.
[[nodiscard]] float fieldCoordinate(const LightField& field, float x, float y, int width, int height);
/// Terms of a surface at a relative place, in the order of total degree.
void surfaceRow(int degree, float x, float y, float* terms);

/// The step of kind "position".
[[nodiscard]] StepPtr makePosition(const LightField& field);
[[nodiscard]] base::Result<StepPtr> positionFromJson(const base::Json& json);

} // namespace maquette::edit
