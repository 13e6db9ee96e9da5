// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/Fp8ScaleImage.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace maquette::widgets {

using Quantity = runs::ScaleMapOptions::Quantity;

float cellValue(const runs::ScaleMap& map, Quantity quantity, std::size_t cell)
{
    switch (quantity) {
    case Quantity::Scale:
        return map.last[cell];
    case Quantity::Headroom:
        return map.lowest[cell];
    case Quantity::Underflow:
    case Quantity::Overflow:
        return map.highest[cell];
    }
    return map.last[cell];
}

ColorRange colorRange(const runs::ScaleMap& map, Quantity quantity)
{
    ColorRange range{map.minimum, map.maximum};
    if (!(range.low <= range.high))
        return {0, 1};
    if (quantity != Quantity::Scale)
        range.low = 0;
    if (!(range.low < range.high)) // one value everywhere still needs two ends
        range = quantity == Quantity::Scale ? ColorRange{range.low - 0.5F, range.high + 0.5F} : ColorRange{0, 1};
    return range;
}

QColor heatColor(double place)
{
    struct Stop {
        int red, green, blue;
    };
    static constexpr std::array<Stop, 6> stops
        = {{{38, 24, 84}, {38, 75, 150}, {24, 128, 160}, {56, 172, 134}, {160, 206, 90}, {250, 230, 110}}};
    const double at = std::clamp(std::isnan(place) ? 0.0 : place, 0.0, 1.0) * (stops.size() - 1);
    const auto i = std::min(static_cast<std::size_t>(at), stops.size() - 2);
    const double t = at - static_cast<double>(i);
    const auto mix = [&](int a, int b) { return static_cast<int>(std::lround(a + t * (b - a))); };
    return QColor(mix(stops[i].red, stops[i + 1].red), mix(stops[i].green, stops[i + 1].green),
                  mix(stops[i].blue, stops[i + 1].blue));
}

QColor clippedColor() { return QColor(213, 94, 0); }

QImage heatImage(const runs::ScaleMap& map, Quantity quantity)
{
    const auto width = static_cast<int>(map.columns.size()), height = static_cast<int>(map.layers.size());
    if (width == 0 || height == 0)
        return {};
    const ColorRange range = colorRange(map, quantity);
    std::array<QRgb, 256> ramp;
    for (std::size_t i = 0; i < ramp.size(); ++i)
        ramp[i] = heatColor(static_cast<double>(i) / (ramp.size() - 1)).rgba();
    QImage image(width, height, QImage::Format_ARGB32);
    for (int row = 0; row < height; ++row) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(row));
        for (int column = 0; column < width; ++column) {
            const float value
                = cellValue(map, quantity, map.cell(static_cast<std::size_t>(row), static_cast<std::size_t>(column)));
            const float place = (value - range.low) / (range.high - range.low);
            if (std::isnan(value))
                line[column] = qRgba(0, 0, 0, 0);
            else if (quantity == Quantity::Headroom && value < 0)
                line[column] = clippedColor().rgba();
            else
                line[column] = ramp[static_cast<std::size_t>(std::lround(std::clamp(place, 0.0F, 1.0F) * 255))];
        }
    }
    return image;
}

} // namespace maquette::widgets
