// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edit/Step.h"

namespace maquette::edit {

/// Mean along a straight stroke. `length` is relative to the root of the area, `degrees` against the x axis
/// (clockwise, y down, 0 … 180); `scale` is that of the example.
class MotionStep final : public Step {
public:
    MotionStep(double length, double degrees, double scale);

    [[nodiscard]] std::string kind() const override { return "motion"; }
    [[nodiscard]] base::Message describe() const override;
    [[nodiscard]] base::ParameterTable parameters() const override;
    [[nodiscard]] StepPtr adjusted(const base::ParameterValues& values) const override;
    [[nodiscard]] imaging::Image apply(const imaging::Image& image) const override;
    [[nodiscard]] base::Json toJson() const override;

    [[nodiscard]] static base::Result<StepPtr> build(const base::Json& json);

private:
    double m_length;
    double m_degrees;
    double m_scale;
};

} // namespace maquette::edit
