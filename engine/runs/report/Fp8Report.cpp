// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/report/Fp8Report.h"

#include "runs/analysis/Fp8Alarms.h"
#include "runs/report/Fp8Source.h"
#include "runs/report/MemorySource.h"
#include "runs/report/RunAlarms.h"
#include "runs/report/RunSummary.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <map>

namespace maquette::runs {

using base::Json;

namespace {

/// What a kind of tensors has in common.
struct KindSum {
    std::int64_t layers = 0;
    double underflow = 0, overflow = 0; ///< sums of the last ones
    std::int64_t withUnderflow = 0, withOverflow = 0;
    double worstUnderflow = missing, worstOverflow = missing;
    double leastHeadroom = missing, leastSnr = missing;
    std::int64_t scaleChanges = 0;
    double largestJump = 0;
    double rankSpread = missing;
};

double larger(double a, double b) { return std::isnan(a) ? b : std::isnan(b) ? a : std::max(a, b); }
double smaller(double a, double b) { return std::isnan(a) ? b : std::isnan(b) ? a : std::min(a, b); }

Json stepsJson(const Fp8Table& table)
{
    const StepHealth health = stepHealth(table);
    return {{"last", table.steps().empty() ? Json(nullptr) : Json(table.steps().back().step)},
            {"skipped", health.skipped},
            {"lossScale", numberJson(health.lossScale)},
            {"lossScaleDrops", health.lossScaleDrops},
            {"warming", health.warming.empty() ? Json(nullptr) : numberJson(health.warming.back())},
            {"warmUntil", health.warmUntil >= 0 ? Json(health.warmUntil) : Json(nullptr)}};
}

Json kindsJson(const Fp8Table& table, const std::vector<TensorHealth>& all)
{
    std::map<TensorKind, KindSum> kinds;
    for (const TensorHealth& health : all) {
        KindSum& kind = kinds[health.tensor];
        ++kind.layers;
        if (!std::isnan(health.underflow)) {
            kind.underflow += health.underflow;
            ++kind.withUnderflow;
        }
        if (!std::isnan(health.overflow)) {
            kind.overflow += health.overflow;
            ++kind.withOverflow;
        }
        kind.worstUnderflow = larger(kind.worstUnderflow, health.worstUnderflow);
        kind.worstOverflow = larger(kind.worstOverflow, health.worstOverflow);
        kind.leastHeadroom = smaller(kind.leastHeadroom, health.leastHeadroom);
        kind.leastSnr = smaller(kind.leastSnr, health.leastSnr);
        kind.scaleChanges += health.scaleChanges;
        kind.largestJump = std::max(kind.largestJump, health.largestJump);
        if (table.ranks().size() > 1)
            for (const double binades : rankSpread(table, health.layer, health.tensor).binades)
                kind.rankSpread = larger(kind.rankSpread, binades);
    }
    const auto mean = [](double sum, std::int64_t count) {
        return count > 0 ? numberJson(sum / static_cast<double>(count)) : Json(nullptr);
    };
    Json rows = Json::array();
    for (const auto& [tensor, kind] : kinds)
        rows.push_back({{"tensor", nameOf(tensor)},
                        {"layers", kind.layers},
                        {"underflow", mean(kind.underflow, kind.withUnderflow)},
                        {"worstUnderflow", numberJson(kind.worstUnderflow)},
                        {"overflow", mean(kind.overflow, kind.withOverflow)},
                        {"worstOverflow", numberJson(kind.worstOverflow)},
                        {"leastHeadroom", numberJson(kind.leastHeadroom)},
                        {"leastSnr", numberJson(kind.leastSnr)},
                        {"scaleChanges", kind.scaleChanges},
                        {"largestJump", numberJson(kind.largestJump)},
                        {"rankSpread", numberJson(kind.rankSpread)}});
    return rows;
}

/// The Transformer block in a layer's name; -1 for none.
int blockOf(const std::string& layer)
{
    constexpr std::string_view mark = "layers.";
    const std::size_t at = layer.find(mark);
    int block = -1;
    if (at != std::string::npos)
        std::from_chars(layer.data() + at + mark.size(), layer.data() + layer.size(), block);
    return block;
}

/// What figure 7 of FP8-LM shows.
Json reductionJson(const Fp8Table& table, const Fp8ReportOptions& options)
{
    constexpr Statistic statistics[]
        = {Statistic::Snr, Statistic::Underflow, Statistic::Overflow, Statistic::Saturated};
    struct Block {
        double sums[std::size(statistics)] = {};
        std::int64_t counts[std::size(statistics)] = {};
        double factors = 0;
        std::int64_t tensors = 0;
    };
    std::map<int, Block> blocks;
    for (const std::size_t layer : table.rows(TensorKind::ReducedGradient)) {
        Block& block = blocks[blockOf(table.layers()[layer])];
        for (std::size_t i = 0; i < std::size(statistics); ++i)
            if (const auto* series = table.find(layer, TensorKind::ReducedGradient, 0, {statistics[i]}))
                for (std::size_t at = 0; at < series->steps.size(); ++at)
                    if (series->steps[at] >= options.from && series->steps[at] <= options.to
                        && std::isfinite(series->values[at])) {
                        block.sums[i] += series->values[at];
                        ++block.counts[i];
                    }
        const auto* factor = table.find(layer, TensorKind::ReducedGradient, 0, {Statistic::Factor});
        double last = 1; // where nothing is said
        for (std::size_t at = 0; factor != nullptr && at < factor->steps.size(); ++at)
            if (factor->steps[at] <= options.to)
                last = factor->values[at];
        block.factors += last;
        ++block.tensors;
    }
    Json rows = Json::array();
    for (const auto& [number, block] : blocks) {
        Json row = {{"block", number}, {"factor", block.factors / static_cast<double>(block.tensors)}};
        constexpr const char* keys[] = {"snr", "underflow", "overflow", "saturated"};
        for (std::size_t i = 0; i < std::size(statistics); ++i)
            row[keys[i]] = block.counts[i] > 0 ? numberJson(block.sums[i] / static_cast<double>(block.counts[i]))
                                               : Json(nullptr);
        rows.push_back(std::move(row));
    }
    return rows;
}

Json worstJson(const Fp8Table& table, const std::vector<TensorHealth>& all, int most)
{
    Json rows = Json::array();
    for (const TensorHealth& health : all) {
        if (static_cast<int>(rows.size()) == most)
            break;
        rows.push_back({{"layer", table.layers()[health.layer]},
                        {"tensor", nameOf(health.tensor)},
                        {"rank", health.rank},
                        {"underflow", numberJson(health.underflow)},
                        {"worstUnderflow", numberJson(health.worstUnderflow)},
                        {"overflow", numberJson(health.overflow)},
                        {"worstOverflow", numberJson(health.worstOverflow)},
                        {"mse", numberJson(health.mse)},
                        {"leastHeadroom", numberJson(health.leastHeadroom)},
                        {"leastSnr", numberJson(health.leastSnr)},
                        {"scaleChanges", health.scaleChanges},
                        {"longestStay", health.longestStay},
                        {"largestJump", numberJson(health.largestJump)},
                        {"scaleDeviation", numberJson(health.scaleDeviation)}});
    }
    return rows;
}

Json sidesJson(double predicted, double measured)
{
    return {{"predicted", numberJson(predicted)}, {"measured", numberJson(measured)}};
}

Json memoryJson(const MemoryRecord& record)
{
    Json classes = Json::array();
    for (const LedgerRow& row : compareLedgers(record.predicted, record.measured))
        classes.push_back({{"class", nameOf(row.memoryClass)},
                           {"predicted", numberJson(row.predicted)},
                           {"measured", numberJson(row.measured)},
                           {"difference", numberJson(row.difference)}});
    const double predicted = record.predicted.states(), measured = record.measured.states();
    const double states = std::isnan(measured) ? predicted : measured;
    return {{"rank", record.rank},
            {"step", record.step},
            {"device", record.device},
            {"classes", std::move(classes)},
            {"states", sidesJson(predicted, measured)},
            {"peak", sidesJson(record.predictedPeak, record.measuredPeak)},
            {"parameters", numberJson(record.parameters)},
            {"bytesPerParameter", sidesJson(predicted / record.parameters, measured / record.parameters)},
            {"baseline",
             record.baseline.empty() ? Json(nullptr)
                                     : Json{{"name", record.baseline}, {"bytes", numberJson(record.baselineBytes)}}},
            {"saving", numberJson(100 * (record.baselineBytes - states) / record.baselineBytes)}};
}

} // namespace

base::Result<void> Fp8ReportOptions::check() const
{
    if (rows < 1 || rows > 1'000'000)
        return base::Error{base::ErrorCode::Usage,
                           {QT_TRANSLATE_NOOP("Engine", "%1 must be %2 to %3."), {"rows", "1", "1000000"}},
                           {}};
    return {};
}

const std::vector<std::pair<std::string_view, HealthColumn>>& healthColumns()
{
    static const std::vector<std::pair<std::string_view, HealthColumn>> columns
        = {{"underflow", HealthColumn::Underflow},
           {"worst-underflow", HealthColumn::WorstUnderflow},
           {"overflow", HealthColumn::Overflow},
           {"worst-overflow", HealthColumn::WorstOverflow},
           {"mse", HealthColumn::Mse},
           {"headroom", HealthColumn::LeastHeadroom},
           {"snr", HealthColumn::LeastSnr},
           {"changes", HealthColumn::ScaleChanges},
           {"stay", HealthColumn::LongestStay},
           {"jump", HealthColumn::LargestJump},
           {"deviation", HealthColumn::ScaleDeviation}};
    return columns;
}

base::Result<Json> fp8Report(const Run& run, const Fp8ReportOptions& options, const base::Job& job)
{
    const auto table = fp8TableOf(run, job.part(0, 0.9));
    if (!table.ok())
        return table.error();
    const auto memory = latestMemory(memoryRecordsOf(run));
    if (table.value().empty() && memory.empty())
        return Json(nullptr);
    const auto worst = worstLayers(table.value(), options.sort, options.from, options.to);
    const std::vector<AlarmRule> rules = options.alarms.fp8Rules();
    const AlarmReport alarms = evaluateFp8Alarms(rules, table.value());
    Json ledgers = Json::array();
    for (const auto& record : memory)
        ledgers.push_back(memoryJson(record));
    return Json{{"run", run.name},
                {"folder", run.id},
                {"layers", table.value().layers().size()},
                {"ranks", std::max<std::size_t>(1, table.value().ranks().size())},
                {"steps", stepsJson(table.value())},
                {"kinds", kindsJson(table.value(), worst)},
                {"reduction", reductionJson(table.value(), options)},
                {"worst", worstJson(table.value(), worst, options.rows)},
                {"alarms", alarmsJson(alarms, rules)},
                {"alarmsLeftOut", alarms.leftOut},
                {"memory", std::move(ledgers)}};
}

} // namespace maquette::runs
