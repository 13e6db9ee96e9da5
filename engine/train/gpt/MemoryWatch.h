// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>

namespace maquette::train::gpt {

/// Counts what LibTorch allocates and frees on this thread and in its backward passes while it lives. What was there
/// before does not count, nor does its release. One at a time a thread; no profiler beside it.
class MemoryWatch {
public:
    MemoryWatch();
    ~MemoryWatch();
    MemoryWatch(const MemoryWatch&) = delete;
    MemoryWatch& operator=(const MemoryWatch&) = delete;

    [[nodiscard]] std::int64_t current() const; ///< bytes that are there now
    [[nodiscard]] std::int64_t peak() const; ///< the most that were

private:
    class Counter;
    struct Scope;
    std::shared_ptr<Counter> m_counter;
    std::unique_ptr<Scope> m_scope;
};

} // namespace maquette::train::gpt
