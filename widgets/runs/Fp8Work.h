// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "base/Job.h"
#include "base/Result.h"
#include "runs/analysis/Fp8Table.h"
#include "runs/analysis/WhatIf.h"
#include "runs/analysis/WorstLayers.h"
#include "widgets/runs/ChartBuilder.h"
#include "widgets/runs/Fp8AmaxStrip.h"
#include "widgets/runs/Fp8Exponents.h"
#include "widgets/runs/Fp8HeatMap.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace maquette::widgets {

using Fp8TablePtr = std::shared_ptr<const runs::Fp8Table>;

/// What the FP8 panel wants to see.
struct Fp8Request {
    RunPtr run;
    Fp8TablePtr table; ///< of this run and unchanged, when it is there already
    runs::TensorKind tensor = runs::TensorKind::Weight;
    runs::ScaleMapOptions::Quantity quantity = runs::ScaleMapOptions::Quantity::Scale;
    int rank = 0;
    std::string layer; ///< for the views of one tensor; empty or unknown: the first row
    std::optional<std::int64_t> step; ///< for them, too; nothing: the last
    std::optional<std::pair<std::int64_t, std::int64_t>> steps; ///< of the map
    int columns = 500; ///< pixels
    bool dark = true;
};

/// Everything that the panel draws, made away from the interface.
struct Fp8Result {
    Fp8TablePtr table;
    std::vector<runs::TensorKind> kinds; ///< that any layer has
    std::shared_ptr<const Fp8HeatPicture> heat;
    std::vector<runs::TensorHealth> worst; ///< all kinds, worst underflow first
    runs::StepHealth steps;
    runs::TensorKind tensor = runs::TensorKind::Weight; ///< as asked for, or the first that is there
    std::optional<std::size_t> layer; ///< index in the table of the layer that is looked at
    std::int64_t step = 0; ///< that is looked at
    std::optional<Fp8ExponentPicture> exponents;
    std::optional<Fp8AmaxPicture> amax;
    std::vector<runs::WhatIfRow> whatIf;
    ChartDrawing headroom; ///< of the layer, and the spread over all layers
    ChartDrawing ranks; ///< distance of the scales over ranks; without curves for one rank
};

/// A stop is the only error.
[[nodiscard]] base::Result<Fp8Result> fp8Work(const Fp8Request& request, const base::Job& job);

/// What is known of a tensor at a step, or last before it, one line.
[[nodiscard]] QString fp8Readout(const runs::Fp8Table& table, std::size_t layer, runs::TensorKind tensor, int rank,
                                 std::int64_t step);
/// "Input", "Weight", "Output gradient" …
[[nodiscard]] QString tensorName(runs::TensorKind tensor);

} // namespace maquette::widgets
