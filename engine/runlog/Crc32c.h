// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace maquette::runlog {

/// CRC-32C (Castagnoli) of the bytes, by the processor's instruction where it has one.
[[nodiscard]] std::uint32_t crc32c(std::span<const std::byte> bytes);

/// The same by tables alone; what crc32c() is checked against.
[[nodiscard]] std::uint32_t crc32cByTable(std::span<const std::byte> bytes);

/// As it stands in event files: a checksum over bytes that hold checksums themselves would be weak, so it is turned and
/// shifted (tensorboard/summary/writer/record_writer.py).
[[nodiscard]] constexpr std::uint32_t masked(std::uint32_t crc) { return ((crc >> 15) | (crc << 17)) + 0xA282EAD8u; }

} // namespace maquette::runlog
