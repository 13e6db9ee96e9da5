// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runs/analysis/Curve.h"
#include "runs/analysis/GptShape.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace maquette::runs {

/// TFLOPS a device: 24 c B s L h^2 (1 + s / (6 h) + V / (16 L h)) / (seconds x devices x 1e12), c = 3, or 4 where all
/// activations are recomputed (facts of FP8-LM, 12.4, Megatron-LM). `samplesPerSecond` is B / seconds over all devices.
/// Holds for a feed-forward part of 4 x hidden, which the formula is written for.
[[nodiscard]] double gptTeraflops(const GptShape& shape, double samplesPerSecond, double devices,
                                  bool recomputed = false);

/// A peak that a share is taken of; shares of different peaks (BF16 and FP8) cannot be compared.
struct PeakRate {
    std::string name; ///< "H100 SXM, BF16 dense"
    double teraflops = 0;
};
/// Dense peaks as their makers print them: H100 SXM BF16 989 and FP8 1979, and others.
[[nodiscard]] const std::vector<PeakRate>& knownPeaks();

/// Model FLOPs utilization in percent of the peak.
[[nodiscard]] double modelUtilization(double teraflops, const PeakRate& peak);

/// How many steps' worth of something (samples, tokens) a second: at each point over the stretch back to the first
/// point that is at least `seconds` earlier within the same part; missing where there is none. `starts`: indices at
/// which the run was started again; no rate reaches across. `perStep`: samples or tokens of a step, 1 for steps a
/// second.
[[nodiscard]] std::vector<double> ratesOf(std::span<const std::int64_t> steps, std::span<const double> wallTimes,
                                          double perStep, double seconds = 10,
                                          std::span<const std::size_t> starts = {});

} // namespace maquette::runs
