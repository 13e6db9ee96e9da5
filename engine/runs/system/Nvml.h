// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "runs/system/SystemSample.h"

#include <memory>
#include <string>
#include <vector>

namespace maquette::runs {

/// NVIDIA's management library, loaded where a driver brought it (libnvidia-ml.so.1); nothing links it. Layouts and
/// functions are those of the NVML API reference. For one thread at a time.
class Nvml {
public:
    /// Device with what the loader or the library says: not there, too old, no permission, no device.
    [[nodiscard]] static base::Result<std::unique_ptr<Nvml>> load(const std::string& library);
    ~Nvml();
    Nvml(const Nvml&) = delete;
    Nvml& operator=(const Nvml&) = delete;

    [[nodiscard]] const std::vector<SystemFacts::Gpu>& gpus() const { return m_gpus; }
    [[nodiscard]] const std::string& driver() const { return m_driver; }
    /// All GPUs now, in the order of gpus(). A number that a GPU refuses is left untold.
    [[nodiscard]] std::vector<GpuSample> sample() const;

private:
    struct Functions;
    explicit Nvml(std::unique_ptr<Functions> functions);

    std::unique_ptr<Functions> m_functions;
    std::vector<void*> m_devices;
    std::vector<SystemFacts::Gpu> m_gpus;
    std::string m_driver;
};

} // namespace maquette::runs
