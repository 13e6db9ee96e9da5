// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "base/Json.h"
#include "base/Result.h"

#include <string>

namespace maquette::app {

/// File names and arguments may hold control characters, which a terminal must not act on: they become "?".
[[nodiscard]] std::string printable(const std::string& text);

/// Where a command writes: results on stdout, messages and progress on stderr.
class Console {
public:
    bool json = false; ///< results as one JSON object
    bool quiet = false; ///< no progress and no notes; errors are still written

    void result(const std::string& text) const;
    void result(const base::Json& object) const;
    void note(const std::string& text) const;
    /// Writes the error (as {"error":…} on stdout too with --json) and returns its exit code.
    [[nodiscard]] int fail(const base::Error& error) const;
    /// Writes out what stdout still holds. `code` again, or that of a file that could not be written where a command
    /// that was done lost its result (a full disk behind a redirection).
    [[nodiscard]] int finish(int code) const;
    /// A progress function for a job: one line that is drawn over on a terminal, a line every 10 % elsewhere.
    [[nodiscard]] base::Job::Listener progress() const;
};

/// Turns Ctrl+C and SIGTERM into a stop request, so that work ends cleanly. Make it before any thread starts, as the
/// signals are blocked in all threads but its own. A second Ctrl+C ends the program at once.
class SignalStop {
public:
    SignalStop();
    SignalStop(const SignalStop&) = delete;
    SignalStop& operator=(const SignalStop&) = delete;
    [[nodiscard]] std::stop_token token() const { return m_source.get_token(); }

private:
    std::stop_source m_source;
};

} // namespace maquette::app
