// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/FieldFit.h"

#include "edit/fit/LeastSquares.h"

#include <algorithm>
#include <cmath>

namespace maquette::edit {

using Shape = LightField::Shape;

void FieldFit::locate(const LightField& field)
{
    m_coordinate.resize(m_samples.count);
    for (std::size_t i = 0; i < m_samples.count; ++i)
        m_coordinate[i] = fieldCoordinate(field, m_samples.x[i], m_samples.y[i], m_width, m_height);
}

bool FieldFit::fitProfile(LightField& field, int knots, bool offsets) const
{
    // Unknowns: the gain at each knot, then the offsets of the three channels.
    const auto k = static_cast<std::size_t>(knots);
    const std::size_t n = offsets ? 4 * k : k;
    std::vector<double> gram(n * n);
    std::vector<double> right(n);
    const double toKnot = (knots - 1) / field.reach;
    double mass = 1e-9;
    for (std::size_t i = 0; i < m_samples.count; ++i) {
        const double position = std::clamp(m_coordinate[i] * toKnot, 0.0, knots - 1.0);
        const auto j = std::min(static_cast<std::size_t>(position), k - 2);
        const double f = position - static_cast<double>(j);
        for (std::size_t c = 0; c < 3; ++c) {
            const float y = m_samples.target[c][i];
            double w = m_samples.weight[i];
            if (y <= fit::clippedLow || y >= fit::clippedHigh)
                w *= 0.02;
            const double u = m_beneath[c][i];
            const std::size_t index[4] = {j, j + 1, (c + 1) * k + j, (c + 1) * k + j + 1};
            const double value[4] = {(1 - f) * u, f * u, 1 - f, f};
            const int terms = offsets ? 4 : 2;
            for (int a = 0; a < terms; ++a) {
                right[index[a]] += w * value[a] * y;
                for (int b = 0; b < terms; ++b)
                    gram[index[a] * n + index[b]] += w * value[a] * value[b];
            }
            mass += w;
        }
    }
    for (double& value : gram)
        value /= mass;
    for (double& value : right)
        value /= mass;
    const double bend = 2e-6 * std::pow(toKnot, 3);
    for (std::size_t block = 0; block < n; block += k)
        for (std::size_t i = 1; i + 1 < k; ++i) {
            const std::size_t index[3] = {block + i - 1, block + i, block + i + 1};
            const double value[3] = {1, -2, 1};
            for (int a = 0; a < 3; ++a)
                for (int b = 0; b < 3; ++b)
                    gram[index[a] * n + index[b]] += bend * value[a] * value[b];
        }
    std::vector<double> ridge(n, 1e-8);
    std::vector<double> prior(n, 0);
    std::fill(prior.begin(), prior.begin() + knots, 1.0);
    std::vector<double> x(n);
    if (!fit::solveRidge(gram, right, ridge, prior, x))
        return false;
    field.gain.assign(x.begin(), x.begin() + knots);
    for (std::size_t c = 0; c < 3; ++c) {
        field.offset[c].clear();
        if (offsets)
            field.offset[c].assign(x.begin() + static_cast<std::ptrdiff_t>((c + 1) * k),
                                   x.begin() + static_cast<std::ptrdiff_t>((c + 2) * k));
    }
    return true;
}

bool FieldFit::fitSurface(LightField& field, bool offsets) const
{
    const std::size_t n = m_samples.count;
    const auto terms = static_cast<std::size_t>(surfaceTerms(field.degree));
    std::vector<float> rows(terms * n);
    std::vector<float> row(terms);
    for (std::size_t i = 0; i < n; ++i) {
        surfaceRow(field.degree, m_samples.x[i], m_samples.y[i], row.data());
        for (std::size_t t = 0; t < terms; ++t)
            rows[t * n + i] = row[t];
    }
    std::vector<float> scaled(terms * n);
    std::vector<float> weight(n);
    if (field.sharedGain) {
        std::vector<const float*> features;
        std::vector<float> stacked(terms * 3 * n);
        std::vector<float> aims(3 * n);
        std::vector<float> weights(3 * n);
        for (std::size_t c = 0; c < 3; ++c)
            for (std::size_t i = 0; i < n; ++i) {
                for (std::size_t t = 0; t < terms; ++t)
                    stacked[t * 3 * n + c * n + i] = rows[t * n + i] * m_beneath[c][i];
                const float y = m_samples.target[c][i];
                aims[c * n + i] = y;
                weights[c * n + i]
                    = m_samples.weight[i] * (y <= fit::clippedLow || y >= fit::clippedHigh ? 0.02F : 1.0F);
            }
        for (std::size_t t = 0; t < terms; ++t)
            features.push_back(stacked.data() + t * 3 * n);
        std::vector<double> prior(terms);
        prior[0] = 1;
        const auto x = fit::fitLinear(features, aims.data(), weights.data(), 3 * n, 1e-6, prior);
        if (x.empty())
            return false;
        for (std::size_t c = 0; c < 3; ++c) {
            field.gainSurface[c].assign(x.begin(), x.end());
            field.offsetSurface[c].clear();
        }
        return true;
    }
    for (std::size_t c = 0; c < 3; ++c) {
        std::vector<const float*> features;
        for (std::size_t t = 0; t < terms; ++t) {
            for (std::size_t i = 0; i < n; ++i)
                scaled[t * n + i] = rows[t * n + i] * m_beneath[c][i];
            features.push_back(scaled.data() + t * n);
        }
        for (std::size_t t = 0; offsets && t < terms; ++t)
            features.push_back(rows.data() + t * n);
        for (std::size_t i = 0; i < n; ++i) {
            const float y = m_samples.target[c][i];
            weight[i] = m_samples.weight[i] * (y <= fit::clippedLow || y >= fit::clippedHigh ? 0.02F : 1.0F);
        }
        std::vector<double> prior(features.size());
        prior[0] = 1;
        const auto x = fit::fitLinear(features, m_samples.target[c].data(), weight.data(), n, 1e-6, prior);
        if (x.empty())
            return false;
        field.gainSurface[c].assign(x.begin(), x.begin() + static_cast<std::ptrdiff_t>(terms));
        field.offsetSurface[c].clear();
        if (offsets)
            field.offsetSurface[c].assign(x.begin() + static_cast<std::ptrdiff_t>(terms), x.end());
    }
    return true;
}

void FieldFit::evaluate(const LightField& field, Planes& gain, Planes& offset) const
{
    for (int c = 0; c < 3; ++c) {
        gain[c].assign(m_samples.count, 1);
        offset[c].assign(m_samples.count, 0);
    }
    std::vector<float> row(static_cast<std::size_t>(surfaceTerms(field.degree)));
    const double toKnot = field.gain.empty() ? 1 : (static_cast<double>(field.gain.size()) - 1) / field.reach;
    for (std::size_t i = 0; i < m_samples.count; ++i) {
        if (field.shape == Shape::Surface) {
            surfaceRow(field.degree, m_samples.x[i], m_samples.y[i], row.data());
            for (int c = 0; c < 3; ++c) {
                float g = 0;
                float o = 0;
                for (std::size_t t = 0; t < row.size(); ++t) {
                    g += field.gainSurface[c][t] * row[t];
                    o += field.offsetSurface[c].empty() ? 0 : field.offsetSurface[c][t] * row[t];
                }
                gain[c][i] = g;
                offset[c][i] = o;
            }
            continue;
        }
        const double position = std::clamp(m_coordinate[i] * toKnot, 0.0, static_cast<double>(field.gain.size()) - 1.0);
        const auto j = std::min(static_cast<std::size_t>(position), field.gain.size() - 2);
        const auto f = static_cast<float>(position - static_cast<double>(j));
        for (int c = 0; c < 3; ++c) {
            gain[c][i] = field.gain[j] + f * (field.gain[j + 1] - field.gain[j]);
            if (!field.offset[c].empty())
                offset[c][i] = field.offset[c][j] + f * (field.offset[c][j + 1] - field.offset[c][j]);
        }
    }
}

void FieldFit::fitColor(const LightField& field)
{
    Planes gain;
    Planes offset;
    evaluate(field, gain, offset);
    const std::size_t n = m_samples.count;
    std::vector<float> scaled(4 * n);
    std::vector<float> aim(n);
    std::vector<float> weight(n);
    for (int c = 0; c < 3; ++c) {
        for (std::size_t i = 0; i < n; ++i) {
            const float g = gain[c][i];
            const float y = m_samples.target[c][i];
            scaled[i] = g;
            for (std::size_t k = 0; k < 3; ++k)
                scaled[(k + 1) * n + i] = g * m_samples.source[k][i];
            aim[i] = y - offset[c][i];
            weight[i] = m_samples.weight[i] * (y <= fit::clippedLow || y >= fit::clippedHigh ? 0.02F : 1.0F);
        }
        const std::array<const float*, 4> features{scaled.data(), scaled.data() + n, scaled.data() + 2 * n,
                                                   scaled.data() + 3 * n};
        std::array<double, 4> prior{};
        prior[c + 1] = 1;
        const auto x = fit::fitLinear(features, aim.data(), weight.data(), n, 1e-6, prior);
        if (!x.empty())
            std::copy(x.begin(), x.end(), m_color[c].begin());
        for (std::size_t i = 0; i < n; ++i)
            m_beneath[c][i] = std::clamp(static_cast<float>(m_color[c][0] + m_color[c][1] * m_samples.source[0][i]
                                                            + m_color[c][2] * m_samples.source[1][i]
                                                            + m_color[c][3] * m_samples.source[2][i]),
                                         0.0F, 1.0F);
    }
}

void FieldFit::normalize(LightField& field)
{
    // A common gain is a matter of color; the field is 1 in the center, or where it is brightest along a line.
    std::array<float, 3> unit{};
    if (field.shape == Shape::Surface) {
        for (int c = 0; c < 3; ++c)
            unit[c] = field.gainSurface[c][0];
    } else {
        unit.fill(field.shape == Shape::Linear ? *std::max_element(field.gain.begin(), field.gain.end())
                                               : field.gain.front());
    }
    if (*std::min_element(unit.begin(), unit.end()) < 0.05F)
        return;
    for (int c = 0; c < 3; ++c) {
        for (float& value : field.gainSurface[c])
            value /= unit[c];
        for (float& value : m_beneath[c])
            value *= unit[c];
        for (double& value : m_color[c])
            value *= unit[c];
    }
    for (float& value : field.gain)
        value /= unit[0];
}

bool FieldFit::fit(LightField& field, int knots, bool offsets, bool freeColor, int rounds)
{
    if (field.shape != Shape::Surface)
        locate(field);
    m_color = fit::identityColor();
    m_beneath = m_samples.source;
    if (freeColor) {
        const std::array<const float*, 3> s{m_samples.source[0].data(), m_samples.source[1].data(),
                                            m_samples.source[2].data()};
        const std::array<const float*, 3> t{m_samples.target[0].data(), m_samples.target[1].data(),
                                            m_samples.target[2].data()};
        m_color = fit::fitAffineColor(s, t, m_samples.weight.data(), m_samples.count, 1);
        for (int c = 0; c < 3; ++c)
            for (std::size_t i = 0; i < m_samples.count; ++i)
                m_beneath[c][i] = std::clamp(static_cast<float>(m_color[c][0] + m_color[c][1] * s[0][i]
                                                                + m_color[c][2] * s[1][i] + m_color[c][3] * s[2][i]),
                                             0.0F, 1.0F);
    }
    double before = 1e9;
    for (int round = 0;; ++round) {
        const bool done
            = field.shape == Shape::Surface ? fitSurface(field, offsets) : fitProfile(field, knots, offsets);
        if (!done)
            return false;
        if (!freeColor)
            return true;
        normalize(field);
        if (round >= rounds)
            return true;
        fitColor(field);
        const double now = error(field);
        if (now > before * 0.999)
            return true;
        before = now;
    }
}

double FieldFit::error(const LightField& field) const
{
    Planes gain;
    Planes offset;
    evaluate(field, gain, offset);
    double total = 0;
    double mass = 1e-9;
    for (int c = 0; c < 3; ++c)
        for (std::size_t i = 0; i < m_samples.count; ++i) {
            const float p = std::clamp(gain[c][i] * m_beneath[c][i] + offset[c][i], 0.0F, 1.0F);
            const float d = p - m_samples.target[c][i];
            total += m_samples.weight[i] * d * d;
            mass += m_samples.weight[i];
        }
    return total / mass;
}

double FieldFit::colorDistance() const
{
    const auto none = fit::identityColor();
    double most = 0;
    for (int c = 0; c < 3; ++c)
        for (int k = 0; k < 4; ++k)
            most = std::max(most, std::abs(m_color[c][k] - none[c][k]));
    return most;
}

bool FieldFit::promising()
{
    LightField none;
    none.shape = Shape::Surface;
    none.degree = 0;
    LightField some;
    some.shape = Shape::Surface;
    some.degree = 2;
    if (!fit(none, 0, false, true, 1))
        return false;
    const double without = error(none);
    return fit(some, 0, true, true, 1) && error(some) < 0.8 * without && without > 1e-5;
}

double FieldFit::planeAngle()
{
    LightField plane;
    plane.shape = Shape::Surface;
    plane.degree = 1;
    if (!fit(plane, 0, false, true, 2))
        return 0;
    double x = 0;
    double y = 0;
    for (const auto& surface : plane.gainSurface) {
        x += surface[1];
        y += surface[2];
    }
    double angle = std::atan2(y, x);
    const double quarter = std::acos(0.0);
    const double nearest = std::round(angle / quarter) * quarter;
    if (std::abs(angle - nearest) < 0.06)
        angle = nearest;
    return angle;
}

} // namespace maquette::edit
