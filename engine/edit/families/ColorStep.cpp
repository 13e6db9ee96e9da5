// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/ColorStep.h"

#include "base/Simd.h"
#include "base/Threads.h"
#include "edit/fit/Fields.h"

#include <algorithm>
#include <cmath>

namespace maquette::edit {

namespace {

using imaging::Image;
using Kind = ColorForm::Kind;

/// The adjustment as one affine map on top of the blend with the old color.
struct Mixer {
    float amount = 1;
    float gain[3] = {1, 1, 1};
    float contrast = 1;
    float saturation = 1;
    bool neutral = true;
};

Mixer mixerOf(const ColorAdjustment& a)
{
    Mixer mixer;
    mixer.neutral = a == ColorAdjustment{};
    mixer.amount = static_cast<float>(a.amount);
    const double tones[3] = {1 + 0.3 * a.temperature, 1, 1 - 0.3 * a.temperature};
    for (int c = 0; c < 3; ++c)
        mixer.gain[c] = static_cast<float>(std::exp2(a.exposure) * tones[c]);
    mixer.contrast = static_cast<float>(a.contrast >= 0 ? 1 + 1.5 * a.contrast : 1 + a.contrast);
    mixer.saturation = static_cast<float>(1 + a.saturation);
    return mixer;
}

MAQUETTE_SIMD void mix(const Mixer& m, const float* r0, const float* g0, const float* b0, float* r, float* g, float* b,
                       std::size_t n)
{
    const Mixer k = m;
    for (std::size_t i = 0; i < n; ++i) {
        const float x = ((r0[i] + k.amount * (r[i] - r0[i])) * k.gain[0] - 0.5F) * k.contrast + 0.5F;
        const float y = ((g0[i] + k.amount * (g[i] - g0[i])) * k.gain[1] - 0.5F) * k.contrast + 0.5F;
        const float z = ((b0[i] + k.amount * (b[i] - b0[i])) * k.gain[2] - 0.5F) * k.contrast + 0.5F;
        const float luma = 0.299F * x + 0.587F * y + 0.114F * z;
        r[i] = std::min(std::max(luma + k.saturation * (x - luma), 0.0F), 1.0F);
        g[i] = std::min(std::max(luma + k.saturation * (y - luma), 0.0F), 1.0F);
        b[i] = std::min(std::max(luma + k.saturation * (z - luma), 0.0F), 1.0F);
    }
}

base::Parameter slider(const char* name, base::Message label, base::Message help, double value, double low, double high,
                       double step, const char* unit)
{
    base::Parameter parameter;
    parameter.name = name;
    parameter.label = std::move(label);
    parameter.help = std::move(help);
    parameter.minimum = std::min(low, value);
    parameter.maximum = std::max(high, value);
    parameter.defaultValue = value;
    parameter.step = step;
    parameter.unit = unit;
    return parameter;
}

/// The slider of a named form that stands for its first value; General has none.
bool formSlider(const ColorForm& form, base::Parameter& parameter)
{
    switch (form.kind) {
    case Kind::Exposure:
    case Kind::LinearExposure:
        parameter = slider("fitted-exposure", {QT_TRANSLATE_NOOP("Engine", "Brightness found")},
                           {QT_TRANSLATE_NOOP("Engine", "How much brighter the example became.")}, form.values[0], -4,
                           4, 0.05, "EV");
        return true;
    case Kind::Gamma:
        parameter = slider("fitted-gamma", {QT_TRANSLATE_NOOP("Engine", "Gamma")},
                           {QT_TRANSLATE_NOOP("Engine", "Below 1 lifts the midtones, above 1 lowers them.")},
                           form.values[0], 0.2, 5, 0.01, "");
        return true;
    case Kind::Contrast:
        parameter = slider("fitted-contrast", {QT_TRANSLATE_NOOP("Engine", "Contrast found")},
                           {QT_TRANSLATE_NOOP("Engine", "1 keeps the contrast.")}, form.values[0], 0, 3, 0.01, "");
        return true;
    case Kind::Saturation:
        parameter
            = slider("fitted-saturation", {QT_TRANSLATE_NOOP("Engine", "Saturation found")},
                     {QT_TRANSLATE_NOOP("Engine", "0 is gray, 1 keeps the colors.")}, form.values[0], 0, 3, 0.01, "");
        return true;
    case Kind::Gains:
        parameter = slider("fitted-warmth", {QT_TRANSLATE_NOOP("Engine", "Warmth found")},
                           {QT_TRANSLATE_NOOP("Engine", "Red against blue in powers of two.")}, form.values[1], -1, 1,
                           0.01, "");
        return true;
    case Kind::Sepia:
        parameter = slider("fitted-sepia", {QT_TRANSLATE_NOOP("Engine", "Sepia tone")},
                           {QT_TRANSLATE_NOOP("Engine", "0 keeps the colors, 1 is the full tone.")}, form.values[0], 0,
                           1, 0.01, "");
        return true;
    default:
        return false;
    }
}

std::size_t formSliderIndex(Kind kind) { return kind == Kind::Gains ? 1 : 0; }

/// Share of the variance of `out` that luma alone does not explain: near 0 for duotones and toned grays.
double beyondLuma(const std::vector<double>& luma, const std::array<std::vector<float>, 3>& out)
{
    const auto n = static_cast<double>(luma.size());
    double mean = 0;
    double variance = 0;
    for (const double a : luma)
        mean += a / n;
    for (const double a : luma)
        variance += (a - mean) * (a - mean);
    double total = 0;
    double left = 0;
    for (const auto& plane : out) {
        double average = 0;
        double cross = 0;
        double own = 0;
        for (const float value : plane)
            average += value / n;
        for (std::size_t i = 0; i < plane.size(); ++i) {
            cross += (luma[i] - mean) * (plane[i] - average);
            own += (plane[i] - average) * (plane[i] - average);
        }
        total += own;
        left += own - cross * cross / std::max(1e-12, variance);
    }
    return left / std::max(1e-12, total);
}

/// What a map without a name does most, judged on a grid of colors.
base::Message describeMap(const ColorMap& map)
{
    constexpr int side = 6;
    std::array<std::vector<float>, 3> in;
    for (int i = 0; i < side * side * side; ++i) {
        in[0].push_back(0.1F + 0.8F * static_cast<float>(i % side) / (side - 1));
        in[1].push_back(0.1F + 0.8F * static_cast<float>(i / side % side) / (side - 1));
        in[2].push_back(0.1F + 0.8F * static_cast<float>(i / side / side) / (side - 1));
    }
    auto out = in;
    map.apply({in[0].data(), in[1].data(), in[2].data()}, {out[0].data(), out[1].data(), out[2].data()}, in[0].size());
    std::vector<double> luma;
    for (std::size_t i = 0; i < in[0].size(); ++i)
        luma.push_back(0.299 * in[0][i] + 0.587 * in[1][i] + 0.114 * in[2][i]);
    double brightness = 0;
    double warmth = 0;
    double chromaIn = 0;
    double chromaOut = 0;
    double cross = 0;
    double lumaIn = 0;
    double lumaOut = 0;
    double slope = 0;
    double squares = 0;
    const auto n = static_cast<double>(in[0].size());
    for (std::size_t i = 0; i < in[0].size(); ++i) {
        const double a = luma[i];
        const double b = 0.299 * out[0][i] + 0.587 * out[1][i] + 0.114 * out[2][i];
        brightness += (b - a) / n;
        warmth += ((out[0][i] - in[0][i]) - (out[2][i] - in[2][i])) / n;
        lumaIn += a / n;
        lumaOut += b / n;
        for (int c = 0; c < 3; ++c) {
            chromaIn += (in[c][i] - a) * (in[c][i] - a);
            chromaOut += (out[c][i] - b) * (out[c][i] - b);
            cross += (in[c][i] - a) * (out[c][i] - b);
        }
        slope += (a - 0.5) * b;
        squares += (a - 0.5) * (a - 0.5);
    }
    const double contrast = squares > 0 ? (slope - n * (lumaIn - 0.5) * lumaOut) / squares : 1;
    const double color = std::sqrt(chromaOut / std::max(1e-9, chromaIn));
    const double alike = cross / std::sqrt(std::max(1e-12, chromaIn * chromaOut));
    const auto percent = [](double value) { return base::number(100 * value, 0); };
    if (contrast < -0.2)
        return {QT_TRANSLATE_NOOP("Engine", "Tones turned into their opposites")};
    if (color < 0.02)
        return {QT_TRANSLATE_NOOP("Engine", "Turned to gray with new tones")};
    if (beyondLuma(luma, out) < 0.03)
        return {QT_TRANSLATE_NOOP("Engine", "Turned to shades of one tone")};
    if (alike < 0.5)
        return {QT_TRANSLATE_NOOP("Engine", "Colors replaced by others")};
    const double sizes[4]
        = {std::abs(brightness), std::abs(warmth) * 0.7, std::abs(color - 1) * 0.3, std::abs(contrast - 1) * 0.25};
    switch (std::max_element(sizes, sizes + 4) - sizes) {
    case 0:
        return brightness > 0
            ? base::Message{QT_TRANSLATE_NOOP("Engine", "Colors changed, brighter by %1 %"), {percent(brightness)}}
            : base::Message{QT_TRANSLATE_NOOP("Engine", "Colors changed, darker by %1 %"), {percent(-brightness)}};
    case 1:
        return warmth > 0 ? base::Message{QT_TRANSLATE_NOOP("Engine", "Colors changed, warmer")}
                          : base::Message{QT_TRANSLATE_NOOP("Engine", "Colors changed, cooler")};
    case 2:
        return color > 1
            ? base::Message{QT_TRANSLATE_NOOP("Engine", "Colors changed, stronger by %1 %"), {percent(color - 1)}}
            : base::Message{QT_TRANSLATE_NOOP("Engine", "Colors changed, weaker by %1 %"), {percent(1 - color)}};
    default:
        return contrast > 1 ? base::Message{QT_TRANSLATE_NOOP("Engine", "Colors changed, more contrast")}
                            : base::Message{QT_TRANSLATE_NOOP("Engine", "Colors changed, less contrast")};
    }
}

class ColorStep final : public Step {
public:
    ColorStep(ColorForm form, ColorMap map, const ColorAdjustment& adjustment)
        : m_form(std::move(form))
        , m_map(std::move(map))
        , m_adjustment(adjustment)
        , m_mixer(mixerOf(adjustment))
    {
    }

