// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runlog/RunFile.h"

#include <filesystem>
#include <memory>

namespace maquette::runlog {

/// Whether a file says within its first 64 KiB that it is a run.json of Maquette's trainers; other programs use the
/// name, too.
[[nodiscard]] bool isManifest(const std::filesystem::path& path);

/// run.json of Maquette's own trainers (its keys are documented in train/gpt/RunRecords.h): all it tells becomes
/// settings, those of the recipe by their own names, as the event file has them, the others as "data/file". Sessions
/// are "sessions", how many, and "sessions/1/step", "sessions/1/wallTime" … of the first hundred. No points. The file
/// is written anew at the start of each session and read again then.
[[nodiscard]] std::unique_ptr<RunFile> openManifest(const std::filesystem::path& path);

} // namespace maquette::runlog
