// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edit/Step.h"

namespace maquette::edit {

/// Adds strength times the Gaussian blur of what exceeds a threshold in each channel; `screened`: times the distance to
/// white, as the blending mode "screen" does. `radius` (a standard deviation)
/// is relative to the root of the area; `scale` is that of the example.
class BloomStep final : public Step {
public:
    BloomStep(bool screened, double threshold, double strength, double radius, double scale);

    [[nodiscard]] std::string kind() const override { return "bloom"; }
    [[nodiscard]] base::Message describe() const override;
    [[nodiscard]] base::ParameterTable parameters() const override;
    [[nodiscard]] StepPtr adjusted(const base::ParameterValues& values) const override;
    [[nodiscard]] imaging::Image apply(const imaging::Image& image) const override;
    [[nodiscard]] base::Json toJson() const override;

    [[nodiscard]] static base::Result<StepPtr> build(const base::Json& json);

private:
    bool m_screened;
    double m_threshold;
    double m_strength;
    double m_radius;
    double m_scale;
};

} // namespace maquette::edit
