// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QImage>

#include "runs/analysis/ScaleMap.h"

namespace maquette::widgets {

/// What a cell of a map shows: of scales the last one in its steps, of headroom the least, of shares the largest.
[[nodiscard]] float cellValue(const runs::ScaleMap& map, runs::ScaleMapOptions::Quantity quantity, std::size_t cell);

/// The values at the ends of the colors. Headroom is always told from 0 (where clipping begins) on, shares from 0.
struct ColorRange {
    float low = 0, high = 1;
};
[[nodiscard]] ColorRange colorRange(const runs::ScaleMap& map, runs::ScaleMapOptions::Quantity quantity);

/// The color of a place between the ends, 0 … 1: dark to light in even steps of lightness, blue to yellow, so that it
/// reads without color, too.
[[nodiscard]] QColor heatColor(double place);
/// Headroom below 0, where values are clipped; it stands out from all of heatColor.
[[nodiscard]] QColor clippedColor();

/// One pixel for each cell, transparent where nothing was logged. For any thread.
[[nodiscard]] QImage heatImage(const runs::ScaleMap& map, runs::ScaleMapOptions::Quantity quantity);

} // namespace maquette::widgets
