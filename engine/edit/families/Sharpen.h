// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edit/Step.h"

namespace maquette::edit {

/// x + amount (x - blurred x) with a Gaussian blur: sharpening (unsharp mask), local contrast with a large radius, and
/// softening with a negative amount. `radius` is relative to the root of the area; `scale` is that of the example.
class SharpenStep final : public Step {
public:
    SharpenStep(double amount, double radius, double scale);

    [[nodiscard]] std::string kind() const override { return "sharpen"; }
    [[nodiscard]] base::Message describe() const override;
    [[nodiscard]] base::ParameterTable parameters() const override;
    [[nodiscard]] StepPtr adjusted(const base::ParameterValues& values) const override;
    [[nodiscard]] imaging::Image apply(const imaging::Image& image) const override;
    [[nodiscard]] base::Json toJson() const override;

    [[nodiscard]] static base::Result<StepPtr> build(const base::Json& json);

private:
    double m_amount;
    double m_radius;
    double m_scale;
};

} // namespace maquette::edit
