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

/// A cloud in drawing order: Morton order shuffled in groups of 128 (Schütz, Kerbl and Wimmer 2021), the groups in
/// random order, so that any prefix is a fair sample of the whole, and what lies together in memory lies together in
/// space. Immutable but for classes, which relabelling replaces by a copy.
struct PointSet {
    std::shared_ptr<const Cloud> cloud;
    Bounds bounds;
    std::vector<std::uint32_t> order; ///< from place in the drawing order to index in the cloud
    std::vector<std::uint32_t> placeOf; ///< the inverse
    std::vector<float> positions; ///< x y z in drawing order
    std::vector<std::uint8_t> colors; ///< r g b in drawing order, or empty
    double spacing = 0; ///< typical distance of neighbors, in units of the cloud (median over a sample); 0 for one point

    [[nodiscard]] std::size_t size() const { return order.size(); }
};

/// At most 2^32-2 points. Stopped when the job is.
[[nodiscard]] base::Result<std::shared_ptr<const PointSet>> makePointSet(std::shared_ptr<const Cloud> cloud,
                                                                         const base::Job& job = {});

/// The classes of a point set by slot of a table, in drawing order: what shaders and the rasterizer look palettes up
/// with.
struct ClassSlots {
    std::vector<std::uint8_t> truth; ///< empty when there are no labels
    std::vector<std::uint8_t> prediction; ///< empty when there is no prediction
};
/// Labels as labelsOf() gives them, in the order of the cloud; an empty span where there are none.
[[nodiscard]] ClassSlots makeSlots(const PointSet& points, std::span<const std::int32_t> truth,
                                   std::span<const std::int32_t> prediction, const ClassTable& table);

/// What one pane looks its colors up with: an index a point and 256 colors.
struct PaneColors {
    bool direct = false; ///< the cloud's own colors are drawn; index and palette are then unused
    std::vector<std::uint8_t> index; ///< in drawing order; empty: as `useTruth` and `usePrediction` say
    bool useTruth = false; ///< the index is ClassSlots::truth
    bool usePrediction = false;
    std::array<Rgb, 256> palette = {};
    double low = 0, high = 0; ///< the values at the ends of a ramp, for its legend
    bool ramp = false;
};
/// Right is bluish green, wrong is vermillion, not counted is gray (Okabe and Ito).
inline constexpr Rgb rightColor = {0, 158, 115};
inline constexpr Rgb wrongColor = {213, 94, 0};
[[nodiscard]] PaneColors makePaneColors(const PointSet& points, const ClassSlots& slots, const ClassTable& table,
                                        const PaneContent& content);

/// Whether points take part under a filter, one byte each in the order of the CLOUD: what metrics count with. Classes
/// are hidden by their truth where there is one and by their prediction otherwise, the same in every pane.
/// `selected`: one byte a point in the order of the cloud, or empty.
[[nodiscard]] std::vector<std::uint8_t> keptPoints(const PointSet& points, const ClassSlots& slots,
                                                   const PointFilter& filter, std::span<const std::uint8_t> selected);

} // namespace maquette::cloud
