// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/analysis/Throughput.h"

#include <cassert>
#include <cmath>

namespace maquette::runs {

double gptTeraflops(const GptShape& shape, double samplesPerSecond, double devices, bool recomputed)
{
    const auto h = static_cast<double>(shape.hidden);
    const auto l = static_cast<double>(shape.layers);
    const auto s = static_cast<double>(shape.sequence);
    const auto v = static_cast<double>(shape.vocabulary);
    const double passes = recomputed ? 4 : 3;
    return 24 * passes * samplesPerSecond * s * l * h * h * (1 + s / (6 * h) + v / (16 * l * h)) / (devices * 1e12);
}

const std::vector<PeakRate>& knownPeaks()
{
    static const std::vector<PeakRate> peaks = {{"A100, BF16 dense", 312},
                                                {"H100 SXM, BF16 dense", 989},
                                                {"H100 SXM, FP8 dense", 1979},
                                                {"H200 SXM, BF16 dense", 989},
                                                {"H200 SXM, FP8 dense", 1979}};
    return peaks;
}

double modelUtilization(double teraflops, const PeakRate& peak)
{
    return peak.teraflops > 0 ? 100 * teraflops / peak.teraflops : missing;
}

std::vector<double> ratesOf(std::span<const std::int64_t> steps, std::span<const double> wallTimes, double perStep,
                            double seconds, std::span<const std::size_t> starts)
{
    assert(steps.size() == wallTimes.size());
    std::vector<double> out(steps.size(), missing);
    std::size_t begin = 0;
    std::size_t start = 0;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        while (start < starts.size() && starts[start] <= i)
            begin = starts[start++];
        if (!std::isfinite(wallTimes[i]))
            continue;
        // The latest point that is far enough back; points without a time are passed over with it.
        while (begin < i && !std::isfinite(wallTimes[begin]))
            ++begin;
        while (begin + 1 < i && wallTimes[i] - wallTimes[begin + 1] >= seconds)
            ++begin;
        const double time = wallTimes[i] - wallTimes[begin];
        if (begin < i && time >= seconds && time > 0)
            out[i] = (static_cast<double>(steps[i]) - static_cast<double>(steps[begin])) * perStep / time;
    }
    return out;
}

} // namespace maquette::runs
