// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "imaging/Exif.h"

#include "base/Json.h"

#include <algorithm>
#include <cstring>
#include <string_view>

namespace maquette::imaging {

namespace {

constexpr std::uint16_t tagOrientation = 0x0112;
constexpr std::uint16_t tagExifFolder = 0x8769;
constexpr std::uint16_t tagUserComment = 0x9286;
constexpr std::uint16_t typeShort = 3;
constexpr std::uint16_t typeLong = 4;
constexpr std::uint16_t typeUndefined = 7;
constexpr std::size_t charsetBytes = 8;
constexpr char charsetAscii[charsetBytes + 1] = "ASCII\0\0\0";
constexpr char charsetUnicode[charsetBytes + 1] = "UNICODE\0";

/// A TIFF block in either byte order. Reads beyond the end give zero and make the reader unsound.
class TiffBlock {
public:
    explicit TiffBlock(std::span<const std::uint8_t> bytes)
        : m_bytes(bytes)
        , m_bigEndian(bytes.size() >= 2 && bytes[0] == 'M')
        , m_sound(bytes.size() >= 8 && bytes[0] == bytes[1] && (bytes[0] == 'I' || bytes[0] == 'M') && word(2) == 42)
    {
    }

    [[nodiscard]] bool sound() const { return m_sound; }
    [[nodiscard]] bool bigEndian() const { return m_bigEndian; }
    [[nodiscard]] std::uint16_t word(std::size_t at) const
    {
        if (at > m_bytes.size() || m_bytes.size() - at < 2)
            return 0;
        const int first = m_bytes[at + (m_bigEndian ? 0 : 1)];
        const int second = m_bytes[at + (m_bigEndian ? 1 : 0)];
        return static_cast<std::uint16_t>(first << 8 | second);
    }
    [[nodiscard]] std::uint32_t number(std::size_t at) const
    {
        const std::uint32_t first = word(at);
        const std::uint32_t second = word(at + 2);
        return m_bigEndian ? first << 16 | second : second << 16 | first;
    }
    [[nodiscard]] std::span<const std::uint8_t> part(std::size_t at, std::size_t size) const
    {
        if (at > m_bytes.size() || m_bytes.size() - at < size)
            return {};
        return m_bytes.subspan(at, size);
    }

    /// Where the 12-byte entry of `tag` starts in the folder at `folder`; 0 when it is not there.
    [[nodiscard]] std::size_t entry(std::size_t folder, std::uint16_t tag) const
    {
        const int count = word(folder);
        for (int i = 0; i < count; ++i) {
            const std::size_t at = folder + 2 + static_cast<std::size_t>(i) * 12;
            if (part(at, 12).empty())
                return 0;
            if (word(at) == tag)
                return at;
        }
        return 0;
    }

private:
    std::span<const std::uint8_t> m_bytes;
    bool m_bigEndian;
    bool m_sound;
};

void appendUtf8(std::string& text, std::uint32_t code)
{
    if (code < 0x80) {
        text += static_cast<char>(code);
    } else if (code < 0x800) {
        text += static_cast<char>(0xC0 | code >> 6);
        text += static_cast<char>(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        text += static_cast<char>(0xE0 | code >> 12);
        text += static_cast<char>(0x80 | (code >> 6 & 0x3F));
        text += static_cast<char>(0x80 | (code & 0x3F));
    } else {
        text += static_cast<char>(0xF0 | code >> 18);
        text += static_cast<char>(0x80 | (code >> 12 & 0x3F));
        text += static_cast<char>(0x80 | (code >> 6 & 0x3F));
        text += static_cast<char>(0x80 | (code & 0x3F));
    }
}

std::string fromUtf16(std::span<const std::uint8_t> bytes, bool bigEndian)
{
    const auto unit = [&](std::size_t at) {
        return static_cast<std::uint32_t>(bigEndian ? bytes[at] << 8 | bytes[at + 1] : bytes[at + 1] << 8 | bytes[at]);
    };
    std::size_t at = 0;
    if (bytes.size() >= 2 && (unit(0) == 0xFEFF || unit(0) == 0xFFFE)) {
        bigEndian = unit(0) == 0xFEFF ? bigEndian : !bigEndian;
        at = 2;
    }
    std::string text;
    for (; at + 1 < bytes.size(); at += 2) {
        std::uint32_t code = unit(at);
        const bool leads = code >= 0xD800 && code < 0xDC00;
        if (leads && at + 3 < bytes.size() && unit(at + 2) >= 0xDC00 && unit(at + 2) < 0xE000) {
            code = 0x10000 + ((code - 0xD800) << 10) + (unit(at + 2) - 0xDC00);
            at += 2;
        } else if (code >= 0xD800 && code < 0xE000) {
            code = 0xFFFD; // half of a pair
        }
        appendUtf8(text, code);
    }
    return text;
}

/// Length of the valid UTF-8 sequence at the start of `text`, 0 if there is none.
std::size_t sequenceLength(std::string_view text)
{
    const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    const std::uint8_t lead = byte(0);
    const std::size_t length = lead < 0x80 ? 1
        : lead >= 0xC2 && lead < 0xE0      ? 2
        : lead >= 0xE0 && lead < 0xF0      ? 3
        : lead >= 0xF0 && lead < 0xF5      ? 4
                                           : 0;
    if (length == 0 || text.size() < length)
        return 0;
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0) != 0x80)
            return 0;
    }
    const bool overlong = (lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xF0 && byte(1) < 0x90);
    const bool outside = (lead == 0xED && byte(1) >= 0xA0) || (lead == 0xF4 && byte(1) >= 0x90);
    return overlong || outside ? 0 : length;
}

