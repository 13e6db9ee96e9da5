// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/io/CoordinateFrame.h"

#include <algorithm>
#include <cmath>

namespace maquette::cloud::io {

void Box::add(const Box& other)
{
    for (std::size_t axis = 0; axis < 3; ++axis) {
        low[axis] = std::min(low[axis], other.low[axis]);
        high[axis] = std::max(high[axis], other.high[axis]);
    }
}

Vec3 chooseShift(const Box& box)
{
    // Below 100 units a float32 is off by 0.000004 at most, which no scanner resolves.
    constexpr double alwaysLarge = 10000;
    constexpr double neverLarge = 100;
    constexpr double largeForExtent = 2;
    Vec3 shift = {0, 0, 0};
    if (box.empty())
        return shift;
    double extent = 0;
    for (std::size_t axis = 0; axis < 3; ++axis)
        extent = std::max(extent, box.high[axis] - box.low[axis]);
    for (std::size_t axis = 0; axis < 3; ++axis) {
        const double size = std::max(std::abs(box.low[axis]), std::abs(box.high[axis]));
        if (size > alwaysLarge || (size > neverLarge && size > largeForExtent * extent))
            shift[axis] = std::floor(box.low[axis]);
        if (shift[axis] == 0)
            shift[axis] = 0; // no negative zero
    }
    return shift;
}

} // namespace maquette::cloud::io
