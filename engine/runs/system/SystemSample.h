// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace maquette::runs {

/// A number that the system does not tell.
inline constexpr double notTold = std::numeric_limits<double>::quiet_NaN();

/// A process that has memory on a GPU, by the number that the driver knows it under: inside of a container that may be
/// a number of the host.
struct GpuProcess {
    std::uint32_t pid = 0;
    std::int64_t memory = -1; ///< bytes, -1 where the driver does not tell
};

/// One GPU at one moment; numbers that it does not tell are NaN or -1.
struct GpuSample {
    double use = notTold; ///< 0 … 1, share of the last period in which a kernel ran
    double memoryTraffic = notTold; ///< 0 … 1, share of the last period in which memory was read or written
    std::int64_t memoryUsed = -1, memoryTotal = -1; ///< bytes, all processes together
    double power = notTold, powerLimit = notTold; ///< watts
    double temperature = notTold; ///< degrees Celsius
    double clock = notTold, memoryClock = notTold; ///< MHz, of the multiprocessors and of the memory
    std::vector<GpuProcess> processes; ///< that compute, by falling memory
};

/// The process asked for and all that descend from it.
struct ProcessSample {
    int count = 0; ///< 0: it is not there
    double cores = notTold; ///< processors kept busy since the sample before, 0 … number of processors
    std::int64_t memory = -1; ///< bytes resident; pages that processes share count for each of them
};

/// The machine at one moment. Rates are means since the sample before and NaN in the first.
struct SystemSample {
    double time = 0; ///< seconds since 1970
    double cpu = notTold; ///< 0 … 1, of all processors together
    std::vector<float> cores; ///< 0 … 1 each, by number
    double load1 = notTold, load5 = notTold, load15 = notTold; ///< processes that run or wait, means over minutes
    std::int64_t memoryTotal = -1, memoryUsed = -1, memoryAvailable = -1; ///< bytes; used: total without available
    std::int64_t swapTotal = -1, swapUsed = -1; ///< bytes
    double diskRead = notTold, diskWritten = notTold; ///< bytes a second, all whole devices
    double received = notTold, sent = notTold; ///< bytes a second, all network interfaces but the loop
    ProcessSample process;
    std::vector<GpuSample> gpus; ///< in the order of SystemFacts::gpus
};

/// What does not change while the program runs.
struct SystemFacts {
    struct Gpu {
        std::string name, id; ///< "NVIDIA H100 …", "GPU-…" (unique)
    };
    std::vector<Gpu> gpus;
    std::string driver; ///< version, empty without one
    std::string gpuTrouble; ///< why there are no numbers of GPUs, in English and technical; empty with them
};

} // namespace maquette::runs
