// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cloud/Cloud.h"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

namespace maquette::cloud::io {

/// The number types of the formats, in the order of the alternatives of Column.
enum class NumberType { U8, I8, U16, I16, U32, I32, U64, I64, F32, F64 };

[[nodiscard]] constexpr std::size_t byteSize(NumberType type)
{
    constexpr std::size_t sizes[] = {1, 1, 2, 2, 4, 4, 8, 8, 4, 8};
    return sizes[static_cast<std::size_t>(type)];
}
[[nodiscard]] constexpr bool isFloating(NumberType type) { return type >= NumberType::F32; }

/// Calls `body` with a value of the type that `type` stands for.
template <class Body> decltype(auto) withType(NumberType type, Body&& body)
{
    switch (type) {
    case NumberType::U8:
        return body(std::uint8_t());
    case NumberType::I8:
        return body(std::int8_t());
    case NumberType::U16:
        return body(std::uint16_t());
    case NumberType::I16:
        return body(std::int16_t());
    case NumberType::U32:
        return body(std::uint32_t());
    case NumberType::I32:
        return body(std::int32_t());
    case NumberType::U64:
        return body(std::uint64_t());
    case NumberType::I64:
        return body(std::int64_t());
    case NumberType::F32:
        return body(float());
    case NumberType::F64:
        break;
    }
    return body(double());
}

/// Zeros.
[[nodiscard]] inline Column makeColumn(NumberType type, std::size_t count)
{
    return withType(type, [count](auto zero) -> Column { return std::vector<decltype(zero)>(count); });
}

/// The number at an address of any alignment; `swapped` for big-endian ones.
template <class T> [[nodiscard]] inline T loadNumber(const std::uint8_t* at, bool swapped)
{
    using Bits
        = std::conditional_t<sizeof(T) == 1, std::uint8_t,
                             std::conditional_t<sizeof(T) == 2, std::uint16_t,
                                                std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>>>;
    Bits bits;
    std::memcpy(&bits, at, sizeof bits);
    if (swapped) {
        if constexpr (sizeof(T) == 2)
            bits = __builtin_bswap16(bits);
        else if constexpr (sizeof(T) == 4)
            bits = __builtin_bswap32(bits);
        else if constexpr (sizeof(T) == 8)
            bits = __builtin_bswap64(bits);
    }
    return std::bit_cast<T>(bits);
}

} // namespace maquette::cloud::io
