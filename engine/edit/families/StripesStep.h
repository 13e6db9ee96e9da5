// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edit/families/OverlayStep.h"

#include <array>
#include <cmath>

namespace maquette::edit::look {

/// Which way stripes are counted.
enum class Across { X, Y, Sum, Difference };

/// The place of a pixel when stripes are counted: x, y, x + y, or x + (height - 1 - y).
[[nodiscard]] inline int lineOf(Across across, int x, int y, int height)
{
    switch (across) {
    case Across::X:
        return x;
    case Across::Y:
        return y;
    case Across::Sum:
        return x + y;
    case Across::Difference:
        return x + height - 1 - y;
    }
    return x;
}

/// How many places there are.
[[nodiscard]] inline int linesIn(Across across, int width, int height)
{
    return across == Across::X ? width : (across == Across::Y ? height : width + height - 1);
}

/// Stripes counted one way. Lengths in one unit (pixels, or relative to the scale).
struct Comb {
    Across across = Across::X;
    double period = 1;
    double start = 0; ///< where a stripe begins
    double width = 0.5;

    /// Whether a line (its middle at line + 0.5) lies on a stripe; all lengths in pixels.
    [[nodiscard]] bool covers(int line) const
    {
        const double turn = (line + 0.5 - start) / period;
        return (turn - std::floor(turn)) * period < width;
    }
    [[nodiscard]] Comb scaled(double factor) const { return {across, period * factor, start * factor, width * factor}; }
};

/// One comb, or two that make a grid.
class StripesStep : public OverlayStep {
public:
    StripesStep(const Color& color, double opacity, std::vector<Comb> combs)
        : OverlayStep(color, opacity)
        , m_combs(std::move(combs))
    {
    }

    static base::Result<StepPtr> build(const base::Json& json);

    [[nodiscard]] std::string kind() const override { return "stripes"; }
    [[nodiscard]] base::Message describe() const override;
    [[nodiscard]] base::ParameterTable parameters() const override;
    [[nodiscard]] StepPtr adjusted(const base::ParameterValues& values) const override;
    [[nodiscard]] base::Json toJson() const override;

protected:
    [[nodiscard]] std::unique_ptr<Shape> shapeFor(int width, int height) const override;

private:
    std::vector<Comb> m_combs; ///< relative to the scale
};

} // namespace maquette::edit::look
