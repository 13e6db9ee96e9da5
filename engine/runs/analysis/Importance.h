// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runlog/RunSink.h"
#include "runs/analysis/Curve.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace maquette::runs {

enum class ScaleKind { Number, Logarithm, Category };

/// One axis of the parallel coordinates: a setting or a metric over runs.
struct SettingColumn {
    std::string name;
    ScaleKind kind = ScaleKind::Number;
    double minimum = missing; ///< of the finite numbers; Logarithm: of the numbers above 0
    double maximum = missing;
    std::vector<std::string> categories; ///< Category: in natural order
    /// Where each run stands, 0 … 1; missing when it has no value there (or none above 0 on a logarithmic axis). All
    /// equal values stand at 0.5; category i of n at i / (n - 1).
    std::vector<double> places;
};

/// Without a wish: numbers when all values are, on a logarithmic axis when all are above 0 and the largest is at least
/// 100 times the smallest; otherwise categories. Truth values are categories.
[[nodiscard]] SettingColumn settingColumn(std::string name, std::span<const runlog::Setting> values,
                                          std::optional<ScaleKind> wish = std::nullopt);

/// How a setting goes with a metric, over the runs that have both.
struct Association {
    std::int64_t runs = 0;
    /// -1 … 1 over the places of the axis (so over logarithms on a logarithmic one); missing for categories of more
    /// than two values, whose order means nothing, for fewer than 3 runs and when one side does not vary.
    double pearson = missing;
    double spearman = missing; ///< the same over ranks: any rising relation is 1
    /// 0 … 1, the share of the metric's deviation that lies between the values of the setting: square root of the sum
    /// of squares between groups over all. For Category only; tends to 1 when each run has a value of its own.
    double correlationRatio = missing;
    /// What to rank settings by: |spearman|, or correlationRatio for categories of more than two values; 0 when
    /// unknown. A correlation of each setting alone, not a trained model as in Weights & Biases: it does not see that
    /// two settings act together.
    double strength = 0;
};

/// `metric` holds one number a run.
[[nodiscard]] Association association(const SettingColumn& setting, std::span<const double> metric);

} // namespace maquette::runs
