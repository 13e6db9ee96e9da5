// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace maquette::tests {

struct ProgramResult {
    int exitCode = -1; ///< 128 + signal where a signal ended it
    std::string out;
    std::string error;
    double seconds = 0;
};

struct ProgramOptions {
    /// Sends SIGINT after so many seconds, if above 0.
    double interruptAfter = 0;
    /// Largest file the program may write, in bytes; 0: no limit.
    unsigned long fileLimit = 0;
    /// Permissions of files hold for the program also where root runs the tests.
    bool bound = false;
    std::string out; ///< where its stdout goes, instead of ProgramResult::out
    std::vector<std::string> environment; ///< NAME=value, added
};

/// Runs a program without a shell and waits for it.
[[nodiscard]] ProgramResult runProgram(const std::string& program, const std::vector<std::string>& arguments,
                                       const ProgramOptions& options = {});

} // namespace maquette::tests
