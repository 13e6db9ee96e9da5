// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imaging/Image.h"

#include <vector>

namespace maquette::edit {

/// Where a tile stands in its picture.
struct TilePlace {
    int x = 0;
    int y = 0;
};

/// Tiles of `size` pixels every `stride` pixels that cover width x height, the last ones moved inwards to end at the
/// border. The picture must be at least one tile large.
[[nodiscard]] std::vector<TilePlace> tilePlaces(int width, int height, int size, int stride);

/// A tile out of a picture that contains it.
[[nodiscard]] imaging::Image crop(const imaging::Image& image, TilePlace place, int size);

/// The picture continued by mirroring at its right and lower border to at least `size` in both directions.
[[nodiscard]] imaging::Image atLeast(const imaging::Image& image, int size);

/// Mean and deviation of each channel: what tiles are compared by.
struct TileLook {
    float values[6] = {};
    [[nodiscard]] float distance(const TileLook& other) const;
};
[[nodiscard]] TileLook lookOf(const imaging::Image& tile);

/// Up to `count` places of the example that say most about the change and differ among themselves: the tiles with the
/// most texture and change, thinned by look, farthest first.
[[nodiscard]] std::vector<TilePlace> informativeTiles(const imaging::Image& before, const imaging::Image& after,
                                                      int size, int stride, int count);

/// Adds tiles with a smooth window and divides by the sum of the windows at the end.
class TileBlend {
public:
    TileBlend(int width, int height, int size);
    void add(TilePlace place, const float* planes);
    /// What was blended; places that no tile has reached yet show `fallback` (same size), if given.
    [[nodiscard]] imaging::Image result(const imaging::Image* fallback = nullptr) const;

private:
    imaging::Image m_sum;
    std::vector<float> m_weight;
    std::vector<float> m_window;
    int m_size;
};

} // namespace maquette::edit
