// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edit/Step.h"

namespace maquette::edit {

/// Blocks of one color, the mean of what they cover or its corner sample, counted from the upper left corner. `block`
/// is relative to the root of the area; on a picture as large as the example it is exact. `scale` is that of the
/// example.
class PixelateStep final : public Step {
public:
    PixelateStep(bool mean, double block, double scale);

    [[nodiscard]] std::string kind() const override { return "pixelate"; }
    [[nodiscard]] base::Message describe() const override;
    [[nodiscard]] base::ParameterTable parameters() const override;
    [[nodiscard]] StepPtr adjusted(const base::ParameterValues& values) const override;
    [[nodiscard]] imaging::Image apply(const imaging::Image& image) const override;
    [[nodiscard]] base::Json toJson() const override;

    [[nodiscard]] static base::Result<StepPtr> build(const base::Json& json);

private:
    bool m_mean;
    double m_block;
    double m_scale;
};

} // namespace maquette::edit
