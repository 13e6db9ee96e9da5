// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/analysis/Fp8Records.h"

#include "runs/analysis/JsonFields.h"

#include <cmath>

namespace maquette::runs {

namespace {

using base::Json;

constexpr std::size_t mostBins = 4096;

base::Error damaged(const std::string& source, const std::string& what)
{
    return {base::ErrorCode::BadInput,
            {QT_TRANSLATE_NOOP("Engine", "A line of %1 is no record of FP8 training."), {source}},
            what};
}

/// Nothing when there is none; an error text when it is damaged. Zeros are what of all elements is in no bin.
std::optional<ExponentHistogram> histogramOf(const Json& record, std::string& trouble)
{
    const auto found = record.find("histogram");
    if (found == record.end() || found->is_null())
        return std::nullopt;
    trouble = "histogram";
    if (!found->is_object())
        return std::nullopt;
    constexpr std::int64_t farthest = 1100; // beyond any double
    const std::int64_t first = integerField(*found, "first").value_or(farthest + 1);
    const auto counts = found->find("counts");
    if (first < -farthest || first > farthest || counts == found->end() || !counts->is_array()
        || counts->size() > mostBins)
        return std::nullopt;
    ExponentHistogram histogram;
    histogram.first = static_cast<int>(first);
    for (const Json& count : *counts) {
        if (!count.is_number() || !(count.get<double>() >= 0)) {
            trouble = "histogram.counts";
            return std::nullopt;
        }
        histogram.counts.push_back(count.get<double>());
    }
    trouble.clear();
    const double zeros = numberField(record, "elements") - histogram.values();
    histogram.zeros = zeros > 0 && std::isfinite(zeros) ? zeros : 0;
    return histogram;
}

} // namespace

std::span<const Fp8Field> fp8Fields()
{
    static constexpr Fp8Field fields[] = {{"scale", Statistic::Scale},
                                          {"amax", Statistic::Amax},
                                          {"windowAmax", Statistic::WindowAmax},
                                          {"headroom", Statistic::Headroom},
                                          {"underflow", Statistic::Underflow, 100},
                                          {"overflow", Statistic::Overflow, 100},
                                          {"zeros", Statistic::Zeros, 100},
                                          {"saturated", Statistic::Saturated, 100},
                                          {"mse", Statistic::Mse},
                                          {"snr", Statistic::Snr},
                                          {"dynamicRange", Statistic::DynamicRange},
                                          {"factor", Statistic::Factor},
                                          {"elements", Statistic::Elements}};
    return fields;
}

base::Result<void> Fp8Records::add(std::string_view line, const std::string& source)
{
    auto parsed = base::parseJson(line, source);
    if (!parsed.ok())
        return parsed.error();
    const Json& record = parsed.value();
    if (!record.is_object())
        return damaged(source, "not an object");
    const std::string kind = textField(record, "record");
    if (kind == "header") {
        if (textField(record, "format") != "maquette-fp8" || integerField(record, "version").value_or(0) != 1)
            return base::Error{
                base::ErrorCode::BadInput,
                {QT_TRANSLATE_NOOP("Engine", "%1 is written in a newer way than this program knows."), {source}},
                "format, version"};
        m_run = textField(record, "run");
        m_precision = textField(record, "precision");
        m_ranks = integerField(record, "ranks").value_or(1);
        for (const int seen : m_seen)
            m_table.restart(integerField(record, "step").value_or(0), seen);
        return {};
    }
    if (kind != "step" && kind != "tensor")
        return {};
    const auto step = integerField(record, "step");
    const std::int64_t rank = integerField(record, "rank").value_or(0);
    if (!step || rank < 0 || rank > 1'000'000)
        return damaged(source, "step, rank");
    m_seen.insert(static_cast<int>(rank));
    if (kind == "step") {
        StepState state;
        state.step = *step;
        state.rank = static_cast<int>(rank);
        state.lossScale = numberField(record, "lossScale");
        const auto skipped = record.find("skipped");
        state.skipped = skipped != record.end() && skipped->is_boolean() && skipped->get<bool>();
        state.warming = numberField(record, "warming");
        state.gradientNorm = numberField(record, "gradientNorm");
        state.clip = numberField(record, "clip");
        m_table.addStep(state);
        return {};
    }
    std::string name = textField(record, "name");
    const auto tensor = tensorKindFromName(textField(record, "tensor"));
    if (name.empty() || name.size() > 4096)
        return damaged(source, "name");
    if (!tensor)
        return {};
    std::string trouble;
    auto histogram = histogramOf(record, trouble);
    if (!trouble.empty())
        return damaged(source, trouble);
    constexpr std::string_view weight = ".weight";
    if (name.size() > weight.size() && name.ends_with(weight))
        name.resize(name.size() - weight.size());
    const std::size_t layer = m_table.layer(name, integerField(record, "layer").value_or(-1));
    if (const auto format = formatFromName(textField(record, "type")))
        m_table.setFormat(layer, *tensor, *format);
    for (const Fp8Field& key : fp8Fields()) {
        const double value = numberField(record, key.name);
        if (!std::isnan(value))
            m_table.add(layer, *tensor, static_cast<int>(rank), key.statistic, *step, value * key.factor);
    }
    if (const std::string scaling = textField(record, "scaling"); scaling == "current" || scaling == "delayed")
        m_table.add(layer, *tensor, static_cast<int>(rank), Statistic::Current, *step, scaling == "current" ? 1 : 0);
    if (histogram)
        m_table.addHistogram(layer, *tensor, static_cast<int>(rank), *step, std::move(*histogram));
    return {};
}

} // namespace maquette::runs
