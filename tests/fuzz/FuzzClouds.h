// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cloud/io/Reader.h"

#include <cmath>
#include <cstdlib>
#include <new>

namespace maquette::fuzz {

/// Reads the bytes with one reader; an error or a cloud whose parts fit together, and memory in proportion to the
/// bytes.
inline int readCloud(const std::uint8_t* data, std::size_t size, const cloud::io::Reader& reader)
{
    using namespace cloud;
    if (size == 0)
        return 0;
    io::Input input;
    input.bytes = {data, size};
    input.name = "fuzz";
    const auto read = reader.read(input);
    if (!read.ok()) {
        if (read.error().message.empty())
            std::abort();
        return 0;
    }
    const Cloud& cloud = read.value();
    bool sound = cloud.positions.size() % 3 == 0 && (cloud.colors.empty() || cloud.colors.size() == 3 * cloud.size());
    for (const auto& attribute : cloud.attributes)
        sound = sound && sizeOf(attribute.values) == cloud.size();
    for (const float value : cloud.positions)
        sound = sound && std::isfinite(value);
    if (!sound)
        std::abort();
    return 0;
}

} // namespace maquette::fuzz
