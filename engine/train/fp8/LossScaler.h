// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "train/AdamW.h"

#include <cstdint>

namespace maquette::train::fp8 {

struct LossScalerOptions {
    double initial = 65536;
    double factor = 2;
    std::int64_t window = 1000; ///< steps without overflow until it grows
    double minimum = 1;
    bool dynamic = true; ///< false: stays at `initial`
};

/// Dynamic from 65536 on, or 1 for good.
[[nodiscard]] LossScalerOptions lossScaling(bool dynamic);

/// Dynamic loss scale: halves when a gradient is not finite (and the step is to be skipped), doubles after a while
/// without. Facts 8.1 and 8.3.
class LossScaler {
public:
    explicit LossScaler(const LossScalerOptions& options = {});

    [[nodiscard]] double scale() const { return m_scale; }
    [[nodiscard]] at::Tensor scale(const at::Tensor& loss) const { return loss * m_scale; }
    /// After each step: whether its gradients were finite.
    void update(bool finite);
    [[nodiscard]] std::int64_t skipped() const { return m_skipped; } ///< steps in all

    [[nodiscard]] NamedTensors state() const;
    [[nodiscard]] bool setState(const NamedTensors& state);

private:
    LossScalerOptions m_options;
    double m_scale;
    std::int64_t m_good = 0;
    std::int64_t m_skipped = 0;
};

} // namespace maquette::train::fp8
