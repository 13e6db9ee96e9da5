// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cloud/Cloud.h"

#include <limits>

namespace maquette::cloud::io {

/// Coordinates whose size exceeds this have no place in a 32-bit float with room for differences; they are dropped
/// like those that are not finite.
inline constexpr double largestCoordinate = 1e38;

[[nodiscard]] inline bool usable(double x, double y, double z)
{
    // False for what is no number, too.
    const auto within = [](double value) { return value >= -largestCoordinate && value <= largestCoordinate; };
    return within(x) && within(y) && within(z);
}

/// Lower and upper corner in the file's coordinates; low > high while there is no point.
struct Box {
    static constexpr double none = std::numeric_limits<double>::infinity();
    Vec3 low = {none, none, none};
    Vec3 high = {-none, -none, -none};

    void add(std::size_t axis, double value)
    {
        low[axis] = value < low[axis] ? value : low[axis];
        high[axis] = value > high[axis] ? value : high[axis];
    }
    void add(const Box& other);
    [[nodiscard]] bool empty() const { return !(low[0] <= high[0]); }
};

/// The whole number below the lower corner for each axis on which float32 would lose what counts: coordinates above
/// 10,000, and those above 100 that are more than twice the largest edge of the box, so that positions are off by at
/// most 2^-23 of that edge. 0 for the other axes. Coordinates that were float32 already lose nothing by it.
[[nodiscard]] Vec3 chooseShift(const Box& box);

} // namespace maquette::cloud::io
