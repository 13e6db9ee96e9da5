// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "imaging/Codec.h"

#include "imaging/Exif.h"
#include "imaging/Orientation.h"
#include "imaging/PngTrouble.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace maquette::imaging {

namespace {

constexpr std::uint8_t signature[8] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
constexpr std::uint32_t longestChunk = 0x7FFFFFFF;
constexpr int mostTexts = 1000;
/// What all texts of one file may take decompressed.
constexpr std::size_t allTexts = 16 * longestText;
constexpr std::size_t deflateRatio = 1032; // the best that deflate can do

std::uint32_t bigEndian(const std::uint8_t* bytes)
{
    return static_cast<std::uint32_t>(bytes[0]) << 24 | static_cast<std::uint32_t>(bytes[1]) << 16
        | static_cast<std::uint32_t>(bytes[2]) << 8 | bytes[3];
}

/// What the chunks say, found by walking over them without looking into compressed data.
struct Head {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    int depth = 0;
    int colorType = 0;
    bool transparency = false; ///< tRNS
    bool animated = false;
    std::uint64_t dataBytes = 0; ///< in IDAT
    bool complete = false; ///< IEND was reached
    std::span<const std::uint8_t> exif;
    /// The parts of the file that libpng gets to see: the chunks that make the pixels, and texts within bounds.
    std::vector<std::span<const std::uint8_t>> parts;

