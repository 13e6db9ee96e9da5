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

thread_local const std::function<bool()>* stopQuery = nullptr;

} // namespace

Interruptible::Interruptible(const std::function<bool()>& stopped)
    : m_before(std::exchange(stopQuery, &stopped))
{
}

Interruptible::~Interruptible() { stopQuery = m_before; }

const std::function<bool()>& Interruptible::query()
{
    static const std::function<bool()> none;
    return stopQuery == nullptr ? none : *stopQuery;
}

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
