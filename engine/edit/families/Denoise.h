// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edit/Step.h"
#include "edit/families/FilterTools.h"

namespace maquette::edit {

/// Takes white noise of deviation `sigma` (per channel, for a peak of 1) out of three planes of one size: colors turned
/// into a sum and two differences, cosine transform of overlapping 8 x 8 blocks, small coefficients dropped; then a
/// second pass that weighs each coefficient by what the first one says is signal (Yaroslavsky et al. 2001;
/// Guleryuz 2007; empirical Wiener as in Ghael et al. 1997).
void denoisePlanes(std::vector<Plane>& planes, double sigma);

/// Noise reduction at a known strength.
class DenoiseStep final : public Step {
public:
    explicit DenoiseStep(double sigma);

    [[nodiscard]] std::string kind() const override { return "denoise"; }
    [[nodiscard]] base::Message describe() const override;
    [[nodiscard]] base::ParameterTable parameters() const override;
    [[nodiscard]] StepPtr adjusted(const base::ParameterValues& values) const override;
    [[nodiscard]] imaging::Image apply(const imaging::Image& image) const override;
    [[nodiscard]] base::Json toJson() const override;

    [[nodiscard]] static base::Result<StepPtr> build(const base::Json& json);

private:
    double m_sigma;
};

} // namespace maquette::edit