    [[nodiscard]] std::string kind() const override { return "color"; }
    [[nodiscard]] base::Message describe() const override
    {
        return m_form.kind == Kind::General ? describeMap(m_map) : describeColorForm(m_form);
    }
    [[nodiscard]] base::ParameterTable parameters() const override;
    [[nodiscard]] StepPtr adjusted(const base::ParameterValues& values) const override;
    [[nodiscard]] Image apply(const Image& image) const override;
    [[nodiscard]] base::Json toJson() const override;
    [[nodiscard]] bool pointwise() const override { return true; }

private:
    ColorForm m_form;
    ColorMap m_map;
    ColorAdjustment m_adjustment;
    Mixer m_mixer;
};

base::ParameterTable ColorStep::parameters() const
{
    base::ParameterTable table;
    base::Parameter own;
    if (formSlider(m_form, own))
        table.push_back(own);
    const auto& a = m_adjustment;
    table.push_back(slider("amount", {QT_TRANSLATE_NOOP("Engine", "Amount")},
                           {QT_TRANSLATE_NOOP("Engine", "How much of the change is applied.")}, 100 * a.amount, 0, 200,
                           1, "%"));
    table.push_back(slider("exposure", {QT_TRANSLATE_NOOP("Engine", "Exposure")},
                           {QT_TRANSLATE_NOOP("Engine", "Makes the result brighter or darker.")}, a.exposure, -3, 3,
                           0.05, "EV"));
    table.push_back(slider("contrast", {QT_TRANSLATE_NOOP("Engine", "Contrast")},
                           {QT_TRANSLATE_NOOP("Engine", "Spreads the tones about the middle or draws them together.")},
                           100 * a.contrast, -100, 100, 1, "%"));
    table.push_back(slider("saturation", {QT_TRANSLATE_NOOP("Engine", "Saturation")},
                           {QT_TRANSLATE_NOOP("Engine", "Makes colors stronger or weaker.")}, 100 * a.saturation, -100,
                           100, 1, "%"));
    table.push_back(slider("temperature", {QT_TRANSLATE_NOOP("Engine", "Temperature")},
                           {QT_TRANSLATE_NOOP("Engine", "Warmer above 0, cooler below.")}, 100 * a.temperature, -100,
                           100, 1, "%"));
    return table;
}

StepPtr ColorStep::adjusted(const base::ParameterValues& values) const
{
    ColorForm form = m_form;
    ColorMap map = m_map;
    base::Parameter own;
    if (formSlider(m_form, own)) {
        form.values[formSliderIndex(form.kind)] = values.real(own.name);
        map = colorFormMap(form);
    }
    ColorAdjustment a;
    a.amount = values.real("amount") / 100;
    a.exposure = values.real("exposure");
    a.contrast = values.real("contrast") / 100;
    a.saturation = values.real("saturation") / 100;
    a.temperature = values.real("temperature") / 100;
    return makeColorStep(std::move(form), std::move(map), a);
}

Image ColorStep::apply(const Image& image) const
{
    Image result;
    result.width = image.width;
    result.height = image.height;
    result.data.resize(image.data.size());
    base::parallelFor(static_cast<std::int64_t>(image.area()), 16384, [&](std::int64_t begin, std::int64_t end) {
        constexpr std::int64_t chunk = 4096; // stays in the cache between the two passes
        for (std::int64_t i = begin; i < end; i += chunk) {
            const auto n = static_cast<std::size_t>(std::min(chunk, end - i));
            const std::array<const float*, 3> in{image.plane(0) + i, image.plane(1) + i, image.plane(2) + i};
            const std::array<float*, 3> out{result.plane(0) + i, result.plane(1) + i, result.plane(2) + i};
            m_map.apply(in, out, n);
            if (!m_mixer.neutral)
                mix(m_mixer, in[0], in[1], in[2], out[0], out[1], out[2], n);
        }
    });
    return result;
}

base::Json ColorStep::toJson() const
{
    base::Json json = {{"kind", "color"}, {"form", colorFormName(m_form.kind)}};
    if (m_form.kind == Kind::General)
        m_map.write(json);
    else if (!m_form.values.empty())
        json["values"] = m_form.values;
    if (!(m_adjustment == ColorAdjustment{}))
        json["adjustment"] = {m_adjustment.amount, m_adjustment.exposure, m_adjustment.contrast,
                              m_adjustment.saturation, m_adjustment.temperature};
    return json;
}

} // namespace

StepPtr makeColorStep(ColorForm form, ColorMap map, const ColorAdjustment& adjustment)
{
    return std::make_shared<ColorStep>(std::move(form), std::move(map), adjustment);
}

base::Result<StepPtr> colorStepFromJson(const base::Json& json)
{
    auto form = colorFormFromJson(json);
    if (!form.ok())
        return form.error();
    ColorMap map;
    if (form.value().kind == Kind::General) {
        auto read = ColorMap::read(json);
        if (!read.ok())
            return read.error();
        map = std::move(read).value();
    } else {
        map = colorFormMap(form.value());
    }
    ColorAdjustment a;
    fit::Fields fields(json);
    if (fields.has("adjustment")) {
        (void)fields.reals("adjustment", 5, 5, -10, 10);
        if (const auto fine = fields.check(); !fine.ok())
            return fine.error();
        const auto& list = json["adjustment"];
        a = {list[0].get<double>(), list[1].get<double>(), list[2].get<double>(), list[3].get<double>(),
             list[4].get<double>()};
    }
    return makeColorStep(std::move(form).value(), std::move(map), a);
}

} // namespace maquette::edit
