// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runs/analysis/Fp8Table.h"

#include <cstdint>
#include <limits>
#include <vector>

namespace maquette::runs {

/// One tensor of one layer over a range of steps.
struct TensorHealth {
    std::size_t layer = 0;
    TensorKind tensor = TensorKind::Input;
    int rank = 0; ///< the one with the worst value of what is sorted by, where ranks are merged
    double underflow = missing; ///< %, last
    double worstUnderflow = missing; ///< %, largest
    double overflow = missing;
    double worstOverflow = missing;
    double mse = missing; ///< last
    double leastHeadroom = missing; ///< bits; infinite values do not count
    double leastSnr = missing; ///< dB
    std::int64_t scaleChanges = 0;
    std::int64_t longestStay = 0; ///< steps without a change of the scale
    double largestJump = 0; ///< binades
    double scaleDeviation = missing; ///< of log2(scale)
};

enum class HealthColumn {
    Underflow,
    WorstUnderflow,
    Overflow,
    WorstOverflow,
    Mse,
    LeastHeadroom, ///< smallest first
    LeastSnr, ///< smallest first
    ScaleChanges,
    LongestStay,
    LargestJump,
    ScaleDeviation
};

/// The worst first; without a value last; equal ones in the order of the graph.
[[nodiscard]] std::vector<TensorHealth> worstLayers(const Fp8Table& table, HealthColumn column,
                                                    std::int64_t from = std::numeric_limits<std::int64_t>::min(),
                                                    std::int64_t to = std::numeric_limits<std::int64_t>::max());

/// How far the scales of one tensor lie apart over ranks.
struct RankSpread {
    std::vector<std::int64_t> steps; ///< at which at least two ranks logged
    std::vector<double> binades; ///< log2(largest / smallest scale)
    std::vector<double> mean; ///< of log2(s_i / s_min) over ranks: the bits that the shared minimum costs
    std::vector<int> lowestRank; ///< whose scale is the smallest: it decides for all
};
[[nodiscard]] RankSpread rankSpread(const Fp8Table& table, std::size_t layer, TensorKind tensor);

/// Merges values of one statistic over ranks or micro-batches: extremes for min, max, amax, ranges, scales,
/// headroom and SNR (the worst of each); sums for counts and the l1 norm; the root of summed squares for the l2 norm;
/// means weighted by `elements` for shares, mean and mse. Statistic::Deviation needs the means as well:
/// pooledDeviation(). `elements` may be empty: all parts count alike. Missing values are left out.
[[nodiscard]] double mergedParts(Statistic statistic, std::span<const double> values,
                                 std::span<const double> elements = {});

/// Steps that were skipped and what is still warming up.
struct StepHealth {
    std::vector<std::int64_t> skipped; ///< on any rank, rising
    double lossScale = missing; ///< last
    std::int64_t lossScaleDrops = 0;
    std::vector<std::int64_t> steps; ///< of `warming`
    std::vector<double> warming; ///< layers that use current scaling, the most over ranks
    std::int64_t warmUntil = -1; ///< the last step at which any did; -1: none
};
[[nodiscard]] StepHealth stepHealth(const Fp8Table& table);

/// A tensor that delayed scaling is meant for, and still or again (after an amax that was not finite, after a resume)
/// scales by its own amax.
struct WarmingTensor {
    std::size_t layer = 0;
    TensorKind tensor = TensorKind::Input;
    std::int64_t since = 0; ///< the first logged step of this warm-up
};
/// Inputs and output gradients that use current scaling on any rank at `step` (or when last logged before it), in the
/// order of the graph. Only fp8.jsonl tells this.
[[nodiscard]] std::vector<WarmingTensor> warmingTensors(const Fp8Table& table, std::int64_t step);

} // namespace maquette::runs
