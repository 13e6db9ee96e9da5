// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/system/Nvml.h"

#include <algorithm>
#include <dlfcn.h>

namespace maquette::runs {

namespace {

using Device = void*;

// Values of nvmlReturn_t.
constexpr int success = 0;
constexpr int insufficientSize = 7;
// Values of nvmlTemperatureSensors_t and nvmlClockType_t.
constexpr int sensorGpu = 0;
constexpr int clockMultiprocessors = 1;
constexpr int clockMemory = 2;

struct Utilization {
    unsigned gpu, memory; // percent
};
struct Memory {
    unsigned long long total, free, used; // bytes
};
/// nvmlProcessInfo_t since version 2 of the function.
struct ProcessInfo {
    unsigned pid;
    unsigned long long usedGpuMemory;
    unsigned gpuInstanceId, computeInstanceId;
};
/// Where the driver does not tell.
constexpr unsigned long long noMemory = ~0ULL;

base::Error noGpus(const std::string& detail)
{
    return {
        base::ErrorCode::Device, {QT_TRANSLATE_NOOP("Engine", "There are no numbers of NVIDIA GPUs here.")}, detail};
}

} // namespace

struct Nvml::Functions {
    void* library = nullptr;
    bool started = false;
    int (*init)() = nullptr;
    int (*shutdown)() = nullptr;
    const char* (*errorString)(int) = nullptr;
    int (*driverVersion)(char*, unsigned) = nullptr;
    int (*count)(unsigned*) = nullptr;
    int (*device)(unsigned, Device*) = nullptr;
    int (*name)(Device, char*, unsigned) = nullptr;
    int (*id)(Device, char*, unsigned) = nullptr;
    int (*utilization)(Device, Utilization*) = nullptr;
    int (*memory)(Device, Memory*) = nullptr;
    int (*power)(Device, unsigned*) = nullptr;
    int (*powerLimit)(Device, unsigned*) = nullptr;
    int (*temperature)(Device, int, unsigned*) = nullptr;
    int (*clock)(Device, int, unsigned*) = nullptr;
    int (*processes)(Device, unsigned*, ProcessInfo*) = nullptr;

    ~Functions()
    {
        if (started && shutdown)
            shutdown();
        if (library)
            ::dlclose(library);
    }

    template <class Function> void find(Function& function, const char* symbol)
    {
        function = reinterpret_cast<Function>(::dlsym(library, symbol));
    }

