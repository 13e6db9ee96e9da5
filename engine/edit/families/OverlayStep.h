// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edit/Step.h"
#include "edit/families/StepTools.h"

#include <memory>
#include <vector>

namespace maquette::edit::look {

/// Something of one color laid over a picture wherever the picture is; a shape says where, for a size.
class OverlayStep : public Step {
public:
    OverlayStep(const Color& color, double opacity)
        : m_color(color)
        , m_opacity(opacity)
    {
    }

    [[nodiscard]] imaging::Image apply(const imaging::Image& image) const override;
    [[nodiscard]] bool peel(imaging::Image& target, std::vector<float>& weights) const override;

    [[nodiscard]] const Color& color() const { return m_color; }
    [[nodiscard]] double opacity() const { return m_opacity; }

protected:
    /// The shape for pictures of a size: row(y, out) writes the coverage 0 … 1 of each pixel of a row; called from
    /// several threads.
    class Shape {
    public:
        virtual ~Shape() = default;
        virtual void row(int y, float* out) const = 0;
    };
    [[nodiscard]] virtual std::unique_ptr<Shape> shapeFor(int width, int height) const = 0;

    /// "opacity" and the channels of the color; shared by all overlays.
    [[nodiscard]] base::ParameterTable colorParameters() const;
    void readColor(const base::ParameterValues& values, Color& color, double& opacity) const;

private:
    Color m_color;
    double m_opacity;
};

/// Takes `opacity` of `color` off `value`; exact up to rounding where opacity is below 1.
[[nodiscard]] inline float uncovered(float value, float color, float opacity)
{
    return clampUnit((value - opacity * color) / (1 - opacity));
}

/// How much is known beneath an overlay of some opacity, from how rounding errors grow when it is taken off.
[[nodiscard]] inline float knownBeneath(float opacity) { return opacity > 0.9F ? 0 : (1 - opacity) * (1 - opacity); }

} // namespace maquette::edit::look
