// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/RunStore.h"

#include "runs/FolderWatch.h"
#include "runs/Publisher.h"
#include "runs/RunLibrary.h"

#include <algorithm>
#include <mutex>
#include <thread>

namespace maquette::runs {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

using Clock = std::chrono::steady_clock;

/// The shortest time between passes, so that a writer that flushes each record does not keep the store busy.
constexpr std::chrono::milliseconds rest(200);

Error outOfRange(const char* name, double value)
{
    return {ErrorCode::Usage, {QT_TRANSLATE_NOOP("Engine", "%1 cannot be %2."), {name, base::number(value)}}, {}};
}

std::chrono::milliseconds milliseconds(double seconds)
{
    return std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000));
}

} // namespace

Result<void> StoreOptions::check() const
{
    if (!(pollSeconds >= 0.05 && pollSeconds <= 3600))
        return outOfRange("pollSeconds", pollSeconds);
    if (!(publishSeconds >= 0.01 && publishSeconds <= 60))
        return outOfRange("publishSeconds", publishSeconds);
    if (depth < 1 || depth > 256)
        return outOfRange("depth", depth);
    if (!(graceSeconds >= 0))
        return outOfRange("graceSeconds", graceSeconds);
    return {};
}

struct RunStore::State {
    explicit State(StoreOptions wanted)
        : options(std::move(wanted))
        , publisher(options.publishSeconds)
        , library(options, publisher)
        , watch(options.watch)
    {
    }

    void run(const std::stop_token& stop);
    std::vector<std::string> roots() const
    {
        const std::lock_guard lock(mutex);
        return options.roots;
    }

    mutable std::mutex mutex; ///< of the roots and the thread
    StoreOptions options;
    Publisher publisher;
    std::mutex passes; ///< one pass at a time
    RunLibrary library;
    FolderWatch watch;
    std::jthread thread; ///< last: it ends before what it uses
};

void RunStore::State::run(const std::stop_token& stop)
{
    const base::Job job(stop, {});
    const auto poll = milliseconds(options.pollSeconds);
    bool search = true;
    while (!stop.stop_requested()) {
        {
            const std::lock_guard lock(passes);
            if (search) {
                library.find(roots(), job);
                watch.setFolders(library.folders());
            }
            library.read(job);
        }
        const auto ended = Clock::now();
        search = false;
        for (bool look = false; !look && !stop.stop_requested();) {
            const auto left = poll - std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - ended);
            const auto news = watch.wait(std::max(left, std::chrono::milliseconds(0)));
            const bool due = Clock::now() - ended >= poll;
            look = due || news.woken || news.files || news.names;
            search = search || due || news.woken || news.names;
        }
        // wake() by stop ends this at once: the poll above returned, and the loop's condition sees it.
        const auto since = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - ended);
        if (since < rest && !stop.stop_requested())
            std::this_thread::sleep_for(std::min(rest, poll) - std::min(since, std::min(rest, poll)));
    }
}

RunStore::RunStore(StoreOptions options)
    : m_state(std::make_unique<State>(std::move(options)))
{
}

RunStore::~RunStore() { stop(); }

Result<void> RunStore::load(const base::Job& job)
{
    const std::lock_guard lock(m_state->passes);
    m_state->library.find(m_state->roots(), job);
    m_state->library.read(job);
    if (job.stopped())
        return base::stoppedError();
    return {};
}

void RunStore::follow()
{
    const std::lock_guard lock(m_state->mutex);
    if (!m_state->thread.joinable())
        m_state->thread = std::jthread([this](const std::stop_token& stop) { m_state->run(stop); });
}

void RunStore::stop()
{
    std::jthread ending;
    {
        const std::lock_guard lock(m_state->mutex);
        ending = std::move(m_state->thread);
    }
    ending.request_stop();
    m_state->watch.wake();
}

bool RunStore::following() const
{
    const std::lock_guard lock(m_state->mutex);
    return m_state->thread.joinable();
}

void RunStore::refresh() { m_state->watch.wake(); }

void RunStore::setRoots(std::vector<std::string> roots)
{
    {
        const std::lock_guard lock(m_state->mutex);
        m_state->options.roots = std::move(roots);
    }
    refresh();
}

StoreOptions RunStore::options() const
{
    const std::lock_guard lock(m_state->mutex);
    return m_state->options;
}

std::shared_ptr<const Snapshot> RunStore::snapshot() const { return m_state->publisher.snapshot(); }

std::shared_ptr<const Snapshot> RunStore::waitFor(std::uint64_t revision, std::chrono::milliseconds most) const
{
    return m_state->publisher.waitFor(revision, most);
}

void RunStore::setListener(std::function<void(const std::shared_ptr<const Snapshot>&)> listener)
{
    m_state->publisher.setListener(std::move(listener));
}

} // namespace maquette::runs
