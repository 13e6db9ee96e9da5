// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Threads.h"
#include "cloud/view/PointSet.h"
#include "cloud/view/Ramp.h"

#include <algorithm>
#include <cmath>
#include <mutex>

namespace maquette::cloud {

namespace {

constexpr std::int64_t grain = 1 << 14;

void classPalette(PaneColors& colors, const ClassTable& table)
{
    colors.palette.fill(otherColor);
    for (std::size_t i = 0; i < std::min<std::size_t>(table.entries.size(), otherSlot); ++i)
        colors.palette[i] = table.entries[i].color;
}

struct Range {
    double low = 0, high = 0;
    bool found = false;

    void add(double newLow, double newHigh)
    {
        low = found ? std::min(low, newLow) : newLow;
        high = found ? std::max(high, newHigh) : newHigh;
        found = true;
    }
};

/// The extremes of the finite values, or their hundredths below and above where a few lie far out.
template <class Value> Range rangeOf(const PointSet& points, const Value& value)
{
    Range range;
    std::mutex mutex;
    base::parallelFor(static_cast<std::int64_t>(points.size()), grain, [&](std::int64_t begin, std::int64_t end) {
        Range some;
        for (std::int64_t i = begin; i < end; ++i) {
            if (const double each = value(static_cast<std::size_t>(i)); std::isfinite(each))
                some.add(each, each);
        }
        const std::lock_guard lock(mutex);
        if (some.found)
            range.add(some.low, some.high);
    });
    // A prefix of the drawing order is a fair sample.
    constexpr std::size_t wanted = 20000;
    constexpr double farOut = 4;
    std::vector<double> sample;
    for (std::size_t i = 0; i < std::min(wanted, points.size()); ++i) {
        if (const double each = value(points.order[i]); std::isfinite(each))
            sample.push_back(each);
    }
    if (sample.size() >= 100) {
        std::sort(sample.begin(), sample.end());
        const double low = sample[sample.size() / 100];
        const double high = sample[sample.size() - 1 - sample.size() / 100];
        if (high > low && range.high - range.low > farOut * (high - low)) {
            range.low = low;
            range.high = high;
        }
    }
    return range;
}

/// `value` of an index in the cloud.
template <class Value> void colorByValue(PaneColors& colors, const PointSet& points, const Value& value)
{
    const Range range = rangeOf(points, value);
    colors.palette = rampPalette();
    colors.ramp = range.found;
    colors.low = range.low;
    colors.high = range.high;
    colors.index.assign(points.size(), noValueIndex);
    if (!range.found)
        return;
    constexpr double steps = noValueIndex; // the places 0 … 254
    // Halves: the range of doubles does not fit into a double.
    const double half = range.high / 2 - range.low / 2;
    const double factor = half > 0 ? steps / half : 0;
    base::parallelFor(static_cast<std::int64_t>(points.size()), grain, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t k = begin; k < end; ++k) {
            const double each = value(points.order[k]);
            if (std::isfinite(each))
                colors.index[k]
                    = static_cast<std::uint8_t>(std::clamp((each / 2 - range.low / 2) * factor, 0.0, steps - 1));
        }
    });
}

void colorByError(PaneColors& colors, const PointSet& points, const ClassSlots& slots)
{
    colors.palette.fill(otherColor);
    colors.palette[wrongIndex] = wrongColor;
    colors.palette[rightIndex] = rightColor;
    colors.index.assign(points.size(), uncountedIndex);
    if (slots.truth.empty() || slots.prediction.empty())
        return;
    for (std::size_t k = 0; k < points.size(); ++k) {
        const std::uint8_t truth = slots.truth[k];
        const std::uint8_t prediction = slots.prediction[k];
        if (truth != otherSlot && prediction != otherSlot)
            colors.index[k] = truth == prediction ? rightIndex : wrongIndex;
    }
}

} // namespace

PaneColors makePaneColors(const PointSet& points, const ClassSlots& slots, const ClassTable& table,
                          const PaneContent& content)
{
    PaneColors colors;
    colors.palette.fill(otherColor);
    switch (content.by) {
    case ColorBy::Truth:
        colors.useTruth = !slots.truth.empty();
        if (colors.useTruth)
            classPalette(colors, table);
        return colors;
    case ColorBy::Prediction:
        colors.usePrediction = !slots.prediction.empty();
        if (colors.usePrediction)
            classPalette(colors, table);
        return colors;
    case ColorBy::Error:
        colorByError(colors, points, slots);
        return colors;
    case ColorBy::Attribute:
        if (const Attribute* const attribute = points.cloud->find(content.attribute))
            std::visit(
                [&](const auto& values) {
                    colorByValue(colors, points, [&](std::size_t i) { return static_cast<double>(values[i]); });
                },
                attribute->values);
        return colors;
    case ColorBy::Input:
        if (!points.colors.empty()) {
            colors.direct = true;
            return colors;
        }
        break;
    case ColorBy::Height:
        break;
    }
    const std::vector<float>& positions = points.cloud->positions;
    const double shift = points.cloud->shift[2];
    colorByValue(colors, points, [&](std::size_t i) { return shift + positions[3 * i + 2]; });
    return colors;
}

} // namespace maquette::cloud
