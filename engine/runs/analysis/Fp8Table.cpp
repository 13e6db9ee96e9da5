// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/analysis/Fp8Table.h"

#include "runs/analysis/Words.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace maquette::runs {

namespace {

/// The place of the first entry whose step is not below `step`.
template <class Entries> std::size_t placeOf(const Entries& entries, std::int64_t step)
{
    const auto at = std::lower_bound(entries.begin(), entries.end(), step,
                                     [](const auto& entry, std::int64_t s) { return entry.step < s; });
    return static_cast<std::size_t>(at - entries.begin());
}

/// The part of a layer's name that says in which block it is: up to the first part that is a number,
/// "decoder.layers.10" of "decoder.layers.10.mlp.fc1"; a name without one stands for itself.
std::string_view blockName(std::string_view name)
{
    for (std::size_t begin = 0; begin < name.size();) {
        const std::size_t end = std::min(name.find('.', begin), name.size());
        const std::string_view part = name.substr(begin, end - begin);
        if (!part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos)
            return name.substr(0, end);
        begin = end + 1;
    }
    return name;
}

/// Removes what stands from `step` on.
void cut(StepSeries& series, std::int64_t step)
{
    if (series.steps.empty() || series.steps.back() < step)
        return;
    const auto at = std::lower_bound(series.steps.begin(), series.steps.end(), step) - series.steps.begin();
    series.steps.resize(static_cast<std::size_t>(at));
    series.values.resize(static_cast<std::size_t>(at));
}

} // namespace

std::size_t Fp8Table::layer(std::string_view name, std::int64_t block)
{
    auto found = m_indices.find(name);
    if (found == m_indices.end()) {
        found = m_indices.emplace(std::string(name), m_layers.size()).first;
        m_layers.emplace_back(name);
        m_blocks.push_back(block);
    } else if (block >= 0) {
        m_blocks[found->second] = block;
    }
    return found->second;
}

void Fp8Table::add(std::size_t layer, TensorKind tensor, int rank, const StatisticKey& key, std::int64_t step,
                   double value)
{
    assert(layer < m_layers.size());
    StepSeries& series = m_series[{layer, tensor, rank, key}];
    cut(series, step);
    series.steps.push_back(step);
    series.values.push_back(value);
    m_ranks.insert(rank);
}

bool Fp8Table::addTag(std::string_view tag, int rank, std::span<const std::int64_t> steps,
                      std::span<const double> values)
{
    assert(steps.size() == values.size());
    const auto name = parseInspectName(tag);
    if (!name)
        return false;
    const std::size_t index = layer(name->layer);
    for (std::size_t i = 0; i < steps.size(); ++i)
        add(index, name->tensor, rank, name->key, steps[i], values[i]);
    return true;
}

void Fp8Table::addHistogram(std::size_t layer, TensorKind tensor, int rank, std::int64_t step,
                            ExponentHistogram histogram)
{
    auto& records = m_histograms[{layer, tensor, rank}];
    records.resize(placeOf(records, step));
    records.push_back({step, std::move(histogram)});
}

void Fp8Table::addStep(const StepState& state)
{
    // Ranks write beside each other, so only what the same rank wrote is replaced.
    m_ranks.insert(state.rank);
    const auto begin = m_steps.begin() + static_cast<std::ptrdiff_t>(placeOf(m_steps, state.step));
    m_steps.erase(std::remove_if(begin, m_steps.end(), [&](const StepState& s) { return s.rank == state.rank; }),
                  m_steps.end());
    const auto at = std::upper_bound(m_steps.begin(), m_steps.end(), state, [](const StepState& a, const StepState& b) {
        return a.step != b.step ? a.step < b.step : a.rank < b.rank;
    });
    m_steps.insert(at, state);
}

void Fp8Table::setFormat(std::size_t layer, TensorKind tensor, NumberFormat format)
{
    m_formats[{layer, tensor}] = format;
}

std::vector<std::size_t> Fp8Table::rows(TensorKind tensor) const
{
    std::set<std::size_t> there;
    for (const auto& [key, series] : m_series)
        if (std::get<1>(key) == tensor)
            there.insert(std::get<0>(key));
    for (const auto& [key, records] : m_histograms)
        if (std::get<1>(key) == tensor)
            there.insert(std::get<0>(key));
    std::vector<std::size_t> out(there.begin(), there.end());
    const bool blocks = std::any_of(m_blocks.begin(), m_blocks.end(), [](std::int64_t b) { return b >= 0; });
    const auto placed = [&](std::size_t i) {
        const auto found = m_order.find(i);
        return found == m_order.end() ? m_order.size() : found->second;
    };
    // Layers outside of blocks stand before or after all blocks, as they appeared.
    std::size_t firstInBlock = m_layers.size();
    for (std::size_t i = m_layers.size(); i-- > 0;)
        if (m_blocks[i] >= 0)
            firstInBlock = i;
    const auto blockOf = [&](std::size_t i) {
        return m_blocks[i] >= 0 ? m_blocks[i] : i < firstInBlock ? -1 : std::numeric_limits<std::int64_t>::max();
    };
    std::sort(out.begin(), out.end(), [&](std::size_t a, std::size_t b) {
        if (placed(a) != placed(b))
            return placed(a) < placed(b);
        if (blocks)
            return blockOf(a) != blockOf(b) ? blockOf(a) < blockOf(b) : a < b;
        const int order = compareNaturally(blockName(m_layers[a]), blockName(m_layers[b]));
        return order != 0 ? order < 0 : a < b;
    });
    return out;
}

