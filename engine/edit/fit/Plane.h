// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

namespace maquette::edit::fit {

/// One channel of samples, row after row.
struct Plane {
    Plane() = default;
    Plane(int newWidth, int newHeight)
        : width(newWidth)
        , height(newHeight)
        , data(static_cast<std::size_t>(newWidth) * newHeight)
    {
    }

    int width = 0;
    int height = 0;
    std::vector<float> data;

    [[nodiscard]] float* row(int y) { return data.data() + static_cast<std::size_t>(y) * width; }
    [[nodiscard]] const float* row(int y) const { return data.data() + static_cast<std::size_t>(y) * width; }
};

} // namespace maquette::edit::fit
