// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Device.h"
#include "base/Result.h"

#include <ATen/core/Generator.h>
#include <c10/core/Device.h>

#include <cstdint>
#include <string>

namespace maquette::nn {

/// Prepares LibTorch for this program, once; later calls only bring the calling thread up to date. LibTorch then
/// follows base::setThreads(), and where the driver shows a CUDA device its CUDA part and our CUDA operators are
/// loaded. Call it at the start of work on a thread; load() and prepare() of the networks do.
void startRuntime();

/// While one lives, LibTorch computes with one thread when this thread calls it: for threads that each do a part of the
/// same work. startRuntime() keeps to it.
class OneThread {
public:
    OneThread();
    ~OneThread();
    OneThread(const OneThread&) = delete;
    OneThread& operator=(const OneThread&) = delete;

private:
    bool m_before;
};

/// True when the CUDA part of LibTorch is loaded and sees a device. Starts the runtime.
[[nodiscard]] bool cudaUsable();

/// One line on the state of CUDA for reports: what was loaded, or why not.
[[nodiscard]] const std::string& cudaState();

/// base::chooseDevice() with what this build can use. Device error when what is named is not there.
[[nodiscard]] base::Result<base::Device> chooseDevice(const std::string& text);

[[nodiscard]] c10::Device torchDevice(const base::Device& device);

/// A generator of random numbers on the CPU. Numbers are always drawn there and then moved, so that a seed means the
/// same on every device.
[[nodiscard]] at::Generator cpuGenerator(std::uint64_t seed);

} // namespace maquette::nn
