// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "base/Job.h"
#include "base/Result.h"
#include "cloud/ClassTable.h"
#include "cloud/Cloud.h"
#include "cloud/view/PointSet.h"
#include "cloud/view/ViewState.h"

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace maquette::widgets {

using PointSetPtr = std::shared_ptr<const cloud::PointSet>;
using LabelsPtr = std::shared_ptr<const std::vector<std::int32_t>>; ///< in the order of the cloud; null: none
using MaskPtr = std::shared_ptr<const std::vector<std::uint8_t>>; ///< one byte a point in the order of the cloud
using TablePtr = std::shared_ptr<const cloud::ClassTable>;

/// Classes by slot in drawing order, and how many points each slot has.
struct SlotData {
    cloud::ClassSlots classes;
    std::array<std::int64_t, 256> truth{};
    std::array<std::int64_t, 256> prediction{};
};
using SlotPtr = std::shared_ptr<const SlotData>;

/// What undo goes through. All of it is shared and immutable, so a copy costs nothing.
struct CloudContents {
    LabelsPtr truth;
    LabelsPtr prediction;
    std::string predictionProtocol; ///< how the prediction was made; empty: it was read from a file
    MaskPtr sampled; ///< points that the prediction may be measured on; null: all
    TablePtr table;
    SlotPtr slotData;
    MaskPtr selected; ///< null: nothing is selected
    std::size_t selectedCount = 0;
    cloud::ClipBox box;
};

/// An opened cloud.
struct CloudSnapshot {
    QString file; ///< a file or a room folder; empty for one that was made
    PointSetPtr points;
    CloudContents contents;
};
using SnapshotPtr = std::shared_ptr<const CloudSnapshot>;

/// Puts a cloud into drawing order and finds labels, prediction and class table. `hint`: id of the table to prefer.
/// For working threads. Stopped when the job is.
[[nodiscard]] base::Result<SnapshotPtr> makeSnapshot(cloud::Cloud cloud, const QString& file, const std::string& hint,
                                                     const base::Job& job);
/// The known table `hint` where it names all labels, otherwise one of the classes that occur; for working threads.
[[nodiscard]] cloud::ClassTable tableOf(const LabelsPtr& truth, const LabelsPtr& prediction, const std::string& hint);
/// Slots and counts of labels under a table; for working threads.
[[nodiscard]] SlotPtr makeSlotData(const cloud::PointSet& points, const LabelsPtr& truth, const LabelsPtr& prediction,
                                   const cloud::ClassTable& table);
/// The labels with `classId` at the selected points, -1 elsewhere where there were none.
[[nodiscard]] LabelsPtr relabeled(const LabelsPtr& labels, const std::vector<std::uint8_t>& selected,
                                  std::int32_t classId);
/// The cloud with labels and prediction as they are now, of all points or the selected ones; for working threads.
[[nodiscard]] cloud::Cloud exportedCloud(const cloud::PointSet& points, const CloudContents& contents,
                                         bool selectedOnly);
[[nodiscard]] std::size_t countSet(const std::vector<std::uint8_t>& mask);

} // namespace maquette::widgets
