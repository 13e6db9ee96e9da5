// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "base/Result.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace maquette::runs {

/// One series as it is written; spans of one length, `wallTimes` may be empty. All points, never thinned or smoothed.
struct ExportSeries {
    std::string_view run;
    std::string_view tag;
    std::span<const std::int64_t> steps;
    std::span<const double> values;
    std::span<const double> wallTimes;
};

/// Takes a piece of the text; an error ends the export and is passed on.
using TextSink = std::function<base::Result<void>(std::string_view)>;

/// A line a point: `run,tag,step,wall_time,value`, with these names first. UTF-8, RFC 4180 quotation, "\n" at line
/// ends, a point as the decimal mark whatever the locale. Numbers have as many digits as bring back the same double;
/// "nan", "inf" and "-inf" as pandas and numpy read them; an unknown time is empty.
[[nodiscard]] base::Result<void> writeCsv(std::span<const ExportSeries> series, const TextSink& sink,
                                          const base::Job& job = {});

/// One line a step, one column a series ("run/tag"), the step first: as spreadsheets like it. A cell is empty where a
/// series has nothing at the step; of equal steps in a series the last counts. Steps must rise or stay.
[[nodiscard]] base::Result<void> writeCsvTable(std::span<const ExportSeries> series, const TextSink& sink,
                                               const base::Job& job = {});

enum class ExportFormat { Csv, CsvTable };
/// Into a file, which appears only when it is complete. WriteFailed or Stopped leave what was there.
[[nodiscard]] base::Result<void> exportSeries(std::span<const ExportSeries> series, ExportFormat format,
                                              const std::filesystem::path& file, const base::Job& job = {});

} // namespace maquette::runs
