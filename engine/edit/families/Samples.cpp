// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/Samples.h"

#include "edit/families/Minimize.h"
#include "imaging/Color.h"

#include <algorithm>
#include <cmath>

namespace maquette::edit::look {

void Samples::push(const FitContext& context, int x, int y)
{
    column.push_back(x);
    row.push_back(y);
    for (int c = 0; c < 3; ++c) {
        before[c].push_back(context.source.at(c, x, y));
        after[c].push_back(context.target.at(c, x, y));
    }
    luma.push_back(imaging::luma(before[0].back(), before[1].back(), before[2].back()));
}

double Samples::change() const
{
    double sum = 0;
    for (int c = 0; c < 3; ++c) {
        for (std::size_t i = 0; i < size(); ++i) {
            const double d = after[c][i] - before[c][i];
            sum += d * d;
        }
    }
    return size() ? sum / (3.0 * static_cast<double>(size())) : 0;
}

bool Samples::grayAfter() const
{
    std::size_t gray = 0;
    for (std::size_t i = 0; i < size(); ++i) {
        const auto [low, high] = std::minmax({after[0][i], after[1][i], after[2][i]});
        gray += high - low < 0.02F;
    }
    return size() && static_cast<double>(gray) > 0.98 * static_cast<double>(size());
}

Samples takeSamples(const FitContext& context, int limit, bool kept)
{
    Samples samples;
    const int width = context.source.width;
    const int height = context.source.height;
    const auto usable = [&](std::size_t i) { return (kept || context.fitMask[i]) && context.weights[i] > 0.5F; };
    if (context.source.area() <= static_cast<std::size_t>(limit) * 2) {
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x) {
                if (usable(static_cast<std::size_t>(y) * width + x))
                    samples.push(context, x, y);
            }
        }
        return samples;
    }
    // Additive recurrence with the plastic number: even in both directions and free of the periods of patterns.
    double u = 0.5;
    double v = 0.5;
    for (int i = 0; i < limit * 3 && samples.size() < static_cast<std::size_t>(limit); ++i) {
        u += 0.7548776662466927;
        v += 0.5698402909980532;
        u -= std::floor(u);
        v -= std::floor(v);
        const int x = std::min(width - 1, static_cast<int>(u * width));
        const int y = std::min(height - 1, static_cast<int>(v * height));
        if (usable(static_cast<std::size_t>(y) * width + x))
            samples.push(context, x, y);
    }
    return samples;
}

namespace {

using Terms = std::array<double, ColorMap::terms>;

Terms termsOf(const Samples& s, std::size_t i)
{
    const double r = s.before[0][i];
    const double g = s.before[1][i];
    const double b = s.before[2][i];
    return {1, r, g, b, r * r, g * g, b * b, r * g, g * b, b * r};
}

/// Mean squared error per pixel and channel of `map` on each used sample; -1 elsewhere.
std::vector<float> errorsOf(const ColorMap& map, const Samples& samples, const std::vector<std::uint8_t>& use)
{
    std::vector<float> errors(samples.size(), -1);
    for (std::size_t i = 0; i < samples.size(); ++i) {
        if (!use[i])
            continue;
        const auto color = map.at(samples, i);
        float sum = 0;
        for (int c = 0; c < 3; ++c) {
            const float d = samples.after[c][i] - color[c];
            sum += d * d;
        }
        errors[i] = sum / 3;
    }
    return errors;
}

/// The error below which the share 1 - trim of the used samples lies, and their root mean square.
float keepLimit(const std::vector<float>& errors, double trim, double& rms)
{
    std::vector<float> sorted;
    for (float e : errors) {
        if (e >= 0)
            sorted.push_back(e);
    }
    rms = 0;
    if (sorted.empty())
        return 0;
    const auto keep
        = std::max<std::size_t>(1, static_cast<std::size_t>((1 - trim) * static_cast<double>(sorted.size())));
    std::nth_element(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(keep - 1), sorted.end());
    const float limit = sorted[keep - 1];
    double sum = 0;
    for (std::size_t i = 0; i < keep; ++i)
        sum += sorted[i];
    rms = std::sqrt(sum / static_cast<double>(keep));
    return limit;
}

void fitPolynomial(ColorMap& map, const Samples& samples, const std::vector<float>& errors, float limit)
{
    for (int c = 0; c < 3; ++c) {
        LeastSquares<ColorMap::terms> sums;
        for (std::size_t i = 0; i < samples.size(); ++i) {
            if (errors[i] < 0 || errors[i] > limit)
                continue;
            const float value = samples.after[c][i];
            const double weight = value > 0.004F && value < 0.996F ? 1.0 : 0.05;
            sums.add(termsOf(samples, i), value - samples.before[c][i], weight);
        }
        Terms unknowns{};
        double error = 0;
        if (!sums.solve(unknowns, error, ColorMap::terms, 1e-5))
            unknowns.fill(0);
        for (int i = 0; i < ColorMap::terms; ++i)
            map.coefficients[c][i] = static_cast<float>(unknowns[i]) + (i == c + 1 ? 1.0F : 0.0F);
    }
    map.identity = false;
}

} // namespace

