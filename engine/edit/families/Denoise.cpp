// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/Denoise.h"

#include "edit/families/FilterFamilies.h"

#include <algorithm>
#include <cmath>

namespace maquette::edit {

namespace {

/// What the difference between source and target looks like in the finest diagonal detail (2 x 2 Haar).
struct Residual {
    double power = 0; ///< mean square of the detail of the difference: the variance of white noise
    double kurtosis = 0; ///< 3 for Gaussian noise, much more for edges
    double source = 0; ///< mean squares of the details of the pictures themselves
    double target = 0;
};

Residual examine(const View& view)
{
    Residual residual;
    double fourth = 0;
    double count = 0;
    for (const Crop& crop : view.crops)
        for (std::size_t c = 0; c < crop.source.size(); ++c)
            for (int y = 0; y + 1 < crop.height; y += 2) {
                const float* upper = crop.source[c].row(y + crop.margin) + crop.margin;
                const float* lower = crop.source[c].row(y + crop.margin + 1) + crop.margin;
                const float* targetUpper = crop.target[c].row(y);
                const float* targetLower = crop.target[c].row(y + 1);
                for (int x = 0; x + 1 < crop.width; x += 2) {
                    if (crop.weight[c].row(y)[x] < 0.5F || crop.weight[c].row(y + 1)[x + 1] < 0.5F)
                        continue;
                    const double s = 0.5 * (upper[x] - upper[x + 1] - lower[x] + lower[x + 1]);
                    const double t = 0.5 * (targetUpper[x] - targetUpper[x + 1] - targetLower[x] + targetLower[x + 1]);
                    const double d = s - t;
                    residual.power += d * d;
                    fourth += d * d * d * d;
                    residual.source += s * s;
                    residual.target += t * t;
                    ++count;
                }
            }
    if (count > 0) {
        residual.kurtosis = fourth * count / std::max(1e-20, residual.power * residual.power);
        residual.power /= count;
        residual.source /= count;
        residual.target /= count;
    }
    return residual;
}

double errorAt(const View& view, double sigma)
{
    double sum = 0;
    double total = 0;
    for (const Crop& crop : view.crops) {
        std::vector<Plane> planes = crop.source;
        denoisePlanes(planes, sigma);
        for (std::size_t c = 0; c < planes.size(); ++c)
            for (int y = 0; y < crop.height; ++y)
                for (int x = 0; x < crop.width; ++x) {
                    const double weight = crop.weight[c].row(y)[x];
                    const double value = std::clamp(planes[c].row(y + crop.margin)[x + crop.margin], 0.F, 1.F);
                    const double error = value - crop.target[c].row(y)[x];
                    sum += weight * error * error;
                    total += weight;
                }
    }
    return total > 0 ? sum / total : 0;
}

void proposeDenoise(const FitContext& context, std::vector<Proposal>& proposals)
{
    if (std::min(context.source.width, context.source.height) < 8)
        return;
    ViewOptions options;
    options.luma = false;
    options.side = 40;
    options.wholeSide = 64;
    options.margin = 8;
    if (context.source.area() <= 64 * 64)
        options.margin = 0;
    const View view = makeView(context, options);
    const Residual residual = examine(view);
    // White, Gaussian, in the source and not in the target.
    if (residual.power < 1e-5 || residual.kurtosis > 6 || residual.source < residual.target + 0.4 * residual.power)
        return;
    const double noise = std::sqrt(residual.power);
    double best = noise;
    if (!context.quick) {
        double bestError = errorAt(view, noise);
        for (const double factor : {0.8, 1.25, 1.6}) {
            const double error = errorAt(view, factor * noise);
            if (error < bestError) {
                bestError = error;
                best = factor * noise;
            }
        }
    }
    proposals.push_back({std::make_shared<DenoiseStep>(best), 0.5});
}

} // namespace

DenoiseStep::DenoiseStep(double sigma)
    : m_sigma(sigma)
{
}

base::Message DenoiseStep::describe() const
{
    return {QT_TRANSLATE_NOOP("Engine", "Noise of %1 % removed"), {base::number(100 * m_sigma, 1)}};
}

base::ParameterTable DenoiseStep::parameters() const
{
    return {realParameter("strength", QT_TRANSLATE_NOOP("Engine", "Strength"),
                          QT_TRANSLATE_NOOP("Engine", "Deviation of the noise, in percent of the full range."),
                          100 * m_sigma, 0, 40, 0.5, "%")};
}

StepPtr DenoiseStep::adjusted(const base::ParameterValues& values) const
{
    return std::make_shared<DenoiseStep>(values.real("strength") / 100);
}

imaging::Image DenoiseStep::apply(const imaging::Image& image) const
{
    std::vector<Plane> planes(3, Plane(image.width, image.height));
    for (int c = 0; c < 3; ++c)
        std::copy(image.plane(c), image.plane(c) + image.area(), planes[c].data.begin());
    denoisePlanes(planes, m_sigma);
    imaging::Image result(image.width, image.height);
    for (int c = 0; c < 3; ++c)
        std::copy(planes[c].data.begin(), planes[c].data.end(), result.plane(c));
    return result;
}

base::Json DenoiseStep::toJson() const { return {{"kind", kind()}, {"sigma", m_sigma}}; }

base::Result<StepPtr> DenoiseStep::build(const base::Json& json)
{
    fit::Fields reader(json);
    const double sigma = reader.real("sigma", 0, 2);
    if (!reader.ok())
        return reader.error();
    return StepPtr(std::make_shared<DenoiseStep>(sigma));
}

Family denoiseFamily() { return {"denoise", proposeDenoise, {{"denoise", DenoiseStep::build}}}; }

} // namespace maquette::edit
