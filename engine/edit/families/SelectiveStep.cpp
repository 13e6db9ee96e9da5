// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/SelectiveStep.h"

#include "base/Simd.h"

#include <complex>
#include <numbers>

namespace maquette::edit::look {

namespace {

constexpr double pi = std::numbers::pi;

const std::vector<const char*>& kindNames()
{
    static const std::vector<const char*> names{"hue", "luma", "near"};
    return names;
}

/// The name of a range of hues; the angle is that of (I, Q), where red lies near 20° and blue near 225°.
base::Message hueName(double angle)
{
    // A bright color of that hue, named like any other.
    const double i = 0.3 * std::cos(angle);
    const double q = 0.3 * std::sin(angle);
    const Color color{std::clamp(0.5 + 0.9562 * i + 0.6214 * q, 0.0, 1.0),
                      std::clamp(0.5 - 0.2727 * i - 0.6468 * q, 0.0, 1.0),
                      std::clamp(0.5 - 1.1037 * i + 1.7006 * q, 0.0, 1.0)};
    return colorName(color);
}

struct Prepared {
    std::array<float, ColorMove::unknowns> move;
};

MAQUETTE_SIMD void changeRow(const RangeWeight& weight, const Prepared& prepared, const float* const in[3],
                             float* const out[3], int width)
{
    const auto& m = prepared.move;
    for (int x = 0; x < width; ++x) {
        const float rgb[3] = {in[0][x], in[1][x], in[2][x]};
        const Yiq yiq = toYiq(rgb[0], rgb[1], rgb[2]);
        const float w = weight.at(rgb[0], rgb[1], rgb[2], yiq);
        for (int c = 0; c < 3; ++c) {
            const auto t = moveTerms(c, rgb[c], yiq);
            out[c][x] = rgb[c] + w * (m[0] * t[0] + m[1] * t[1] + m[2 + c] + m[5] * t[5]);
        }
    }
}

std::complex<double> factorOf(const ColorMove& move) { return {1 + move.turnReal, move.turnImaginary}; }

base::Message rangeSentence(const ColorRange& range, const ColorMove& move)
{
    const std::complex<double> factor = factorOf(move);
    const bool shifted = std::abs(move.shift[0]) + std::abs(move.shift[1]) + std::abs(move.shift[2]) > 0.06;
    const std::string name = hueName(range.center).english();
    if (range.inverse) {
        if (std::abs(factor) < 0.15)
            return {QT_TRANSLATE_NOOP("Engine", "All but %1 turned gray"), {name}};
        return {QT_TRANSLATE_NOOP("Engine", "All but %1 recolored"), {name}};
    }
    if (std::abs(factor) < 0.15 && !shifted)
        return {QT_TRANSLATE_NOOP("Engine", "Colors near %1 turned gray"), {name}};
    const double turn = std::arg(factor) * 180 / pi;
    if (!shifted && std::abs(turn) > 8)
        return {QT_TRANSLATE_NOOP("Engine", "Colors near %1 turned in hue by %2°"), {name, base::number(turn, 0)}};
    if (!shifted)
        return {QT_TRANSLATE_NOOP("Engine", "Colors near %1 at %2 % saturation"),
                {name, base::number(std::abs(factor) * 100, 0)}};
    return {QT_TRANSLATE_NOOP("Engine", "Colors near %1 recolored"), {name}};
}

} // namespace

base::Message SelectiveStep::describe() const
{
    if (m_range.kind == ColorRange::Kind::Hue)
        return rangeSentence(m_range, m_move);
    if (m_range.kind == ColorRange::Kind::Luma) {
        const double share = std::clamp(-m_move.gain, 0.05, 1.0);
        const Color tint{m_move.shift[0] / share, m_move.shift[1] / share, m_move.shift[2] / share};
        if ((m_range.steepness > 0) != m_range.inverse)
            return {QT_TRANSLATE_NOOP("Engine", "Bright parts tinted %1"), {colorName(tint).english()}};
        return {QT_TRANSLATE_NOOP("Engine", "Dark parts tinted %1"), {colorName(tint).english()}};
    }
    const Color& from = m_range.color;
    Color to{};
    const Yiq yiq = toYiq(static_cast<float>(from[0]), static_cast<float>(from[1]), static_cast<float>(from[2]));
    const auto move = m_move.values();
    for (int c = 0; c < 3; ++c) {
        to[c] = from[c];
        const auto terms = moveTerms(c, static_cast<float>(from[c]), yiq);
        for (int k = 0; k < ColorMove::unknowns; ++k)
            to[c] += move[k] * terms[k];
        to[c] = std::clamp(to[c], 0.0, 1.0);
    }
    return {QT_TRANSLATE_NOOP("Engine", "Colors like %1 changed to %2"),
            {colorName(from).english(), colorName(to).english()}};
}

base::ParameterTable SelectiveStep::parameters() const
{
    base::ParameterTable table{
        slider("amount", {QT_TRANSLATE_NOOP("Engine", "Amount")},
               {QT_TRANSLATE_NOOP("Engine", "How far the colors are changed; 100 % as in the example.")}, 100, 0, 200,
               1, "%")};
    if (m_range.kind == ColorRange::Kind::Hue) {
        table.push_back(slider("turn", {QT_TRANSLATE_NOOP("Engine", "Turn")},
                               {QT_TRANSLATE_NOOP("Engine", "Turns the hue of the changed colors further.")}, 0, -180,
                               180, 1, "°"));
        table.push_back(slider("hue", {QT_TRANSLATE_NOOP("Engine", "Hue of the range")},
                               {QT_TRANSLATE_NOOP("Engine", "Moves the range of hues that is changed.")}, 0, -180, 180,
                               1, "°"));
        table.push_back(slider("width", {QT_TRANSLATE_NOOP("Engine", "Width of the range")},
                               {QT_TRANSLATE_NOOP("Engine", "Half the width of the range of hues.")},
                               std::acos(std::clamp(m_range.border, -1.0, 1.0)) * 180 / pi, 0, 180, 1, "°"));
    } else if (m_range.kind == ColorRange::Kind::Luma) {
        table.push_back(slider("level", {QT_TRANSLATE_NOOP("Engine", "Level")},
                               {QT_TRANSLATE_NOOP("Engine", "The brightness where the change is half over.")},
                               m_range.center, -0.5, 1.5, 0.01));
    } else {
        table.push_back(slider("radius", {QT_TRANSLATE_NOOP("Engine", "Radius")},
                               {QT_TRANSLATE_NOOP("Engine", "How different a color may be and still change.")},
                               m_range.border, 0, 1.8, 0.01));
    }
    return table;
}

StepPtr SelectiveStep::adjusted(const base::ParameterValues& values) const
{
    ColorRange range = m_range;
    ColorMove move = m_move;
    if (range.kind == ColorRange::Kind::Hue) {
        const double turn = values.real("turn");
        if (turn != 0) {
            const std::complex<double> factor = factorOf(move) * std::polar(1.0, turn * pi / 180);
            move.turnReal = factor.real() - 1;
            move.turnImaginary = factor.imag();
        }
        range.center = std::remainder(range.center + values.real("hue") * pi / 180, 2 * pi);
        if (values.real("width") != std::get<double>(parameters()[3].defaultValue))
            range.border = std::cos(values.real("width") * pi / 180);
    } else if (range.kind == ColorRange::Kind::Luma) {
        range.center = values.real("level");
    } else {
        range.border = values.real("radius");
    }
    const double amount = values.real("amount") / 100;
    auto scaled = move.values();
    for (double& v : scaled)
        v *= amount;
    return std::make_shared<SelectiveStep>(range, ColorMove::of(scaled));
}

imaging::Image SelectiveStep::apply(const imaging::Image& image) const
{
    imaging::Image result(image.width, image.height);
    const RangeWeight weight(m_range);
    Prepared prepared{};
    const auto move = m_move.values();
    for (int k = 0; k < ColorMove::unknowns; ++k)
        prepared.move[k] = static_cast<float>(move[k]);
    forRows(image, [&](int begin, int end) {
        for (int y = begin; y < end; ++y) {
            const float* const in[3] = {image.row(0, y), image.row(1, y), image.row(2, y)};
            float* const out[3] = {result.row(0, y), result.row(1, y), result.row(2, y)};
            changeRow(weight, prepared, in, out, image.width);
        }
    });
    return result;
}

base::Json SelectiveStep::toJson() const
{
    base::Json json{{"kind", kind()},
                    {"range", kindNames()[static_cast<std::size_t>(m_range.kind)]},
                    {"inverse", m_range.inverse},
                    {"center", m_range.center},
                    {"border", m_range.border},
                    {"steepness", m_range.steepness},
                    {"chroma", m_range.chroma},
                    {"color", m_range.color}};
    json["move"] = m_move.values();
    return json;
}

base::Result<StepPtr> SelectiveStep::build(const base::Json& json)
{
    fit::Fields reader(json);
    ColorRange range;
    range.kind = static_cast<ColorRange::Kind>(reader.place("range", kindNames()));
    range.inverse = reader.boolean("inverse");
    range.center = reader.real("center", -100, 100);
    range.border = reader.real("border", -100, 100);
    range.steepness = reader.real("steepness", -10000, 10000);
    range.chroma = reader.real("chroma", 0, 10);
    range.color = reader.color("color", -10, 10);
    const std::vector<double> values = reader.reals("move", ColorMove::unknowns, -100, 100);
    if (!reader.ok())
        return reader.error();
    std::array<double, ColorMove::unknowns> move{};
    std::copy(values.begin(), values.end(), move.begin());
    return StepPtr(std::make_shared<SelectiveStep>(range, ColorMove::of(move)));
}

} // namespace maquette::edit::look
