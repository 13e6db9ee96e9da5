// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace maquette::edit {

/// Weighted least squares with many equations and few unknowns, for one or more targets that share their features.
class KernelEquations {
public:
    KernelEquations(int unknowns, int targets);

    /// One equation: features (unknowns of them) times values = target, for each target.
    void add(const float* features, const float* target, float weight);

    struct Solution {
        bool ok = false;
        std::vector<double> values; ///< unknowns for each target
        double error = 0; ///< weighted mean square of what is left, over all targets
    };
    /// Minimizes the mean squared error plus ridge * |values - prior|².
    [[nodiscard]] Solution solve(double ridge, const std::vector<double>& prior);

private:
    void flush();

    int m_unknowns;
    int m_targets;
    int m_stride;
    int m_rows = 0;
    std::vector<float> m_block; ///< rows waiting, already times the root of their weight
    std::vector<double> m_gram; ///< upper triangle of (features, targets) squared
    double m_weight = 0;
};

} // namespace maquette::edit
