// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runs/system/SystemSample.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace maquette::runs {

/// Reads Linux's /proc (proc(5)) into a sample, remembering the counters of the time before. What is missing or not
/// understood there stays untold. Not thread-safe.
class ProcFiles {
public:
    explicit ProcFiles(std::filesystem::path root)
        : m_root(std::move(root))
    {
    }

    /// `pid`: of the process to follow, 0 for none. `seconds`: now, on a clock that never goes back. Fills everything
    /// but the time and the GPUs.
    void sample(int pid, double seconds, SystemSample& into);

private:
    struct Ticks {
        std::uint64_t busy = 0, all = 0;
    };
    /// Bytes since the machine started.
    struct Traffic {
        std::uint64_t in = 0, out = 0;
    };
    struct Process {
        int parent = 0;
        std::uint64_t ticks = 0, start = 0;
        std::int64_t pages = 0;
    };

    void sampleCpu(SystemSample& into);
    void sampleMemory(SystemSample& into) const;
    void sampleTraffic(double elapsed, SystemSample& into);
    void sampleProcesses(int pid, double elapsed, SystemSample& into);
    [[nodiscard]] std::optional<Traffic> disks() const;
    [[nodiscard]] std::optional<Traffic> networks() const;
    [[nodiscard]] std::map<int, Process> processes() const;

    std::filesystem::path m_root;
    double m_seconds = notTold;
    std::vector<Ticks> m_ticks; ///< all together, then each processor
    std::optional<Traffic> m_disks, m_networks;
    std::map<std::pair<int, std::uint64_t>, std::uint64_t> m_processTicks; ///< by number and start, as numbers recur
    int m_pid = 0;
};

} // namespace maquette::runs
