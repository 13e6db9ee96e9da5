// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edit/Step.h"

#include <array>

namespace maquette::edit {

/// Subtracts a sine wave along one axis. Its phase, which differs from picture to picture, is found in the picture at
/// hand from the medians of differences along the axis, which see the wave and hardly the picture. `period` is relative
/// to the root of the area, `cycles` what the period makes of the example's side along the axis; `scale` is that of the
/// example. Of the periods that keep pixels, share of the area or cycles the one that the picture shows most clearly is
/// taken.
class DestripeStep final : public Step {
public:
    DestripeStep(bool alongX, double period, double cycles, std::array<double, 3> amplitude, double scale);

    [[nodiscard]] std::string kind() const override { return "destripe"; }
    [[nodiscard]] base::Message describe() const override;
    [[nodiscard]] base::ParameterTable parameters() const override;
    [[nodiscard]] StepPtr adjusted(const base::ParameterValues& values) const override;
    [[nodiscard]] imaging::Image apply(const imaging::Image& image) const override;
    [[nodiscard]] base::Json toJson() const override;

    [[nodiscard]] static base::Result<StepPtr> build(const base::Json& json);

private:
    bool m_alongX;
    double m_period;
    double m_cycles;
    std::array<double, 3> m_amplitude;
    double m_scale;
};

} // namespace maquette::edit