/// Members of a JSON object whose values are all texts or lists of texts.
bool takeJson(const std::string& text, Texts& texts)
{
    if (text.empty() || text.front() != '{')
        return false;
    const auto json = base::parseJson(text, "UserComment");
    if (!json.ok() || !json.value().is_object())
        return false;
    Texts found;
    for (const auto& [key, value] : json.value().items()) {
        if (value.is_string()) {
            found.emplace_back(key, value.get<std::string>());
            continue;
        }
        if (!value.is_array() || !std::all_of(value.begin(), value.end(), [](const auto& v) { return v.is_string(); }))
            return false;
        for (const auto& item : value)
            found.emplace_back(key, item.template get<std::string>());
    }
    texts = std::move(found);
    return true;
}

void takeComment(std::span<const std::uint8_t> value, bool bigEndian, Texts& texts)
{
    if (value.size() <= charsetBytes || value.size() > longestText)
        return;
    const auto body = value.subspan(charsetBytes);
    std::string text;
    if (std::memcmp(value.data(), charsetUnicode, charsetBytes) == 0)
        text = fromUtf16(body, bigEndian);
    else
        text = asUtf8({body.begin(), body.end()});
    while (!text.empty() && (text.back() == '\0' || text.back() == ' '))
        text.pop_back(); // cameras fill the field up
    if (!text.empty() && !takeJson(text, texts))
        texts.emplace_back("UserComment", text);
}

void put(std::vector<std::uint8_t>& out, std::uint32_t value, int bytes)
{
    for (int i = bytes - 1; i >= 0; --i)
        out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

void putEntry(std::vector<std::uint8_t>& out, std::uint16_t tag, std::uint16_t type, std::uint32_t count,
              std::uint32_t value)
{
    put(out, tag, 2);
    put(out, type, 2);
    put(out, count, 4);
    put(out, value, 4);
}

} // namespace

std::string asUtf8(std::string text)
{
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = sequenceLength(std::string_view(text).substr(at));
        if (length == 0) {
            std::string converted;
            converted.reserve(text.size() * 2);
            for (const char c : text)
                appendUtf8(converted, static_cast<std::uint8_t>(c));
            return converted;
        }
        at += length;
    }
    return text;
}

ExifData parseExif(std::span<const std::uint8_t> block)
{
    constexpr std::uint8_t prefix[6] = {'E', 'x', 'i', 'f', 0, 0};
    if (block.size() >= sizeof prefix && std::equal(std::begin(prefix), std::end(prefix), block.begin()))
        block = block.subspan(sizeof prefix);
    ExifData data;
    const TiffBlock tiff(block);
    if (!tiff.sound())
        return data;
    const std::size_t folder = tiff.number(4);
    if (const std::size_t at = tiff.entry(folder, tagOrientation); at && tiff.word(at + 2) == typeShort) {
        const int orientation = tiff.word(at + 8);
        data.orientation = orientation >= 1 && orientation <= 8 ? orientation : 1;
    }
    const std::size_t pointer = tiff.entry(folder, tagExifFolder);
    if (!pointer)
        return data;
    const std::size_t at = tiff.entry(tiff.number(pointer + 8), tagUserComment);
    if (at && tiff.word(at + 2) == typeUndefined)
        takeComment(tiff.part(tiff.number(at + 8), tiff.number(at + 4)), tiff.bigEndian(), data.texts);
    return data;
}

std::vector<std::uint8_t> buildExif(const Texts& texts)
{
    base::Json json = base::Json::object();
    for (const auto& [key, text] : texts) {
        if (!json.contains(key))
            json[key] = text;
        else if (json[key].is_array())
            json[key].push_back(text);
        else
            json[key] = base::Json::array({json[key], text});
    }
    const std::string comment = json.dump(-1, ' ', true, base::Json::error_handler_t::replace);

    // Head, first folder with the pointer alone, Exif folder with the comment alone, comment.
    constexpr std::uint32_t first = 8;
    constexpr std::uint32_t folderBytes = 2 + 12 + 4;
    constexpr std::uint32_t second = first + folderBytes;
    constexpr std::uint32_t body = second + folderBytes;
    std::vector<std::uint8_t> out = {'M', 'M', 0, 42};
    put(out, first, 4);
    put(out, 1, 2);
    putEntry(out, tagExifFolder, typeLong, 1, second);
    put(out, 0, 4);
    put(out, 1, 2);
    putEntry(out, tagUserComment, typeUndefined, static_cast<std::uint32_t>(charsetBytes + comment.size()), body);
    put(out, 0, 4);
    out.insert(out.end(), charsetAscii, charsetAscii + charsetBytes);
    out.insert(out.end(), comment.begin(), comment.end());
    return out;
}

} // namespace maquette::imaging
