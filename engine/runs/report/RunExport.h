// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "base/Result.h"
#include "runs/report/RunFields.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace maquette::runs {

struct ExportOptions {
    enum class Format { Csv, Json };
    Format format = Format::Csv;
    std::vector<std::string> tags = {"*"}; ///< patterns with * and ?; a tag that fits one of them is exported
    bool leftBranches = false; ///< with the points that restarts overwrote
};

struct ExportCount {
    std::int64_t runs = 0, series = 0, points = 0; ///< written; a left branch is a series of its own
};

/// Whether there is a tag to export.
[[nodiscard]] bool exportsAny(const RunList& runs, const ExportOptions& options);

/// Takes the text piece by piece; its error ends the export.
using ExportWriter = std::function<base::Result<void>(std::string_view)>;

/// All points of scalar tags, none left out and none changed, numbers in the shortest text that reads back the same.
/// CSV (RFC 4180, lines end in "\n"): run,tag,branch,step,wall_time,value; branch 0 is the live one, 1 and on are the
/// left ones in the order of their leaving; an unknown time is empty; values may be nan, inf, -inf.
/// JSON: {"runs":[{"name","folder","series":[{"tag","branch","steps":[…],"wallTimes":[…] or null,"values":[…]}…]}…],
/// "points":N}; there numbers that are not finite are the texts "nan", "inf" and "-inf", unknown times null.
/// A stop, or an error of the writer, ends it early.
[[nodiscard]] base::Result<ExportCount> exportPoints(const RunList& runs, const ExportOptions& options,
                                                     const ExportWriter& write, const base::Job& job = {});

} // namespace maquette::runs
