// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/ColorForm.h"

#include "edit/fit/Fields.h"
#include "edit/fit/LeastSquares.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace maquette::edit {

namespace {

using Kind = ColorForm::Kind;
using Weights = std::array<std::vector<float>, 3>;

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

constexpr double lumas[3][3] = {{0.299, 0.587, 0.114}, {0.2126, 0.7152, 0.0722}, {1.0 / 3, 1.0 / 3, 1.0 / 3}};
constexpr double sepia[3][3] = {{0.393, 0.769, 0.189}, {0.349, 0.686, 0.168}, {0.272, 0.534, 0.131}};

/// Knots lie on the values of 8 bits and three between, so that a steep start is exact there.
constexpr int tableKnots = 4 * 255 + 1;

double decode(double v) { return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); }
double encode(double v) { return v <= 0.0031308 ? v * 12.92 : 1.055 * std::pow(v, 1 / 2.4) - 0.055; }

std::vector<float> tabulate(const std::function<double(double)>& function)
{
    std::vector<float> table(tableKnots);
    for (int i = 0; i < tableKnots; ++i)
        table[i] = static_cast<float>(function(i / (tableKnots - 1.0)));
    return table;
}

double power(double x, double exponent) { return x <= 0 ? (exponent == 0 ? 1 : 0) : std::pow(x, exponent); }

/// Gauss and Newton on one channel or on all three alike: y = model(x, p). Few samples are enough for few numbers.
void refine(const std::function<double(double, const double*)>& model, std::vector<double>& p,
            const fit::Samples& samples, const Weights& weights, int firstChannel, int lastChannel)
{
    const std::size_t n = p.size();
    const std::size_t stride = std::max<std::size_t>(1, samples.count * (lastChannel - firstChannel + 1) / 400);
    const auto error = [&](const std::vector<double>& q) {
        double sum = 0;
        for (int c = firstChannel; c <= lastChannel; ++c)
            for (std::size_t i = 0; i < samples.count; i += stride) {
                const double d = model(samples.source[c][i], q.data()) - samples.target[c][i];
                sum += weights[c][i] * d * d;
            }
        return sum;
    };
    double current = error(p);
    double damping = 1e-4;
    for (int round = 0; round < 6; ++round) {
        std::vector<double> gram(n * n);
        std::vector<double> right(n);
        std::vector<double> slope(n);
        double mass = 1e-9;
        for (int c = firstChannel; c <= lastChannel; ++c)
            for (std::size_t i = 0; i < samples.count; i += stride) {
                const double w = weights[c][i];
                if (w <= 0)
                    continue;
                const double x = samples.source[c][i];
                const double value = model(x, p.data());
                std::vector<double>& moved = p;
                for (std::size_t k = 0; k < n; ++k) {
                    const double kept = moved[k];
                    moved[k] = kept + 1e-4;
                    slope[k] = (model(x, moved.data()) - value) * 1e4;
                    moved[k] = kept;
                }
                for (std::size_t k = 0; k < n; ++k) {
                    right[k] += w * slope[k] * (samples.target[c][i] - value);
                    for (std::size_t l = 0; l < n; ++l)
                        gram[k * n + l] += w * slope[k] * slope[l];
                }
                mass += w;
            }
        for (double& value : gram)
            value /= mass;
        for (double& value : right)
            value /= mass;
        std::vector<double> change(n);
        const std::vector<double> ridges(n, damping * 1e-2 + 1e-9);
        if (!fit::solveRidge(gram, right, ridges, {}, change))
            return;
        std::vector<double> next = p;
        for (std::size_t k = 0; k < n; ++k)
            next[k] += change[k];
        const double nextError = error(next);
        if (!(nextError < current)) {
            damping *= 100;
            if (damping > 1e4)
                return;
            continue;
        }
        const bool settled = nextError > current * (1 - 1e-6);
        p = std::move(next);
        current = nextError;
        if (settled)
            return;
    }
}

/// Best gain of y on x over the channels first … last.
double gain(const fit::Samples& samples, const Weights& weights, int first, int last)
{
    double xy = 0;
    double xx = 1e-9;
    for (int c = first; c <= last; ++c) {
        xy += fit::weightedDot(weights[c].data(), samples.source[c].data(), samples.target[c].data(), samples.count);
        xx += fit::weightedDot(weights[c].data(), samples.source[c].data(), samples.source[c].data(), samples.count);
    }
    return xy / xx;
}

double startGamma(const fit::Samples& samples, const Weights& weights, int first, int last)
{
    double cross = 0;
    double squares = 1e-9;
    for (int c = first; c <= last; ++c)
        for (std::size_t i = 0; i < samples.count; i += 8)
            if (samples.source[c][i] > 0.02F && samples.target[c][i] > 0.02F && samples.source[c][i] < 0.98F) {
                const double lx = std::log(samples.source[c][i]);
                cross += weights[c][i] * lx * std::log(samples.target[c][i]);
                squares += weights[c][i] * lx * lx;
            }
    return std::clamp(cross / squares, 0.1, 8.0);
}

