// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cuda_runtime_api.h>

#include <cstdint>

namespace maquette::kernels::cuda {

/// Starts the look-up of kernels/Lut3d.h on `stream`: `image` [batch, 3, pixels], `lut` [batch or 1, channels, n, n,
/// n], `out` [batch, channels, pixels], all float32 in device memory without gaps. Returns the error of the launch.
cudaError_t lut3d(const float* image, const float* lut, float* out, std::int64_t batch, std::int64_t channels,
                  std::int64_t n, std::int64_t pixels, bool sharedLut, cudaStream_t stream);

} // namespace maquette::kernels::cuda
