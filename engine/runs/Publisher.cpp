// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/Publisher.h"

#include <algorithm>
#include <set>

namespace maquette::runs {

namespace {

using Clock = std::chrono::steady_clock;

/// So that a run whose first file is long shows, too, before anything else is read.
constexpr std::chrono::duration<double> firstLook(0.05);

/// Lines of JSON are also written by others than loggers; a file of them without a number is no run.
bool isRun(const Run& run)
{
    const bool onlyLines = run.formats.size() == 1 && run.formats.front() == runlog::Format::JsonLines;
    return !onlyLines || !run.tags.empty() || !run.settings.empty() || !run.troubles.empty();
}

} // namespace

Publisher::Publisher(double seconds)
    : m_between(seconds)
{
}

void Publisher::setRuns(std::vector<std::string> ids, std::vector<Trouble> troubles)
{
    const std::lock_guard lock(m_mutex);
    const auto same
        = [](const Trouble& a, const Trouble& b) { return a.file == b.file && a.error.message == b.error.message; };
    if (ids == m_order && std::equal(troubles.begin(), troubles.end(), m_troubles.begin(), m_troubles.end(), same))
        return;
    const std::set<std::string> wanted(ids.begin(), ids.end());
    std::erase_if(m_latest, [&](const auto& run) { return !wanted.contains(run.first); });
    m_order = std::move(ids);
    m_troubles = std::move(troubles);
    m_dirty = true;
}

void Publisher::put(Run run)
{
    auto shared = std::make_shared<Run>(std::move(run));
    const std::lock_guard lock(m_mutex);
    shared->revision = m_snapshot->revision + 1;
    m_latest[shared->id] = std::move(shared);
    m_dirty = true;
}

void Publisher::setProgress(const Progress& progress)
{
    const std::lock_guard lock(m_mutex);
    m_dirty = m_dirty || progress != m_progress;
    m_progress = progress;
}

bool Publisher::due() const
{
    const std::lock_guard lock(m_mutex);
    return m_dirty && Clock::now() - m_last >= (m_seen ? m_between : firstLook);
}

void Publisher::publish()
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_dirty)
            return;
        auto snapshot = std::make_shared<Snapshot>();
        snapshot->revision = m_snapshot->revision + 1;
        snapshot->troubles = m_troubles;
        snapshot->loading = m_progress.loading;
        snapshot->files = m_progress.files;
        snapshot->filesRead = m_progress.filesRead;
        snapshot->bytes = m_progress.bytes;
        snapshot->runs.reserve(m_order.size());
        for (const auto& id : m_order)
            if (const auto found = m_latest.find(id); found != m_latest.end() && isRun(*found->second)) {
                snapshot->runs.push_back(found->second);
                m_seen = m_seen || found->second->scalarPoints > 0;
            }
        m_snapshot = std::move(snapshot);
        m_dirty = false;
        m_last = Clock::now();
    }
    m_newer.notify_all();
    const std::lock_guard lock(m_listenerMutex);
    if (m_listener)
        m_listener(snapshot());
}

std::shared_ptr<const Snapshot> Publisher::snapshot() const
{
    const std::lock_guard lock(m_mutex);
    return m_snapshot;
}

std::shared_ptr<const Snapshot> Publisher::waitFor(std::uint64_t revision, std::chrono::milliseconds most) const
{
    std::unique_lock lock(m_mutex);
    m_newer.wait_for(lock, most, [&] { return m_snapshot->revision > revision; });
    return m_snapshot;
}

void Publisher::setListener(Listener listener)
{
    const std::lock_guard lock(m_listenerMutex);
    m_listener = std::move(listener);
}

} // namespace maquette::runs
