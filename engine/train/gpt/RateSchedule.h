// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>

namespace maquette::train::gpt {

/// Learning rate by optimizer steps: a linear rise, then half a cosine down to `least` at step `total`, and `least`
/// from there on. The paper's recipe rises over 1,000 steps and falls to a tenth.
struct CosineSchedule {
    double peak = 6e-4;
    double least = 6e-5;
    std::int64_t warmup = 1000;
    std::int64_t total = 100000;

    /// Of the step after `done` ones.
    [[nodiscard]] double rate(std::int64_t done) const
    {
        if (done < warmup)
            return peak * static_cast<double>(done + 1) / static_cast<double>(warmup);
        const auto fall = static_cast<double>(std::max<std::int64_t>(1, total - warmup));
        const double share = std::min(1.0, static_cast<double>(done - warmup) / fall);
        return least + 0.5 * (peak - least) * (1 + std::cos(std::numbers::pi * share));
    }
};

} // namespace maquette::train::gpt
