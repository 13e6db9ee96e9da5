// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/analysis/Statistics.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

namespace maquette::runs {

namespace {

/// The continued fraction of the incomplete beta function, evaluated by Lentz's method (DLMF 8.17.22).
double betaFraction(double a, double b, double x)
{
    constexpr double tiny = 1e-300;
    const auto guarded = [](double v) { return std::abs(v) < tiny ? tiny : v; };
    double c = 1;
    double d = 1 / guarded(1 - (a + b) * x / (a + 1));
    double result = d;
    for (int m = 1; m <= 500; ++m) {
        const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        d = 1 / guarded(1 + even * d);
        c = guarded(1 + even / c);
        result *= d * c;
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        d = 1 / guarded(1 + odd * d);
        c = guarded(1 + odd / c);
        result *= d * c;
        if (std::abs(d * c - 1) < 1e-15)
            break;
    }
    return result;
}

/// I_x(a, b) for 0 <= x <= 1.
double incompleteBeta(double a, double b, double x)
{
    if (x <= 0)
        return 0;
    if (x >= 1)
        return 1;
    const double front
        = std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) + a * std::log(x) + b * std::log1p(-x));
    // The fraction converges fast only on this side of the mean.
    if (x < (a + 1) / (a + b + 2))
        return front * betaFraction(a, b, x) / a;
    return 1 - front * betaFraction(b, a, 1 - x) / b;
}

std::vector<double> ranks(std::span<const double> values)
{
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::sort(order.begin(), order.end(), [&](std::size_t i, std::size_t k) { return values[i] < values[k]; });
    std::vector<double> out(values.size());
    for (std::size_t begin = 0; begin < order.size();) {
        std::size_t end = begin;
        while (end < order.size() && values[order[end]] == values[order[begin]])
            ++end;
        for (std::size_t i = begin; i < end; ++i)
            out[order[i]] = static_cast<double>(begin + end - 1) / 2;
        begin = end;
    }
    return out;
}

struct Pairs {
    std::vector<double> a;
    std::vector<double> b;
};

Pairs finitePairs(std::span<const double> a, std::span<const double> b)
{
    assert(a.size() == b.size());
    Pairs pairs;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (std::isfinite(a[i]) && std::isfinite(b[i])) {
            pairs.a.push_back(a[i]);
            pairs.b.push_back(b[i]);
        }
    return pairs;
}

double correlation(const Pairs& pairs)
{
    const auto count = static_cast<double>(pairs.a.size());
    if (count < 2)
        return missing;
    const double meanA = std::accumulate(pairs.a.begin(), pairs.a.end(), 0.0) / count;
    const double meanB = std::accumulate(pairs.b.begin(), pairs.b.end(), 0.0) / count;
    double both = 0;
    double squareA = 0;
    double squareB = 0;
    for (std::size_t i = 0; i < pairs.a.size(); ++i) {
        const double da = pairs.a[i] - meanA;
        const double db = pairs.b[i] - meanB;
        both += da * db;
        squareA += da * da;
        squareB += db * db;
    }
    if (!(squareA > 0) || !(squareB > 0))
        return missing;
    return std::clamp(both / (std::sqrt(squareA) * std::sqrt(squareB)), -1.0, 1.0);
}

} // namespace

Spread summarize(std::span<double> values)
{
    const auto end = std::partition(values.begin(), values.end(), [](double v) { return std::isfinite(v); });
    const auto finite = values.first(static_cast<std::size_t>(end - values.begin()));
    Spread summary;
    summary.count = static_cast<std::int64_t>(finite.size());
    if (finite.empty())
        return summary;
    const auto count = static_cast<double>(finite.size());
    // Sorted first: the sum then does not depend on the order in which runs were given.
    std::sort(finite.begin(), finite.end());
    summary.minimum = finite.front();
    summary.maximum = finite.back();
    const std::size_t middle = finite.size() / 2;
    summary.median = finite.size() % 2 ? finite[middle] : finite[middle - 1] / 2 + finite[middle] / 2;
    summary.mean = std::accumulate(finite.begin(), finite.end(), 0.0) / count;
    if (finite.size() < 2)
        return summary;
    double squares = 0;
    for (const double value : finite)
        squares += (value - summary.mean) * (value - summary.mean);
    summary.deviation = std::sqrt(squares / (count - 1));
    summary.error = summary.deviation / std::sqrt(count);
    const double reach = studentQuantile(0.975, count - 1) * summary.error;
    summary.low = summary.mean - reach;
    summary.high = summary.mean + reach;
    return summary;
}

double studentProbability(double t, double freedom)
{
    assert(freedom > 0);
    if (std::isinf(t))
        return t > 0 ? 1 : 0;
    const double tail = 0.5 * incompleteBeta(freedom / 2, 0.5, freedom / (freedom + t * t));
    return t > 0 ? 1 - tail : tail;
}

double studentQuantile(double probability, double freedom)
{
    assert(freedom > 0 && probability >= 0 && probability <= 1);
    if (probability == 0 || probability == 1)
        return probability == 0 ? -INFINITY : INFINITY;
    // Bands ask for the same few again and again.
    thread_local double knownProbability = missing;
    thread_local std::vector<double> known;
    if (knownProbability != probability) {
        known.assign(1024, missing);
        knownProbability = probability;
    }
    const bool small = freedom < 1024 && freedom == std::floor(freedom);
    if (small && !std::isnan(known[static_cast<std::size_t>(freedom)]))
        return known[static_cast<std::size_t>(freedom)];
    double low = -1;
    double high = 1;
    while (studentProbability(low, freedom) > probability && low > -1e300)
        low *= 2;
    while (studentProbability(high, freedom) < probability && high < 1e300)
        high *= 2;
    for (int i = 0; i < 200 && high - low > 1e-13 * std::max(1.0, std::abs(low)); ++i) {
        const double middle = low + (high - low) / 2;
        (studentProbability(middle, freedom) < probability ? low : high) = middle;
    }
    const double quantile = low + (high - low) / 2;
    if (small)
        known[static_cast<std::size_t>(freedom)] = quantile;
    return quantile;
}

double pearson(std::span<const double> a, std::span<const double> b) { return correlation(finitePairs(a, b)); }

double spearman(std::span<const double> a, std::span<const double> b)
{
    Pairs pairs = finitePairs(a, b);
    return correlation({ranks(pairs.a), ranks(pairs.b)});
}

double pooledDeviation(std::span<const PooledPart> parts)
{
    double count = 0;
    double sum = 0;
    for (const PooledPart& part : parts) {
        count += part.count;
        sum += part.count * part.mean;
    }
    if (!(count > 0))
        return missing;
    const double mean = sum / count;
    double squares = 0;
    for (const PooledPart& part : parts)
        squares += part.count * (part.deviation * part.deviation + (part.mean - mean) * (part.mean - mean));
    return std::sqrt(squares / count);
}

} // namespace maquette::runs