void Fp8Table::setOrder(std::span<const std::string> names)
{
    m_order.clear();
    for (const std::string& name : names)
        if (const auto found = m_indices.find(name); found != m_indices.end())
            m_order.emplace(found->second, m_order.size());
}

std::vector<TensorKind> Fp8Table::tensors(std::size_t layer) const
{
    std::set<TensorKind> there;
    for (auto at
         = m_series.lower_bound({layer, TensorKind::Input, std::numeric_limits<int>::min(), {Statistic::Minimum}});
         at != m_series.end() && std::get<0>(at->first) == layer; ++at)
        there.insert(std::get<1>(at->first));
    return {there.begin(), there.end()};
}

std::vector<StatisticKey> Fp8Table::statistics(std::size_t layer, TensorKind tensor, int rank) const
{
    std::vector<StatisticKey> out;
    for (auto at = m_series.lower_bound({layer, tensor, rank, {Statistic::Minimum}}); at != m_series.end(); ++at) {
        if (std::get<0>(at->first) != layer || std::get<1>(at->first) != tensor || std::get<2>(at->first) != rank)
            break;
        out.push_back(std::get<3>(at->first));
    }
    return out;
}

const StepSeries* Fp8Table::find(std::size_t layer, TensorKind tensor, int rank, const StatisticKey& key) const
{
    const auto found = m_series.find({layer, tensor, rank, key});
    return found == m_series.end() ? nullptr : &found->second;
}

const std::vector<ExponentRecord>* Fp8Table::histograms(std::size_t layer, TensorKind tensor, int rank) const
{
    const auto found = m_histograms.find({layer, tensor, rank});
    return found == m_histograms.end() ? nullptr : &found->second;
}

NumberFormat Fp8Table::format(std::size_t layer, TensorKind tensor) const
{
    if (const auto found = m_formats.find({layer, tensor}); found != m_formats.end())
        return found->second;
    switch (tensor) {
    case TensorKind::OutputGradient:
    case TensorKind::InputGradient:
        return NumberFormat::E5M2;
    case TensorKind::SecondMoment:
    case TensorKind::Master:
        return NumberFormat::Float16;
    default:
        return NumberFormat::E4M3;
    }
}

StepSeries Fp8Table::scales(std::size_t layer, TensorKind tensor, int rank, bool largest) const
{
    if (const StepSeries* series = find(layer, tensor, rank, Statistic::Scale))
        return *series;
    const Statistic wanted = largest ? Statistic::ScaleInverseMinimum : Statistic::ScaleInverseMaximum;
    const Statistic other = largest ? Statistic::ScaleInverseMaximum : Statistic::ScaleInverseMinimum;
    for (const Statistic statistic : {wanted, other})
        for (const QuantRecipe recipe : {QuantRecipe::InUse, QuantRecipe::DelayedScaling, QuantRecipe::CurrentScaling,
                                         QuantRecipe::BlockScaling, QuantRecipe::Mxfp8})
            if (const StepSeries* series = find(layer, tensor, rank, {statistic, recipe})) {
                StepSeries out = *series;
                for (double& value : out.values)
                    value = 1 / value;
                return out;
            }
    return {};
}

StepSeries Fp8Table::headroom(std::size_t layer, TensorKind tensor, int rank) const
{
    if (const StepSeries* series = find(layer, tensor, rank, Statistic::Headroom))
        return *series;
    StepSeries out;
    const StepSeries* amax = find(layer, tensor, rank, Statistic::Amax);
    if (!amax)
        return out;
    const StepSeries scale = scales(layer, tensor, rank);
    const double bits = std::log2(factsOf(format(layer, tensor)).largest);
    std::size_t k = 0;
    for (std::size_t i = 0; i < amax->steps.size(); ++i) {
        while (k < scale.steps.size() && scale.steps[k] < amax->steps[i])
            ++k;
        if (k == scale.steps.size() || scale.steps[k] != amax->steps[i])
            continue;
        out.steps.push_back(amax->steps[i]);
        out.values.push_back(bits - std::log2(amax->values[i]) - std::log2(scale.values[k]));
    }
    return out;
}

} // namespace maquette::runs
