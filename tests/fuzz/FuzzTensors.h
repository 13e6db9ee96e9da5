// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tensorio/TensorTable.h"

#include <cstdlib>

namespace maquette::fuzz {

/// Opens the bytes with one reader and loads what is small; both must give a Result. What a Result promises is checked.
template <class Open> int readTensors(const std::uint8_t* data, std::size_t size, Open open)
{
    constexpr std::uint64_t largestLoaded = std::uint64_t(1) << 20;
    constexpr int mostLoaded = 64;
    const auto opened = open(tensorio::Source{{data, size}, "fuzz", nullptr});
    if (!opened.ok()) {
        if (opened.error().message.empty())
            std::abort();
        return 0;
    }
    int loaded = 0;
    for (const auto& info : opened.value()->tensors()) {
        if (info.byteCount() > largestLoaded)
            continue;
        if (++loaded > mostLoaded)
            break;
        const auto tensor = opened.value()->load(info.name);
        if (tensor.ok() && tensor.value().bytes.size() != info.byteCount())
            std::abort();
        // Touch all of it, so that a sanitizer sees a span that is too long.
        volatile std::uint8_t sum = 0;
        if (tensor.ok()) {
            for (const auto byte : tensor.value().bytes)
                sum = static_cast<std::uint8_t>(sum + byte);
        }
    }
    return 0;
}

} // namespace maquette::fuzz
