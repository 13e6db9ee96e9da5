// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runlog/RunFile.h"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace maquette::runlog {

/// metrics.csv of Lightning's CSVLogger (Lightning-AI/pytorch-lightning: src/lightning/fabric/loggers/csv_logs.py), and
/// other tables with a head of names. The settings come from hparams.yaml beside it. Empty cells hold nothing. The step
/// is the column "step" (or "global_step", "iteration"), else the number of the row; the time is a number at
/// "created_at", "timestamp", "wall_time" or "time" that can be one. The logger writes the file anew when a column
/// comes: then everything is given anew.
[[nodiscard]] std::unique_ptr<RunFile> openCsvLog(const std::filesystem::path& path);

/// The cells of one record; quotes are taken off and "" within them becomes ".
[[nodiscard]] std::vector<std::string> csvCells(std::string_view record);

} // namespace maquette::runlog