void fitLinearForms(const fit::Samples& samples, const Weights& weights, std::vector<ColorForm>& forms)
{
    const std::size_t n = samples.count;
    const double all = gain(samples, weights, 0, 2);
    if (all > 0.01)
        forms.push_back({Kind::Exposure, {std::log2(all)}});
    std::array<double, 3> gains{};
    bool positive = true;
    for (int c = 0; c < 3; ++c) {
        gains[c] = gain(samples, weights, c, c);
        positive = positive && gains[c] > 0.01;
    }
    if (positive) {
        const double r = std::log2(gains[0]);
        const double g = std::log2(gains[1]);
        const double b = std::log2(gains[2]);
        forms.push_back({Kind::Gains, {(r + g + b) / 3, (r - b) / 2, g - (r + b) / 2}});
    }
    double w = 1e-9;
    double x = 0;
    double y = 0;
    double xx = 0;
    double xy = 0;
    for (int c = 0; c < 3; ++c)
        for (std::size_t i = 0; i < n; ++i) {
            const double k = weights[c][i];
            const double s = samples.source[c][i] - 0.5;
            const double t = samples.target[c][i] - 0.5;
            w += k;
            x += k * s;
            y += k * t;
            xx += k * s * s;
            xy += k * s * t;
        }
    const double spread = xx - x * x / w;
    if (spread > 1e-6 * w) {
        const double a = (xy - x * y / w) / spread;
        forms.push_back({Kind::Contrast, {a, (y - a * x) / w}});
        const double centered = xy / xx; // through the middle, no brightness
        forms.push_back({Kind::Contrast, {centered, 0}});
    }
    forms.push_back({Kind::Invert, {}});
}

void fitMixedForms(const fit::Samples& samples, const Weights& weights, std::vector<ColorForm>& forms)
{
    const std::size_t n = samples.count;
    for (int kind = 0; kind < 3; ++kind) {
        double up = 0;
        double down = 1e-9;
        for (std::size_t i = 0; i < n; ++i) {
            double luma = 0;
            for (int c = 0; c < 3; ++c)
                luma += lumas[kind][c] * samples.source[c][i];
            for (int c = 0; c < 3; ++c) {
                const double d = samples.source[c][i] - luma;
                up += weights[c][i] * d * (samples.target[c][i] - luma);
                down += weights[c][i] * d * d;
            }
        }
        if (down > 1e-6 * static_cast<double>(n)) {
            double s = up / down;
            if (std::abs(s) < 0.01)
                s = 0;
            forms.push_back({Kind::Saturation, {s, static_cast<double>(kind)}});
        }
    }
    double up = 0;
    double down = 1e-9;
    std::array<std::array<double, 3>, 3> distance{};
    for (std::size_t i = 0; i < n; ++i)
        for (int c = 0; c < 3; ++c) {
            double toned = 0;
            for (int k = 0; k < 3; ++k)
                toned += sepia[c][k] * samples.source[k][i];
            const double d = toned - samples.source[c][i];
            const double change = samples.target[c][i] - samples.source[c][i];
            up += weights[c][i] * d * change;
            down += weights[c][i] * d * d;
            for (int k = 0; k < 3; ++k) {
                const double e = samples.target[c][i] - samples.source[k][i];
                distance[c][k] += weights[c][i] * e * e;
            }
        }
    forms.push_back({Kind::Sepia, {up / down}});
    int code = 0;
    bool identity = true;
    for (int c = 0; c < 3; ++c) {
        const int from
            = static_cast<int>(std::min_element(distance[c].begin(), distance[c].end()) - distance[c].begin());
        identity = identity && from == c;
        code = code * 3 + from;
    }
    if (!identity)
        forms.push_back({Kind::Swap, {static_cast<double>(code)}});
}

void fitCurvedForms(const fit::Samples& samples, const Weights& weights, std::vector<ColorForm>& forms)
{
    std::vector<double> gamma{startGamma(samples, weights, 0, 2)};
    refine([](double x, const double* p) { return power(x, p[0]); }, gamma, samples, weights, 0, 2);
    forms.push_back({Kind::Gamma, gamma});
    std::vector<double> exposure{2.2 * std::log2(std::max(0.02, gain(samples, weights, 0, 2)))};
    refine([](double x, const double* p) { return encode(decode(x) * std::exp2(p[0])); }, exposure, samples, weights, 0,
           2);
    forms.push_back({Kind::LinearExposure, exposure});
    ColorForm curves{Kind::Power, {}};
    for (int c = 0; c < 3; ++c) {
        std::vector<double> p{0, 1, startGamma(samples, weights, c, c)};
        refine([](double x, const double* q) { return q[0] + q[1] * power(x, q[2]); }, p, samples, weights, c, c);
        curves.values.insert(curves.values.end(), p.begin(), p.end());
    }
    forms.push_back(std::move(curves));
}

} // namespace

const char* colorFormName(Kind kind) { return row(kind).name; }

double colorFormPrice(Kind kind) { return row(kind).price; }

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

std::vector<ColorForm> fitColorForms(const fit::Samples& samples, const Weights& weights, bool bent)
{
    std::vector<ColorForm> forms;
    if (samples.count == 0)
        return forms;
    if (bent) {
        fitCurvedForms(samples, weights, forms);
    } else {
        fitLinearForms(samples, weights, forms);
        fitMixedForms(samples, weights, forms);
    }
    // What a stored explanation could not hold is no candidate.
    std::erase_if(forms, [](const ColorForm& form) {
        return std::any_of(form.values.begin(), form.values.end(), [&](double value) {
            return !std::isfinite(value) || value < row(form.kind).low || value > row(form.kind).high;
        });
    });
    return forms;
}

} // namespace maquette::edit
