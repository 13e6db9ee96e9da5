// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/Threshold.h"

#include "edit/families/EdgePlanes.h"
#include "edit/families/Minimize.h"
#include "edit/families/Samples.h"
#include "imaging/Color.h"

#include <algorithm>
#include <cmath>

namespace maquette::edit {

using namespace look;

namespace {

constexpr double hardest = 1500; ///< a border this steep is drawn hard

struct Border {
    double level = 0.5;
    double steepness = 40;
    Color dark{0, 0, 0};
    Color bright{1, 1, 1};

    [[nodiscard]] double share(double luma) const
    {
        if (steepness >= hardest)
            return luma > level ? 1 : 0;
        return 1 / (1 + std::exp(-(luma - level) * steepness));
    }
};

class ThresholdStep : public Step {
public:
    explicit ThresholdStep(const Border& border)
        : m_border(border)
    {
    }

    [[nodiscard]] std::string kind() const override { return "threshold"; }
    [[nodiscard]] base::Message describe() const override
    {
        return {QT_TRANSLATE_NOOP("Engine", "Two colors, %1 below and %2 above a brightness of %3 %"),
                {colorName(m_border.dark).english(), colorName(m_border.bright).english(),
                 base::number(m_border.level * 100, 0)}};
    }
    [[nodiscard]] base::ParameterTable parameters() const override
    {
        return {slider("level", {QT_TRANSLATE_NOOP("Engine", "Level")},
                       {QT_TRANSLATE_NOOP("Engine", "The brightness that divides the two colors.")}, m_border.level,
                       -0.2, 1.2, 0.005),
                slider("softness", {QT_TRANSLATE_NOOP("Engine", "Softness")},
                       {QT_TRANSLATE_NOOP("Engine", "Width of the soft border in percent of the brightness.")},
                       m_border.steepness >= hardest ? 0 : 400 / m_border.steepness, 0, 100, 0.1, "%")};
    }
    [[nodiscard]] StepPtr adjusted(const base::ParameterValues& values) const override
    {
        Border border = m_border;
        border.level = values.real("level");
        border.steepness = std::min(hardest, 400 / std::max(1e-3, values.real("softness")));
        return std::make_shared<ThresholdStep>(border);
    }
    [[nodiscard]] imaging::Image apply(const imaging::Image& image) const override
    {
        imaging::Image result(image.width, image.height);
        const Plane luma = lumaPlane(image);
        forRows(image, [&](int begin, int end) {
            for (int y = begin; y < end; ++y) {
                const float* in = luma.row(y);
                for (int x = 0; x < image.width; ++x) {
                    const double w = m_border.share(in[x]);
                    for (int c = 0; c < 3; ++c) {
                        result.at(c, x, y)
                            = static_cast<float>(m_border.dark[c] + w * (m_border.bright[c] - m_border.dark[c]));
                    }
                }
            }
        });
        return result;
    }
    [[nodiscard]] base::Json toJson() const override
    {
        return {{"kind", kind()},
                {"level", m_border.level},
                {"steepness", m_border.steepness},
                {"dark", m_border.dark},
                {"bright", m_border.bright}};
    }
    [[nodiscard]] bool pointwise() const override { return true; }

private:
    Border m_border;
};

base::Result<StepPtr> buildThreshold(const base::Json& json)
{
    fit::Fields reader(json);
    Border border;
    border.level = reader.real("level", -10, 10);
    border.steepness = reader.real("steepness", 0, hardest);
    border.dark = reader.color("dark");
    border.bright = reader.color("bright");
    if (!reader.ok())
        return reader.error();
    return StepPtr(std::make_shared<ThresholdStep>(border));
}

/// Best colors for a border, and the mean squared error.
double fitColors(const Samples& samples, Border& border)
{
    std::array<LeastSquares<2>, 3> sums;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const double w = border.share(samples.luma[i]);
        for (int c = 0; c < 3; ++c)
            sums[c].add({1 - w, w}, samples.after[c][i], 1);
    }
    double total = 0;
    for (int c = 0; c < 3; ++c) {
        std::array<double, 2> colors{};
        double error = 0;
        if (!sums[c].solve(colors, error))
            return 1e9;
        border.dark[c] = std::clamp(colors[0], 0.0, 1.0);
        border.bright[c] = std::clamp(colors[1], 0.0, 1.0);
        total += error / 3;
    }
    return total;
}

/// The part of the variance of the target that its mean per level of luma explains, and the variance.
double explainedByLuma(const Samples& samples, double& variance)
{
    constexpr int bins = 32;
    double within = 0;
    variance = 0;
    const auto n = static_cast<double>(samples.size());
    for (int c = 0; c < 3; ++c) {
        std::array<double, bins> count{};
        std::array<double, bins> sum{};
        double all = 0;
        double square = 0;
        for (std::size_t i = 0; i < samples.size(); ++i) {
            const int bin = std::clamp(static_cast<int>(samples.luma[i] * bins), 0, bins - 1);
            const double v = samples.after[c][i];
            count[bin] += 1;
            sum[bin] += v;
            all += v;
            square += v * v;
        }
        variance += square / n - all * all / n / n;
        within += square / n;
        for (int b = 0; b < bins; ++b)
            within -= count[b] > 0 ? sum[b] * sum[b] / count[b] / n : 0;
    }
    variance /= 3;
    return variance > 1e-9 ? 1 - within / 3 / variance : 0;
}

/// Puts a hard border where it divides all pixels of the example best, not only the samples.
void placeHardBorder(const FitContext& context, Border& border)
{
    std::vector<std::pair<double, bool>> close;
    const imaging::Image& s = context.source;
    for (std::size_t i = 0; i < s.area(); ++i) {
        const double luma = imaging::luma(s.plane(0)[i], s.plane(1)[i], s.plane(2)[i]);
        if (!context.fitMask[i] || context.weights[i] < 0.5F || std::abs(luma - border.level) > 0.03)
            continue;
        double side = 0;
        for (int c = 0; c < 3; ++c) {
            side += (context.target.plane(c)[i] - (border.dark[c] + border.bright[c]) / 2)
                * (border.bright[c] - border.dark[c]);
        }
        close.emplace_back(luma, side > 0);
    }
    std::sort(close.begin(), close.end());
    long wrong = std::count_if(close.begin(), close.end(), [](const auto& p) { return !p.second; });
    long best = wrong;
    for (std::size_t i = 0; i + 1 < close.size(); ++i) {
        wrong += close[i].second ? 1 : -1;
        if (wrong < best && close[i + 1].first > close[i].first) {
            best = wrong;
            border.level = (close[i].first + close[i + 1].first) / 2;
        }
    }
}

/// Whether most samples lie near one of two ends in the channel that varies most, as two colors with a border do.
bool hasTwoEnds(const Samples& samples)
{
    double widest = 0;
    double share = 0;
    for (int c = 0; c < 3; ++c) {
        std::vector<float> sorted = samples.after[c];
        std::sort(sorted.begin(), sorted.end());
        const float low = sorted[sorted.size() / 50];
        const float high = sorted[sorted.size() - 1 - sorted.size() / 50];
        if (high - low <= widest)
            continue;
        widest = high - low;
        const float near = 0.15F * (high - low);
        const auto ends
            = std::count_if(sorted.begin(), sorted.end(), [&](float v) { return v < low + near || v > high - near; });
        share = static_cast<double>(ends) / static_cast<double>(sorted.size());
    }
    return widest > 0.1 && share > 0.5;
}

void propose(const FitContext& context, std::vector<Proposal>& proposals)
{
    const Samples samples = takeSamples(context, context.quick ? 300 : 1500);
    if (samples.size() < 40 || samples.change() < 1e-4 || !hasTwoEnds(samples))
        return;
    double variance = 0;
    // Above 0.8 luma alone decides; few bins and a hard border leave some variance within the bin of the border.
    if (explainedByLuma(samples, variance) < 0.8 || variance < 1e-4)
        return;
    Border best;
    double least = 1e9;
    for (double steepness : {12.0, 40.0, 150.0}) {
        for (int k = 1; k < 24; ++k) {
            Border tried{k / 24.0, steepness, {}, {}};
            const double error = fitColors(samples, tried);
            if (error < least) {
                least = error;
                best = tried;
            }
        }
    }
    if (least > 0.3 * variance)
        return;
    std::vector<double> point{best.level, std::log(best.steepness)};
    const auto at = [](const std::vector<double>& p) {
        return Border{std::clamp(p[0], -0.1, 1.1), std::clamp(std::exp(p[1]), 1.0, hardest), {}, {}};
    };
    minimize(point, {0.02, 0.6}, context.quick ? 40 : 80, [&](const std::vector<double>& p) {
        Border tried = at(p);
        return fitColors(samples, tried);
    });
    best = at(point);
    // Soft or hard: what both leave tells; a hard border has one number less.
    least = fitColors(samples, best);
    Border hard = best;
    hard.steepness = hardest;
    fitColors(samples, hard);
    placeHardBorder(context, hard);
    const double hardError = fitColors(samples, hard);
    if (hardError <= 1.1 * least + 1e-6)
        best = hard;
    if (best.steepness < 7) // a change of contrast
        return;
    if (std::min(least, hardError) < 0.25 * variance)
        proposals.push_back({std::make_shared<ThresholdStep>(best), 0.4});
}

} // namespace

Family thresholdFamily() { return {"threshold", &propose, {{"threshold", &buildThreshold}}}; }

} // namespace maquette::edit
