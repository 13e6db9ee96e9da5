// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/Dodge.h"

#include "edit/families/EdgePlanes.h"
#include "edit/families/Minimize.h"
#include "edit/families/Samples.h"

#include <algorithm>
#include <cmath>

namespace maquette::edit {

using namespace look;

namespace {

class DodgeStep : public Step {
public:
    /// `sigma` relative to the scale; `floor` is added to the blurred luma.
    DodgeStep(double sigma, double floor)
        : m_sigma(sigma)
        , m_floor(floor)
    {
    }

    [[nodiscard]] std::string kind() const override { return "dodge"; }
    [[nodiscard]] base::Message describe() const override
    {
        return {QT_TRANSLATE_NOOP("Engine", "Sketch by color dodge, stroke of %1 % of the size"),
                {base::number(m_sigma * 100, 2)}};
    }
    [[nodiscard]] base::ParameterTable parameters() const override
    {
        return {slider("stroke", {QT_TRANSLATE_NOOP("Engine", "Stroke")},
                       {QT_TRANSLATE_NOOP("Engine", "Width of the strokes in percent of the picture's size.")},
                       m_sigma * 100, 0.02, 20, 0.01, "%"),
                slider("floor", {QT_TRANSLATE_NOOP("Engine", "Ink")},
                       {QT_TRANSLATE_NOOP("Engine", "Darkens the paper and the shadows.")}, m_floor, 0.001, 0.5,
                       0.001)};
    }
    [[nodiscard]] StepPtr adjusted(const base::ParameterValues& values) const override
    {
        return std::make_shared<DodgeStep>(values.real("stroke") / 100, values.real("floor"));
    }
    [[nodiscard]] imaging::Image apply(const imaging::Image& image) const override
    {
        imaging::Image result(image.width, image.height);
        const Plane luma = lumaPlane(image);
        const Plane blurred = blurredPlane(luma, m_sigma * std::sqrt(static_cast<double>(image.area())));
        const auto floor = static_cast<float>(m_floor);
        forRows(image, [&](int begin, int end) {
            for (int y = begin; y < end; ++y) {
                const float* sharp = luma.row(y);
                const float* soft = blurred.row(y);
                float* out = result.row(0, y);
                for (int x = 0; x < image.width; ++x)
                    out[x] = clampUnit(sharp[x] / std::max(1e-4F, soft[x] + floor));
                std::copy(out, out + image.width, result.row(1, y));
                std::copy(out, out + image.width, result.row(2, y));
            }
        });
        return result;
    }
    [[nodiscard]] base::Json toJson() const override
    {
        return {{"kind", kind()}, {"sigma", m_sigma}, {"floor", m_floor}};
    }

private:
    double m_sigma;
    double m_floor;
};

base::Result<StepPtr> buildDodge(const base::Json& json)
{
    fit::Fields reader(json);
    const double sigma = reader.real("sigma", 1e-5, 0.5);
    const double floor = reader.real("floor", 0, 1);
    if (!reader.ok())
        return reader.error();
    return StepPtr(std::make_shared<DodgeStep>(sigma, floor));
}

void propose(const FitContext& context, std::vector<Proposal>& proposals)
{
    const int least = std::min(context.source.width, context.source.height);
    if (least < 8)
        return;
    const Samples few = takeSamples(context, 200);
    if (few.size() < 30 || !few.grayAfter())
        return;
    double mean = 0;
    double variance = 0;
    for (float v : few.after[0])
        mean += v / static_cast<double>(few.size());
    for (float v : few.after[0])
        variance += (v - mean) * (v - mean) / static_cast<double>(few.size());
    // Luma over its own surroundings is near 1 nearly everywhere.
    if (mean < 0.55 || variance < 1e-5)
        return;
    const int side = context.quick ? 96 : 192;
    const ExampleCrop crop(context, side, 24);
    const FitContext part = crop.context();
    const Samples samples = takeSamples(part, context.quick ? 500 : 3000);
    if (samples.size() < 40)
        return;
    const Plane luma = lumaPlane(crop.source());
    const auto cost = [&](const Plane& blurred, double floor) {
        double sum = 0;
        for (std::size_t i = 0; i < samples.size(); ++i) {
            const double soft = blurred.row(samples.row[i])[samples.column[i]] + floor;
            const double guess = std::min(1.0, samples.luma[i] / std::max(1e-4, soft));
            sum += (guess - samples.after[0][i]) * (guess - samples.after[0][i]);
        }
        return sum / static_cast<double>(samples.size());
    };
    double best = 1e9;
    double bestSigma = 1;
    double bestFloor = 0.05;
    for (double sigma : {0.7, 1.2, 2.0, 3.3, 5.5, 9.0}) {
        if (sigma > least / 6.0)
            break;
        const Plane blurred = blurredPlane(luma, sigma);
        for (double floor : {0.004, 0.02, 0.05, 0.1}) {
            const double error = cost(blurred, floor);
            if (error < best) {
                best = error;
                bestSigma = sigma;
                bestFloor = floor;
            }
        }
    }
    if (best > 0.7 * variance)
        return;
    std::vector<double> point{std::log(bestSigma), bestFloor};
    const double largest = least / 4.0;
    minimize(point, {0.2, 0.01}, context.quick ? 16 : 40, [&](const std::vector<double>& p) {
        return cost(blurredPlane(luma, std::clamp(std::exp(p[0]), 0.3, largest)), std::clamp(p[1], 0.0, 0.5));
    });
    const double sigma = std::clamp(std::exp(point[0]), 0.3, largest) / context.scale;
    proposals.push_back({std::make_shared<DodgeStep>(sigma, std::clamp(point[1], 0.0, 0.5)), 0.5});
}

} // namespace

Family dodgeFamily() { return {"dodge", &propose, {{"dodge", &buildDodge}}}; }

} // namespace maquette::edit
