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
using ConfidencePtr = std::shared_ptr<const std::vector<float>>; ///< 0 … 1 in the order of the cloud; null: none

/// Classes by slot in drawing order, and how many points each slot has.
struct SlotData {
    cloud::ClassSlots classes;
    std::array<std::int64_t, 256> truth{};
    std::array<std::int64_t, 256> prediction{};
};
using SlotPtr = std::shared_ptr<const SlotData>;

/// The attribute in which the confidence of a prediction is shown and saved.
inline constexpr const char* confidenceName = "confidence";

/// What a network said, in the classes that it was trained on.
struct NetworkLabels {
    LabelsPtr labels;
    TablePtr table;
    ConfidencePtr confidence;
};
using NetworkPtr = std::shared_ptr<const NetworkLabels>;

/// What undo goes through. All of it is shared and immutable, so a copy costs nothing.
struct CloudContents {
    LabelsPtr truth;
    LabelsPtr prediction;
    std::string predictionProtocol; ///< how the prediction was made; empty: it was read from a file
    MaskPtr sampled; ///< points that the prediction may be measured on; null: all
    NetworkPtr network; ///< what the prediction is made of; null: it was read from a file
    ConfidencePtr confidence; ///< of the prediction, where it was made here
    bool comparable = true; ///< false: truth and prediction are labels of different classes
    TablePtr table;
    TablePtr labelTable; ///< that of the labels, where `table` got classes of the network besides; otherwise null
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

/// Puts a cloud into drawing order and finds labels, prediction and class table. For working threads. Stopped when the
/// job is.
[[nodiscard]] base::Result<SnapshotPtr> makeSnapshot(cloud::Cloud cloud, const QString& file, const base::Job& job);
/// Gives contents whose labels or table are new what follows from them. Without a table: that of the network where
/// there is no truth, otherwise the known table `hint` where it names all labels, otherwise the classes that occur.
/// Where the labels are not known to be classes of the network, its classes are added to the table, those of one name
/// being one, and nothing is compared. For working threads.
void settleClasses(CloudContents& contents, const cloud::PointSet& points, const std::string& hint);
/// Slots and counts of labels under a table; for working threads.
[[nodiscard]] SlotPtr makeSlotData(const cloud::PointSet& points, const LabelsPtr& truth, const LabelsPtr& prediction,
                                   const cloud::ClassTable& table);
/// The labels with `classId` at the selected points, -1 elsewhere where there were none.
[[nodiscard]] LabelsPtr relabeled(const LabelsPtr& labels, const std::vector<std::uint8_t>& selected,
                                  std::int32_t classId);
/// Which labels go into a file that has room for one kind of them.
enum class Labeling { All, Truth, Prediction };
/// The cloud with labels, prediction and confidence as they are now, of all points or the selected ones; for working
/// threads. `labeling`: the other kind of labels is left out.
[[nodiscard]] cloud::Cloud exportedCloud(const cloud::PointSet& points, const CloudContents& contents,
                                         bool selectedOnly, Labeling labeling = Labeling::All);
[[nodiscard]] std::size_t countSet(const std::vector<std::uint8_t>& mask);

} // namespace maquette::widgets
