// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "runs/system/SystemSample.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace maquette::runs {

struct MonitorOptions {
    double seconds = 1; ///< from sample to sample; 0.05 … 3600
    int capacity = 3600; ///< samples that are kept, 2 … 1,000,000
    int pid = 0; ///< of the process whose tree is followed; 0: none
    std::filesystem::path proc = "/proc";
    std::string nvml = "libnvidia-ml.so.1"; ///< name or path for the loader; empty: no GPUs

    [[nodiscard]] base::Result<void> check() const;
};

/// Looks at processors, memory, disks, network, one tree of processes and NVIDIA's GPUs from time to time, on a thread
/// of its own, and keeps the last samples. The driver is asked only while it runs, as that wakes a sleeping GPU. start(),
/// stop() and sampleNow() belong to one thread, the other functions to any.
class SystemMonitor {
public:
    /// Options must pass check().
    explicit SystemMonitor(MonitorOptions options = {});
    ~SystemMonitor();
    SystemMonitor(const SystemMonitor&) = delete;
    SystemMonitor& operator=(const SystemMonitor&) = delete;

    void start();
    /// Ends the thread within the time of one sample and lets go of the driver; samples are kept.
    void stop();
    [[nodiscard]] bool running() const;
    /// Takes a sample now, in this thread; for those who keep the time themselves. Not while running.
    void sampleNow();

    /// From the next sample on.
    void setPid(int pid);

    /// What is known of GPUs since the first sample.
    [[nodiscard]] SystemFacts facts() const;
    /// How many samples were taken in all.
    [[nodiscard]] std::int64_t taken() const;
    /// Samples with number `from` and later, oldest first, as far as they are still kept.
    [[nodiscard]] std::vector<SystemSample> samples(std::int64_t from = 0) const;
    /// Called after each sample on the monitor's thread; keep it short. Empty ends it: after setListener returns, the
    /// former listener is not running and will not run.
    void setListener(std::function<void()> listener);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace maquette::runs
