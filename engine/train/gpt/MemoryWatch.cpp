// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/gpt/MemoryWatch.h"

#include <c10/core/Allocator.h>
#include <c10/util/ThreadLocalDebugInfo.h>

#include <algorithm>
#include <mutex>
#include <unordered_map>

namespace maquette::train::gpt {

class MemoryWatch::Counter : public c10::MemoryReportingInfoBase {
public:
    void reportMemoryUsage(void* pointer, std::int64_t bytes, std::size_t, std::size_t, c10::Device) override
    {
        const std::scoped_lock lock(m_mutex);
        if (bytes > 0) {
            m_blocks[pointer] = bytes;
            m_current += bytes;
            m_peak = std::max(m_peak, m_current);
        } else if (const auto block = m_blocks.find(pointer); block != m_blocks.end()) {
            m_current -= block->second;
            m_blocks.erase(block);
        }
    }
    [[nodiscard]] bool memoryProfilingEnabled() const override { return true; }

    std::int64_t current() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_current;
    }
    std::int64_t peak() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_peak;
    }

private:
    mutable std::mutex m_mutex;
    std::unordered_map<void*, std::int64_t> m_blocks;
    std::int64_t m_current = 0;
    std::int64_t m_peak = 0;
};

struct MemoryWatch::Scope {
    explicit Scope(std::shared_ptr<Counter> counter)
        : guard(c10::DebugInfoKind::PROFILER_STATE, std::move(counter))
    {
    }
    c10::DebugInfoGuard guard;
};

MemoryWatch::MemoryWatch()
    : m_counter(std::make_shared<Counter>())
    , m_scope(std::make_unique<Scope>(m_counter))
{
}

MemoryWatch::~MemoryWatch() = default;

std::int64_t MemoryWatch::current() const { return m_counter->current(); }

std::int64_t MemoryWatch::peak() const { return m_counter->peak(); }

} // namespace maquette::train::gpt
