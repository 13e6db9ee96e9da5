// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/Outline.h"

#include "edit/families/EdgePlanes.h"
#include "edit/families/FilterTools.h"
#include "edit/families/Minimize.h"
#include "edit/families/Samples.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace maquette::edit {

using namespace look;

namespace {

struct Ink {
    double strength = 1;
    Color color{};
    double sigma = 0; ///< blur of the luma before, relative to the scale
};

class OutlineStep : public Step {
public:
    explicit OutlineStep(const Ink& ink)
        : m_ink(ink)
    {
    }

    [[nodiscard]] std::string kind() const override { return "outline"; }
    [[nodiscard]] base::Message describe() const override
    {
        return {QT_TRANSLATE_NOOP("Engine", "Edges outlined in %1, strength %2"),
                {colorName(m_ink.color).english(), base::number(m_ink.strength, 1)}};
    }
    [[nodiscard]] base::ParameterTable parameters() const override
    {
        return {slider("strength", {QT_TRANSLATE_NOOP("Engine", "Strength")},
                       {QT_TRANSLATE_NOOP("Engine", "How soon an edge is covered with ink.")}, m_ink.strength, 0, 20,
                       0.1),
                smoothingSlider(m_ink.sigma)};
    }
    [[nodiscard]] StepPtr adjusted(const base::ParameterValues& values) const override
    {
        Ink ink = m_ink;
        ink.strength = values.real("strength");
        ink.sigma = values.real("smoothing") / 100;
        return std::make_shared<OutlineStep>(ink);
    }
    [[nodiscard]] imaging::Image apply(const imaging::Image& image) const override
    {
        imaging::Image result(image.width, image.height);
        const Plane edges = edgePlane(lumaPlane(image), m_ink.sigma * lengthScale(image));
        const auto k = static_cast<float>(m_ink.strength);
        forRows(image, [&](int begin, int end) {
            for (int c = 0; c < 3; ++c) {
                const auto color = static_cast<float>(m_ink.color[c]);
                for (int y = begin; y < end; ++y) {
                    const float* edge = edges.row(y);
                    const float* in = image.row(c, y);
                    float* out = result.row(c, y);
                    for (int x = 0; x < image.width; ++x)
                        out[x] = in[x] + clampUnit(k * edge[x]) * (color - in[x]);
                }
            }
        });
        return result;
    }
    [[nodiscard]] base::Json toJson() const override
    {
        return {{"kind", kind()}, {"strength", m_ink.strength}, {"color", m_ink.color}, {"sigma", m_ink.sigma}};
    }

private:
    Ink m_ink;
};

base::Result<StepPtr> buildOutline(const base::Json& json)
{
    fit::Fields reader(json);
    Ink ink;
    ink.strength = reader.real("strength", 0, 100);
    ink.color = reader.color("color");
    ink.sigma = reader.real("sigma", 0, 0.5);
    if (!reader.ok())
        return reader.error();
    return StepPtr(std::make_shared<OutlineStep>(ink));
}

/// The best ink color for a strength, and the mean squared error.
double fitColor(const Samples& samples, const std::vector<float>& edges, double strength, Color& color)
{
    double sum = 0;
    for (int c = 0; c < 3; ++c) {
        double ww = 1e-9;
        double wd = 0;
        double dd = 0;
        for (std::size_t i = 0; i < samples.size(); ++i) {
            const double w = std::min(1.0, strength * edges[i]);
            const double d = samples.after[c][i] - samples.before[c][i] * (1 - w);
            ww += w * w;
            wd += w * d;
            dd += d * d;
        }
        color[c] = std::clamp(wd / ww, 0.0, 1.0);
        sum += dd - 2 * color[c] * wd + color[c] * color[c] * ww;
    }
    return std::max(0.0, sum) / (3.0 * static_cast<double>(samples.size()));
}

double fitInk(const Samples& samples, const std::vector<float>& edges, bool quick, Ink& ink)
{
    double best = 1e9;
    for (double k = 0.5; k < 17; k *= 1.5) {
        Color color;
        const double error = fitColor(samples, edges, k, color);
        if (error < best) {
            best = error;
            ink.strength = k;
        }
    }
    std::vector<double> point{std::log(ink.strength)};
    minimize(point, {0.15}, quick ? 14 : 30, [&](const std::vector<double>& p) {
        Color color;
        return fitColor(samples, edges, std::exp(p[0]), color);
    });
    ink.strength = std::exp(point[0]);
    return fitColor(samples, edges, ink.strength, ink.color);
}

/// Whether pixels on edges have changed more than those on even ground.
bool edgesChanged(const Samples& samples, const std::vector<float>& edges)
{
    std::vector<std::size_t> order(samples.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return edges[a] < edges[b]; });
    const auto change = [&](std::size_t from, std::size_t to) {
        double sum = 0;
        for (std::size_t k = from; k < to; ++k) {
            for (int c = 0; c < 3; ++c)
                sum += std::abs(samples.after[c][order[k]] - samples.before[c][order[k]]);
        }
        return sum / (3.0 * static_cast<double>(to - from));
    };
    const double flat = change(0, order.size() * 2 / 5);
    const double steep = change(order.size() * 4 / 5, order.size());
    return steep > 0.02 && flat < 0.5 * steep;
}

void searchSigma(const FitContext& context, double plain, std::vector<Proposal>& proposals)
{
    const ExampleCrop crop(context, context.quick ? 96 : 160, 12);
    const FitContext part = crop.context();
    const Samples samples = takeSamples(part, context.quick ? 500 : 2000);
    if (samples.size() < 40)
        return;
    const Plane luma = lumaPlane(crop.source());
    const auto cost
        = [&](double sigma, Ink& ink) { return fitInk(samples, edgesAt(edgePlane(luma, sigma), samples), true, ink); };
    double best = 0.7 * plain;
    Ink found;
    for (double sigma : {0.6, 1.0, 1.6, 2.6}) {
        Ink ink;
        const double error = cost(sigma, ink);
        if (error < best) {
            best = error;
            found = ink;
            found.sigma = sigma;
        }
    }
    if (found.sigma <= 0)
        return;
    const double sigma = refinedSigma(found.sigma, 6, context.quick ? 5 : 12, [&](double tried) {
        Ink ink;
        return cost(tried, ink);
    });
    cost(sigma, found);
    found.sigma = sigma / context.scale;
    proposals.push_back({std::make_shared<OutlineStep>(found), 0.7});
}

void propose(const FitContext& context, std::vector<Proposal>& proposals)
{
    if (context.source.width < 3 || context.source.height < 3)
        return;
    const Samples samples = takeSamples(context, context.quick ? 300 : 1200);
    const double change = samples.change();
    if (samples.size() < 40 || change < 1e-5)
        return;
    const std::vector<float> edges = edgesAt(context.source, samples);
    if (!edgesChanged(samples, edges))
        return;
    Ink ink;
    const double error = fitInk(samples, edges, context.quick, ink);
    if (error < 0.6 * change)
        proposals.push_back({std::make_shared<OutlineStep>(ink), 0.5});
    // A blur before the edges still leaves ink near them; where the plain outline explains next to nothing, none does.
    if (error > 1e-4 && error > 0.05 * change && error < 0.75 * change)
        searchSigma(context, error, proposals);
}

} // namespace

Family outlineFamily() { return {"outline", &propose, {{"outline", &buildOutline}}}; }

} // namespace maquette::edit
