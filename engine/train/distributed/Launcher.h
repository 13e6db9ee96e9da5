// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "base/Result.h"

#include <filesystem>
#include <string>
#include <vector>

namespace maquette::train::distributed {

/// Starts `processes` times `program` with `arguments` (without its name) on this machine, with torchrun's variables
/// set and a file of this user alone to meet through, and waits for all. Rank 0 has this process's output; what the
/// others write to standard output is dropped, and they read nothing. A stop is passed on as SIGTERM. When a rank fails
/// the others are ended. The exit code of the first that failed, where a signal counts as 128 and its number; that of
/// Stopped when a stop was passed on and not all ended well; or 0. Device error when a process cannot be started.
[[nodiscard]] base::Result<int> launch(int processes, const std::filesystem::path& program,
                                       const std::vector<std::string>& arguments, const base::Job& job);

/// In a rank that launch() has started: it gets SIGTERM when its launcher ends without having waited for it.
void endWithLauncher();

} // namespace maquette::train::distributed
