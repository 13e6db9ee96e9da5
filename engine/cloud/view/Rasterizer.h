// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "cloud/view/Render.h"

#include <bit>
#include <cstdint>
#include <memory>

namespace maquette::cloud {

/// The nearest point at each pixel of a part of a pane. A pixel is one number, depth before place, so that the nearest
/// point is the least number whatever order the points come in.
struct PixelKeys {
    static constexpr std::uint64_t none = ~std::uint64_t(0);

    PaneRect part; ///< in pixels of the pane; may reach beyond it
    std::unique_ptr<std::uint64_t[]> keys; ///< row by row

    [[nodiscard]] const std::uint64_t* row(int y) const
    {
        return keys.get() + static_cast<std::size_t>(y) * part.width;
    }
    [[nodiscard]] static std::uint32_t place(std::uint64_t key) { return static_cast<std::uint32_t>(key); }
    [[nodiscard]] static float depth(std::uint64_t key)
    {
        return std::bit_cast<float>(static_cast<std::uint32_t>(key >> 32));
    }
};

/// Draws the points that take part into `part` of a pane that `projection` describes. `budget`: the first so many of
/// the drawing order, 0 for all. Unfinished after a stop of the current base::StopScope.
[[nodiscard]] PixelKeys rasterize(const RenderInput& input, const ViewState& state, const Projection& projection,
                                  const PaneRect& part, std::size_t budget);

} // namespace maquette::cloud
