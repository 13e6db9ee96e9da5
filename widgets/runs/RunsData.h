// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QString>

#include "runs/Run.h"
#include "runs/analysis/Axes.h"
#include "runs/analysis/Smoothing.h"

#include <memory>
#include <string>
#include <vector>

namespace maquette::widgets {

using RunsSnapshot = std::shared_ptr<const runs::Snapshot>;
using RunPtr = std::shared_ptr<const runs::Run>;

/// A run that is drawn, and how.
struct ShownRun {
    RunPtr run;
    QString name;
    QColor color;
    Qt::PenStyle style = Qt::SolidLine; ///< differs where colors come again
    bool selected = false;
};

/// How runs are put together in the charts.
struct GroupChoice {
    enum class By { None, Setting, Pattern };
    enum class Center { Mean, Median };
    enum class Band { None, Extremes, Deviation, Error, Interval };

    By by = By::None;
    std::string key; ///< name of a setting, or a regular expression whose first group names the group
    Center center = Center::Mean;
    Band band = Band::Extremes;

    bool operator==(const GroupChoice&) const = default;
};

/// What all charts have in common.
struct ChartOptions {
    enum class Behind { Nothing, Raw, Envelope };

    runs::XAxis x = runs::XAxis::Step;
    std::string xMetric; ///< the tag when x is another metric
    /// Samples, tokens and epochs: how many a step takes, as numbers and names of settings with * between.
    std::string perStep = "1";
    bool logX = false, logY = false;
    runs::Smoothing smoothing = runs::Smoothing::None;
    double amount = 0.6; ///< 0 … 1; the width of windows and bells follows from it
    Behind behind = Behind::Raw;
    bool ignoreOutliers = false;
    bool leftBranches = true;
    GroupChoice group;

    bool operator==(const ChartOptions&) const = default;
    /// What engine/runs/analysis wants; window and bell grow with the amount.
    [[nodiscard]] runs::SmoothOptions smoothOptions() const;
};

/// "0.001", "true", "adam"; empty for nothing.
[[nodiscard]] QString settingText(const runlog::Setting& setting);
/// The number in a setting, also where it is text; NaN when there is none.
[[nodiscard]] double settingNumber(const runlog::Setting& setting);
/// The shortest writing that keeps `digits` significant ones.
[[nodiscard]] QString valueText(double value, int digits = 5);
/// "3 h 20 min", "45 s"; for axes and tables.
[[nodiscard]] QString spanText(double seconds);
[[nodiscard]] QString statusText(const runs::Run& run);
/// "loss" and "train" of "train/loss": what stands before the last "/" groups tags.
[[nodiscard]] QString tagGroup(const QString& tag);
/// Where a group stands: what a training is about comes first, then tags without a group, then what it needs ("memory",
/// "system", "communication"), then what low precision does ("fp8"), and at the end the statistics of single tensors ("fp8/LAYER/KIND"),
/// of which there are hundreds and which the panel of low precision shows together. Tags of other ranks ("rank_N/…")
/// stand where the first one's do.
enum class GroupRank { Training, Ungrouped, Machine, Precision, Tensor };
[[nodiscard]] GroupRank groupRank(const QString& group);

/// Series colors: Okabe-Ito's seven, darkened or lightened until they are 3:1 against the panel, then the same with
/// another stroke. `index` counts runs.
[[nodiscard]] QColor seriesColor(int index, bool dark);
[[nodiscard]] Qt::PenStyle seriesStyle(int index);

} // namespace maquette::widgets
