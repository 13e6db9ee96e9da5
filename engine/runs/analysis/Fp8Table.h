// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runs/analysis/Curve.h"
#include "runs/analysis/ExponentHistogram.h"
#include "runs/analysis/Fp8Names.h"
#include "runs/analysis/NumberFormat.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace maquette::runs {

struct StepSeries {
    std::vector<std::int64_t> steps; ///< rising
    std::vector<double> values;
};

/// What is known of an optimizer step as a whole.
struct StepState {
    std::int64_t step = 0;
    int rank = 0;
    double lossScale = missing;
    bool skipped = false;
    double warming = missing; ///< linear layers that still use current scaling
    double gradientNorm = missing;
    double clip = missing;
};

struct ExponentRecord {
    std::int64_t step = 0;
    ExponentHistogram histogram;
};

/// Everything that is known about low-precision tensors of a run, from inspect logs, event files and fp8.jsonl alike:
/// (layer, tensor, rank, statistic) -> series. The source of all FP8 panels. Not thread-safe while it is filled.
class Fp8Table {
public:
    /// Makes the layer known; returns its index, which stays. `block` places it in the graph: the index of its
    /// Transformer block, -1 when it is in none or that is not known.
    std::size_t layer(std::string_view name, std::int64_t block = -1);
    /// A step at or below the last one of the series replaces what stood from it on: the run was resumed.
    void add(std::size_t layer, TensorKind tensor, int rank, const StatisticKey& key, std::int64_t step, double value);
    /// A scalar with a name of Transformer Engine's; false when the name is of another kind, then nothing is done.
    bool addTag(std::string_view tag, int rank, std::span<const std::int64_t> steps, std::span<const double> values);
    void addHistogram(std::size_t layer, TensorKind tensor, int rank, std::int64_t step, ExponentHistogram histogram);
    void addStep(const StepState& state);
    void setFormat(std::size_t layer, TensorKind tensor, NumberFormat format);

    [[nodiscard]] bool empty() const { return m_series.empty() && m_steps.empty(); }
    [[nodiscard]] const std::vector<std::string>& layers() const { return m_layers; }
    /// Indices of the layers that have this tensor, in the order of the graph: by block as far as blocks are known,
    /// within it as they first appeared. Where no block is known (inspect logs, event files), the block is what a name
    /// has up to its first number, and blocks go by name with the numbers in it by value. setOrder overrules both.
    [[nodiscard]] std::vector<std::size_t> rows(TensorKind tensor) const;
    /// The order of the graph as names; layers that are not named come after, as they would without.
    void setOrder(std::span<const std::string> names);
    [[nodiscard]] std::vector<TensorKind> tensors(std::size_t layer) const;
    [[nodiscard]] const std::set<int>& ranks() const { return m_ranks; }
    [[nodiscard]] std::vector<StatisticKey> statistics(std::size_t layer, TensorKind tensor, int rank) const;

    /// Null when there is none.
    [[nodiscard]] const StepSeries* find(std::size_t layer, TensorKind tensor, int rank, const StatisticKey& key) const;
    [[nodiscard]] const std::vector<ExponentRecord>* histograms(std::size_t layer, TensorKind tensor, int rank) const;
    /// By step.
    [[nodiscard]] const std::vector<StepState>& steps() const { return m_steps; }
    /// As recorded; otherwise E5M2 for gradients of outputs and inputs, FP16 for second moments and masters, else E4M3
    /// (the HYBRID recipes and FP8-LM).
    [[nodiscard]] NumberFormat format(std::size_t layer, TensorKind tensor) const;

    /// The scale, from itself or as 1 / scale_inv in the recipe in use (of block recipes, with several scales in a
    /// tensor, the smallest, or with `largest` the largest). Empty when nothing tells it. Inspect logs have four
    /// decimals: a scale_inv below 0.00005 reads as 0 there and gives infinity, which no panel draws.
    [[nodiscard]] StepSeries scales(std::size_t layer, TensorKind tensor, int rank, bool largest = false) const;
    /// log2(largest number / (amax scale)) in bits, below 0: clipped. As recorded, else from amax and scale of the same
    /// step; infinite where amax is 0.
    [[nodiscard]] StepSeries headroom(std::size_t layer, TensorKind tensor, int rank) const;

private:
    using TensorKey = std::tuple<std::size_t, TensorKind, int>;
    using SeriesKey = std::tuple<std::size_t, TensorKind, int, StatisticKey>;

    std::vector<std::string> m_layers;
    std::vector<std::int64_t> m_blocks;
    std::map<std::string, std::size_t, std::less<>> m_indices;
    std::map<std::size_t, std::size_t> m_order;
    std::map<SeriesKey, StepSeries> m_series;
    std::map<TensorKey, std::vector<ExponentRecord>> m_histograms;
    std::map<std::pair<std::size_t, TensorKind>, NumberFormat> m_formats;
    std::vector<StepState> m_steps;
    std::set<int> m_ranks;
};

} // namespace maquette::runs
