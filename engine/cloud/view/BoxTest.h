// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cloud/view/ViewState.h"

#include <cmath>
#include <numbers>

namespace maquette::cloud {

/// ClipBox::contains with sine and cosine taken once. Everything that asks whether a point is in the box asks this, so
/// that what is drawn, counted and selected agrees to the last point.
struct BoxTest {
    explicit BoxTest(const ClipBox& box)
        : center(box.center)
        , half({box.size[0] / 2, box.size[1] / 2, box.size[2] / 2})
        , cosine(std::cos(box.yaw * (std::numbers::pi / 180)))
        , sine(std::sin(box.yaw * (std::numbers::pi / 180)))
    {
    }

    [[nodiscard]] bool inside(float x, float y, float z) const
    {
        const double dx = x - center[0];
        const double dy = y - center[1];
        // Into the frame of the box: turned back by its yaw.
        return std::abs(dx * cosine + dy * sine) <= half[0] && std::abs(dy * cosine - dx * sine) <= half[1]
            && std::abs(z - center[2]) <= half[2];
    }

    Vec3 center, half;
    double cosine, sine;
};

} // namespace maquette::cloud
