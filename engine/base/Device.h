// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <string>
#include <vector>

namespace maquette::base {

/// What the processor offers; paths are chosen from it at run time.
struct CpuFeatures {
    std::string model; ///< as the operating system names it
    int processors = 1;
    bool avx2 = false; ///< with FMA
    bool avx512 = false; ///< F, BW, DQ and VL
};
[[nodiscard]] const CpuFeatures& cpuFeatures();

/// Where tensors live: the processor, or the CUDA device with an index.
struct Device {
    enum class Kind { Cpu, Cuda };
    Kind kind = Kind::Cpu;
    int index = 0;

    [[nodiscard]] std::string name() const;
    bool operator==(const Device&) const = default;
};

/// The names of the CUDA devices that the driver shows; empty without a driver. Loads libcuda.so.1 once and asks it
/// alone, so it costs nothing where there is none.
[[nodiscard]] const std::vector<std::string>& cudaDevices();

/// "auto" (the first CUDA device if the program can use one, else the processor), "cpu", "cuda" or "cuda:N".
/// `cudaUsable` says whether the CUDA part of LibTorch is loaded. Device error when what is named is not there.
[[nodiscard]] Result<Device> chooseDevice(const std::string& text, bool cudaUsable);

} // namespace maquette::base
