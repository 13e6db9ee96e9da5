// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runs/Run.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace maquette::runs {

/// Gathers the latest state of each run and hands out snapshots of all. Readers of files put() from any thread; the
/// lock is held for moments only. Thread-safe.
class Publisher {
public:
    using Listener = std::function<void(const std::shared_ptr<const Snapshot>&)>;

    struct Progress {
        std::int64_t files = 0, filesRead = 0, bytes = 0;
        bool loading = false;
        bool operator==(const Progress&) const = default;
    };

    explicit Publisher(double seconds);

    /// The runs there are, by id, in their order; others are dropped.
    void setRuns(std::vector<std::string> ids, std::vector<Trouble> troubles);
    void put(Run run);
    void setProgress(const Progress& progress);
    /// Whether it is time for a snapshot: each `seconds`, but at once as long as there is nothing to see yet.
    [[nodiscard]] bool due() const;
    /// Makes a snapshot, if anything was put since the last one.
    void publish();

    [[nodiscard]] std::shared_ptr<const Snapshot> snapshot() const;
    [[nodiscard]] std::shared_ptr<const Snapshot> waitFor(std::uint64_t revision, std::chrono::milliseconds most) const;
    void setListener(Listener listener);

private:
    const std::chrono::duration<double> m_between;
    mutable std::mutex m_mutex;
    mutable std::condition_variable m_newer;
    std::vector<std::string> m_order;
    std::map<std::string, std::shared_ptr<const Run>> m_latest;
    std::vector<Trouble> m_troubles;
    Progress m_progress;
    bool m_dirty = false;
    bool m_seen = false; ///< a snapshot with points is out
    std::chrono::steady_clock::time_point m_last{};
    std::shared_ptr<const Snapshot> m_snapshot = std::make_shared<const Snapshot>();
    std::mutex m_listenerMutex; ///< held while the listener runs
    Listener m_listener;
};

} // namespace maquette::runs
