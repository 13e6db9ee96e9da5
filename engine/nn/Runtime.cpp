// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "nn/Runtime.h"

#include "base/Threads.h"
#include "kernels/Operators.h"
#include "kernels/Parallel.h"
#include "nn/Parallel.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>
#include <ATen/Parallel.h>

#include <dlfcn.h>

#include <filesystem>
#include <mutex>

namespace maquette::nn {

namespace {

struct CudaState {
    bool usable = false;
    std::string text;
};

/// Our CUDA operators lie beside the program's other libraries: in the build tree, or installed.
bool loadCudaOperators(std::string& problem)
{
    std::error_code error;
    const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
    const char* name = "libmaquette_kernels_cuda.so";
    for (const char* folder : {"../lib", "../lib/maquette", "../lib/x86_64-linux-gnu/maquette", "."}) {
        const std::filesystem::path file = program.parent_path() / folder / name;
        if (!std::filesystem::exists(file, error))
            continue;
        if (dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL))
            return true;
        problem = dlerror();
        return false;
    }
    problem = "this build has no CUDA operators";
    return false;
}

CudaState loadCuda()
{
    if (base::cudaDevices().empty())
        return {false, "no CUDA driver or device"};
    // Must happen before LibTorch asks for its CUDA part the first time, as it remembers the answer.
    if (!dlopen("libtorch_cuda.so", RTLD_NOW | RTLD_GLOBAL))
        return {false, std::string("the CUDA part of LibTorch is not there: ") + dlerror()};
    try {
        if (!at::globalContext().hasCUDA())
            return {false, "the CUDA part of LibTorch sees no device"};
    } catch (const std::exception& problem) {
        return {false, std::string("the CUDA part of LibTorch failed: ") + problem.what()};
    }
    std::string problem;
    if (!loadCudaOperators(problem))
        return {false, "the CUDA operators are not there: " + problem};
    return {true, base::cudaDevices().front()};
}

const CudaState& cuda()
{
    static const CudaState state = loadCuda();
    return state;
}

thread_local bool oneThread = false;

void follow(int count)
{
    if (oneThread)
        count = 1;
    // Each thread has its own setting in OpenMP; this one is changed now, others in startRuntime().
    if (at::get_num_threads() != count)
        at::set_num_threads(count);
}

} // namespace

void startRuntime()
{
    static std::once_flag once;
    std::call_once(once, [] {
        (void)kernels::operatorNames();
        kernels::setParallelFor(parallelFor);
        (void)cuda();
        base::onThreadsChanged(follow);
    });
    follow(base::threads());
}

void parallelFor(std::int64_t count, std::int64_t grain, const std::function<void(std::int64_t, std::int64_t)>& body)
{
    if (count <= 0)
        return;
    if (oneThread) {
        body(0, count);
        return;
    }
    base::parallelFor(count, grain, [&](std::int64_t begin, std::int64_t end) {
        const OneThread serial;
        body(begin, end);
    });
}

OneThread::OneThread()
    : m_before(oneThread)
{
    oneThread = true;
    follow(1);
}

OneThread::~OneThread()
{
    oneThread = m_before;
    follow(base::threads());
}

bool cudaUsable()
{
    startRuntime();
    return cuda().usable;
}

const std::string& cudaState()
{
    startRuntime();
    return cuda().text;
}

base::Result<base::Device> chooseDevice(const std::string& text) { return base::chooseDevice(text, cudaUsable()); }

c10::Device torchDevice(const base::Device& device)
{
    if (device.kind == base::Device::Kind::Cuda)
        return {c10::DeviceType::CUDA, static_cast<c10::DeviceIndex>(device.index)};
    return {c10::DeviceType::CPU};
}

at::Generator cpuGenerator(std::uint64_t seed) { return at::detail::createCPUGenerator(seed); }

} // namespace maquette::nn
