// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/analysis/Sampling.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

namespace maquette::runs {

namespace {

using Indices = std::vector<std::size_t>;

constexpr std::size_t none = static_cast<std::size_t>(-1);

struct Extremes {
    std::size_t lowest = none;
    std::size_t highest = none;
    std::size_t broken = none; ///< the first that is not finite
    std::int64_t finite = 0; ///< how many are
};

Extremes extremesOf(std::span<const double> y, std::size_t begin, std::size_t end)
{
    // Values first, which needs no branches, and then where they stand.
    double low = INFINITY;
    double high = -INFINITY;
    std::int64_t count = 0;
    for (std::size_t i = begin; i < end; ++i) {
        const double value = y[i];
        const bool finite = std::abs(value) <= std::numeric_limits<double>::max();
        count += finite;
        low = finite && value < low ? value : low;
        high = finite && value > high ? value : high;
    }
    Extremes found;
    found.finite = count;
    if (count < static_cast<std::int64_t>(end - begin))
        for (found.broken = begin; std::isfinite(y[found.broken]); ++found.broken) { }
    if (count == 0)
        return found;
    for (found.lowest = begin; y[found.lowest] != low; ++found.lowest) { }
    for (found.highest = begin; y[found.highest] != high; ++found.highest) { }
    return found;
}

/// Calls take(begin, end) for each column that has points.
template <class Take>
void forColumns(std::span<const double> x, std::size_t begin, std::size_t end, double from, double to, int columns,
                const Take& take)
{
    const double ratio = to > from ? columns / (to - from) : 0;
    const double scale = std::isfinite(ratio) ? ratio : 0; // a range too narrow to divide is one column
    const auto columnOf = [&](std::size_t i) {
        return scale > 0 ? std::clamp(static_cast<int>((x[i] - from) * scale), 0, columns - 1) : 0;
    };
    while (begin < end) {
        const int column = columnOf(begin);
        // Points are spread unevenly, so the end of a column is searched for by doubling.
        std::size_t step = 1;
        std::size_t low = begin;
        while (low + step < end && columnOf(low + step) == column) {
            low += step;
            step *= 2;
        }
        std::size_t high = std::min(low + step, end);
        while (high - low > 1) {
            const std::size_t middle = low + (high - low) / 2;
            (columnOf(middle) == column ? low : high) = middle;
        }
        take(column, begin, low + 1);
        begin = low + 1;
    }
}

template <class Choose>
Indices sampleColumns(CurveView curve, double from, double to, int columns, const Choose& choose)
{
    Indices out;
    if (curve.size() == 0 || columns < 1 || !(to >= from))
        return out;
    const auto begin
        = static_cast<std::size_t>(std::lower_bound(curve.x.begin(), curve.x.end(), from) - curve.x.begin());
    const auto end = static_cast<std::size_t>(std::upper_bound(curve.x.begin(), curve.x.end(), to) - curve.x.begin());
    if (begin > 0)
        out.push_back(begin - 1);
    forColumns(curve.x, begin, end, from, to, columns, [&](int, std::size_t first, std::size_t past) {
        std::array<std::size_t, 5> chosen = choose(extremesOf(curve.y, first, past), first, past - 1);
        std::sort(chosen.begin(), chosen.end());
        for (const std::size_t i : chosen)
            if (i != none && (out.empty() || out.back() != i))
                out.push_back(i);
    });
    if (end < curve.size())
        out.push_back(end);
    return out;
}

} // namespace

Indices sampleM4(CurveView curve, double from, double to, int columns)
{
    return sampleColumns(curve, from, to, columns, [](const Extremes& e, std::size_t first, std::size_t last) {
        return std::array<std::size_t, 5>{first, last, e.lowest, e.highest, e.broken};
    });
}

Indices sampleMinMax(CurveView curve, double from, double to, int columns)
{
    return sampleColumns(curve, from, to, columns, [](const Extremes& e, std::size_t, std::size_t) {
        return std::array<std::size_t, 5>{e.lowest, e.highest, e.broken, none, none};
    });
}

Indices sampleLttb(CurveView curve, std::size_t points)
{
    const std::size_t size = curve.size();
    Indices out;
    if (points >= size || points < 3) {
        out.resize(size);
        std::iota(out.begin(), out.end(), std::size_t(0));
        return out;
    }
    const double every = static_cast<double>(size - 2) / static_cast<double>(points - 2);
    const auto edge = [&](std::size_t bucket) {
        return std::min(static_cast<std::size_t>(static_cast<double>(bucket) * every) + 1, size - 1);
    };
    out.reserve(points);
    out.push_back(0);
    for (std::size_t bucket = 0; bucket + 2 < points; ++bucket) {
        const std::size_t begin = edge(bucket);
        const std::size_t end = edge(bucket + 1);
        const std::size_t past = bucket + 3 < points ? edge(bucket + 2) : size;
        double meanX = 0;
        double meanY = 0;
        double count = 0;
        for (std::size_t i = end; i < past; ++i)
            if (std::isfinite(curve.y[i])) {
                meanX += curve.x[i];
                meanY += curve.y[i];
                ++count;
            }
        if (count > 0) {
            meanX /= count;
            meanY /= count;
        }
        const std::size_t before = out.back();
        const double x0 = curve.x[before];
        const double y0 = std::isfinite(curve.y[before]) ? curve.y[before] : meanY;
        double largest = -1;
        std::size_t chosen = begin;
        for (std::size_t i = begin; i < end; ++i) {
            const double area = std::abs((x0 - meanX) * (curve.y[i] - y0) - (x0 - curve.x[i]) * (meanY - y0));
            if (area > largest) {
                largest = area;
                chosen = i;
            }
        }
        out.push_back(chosen);
    }
    out.push_back(size - 1);
    return out;
}

Indices sampleMinMaxLttb(CurveView curve, std::size_t points, int ratio)
{
    const std::size_t size = curve.size();
    const std::size_t buckets = points * static_cast<std::size_t>(std::max(ratio, 2)) / 2;
    if (points < 3 || size <= 2 * buckets || buckets == 0)
        return sampleLttb(curve, points);
    Indices kept = {0};
    for (std::size_t bucket = 0; bucket < buckets; ++bucket) {
        const std::size_t begin = 1 + bucket * (size - 2) / buckets;
        const std::size_t end = 1 + (bucket + 1) * (size - 2) / buckets;
        const Extremes found = extremesOf(curve.y, begin, end);
        if (found.lowest == none)
            continue;
        kept.push_back(std::min(found.lowest, found.highest));
        if (found.lowest != found.highest)
            kept.push_back(std::max(found.lowest, found.highest));
    }
    kept.push_back(size - 1);
    Curve few;
    for (const std::size_t i : kept) {
        few.x.push_back(curve.x[i]);
        few.y.push_back(curve.y[i]);
    }
    Indices out = sampleLttb(few.view(), points);
    for (std::size_t& i : out)
        i = kept[i];
    return out;
}

std::vector<ColumnRange> envelope(CurveView curve, double from, double to, int columns)
{
    std::vector<ColumnRange> out(static_cast<std::size_t>(std::max(columns, 0)));
    if (curve.size() == 0 || columns < 1 || !(to >= from))
        return out;
    const auto begin
        = static_cast<std::size_t>(std::lower_bound(curve.x.begin(), curve.x.end(), from) - curve.x.begin());
    const auto end = static_cast<std::size_t>(std::upper_bound(curve.x.begin(), curve.x.end(), to) - curve.x.begin());
    forColumns(curve.x, begin, end, from, to, columns, [&](int column, std::size_t first, std::size_t past) {
        const Extremes found = extremesOf(curve.y, first, past);
        if (found.finite > 0)
            out[static_cast<std::size_t>(column)] = {curve.y[found.lowest], curve.y[found.highest], found.finite};
    });
    return out;
}

} // namespace maquette::runs
