// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/ColorForm.h"

#include "edit/families/ColorTones.h"
#include "edit/fit/Fields.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace maquette::edit {

namespace {

using Kind = ColorForm::Kind;
using namespace tones;

struct FormRow {
    Kind kind;
    const char* name;
    std::size_t values;
    double low;
    double high;
    double price;
};
constexpr FormRow rows[] = {
    {Kind::General, "general", 0, 0, 0, 0.6},
    {Kind::Exposure, "exposure", 1, -8, 8, 0.15},
    {Kind::LinearExposure, "linear-exposure", 1, -12, 12, 0.2},
    {Kind::Gamma, "gamma", 1, 0.02, 50, 0.2},
    {Kind::Contrast, "contrast", 2, -20, 20, 0.35},
    {Kind::Saturation, "saturation", 2, -20, 20, 0.3},
    {Kind::Gains, "gains", 3, -8, 8, 0.45},
    {Kind::Invert, "invert", 0, 0, 0, 0.1},
    {Kind::Swap, "swap", 1, 0, 26, 0.1},
    {Kind::Sepia, "sepia", 1, -4, 4, 0.25},
    {Kind::Power, "power", 9, -50, 50, 0.8},
};

const FormRow& row(Kind kind)
{
    return *std::find_if(std::begin(rows), std::end(rows), [kind](const FormRow& r) { return r.kind == kind; });
}

/// Knots lie on the values of 8 bits and three between, so that a steep start is exact there.
constexpr int tableKnots = 4 * 255 + 1;

std::vector<float> tabulate(const std::function<double(double)>& function)
{
    std::vector<float> table(tableKnots);
    for (int i = 0; i < tableKnots; ++i)
        table[i] = static_cast<float>(function(i / (tableKnots - 1.0)));
    return table;
}

} // namespace

const char* colorFormName(Kind kind) { return row(kind).name; }

double colorFormPrice(Kind kind) { return row(kind).price; }

bool colorFormBent(ColorForm::Kind kind)
{
    using Kind = ColorForm::Kind;
    return kind == Kind::Gamma || kind == Kind::LinearExposure || kind == Kind::Power;
}

bool colorFormInRange(const ColorForm& form)
{
    const FormRow& range = row(form.kind);
    return form.values.size() == range.values && std::all_of(form.values.begin(), form.values.end(), [&](double value) {
               return std::isfinite(value) && value >= range.low && value <= range.high;
           });
}

base::Result<ColorForm> colorFormFromJson(const base::Json& json)
{
    fit::Fields fields(json);
    std::vector<std::string> names;
    for (const FormRow& r : rows)
        names.emplace_back(r.name);
    const std::string name = fields.choice("form", names);
    const FormRow& found
        = *std::find_if(std::begin(rows), std::end(rows), [&](const auto& r) { return name == r.name; });
    ColorForm form{found.kind, {}};
    if (found.values > 0 && fields.check().ok()) {
        (void)fields.reals("values", found.values, found.values, found.low, found.high);
        if (fields.check().ok())
            for (const auto& value : json["values"])
                form.values.push_back(value.get<double>());
    }
    if (form.kind == Kind::Saturation && fields.check().ok() && form.values[1] != 0 && form.values[1] != 1
        && form.values[1] != 2)
        fields.refuse("values");
    if (const auto fine = fields.check(); !fine.ok())
        return fine.error();
    return form;
}

ColorMap colorFormMap(const ColorForm& form)
{
    ColorMap map;
    const auto& v = form.values;
    const auto setGain = [&map](int c, double value) { map.matrix[c][c + 1] = value; };
    switch (form.kind) {
    case Kind::General:
        break;
    case Kind::Exposure:
        for (int c = 0; c < 3; ++c)
            setGain(c, std::exp2(v[0]));
        break;
    case Kind::LinearExposure:
        for (auto& curve : map.before)
            curve = tabulate([&](double x) { return std::min(4.0, encode(decode(x) * std::exp2(v[0]))); });
        break;
    case Kind::Gamma:
        for (auto& curve : map.before)
            curve = tabulate([&](double x) { return power(x, v[0]); });
        break;
    case Kind::Contrast:
        for (int c = 0; c < 3; ++c) {
            setGain(c, v[0]);
            map.matrix[c][0] = 0.5 - 0.5 * v[0] + v[1];
        }
        break;
    case Kind::Saturation:
        for (int c = 0; c < 3; ++c)
            for (int k = 0; k < 3; ++k)
                map.matrix[c][k + 1] = (1 - v[0]) * lumas[static_cast<int>(v[1])][k] + (c == k ? v[0] : 0);
        break;
    case Kind::Gains:
        // Inverse of: all = (r + g + b) / 3, warmth = (r - b) / 2, green = g - (r + b) / 2, in powers of two.
        setGain(0, std::exp2(v[0] - v[2] / 3 + v[1]));
        setGain(1, std::exp2(v[0] + 2 * v[2] / 3));
        setGain(2, std::exp2(v[0] - v[2] / 3 - v[1]));
        break;
    case Kind::Invert:
        for (int c = 0; c < 3; ++c) {
            setGain(c, -1);
            map.matrix[c][0] = 1;
        }
        break;
    case Kind::Swap: {
        const int code = static_cast<int>(v[0]);
        const int from[3] = {code / 9 % 3, code / 3 % 3, code % 3};
        for (int c = 0; c < 3; ++c)
            for (int k = 0; k < 3; ++k)
                map.matrix[c][k + 1] = from[c] == k ? 1 : 0;
        break;
    }
    case Kind::Sepia:
        for (int c = 0; c < 3; ++c)
            for (int k = 0; k < 3; ++k)
                map.matrix[c][k + 1] = v[0] * sepia[c][k] + (c == k ? 1 - v[0] : 0);
        break;
    case Kind::Power:
        for (int c = 0; c < 3; ++c)
            map.before[c] = tabulate(
                [&](double x) { return std::clamp(v[3 * c] + v[3 * c + 1] * power(x, v[3 * c + 2]), -8.0, 8.0); });
        break;
    }
    return map;
}

