// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernels/Fp8Format.h"

#include <cuda_runtime_api.h>

#include <cstdint>

namespace maquette::kernels::cuda {

/// What the numbers in memory are.
enum class Fp8Element { Float32, Float16, BFloat16 };

// Start the operators of kernels/Fp8Operators.h on `stream`; all pointers are device memory without gaps. `amax` must
// be zero before and takes the largest |value| (NaN left out, but for fp8Amax, where NaN wins). Each returns the error
// of its launch.
cudaError_t fp8Encode(const void* values, Fp8Element element, std::int64_t count, const float* scale, Fp8Format format,
                      std::uint8_t* codes, float* amax, cudaStream_t stream);
cudaError_t fp8EncodeTransposed(const void* values, Fp8Element element, std::int64_t rows, std::int64_t columns,
                                const float* scale, Fp8Format format, std::uint8_t* codes, std::uint8_t* transposed,
                                float* amax, cudaStream_t stream);
cudaError_t fp8Decode(const std::uint8_t* codes, std::int64_t count, const float* scaleInverse, Fp8Format format,
                      void* values, Fp8Element element, cudaStream_t stream);
cudaError_t fp8Amax(const void* values, Fp8Element element, std::int64_t count, float* amax, cudaStream_t stream);
cudaError_t fp8Scale(const float* amax, const float* previous, std::int64_t count, float largest, int margin,
                     bool guarded, float* scales, cudaStream_t stream);

} // namespace maquette::kernels::cuda
