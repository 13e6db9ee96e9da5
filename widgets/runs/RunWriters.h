// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"

#include <filesystem>
#include <string>
#include <vector>

namespace maquette::widgets {

/// A process that has a file in the folder of a run open for writing.
struct RunWriterProcess {
    int pid = 0;
    std::string command; ///< program and arguments, without folders; the name in /proc/PID/comm where there are none
    std::size_t folder = 0; ///< index among the folders

    bool operator==(const RunWriterProcess&) const = default;
};

/// Who writes into the folders or what is in them, by Linux's /proc/PID/fd and fdinfo, in the order of the folders and
/// then of the numbers. Processes of other users stay unseen. For a working thread; a stop gives what was found so far.
[[nodiscard]] std::vector<RunWriterProcess> processesWriting(const std::vector<std::filesystem::path>& folders,
                                                             const std::filesystem::path& proc, const base::Job& job);

} // namespace maquette::widgets