base::Message describeColorForm(const ColorForm& form)
{
    const auto& v = form.values;
    const auto percent = [](double value) { return base::number(100 * value, 0); };
    switch (form.kind) {
    case Kind::Exposure:
    case Kind::LinearExposure:
        return v[0] >= 0 ? base::Message{QT_TRANSLATE_NOOP("Engine", "Brighter by %1 EV"), {base::number(v[0], 2)}}
                         : base::Message{QT_TRANSLATE_NOOP("Engine", "Darker by %1 EV"), {base::number(-v[0], 2)}};
    case Kind::Gamma:
        return v[0] <= 1
            ? base::Message{QT_TRANSLATE_NOOP("Engine", "Midtones brighter (gamma %1)"), {base::number(v[0], 2)}}
            : base::Message{QT_TRANSLATE_NOOP("Engine", "Midtones darker (gamma %1)"), {base::number(v[0], 2)}};
    case Kind::Contrast:
        if (std::abs(v[0] - 1) < 0.01)
            return v[1] >= 0 ? base::Message{QT_TRANSLATE_NOOP("Engine", "Lighter by %1 %"), {percent(v[1])}}
                             : base::Message{QT_TRANSLATE_NOOP("Engine", "Darker by %1 %"), {percent(-v[1])}};
        return v[0] >= 1 ? base::Message{QT_TRANSLATE_NOOP("Engine", "Contrast raised by %1 %"), {percent(v[0] - 1)}}
                         : base::Message{QT_TRANSLATE_NOOP("Engine", "Contrast lowered by %1 %"), {percent(1 - v[0])}};
    case Kind::Saturation:
        if (v[0] == 0)
            return {QT_TRANSLATE_NOOP("Engine", "Turned to gray")};
        return v[0] >= 1 ? base::Message{QT_TRANSLATE_NOOP("Engine", "Colors stronger by %1 %"), {percent(v[0] - 1)}}
                         : base::Message{QT_TRANSLATE_NOOP("Engine", "Colors weaker by %1 %"), {percent(1 - v[0])}};
    case Kind::Gains:
        if (std::abs(v[1]) >= std::max(0.03, 0.5 * std::abs(v[2])))
            return v[1] >= 0 ? base::Message{QT_TRANSLATE_NOOP("Engine", "Warmer by %1 %"), {percent(v[1])}}
                             : base::Message{QT_TRANSLATE_NOOP("Engine", "Cooler by %1 %"), {percent(-v[1])}};
        return v[2] >= 0 ? base::Message{QT_TRANSLATE_NOOP("Engine", "Greener by %1 %"), {percent(v[2])}}
                         : base::Message{QT_TRANSLATE_NOOP("Engine", "More magenta by %1 %"), {percent(-v[2])}};
    case Kind::Invert:
        return {QT_TRANSLATE_NOOP("Engine", "Colors inverted")};
    case Kind::Swap:
        return {QT_TRANSLATE_NOOP("Engine", "Color channels swapped")};
    case Kind::Sepia:
        return {QT_TRANSLATE_NOOP("Engine", "Sepia tone at %1 %"), {percent(v[0])}};
    case Kind::Power:
        return {QT_TRANSLATE_NOOP("Engine", "Tone curve of each channel changed")};
    case Kind::General:
        break;
    }
    return {QT_TRANSLATE_NOOP("Engine", "Colors changed")};
}

} // namespace maquette::edit
