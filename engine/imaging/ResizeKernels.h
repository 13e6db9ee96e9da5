// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "imaging/ResizeTaps.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace maquette::imaging {

/// How many neighboring samples a kernel makes at once.
inline constexpr int kernelLanes = 16;

/// out[i] = sum over k of weights[k] * in[k * step + i] for the lanes i in 0 … kernelLanes-1, for 8-bit samples with
/// `weightBits` fraction bits, rounded and clipped. Both kernels give the same bytes.
using ByteKernel
    = void (*)(const std::uint8_t* in, std::ptrdiff_t step, const std::int32_t* weights, int taps, std::uint8_t* out);
void byteKernel(const std::uint8_t* in, std::ptrdiff_t step, const std::int32_t* weights, int taps, std::uint8_t* out);
#if defined(__x86_64__)
/// Only where the processor has AVX2.
void byteKernelAvx2(const std::uint8_t* in, std::ptrdiff_t step, const std::int32_t* weights, int taps,
                    std::uint8_t* out);
#endif
/// The fastest one for this processor.
[[nodiscard]] ByteKernel bestByteKernel();

/// What a weighted sum begins with: half a unit for fixed point, because the shift that ends it rounds down.
template <class Sum> constexpr Sum sumStart()
{
    if constexpr (std::is_integral_v<Sum>)
        return Sum(1) << (weightBits - 1);
    else
        return 0;
}

/// A weighted sum as a sample.
template <class Out> Out sampleOf(std::int32_t sum)
{
    static_assert(std::is_same_v<Out, std::uint8_t>);
    return static_cast<Out>(std::clamp(sum >> weightBits, 0, 255));
}
template <class Out> Out sampleOf(double sum)
{
    if constexpr (std::is_floating_point_v<Out>)
        return static_cast<Out>(sum);
    else
        return static_cast<Out>(std::clamp(std::floor(sum + 0.5), 0.0, 65535.0));
}

} // namespace maquette::imaging
