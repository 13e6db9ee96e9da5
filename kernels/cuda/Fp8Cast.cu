// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernels/cuda/Fp8Cast.cuh"

#include <cuda_fp16.h>

#include <algorithm>

namespace maquette::kernels::cuda {

namespace {

constexpr int threadsPerBlock = 256;
constexpr unsigned infinityBits = 0x7F800000U;
constexpr int tile = 32;

/// The numbers of kernels/cpu/Fp8Codes.h.
template <int Exponent, int Mantissa> struct Fp8 {
    static constexpr int bias = (1 << (Exponent - 1)) - 1;
    static constexpr unsigned largestBits = Exponent == 4 ? 0x43E00000U : 0x47600000U;
    static constexpr unsigned smallestNormalBits = static_cast<unsigned>(127 - bias + 1) << 23;
    static constexpr int shift = 23 - Mantissa;
    static constexpr unsigned roundingBits = static_cast<unsigned>(127 - bias + 1 + shift) << 23;
    static constexpr bool infinities = Exponent == 5;
};
using E4M3 = Fp8<4, 3>;
using E5M2 = Fp8<5, 2>;

template <class Format> __device__ __forceinline__ std::uint8_t encode(float value)
{
    const unsigned bits = __float_as_uint(value);
    const unsigned magnitude = bits & 0x7FFFFFFFU;
    if (magnitude > infinityBits)
        return 0x7F;
    const unsigned held = min(magnitude, Format::largestBits);
    unsigned code = 0;
    if (held < Format::smallestNormalBits)
        code = __float_as_uint(__fadd_rn(__uint_as_float(held), __uint_as_float(Format::roundingBits)))
            - Format::roundingBits;
    else
        code = (held - Format::smallestNormalBits + (1U << 23) + ((1U << (Format::shift - 1)) - 1U)
                + ((held >> Format::shift) & 1U))
            >> Format::shift;
    return static_cast<std::uint8_t>(code | (bits >> 31 << 7));
}

template <class Format> __device__ __forceinline__ float decode(std::uint8_t code)
{
    constexpr int mantissa = 23 - Format::shift;
    const unsigned magnitude = code & 0x7FU;
    unsigned bits = (magnitude << Format::shift) + (static_cast<unsigned>(127 - Format::bias) << 23);
    if (magnitude < (1U << mantissa))
        bits = __float_as_uint(static_cast<float>(magnitude) * __uint_as_float(Format::smallestNormalBits)
                               / (1 << mantissa));
    else if (Format::infinities && magnitude >= 0x7CU)
        bits = magnitude == 0x7CU ? infinityBits : 0x7FC00000U;
    else if (magnitude == 0x7FU)
        bits = 0x7FC00000U;
    return __uint_as_float(bits | static_cast<unsigned>(code >> 7) << 31);
}

struct Float32 {
    using Stored = float;
    static __device__ __forceinline__ float load(float value) { return value; }
    static __device__ __forceinline__ float store(float value) { return value; }
};
struct Float16 {
    using Stored = __half;
    static __device__ __forceinline__ float load(__half value) { return __half2float(value); }
    static __device__ __forceinline__ __half store(float value) { return __float2half_rn(value); }
};
struct BFloat16 {
    using Stored = std::uint16_t;
    static __device__ __forceinline__ float load(std::uint16_t value)
    {
        return __uint_as_float(static_cast<unsigned>(value) << 16);
    }
    static __device__ __forceinline__ std::uint16_t store(float value)
    {
        const unsigned bits = __float_as_uint(value);
        if ((bits & 0x7FFFFFFFU) > infinityBits)
            return 0x7FC0;
        return static_cast<std::uint16_t>((bits + 0x7FFFU + ((bits >> 16) & 1U)) >> 16);
    }
};

/// Magnitudes that are not negative keep their order as integers; NaN stand above infinity.
template <bool WithNan> __device__ __forceinline__ unsigned peakOf(float value)
{
    const unsigned magnitude = __float_as_uint(value) & 0x7FFFFFFFU;
    return WithNan || magnitude <= infinityBits ? magnitude : 0U;
}

__device__ __forceinline__ void mergePeak(unsigned peak, float* amax)
{
    for (int offset = 16; offset > 0; offset /= 2)
        peak = max(peak, __shfl_xor_sync(0xFFFFFFFFU, peak, offset));
    if ((threadIdx.y * blockDim.x + threadIdx.x) % 32 == 0 && peak > 0)
        atomicMax(reinterpret_cast<unsigned*>(amax), peak);
}

template <class Element, class Format>
__global__ void encodeAll(const typename Element::Stored* __restrict__ values, std::int64_t count, const float* scale,
                          std::uint8_t* __restrict__ codes, float* amax)
{
    const float factor = *scale;
    unsigned peak = 0;
    const std::int64_t stride = static_cast<std::int64_t>(gridDim.x) * blockDim.x;
    for (std::int64_t i = static_cast<std::int64_t>(blockIdx.x) * blockDim.x + threadIdx.x; i < count; i += stride) {
        const float value = Element::load(values[i]);
        peak = max(peak, peakOf<false>(value));
        codes[i] = encode<Format>(__fmul_rn(value, factor));
    }
    mergePeak(peak, amax);
}

template <class Element, class Format>
__global__ void encodeTurned(const typename Element::Stored* __restrict__ values, std::int64_t rows,
                             std::int64_t columns, const float* scale, std::uint8_t* __restrict__ codes,
                             std::uint8_t* __restrict__ transposed, float* amax)
{
    __shared__ std::uint8_t turned[tile][tile + 4];
    const float factor = *scale;
    unsigned peak = 0;
    const std::int64_t across = (columns + tile - 1) / tile;
    const std::int64_t tiles = across * ((rows + tile - 1) / tile);
    for (std::int64_t at = blockIdx.x; at < tiles; at += gridDim.x) {
        const std::int64_t top = at / across * tile;
        const std::int64_t left = at % across * tile;
        for (int line = threadIdx.y; line < tile; line += blockDim.y) {
            const std::int64_t row = top + line;
            const std::int64_t column = left + threadIdx.x;
            if (row < rows && column < columns) {
                const float value = Element::load(values[row * columns + column]);
                peak = max(peak, peakOf<false>(value));
                const std::uint8_t code = encode<Format>(__fmul_rn(value, factor));
                codes[row * columns + column] = code;
                turned[threadIdx.x][line] = code;
            }
        }
        __syncthreads();
        for (int line = threadIdx.y; line < tile; line += blockDim.y) {
            const std::int64_t column = left + line;
            const std::int64_t row = top + threadIdx.x;
            if (row < rows && column < columns)
                transposed[column * rows + row] = turned[line][threadIdx.x];
        }
        __syncthreads();
    }
    mergePeak(peak, amax);
}

template <class Element, class Format>
__global__ void decodeAll(const std::uint8_t* __restrict__ codes, std::int64_t count, const float* scaleInverse,
                          typename Element::Stored* __restrict__ values)
{
    const float factor = *scaleInverse;
    const std::int64_t stride = static_cast<std::int64_t>(gridDim.x) * blockDim.x;
    for (std::int64_t i = static_cast<std::int64_t>(blockIdx.x) * blockDim.x + threadIdx.x; i < count; i += stride)
        values[i] = Element::store(__fmul_rn(decode<Format>(codes[i]), factor));
}

template <class Element>
__global__ void measureAll(const typename Element::Stored* __restrict__ values, std::int64_t count, float* amax)
{
    unsigned peak = 0;
    const std::int64_t stride = static_cast<std::int64_t>(gridDim.x) * blockDim.x;
    for (std::int64_t i = static_cast<std::int64_t>(blockIdx.x) * blockDim.x + threadIdx.x; i < count; i += stride)
        peak = max(peak, peakOf<true>(Element::load(values[i])));
    mergePeak(peak, amax);
}

/// kernels::cpu::fp8ScaleOf().
__global__ void scaleAll(const float* amax, const float* previous, std::int64_t count, float largest, int margin,
                         bool guarded, float* scales)
{
    const std::int64_t i = static_cast<std::int64_t>(blockIdx.x) * blockDim.x + threadIdx.x;
    if (i >= count)
        return;
    const float exponent = floorf(log2f(__fdiv_rn(largest, amax[i]))) - static_cast<float>(margin);
    const bool usable = amax[i] > 0 && isfinite(amax[i]);
    float scale = usable ? exp2f(fabsf(exponent)) : previous[i];
    if (guarded)
        scale = usable ? (exponent < 0 ? 1 / scale : fminf(scale, 0x1p127F)) : previous[i];
    else
        scale = exponent < 0 ? 1 / scale : scale;
    scales[i] = scale;
}

unsigned blocksFor(std::int64_t count)
{
    return static_cast<unsigned>(
        std::min<std::int64_t>(std::max<std::int64_t>(1, (count + threadsPerBlock - 1) / threadsPerBlock), 4096));
}

/// Calls `run` with the types that stand for the run-time values.
template <class Run> void withElement(Fp8Element element, const Run& run)
{
    if (element == Fp8Element::Float32)
        run(Float32{});
    else if (element == Fp8Element::Float16)
        run(Float16{});
    else
        run(BFloat16{});
}

template <class Run> void withTypes(Fp8Element element, Fp8Format format, const Run& run)
{
    withElement(element, [&](auto type) {
        if (format == Fp8Format::E4M3)
            run(type, E4M3{});
        else
            run(type, E5M2{});
    });
}

} // namespace

cudaError_t fp8Encode(const void* values, Fp8Element element, std::int64_t count, const float* scale, Fp8Format format,
                      std::uint8_t* codes, float* amax, cudaStream_t stream)
{
    withTypes(element, format, [&](auto type, auto to) {
        using Element = decltype(type);
        encodeAll<Element, decltype(to)><<<blocksFor(count), threadsPerBlock, 0, stream>>>(
            static_cast<const typename Element::Stored*>(values), count, scale, codes, amax);
    });
    return cudaGetLastError();
}

cudaError_t fp8EncodeTransposed(const void* values, Fp8Element element, std::int64_t rows, std::int64_t columns,
                                const float* scale, Fp8Format format, std::uint8_t* codes, std::uint8_t* transposed,
                                float* amax, cudaStream_t stream)
{
    const std::int64_t tiles = (rows + tile - 1) / tile * ((columns + tile - 1) / tile);
    const auto blocks = static_cast<unsigned>(std::min<std::int64_t>(std::max<std::int64_t>(1, tiles), 65535));
    withTypes(element, format, [&](auto type, auto to) {
        using Element = decltype(type);
        encodeTurned<Element, decltype(to)><<<blocks, dim3(tile, 8), 0, stream>>>(
            static_cast<const typename Element::Stored*>(values), rows, columns, scale, codes, transposed, amax);
    });
    return cudaGetLastError();
}

cudaError_t fp8Decode(const std::uint8_t* codes, std::int64_t count, const float* scaleInverse, Fp8Format format,
                      void* values, Fp8Element element, cudaStream_t stream)
{
    withTypes(element, format, [&](auto type, auto from) {
        using Element = decltype(type);
        decodeAll<Element, decltype(from)><<<blocksFor(count), threadsPerBlock, 0, stream>>>(
            codes, count, scaleInverse, static_cast<typename Element::Stored*>(values));
    });
    return cudaGetLastError();
}

cudaError_t fp8Amax(const void* values, Fp8Element element, std::int64_t count, float* amax, cudaStream_t stream)
{
    withElement(element, [&](auto type) {
        using Element = decltype(type);
        measureAll<Element><<<blocksFor(count), threadsPerBlock, 0, stream>>>(
            static_cast<const typename Element::Stored*>(values), count, amax);
    });
    return cudaGetLastError();
}

cudaError_t fp8Scale(const float* amax, const float* previous, std::int64_t count, float largest, int margin,
                     bool guarded, float* scales, cudaStream_t stream)
{
    if (count == 0)
        return cudaSuccess;
    const auto blocks = static_cast<unsigned>((count + threadsPerBlock - 1) / threadsPerBlock);
    scaleAll<<<blocks, threadsPerBlock, 0, stream>>>(amax, previous, count, largest, margin, guarded, scales);
    return cudaGetLastError();
}

} // namespace maquette::kernels::cuda
