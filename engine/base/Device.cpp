// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Device.h"

#include <charconv>
#include <dlfcn.h>
#include <fstream>
#include <thread>

namespace maquette::base {

namespace {

CpuFeatures detectCpu()
{
    CpuFeatures features;
    features.processors = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    std::ifstream file("/proc/cpuinfo");
    for (std::string line; std::getline(file, line);)
        if (line.rfind("model name", 0) == 0 && line.find(':') != std::string::npos) {
            features.model = line.substr(line.find(':') + 2);
            break;
        }
#if defined(__x86_64__)
    __builtin_cpu_init();
    features.avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    features.avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
        && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
#endif
    return features;
}

std::vector<std::string> detectCuda()
{
    std::vector<std::string> names;
    void* driver = dlopen("libcuda.so.1", RTLD_LAZY | RTLD_LOCAL);
    if (!driver)
        return names;
    const auto init = reinterpret_cast<int (*)(unsigned)>(dlsym(driver, "cuInit"));
    const auto getCount = reinterpret_cast<int (*)(int*)>(dlsym(driver, "cuDeviceGetCount"));
    const auto getDevice = reinterpret_cast<int (*)(int*, int)>(dlsym(driver, "cuDeviceGet"));
    const auto getName = reinterpret_cast<int (*)(char*, int, int)>(dlsym(driver, "cuDeviceGetName"));
    int count = 0;
    // The handle stays open: a driver that was started must not be unloaded.
    if (!init || !getCount || !getDevice || !getName || init(0) != 0 || getCount(&count) != 0)
        return names;
    for (int index = 0; index < count; ++index) {
        int device = 0;
        char name[256] = {};
        if (getDevice(&device, index) == 0 && getName(name, sizeof name, device) == 0)
            names.emplace_back(name);
    }
    return names;
}

} // namespace

const CpuFeatures& cpuFeatures()
{
    static const CpuFeatures features = detectCpu();
    return features;
}

std::string Device::name() const { return kind == Kind::Cpu ? "cpu" : "cuda:" + std::to_string(index); }

const std::vector<std::string>& cudaDevices()
{
    static const std::vector<std::string> names = detectCuda();
    return names;
}

Result<Device> chooseDevice(const std::string& text, bool cudaUsable)
{
    const int count = static_cast<int>(cudaDevices().size());
    if (text == "cpu" || (text == "auto" && (!cudaUsable || count == 0)))
        return Device{};
    if (text == "auto")
        return Device{Device::Kind::Cuda, 0};
    int index = 0;
    const bool indexed = text.rfind("cuda:", 0) == 0;
    if (indexed) {
        const auto [end, error] = std::from_chars(text.data() + 5, text.data() + text.size(), index);
        if (error != std::errc() || end != text.data() + text.size() || index < 0)
            return Error{ErrorCode::Usage,
                         {QT_TRANSLATE_NOOP("Engine", "\"%1\" names no device; write auto, cpu or cuda:0."), {text}},
                         {}};
    } else if (text != "cuda")
        return Error{ErrorCode::Usage,
                     {QT_TRANSLATE_NOOP("Engine", "\"%1\" names no device; write auto, cpu or cuda:0."), {text}},
                     {}};
    if (index >= count)
        return Error{
            ErrorCode::Device,
            {QT_TRANSLATE_NOOP("Engine", "There is no device %1 here: %2 CUDA devices were found. Use --device cpu."),
             {text, std::to_string(count)}},
            {}};
    if (!cudaUsable)
        return Error{ErrorCode::Device,
                     {QT_TRANSLATE_NOOP("Engine",
                                        "This installation has no CUDA libraries. Install them with "
                                        "packaging/run.sh --cuda, or use --device cpu."),
                      {}},
                     {}};
    return Device{Device::Kind::Cuda, index};
}

} // namespace maquette::base
