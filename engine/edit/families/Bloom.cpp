// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/Bloom.h"

#include "edit/families/BlurFilters.h"
#include "edit/families/FilterFamilies.h"

#include <algorithm>
#include <cmath>

namespace maquette::edit {

namespace {

/// What light does to a value: all of it is added, or it is screened, so that white stays white.
float room(bool screened, float value) { return screened ? 1 - value : 1.0F; }

struct Glow {
    bool screened = false;
    double threshold = 0;
    double radius = 0; ///< pixels of the view
    double strength = 0;
    double error = 1e9;
};

/// Fits the strength and measures the clamped result.
Glow tryGlow(const View& view, bool screened, double threshold, double radius)
{
    std::vector<Plane> lights;
    double product = 0;
    double square = 1e-12;
    for (const Crop& crop : view.crops)
        for (std::size_t c = 0; c < crop.source.size(); ++c) {
            Plane bright = crop.source[c];
            for (float& value : bright.data)
                value = std::max(0.F, value - static_cast<float>(threshold));
            lights.push_back(blurPlane(bright, BlurShape::Gaussian, radius));
            for (int y = 0; y < crop.height; ++y)
                for (int x = 0; x < crop.width; ++x) {
                    const double weight = crop.weight[c].row(y)[x];
                    const float source = crop.source[c].row(y + crop.margin)[x + crop.margin];
                    const double light = lights.back().row(y + crop.margin)[x + crop.margin] * room(screened, source);
                    const double change = crop.target[c].row(y)[x] - source;
                    product += weight * light * change;
                    square += weight * light * light;
                }
        }
    Glow glow{screened, threshold, radius, std::clamp(product / square, 0.0, 20.0), 0};
    double total = 1e-12;
    std::size_t index = 0;
    for (const Crop& crop : view.crops)
        for (std::size_t c = 0; c < crop.source.size(); ++c, ++index)
            for (int y = 0; y < crop.height; ++y)
                for (int x = 0; x < crop.width; ++x) {
                    const double weight = crop.weight[c].row(y)[x];
                    const float source = crop.source[c].row(y + crop.margin)[x + crop.margin];
                    const double value = source
                        + glow.strength * lights[index].row(y + crop.margin)[x + crop.margin] * room(screened, source);
                    const double error = std::clamp(value, 0.0, 1.0) - crop.target[c].row(y)[x];
                    glow.error += weight * error * error;
                    total += weight;
                }
    glow.error /= total;
    return glow;
}

void refine(const View& view, Glow& glow, int rounds, int steps)
{
    double reach = 0.12;
    for (int round = 0; round < rounds; ++round, reach *= 0.5) {
        const double threshold
            = goldenSection(std::max(0.0, glow.threshold - reach), std::min(0.98, glow.threshold + reach), steps,
                            [&](double at) { return tryGlow(view, glow.screened, at, glow.radius).error; });
        glow = std::min(glow, tryGlow(view, glow.screened, threshold, glow.radius),
                        [](const Glow& a, const Glow& b) { return a.error < b.error; });
        const double radius
            = goldenSection(glow.radius * (1 - 3 * reach), glow.radius * (1 + 4 * reach), steps,
                            [&](double at) { return tryGlow(view, glow.screened, glow.threshold, at).error; });
        glow = std::min(glow, tryGlow(view, glow.screened, glow.threshold, radius),
                        [](const Glow& a, const Glow& b) { return a.error < b.error; });
    }
}

/// Light only adds: the share of the change that is upward.
bool brightens(const FitContext& context)
{
    const std::size_t stride = std::max<std::size_t>(1, context.source.data.size() / 6000) | 1;
    double up = 0;
    double down = 0;
    for (std::size_t i = 0; i < context.source.data.size(); i += stride) {
        const double change = context.target.data[i] - context.source.data[i];
        (change > 0 ? up : down) += std::fabs(change);
    }
    return up > 10 * down && up > 0;
}

void proposeBloom(const FitContext& context, std::vector<Proposal>& proposals)
{
    if (std::min(context.source.width, context.source.height) < 8 || !brightens(context))
        return;
    const BaseErrors errors = baseErrors(context, 1 << 11);
    if (errors.affine < 1e-5)
        return;
    ViewOptions options;
    options.luma = false;
    options.margin = 0;
    const double size = context.quick ? 64 : 96;
    options.factor = std::max(1, static_cast<int>(std::ceil(context.scale / size)));
    options.wholeSide = 4096;
    const View view = makeView(context, options);
    Glow best;
    for (const double radius : {1.5, 4.0, 10.0})
        for (const double threshold : {0.3, 0.55, 0.75})
            for (const bool screened : {false, true}) {
                const Glow glow = tryGlow(view, screened, threshold, radius);
                if (glow.error < best.error)
                    best = glow;
            }
    if (best.error > 0.6 * errors.affine || best.strength <= 0.01)
        return;
    refine(view, best, context.quick ? 2 : 3, context.quick ? 4 : 6);
    if (best.error > 0.5 * errors.affine)
        return;
    proposals.push_back({std::make_shared<BloomStep>(best.screened, best.threshold, best.strength,
                                                     best.radius * options.factor / context.scale, context.scale),
                         0.7});
}

} // namespace

BloomStep::BloomStep(bool screened, double threshold, double strength, double radius, double scale)
    : m_screened(screened)
    , m_threshold(threshold)
    , m_strength(strength)
    , m_radius(radius)
    , m_scale(scale)
{
}

base::Message BloomStep::describe() const
{
    return {QT_TRANSLATE_NOOP("Engine", "Glow of bright places, radius %1 px, strength %2 %"),
            {base::number(m_radius * m_scale, 1), base::number(100 * m_strength, 0)}};
}

base::ParameterTable BloomStep::parameters() const
{
    const double radius = m_radius * m_scale;
    return {realParameter("threshold", QT_TRANSLATE_NOOP("Engine", "Threshold"),
                          QT_TRANSLATE_NOOP("Engine", "Brightness from which on a place shines."), m_threshold, 0, 1,
                          0.01, ""),
            realParameter("strength", QT_TRANSLATE_NOOP("Engine", "Strength"),
                          QT_TRANSLATE_NOOP("Engine", "How much light is added."), m_strength, 0, 5, 0.05, ""),
            realParameter("radius", QT_TRANSLATE_NOOP("Engine", "Radius"),
                          QT_TRANSLATE_NOOP("Engine", "How far the light spreads, in pixels of the example."), radius,
                          0, std::max(30.0, 2 * radius), 0.1, "px")};
}

StepPtr BloomStep::adjusted(const base::ParameterValues& values) const
{
    return std::make_shared<BloomStep>(m_screened, values.real("threshold"), values.real("strength"),
                                       values.real("radius") / m_scale, m_scale);
}

imaging::Image BloomStep::apply(const imaging::Image& image) const
{
    const auto threshold = static_cast<float>(m_threshold);
    imaging::Image light = image;
    for (float& value : light.data)
        value = std::max(0.F, value - threshold);
    light = blurImage(light, BlurShape::Gaussian, m_radius * lengthScale(image));
    const auto strength = static_cast<float>(m_strength);
    for (std::size_t i = 0; i < light.data.size(); ++i)
        light.data[i] = image.data[i] + strength * light.data[i] * room(m_screened, image.data[i]);
    return light;
}

base::Json BloomStep::toJson() const
{
    return {{"kind", kind()},         {"screened", m_screened}, {"threshold", m_threshold},
            {"strength", m_strength}, {"radius", m_radius},     {"scale", m_scale}};
}

base::Result<StepPtr> BloomStep::build(const base::Json& json)
{
    fit::Fields reader(json);
    const double threshold = reader.real("threshold", 0, 1);
    const double strength = reader.real("strength", 0, 20);
    const double radius = reader.real("radius", 0, 10);
    const double scale = reader.real("scale", 1, 1e6);
    const bool screened = reader.boolean("screened");
    if (!reader.ok())
        return reader.error();
    return StepPtr(std::make_shared<BloomStep>(screened, threshold, strength, radius, scale));
}

Family bloomFamily() { return {"bloom", proposeBloom, {{"bloom", BloomStep::build}}}; }

} // namespace maquette::edit
