// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/fit/LeastSquares.h"

#include "base/Simd.h"

#include <algorithm>
#include <cmath>

namespace maquette::edit::fit {

namespace {

constexpr int lanes = 16;
constexpr std::size_t block = 1024;

MAQUETTE_SIMD float dotBlock3(const float* w, const float* a, const float* b, std::size_t count)
{
    float sums[lanes] = {};
    std::size_t i = 0;
    for (; i + lanes <= count; i += lanes)
        for (int k = 0; k < lanes; ++k)
            sums[k] += w[i + k] * a[i + k] * b[i + k];
    float total = 0;
    for (; i < count; ++i)
        total += w[i] * a[i] * b[i];
    for (const float sum : sums)
        total += sum;
    return total;
}

MAQUETTE_SIMD float dotBlock2(const float* a, const float* b, std::size_t count)
{
    float sums[lanes] = {};
    std::size_t i = 0;
    for (; i + lanes <= count; i += lanes)
        for (int k = 0; k < lanes; ++k)
            sums[k] += a[i + k] * b[i + k];
    float total = 0;
    for (; i < count; ++i)
        total += a[i] * b[i];
    for (const float sum : sums)
        total += sum;
    return total;
}

/// Cholesky of a symmetric matrix in place (lower triangle); false when a pivot is not positive.
bool factor(std::vector<double>& m, std::size_t n)
{
    for (std::size_t j = 0; j < n; ++j) {
        double pivot = m[j * n + j];
        for (std::size_t k = 0; k < j; ++k)
            pivot -= m[j * n + k] * m[j * n + k];
        if (!(pivot > 1e-14))
            return false;
        const double root = std::sqrt(pivot);
        m[j * n + j] = root;
        for (std::size_t i = j + 1; i < n; ++i) {
            double value = m[i * n + j];
            for (std::size_t k = 0; k < j; ++k)
                value -= m[i * n + k] * m[j * n + k];
            m[i * n + j] = value / root;
        }
    }
    return true;
}

} // namespace

double weightedDot(const float* w, const float* a, const float* b, std::size_t count)
{
    double total = 0;
    for (std::size_t i = 0; i < count; i += block) {
        const std::size_t n = std::min(block, count - i);
        total += w ? dotBlock3(w + i, a + i, b + i, n) : dotBlock2(a + i, b + i, n);
    }
    return total;
}

bool solveRidge(std::span<const double> gram, std::span<const double> right, std::span<const double> ridge,
                std::span<const double> prior, std::span<double> x)
{
    const std::size_t n = right.size();
    std::vector<double> m(gram.begin(), gram.end());
    std::vector<double> v(right.begin(), right.end());
    for (std::size_t i = 0; i < n; ++i) {
        m[i * n + i] += ridge[i];
        if (!prior.empty())
            v[i] += ridge[i] * prior[i];
    }
    if (!factor(m, n))
        return false;
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t k = 0; k < i; ++k)
            v[i] -= m[i * n + k] * v[k];
        v[i] /= m[i * n + i];
    }
    for (std::size_t i = n; i-- > 0;) {
        for (std::size_t k = i + 1; k < n; ++k)
            v[i] -= m[k * n + i] * v[k];
        v[i] /= m[i * n + i];
    }
    for (const double value : v)
        if (!std::isfinite(value))
            return false;
    std::copy(v.begin(), v.end(), x.begin());
    return true;
}

std::vector<double> fitLinear(std::span<const float* const> features, const float* y, const float* weight,
                              std::size_t count, double ridge, std::span<const double> prior)
{
    const std::size_t n = features.size();
    if (count == 0 || n == 0)
        return {};
    double mass = 0;
    for (std::size_t i = 0; i < count; ++i)
        mass += weight ? weight[i] : 1.0F;
    if (!(mass > 0))
        return {};
    std::vector<double> gram(n * n);
    std::vector<double> right(n);
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j <= i; ++j)
            gram[i * n + j] = gram[j * n + i] = weightedDot(weight, features[i], features[j], count) / mass;
        right[i] = weightedDot(weight, features[i], y, count) / mass;
    }
    std::vector<double> x(n);
    const std::vector<double> ridges(n, ridge);
    if (!solveRidge(gram, right, ridges, prior, x))
        return {};
    return x;
}

