// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstdint>

// Conversions of one number, without branches so that loops over them become vector code of whatever width the
// function around them is compiled for. They rely on rounding to nearest and give the same bits on every path.
namespace maquette::kernels::cpu {

/// `Exponent` and `Mantissa` bits; E4M3 has 4 and 3, E5M2 5 and 2.
template <int Exponent, int Mantissa> struct Fp8 {
    static constexpr int bias = (1 << (Exponent - 1)) - 1;
    /// Bits of the largest finite value as float32: all ones in exponent and mantissa is NaN in E4M3; in E5M2 the
    /// largest exponent is taken by infinities.
    static constexpr std::uint32_t largestBits = Exponent == 4 ? 0x43E00000U : 0x47600000U;
    static constexpr std::uint32_t smallestNormalBits = static_cast<std::uint32_t>(127 - bias + 1) << 23;
    static constexpr int shift = 23 - Mantissa;
    /// A float32 whose last place is the smallest subnormal: adding it rounds to multiples of that.
    static constexpr std::uint32_t roundingBits = static_cast<std::uint32_t>(127 - bias + 1 + shift) << 23;
};
using E4M3 = Fp8<4, 3>;
using E5M2 = Fp8<5, 2>;

template <class Format> [[gnu::always_inline]] inline std::uint8_t encodeFp8(float value)
{
    const std::uint32_t bits = std::bit_cast<std::uint32_t>(value);
    const std::uint32_t magnitude = bits & 0x7FFFFFFFU;
    const std::uint32_t held = magnitude < Format::largestBits ? magnitude : Format::largestBits;
    const std::uint32_t odd = (held >> Format::shift) & 1U;
    const std::uint32_t normal
        = (held - Format::smallestNormalBits + (1U << 23) + ((1U << (Format::shift - 1)) - 1U) + odd) >> Format::shift;
    const float rounding = std::bit_cast<float>(Format::roundingBits);
    const std::uint32_t subnormal
        = std::bit_cast<std::uint32_t>(std::bit_cast<float>(held) + rounding) - Format::roundingBits;
    const std::uint32_t code = held < Format::smallestNormalBits ? subnormal : normal;
    const std::uint32_t withSign = code | (bits >> 31 << 7);
    return static_cast<std::uint8_t>(magnitude > 0x7F800000U ? 0x7FU : withSign);
}

template <class Format> [[gnu::always_inline]] inline float decodeFp8(std::uint8_t code)
{
    constexpr int mantissa = 23 - Format::shift;
    const std::uint32_t magnitude = code & 0x7FU;
    const std::uint32_t sign = static_cast<std::uint32_t>(code >> 7) << 31;
    const std::uint32_t normal = (magnitude << Format::shift) + (static_cast<std::uint32_t>(127 - Format::bias) << 23);
    constexpr float smallest = std::bit_cast<float>(Format::smallestNormalBits) / (1 << mantissa);
    const float subnormal = static_cast<float>(static_cast<std::int32_t>(magnitude)) * smallest;
    std::uint32_t bits = magnitude < (1U << mantissa) ? std::bit_cast<std::uint32_t>(subnormal) : normal;
    constexpr bool infinities = Format::bias == 15;
    if constexpr (infinities) {
        bits = magnitude == 0x7CU ? 0x7F800000U : bits;
        bits = magnitude > 0x7CU ? 0x7FC00000U : bits;
    } else {
        bits = magnitude == 0x7FU ? 0x7FC00000U : bits;
    }
    return std::bit_cast<float>(bits | sign);
}

[[gnu::always_inline]] inline float decodeHalf(std::uint16_t half)
{
    const std::uint32_t magnitude = half & 0x7FFFU;
    const std::uint32_t normal = (magnitude << 13) + (112U << 23);
    const float subnormal = static_cast<float>(static_cast<std::int32_t>(magnitude)) * 0x1p-24F;
    std::uint32_t bits = magnitude < 0x400U ? std::bit_cast<std::uint32_t>(subnormal) : normal;
    bits = magnitude >= 0x7C00U ? (magnitude << 13) + (224U << 23) : bits;
    return std::bit_cast<float>(bits | static_cast<std::uint32_t>(half >> 15) << 31);
}

/// Rounds to nearest even; above the largest value becomes infinite.
[[gnu::always_inline]] inline std::uint16_t encodeHalf(float value)
{
    const std::uint32_t bits = std::bit_cast<std::uint32_t>(value);
    const std::uint32_t magnitude = bits & 0x7FFFFFFFU;
    const std::uint32_t odd = (magnitude >> 13) & 1U;
    const std::uint32_t normal = (magnitude - (112U << 23) + 0xFFFU + odd) >> 13;
    const std::uint32_t subnormal = std::bit_cast<std::uint32_t>(std::bit_cast<float>(magnitude) + 0.5F) - 0x3F000000U;
    std::uint32_t code = magnitude < (113U << 23) ? subnormal : normal;
    code = magnitude >= 0x477FF000U ? 0x7C00U : code;
    code = magnitude > 0x7F800000U ? 0x7E00U : code;
    return static_cast<std::uint16_t>(code | (bits >> 31 << 15));
}

[[gnu::always_inline]] inline float decodeBFloat16(std::uint16_t value)
{
    return std::bit_cast<float>(static_cast<std::uint32_t>(value) << 16);
}

[[gnu::always_inline]] inline std::uint16_t encodeBFloat16(float value)
{
    const std::uint32_t bits = std::bit_cast<std::uint32_t>(value);
    const std::uint32_t rounded = (bits + 0x7FFFU + ((bits >> 16) & 1U)) >> 16;
    return static_cast<std::uint16_t>((bits & 0x7FFFFFFFU) > 0x7F800000U ? 0x7FC0U : rounded);
}

} // namespace maquette::kernels::cpu
