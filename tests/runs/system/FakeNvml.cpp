// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A library with the functions of NVML that the monitor loads in place of NVIDIA's: two GPUs whose numbers are known to
// the test, the second of an older kind that refuses most. FAKE_NVML chooses a machine on which something is wrong.
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

constexpr int success = 0, notSupported = 3, insufficientSize = 7, driverNotLoaded = 9, lost = 15;

int devices[2];

bool is(const char* what)
{
    const char* wanted = std::getenv("FAKE_NVML");
    return wanted != nullptr && std::strcmp(wanted, what) == 0;
}

bool first(const void* device) { return device == &devices[0]; }

int text(char* into, unsigned size, const char* value)
{
    if (std::strlen(value) >= size)
        return insufficientSize;
    std::snprintf(into, size, "%s", value);
    return success;
}

struct Utilization {
    unsigned gpu, memory;
};
struct Memory {
    unsigned long long total, free, used;
};
struct ProcessInfo {
    unsigned pid;
    unsigned long long usedGpuMemory;
    unsigned gpuInstanceId, computeInstanceId;
};

} // namespace

#define EXPORTED extern "C" __attribute__((visibility("default")))

EXPORTED int nvmlInit_v2() { return is("no-driver") ? driverNotLoaded : success; }
EXPORTED int nvmlShutdown() { return success; }
EXPORTED const char* nvmlErrorString(int code)
{
    return code == driverNotLoaded ? "Driver Not Loaded" : code == lost ? "GPU is lost" : "Other Error";
}
EXPORTED int nvmlSystemGetDriverVersion(char* into, unsigned size) { return text(into, size, "580.12.34"); }
EXPORTED int nvmlDeviceGetCount_v2(unsigned* count)
{
    *count = is("none") ? 0 : 2;
    return success;
}
EXPORTED int nvmlDeviceGetHandleByIndex_v2(unsigned index, void** device)
{
    if (is("lost") && index == 0)
        return lost;
    *device = &devices[index];
    return success;
}
EXPORTED int nvmlDeviceGetName(void* device, char* into, unsigned size)
{
    return text(into, size, first(device) ? "Fake H100" : "Fake K80");
}
EXPORTED int nvmlDeviceGetUUID(void* device, char* into, unsigned size)
{
    return text(into, size, first(device) ? "GPU-0001" : "GPU-0002");
}
EXPORTED int nvmlDeviceGetUtilizationRates(void* device, Utilization* use)
{
    if (!first(device))
        return notSupported;
    *use = {87, 41};
    return success;
}
EXPORTED int nvmlDeviceGetMemoryInfo(void* device, Memory* memory)
{
    *memory = first(device) ? Memory{85899345920ULL, 75161927680ULL, 10737418240ULL}
                            : Memory{12884901888ULL, 12884901888ULL, 0ULL};
    return success;
}
EXPORTED int nvmlDeviceGetPowerUsage(void* device, unsigned* milliwatts)
{
    *milliwatts = 512345;
    return first(device) ? success : notSupported;
}
EXPORTED int nvmlDeviceGetEnforcedPowerLimit(void* device, unsigned* milliwatts)
{
    *milliwatts = 700000;
    return first(device) ? success : notSupported;
}
EXPORTED int nvmlDeviceGetTemperature(void* device, int sensor, unsigned* degrees)
{
    *degrees = first(device) ? 61 : 35;
    return sensor == 0 ? success : notSupported;
}
EXPORTED int nvmlDeviceGetClockInfo(void* device, int type, unsigned* megahertz)
{
    *megahertz = type == 2 ? 2619 : 1755;
    return first(device) ? success : notSupported;
}
EXPORTED int nvmlDeviceGetComputeRunningProcesses_v3(void* device, unsigned* count, ProcessInfo* into)
{
    if (!first(device))
        return notSupported;
    const unsigned all = is("crowded") ? 40 : 3;
    if (*count < all) {
        *count = all;
        return insufficientSize;
    }
    *count = all;
    for (unsigned i = 0; i < all; ++i)
        into[i] = {100 + i, i == 0 ? ~0ULL : i * 1048576ULL, ~0U, ~0U};
    return success;
}
