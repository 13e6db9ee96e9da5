// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "base/Result.h"
#include "cli/Command.h"
#include "runs/analysis/AlarmSettings.h"
#include "runs/report/RunFields.h"

#include <memory>
#include <string>
#include <vector>

namespace maquette::app {

// The verbs of `maquette runs`: RunsCommand.cpp puts them together.
void addRunsListVerbs(CLI::App& runs, CommandContext& context); ///< list, summary
void addRunsExportVerb(CLI::App& runs, CommandContext& context); ///< export
void addRunsReportVerb(CLI::App& runs, CommandContext& context); ///< fp8-report
void addRunsTrainVerb(CLI::App& runs, CommandContext& context); ///< train

/// Which runs a verb is about.
struct RunsRequest {
    std::vector<std::string> roots;
    std::string filter; ///< an expression of engine/runs/analysis; empty: all
    std::vector<std::string> names; ///< patterns with * and ?; empty: all
};

/// The runs of some roots, and what was wrong with the roots.
struct LoadedRuns {
    runs::RunList runs;
    std::vector<runs::Trouble> troubles;

    /// 0, or that of bad input where one of the roots gave nothing.
    [[nodiscard]] int exitCode() const;
};

/// Adds --alarms.
void addAlarmsOption(CLI::App& verb, std::string& file);
/// The defaults where no file is named.
[[nodiscard]] base::Result<runs::AlarmSettings> alarmSettings(const std::string& file);

/// Adds ROOT…, --filter and --run.
void addRunsOptions(CLI::App& verb, RunsRequest& request);
/// Reads all there is and notes troubles of roots on stderr. An error where no run was found at all, or where none is
/// left by filter and names.
[[nodiscard]] base::Result<LoadedRuns> loadRuns(const RunsRequest& request, const CommandContext& context,
                                                const base::Job& job);

/// Rows of cells under their heads, in columns; where `right` says so a column is right-aligned. No line at its end.
[[nodiscard]] std::string textTable(const std::vector<std::vector<std::string>>& rows, const std::vector<bool>& right);
/// "2026-03-01 17:05" in local time, "" where it is unknown.
[[nodiscard]] std::string timeText(double secondsSince1970);
/// "3 h 20 min", "45 s", "" where it is unknown.
[[nodiscard]] std::string spanText(double seconds);
/// With 5 significant digits; "" for NaN.
[[nodiscard]] std::string valueText(double value);
/// What people know a run by: its name, or the folder's where that is the root itself (".").
[[nodiscard]] std::string shownName(const std::string& name, const std::string& folder);

} // namespace maquette::app
