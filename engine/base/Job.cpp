// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Job.h"

#include <algorithm>

namespace maquette::base {

Job::Job(std::stop_token stop, Listener listener)
    : m_stop(std::move(stop))
    , m_listener(std::move(listener))
{
}

void Job::report(double fraction, const Message& step) const
{
    if (!m_listener)
        return;
    Progress progress;
    progress.fraction = m_from + std::clamp(fraction, 0.0, 1.0) * (m_to - m_from);
    progress.step = step;
    const double elapsed = std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
    // Below two percent or a fifth of a second the pace says nothing yet.
    if (progress.fraction > 0.02 && elapsed > 0.2)
        progress.secondsLeft = elapsed / progress.fraction * (1 - progress.fraction);
    m_listener(progress);
}

Job Job::part(double from, double to) const
{
    Job part = *this;
    part.m_from = m_from + from * (m_to - m_from);
    part.m_to = m_from + to * (m_to - m_from);
    return part;
}

} // namespace maquette::base
