// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "base/Result.h"
#include "runs/Run.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace maquette::runs {

struct StoreOptions {
    /// Folders, single files, or patterns with * ? [ ] { } and ~; a run is named from the part before the first
    /// wildcard. The same folder reached twice is one run.
    std::vector<std::string> roots;
    double pollSeconds = 5; ///< from the end of a pass to the next; 0.05 … 3600
    double publishSeconds = 1; ///< what is read becomes visible at the latest after this; 0.01 … 60
    bool watch = true; ///< look at once where the system tells of changes (not on network mounts)
    int depth = 32; ///< of folders below a root, 1 … 256
    /// A run that was written to within its usual interval and this grace is running (Aim: 100 s).
    double graceSeconds = 100;

    [[nodiscard]] base::Result<void> check() const;
};

/// Everything that lies under some log roots, read once or followed as it grows. Reads only; nothing is written beside
/// the files. All functions may be called from any thread; snapshots never change.
///
/// Where files of one run carry the same tag, TensorBoard's event files are one stream in the order of their names, in
/// which a record at step s supersedes what stands at steps ≥ s; the tag of another file gets that file's name without
/// ending in front, as "eval/loss".
class RunStore {
public:
    /// `options` as check() accepts them.
    explicit RunStore(StoreOptions options);
    /// Ends following within half a second.
    ~RunStore();
    RunStore(const RunStore&) = delete;
    RunStore& operator=(const RunStore&) = delete;

    /// Finds and reads all there is now, in this thread and its helpers; Stopped leaves what was read. Not while
    /// following.
    [[nodiscard]] base::Result<void> load(const base::Job& job = {});

    /// Starts a thread that finds, reads and follows until stop().
    void follow();
    /// Returns when the thread has ended; not to be called by the listener.
    void stop();
    [[nodiscard]] bool following() const;
    /// Looks now instead of at the next poll.
    void refresh();
    /// Adds or removes roots; runs of roots that stay are kept as they are.
    void setRoots(std::vector<std::string> roots);
    [[nodiscard]] StoreOptions options() const;

    /// Never null; empty before the first look.
    [[nodiscard]] std::shared_ptr<const Snapshot> snapshot() const;
    /// Waits for a snapshot newer than `revision`, at most so long; returns the current one.
    [[nodiscard]] std::shared_ptr<const Snapshot> waitFor(std::uint64_t revision, std::chrono::milliseconds most) const;
    /// Called after each new snapshot, on a thread of the store; keep it short. Empty ends it: after setListener
    /// returns, the former listener is not running and will not run.
    void setListener(std::function<void(const std::shared_ptr<const Snapshot>&)> listener);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace maquette::runs
