// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/Edges.h"

#include "edit/families/EdgePlanes.h"
#include "edit/families/FilterTools.h"
#include "edit/families/Minimize.h"
#include "edit/families/Samples.h"

#include <algorithm>
#include <cmath>

namespace maquette::edit {

using namespace look;

namespace {

struct EdgeLook {
    Color ground{}; ///< where nothing changes
    Color strength{}; ///< added per unit of Sobel magnitude
    double sigma = 0; ///< blur of the luma before, relative to the scale
};

class EdgesStep : public Step {
public:
    explicit EdgesStep(const EdgeLook& look)
        : m_look(look)
    {
    }

    [[nodiscard]] std::string kind() const override { return "edges"; }
    [[nodiscard]] base::Message describe() const override
    {
        const double mean = (m_look.strength[0] + m_look.strength[1] + m_look.strength[2]) / 3;
        const std::string amount = base::number(std::abs(mean), 1);
        if (mean < 0)
            return {QT_TRANSLATE_NOOP("Engine", "Pencil sketch of the edges, strength %1"), {amount}};
        return {QT_TRANSLATE_NOOP("Engine", "Bright drawing of the edges, strength %1"), {amount}};
    }
    [[nodiscard]] base::ParameterTable parameters() const override
    {
        return {slider("strength", {QT_TRANSLATE_NOOP("Engine", "Strength")},
                       {QT_TRANSLATE_NOOP("Engine", "How strongly edges are drawn; 100 % as in the example.")}, 100, 0,
                       300, 1, "%"),
                smoothingSlider(m_look.sigma)};
    }
    [[nodiscard]] StepPtr adjusted(const base::ParameterValues& values) const override
    {
        EdgeLook look = m_look;
        for (double& s : look.strength)
            s *= values.real("strength") / 100;
        look.sigma = values.real("smoothing") / 100;
        return std::make_shared<EdgesStep>(look);
    }
    [[nodiscard]] imaging::Image apply(const imaging::Image& image) const override
    {
        imaging::Image result(image.width, image.height);
        const Plane edges = edgePlane(lumaPlane(image), m_look.sigma * lengthScale(image));
        forRows(image, [&](int begin, int end) {
            for (int c = 0; c < 3; ++c) {
                const auto a = static_cast<float>(m_look.ground[c]);
                const auto b = static_cast<float>(m_look.strength[c]);
                for (int y = begin; y < end; ++y) {
                    const float* in = edges.row(y);
                    float* out = result.row(c, y);
                    for (int x = 0; x < image.width; ++x)
                        out[x] = clampUnit(a + b * in[x]);
                }
            }
        });
        return result;
    }
    [[nodiscard]] base::Json toJson() const override
    {
        return {{"kind", kind()}, {"ground", m_look.ground}, {"strength", m_look.strength}, {"sigma", m_look.sigma}};
    }

private:
    EdgeLook m_look;
};

base::Result<StepPtr> buildEdges(const base::Json& json)
{
    fit::Fields reader(json);
    EdgeLook look;
    look.ground = reader.color("ground", -4, 4);
    look.strength = reader.color("strength", -100, 100);
    look.sigma = reader.real("sigma", 0, 0.5);
    if (!reader.ok())
        return reader.error();
    return StepPtr(std::make_shared<EdgesStep>(look));
}

double squared(double x) { return x * x; }

/// Fits ground and strength to Sobel magnitudes at the samples; returns the mean squared error after clamping.
double fitLook(const Samples& samples, const std::vector<float>& edges, bool gray, EdgeLook& look)
{
    std::array<LeastSquares<2>, 3> sums;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        for (int c = 0; c < 3; ++c) {
            const double value = samples.after[c][i];
            // Clipped samples tell only a bound; a little weight keeps a wholly clipped ground determined.
            sums[gray ? 0 : c].add({1, edges[i]}, value, value > 0.004 && value < 0.996 ? 1 : 1e-3);
        }
    }
    for (int c = 0; c < 3; ++c) {
        std::array<double, 2> unknowns{};
        double error = 0;
        if (!sums[gray ? 0 : c].solve(unknowns, error))
            return 1;
        look.ground[c] = std::clamp(unknowns[0], -4.0, 4.0);
        look.strength[c] = std::clamp(unknowns[1], -100.0, 100.0);
    }
    double sum = 0;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        for (int c = 0; c < 3; ++c) {
            const double guess = std::clamp(look.ground[c] + look.strength[c] * edges[i], 0.0, 1.0);
            sum += squared(guess - samples.after[c][i]);
        }
    }
    return sum / (3.0 * static_cast<double>(samples.size()));
}

double varianceAfter(const Samples& samples)
{
    double total = 0;
    const auto n = static_cast<double>(samples.size());
    for (int c = 0; c < 3; ++c) {
        double sum = 0;
        double square = 0;
        for (float v : samples.after[c]) {
            sum += v;
            square += squared(v);
        }
        total += square / n - squared(sum / n);
    }
    return total / 3;
}

/// Looks for the blur before the edges on a part of the example; returns the mean squared error there.
double searchSigma(const FitContext& context, bool gray, EdgeLook& look)
{
    const ExampleCrop crop(context, context.quick ? 96 : 160, 12);
    const FitContext part = crop.context();
    const Samples samples = takeSamples(part, context.quick ? 600 : 2500);
    if (samples.size() < 40)
        return 1;
    const Plane luma = lumaPlane(crop.source());
    const auto cost = [&](double sigma, EdgeLook& out) {
        return fitLook(samples, edgesAt(edgePlane(luma, sigma), samples), gray, out);
    };
    double best = 1;
    double bestSigma = 0;
    for (double sigma : {0.0, 0.5, 0.8, 1.2, 1.8, 2.7, 4.0}) {
        EdgeLook tried;
        const double error = cost(sigma, tried);
        if (error < best) {
            best = error;
            bestSigma = sigma;
            look = tried;
        }
    }
    if (bestSigma > 0) {
        bestSigma = refinedSigma(bestSigma, 8, context.quick ? 6 : 16, [&](double sigma) {
            EdgeLook tried;
            return cost(sigma, tried);
        });
        best = cost(bestSigma, look);
    }
    look.sigma = bestSigma / context.scale;
    return best;
}

void propose(const FitContext& context, std::vector<Proposal>& proposals)
{
    if (context.source.width < 3 || context.source.height < 3)
        return;
    const Samples samples = takeSamples(context, context.quick ? 300 : 1200);
    if (samples.size() < 40)
        return;
    const std::vector<float> edges = edgesAt(context.source, samples);
    const bool gray = samples.grayAfter();
    const double variance = varianceAfter(samples);
    if (variance < 1e-5)
        return;
    EdgeLook look;
    const double error = fitLook(samples, edges, gray, look);
    // Edges of a blurred picture still go along with those of the sharp one; below that there is nothing to refine.
    if (error > 0.85 * variance)
        return;
    if (error > 1e-4) {
        EdgeLook smooth;
        if (searchSigma(context, gray, smooth) < 0.8 * error && smooth.sigma > 0) {
            proposals.push_back({std::make_shared<EdgesStep>(smooth), 0.7});
            return;
        }
    }
    if (error < 0.7 * variance)
        proposals.push_back({std::make_shared<EdgesStep>(look), 0.5});
}

} // namespace

Family edgesFamily() { return {"edges", &propose, {{"edges", &buildEdges}}}; }

} // namespace maquette::edit
