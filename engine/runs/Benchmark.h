// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "base/Json.h"
#include "base/Result.h"

#include <string>

namespace maquette::runs {

/// What is written to be read: so many runs of so many scalar tags and points each.
struct BenchmarkLogs {
    int runs = 100; ///< 1 … 10,000
    int tags = 10; ///< 1 … 1000
    int points = 1000; ///< 1 … 1,000,000
};

/// Times the work of this workspace on event files that it writes into a temporary folder, which is removed again: the
/// same numbers each time. Writing them, opening the folder until a first series is there and until all is read, the
/// series of a plot 1000 pixels wide by M4, and a part of it. Report as base::Benchmark gives it, and
/// "values":[{"name","value","unit"}] with points, bytes of the files and bytes of memory a point.
/// WriteFailed when there is no room where temporary files go (58 MB by default); Usage: a size out of range; Stopped.
[[nodiscard]] base::Result<base::Json> benchmarkRuns(const std::string& device, int rounds, const base::Job& job,
                                                     const BenchmarkLogs& logs = {});

} // namespace maquette::runs
