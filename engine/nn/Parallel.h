// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>

namespace maquette::nn {

/// base::parallelFor() for work between LibTorch's operators: stays on the calling thread where LibTorch is kept to one
/// (OneThread). `body` must not throw; what it calls of LibTorch runs on one thread.
void parallelFor(std::int64_t count, std::int64_t grain, const std::function<void(std::int64_t, std::int64_t)>& body);

} // namespace maquette::nn
