// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edit/Step.h"
#include "edit/families/StepTools.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace maquette::edit::look {

/// Which colors a selective change takes, softly: 0 not at all … 1 wholly.
struct ColorRange {
    enum class Kind { Hue, Luma, Near };
    Kind kind = Kind::Hue;
    bool inverse = false; ///< all but the range
    /// Hue: angle of (I, Q) in radians. Luma: the level of the border.
    double center = 0;
    /// Hue: cosine of the angle at which the range is half over. Near: radius in RGB at which it is half over.
    double border = 0.5;
    /// Steepness of the border; Luma: negative takes the dark side.
    double steepness = 14;
    /// Hue: chroma (length of (I, Q)) from which on a color counts fully; 0 takes grays as they come.
    double chroma = 0.12;
    Color color{}; ///< Near: its middle
};

/// Y, I, Q of a color (the matrix of the NTSC system with rounded rows, as editors of hue use it).
struct Yiq {
    float y, i, q;
};

[[nodiscard]] inline Yiq toYiq(float r, float g, float b)
{
    return {0.299F * r + 0.587F * g + 0.114F * b, 0.596F * r - 0.274F * g - 0.322F * b,
            0.211F * r - 0.523F * g + 0.312F * b};
}

/// exp(x) within 2e-6 relative, x limited to [-80, 80]; vectorizes where std::exp does not.
[[nodiscard]] inline float quickExp(float x)
{
    x = x < -80.0F ? -80.0F : (x > 80.0F ? 80.0F : x);
    const float t = x * 1.44269504F;
    const float whole = static_cast<float>(static_cast<int>(t + (t < 0 ? -0.5F : 0.5F)));
    const float f = (t - whole) * 0.69314718F;
    const float p = 1 + f * (1 + f * (0.5F + f * (0.166666667F + f * (0.0416666667F + f * 0.00833333F))));
    union {
        std::int32_t bits;
        float value;
    } power;
    power.bits = (static_cast<std::int32_t>(whole) + 127) << 23;
    return p * power.value;
}

[[nodiscard]] inline float quickSigmoid(float x) { return 1 / (1 + quickExp(-x)); }

/// A ColorRange prepared for many pixels.
struct RangeWeight {
    explicit RangeWeight(const ColorRange& range)
        : kind(range.kind)
        , inverse(range.inverse)
        , cosine(static_cast<float>(std::cos(range.center)))
        , sine(static_cast<float>(std::sin(range.center)))
        , center(static_cast<float>(range.center))
        , border(static_cast<float>(range.border))
        , steepness(static_cast<float>(range.steepness))
        , perChroma(range.chroma > 1e-4 ? static_cast<float>(1 / range.chroma) : 0)
        , color{static_cast<float>(range.color[0]), static_cast<float>(range.color[1]),
                static_cast<float>(range.color[2])}
    {
    }

    [[nodiscard]] float at(float r, float g, float b, const Yiq& yiq) const
    {
        float w = 0;
        if (kind == Kind::Hue) {
            const float length = std::sqrt(yiq.i * yiq.i + yiq.q * yiq.q);
            // A gray has the hue 0 by convention (atan2(0, 0)); without it a splash would treat grays at random.
            const float turn = length > 1e-6F ? (yiq.i * cosine + yiq.q * sine) / length : cosine;
            w = quickSigmoid((turn - border) * steepness);
            if (perChroma > 0)
                w *= std::min(1.0F, length * perChroma);
        } else if (kind == Kind::Luma) {
            w = quickSigmoid((yiq.y - center) * steepness);
        } else {
            const float x = r - color[0];
            const float y = g - color[1];
            const float z = b - color[2];
            w = quickSigmoid((border - std::sqrt(x * x + y * y + z * z)) * steepness);
        }
        return inverse ? 1 - w : w;
    }

    using Kind = ColorRange::Kind;
    Kind kind;
    bool inverse;
    float cosine, sine, center, border, steepness, perChroma;
    std::array<float, 3> color;
};

/// What happens to a color taken wholly: chroma (I, Q as a complex number) times (1 + turnReal + i turnImaginary),
/// luma times (1 + gain), plus `shift`.
struct ColorMove {
    static constexpr int unknowns = 6;
    double turnReal = 0;
    double turnImaginary = 0;
    double gain = 0;
    Color shift{};

    [[nodiscard]] std::array<double, unknowns> values() const
    {
        return {turnReal, turnImaginary, shift[0], shift[1], shift[2], gain};
    }
    static ColorMove of(const std::array<double, unknowns>& v) { return {v[0], v[1], v[5], {v[2], v[3], v[4]}}; }
};

/// The part of channel `c` that each unknown of a ColorMove adds per unit of weight.
[[nodiscard]] inline std::array<float, ColorMove::unknowns> moveTerms(int c, float value, const Yiq& yiq)
{
    // Columns of the inverse YIQ matrix: R = Y + 0.9562 I + 0.6214 Q and so on.
    static constexpr float fromI[3] = {0.9561707F, -0.2726886F, -1.1037441F};
    static constexpr float fromQ[3] = {0.6214326F, -0.6468132F, 1.7006231F};
    return {value - yiq.y,        fromQ[c] * yiq.i - fromI[c] * yiq.q,
            c == 0 ? 1.0F : 0.0F, c == 1 ? 1.0F : 0.0F,
            c == 2 ? 1.0F : 0.0F, yiq.y};
}

/// A soft range of colors and what happens to it. Pointwise.
class SelectiveStep : public Step {
public:
    SelectiveStep(const ColorRange& range, const ColorMove& move)
        : m_range(range)
        , m_move(move)
    {
    }

    static base::Result<StepPtr> build(const base::Json& json);

    [[nodiscard]] std::string kind() const override { return "selective"; }
    [[nodiscard]] base::Message describe() const override;
    [[nodiscard]] base::ParameterTable parameters() const override;
    [[nodiscard]] StepPtr adjusted(const base::ParameterValues& values) const override;
    [[nodiscard]] imaging::Image apply(const imaging::Image& image) const override;
    [[nodiscard]] base::Json toJson() const override;
    [[nodiscard]] bool pointwise() const override { return true; }

    [[nodiscard]] const ColorRange& range() const { return m_range; }
    [[nodiscard]] const ColorMove& move() const { return m_move; }

private:
    ColorRange m_range;
    ColorMove m_move;
};

} // namespace maquette::edit::look
