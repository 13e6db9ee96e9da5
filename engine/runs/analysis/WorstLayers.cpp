// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/analysis/WorstLayers.h"

#include "runs/analysis/Fp8Scaling.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace maquette::runs {

namespace {

/// The part of a series within [from, to].
CurveView cut(const StepSeries& series, std::int64_t from, std::int64_t to, std::span<const std::int64_t>& steps)
{
    const auto begin = std::lower_bound(series.steps.begin(), series.steps.end(), from);
    const auto end = std::upper_bound(begin, series.steps.end(), to);
    const auto first = static_cast<std::size_t>(begin - series.steps.begin());
    const auto count = static_cast<std::size_t>(end - begin);
    steps = std::span(series.steps).subspan(first, count);
    return {{}, std::span(series.values).subspan(first, count)};
}

struct Ends {
    double last = missing;
    double lowest = missing;
    double highest = missing;
};

Ends endsOf(const StepSeries& series, std::int64_t from, std::int64_t to)
{
    std::span<const std::int64_t> steps;
    Ends ends;
    for (const double value : cut(series, from, to, steps).y) {
        if (!std::isfinite(value))
            continue;
        ends.last = value;
        ends.lowest = std::isnan(ends.lowest) ? value : std::min(ends.lowest, value);
        ends.highest = std::isnan(ends.highest) ? value : std::max(ends.highest, value);
    }
    return ends;
}

/// In the recipe in use; what would be with others is no health of this run. Transformer Engine names the recipe in use
/// in the statistic when it was asked for by name, so the first that is there counts.
Ends endsOf(const Fp8Table& table, std::size_t layer, TensorKind tensor, int rank, Statistic statistic,
            std::int64_t from, std::int64_t to)
{
    for (const QuantRecipe recipe : {QuantRecipe::InUse, QuantRecipe::DelayedScaling, QuantRecipe::CurrentScaling,
                                     QuantRecipe::BlockScaling, QuantRecipe::Mxfp8, QuantRecipe::Nvfp4})
        if (const StepSeries* series = table.find(layer, tensor, rank, {statistic, recipe}))
            return endsOf(*series, from, to);
    return {};
}

/// The larger, the worse; missing stays missing.
double badness(const TensorHealth& health, HealthColumn column)
{
    switch (column) {
    case HealthColumn::Underflow:
        return health.underflow;
    case HealthColumn::WorstUnderflow:
        return health.worstUnderflow;
    case HealthColumn::Overflow:
        return health.overflow;
    case HealthColumn::WorstOverflow:
        return health.worstOverflow;
    case HealthColumn::Mse:
        return health.mse;
    case HealthColumn::LeastHeadroom:
        return -health.leastHeadroom;
    case HealthColumn::LeastSnr:
        return -health.leastSnr;
    case HealthColumn::ScaleChanges:
        return static_cast<double>(health.scaleChanges);
    case HealthColumn::LongestStay:
        return static_cast<double>(health.longestStay);
    case HealthColumn::LargestJump:
        return health.largestJump;
    case HealthColumn::ScaleDeviation:
        return health.scaleDeviation;
    }
    return missing;
}

bool worse(const TensorHealth& a, const TensorHealth& b, HealthColumn column)
{
    const double left = badness(a, column);
    const double right = badness(b, column);
    if (std::isnan(left) || std::isnan(right))
        return !std::isnan(left) && std::isnan(right);
    return left > right;
}

TensorHealth healthOf(const Fp8Table& table, std::size_t layer, TensorKind tensor, int rank, std::int64_t from,
                      std::int64_t to)
{
    TensorHealth health{layer, tensor, rank};
    const auto ends = [&](Statistic statistic) { return endsOf(table, layer, tensor, rank, statistic, from, to); };
    const Ends underflow = ends(Statistic::Underflow);
    health.underflow = underflow.last;
    health.worstUnderflow = underflow.highest;
    const Ends overflow = ends(Statistic::Overflow);
    health.overflow = overflow.last;
    health.worstOverflow = overflow.highest;
    health.mse = ends(Statistic::Mse).last;
    health.leastSnr = ends(Statistic::Snr).lowest;
    health.leastHeadroom = endsOf(table.headroom(layer, tensor, rank), from, to).lowest;
    const StepSeries scales = table.scales(layer, tensor, rank);
    std::span<const std::int64_t> steps;
    const CurveView part = cut(scales, from, to, steps);
    const ScaleChanges changes = runs::scaleChanges(steps, part.y);
    health.scaleChanges = changes.changes;
    health.longestStay = changes.longestStay;
    health.largestJump = changes.largestJump;
    health.scaleDeviation = changes.deviation;
    return health;
}

} // namespace