ColorMap fitColorMap(const Samples& samples, const std::vector<std::uint8_t>& use, double trim)
{
    ColorMap identity;
    std::vector<float> errors = errorsOf(identity, samples, use);
    float limit = keepLimit(errors, trim, identity.error);
    if (identity.error < 0.004)
        return identity;
    ColorMap map;
    // The first round has all samples: those that fit the identity worst may well fit the polynomial.
    fitPolynomial(map, samples, errors, 1e9F);
    for (int round = 0; round < (trim > 0 ? 3 : 0); ++round) {
        errors = errorsOf(map, samples, use);
        limit = keepLimit(errors, trim * (round + 1) / 3, map.error);
        fitPolynomial(map, samples, errors, limit);
    }
    errors = errorsOf(map, samples, use);
    keepLimit(errors, trim, map.error);
    return identity.error < 1.3 * map.error + 0.002 ? identity : map;
}

void BlendFit::add(const std::array<float, 3>& beneath, const std::array<float, 3>& seen)
{
    ++m_count;
    for (int c = 0; c < 3; ++c) {
        const double x = beneath[c];
        const double y = seen[c];
        m_x[c] += x;
        m_y[c] += y;
        m_xx[c] += x * x;
        m_xy[c] += x * y;
        m_yy[c] += y * y;
        m_difference += (y - x) * (y - x);
    }
}

void BlendFit::add(const BlendFit& other)
{
    m_count += other.m_count;
    m_difference += other.m_difference;
    for (int c = 0; c < 3; ++c) {
        m_x[c] += other.m_x[c];
        m_y[c] += other.m_y[c];
        m_xx[c] += other.m_xx[c];
        m_xy[c] += other.m_xy[c];
        m_yy[c] += other.m_yy[c];
    }
}

double BlendFit::plainError() const
{
    return m_count ? std::sqrt(m_difference / (3.0 * static_cast<double>(m_count))) : 0;
}

double BlendFit::errorOf(double opacity, const Color& color) const
{
    const auto n = static_cast<double>(m_count);
    double sum = 0;
    for (int c = 0; c < 3; ++c) {
        const double s = 1 - opacity;
        const double b = opacity * color[c];
        sum += m_yy[c] - 2 * s * m_xy[c] - 2 * b * m_y[c] + s * s * m_xx[c] + 2 * s * b * m_x[c] + n * b * b;
    }
    return std::sqrt(std::max(0.0, sum) / (3 * n));
}

Blend BlendFit::solve() const
{
    Blend blend;
    blend.count = m_count;
    if (m_count < 2)
        return blend;
    const auto n = static_cast<double>(m_count);
    double covariance = 0;
    double variance = 1e-7 * n; // flat ground says nothing about opacity: then the overlay counts as opaque
    for (int c = 0; c < 3; ++c) {
        covariance += m_xy[c] - m_x[c] * m_y[c] / n;
        variance += m_xx[c] - m_x[c] * m_x[c] / n;
    }
    blend.opacity = std::clamp(1 - covariance / variance, 0.0, 1.0);
    if (blend.opacity > 0.985)
        blend.opacity = 1;
    for (int c = 0; c < 3; ++c) {
        const double b = (m_y[c] - (1 - blend.opacity) * m_x[c]) / n;
        blend.color[c] = blend.opacity > 0 ? std::clamp(b / blend.opacity, 0.0, 1.0) : 0;
    }
    blend.error = errorOf(blend.opacity, blend.color);
    return blend;
}

} // namespace maquette::edit::look
