// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edit/Step.h"

#include <vector>

namespace maquette::edit {

/// A correlation with a small kernel and an offset, in pixels of the picture at hand whatever its size. The values are
/// kept so that kernels without color mixing stay small:
/// Shared: one kernel for all channels; Gray: one kernel on luma for all channels; Full: nine kernels,
/// [to][from][y][x].
class KernelStep final : public Step {
public:
    enum class Mixing { Shared, Gray, Full };

    /// `side` is odd, 1 … 15; `values` side² or 9 side²; `offset` one per channel.
    KernelStep(Mixing mixing, int side, std::vector<double> values, std::vector<double> offset, double amount = 1);

    [[nodiscard]] std::string kind() const override { return "kernel"; }
    [[nodiscard]] base::Message describe() const override;
    [[nodiscard]] base::ParameterTable parameters() const override;
    [[nodiscard]] StepPtr adjusted(const base::ParameterValues& values) const override;
    [[nodiscard]] imaging::Image apply(const imaging::Image& image) const override;
    [[nodiscard]] base::Json toJson() const override;

    [[nodiscard]] static base::Result<StepPtr> build(const base::Json& json);

private:
    Mixing m_mixing;
    int m_side;
    std::vector<double> m_values;
    std::vector<double> m_offset;
    double m_amount;
};

} // namespace maquette::edit