    [[nodiscard]] int channels() const
    {
        switch (colorType) {
        case PNG_COLOR_TYPE_GRAY:
            return transparency ? 2 : 1;
        case PNG_COLOR_TYPE_GRAY_ALPHA:
            return 2;
        case PNG_COLOR_TYPE_RGB_ALPHA:
            return 4;
        default: // RGB and palette
            return transparency ? 4 : 3;
        }
    }
    [[nodiscard]] bool alpha() const { return channels() % 2 == 0; }
    /// Bytes of all rows before compression, filter bytes left out; interlacing only adds to it.
    [[nodiscard]] double rawBytes() const
    {
        const int samples = colorType == PNG_COLOR_TYPE_RGB ? 3
            : colorType == PNG_COLOR_TYPE_RGB_ALPHA         ? 4
            : colorType == PNG_COLOR_TYPE_GRAY_ALPHA        ? 2
                                                            : 1;
        return static_cast<double>(width) * height * samples * depth / 8;
    }
};

bool depthFits(int depth, int colorType)
{
    switch (colorType) {
    case PNG_COLOR_TYPE_GRAY:
        return depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
    case PNG_COLOR_TYPE_PALETTE:
        return depth == 1 || depth == 2 || depth == 4 || depth == 8;
    case PNG_COLOR_TYPE_RGB:
    case PNG_COLOR_TYPE_GRAY_ALPHA:
    case PNG_COLOR_TYPE_RGB_ALPHA:
        return depth == 8 || depth == 16;
    default:
        return false;
    }
}

/// The most memory that a text chunk can take.
std::size_t textBound(std::span<const std::uint8_t> content, bool mayBePlain)
{
    const auto end = std::find(content.begin(), content.end(), 0);
    const bool plain = mayBePlain && content.end() - end >= 2 && end[1] == 0; // iTXt: the flag follows the keyword
    return plain ? content.size() : std::min(content.size() * deflateRatio, longestText);
}

bool isType(const std::uint8_t* type, const char (&name)[5]) { return std::memcmp(type, name, 4) == 0; }

/// Notes one chunk, and whether libpng is to see it. Profiles and other chunks that are not used are kept from it.
bool note(Head& head, const std::uint8_t* type, std::span<const std::uint8_t> content, std::size_t& textBytes)
{
    if (isType(type, "IHDR") || isType(type, "PLTE") || isType(type, "IEND"))
        return true;
    if (isType(type, "IDAT")) {
        head.dataBytes += content.size();
        return true;
    }
    if (isType(type, "tRNS")) {
        head.transparency = true;
        return true;
    }
    if (isType(type, "acTL"))
        head.animated = true;
    if (isType(type, "eXIf"))
        head.exif = content;
    const bool unicode = isType(type, "iTXt");
    if ((isType(type, "tEXt") || isType(type, "zTXt") || unicode) && content.size() <= longestText) {
        const std::size_t bound = isType(type, "tEXt") ? content.size() : textBound(content, unicode);
        if (bound <= allTexts - textBytes) {
            textBytes += bound;
            return true;
        }
    }
    // A chunk that libpng does not know, but must according to its first letter, is left for it to refuse.
    return (type[0] & 0x20) == 0;
}

base::Result<Head> walk(const Source& source)
{
    const auto bytes = source.bytes;
    constexpr std::size_t afterSize = sizeof signature + 8 + 13;
    if (bytes.size() < afterSize)
        return cutShort(source);
    if (bigEndian(&bytes[8]) != 13 || std::memcmp(&bytes[12], "IHDR", 4) != 0)
        return damaged(source, "the first chunk is not IHDR");
    Head head;
    head.width = bigEndian(&bytes[16]);
    head.height = bigEndian(&bytes[20]);
    head.depth = bytes[24];
    head.colorType = bytes[25];
    if (head.width == 0 || head.height == 0 || head.width > longestChunk || head.height > longestChunk)
        return damaged(source, "sides of zero or over 2^31 - 1");
    if (!depthFits(head.depth, head.colorType))
        return damaged(source, "bit depth and color type do not fit");
    head.parts.push_back(bytes.first(sizeof signature));
    std::size_t textBytes = 0;
    for (std::size_t at = sizeof signature; bytes.size() - at >= 12 && !head.complete;) {
        const std::uint32_t length = bigEndian(&bytes[at]);
        if (length > bytes.size() - at - 12)
            break;
        const std::uint8_t* type = &bytes[at + 4];
        const std::size_t chunk = std::size_t(12) + length;
        if (note(head, type, bytes.subspan(at + 8, length), textBytes)) {
            auto& last = head.parts.back();
            if (last.data() + last.size() == &bytes[at])
                last = {last.data(), last.size() + chunk};
            else
                head.parts.push_back(bytes.subspan(at, chunk));
        }
        head.complete = isType(type, "IEND");
        at += chunk;
    }
    return head;
}

class PngReader {
public:
    explicit PngReader(const std::vector<std::span<const std::uint8_t>>& parts)
        : m_parts(parts)
    {
    }
    ~PngReader() { png_destroy_read_struct(&m_png, &m_info, nullptr); }
    PngReader(const PngReader&) = delete;
    PngReader& operator=(const PngReader&) = delete;

    /// Fills rows of RGB or RGBA in the machine's byte order; they have `rowBytes` bytes.
    bool read(png_bytepp rows, std::size_t rowBytes)
    {
        if (setjmp(m_trouble.back))
            return false;
        m_png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &m_trouble, PngTrouble::fail, PngTrouble::ignore);
        m_info = m_png ? png_create_info_struct(m_png) : nullptr;
        if (!m_info)
            return false;
        png_set_read_fn(m_png, this, take);
        png_set_user_limits(m_png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
        png_set_chunk_cache_max(m_png, mostTexts);
        png_set_chunk_malloc_max(m_png, longestText + 1024);
        // A wrong checksum is damage wherever it is.
        png_set_crc_action(m_png, PNG_CRC_ERROR_QUIT, PNG_CRC_ERROR_QUIT);
        png_read_info(m_png, m_info);
        png_set_expand(m_png);
        png_set_gray_to_rgb(m_png);
        if constexpr (std::endian::native == std::endian::little)
            png_set_swap(m_png);
        png_set_interlace_handling(m_png);
        png_read_update_info(m_png, m_info);
        if (png_get_rowbytes(m_png, m_info) != rowBytes)
            png_error(m_png, "the chunks contradict each other");
        png_read_image(m_png, rows);
        png_read_end(m_png, m_info);
        return true;
    }

