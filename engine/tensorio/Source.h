// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace maquette::tensorio {

/// The bytes that a reader works on, what they are called in messages, and who keeps them alive.
struct Source {
    std::span<const std::uint8_t> bytes;
    std::string name;
    std::shared_ptr<const void> owner;
};

/// BadInput: the file contradicts its format. `offset` counts from the start of the file; `problem` says in English
/// what was expected and found and goes to the detail.
[[nodiscard]] base::Error damaged(const std::string& file, std::uint64_t offset, const std::string& problem);

/// a + b and a · b, or nothing where the result does not fit.
[[nodiscard]] inline std::optional<std::uint64_t> checkedAdd(std::uint64_t a, std::uint64_t b)
{
    std::uint64_t sum = 0;
    if (__builtin_add_overflow(a, b, &sum))
        return std::nullopt;
    return sum;
}
[[nodiscard]] inline std::optional<std::uint64_t> checkedMultiply(std::uint64_t a, std::uint64_t b)
{
    std::uint64_t product = 0;
    if (__builtin_mul_overflow(a, b, &product))
        return std::nullopt;
    return product;
}

/// The unsigned little-endian number of `count` bytes (1 … 8) at `at`; the caller has checked that they are there.
[[nodiscard]] std::uint64_t littleEndian(std::span<const std::uint8_t> bytes, std::size_t at, int count);

/// True for well-formed UTF-8 (no overlong forms, no surrogates, nothing above U+10FFFF).
[[nodiscard]] bool validUtf8(std::string_view text);

/// The text in quotes for a detail: cut to 80 bytes, anything but printable ASCII written as \xNN.
[[nodiscard]] std::string inQuotes(std::string_view text);

} // namespace maquette::tensorio
