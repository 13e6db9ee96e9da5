// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Message.h"
#include "runs/analysis/ExponentHistogram.h"
#include "runs/analysis/Fp8Table.h"

#include <cstdint>
#include <string>
#include <vector>

namespace maquette::runs {

/// What a cast loses.
struct CastLoss {
    double underflow = missing; ///< %
    double overflow = missing; ///< %
    double mse = missing;
    double snr = missing; ///< dB; infinite where nothing is lost
};

/// What a cast of values with this histogram to a format with a scale would lose: within each power of two 64
/// magnitudes evenly spread in their logarithm are cast, so all of it is an ESTIMATE (exact counts of zeros and of
/// elements are kept). `amax` above 0 bounds the magnitudes of the highest power of two; otherwise they fill it.
[[nodiscard]] CastLoss estimatedLoss(const ExponentHistogram& histogram, NumberFormat format, double scale,
                                     double amax = missing);

struct WhatIfRow {
    std::string recipe; ///< "fp8_current_scaling" …, or "e4m3, power of two" … for estimates
    bool estimated = false;
    CastLoss loss;
    base::Message note; ///< why numbers are missing or what they rest on; may be empty
};

/// The recipes side by side for one tensor at a step (the last that was logged at or before it): those measured in the
/// run, the one in use first; then estimates from the exponent histogram of the step for both FP8 formats with current
/// scaling, exact and by powers of two, and for the scale in use. Block recipes need the values of each block and
/// cannot be estimated from a histogram of the whole tensor: where they were not measured their row says so.
[[nodiscard]] std::vector<WhatIfRow> whatIf(const Fp8Table& table, std::size_t layer, TensorKind tensor, int rank,
                                            std::int64_t step);

/// The value at `step` or last before it; missing when there is none.
[[nodiscard]] double valueAt(const StepSeries& series, std::int64_t step);

} // namespace maquette::runs
