// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>

namespace maquette::kernels {

/// Runs body(begin, end) over slices of [0, count) of at least `grain` items. `body` must not throw.
using ParallelFor
    = std::function<void(std::int64_t, std::int64_t, const std::function<void(std::int64_t, std::int64_t)>&)>;

/// Who spreads the operators' work over threads. LibTorch's own loop is a template that works in parallel only in files
/// compiled with OpenMP, whose runtime would then be there twice; so whoever has threads lends them. Until then, and
/// outside of the program, work stays on the calling thread. Call it before any operator.
void setParallelFor(ParallelFor parallel);

/// By what was set, at least one item a slice; nothing for a count of zero.
void parallelFor(std::int64_t count, std::int64_t grain, const std::function<void(std::int64_t, std::int64_t)>& body);

/// While one lives, an operator of this thread that takes long ends early once `stopped` says so. What it gives then is
/// valid but wrong, so whoever opens the scope throws it away. `stopped` may be asked from any thread and outlives the
/// scope; an empty one never stops.
class Interruptible {
public:
    explicit Interruptible(const std::function<bool()>& stopped);
    ~Interruptible();
    Interruptible(const Interruptible&) = delete;
    Interruptible& operator=(const Interruptible&) = delete;

    /// That of this thread's innermost scope; empty outside of one.
    [[nodiscard]] static const std::function<bool()>& query();

private:
    const std::function<bool()>* m_before;
};

} // namespace maquette::kernels
