// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>

namespace maquette::base {

/// The one thread setting of the program. Libraries with pools of their own (LibTorch, OpenCV) follow it through
/// onThreadsChanged.
[[nodiscard]] int threads();
/// Sets the number of threads (1 … 256); 0 means one per available processor. Call it before work starts.
void setThreads(int count);
/// Calls `follow` now and after each setThreads.
void onThreadsChanged(std::function<void(int)> follow);

/// Runs body(begin, end) over [0, count) in slices of at least `grain` items on the program's threads, this one
/// included, and returns when all are done. Nested calls run in the calling thread. Slices are disjoint and ordered
/// writes to them need no lock. `body` must not throw.
void parallelFor(std::int64_t count, std::int64_t grain, const std::function<void(std::int64_t, std::int64_t)>& body);

/// While one lives, parallelFor of this thread runs in place: for threads that are themselves one of several at the
/// same work.
class SerialScope {
public:
    SerialScope();
    ~SerialScope();
    SerialScope(const SerialScope&) = delete;
    SerialScope& operator=(const SerialScope&) = delete;

private:
    bool m_before;
};

} // namespace maquette::base
