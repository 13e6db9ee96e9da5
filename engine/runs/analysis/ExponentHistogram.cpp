// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/analysis/ExponentHistogram.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

namespace maquette::runs {

namespace {

constexpr int lowest = -149; ///< of FP32
constexpr int highest = 1023;

void trim(ExponentHistogram& histogram)
{
    auto& counts = histogram.counts;
    while (!counts.empty() && counts.back() == 0)
        counts.pop_back();
    const auto begin = std::find_if(counts.begin(), counts.end(), [](double c) { return c != 0; });
    histogram.first = counts.empty() ? 0 : histogram.first + static_cast<int>(begin - counts.begin());
    counts.erase(counts.begin(), begin);
}

/// Spreads `count` over magnitudes low … high (0 <= low <= high).
void spread(ExponentHistogram& histogram, double low, double high, double count)
{
    const double floor = std::ldexp(1.0, lowest);
    if (!(count > 0))
        return;
    if (high < floor) {
        histogram.zeros += count;
        return;
    }
    if (!(high > low)) {
        histogram.counts[static_cast<std::size_t>(std::ilogb(high) - lowest)] += count;
        return;
    }
    // Halves of the width, so that it does not overflow.
    const double width = high / 2 - low / 2;
    if (low < floor)
        histogram.zeros += count * (floor - low) / 2 / width;
    for (int e = std::max(lowest, low > 0 ? std::ilogb(low) : lowest); e <= std::ilogb(high); ++e) {
        const double begin = std::max(low, std::ldexp(1.0, e));
        const double end = e < highest ? std::min(high, std::ldexp(1.0, e + 1)) : high;
        if (end > begin)
            histogram.counts[static_cast<std::size_t>(e - lowest)] += count * (end / 2 - begin / 2) / width;
    }
}

/// The share of values with log2 |x| below `place`, or above it.
Share shareOf(const ExponentHistogram& histogram, double place, bool below)
{
    Share share;
    const double elements = histogram.elements();
    if (!(elements > 0))
        return share;
    for (std::size_t i = 0; i < histogram.counts.size(); ++i) {
        const double begin = histogram.first + static_cast<double>(i);
        double part = std::clamp(place - begin, 0.0, 1.0); // of the bin that lies below
        if (!below)
            part = 1 - part;
        share.percent += histogram.counts[i] * part;
        share.least += part >= 1 ? histogram.counts[i] : 0;
        share.most += part > 0 ? histogram.counts[i] : 0;
    }
    for (double* value : {&share.percent, &share.least, &share.most})
        *value *= 100 / elements;
    return share;
}

} // namespace

double ExponentHistogram::values() const { return std::accumulate(counts.begin(), counts.end(), 0.0); }

ExponentHistogram exponentsOf(std::span<const float> values)
{
    ExponentHistogram histogram;
    histogram.first = lowest;
    histogram.counts.assign(static_cast<std::size_t>(128 - lowest), 0);
    for (const float value : values) {
        if (value == 0)
            ++histogram.zeros;
        else if (!std::isfinite(value))
            ++histogram.notFinite;
        else
            ++histogram.counts[static_cast<std::size_t>(std::ilogb(value) - lowest)];
    }
    trim(histogram);
    return histogram;
}

ExponentHistogram exponentsOf(const runlog::Histogram& logged)
{
    ExponentHistogram histogram;
    histogram.estimated = true;
    histogram.first = lowest;
    histogram.counts.assign(static_cast<std::size_t>(highest - lowest + 1), 0);
    const double low = std::isfinite(logged.minimum) ? logged.minimum : -INFINITY;
    const double high = std::isfinite(logged.maximum) ? logged.maximum : INFINITY;
    const std::size_t bins = std::min(logged.counts.size(), logged.edges.empty() ? 0 : logged.edges.size() - 1);
    for (std::size_t i = 0; i < bins; ++i) {
        const double count = logged.counts[i];
        double begin = std::max(logged.edges[i], low);
        double end = std::min(logged.edges[i + 1], high);
        if (!(count > 0) || !std::isfinite(count) || !(logged.edges[i] <= logged.edges[i + 1]))
            continue;
        if (begin > end) // minimum and maximum that contradict the edges
            begin = end = std::clamp(low, logged.edges[i], logged.edges[i + 1]);
        if (!std::isfinite(begin) || !std::isfinite(end)) {
            histogram.notFinite += count;
            continue;
        }
        if (begin < 0 && end > 0) {
            const double width = end / 2 - begin / 2;
            spread(histogram, 0, -begin, count * (-begin / 2 / width));
            spread(histogram, 0, end, count * (end / 2 / width));
        } else {
            spread(histogram, std::min(std::abs(begin), std::abs(end)), std::max(std::abs(begin), std::abs(end)),
                   count);
        }
    }
    trim(histogram);
    return histogram;
}

RepresentableWindow representableWindow(const ExponentHistogram& histogram, NumberFormat format, double scale)
{
    assert(scale > 0 && std::isfinite(scale));
    const FormatFacts& facts = factsOf(format);
    const double shift = std::log2(scale);
    RepresentableWindow window;
    window.smallest = std::log2(facts.smallest) - shift;
    window.normal = facts.lowestExponent - shift;
    window.largest = std::log2(facts.largest) - shift;
    window.underflow = shareOf(histogram, window.smallest - 1, true);
    window.overflow = shareOf(histogram, window.largest, false);
    const Share belowNormal = shareOf(histogram, window.normal, true);
    window.subnormal.percent = belowNormal.percent - window.underflow.percent;
    window.subnormal.least = std::max(0.0, belowNormal.least - window.underflow.most);
    window.subnormal.most = belowNormal.most - window.underflow.least;
    return window;
}

} // namespace maquette::runs
