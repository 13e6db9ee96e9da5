// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runlog/RunFile.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace maquette::runlog {

/// The frame of a record of event files: length (8 bytes), masked CRC-32C of it (4), payload, masked CRC-32C of that
/// (4), all little-endian (tensorflow/tensorboard: tensorboard/summary/writer/record_writer.py).
struct RecordHead {
    static constexpr std::int64_t bytes = 12;
    static constexpr std::int64_t tail = 4;
    /// Longer payloads cannot be messages of protobuf.
    static constexpr std::int64_t mostPayload = (std::int64_t(1) << 31) - 1;

    std::int64_t payload = 0; ///< bytes
    std::string problem; ///< why the length cannot be trusted; empty when it can

    /// Of 12 bytes.
    [[nodiscard]] static RecordHead read(std::span<const std::byte> head);
    [[nodiscard]] std::int64_t whole() const { return bytes + payload + tail; }
};

/// Whether the 4 bytes at the end of `record` fit its payload; `record` is whole, with head and tail.
[[nodiscard]] bool payloadIsSound(std::span<const std::byte> record);

/// Reads one TensorBoard event file as it grows. A wrong checksum of a length is damage; each look tries that place
/// again, since whoever resumes the run cuts the damage off. A wrong checksum of a payload leaves that record out.
[[nodiscard]] std::unique_ptr<RunFile> openEventFile(const std::filesystem::path& path);

} // namespace maquette::runlog