    [[nodiscard]] std::string text(int code) const
    {
        const char* known = errorString ? errorString(code) : nullptr;
        return known ? known : "NVML error " + std::to_string(code);
    }
};

Nvml::Nvml(std::unique_ptr<Functions> functions)
    : m_functions(std::move(functions))
{
}

Nvml::~Nvml() = default;

base::Result<std::unique_ptr<Nvml>> Nvml::load(const std::string& library)
{
    auto functions = std::make_unique<Functions>();
    functions->library = ::dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (!functions->library) {
        const char* why = ::dlerror();
        return noGpus(why ? why : library);
    }
    Functions& nvml = *functions;
    nvml.find(nvml.init, "nvmlInit_v2");
    nvml.find(nvml.shutdown, "nvmlShutdown");
    nvml.find(nvml.errorString, "nvmlErrorString");
    nvml.find(nvml.driverVersion, "nvmlSystemGetDriverVersion");
    nvml.find(nvml.count, "nvmlDeviceGetCount_v2");
    nvml.find(nvml.device, "nvmlDeviceGetHandleByIndex_v2");
    nvml.find(nvml.name, "nvmlDeviceGetName");
    nvml.find(nvml.id, "nvmlDeviceGetUUID");
    nvml.find(nvml.utilization, "nvmlDeviceGetUtilizationRates");
    nvml.find(nvml.memory, "nvmlDeviceGetMemoryInfo");
    nvml.find(nvml.power, "nvmlDeviceGetPowerUsage");
    nvml.find(nvml.powerLimit, "nvmlDeviceGetEnforcedPowerLimit");
    nvml.find(nvml.temperature, "nvmlDeviceGetTemperature");
    nvml.find(nvml.clock, "nvmlDeviceGetClockInfo");
    nvml.find(nvml.processes, "nvmlDeviceGetComputeRunningProcesses_v3");
    if (!nvml.processes) // the same layout, before driver 510
        nvml.find(nvml.processes, "nvmlDeviceGetComputeRunningProcesses_v2");
    if (!nvml.init || !nvml.shutdown || !nvml.count || !nvml.device)
        return noGpus(library + " has not the functions of NVML 2");
    if (const int code = nvml.init(); code != success)
        return noGpus(nvml.text(code));
    nvml.started = true;
    unsigned count = 0;
    if (const int code = nvml.count(&count); code != success)
        return noGpus(nvml.text(code));

    std::unique_ptr<Nvml> loaded(new Nvml(std::move(functions)));
    const auto text = [](auto&& call) {
        char bytes[128] = {};
        const bool good = call(bytes, static_cast<unsigned>(sizeof bytes)) == success;
        bytes[sizeof bytes - 1] = '\0';
        return good ? std::string(bytes) : std::string();
    };
    if (nvml.driverVersion)
        loaded->m_driver = text(nvml.driverVersion);
    std::string refused;
    for (unsigned index = 0; index < count; ++index) {
        Device device = nullptr;
        // One that fell off the bus must not hide the others.
        if (const int code = nvml.device(index, &device); code != success) {
            refused = nvml.text(code);
            continue;
        }
        SystemFacts::Gpu gpu;
        if (nvml.name)
            gpu.name = text([&](char* bytes, unsigned size) { return nvml.name(device, bytes, size); });
        if (nvml.id)
            gpu.id = text([&](char* bytes, unsigned size) { return nvml.id(device, bytes, size); });
        loaded->m_devices.push_back(device);
        loaded->m_gpus.push_back(std::move(gpu));
    }
    if (loaded->m_gpus.empty())
        return noGpus(refused.empty() ? "the driver knows no GPU" : refused);
    return loaded;
}

std::vector<GpuSample> Nvml::sample() const
{
    const Functions& nvml = *m_functions;
    std::vector<GpuSample> samples;
    for (const Device device : m_devices) {
        GpuSample gpu;
        if (Utilization use = {}; nvml.utilization && nvml.utilization(device, &use) == success) {
            gpu.use = use.gpu / 100.0;
            gpu.memoryTraffic = use.memory / 100.0;
        }
        if (Memory memory = {}; nvml.memory && nvml.memory(device, &memory) == success) {
            gpu.memoryUsed = static_cast<std::int64_t>(memory.used);
            gpu.memoryTotal = static_cast<std::int64_t>(memory.total);
        }
        const auto number = [](double& into, double unit, auto&& call) {
            if (unsigned value = 0; call(&value) == success)
                into = value * unit;
        };
        if (nvml.power)
            number(gpu.power, 1e-3, [&](unsigned* value) { return nvml.power(device, value); });
        if (nvml.powerLimit)
            number(gpu.powerLimit, 1e-3, [&](unsigned* value) { return nvml.powerLimit(device, value); });
        if (nvml.temperature)
            number(gpu.temperature, 1, [&](unsigned* value) { return nvml.temperature(device, sensorGpu, value); });
        if (nvml.clock) {
            number(gpu.clock, 1, [&](unsigned* value) { return nvml.clock(device, clockMultiprocessors, value); });
            number(gpu.memoryClock, 1, [&](unsigned* value) { return nvml.clock(device, clockMemory, value); });
        }
        if (nvml.processes) {
            // Processes come and go between asking how many and getting them.
            std::vector<ProcessInfo> found(16);
            for (int tries = 0; tries < 4; ++tries) {
                auto count = static_cast<unsigned>(found.size());
                const int code = nvml.processes(device, &count, found.data());
                if (code == insufficientSize && count <= 1 << 16) {
                    found.resize(count + 16);
                    continue;
                }
                found.resize(code == success ? std::min<std::size_t>(count, found.size()) : 0);
                for (const ProcessInfo& process : found)
                    gpu.processes.push_back(
                        {process.pid,
                         process.usedGpuMemory == noMemory ? -1 : static_cast<std::int64_t>(process.usedGpuMemory)});
                break;
            }
            std::sort(gpu.processes.begin(), gpu.processes.end(), [](const GpuProcess& a, const GpuProcess& b) {
                return a.memory != b.memory ? a.memory > b.memory : a.pid < b.pid;
            });
        }
        samples.push_back(std::move(gpu));
    }
    return samples;
}

} // namespace maquette::runs
