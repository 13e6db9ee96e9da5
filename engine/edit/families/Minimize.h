// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <functional>
#include <vector>

namespace maquette::edit::look {

/// Searches a minimum of `cost` from `start` without derivatives (simplex of Nelder and Mead, 1965). `span` is the
/// first step along each axis, `evaluations` the budget. Returns the best point seen; `start` is replaced by it. A
/// cost that is not finite counts as worst. Deterministic.
double minimize(std::vector<double>& start, const std::vector<double>& span, int evaluations,
                const std::function<double(const std::vector<double>&)>& cost);

/// Solves the symmetric positive system A x = b of n unknowns (n at most 16) by Cholesky with a ridge of `ridge` times
/// the mean diagonal. `a` holds the full matrix by rows and is destroyed; `b` becomes x. False when A is singular.
bool solveCholesky(double* a, double* b, int n, double ridge = 1e-9);

/// Sums for the least squares of several right sides with shared regressors, N unknowns.
template <int N> struct LeastSquares {
    std::array<double, static_cast<std::size_t>(N) * N> a{};
    std::array<double, N> b{};
    double square = 0;
    double weight = 0;

    /// One equation: sum of x[i] * unknown[i] is `value`.
    void add(const std::array<double, N>& x, double value, double w)
    {
        for (int i = 0; i < N; ++i) {
            for (int j = 0; j <= i; ++j)
                a[i * N + j] += w * x[i] * x[j];
            b[i] += w * x[i] * value;
        }
        square += w * value * value;
        weight += w;
    }

    /// The unknowns, and the mean squared error left in `error`; only the first `used` unknowns are free, the others
    /// are 0. False when the system is singular.
    bool solve(std::array<double, N>& unknowns, double& error, int used = N, double ridge = 1e-9) const
    {
        std::array<double, static_cast<std::size_t>(N) * N> m{};
        unknowns.fill(0);
        for (int i = 0; i < used; ++i) {
            for (int j = 0; j < used; ++j)
                m[i * used + j] = i >= j ? a[i * N + j] : a[j * N + i];
            unknowns[i] = b[i];
        }
        if (weight <= 0 || !solveCholesky(m.data(), unknowns.data(), used, ridge))
            return false;
        double e = square;
        for (int i = 0; i < used; ++i) {
            e -= 2 * unknowns[i] * b[i];
            for (int j = 0; j < used; ++j)
                e += unknowns[i] * unknowns[j] * (i >= j ? a[i * N + j] : a[j * N + i]);
        }
        error = e > 0 ? e / weight : 0;
        return true;
    }
};

} // namespace maquette::edit::look
