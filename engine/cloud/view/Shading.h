// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cloud/view/BoxTest.h"
#include "cloud/view/Rasterizer.h"
#include "imaging/Image.h"

#include <optional>
#include <vector>

namespace maquette::cloud {

/// Selected points are mixed with this color (the accent of the dark theme), which makes up so much of the mix.
inline constexpr Rgb selectionColor = {91, 155, 255};
inline constexpr float selectionPart = 0.65F;
/// Points outside of a box that highlights are mixed with so much of the background.
inline constexpr float outsidePart = 0.65F;

/// Pixels around a part that eye-dome lighting looks at.
[[nodiscard]] int eyeDomeMargin(const PointLook& look);

/// Eye-dome lighting (Boucheny, "Interactive scientific visualization of large datasets: towards a perceptive-based
/// approach", 2009) as Potree computes it: 2^depth is what is nearer, so a pixel's response is the mean over eight
/// neighbors at the radius of how much log2 of its depth exceeds theirs, and its light is exp(-300 strength response).
/// Pixels without points neither get nor give shade. In a parallel projection, where the camera's distance means
/// nothing, depth over the distance at which a camera of 40 degrees sees as much stands for the logarithm.
/// Light 0 … 1 for the pixels of keys.part without its outer `margin`, row by row.
[[nodiscard]] std::vector<float> eyeDomeLight(const PixelKeys& keys, const PointLook& look,
                                              const Projection& projection, int margin);

/// Colors of the pixels of one pane.
class Painter {
public:
    Painter(const RenderInput& input, const ViewState& state, const PaneColors& colors);

    /// One row of a picture: `count` pixels from `keys` and their light (null: full) into three bytes each.
    void paint(const std::uint64_t* keys, const float* light, int count, std::uint8_t* out) const;

private:
    template <class Color>
    void paintWith(const Color& color, const std::uint64_t* keys, const float* light, int count,
                   std::uint8_t* out) const;
    [[nodiscard]] Rgb marked(Rgb color, std::uint32_t place) const;

    const PointSet& m_points;
    const PaneColors& m_colors;
    Rgb m_background;
    const std::uint8_t* m_index = nullptr;
    const std::uint8_t* m_selected = nullptr;
    std::optional<BoxTest> m_highlight;
};

} // namespace maquette::cloud
