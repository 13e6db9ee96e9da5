// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "FuzzRunlog.h"

#include "runlog/Crc32c.h"

#include <cstring>
#include <span>

namespace {

std::string checksum(std::string_view bytes)
{
    const std::uint32_t crc = maquette::runlog::masked(maquette::runlog::crc32c(std::as_bytes(std::span(bytes))));
    return {reinterpret_cast<const char*>(&crc), sizeof crc};
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace maquette;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    fuzz::readRun(bytes, runlog::Format::TensorBoard);
    // The same as one event with the right checksums, twice: what is behind them must be as safe.
    std::string length(8, '\0');
    std::memcpy(length.data(), &size, sizeof size);
    const std::string record = length + checksum(length) + std::string(bytes) + checksum(bytes);
    fuzz::readRun(record + record, runlog::Format::TensorBoard);
    return 0;
}
