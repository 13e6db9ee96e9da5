// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Message.h"

#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>

namespace maquette::base {

/// How far a job is.
struct Progress {
    double fraction = 0; ///< 0 … 1, never falling
    Message step; ///< what is being done now
    std::optional<double> secondsLeft; ///< from the pace so far; absent while it cannot be known
};

/// What long work gets from its caller: whether to stop, and where to report. A default Job runs to its end and
/// reports to nobody. Copies share the same stop state. The progress function is called on the working thread.
class Job {
public:
    using Listener = std::function<void(const Progress&)>;

    Job() = default;
    Job(std::stop_token stop, Listener listener);

    /// True when the work is to end now, leaving everything as it was. Ask at least every 100 ms.
    [[nodiscard]] bool stopped() const { return m_stop.stop_requested(); }
    [[nodiscard]] const std::stop_token& stopToken() const { return m_stop; }

    /// Reports that `fraction` (0 … 1) of this job is done; the time left follows from it.
    void report(double fraction, const Message& step = {}) const;

    /// A job for a part of the work: its 0 … 1 is `from` … `to` of this one.
    [[nodiscard]] Job part(double from, double to) const;

private:
    std::stop_token m_stop;
    Listener m_listener;
    double m_from = 0;
    double m_to = 1;
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

} // namespace maquette::base
