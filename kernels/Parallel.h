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

} // namespace maquette::kernels