    [[nodiscard]] Texts texts() const
    {
        Texts texts;
        png_textp items = nullptr;
        const int count = png_get_text(m_png, m_info, &items, nullptr);
        for (int i = 0; i < count; ++i) {
            const png_text& item = items[i];
            const bool unicode = item.compression >= PNG_ITXT_COMPRESSION_NONE;
            const std::size_t length = unicode ? item.itxt_length : item.text_length;
            if (item.text && length <= longestText)
                texts.emplace_back(asUtf8(item.key), asUtf8({item.text, length}));
        }
        return texts;
    }

    [[nodiscard]] base::Error error(const Source& source) const
    {
        return m_trouble.ended ? cutShort(source) : damaged(source, m_trouble.text);
    }

private:
    static void take(png_structp png, png_bytep out, std::size_t count)
    {
        auto& self = *static_cast<PngReader*>(png_get_io_ptr(png));
        while (count > 0) {
            if (self.m_part == self.m_parts.size()) {
                self.m_trouble.ended = true;
                png_error(png, "the file ends early");
            }
            const auto rest = self.m_parts[self.m_part].subspan(self.m_position);
            const std::size_t portion = std::min(count, rest.size());
            std::memcpy(out, rest.data(), portion);
            out += portion;
            count -= portion;
            self.m_position += portion;
            if (portion == rest.size()) {
                ++self.m_part;
                self.m_position = 0;
            }
        }
    }

    const std::vector<std::span<const std::uint8_t>>& m_parts;
    std::size_t m_part = 0;
    std::size_t m_position = 0;
    PngTrouble m_trouble{};
    png_structp m_png = nullptr;
    png_infop m_info = nullptr;
};

bool matches(std::span<const std::uint8_t> bytes)
{
    return bytes.size() >= sizeof signature && std::equal(std::begin(signature), std::end(signature), bytes.begin());
}

base::Result<PictureInfo> head(const Source& source)
{
    const auto walked = walk(source);
    if (!walked.ok())
        return walked.error();
    const Head& png = walked.value();
    PictureInfo info;
    info.format = "PNG";
    info.width = static_cast<int>(png.width);
    info.height = static_cast<int>(png.height);
    info.bits = png.depth == 16 ? 16 : 8;
    info.channels = png.channels();
    info.orientation = parseExif(png.exif).orientation;
    info.animated = png.animated;
    if (turnsSides(info.orientation))
        std::swap(info.width, info.height);
    return info;
}

base::Result<Picture> decode(const Source& source, const PictureInfo&)
{
    const auto walked = walk(source);
    if (!walked.ok())
        return walked.error();
    const Head& png = walked.value();
    if (!png.complete)
        return cutShort(source);
    // Less data than this cannot hold the picture, and no memory is spent on it.
    if (png.rawBytes() > static_cast<double>(deflateRatio) * (static_cast<double>(png.dataBytes) + 1))
        return damaged(source, "too little data for the size it states");
    Picture picture(static_cast<int>(png.width), static_cast<int>(png.height), png.alpha() ? 4 : 3,
                    png.depth == 16 ? 16 : 8);
    std::vector<png_bytep> rows(png.height);
    for (std::size_t y = 0; y < rows.size(); ++y)
        rows[y] = picture.bytes.data() + y * picture.rowBytes();
    PngReader reader(png.parts);
    if (!reader.read(rows.data(), picture.rowBytes()))
        return reader.error(source);
    const ExifData exif = parseExif(png.exif);
    picture.texts = reader.texts();
    picture.texts.insert(picture.texts.end(), exif.texts.begin(), exif.texts.end());
    return upright(std::move(picture), exif.orientation);
}

} // namespace

const Codec& pngCodec()
{
    static const Codec codec{"PNG", matches, head, decode};
    return codec;
}

} // namespace maquette::imaging
