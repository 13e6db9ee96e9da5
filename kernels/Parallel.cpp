// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernels/Parallel.h"

#include <utility>

namespace maquette::kernels {

namespace {

ParallelFor& chosen()
{
    static ParallelFor parallel;
    return parallel;
}

} // namespace

void setParallelFor(ParallelFor parallel) { chosen() = std::move(parallel); }

void parallelFor(std::int64_t count, std::int64_t grain, const std::function<void(std::int64_t, std::int64_t)>& body)
{
    if (count <= 0)
        return;
    if (chosen() && count > grain)
        chosen()(count, grain, body);
    else
        body(0, count);
}

} // namespace maquette::kernels
