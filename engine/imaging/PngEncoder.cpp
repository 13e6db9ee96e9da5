// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "imaging/Codec.h"

#include "imaging/Exif.h"
#include "imaging/PngTrouble.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <new>

namespace maquette::imaging {

namespace {

constexpr std::size_t longestKey = 79;
/// Texts from this length on are compressed, as the PNG specification advises.
constexpr std::size_t compressedFrom = 1024;

bool ascii(const std::string& text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// PNG keywords are 1 … 79 printable characters without spaces at the ends or in a row; only ASCII is written, so that
/// every reader shows them.
bool keyFits(const std::string& key)
{
    if (key.empty() || key.size() > longestKey || key.front() == ' ' || key.back() == ' ')
        return false;
    if (key.find("  ") != std::string::npos)
        return false;
    return std::all_of(key.begin(), key.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

base::Result<void> checkTexts(const Texts& texts)
{
    for (const auto& [key, text] : texts) {
        if (!keyFits(key))
            return base::Error{base::ErrorCode::WriteFailed,
                               {QT_TRANSLATE_NOOP("Engine",
                                                  "\"%1\" cannot be the key of a text in a PNG file: keys have 1 to 79 "
                                                  "letters, digits, signs and single spaces."),
                                {asUtf8(key)}},
                               {}};
        if (text.size() > longestText)
            return base::Error{base::ErrorCode::WriteFailed,
                               {QT_TRANSLATE_NOOP("Engine", "The text \"%1\" has %2 bytes; at most %3 can be written."),
                                {key, std::to_string(text.size()), std::to_string(longestText)}},
                               {}};
        if (text.find('\0') != std::string::npos)
            return base::Error{
                base::ErrorCode::WriteFailed,
                {QT_TRANSLATE_NOOP("Engine", "The text \"%1\" contains a zero byte, which a PNG file cannot hold."),
                 {key}},
                {}};
    }
    return {};
}

class PngWriter {
public:
    PngWriter() = default;
    ~PngWriter() { png_destroy_write_struct(&m_png, &m_info); }
    PngWriter(const PngWriter&) = delete;
    PngWriter& operator=(const PngWriter&) = delete;

    bool write(const Picture& picture, png_textp texts, int textCount)
    {
        if (setjmp(m_trouble.back))
            return false;
        m_png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &m_trouble, PngTrouble::fail, PngTrouble::ignore);
        m_info = m_png ? png_create_info_struct(m_png) : nullptr;
        if (!m_info)
            return false;
        png_set_write_fn(m_png, this, give, flush);
        png_set_user_limits(m_png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
        png_set_chunk_cache_max(m_png, 0);
        png_set_chunk_malloc_max(m_png, 0);
        png_set_IHDR(m_png, m_info, static_cast<png_uint_32>(picture.width), static_cast<png_uint_32>(picture.height),
                     picture.bits, picture.hasAlpha() ? PNG_COLOR_TYPE_RGB_ALPHA : PNG_COLOR_TYPE_RGB,
                     PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
        png_set_sRGB(m_png, m_info, PNG_sRGB_INTENT_PERCEPTUAL);
        if (textCount > 0)
            png_set_text(m_png, m_info, texts, textCount);
        // On photographs, level 4 takes half the time of the default 6 and its files are at most two percent larger.
        png_set_compression_level(m_png, 4);
        png_write_info(m_png, m_info);
        if (picture.bits == 16 && std::endian::native == std::endian::little)
            png_set_swap(m_png);
        for (int y = 0; y < picture.height; ++y)
            png_write_row(m_png, picture.bytes.data() + static_cast<std::size_t>(y) * picture.rowBytes());
        png_write_end(m_png, m_info);
        return true;
    }

    [[nodiscard]] std::vector<std::uint8_t> take() { return std::move(m_bytes); }
    [[nodiscard]] std::string message() const { return m_trouble.text; }

private:
    static void give(png_structp png, png_bytep bytes, std::size_t count)
    {
        auto& self = *static_cast<PngWriter*>(png_get_io_ptr(png));
        if (!self.append(bytes, count))
            png_error(png, "not enough memory");
    }
    static void flush(png_structp) { }

    /// No exception may pass through libpng.
    bool append(const std::uint8_t* bytes, std::size_t count) noexcept
    {
        try {
            m_bytes.insert(m_bytes.end(), bytes, bytes + count);
        } catch (const std::bad_alloc&) {
            return false;
        }
        return true;
    }

    PngTrouble m_trouble{};
    png_structp m_png = nullptr;
    png_infop m_info = nullptr;
    std::vector<std::uint8_t> m_bytes;
};

} // namespace

Encoded encodePng(const Picture& picture, const WriteOptions& options)
{
    if (const auto checked = checkTexts(options.texts); !checked.ok())
        return checked.error();
    Texts copies = options.texts; // libpng takes pointers to characters that are not const
    std::vector<png_text> texts(copies.size());
    char none[1] = "";
    for (std::size_t i = 0; i < copies.size(); ++i) {
        auto& [key, text] = copies[i];
        text = asUtf8(std::move(text));
        const bool compressed = text.size() >= compressedFrom;
        const bool plain = ascii(text);
        texts[i].key = key.data();
        texts[i].text = text.data();
        texts[i].compression = plain ? (compressed ? PNG_TEXT_COMPRESSION_zTXt : PNG_TEXT_COMPRESSION_NONE)
                                     : (compressed ? PNG_ITXT_COMPRESSION_zTXt : PNG_ITXT_COMPRESSION_NONE);
        texts[i].text_length = plain ? text.size() : 0;
        texts[i].itxt_length = plain ? 0 : text.size();
        texts[i].lang = none;
        texts[i].lang_key = none;
    }
    PngWriter writer;
    if (!writer.write(picture, texts.data(), static_cast<int>(texts.size())))
        return base::Error{base::ErrorCode::WriteFailed,
                           {QT_TRANSLATE_NOOP("Engine", "The picture could not be encoded as %1."), {"PNG"}},
                           writer.message()};
    return writer.take();
}

} // namespace maquette::imaging
