// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/analysis/WhatIf.h"

#include "runs/analysis/Fp8Scaling.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace maquette::runs {

namespace {

constexpr int samples = 64; ///< of a power of two

CastLoss measuredLoss(const Fp8Table& table, std::size_t layer, TensorKind tensor, int rank, std::int64_t step,
                      QuantRecipe recipe)
{
    CastLoss loss;
    const auto read = [&](Statistic statistic) {
        const StepSeries* series = table.find(layer, tensor, rank, {statistic, recipe});
        return series ? valueAt(*series, step) : missing;
    };
    loss.underflow = read(Statistic::Underflow);
    loss.overflow = read(Statistic::Overflow);
    loss.mse = read(Statistic::Mse);
    loss.snr = recipe == QuantRecipe::InUse ? read(Statistic::Snr) : missing;
    return loss;
}

bool empty(const CastLoss& loss)
{
    return std::isnan(loss.underflow) && std::isnan(loss.overflow) && std::isnan(loss.mse) && std::isnan(loss.snr);
}

const ExponentRecord* recordAt(const std::vector<ExponentRecord>* records, std::int64_t step)
{
    if (!records)
        return nullptr;
    const auto after = std::upper_bound(records->begin(), records->end(), step,
                                        [](std::int64_t s, const ExponentRecord& record) { return s < record.step; });
    return after == records->begin() ? nullptr : &*(after - 1);
}

} // namespace

double valueAt(const StepSeries& series, std::int64_t step)
{
    const auto after = std::upper_bound(series.steps.begin(), series.steps.end(), step);
    return after == series.steps.begin() ? missing
                                         : series.values[static_cast<std::size_t>(after - series.steps.begin()) - 1];
}

CastLoss estimatedLoss(const ExponentHistogram& histogram, NumberFormat format, double scale, double amax)
{
    assert(scale > 0 && std::isfinite(scale));
    CastLoss loss;
    const double elements = histogram.elements();
    if (!(elements > 0))
        return loss;
    const double largest = factsOf(format).largest;
    double lost = 0;
    double over = 0;
    double errors = 0;
    double squares = 0;
    for (std::size_t i = 0; i < histogram.counts.size(); ++i) {
        if (!(histogram.counts[i] > 0))
            continue;
        const double low = histogram.first + static_cast<double>(i);
        // The highest power of two ends at amax where it is known.
        const double top = amax > 0 && i + 1 == histogram.counts.size() ? std::log2(amax) : low + 1;
        const double width = std::clamp(top - low, 0.0, 1.0);
        const double each = histogram.counts[i] / samples;
        for (int k = 0; k < samples; ++k) {
            const double x = std::exp2(low + width * (k + 0.5) / samples);
            const double scaled = x * scale;
            const double code = roundedTo(format, scaled);
            const double error = code / scale - x;
            lost += code == 0 ? each : 0;
            over += scaled > largest ? each : 0;
            errors += each * error * error;
            squares += each * x * x;
        }
    }
    loss.underflow = 100 * lost / elements;
    loss.overflow = 100 * over / elements;
    loss.mse = errors / elements;
    loss.snr = squares > 0 ? 10 * std::log10(squares / errors) : missing;
    return loss;
}

std::vector<WhatIfRow> whatIf(const Fp8Table& table, std::size_t layer, TensorKind tensor, int rank, std::int64_t step)
{
    std::vector<WhatIfRow> rows;
    const CastLoss inUse = measuredLoss(table, layer, tensor, rank, step, QuantRecipe::InUse);
    if (!empty(inUse))
        rows.push_back({"in use", false, inUse, {}});
    for (const QuantRecipe recipe : {QuantRecipe::DelayedScaling, QuantRecipe::CurrentScaling,
                                     QuantRecipe::BlockScaling, QuantRecipe::Mxfp8, QuantRecipe::Nvfp4}) {
        const CastLoss loss = measuredLoss(table, layer, tensor, rank, step, recipe);
        const bool blocks
            = recipe == QuantRecipe::BlockScaling || recipe == QuantRecipe::Mxfp8 || recipe == QuantRecipe::Nvfp4;
        if (!empty(loss))
            rows.push_back({nameOf(recipe), false, loss, {}});
        else if (blocks)
            rows.push_back({nameOf(recipe),
                            false,
                            {},
                            {QT_TRANSLATE_NOOP(
                                 "Engine", "Was not measured, and a histogram of the whole tensor does not tell it."),
                             {}}});
    }
    const ExponentRecord* record = recordAt(table.histograms(layer, tensor, rank), step);
    if (!record || !(record->histogram.values() > 0))
        return rows;
    const ExponentHistogram& histogram = record->histogram;
    const StepSeries* amaxSeries = table.find(layer, tensor, rank, Statistic::Amax);
    const double logged = amaxSeries ? valueAt(*amaxSeries, record->step) : missing;
    const int top = histogram.first + static_cast<int>(histogram.counts.size()) - 1;
    // An amax of another step may lie outside of the highest power of two, and then says nothing about it.
    const bool fits = logged > 0 && std::isfinite(logged) && std::ilogb(logged) == top;
    const double amax = fits ? logged : std::exp2(top + 1.0);
    const base::Message estimate{QT_TRANSLATE_NOOP("Engine", "Estimated from the exponent histogram of step %1."),
                                 {std::to_string(record->step)}};
    const auto add = [&](std::string name, NumberFormat format, double scale) {
        if (scale > 0 && std::isfinite(scale))
            rows.push_back({std::move(name), true, estimatedLoss(histogram, format, scale, amax), estimate});
    };
    add("scale in use", table.format(layer, tensor), valueAt(table.scales(layer, tensor, rank), record->step));
    for (const NumberFormat format : {NumberFormat::E4M3, NumberFormat::E5M2}) {
        const FormatFacts& facts = factsOf(format);
        for (const bool power : {false, true})
            add(std::string(facts.name) + (power ? ", power of two" : ", exact scale"), format,
                torchaoScale(static_cast<float>(amax), static_cast<float>(facts.largest), power));
    }
    return rows;
}

} // namespace maquette::runs
