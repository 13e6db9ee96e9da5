// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/analysis/Axes.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

namespace maquette::runs {

namespace {

std::vector<double> processTimes(const AxisSource& source)
{
    std::vector<double> out(source.steps.size(), missing);
    double away = missing; // what is taken off: the start and the pauses
    double before = missing;
    std::size_t restart = 0;
    for (std::size_t i = 0; i < source.wallTimes.size(); ++i) {
        bool anew = false;
        while (restart < source.restarts.size() && source.restarts[restart] <= i) {
            anew = true;
            ++restart;
        }
        const double time = source.wallTimes[i];
        if (!std::isfinite(time)) {
            // A pause is measured at the first point after it that has a time.
            if (anew && restart > 0)
                --restart;
            continue;
        }
        if (std::isnan(away))
            away = time;
        else if (anew)
            away += time - before;
        before = time;
        out[i] = time - away;
    }
    return out;
}

std::vector<double> relativeTimes(const AxisSource& source)
{
    std::vector<double> out(source.steps.size(), missing);
    double start = source.firstTime;
    for (std::size_t i = 0; i < source.wallTimes.size(); ++i) {
        const double time = source.wallTimes[i];
        if (!std::isfinite(time))
            continue;
        if (!std::isfinite(start))
            start = time;
        out[i] = time - start;
    }
    return out;
}

double roundStep(double raw)
{
    const double power = std::pow(10.0, std::floor(std::log10(raw)));
    const double first = raw / power;
    return power * (first <= 1 ? 1 : first <= 2 ? 2 : first <= 5 ? 5 : 10);
}

} // namespace

std::vector<double> joinOnStep(std::span<const std::int64_t> steps, std::span<const std::int64_t> from,
                               std::span<const double> values, Join join)
{
    assert(from.size() == values.size());
    std::vector<double> out(steps.size(), missing);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const auto after
            = static_cast<std::size_t>(std::upper_bound(from.begin(), from.end(), steps[i]) - from.begin());
        if (after == 0)
            continue;
        const std::size_t left = after - 1;
        if (from[left] == steps[i] || join == Join::LastBefore)
            out[i] = values[left];
        else if (join == Join::Interpolate && after < from.size()) {
            const double width = static_cast<double>(from[after]) - static_cast<double>(from[left]);
            const double share = (static_cast<double>(steps[i]) - static_cast<double>(from[left])) / width;
            out[i] = values[left] * (1 - share) + values[after] * share;
        }
    }
    return out;
}

std::vector<double> axisValues(XAxis axis, const AxisSource& source)
{
    assert(source.wallTimes.empty() || source.wallTimes.size() == source.steps.size());
    std::vector<double> out(source.steps.begin(), source.steps.end());
    switch (axis) {
    case XAxis::Step:
        break;
    case XAxis::RelativeTime:
        return relativeTimes(source);
    case XAxis::ProcessTime:
        return processTimes(source);
    case XAxis::WallTime:
        out.assign(source.steps.size(), missing);
        std::copy(source.wallTimes.begin(), source.wallTimes.end(), out.begin());
        break;
    case XAxis::Samples:
    case XAxis::Tokens:
        for (double& value : out)
            value *= source.perStep;
        break;
    case XAxis::Epoch:
        for (double& value : out)
            value /= source.perStep;
        break;
    case XAxis::Metric:
        return joinOnStep(source.steps, source.metricSteps, source.metricValues, source.join);
    }
    return out;
}

AlignedCurve alignCurve(std::span<const double> x, std::span<const double> y)
{
    assert(x.size() == y.size());
    AlignedCurve out;
    for (std::size_t i = 0; i < x.size(); ++i)
        if (std::isfinite(x[i]))
            out.kept.push_back(i);
    const auto before = [&](std::size_t i, std::size_t k) { return x[i] < x[k]; };
    if (!std::is_sorted(out.kept.begin(), out.kept.end(), before))
        std::stable_sort(out.kept.begin(), out.kept.end(), before);
    out.curve.x.reserve(out.kept.size());
    out.curve.y.reserve(out.kept.size());
    for (const std::size_t i : out.kept) {
        out.curve.x.push_back(x[i]);
        out.curve.y.push_back(y[i]);
    }
    return out;
}

std::vector<Tick> linearTicks(double low, double high, int most)
{
    std::vector<Tick> out;
    if (!std::isfinite(low) || !std::isfinite(high) || !(high > low) || !std::isfinite(high - low) || most < 1)
        return out;
    const double step = roundStep((high - low) / most);
    if (!(step > 0) || low + step == low || high + step == high) // closer than numbers lie
        return out;
    for (double at = std::ceil(low / step); at * step <= high; ++at)
        out.push_back({at == 0 ? 0.0 : at * step, true});
    return out;
}

std::vector<Tick> logTicks(double low, double high, int most)
{
    std::vector<Tick> out;
    if (!std::isfinite(high) || !(high > 0) || std::isnan(low) || most < 1)
        return out;
    low = std::max(low, std::numeric_limits<double>::min());
    if (!(high > low))
        return out;
    const int first = static_cast<int>(std::floor(std::log10(low)));
    const int last = static_cast<int>(std::ceil(std::log10(high)));
    const double decades = std::log10(high) - std::log10(low);
    if (decades < 0.7)
        return linearTicks(low, high, most);
    const int stride = std::max(1, static_cast<int>(std::ceil(decades / most)));
    for (int power = first; power <= last; ++power) {
        const double decade = std::pow(10.0, power);
        const bool labeled = (power % stride + stride) % stride == 0;
        for (int digit = 1; digit < 10; ++digit) {
            const double value = digit * decade;
            if (value < low || value > high || (digit > 1 && stride > 1))
                continue;
            out.push_back({value, digit == 1 ? labeled : decades < 1.5 && (digit == 2 || digit == 5)});
        }
    }
    return out;
}

} // namespace maquette::runs
