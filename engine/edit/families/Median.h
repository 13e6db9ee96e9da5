// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edit/Step.h"

namespace maquette::edit {

/// The median of side x side pixels (3 or 5) in each channel.
class MedianStep final : public Step {
public:
    explicit MedianStep(int side);

    [[nodiscard]] std::string kind() const override { return "median"; }
    [[nodiscard]] base::Message describe() const override;
    [[nodiscard]] base::ParameterTable parameters() const override;
    [[nodiscard]] StepPtr adjusted(const base::ParameterValues& values) const override;
    [[nodiscard]] imaging::Image apply(const imaging::Image& image) const override;
    [[nodiscard]] base::Json toJson() const override;

    [[nodiscard]] static base::Result<StepPtr> build(const base::Json& json);

private:
    int m_side;
};

/// Fills scattered black and white pixels from the good pixels around them and leaves all others as they are. A pixel
/// is a speckle when it lies within `margin` of 0 or 1 (all channels at once when `together`), differs from its
/// neighborhood by more than `contrast`, and does not stand in an area of its kind.
class DespeckleStep final : public Step {
public:
    DespeckleStep(bool together, double margin, double contrast);

    [[nodiscard]] std::string kind() const override { return "despeckle"; }
    [[nodiscard]] base::Message describe() const override;
    [[nodiscard]] base::ParameterTable parameters() const override;
    [[nodiscard]] StepPtr adjusted(const base::ParameterValues& values) const override;
    [[nodiscard]] imaging::Image apply(const imaging::Image& image) const override;
    [[nodiscard]] base::Json toJson() const override;

    [[nodiscard]] static base::Result<StepPtr> build(const base::Json& json);

private:
    bool m_together;
    double m_margin;
    double m_contrast;
};

} // namespace maquette::edit
