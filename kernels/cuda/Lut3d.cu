// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernels/cuda/Lut3d.cuh"

#include <algorithm>

namespace maquette::kernels::cuda {

namespace {

constexpr int threadsPerBlock = 256;

/// The lattice cell of a coordinate and the place in it; NaN goes into the fraction.
__device__ __forceinline__ void place(float value, int n, int& cell, float& fraction)
{
    const float last = static_cast<float>(n - 1);
    float position = value * last;
    position = position < 0.0F ? 0.0F : position;
    position = position > last ? last : position;
    const int index = position == position ? static_cast<int>(position) : 0;
    cell = index < n - 1 ? index : n - 2;
    fraction = position - static_cast<float>(cell);
}

__device__ __forceinline__ float mix(float low, float high, float fraction) { return low + (high - low) * fraction; }

/// One thread a pixel: the eight corners are found once and used for every channel.
__global__ void lookUp(const float* __restrict__ image, const float* __restrict__ lut, float* __restrict__ out,
                       std::int64_t batch, std::int64_t channels, int n, std::int64_t pixels, bool sharedLut)
{
    const std::int64_t points = static_cast<std::int64_t>(n) * n * n;
    const std::int64_t stride = static_cast<std::int64_t>(gridDim.x) * blockDim.x;
    for (std::int64_t i = static_cast<std::int64_t>(blockIdx.x) * blockDim.x + threadIdx.x; i < batch * pixels;
         i += stride) {
        const std::int64_t item = i / pixels;
        const std::int64_t pixel = i - item * pixels;
        const float* color = image + item * 3 * pixels + pixel;
        int red = 0;
        int green = 0;
        int blue = 0;
        float fr = 0;
        float fg = 0;
        float fb = 0;
        place(color[0], n, red, fr);
        place(color[pixels], n, green, fg);
        place(color[2 * pixels], n, blue, fb);
        const std::int64_t corner = (static_cast<std::int64_t>(blue) * n + green) * n + red;
        const float* table = lut + (sharedLut ? 0 : item * channels * points) + corner;
        float* result = out + item * channels * pixels + pixel;
        for (std::int64_t channel = 0; channel < channels; ++channel, table += points, result += pixels) {
            const float* far = table + static_cast<std::int64_t>(n) * n;
            const float near0 = mix(table[0], table[1], fr);
            const float near1 = mix(table[n], table[n + 1], fr);
            const float far0 = mix(far[0], far[1], fr);
            const float far1 = mix(far[n], far[n + 1], fr);
            *result = mix(mix(near0, near1, fg), mix(far0, far1, fg), fb);
        }
    }
}

} // namespace

cudaError_t lut3d(const float* image, const float* lut, float* out, std::int64_t batch, std::int64_t channels,
                  std::int64_t n, std::int64_t pixels, bool sharedLut, cudaStream_t stream)
{
    const std::int64_t blocks = (batch * pixels + threadsPerBlock - 1) / threadsPerBlock;
    if (blocks == 0)
        return cudaSuccess;
    lookUp<<<static_cast<unsigned>(std::min<std::int64_t>(blocks, 65535)), threadsPerBlock, 0, stream>>>(
        image, lut, out, batch, channels, static_cast<int>(n), pixels, sharedLut);
    return cudaGetLastError();
}

} // namespace maquette::kernels::cuda
