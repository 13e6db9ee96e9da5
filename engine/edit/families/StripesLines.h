// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edit/families/StripesStep.h"

#include <vector>

namespace maquette::edit::look {

/// A value per line with a weight; 0 where nothing is known.
struct LineProfile {
    std::vector<double> value;
    std::vector<double> weight;
};

/// Two levels that alternate along a profile.
struct CombFit {
    Comb comb; ///< in pixels; covers the level that takes less than the whole period, see StripesFamily
    double explained = 0; ///< share of the variance of the profile
};

/// The comb that explains most of the profile; `explained` is 0 when there is no period worth a look. Periods from 2
/// lines to a little over half of the profile.
[[nodiscard]] CombFit fitComb(const LineProfile& profile, Across across);

} // namespace maquette::edit::look
