// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edit/families/PositionStep.h"
#include "edit/fit/AffineColor.h"
#include "edit/fit/Pixels.h"

#include <array>
#include <vector>

namespace maquette::edit {

/// The samples of an example and the colors beneath the field as assumed at the moment.
class FieldFit {
public:
    FieldFit(const FitContext& context, std::size_t limit)
        : m_width(context.source.width)
        , m_height(context.source.height)
        , m_samples(fit::drawSamples(context, 1, limit))
        , m_beneath(m_samples.source)
    {
    }

    [[nodiscard]] std::size_t count() const { return m_samples.count; }
    /// Fits profile or surface with the colors beneath free to change affinely in turn, or as they are.
    [[nodiscard]] bool fit(LightField& field, int knots, bool offsets, bool freeColor, int rounds);
    /// Mean squared error of the last fit on its samples.
    [[nodiscard]] double error(const LightField& field) const;
    /// How far the color change beneath is from none.
    [[nodiscard]] double colorDistance() const;
    /// Whether a coarse field explains anything that an affine color change does not.
    [[nodiscard]] bool promising();
    /// Angle along which the gain of a plane grows.
    [[nodiscard]] double planeAngle();

private:
    using Planes = std::array<std::vector<float>, 3>;

    [[nodiscard]] bool fitProfile(LightField& field, int knots, bool offsets) const;
    [[nodiscard]] bool fitSurface(LightField& field, bool offsets) const;
    void locate(const LightField& field);
    void evaluate(const LightField& field, Planes& gain, Planes& offset) const;
    void fitColor(const LightField& field);
    /// Moves a common gain from the field to the colors beneath.
    void normalize(LightField& field);

    int m_width;
    int m_height;
    fit::Samples m_samples;
    Planes m_beneath;
    fit::AffineColor m_color = fit::identityColor();
    std::vector<float> m_coordinate;
};

} // namespace maquette::edit
