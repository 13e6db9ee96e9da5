// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/io/Lzf.h"

#include <algorithm>
#include <cstring>

namespace maquette::cloud::io {

std::string unpackLzf(std::span<const std::uint8_t> packed, std::span<std::uint8_t> out, std::size_t& at)
{
    std::size_t to = 0;
    at = 0;
    while (at < packed.size()) {
        const std::size_t control = packed[at];
        if (control < 32) {
            const std::size_t run = control + 1;
            if (packed.size() - at - 1 < run)
                return "a run that the stream cuts short";
            if (out.size() - to < run)
                return "more bytes than announced";
            std::memcpy(out.data() + to, packed.data() + at + 1, run);
            to += run;
            at += 1 + run;
            continue;
        }
        const bool isLong = control >> 5 == 7;
        if (packed.size() - at < (isLong ? 3u : 2u))
            return "a copy that the stream cuts short";
        const std::size_t length = (control >> 5) + 2 + (isLong ? packed[at + 1] : 0);
        const std::size_t back = ((control & 31) << 8) + packed[at + (isLong ? 2 : 1)] + 1;
        if (back > to)
            return "a copy from before the start";
        if (out.size() - to < length)
            return "more bytes than announced";
        // Source and target may overlap: then the copy repeats itself.
        for (std::size_t i = 0; i < length; ++i)
            out[to + i] = out[to - back + i];
        to += length;
        at += isLong ? 3 : 2;
    }
    return to == out.size() ? std::string() : "fewer bytes than announced";
}

} // namespace maquette::cloud::io
