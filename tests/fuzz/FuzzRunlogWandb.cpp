// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "FuzzRunlog.h"

#include <zlib.h>

#include <algorithm>
#include <cstring>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace maquette;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    fuzz::readRun(bytes, runlog::Format::WandbOffline);
    // The same as one record with the right checksum.
    const std::string_view record = bytes.substr(0, 30'000);
    std::string file(":W&B\xE1\xBE\0", 7);
    const std::string summed = '\x01' + std::string(record);
    const auto crc = static_cast<std::uint32_t>(
        ::crc32(0, reinterpret_cast<const Bytef*>(summed.data()), static_cast<uInt>(summed.size())));
    const auto length = static_cast<std::uint16_t>(record.size());
    file.append(reinterpret_cast<const char*>(&crc), sizeof crc);
    file.append(reinterpret_cast<const char*>(&length), sizeof length);
    fuzz::readRun(file + summed, runlog::Format::WandbOffline);
    return 0;
}
