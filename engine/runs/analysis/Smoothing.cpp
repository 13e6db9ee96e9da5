// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/analysis/Smoothing.h"

#include <algorithm>
#include <cmath>

namespace maquette::runs {

namespace {

using Values = std::span<const double>;

void exponential(Values y, double weight, bool corrected, std::span<double> out)
{
    double mean = 0;
    double fade = 1; // w^n
    bool any = false;
    for (std::size_t i = 0; i < y.size(); ++i) {
        if (!std::isfinite(y[i]))
            continue;
        if (!corrected && !any)
            mean = y[i];
        else
            mean = weight * mean + (1 - weight) * y[i];
        any = true;
        fade *= weight;
        out[i] = corrected && weight < 1 ? mean / (1 - fade) : mean;
    }
}

void timeWeighted(Values x, Values y, const SmoothOptions& options, double range, std::span<double> out)
{
    const double weight = std::min(std::sqrt(options.weight), 0.999);
    double sum = 0;
    double share = 0;
    double before = 0;
    for (std::size_t i = 0; i < y.size(); ++i) {
        if (!std::isfinite(y[i]))
            continue;
        const double step = share > 0 && range > 0 ? (x[i] - before) / range * options.viewSteps : 0;
        const double fade = std::pow(weight, std::max(step, 0.0));
        before = x[i];
        sum = fade * sum + y[i];
        share = fade * share + 1;
        out[i] = sum / share;
    }
}

/// Sums of blocks from both sides: each window is the end of one block and the start of the next, so nothing is ever
/// taken off a sum again and one huge value does not spoil those after it.
void movingAverage(Values y, int window, std::span<double> out)
{
    const std::size_t half = std::min(static_cast<std::size_t>(window) / 2, y.size());
    const std::size_t width = 2 * half + 1;
    const std::size_t padded = y.size() + 2 * half;
    std::vector<double> forward(padded), backward(padded), forwardCount(padded), backwardCount(padded);
    const auto finite = [&](std::size_t i) { return i >= half && i - half < y.size() && std::isfinite(y[i - half]); };
    for (std::size_t i = 0; i < padded; ++i) {
        const bool begins = i % width == 0;
        forward[i] = (begins ? 0 : forward[i - 1]) + (finite(i) ? y[i - half] : 0);
        forwardCount[i] = (begins ? 0 : forwardCount[i - 1]) + (finite(i) ? 1 : 0);
    }
    for (std::size_t i = padded; i-- > 0;) {
        const bool ends = i % width == width - 1 || i + 1 == padded;
        backward[i] = (ends ? 0 : backward[i + 1]) + (finite(i) ? y[i - half] : 0);
        backwardCount[i] = (ends ? 0 : backwardCount[i + 1]) + (finite(i) ? 1 : 0);
    }
    for (std::size_t i = 0; i < y.size(); ++i) {
        if (!std::isfinite(y[i]))
            continue;
        const std::size_t last = i + width - 1;
        const bool whole = i % width == 0; // the window is one block
        const double sum = whole ? forward[last] : backward[i] + forward[last];
        const double count = whole ? forwardCount[last] : backwardCount[i] + forwardCount[last];
        out[i] = sum / count;
    }
}

void gaussian(Values y, double sigma, std::span<double> out)
{
    const auto size = static_cast<std::ptrdiff_t>(y.size());
    const auto radius = std::min(static_cast<std::ptrdiff_t>(std::ceil(3 * sigma)), size);
    std::vector<double> bell(static_cast<std::size_t>(radius) + 1);
    for (std::size_t i = 0; i < bell.size(); ++i)
        bell[i] = std::exp(-0.5 * static_cast<double>(i * i) / (sigma * sigma));
    for (std::ptrdiff_t i = 0; i < size; ++i) {
        if (!std::isfinite(y[static_cast<std::size_t>(i)]))
            continue;
        double sum = 0;
        double share = 0;
        for (std::ptrdiff_t k = std::max<std::ptrdiff_t>(0, i - radius); k <= std::min(size - 1, i + radius); ++k) {
            const double value = y[static_cast<std::size_t>(k)];
            if (!std::isfinite(value))
                continue;
            const double part = bell[static_cast<std::size_t>(std::abs(k - i))];
            sum += part * value;
            share += part;
        }
        out[static_cast<std::size_t>(i)] = sum / share;
    }
}

bool constant(Values y)
{
    return std::all_of(y.begin(), y.end(), [&](double value) { return value == y.front(); });
}

void smoothPart(Values x, Values y, const SmoothOptions& options, double range, std::span<double> out)
{
    if (y.empty() || constant(y))
        return;
    switch (options.kind) {
    case Smoothing::None:
        return;
    case Smoothing::TensorBoard:
        return exponential(y, options.weight, true, out);
    case Smoothing::Aim:
        return exponential(y, options.weight, false, out);
    case Smoothing::MovingAverage:
        return movingAverage(y, options.window, out);
    case Smoothing::TimeWeighted:
        return timeWeighted(x, y, options, range, out);
    case Smoothing::Gaussian:
        return gaussian(y, options.sigma, out);
    }
}

} // namespace

base::Result<void> SmoothOptions::check() const
{
    if (!(weight >= 0 && weight <= 1))
        return base::Error{base::ErrorCode::Usage,
                           {QT_TRANSLATE_NOOP("Engine", "The weight of smoothing must be between 0 and 1, not %1."),
                            {base::number(weight, 3)}},
                           {}};
    if (window < 1 || window > 1'000'000)
        return base::Error{base::ErrorCode::Usage,
                           {QT_TRANSLATE_NOOP("Engine", "A moving average takes 1 to 1000000 points, not %1."),
                            {std::to_string(window)}},
                           {}};
    if (!(sigma > 0 && sigma <= 100'000))
        return base::Error{base::ErrorCode::Usage,
                           {QT_TRANSLATE_NOOP("Engine", "A Gaussian needs a width above 0 and up to 100000, not %1."),
                            {base::number(sigma, 3)}},
                           {}};
    if (!(viewSteps > 0 && std::isfinite(viewSteps)) || !(rangeOfX >= 0 && std::isfinite(rangeOfX)))
        return base::Error{
            base::ErrorCode::Usage,
            {QT_TRANSLATE_NOOP("Engine", "Smoothing by time needs a number of steps above 0 and a finite range."), {}},
            {}};
    return {};
}

std::vector<double> smoothed(CurveView curve, const SmoothOptions& options, std::span<const std::size_t> starts)
{
    const std::size_t size = curve.size();
    std::vector<double> out(curve.y.begin(), curve.y.end());
    if (options.kind == Smoothing::None || size == 0)
        return out;
    std::vector<double> logs;
    std::vector<double> smoothedLogs;
    Values y = curve.y;
    if (options.logarithmic) {
        logs.resize(size);
        std::transform(y.begin(), y.end(), logs.begin(), [](double v) { return v > 0 ? std::log(v) : missing; });
        smoothedLogs = logs;
        y = logs;
    }
    const std::span<double> result = options.logarithmic ? smoothedLogs : out;
    const double range = options.rangeOfX > 0 ? options.rangeOfX : curve.x.back() - curve.x.front();
    std::size_t begin = 0;
    for (std::size_t part = 0; part <= starts.size(); ++part) {
        const std::size_t end = part < starts.size() ? std::clamp(starts[part], begin, size) : size;
        smoothPart(curve.x.subspan(begin, end - begin), y.subspan(begin, end - begin), options, range,
                   result.subspan(begin, end - begin));
        begin = end;
    }
    if (options.logarithmic)
        for (std::size_t i = 0; i < size; ++i)
            if (std::isfinite(logs[i]) && result[i] != logs[i]) // what was left alone stays exact
                out[i] = std::exp(result[i]);
    return out;
}

} // namespace maquette::runs
