// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>

namespace maquette::base {

/// While one lives, the parallelFor loops of this thread, and those nested in them, leave out what is not yet begun
/// once `token` is asked to stop. For work made of functions that know of no job, such as the filters of an edit: what
/// they return after a stop is unfinished, so whoever opens the scope must throw it away when the token has stopped.
class StopScope {
public:
    explicit StopScope(std::stop_token token);
    ~StopScope();
    StopScope(const StopScope&) = delete;
    StopScope& operator=(const StopScope&) = delete;

    /// Whether the scope of this thread, if there is one, has been asked to stop.
    [[nodiscard]] static bool stopped();

private:
    std::stop_token m_before;
};

} // namespace maquette::base
