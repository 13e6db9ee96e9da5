// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cassert>
#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace maquette::runs {

inline constexpr double missing = std::numeric_limits<double>::quiet_NaN();

/// A series of one run as the formulas of this folder see it: x never falls, y may be anything. Both of one length.
struct CurveView {
    std::span<const double> x;
    std::span<const double> y;

    [[nodiscard]] std::size_t size() const
    {
        assert(x.size() == y.size());
        return x.size();
    }
};

struct Curve {
    std::vector<double> x;
    std::vector<double> y;

    [[nodiscard]] CurveView view() const { return {x, y}; }
};

} // namespace maquette::runs
