// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/ColorForm.h"

#include "edit/families/ColorTones.h"
#include "edit/fit/LeastSquares.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace maquette::edit {

namespace {

using namespace tones;
using Kind = ColorForm::Kind;
using Weights = std::array<std::vector<float>, 3>;

/// Gauss and Newton on one channel or on all three alike: y = model(x, p). Few samples are enough for few numbers.
void refine(const std::function<double(double, const double*)>& model, std::vector<double>& p,
            const fit::Samples& samples, const Weights& weights, int firstChannel, int lastChannel)
{
    const std::size_t n = p.size();
    const std::size_t few = std::clamp<std::size_t>(samples.count / 40, 150, 400);
    const std::size_t stride = std::max<std::size_t>(1, samples.count * (lastChannel - firstChannel + 1) / few);
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
    std::erase_if(forms, [](const ColorForm& form) { return !colorFormInRange(form); });
    return forms;
}

} // namespace maquette::edit
