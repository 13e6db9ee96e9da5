// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensorio/Source.h"

#include <bit>

namespace maquette::tensorio {

static_assert(std::endian::native == std::endian::little, "spans of tensors are handed out as they stand in the file");

base::Error damaged(const std::string& file, std::uint64_t offset, const std::string& problem)
{
    return {
        base::ErrorCode::BadInput,
        {QT_TRANSLATE_NOOP("Engine", "%1 is damaged: it contradicts its own format. Fetch or save it again."), {file}},
        "byte " + std::to_string(offset) + ": " + problem};
}

std::uint64_t littleEndian(std::span<const std::uint8_t> bytes, std::size_t at, int count)
{
    std::uint64_t value = 0;
    for (int i = count - 1; i >= 0; --i)
        value = value << 8 | bytes[at + static_cast<std::size_t>(i)];
    return value;
}

bool validUtf8(std::string_view text)
{
    std::size_t i = 0;
    while (i < text.size()) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const int more = lead < 0x80      ? 0
            : lead >= 0xC2 && lead < 0xE0 ? 1
            : (lead & 0xF0) == 0xE0       ? 2
            : lead >= 0xF0 && lead < 0xF5 ? 3
                                          : -1;
        if (more < 0 || text.size() - i <= static_cast<std::size_t>(more))
            return false;
        std::uint32_t point = more == 0 ? lead : lead & (0x3Fu >> more);
        for (int k = 1; k <= more; ++k) {
            const auto next = static_cast<unsigned char>(text[i + static_cast<std::size_t>(k)]);
            if ((next & 0xC0) != 0x80)
                return false;
            point = point << 6 | (next & 0x3Fu);
        }
        if ((more == 2 && (point < 0x800 || (point >= 0xD800 && point < 0xE000)))
            || (more == 3 && (point < 0x10000 || point > 0x10FFFF)))
            return false;
        i += static_cast<std::size_t>(more) + 1;
    }
    return true;
}

std::string inQuotes(std::string_view text)
{
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string out = "\"";
    for (const char c : text.substr(0, 80)) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x20 && byte < 0x7F) {
            out += c;
        } else {
            out += "\\x";
            out += digits[byte >> 4];
            out += digits[byte & 15];
        }
    }
    return out + (text.size() > 80 ? "…\"" : "\"");
}

} // namespace maquette::tensorio
