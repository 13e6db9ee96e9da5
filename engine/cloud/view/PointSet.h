// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "base/Result.h"
#include "cloud/ClassTable.h"
#include "cloud/Cloud.h"
#include "cloud/view/ViewState.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace maquette::cloud {

/// A cloud in drawing order: Morton order dealt out like cards to up to 64 strands, one strand after the other, each
/// shuffled in groups of 128 (Schütz, Kerbl and Wimmer 2021; the strands are ours). So any prefix is a fair sample of
/// the whole, without holes of the size of a group once one strand is complete, and what lies together in memory lies
/// together in space. The same cloud gives the same order everywhere. Immutable: classes stand in ClassSlots.
struct PointSet {
    std::shared_ptr<const Cloud> cloud;
    Bounds bounds;
    std::vector<std::uint32_t> order; ///< from place in the drawing order to index in the cloud
    std::vector<std::uint32_t> placeOf; ///< the inverse
    std::vector<float> positions; ///< x y z in drawing order
    std::vector<std::uint8_t> colors; ///< r g b in drawing order, or empty
    /// Typical distance of neighbors in units of the cloud: median over about 1000 points of the distance to the
    /// nearest point at another place. 0 where all points are at one place.
    double spacing = 0;

    [[nodiscard]] std::size_t size() const { return order.size(); }
};

/// At most 2^32-2 points. Stopped when the job is.
[[nodiscard]] base::Result<std::shared_ptr<const PointSet>> makePointSet(std::shared_ptr<const Cloud> cloud,
                                                                         const base::Job& job = {});

/// How large points are drawn: pixels = clamp(fixed + perUnit * Projection::pixelsPerUnit(depth), 1, 15), rounded.
/// The same for the picture on the processor and for shaders.
struct PointPixels {
    double fixed = 0;
    double perUnit = 0;
};
inline constexpr double smallestPoint = 1;
inline constexpr double largestPoint = 15;
/// `drawn`: how many points of the drawing order are drawn, 0 for all. An adaptive size grows as they get fewer, so
/// that a sample still covers the surfaces.
[[nodiscard]] PointPixels pointPixels(const PointLook& look, const PointSet& points, std::size_t drawn = 0);

/// The classes of a point set by slot of a table, in drawing order: what shaders and the rasterizer look palettes up
/// with.
struct ClassSlots {
    std::vector<std::uint8_t> truth; ///< empty when there are no labels
    std::vector<std::uint8_t> prediction; ///< empty when there is no prediction
};
/// Labels as labelsOf() gives them, in the order of the cloud; an empty span where there are none. A span of another
/// length than the cloud counts as none.
[[nodiscard]] ClassSlots makeSlots(const PointSet& points, std::span<const std::int32_t> truth,
                                   std::span<const std::int32_t> prediction, const ClassTable& table);

/// What one pane looks its colors up with: an index a point and 256 colors.
struct PaneColors {
    bool direct = false; ///< the cloud's own colors are drawn; index and palette are then unused
    std::vector<std::uint8_t> index; ///< in drawing order; empty: as `useTruth` and `usePrediction` say, otherwise 0
    bool useTruth = false; ///< the index is ClassSlots::truth
    bool usePrediction = false;
    std::array<Rgb, 256> palette = {};
    double low = 0, high = 0; ///< the values at the ends of a ramp, for its legend
    bool ramp = false;
};
/// Right is bluish green, wrong is vermillion, not counted is gray (Okabe and Ito).
inline constexpr Rgb rightColor = {0, 158, 115};
inline constexpr Rgb wrongColor = {213, 94, 0};
/// Places in the palette of a pane of errors. Not counted: truth or prediction is no class of the table, or missing.
inline constexpr std::uint8_t wrongIndex = 0;
inline constexpr std::uint8_t rightIndex = 1;
inline constexpr std::uint8_t uncountedIndex = 2;
/// On a ramp values take the places 0 … 254 of the palette; what is no finite number is gray in this one.
inline constexpr std::uint8_t noValueIndex = 255;
/// Truth and prediction without such labels, and attributes that the cloud lacks, are gray all over. A ramp ends at the
/// extremes of its finite values, or at the hundredths below and above when a few outliers would take most of it.
/// Lightness rises evenly along it (OKLCh; Ottosson 2020).
[[nodiscard]] PaneColors makePaneColors(const PointSet& points, const ClassSlots& slots, const ClassTable& table,
                                        const PaneContent& content);

/// Whether points take part under a filter, one byte each in the order of the CLOUD: what metrics count with. Classes
/// are hidden by their truth where there is one and by their prediction otherwise, the same in every pane; without
/// either, nothing is hidden by class. A cell keeps nothing where truth or prediction is missing. A box that highlights
/// keeps all. `selected`: one byte a point in the order of the cloud, or empty.
[[nodiscard]] std::vector<std::uint8_t> keptPoints(const PointSet& points, const ClassSlots& slots,
                                                   const PointFilter& filter, std::span<const std::uint8_t> selected);

} // namespace maquette::cloud