std::vector<double> fitCurve(const float* x, const float* y, const float* weight, std::size_t count, int knots,
                             double low, double high, double stiffness)
{
    if (count == 0 || knots < 2 || !(high > low))
        return {};
    const auto n = static_cast<std::size_t>(knots);
    // The normal matrix has two diagonals from the samples and five from the price of bending.
    std::vector<double> diagonal(n);
    std::vector<double> next(n);
    std::vector<double> right(n);
    double mass = 0;
    const double toKnot = (knots - 1) / (high - low);
    for (std::size_t i = 0; i < count; ++i) {
        const double w = weight ? weight[i] : 1.0;
        if (!(w > 0))
            continue;
        const double position = std::clamp((x[i] - low) * toKnot, 0.0, knots - 1.0);
        const auto k = std::min(static_cast<std::size_t>(position), n - 2);
        const double f = position - static_cast<double>(k);
        diagonal[k] += w * (1 - f) * (1 - f);
        diagonal[k + 1] += w * f * f;
        next[k] += w * f * (1 - f);
        right[k] += w * (1 - f) * y[i];
        right[k + 1] += w * f * y[i];
        mass += w;
    }
    if (!(mass > 0))
        return {};
    // Band of half width 2, scaled by the mass; a bend costs the same whatever the number of knots.
    const double bend = stiffness * std::pow(toKnot, 3);
    std::vector<double> band(n * 3); // band[i * 3 + d] = A(i, i - d)
    for (std::size_t i = 0; i < n; ++i) {
        band[i * 3] = diagonal[i] / mass + 1e-9;
        band[i * 3 + 1] = i > 0 ? next[i - 1] / mass : 0;
        right[i] /= mass;
    }
    for (std::size_t i = 1; i + 1 < n; ++i) {
        band[(i - 1) * 3] += bend;
        band[i * 3] += 4 * bend;
        band[(i + 1) * 3] += bend;
        band[i * 3 + 1] -= 2 * bend;
        band[(i + 1) * 3 + 1] -= 2 * bend;
        band[(i + 1) * 3 + 2] += bend;
    }
    // A tiny pull towards the mean keeps the matrix definite when a single knot holds all samples.
    double mean = 0;
    for (std::size_t i = 0; i < n; ++i)
        mean += right[i];
    for (std::size_t i = 0; i < n; ++i)
        right[i] += 1e-9 * mean;
    for (std::size_t j = 0; j < n; ++j) { // banded Cholesky
        double pivot = band[j * 3];
        for (std::size_t d = 1; d <= 2 && d <= j; ++d)
            pivot -= band[j * 3 + d] * band[j * 3 + d];
        if (!(pivot > 0))
            return {};
        const double root = std::sqrt(pivot);
        band[j * 3] = root;
        if (j + 1 < n) {
            double value = band[(j + 1) * 3 + 1];
            if (j >= 1)
                value -= band[(j + 1) * 3 + 2] * band[j * 3 + 1];
            band[(j + 1) * 3 + 1] = value / root;
        }
        if (j + 2 < n)
            band[(j + 2) * 3 + 2] /= root;
    }
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t d = 1; d <= 2 && d <= i; ++d)
            right[i] -= band[i * 3 + d] * right[i - d];
        right[i] /= band[i * 3];
    }
    for (std::size_t i = n; i-- > 0;) {
        for (std::size_t d = 1; d <= 2 && i + d < n; ++d)
            right[i] -= band[(i + d) * 3 + d] * right[i + d];
        right[i] /= band[i * 3];
    }
    return right;
}

} // namespace maquette::edit::fit
