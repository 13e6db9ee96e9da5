// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/analysis/Fp8Scaling.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <deque>

namespace maquette::runs {

namespace {

/// The largest of the last `size` values, by a queue that only falls.
class SlidingMaximum {
public:
    explicit SlidingMaximum(std::size_t size)
        : m_size(size)
    {
    }

    void push(std::size_t index, float value)
    {
        // The latest of equals, so that the strip marks the entry that stays longest.
        while (!m_queue.empty() && !(m_queue.back().value > value))
            m_queue.pop_back();
        m_queue.push_back({index, value});
        while (m_queue.front().index + m_size <= index)
            m_queue.pop_front();
    }

    struct Entry {
        std::size_t index;
        float value;
    };
    [[nodiscard]] Entry largest() const { return m_queue.front(); }

private:
    std::size_t m_size;
    std::deque<Entry> m_queue;
};

double headroomOf(float largest, double amax, float scale)
{
    return std::log2(static_cast<double>(largest)) - std::log2(amax) - std::log2(static_cast<double>(scale));
}

} // namespace

float transformerEngineScale(float amax, float previous, float largest, int margin)
{
    if (!(amax > 0) || !std::isfinite(amax))
        return previous;
    const float scale = std::ldexp(largest, -margin) / amax;
    return std::isinf(scale) ? std::numeric_limits<float>::max() : scale;
}

float msAmpScale(float amax, float previous, float largest, int margin)
{
    const float exponent = std::floor(std::log2(largest / amax)) - static_cast<float>(margin);
    float scale = std::exp2(std::abs(exponent));
    if (!(amax > 0) || !std::isfinite(amax))
        scale = previous;
    if (exponent < 0)
        scale = 1 / scale;
    return scale;
}

float torchaoScale(float amax, float largest, bool powerOfTwo)
{
    const auto scale = static_cast<float>(static_cast<double>(largest) / std::max(static_cast<double>(amax), 1e-12));
    return powerOfTwo && scale > 0 ? std::exp2(std::floor(std::log2(scale))) : scale;
}

std::vector<ScalingStep> replayScaling(std::span<const double> amax, const ScalingRule& rule)
{
    const auto window = static_cast<std::size_t>(std::max(rule.window, 1));
    SlidingMaximum maximum(window);
    std::vector<ScalingStep> out(amax.size());
    float scale = 1;
    std::size_t source = noSource;
    std::size_t counter = 0; // MS-AMP's amax_counter
    for (std::size_t i = 0; i < amax.size(); ++i) {
        const auto now = static_cast<float>(amax[i]);
        const bool usable = now > 0 && std::isfinite(now);
        ScalingStep& step = out[i];
        step.current = rule.kind == ScalingRule::Kind::Current
            || (rule.kind == ScalingRule::Kind::MsAmp && (window == 1 || counter < window));
        if (step.current) {
            scale = rule.kind == ScalingRule::Kind::Current ? torchaoScale(now, rule.largest, rule.powerOfTwo)
                                                            : msAmpScale(now, scale, rule.largest, rule.margin);
            if (usable || rule.kind == ScalingRule::Kind::Current)
                source = i;
        }
        step.scale = scale;
        step.source = source;
        step.headroom = headroomOf(rule.largest, amax[i], scale);
        if (rule.kind == ScalingRule::Kind::Current)
            continue;
        if (rule.kind == ScalingRule::Kind::TransformerEngine) {
            // An amax that is not finite stays in the history and keeps the scale for as long as it is there.
            maximum.push(i, std::isnan(now) ? INFINITY : now);
            const auto found = rule.mostRecent ? SlidingMaximum::Entry{i, now} : maximum.largest();
            if (found.value > 0 && std::isfinite(found.value))
                source = found.index;
            scale = transformerEngineScale(found.value, scale, rule.largest, rule.margin);
            continue;
        }
        // MS-AMP takes an amax that is not finite out of the window and starts its warm-up again.
        maximum.push(i, std::isfinite(now) ? now : 0);
        const auto found = maximum.largest();
        if (found.value > 0)
            source = found.index;
        scale = msAmpScale(found.value, scale, rule.largest, rule.margin);
        counter = std::isfinite(now) ? counter + 1 : 0;
    }
    return out;
}

AmaxWindow windowOf(std::span<const ScalingStep> replay, std::size_t step, const ScalingRule& rule)
{
    assert(step < replay.size());
    AmaxWindow window;
    window.source = replay[step].source;
    if (replay[step].current) {
        window.begin = step;
        window.end = step + 1;
        return window;
    }
    const auto size = rule.mostRecent ? std::size_t(1) : static_cast<std::size_t>(std::max(rule.window, 1));
    window.end = step; // the scale was made before the step
    window.begin = step > size ? step - size : 0;
    return window;
}

ScaleChanges scaleChanges(std::span<const std::int64_t> steps, std::span<const double> scales)
{
    assert(steps.size() == scales.size());
    ScaleChanges out;
    std::size_t since = 0;
    double before = missing;
    double count = 0;
    double mean = 0;
    double squares = 0;
    for (std::size_t i = 0; i < scales.size(); ++i) {
        if (!(scales[i] > 0) || !std::isfinite(scales[i]))
            continue;
        const double log = std::log2(scales[i]);
        ++count;
        const double off = log - mean;
        mean += off / count;
        squares += off * (log - mean);
        if (std::isnan(before)) {
            since = i;
        } else if (scales[i] != scales[since]) {
            ++out.changes;
            since = i;
            if (std::abs(log - before) > out.largestJump) {
                out.largestJump = std::abs(log - before);
                out.jumpStep = steps[i];
            }
        }
        before = log;
        out.currentStay = steps[i] - steps[since];
        out.longestStay = std::max(out.longestStay, out.currentStay);
    }
    if (count > 0)
        out.deviation = std::sqrt(squares / count);
    return out;
}

} // namespace maquette::runs