std::vector<TensorHealth> worstLayers(const Fp8Table& table, HealthColumn column, std::int64_t from, std::int64_t to)
{
    std::vector<TensorHealth> out;
    for (int kind = 0; kind <= static_cast<int>(TensorKind::InputGradient); ++kind) {
        const auto tensor = static_cast<TensorKind>(kind);
        for (const std::size_t layer : table.rows(tensor)) {
            bool first = true;
            for (const int rank : table.ranks()) {
                if (table.statistics(layer, tensor, rank).empty())
                    continue;
                const TensorHealth health = healthOf(table, layer, tensor, rank, from, to);
                if (first)
                    out.push_back(health);
                else if (worse(health, out.back(), column))
                    out.back() = health;
                first = false;
            }
        }
    }
    std::stable_sort(out.begin(), out.end(),
                     [&](const TensorHealth& a, const TensorHealth& b) { return worse(a, b, column); });
    return out;
}

RankSpread rankSpread(const Fp8Table& table, std::size_t layer, TensorKind tensor)
{
    struct At {
        double lowest = INFINITY;
        double highest = -INFINITY;
        double sum = 0;
        int count = 0;
        int rank = 0;
    };
    std::map<std::int64_t, At> steps;
    for (const int rank : table.ranks()) {
        const StepSeries scales = table.scales(layer, tensor, rank);
        for (std::size_t i = 0; i < scales.steps.size(); ++i) {
            const double log = std::log2(scales.values[i]);
            if (!std::isfinite(log))
                continue;
            At& at = steps[scales.steps[i]];
            if (log < at.lowest) {
                at.lowest = log;
                at.rank = rank;
            }
            at.highest = std::max(at.highest, log);
            at.sum += log;
            ++at.count;
        }
    }
    RankSpread out;
    for (const auto& [step, at] : steps) {
        if (at.count < 2)
            continue;
        out.steps.push_back(step);
        out.binades.push_back(at.highest - at.lowest);
        out.mean.push_back(at.sum / at.count - at.lowest);
        out.lowestRank.push_back(at.rank);
    }
    return out;
}

double mergedParts(Statistic statistic, std::span<const double> values, std::span<const double> elements)
{
    assert(elements.empty() || elements.size() == values.size());
    assert(statistic != Statistic::Deviation);
    double result = missing;
    double weight = 0;
    double sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double value = values[i];
        if (std::isnan(value))
            continue;
        const bool first = std::isnan(result);
        switch (statistic) {
        case Statistic::Minimum:
        case Statistic::ScaleInverseMinimum:
        case Statistic::Scale:
        case Statistic::Snr:
        case Statistic::Headroom:
            result = first ? value : std::min(result, value);
            break;
        case Statistic::Maximum:
        case Statistic::Amax:
        case Statistic::WindowAmax:
        case Statistic::DynamicRange:
        case Statistic::BlockDynamicRange:
        case Statistic::ScaleInverseMaximum:
            result = first ? value : std::max(result, value);
            break;
        case Statistic::L1Norm:
        case Statistic::Elements:
            result = first ? value : result + value;
            break;
        case Statistic::L2Norm:
            result = first ? std::abs(value) : std::hypot(result, value);
            break;
        default: {
            const double part = elements.empty() ? 1 : elements[i];
            weight += part;
            sum += part * value;
            result = sum / weight;
        }
        }
    }
    return result;
}

StepHealth stepHealth(const Fp8Table& table)
{
    StepHealth out;
    std::map<int, double> lossScales;
    for (const StepState& state : table.steps()) {
        if (state.skipped && (out.skipped.empty() || out.skipped.back() != state.step))
            out.skipped.push_back(state.step);
        if (std::isfinite(state.lossScale)) {
            const auto before = lossScales.find(state.rank);
            // All ranks share the scale; it is counted once.
            if (before != lossScales.end() && state.lossScale < before->second
                && state.rank == lossScales.begin()->first)
                ++out.lossScaleDrops;
            lossScales[state.rank] = out.lossScale = state.lossScale;
        }
        if (std::isnan(state.warming))
            continue;
        if (!out.steps.empty() && out.steps.back() == state.step) {
            out.warming.back() = std::max(out.warming.back(), state.warming);
        } else {
            out.steps.push_back(state.step);
            out.warming.push_back(state.warming);
        }
        if (state.warming > 0)
            out.warmUntil = state.step;
    }
    return out;
}

std::vector<WarmingTensor> warmingTensors(const Fp8Table& table, std::int64_t step)
{
    std::vector<WarmingTensor> out;
    for (const TensorKind tensor : {TensorKind::Input, TensorKind::OutputGradient})
        for (const std::size_t layer : table.rows(tensor)) {
            std::optional<std::int64_t> since;
            for (const int rank : table.ranks()) {
                const StepSeries* current = table.find(layer, tensor, rank, Statistic::Current);
                if (!current)
                    continue;
                auto i = static_cast<std::size_t>(std::upper_bound(current->steps.begin(), current->steps.end(), step)
                                                  - current->steps.begin());
                for (; i > 0 && current->values[i - 1] > 0; --i)
                    since = std::min(since.value_or(step), current->steps[i - 1]);
            }
            if (since)
                out.push_back({layer, tensor, *since});
        }
    return out;
}

} // namespace maquette::runs
