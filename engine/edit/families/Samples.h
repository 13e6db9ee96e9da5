// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edit/Family.h"
#include "edit/families/StepTools.h"

#include <array>
#include <vector>

namespace maquette::edit::look {

/// Pixels of an example picked for cheap tests: spread evenly, only where fitting is allowed and the target is known.
struct Samples {
    std::vector<int> column;
    std::vector<int> row;
    std::array<std::vector<float>, 3> before;
    std::array<std::vector<float>, 3> after;
    std::vector<float> luma; ///< of `before`

    [[nodiscard]] std::size_t size() const { return column.size(); }
    /// Mean squared difference of before and after, per channel sample.
    [[nodiscard]] double change() const;
    /// True when nearly all pixels of `after` have three equal channels.
    [[nodiscard]] bool grayAfter() const;
    void push(const FitContext& context, int x, int y);
};

/// At most `limit` pixels, the same for the same context. `kept` takes pixels kept for scoring too: for places of
/// borders, a handful of numbers that the checkerboard may hide (diagonals between its blocks), never for colors.
[[nodiscard]] Samples takeSamples(const FitContext& context, int limit, bool kept = false);

/// A smooth change of color fitted to samples: the identity when that explains most of them, else polynomials of the
/// channels. Used by overlays to see past a change of color beneath them.
struct ColorMap {
    static constexpr int terms = 10;

    bool identity = true;
    double error = 0; ///< root mean square over the samples that were kept
    std::array<std::array<float, terms>, 3> coefficients{};

    [[nodiscard]] std::array<float, 3> at(float red, float green, float blue) const
    {
        if (identity)
            return {red, green, blue};
        const float t[terms]
            = {1, red, green, blue, red * red, green * green, blue * blue, red * green, green * blue, blue * red};
        std::array<float, 3> result{};
        for (int c = 0; c < 3; ++c) {
            float sum = 0;
            for (int i = 0; i < terms; ++i)
                sum += coefficients[c][i] * t[i];
            result[c] = clampUnit(sum);
        }
        return result;
    }
    [[nodiscard]] std::array<float, 3> at(const Samples& samples, std::size_t i) const
    {
        return at(samples.before[0][i], samples.before[1][i], samples.before[2][i]);
    }
};

/// Fits a ColorMap to the samples where use[i] is set, leaving out the share `trim` (0 … 0.6) that fits worst.
[[nodiscard]] ColorMap fitColorMap(const Samples& samples, const std::vector<std::uint8_t>& use, double trim);

/// target = (1 - opacity) * beneath + opacity * color
struct Blend {
    double opacity = 0;
    Color color{};
    double error = 1; ///< root mean square per channel sample
    std::size_t count = 0;
};

/// Collects pixels (what is beneath, what is seen) and fits one Blend to them.
class BlendFit {
public:
    void add(const std::array<float, 3>& beneath, const std::array<float, 3>& seen);
    /// Opacity is limited to [0, 1] and set to 1 above 0.985; the color is limited to [0, 1].
    [[nodiscard]] Blend solve() const;
    /// Root mean square per channel sample that a given blend leaves.
    [[nodiscard]] double errorUnder(const Blend& blend) const
    {
        return m_count ? errorOf(blend.opacity, blend.color) : 0;
    }
    /// Root mean square per channel sample of seen - beneath.
    [[nodiscard]] double plainError() const;
    [[nodiscard]] std::size_t count() const { return m_count; }
    void add(const BlendFit& other);

private:
    [[nodiscard]] double errorOf(double opacity, const Color& color) const;

    std::size_t m_count = 0;
    double m_difference = 0;
    std::array<double, 3> m_x{}, m_y{}, m_xx{}, m_xy{}, m_yy{};
};

} // namespace maquette::edit::look
