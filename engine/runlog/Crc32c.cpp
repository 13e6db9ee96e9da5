// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runlog/Crc32c.h"

#include <array>
#include <bit>
#include <cstring>

#if defined(__x86_64__)
#include <nmmintrin.h>
#endif

namespace maquette::runlog {

static_assert(std::endian::native == std::endian::little, "eight bytes at once are taken as one little-endian number");

namespace {

using Tables = std::array<std::array<std::uint32_t, 256>, 8>;

/// Table k advances a byte over k more bytes of zeros, so that eight bytes go in one step.
constexpr Tables makeTables()
{
    Tables tables{};
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
        std::uint32_t crc = byte;
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ ((crc & 1) ? 0x82F63B78u : 0u);
        tables[0][byte] = crc;
    }
    for (std::size_t k = 1; k < tables.size(); ++k)
        for (std::size_t byte = 0; byte < 256; ++byte)
            tables[k][byte] = (tables[k - 1][byte] >> 8) ^ tables[0][tables[k - 1][byte] & 0xFF];
    return tables;
}

constexpr Tables tables = makeTables();

std::uint64_t eightBytes(const std::byte* at)
{
    std::uint64_t value = 0;
    std::memcpy(&value, at, sizeof value);
    return value;
}

std::uint32_t advanceByTable(std::uint32_t crc, std::span<const std::byte> bytes)
{
    const std::byte* at = bytes.data();
    std::size_t left = bytes.size();
    for (; left >= 8; at += 8, left -= 8) {
        const std::uint64_t word = eightBytes(at) ^ crc;
        crc = 0;
        for (std::size_t k = 0; k < 8; ++k)
            crc ^= tables[7 - k][(word >> (8 * k)) & 0xFF];
    }
    for (; left > 0; ++at, --left)
        crc = (crc >> 8) ^ tables[0][(crc ^ std::to_integer<std::uint32_t>(*at)) & 0xFF];
    return crc;
}

#if defined(__x86_64__)
__attribute__((target("sse4.2"))) std::uint32_t advanceByInstruction(std::uint32_t crc,
                                                                     std::span<const std::byte> bytes)
{
    const std::byte* at = bytes.data();
    std::size_t left = bytes.size();
    std::uint64_t wide = crc;
    for (; left >= 8; at += 8, left -= 8)
        wide = _mm_crc32_u64(wide, eightBytes(at));
    crc = static_cast<std::uint32_t>(wide);
    for (; left > 0; ++at, --left)
        crc = _mm_crc32_u8(crc, std::to_integer<std::uint8_t>(*at));
    return crc;
}
#endif

} // namespace

std::uint32_t crc32cByTable(std::span<const std::byte> bytes) { return ~advanceByTable(0xFFFFFFFFu, bytes); }

std::uint32_t crc32c(std::span<const std::byte> bytes)
{
#if defined(__x86_64__)
    static const bool hasInstruction = __builtin_cpu_supports("sse4.2") != 0;
    if (hasInstruction)
        return ~advanceByInstruction(0xFFFFFFFFu, bytes);
#endif
    return crc32cByTable(bytes);
}

} // namespace maquette::runlog
