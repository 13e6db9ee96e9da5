// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edit/Step.h"
#include "edit/families/BlurFilters.h"

namespace maquette::edit {

/// Blurs evenly. `radius` is relative to the root of the area (see blurPlane for what it means for each shape);
/// `scale` is that of the example, so that the slider reads in its pixels.
class BlurStep final : public Step {
public:
    BlurStep(BlurShape shape, double radius, double scale);

    [[nodiscard]] std::string kind() const override { return "blur"; }
    [[nodiscard]] base::Message describe() const override;
    [[nodiscard]] base::ParameterTable parameters() const override;
    [[nodiscard]] StepPtr adjusted(const base::ParameterValues& values) const override;
    [[nodiscard]] imaging::Image apply(const imaging::Image& image) const override;
    [[nodiscard]] base::Json toJson() const override;

    [[nodiscard]] static base::Result<StepPtr> build(const base::Json& json);

private:
    BlurShape m_shape;
    double m_radius;
    double m_scale;
};

} // namespace maquette::edit
