// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "imaging/Codec.h"

#include "imaging/Orientation.h"
#include "imaging/TiffFile.h"
#include "imaging/TiffSamples.h"

#include <algorithm>
#include <limits>

namespace maquette::imaging {

namespace {

constexpr int mostSamples = 32;
/// Blocks of rows or tiles up to this size are unpacked even where the picture is smaller.
constexpr std::uint64_t usualBlockBytes = std::uint64_t(1) << 26;
constexpr std::uint64_t largestBlockBytes = std::uint64_t(1) << 32;

struct Head {
    int width = 0;
    int height = 0;
    int orientation = 1;
    std::uint16_t compression = COMPRESSION_NONE;
    bool planar = false;
    bool throughRgba = false; ///< libtiff's own conversion does it
    SampleLayout layout;
};

template <class T> T field(TIFF* tiff, std::uint32_t tag, T fallback)
{
    T value = fallback;
    return TIFFGetFieldDefaulted(tiff, tag, &value) ? value : fallback;
}

/// Why the samples cannot be read, empty if they can. Photometric interpretations are those of TIFF 6.0.
std::string obstacle(std::uint16_t sampleFormat, const Head& head, std::uint16_t photometric)
{
    const int bits = head.layout.bits;
    if (sampleFormat == SAMPLEFORMAT_IEEEFP || sampleFormat == SAMPLEFORMAT_COMPLEXIEEEFP)
        return std::to_string(bits) + "-bit floating point samples";
    if (sampleFormat == SAMPLEFORMAT_INT || sampleFormat == SAMPLEFORMAT_COMPLEXINT)
        return "samples with a sign";
    if (bits != 1 && bits != 2 && bits != 4 && bits != 8 && bits != 16)
        return std::to_string(bits) + " bits per sample";
    if (head.layout.samples < 1 || head.layout.samples > mostSamples)
        return std::to_string(head.layout.samples) + " samples per pixel";
    if (!TIFFIsCODECConfigured(head.compression))
        return "compression scheme " + std::to_string(head.compression);
    switch (photometric) {
    case PHOTOMETRIC_MINISWHITE:
    case PHOTOMETRIC_MINISBLACK:
    case PHOTOMETRIC_RGB:
    case PHOTOMETRIC_PALETTE:
    case PHOTOMETRIC_SEPARATED:
    case PHOTOMETRIC_YCBCR:
        break;
    case PHOTOMETRIC_CIELAB:
    case PHOTOMETRIC_ICCLAB:
    case PHOTOMETRIC_ITULAB:
        return "Lab colors";
    case PHOTOMETRIC_LOGL:
    case PHOTOMETRIC_LOGLUV:
        return "logarithmic colors";
    default:
        return "photometric interpretation " + std::to_string(photometric);
    }
    if (head.layout.samples < head.layout.colorSamples())
        return std::to_string(head.layout.samples) + " samples for this kind of color";
    if (photometric == PHOTOMETRIC_YCBCR && bits != 8)
        return "YCbCr with " + std::to_string(bits) + " bits";
    return {};
}

void readColorMap(TIFF* tiff, SampleLayout& layout)
{
    std::uint16_t* maps[3] = {};
    if (layout.bits > 8 || !TIFFGetField(tiff, TIFFTAG_COLORMAP, &maps[0], &maps[1], &maps[2]))
        return;
    const std::size_t count = std::size_t(1) << layout.bits;
    std::uint16_t largest = 0;
    for (const std::uint16_t* map : maps)
        largest = std::max(largest, *std::max_element(map, map + count));
    const int shift = largest > 255 ? 8 : 0; // some old writers stored 8 bits
    layout.palette.resize(count * 3);
    for (std::size_t i = 0; i < count; ++i)
        for (std::size_t channel = 0; channel < 3; ++channel)
            layout.palette[i * 3 + channel] = static_cast<std::uint8_t>(maps[channel][i] >> shift);
}

SampleLayout::Color colorOf(std::uint16_t photometric)
{
    switch (photometric) {
    case PHOTOMETRIC_MINISWHITE:
        return SampleLayout::Color::WhiteIsZero;
    case PHOTOMETRIC_MINISBLACK:
        return SampleLayout::Color::BlackIsZero;
    case PHOTOMETRIC_PALETTE:
        return SampleLayout::Color::Palette;
    case PHOTOMETRIC_SEPARATED:
        return SampleLayout::Color::Cmyk;
    default:
        return SampleLayout::Color::Rgb;
    }
}

base::Result<Head> readHead(const Source& source, TiffFile& file)
{
    TIFF* tiff = file.tiff();
    if (!tiff)
        return file.error(source);
    const auto width = field<std::uint32_t>(tiff, TIFFTAG_IMAGEWIDTH, 0);
    const auto height = field<std::uint32_t>(tiff, TIFFTAG_IMAGELENGTH, 0);
    constexpr std::uint32_t longest = std::numeric_limits<int>::max();
    if (width == 0 || height == 0 || width > longest || height > longest)
        return damaged(source, "sides of zero or over 2^31 - 1");
    Head head;
    head.width = static_cast<int>(width);
    head.height = static_cast<int>(height);
    const auto orientation = field<std::uint16_t>(tiff, TIFFTAG_ORIENTATION, 1);
    head.orientation = orientation >= 1 && orientation <= 8 ? orientation : 1;
    head.compression = field<std::uint16_t>(tiff, TIFFTAG_COMPRESSION, COMPRESSION_NONE);
    head.planar = field<std::uint16_t>(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG) == PLANARCONFIG_SEPARATE;
    head.layout.bits = field<std::uint16_t>(tiff, TIFFTAG_BITSPERSAMPLE, 1);
    head.layout.samples = field<std::uint16_t>(tiff, TIFFTAG_SAMPLESPERPIXEL, 1);
    std::uint16_t photometric = head.layout.samples >= 3 ? PHOTOMETRIC_RGB : PHOTOMETRIC_MINISBLACK;
    TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &photometric);
    head.layout.color = colorOf(photometric);
    const auto sampleFormat = field<std::uint16_t>(tiff, TIFFTAG_SAMPLEFORMAT, SAMPLEFORMAT_UINT);
    if (std::string why = obstacle(sampleFormat, head, photometric); !why.empty())
        return unsupported(source, "TIFF", std::move(why));
    if (photometric == PHOTOMETRIC_YCBCR) {
        // libjpeg turns JPEG's own YCbCr into RGB; what else there is, libtiff's display conversion can do.
        if (head.compression == COMPRESSION_JPEG)
            TIFFSetField(tiff, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
        else
            head.throughRgba = true;
    }
    if (head.layout.color == SampleLayout::Color::Palette) {
        readColorMap(tiff, head.layout);
        if (head.layout.palette.empty())
            return damaged(source, "a palette picture without a palette");
    }
    std::uint16_t extraCount = 0;
    std::uint16_t* extras = nullptr;
    if (TIFFGetField(tiff, TIFFTAG_EXTRASAMPLES, &extraCount, &extras) && !head.throughRgba)
        head.layout.takeAlpha({extras, extraCount}, EXTRASAMPLE_ASSOCALPHA, EXTRASAMPLE_UNASSALPHA);
    return head;
}

bool matches(std::span<const std::uint8_t> bytes)
{
    if (bytes.size() < 4)
        return false;
    const bool little = bytes[0] == 'I' && bytes[1] == 'I' && (bytes[2] == 42 || bytes[2] == 43) && bytes[3] == 0;
    const bool big = bytes[0] == 'M' && bytes[1] == 'M' && bytes[2] == 0 && (bytes[3] == 42 || bytes[3] == 43);
    return little || big;
}

base::Result<PictureInfo> head(const Source& source)
{
    TiffFile file(source.bytes);
    const auto read = readHead(source, file);
    if (!read.ok())
        return read.error();
    const Head& tiff = read.value();
    PictureInfo info;
    info.format = "TIFF";
    info.width = tiff.width;
    info.height = tiff.height;
    info.bits = tiff.layout.bits == 16 ? 16 : 8;
    info.channels = tiff.layout.storedChannels();
    info.orientation = tiff.orientation;
    if (turnsSides(info.orientation))
        std::swap(info.width, info.height);
    return info;
}

/// Strips or tiles, in one shape.
struct Blocks {
    bool tiled = false;
    int width = 0; ///< of a block, in pixels
    int height = 0;
    std::uint64_t bytes = 0; ///< of a whole block, unpacked; of one plane where planes are apart
};

base::Result<Blocks> readBlocks(const Source& source, TIFF* tiff, const Head& head)
{
    Blocks blocks;
    blocks.tiled = TIFFIsTiled(tiff) != 0;
    std::uint32_t width = static_cast<std::uint32_t>(head.width);
    std::uint32_t height = 0;
    if (blocks.tiled) {
        width = field<std::uint32_t>(tiff, TIFFTAG_TILEWIDTH, 0);
        height = field<std::uint32_t>(tiff, TIFFTAG_TILELENGTH, 0);
        blocks.bytes = TIFFTileSize64(tiff);
    } else {
        height = field<std::uint32_t>(tiff, TIFFTAG_ROWSPERSTRIP, 0);
        height = std::min(height == 0 ? static_cast<std::uint32_t>(head.height) : height,
                          static_cast<std::uint32_t>(head.height));
        blocks.bytes = TIFFVStripSize64(tiff, height);
    }
    const std::uint64_t samples = static_cast<std::uint64_t>(head.layout.samples);
    const std::uint64_t sampleBytes = head.layout.bits == 16 ? 2 : 1;
    const std::uint64_t pictureBytes
        = static_cast<std::uint64_t>(head.width) * static_cast<std::uint64_t>(head.height) * samples * sampleBytes;
    const std::uint64_t most = std::max(usualBlockBytes, std::min(2 * pictureBytes, largestBlockBytes));
    // The first comparison keeps the product in the second from running over.
    if (width == 0 || height == 0 || blocks.bytes == 0 || blocks.bytes > most
        || static_cast<std::uint64_t>(width) * height > most
        || static_cast<std::uint64_t>(width) * height * samples * sampleBytes > most)
        return damaged(source, "blocks of impossible size");
    blocks.width = static_cast<int>(width);
    blocks.height = static_cast<int>(height);
    // What a row of samples takes must be what libtiff unpacks; subsampled colors, for one, do not.
    const std::uint64_t perPixel = head.planar ? 1 : samples;
    const std::uint64_t rowBytes = (width * perPixel * static_cast<std::uint64_t>(head.layout.bits) + 7) / 8;
    if (rowBytes * height != blocks.bytes)
        return unsupported(source, "TIFF", "rows of subsampled colors");
    return blocks;
}

/// Unpacks block after block, spreads it into single samples and lets the layout make colors of them.
class Unpacker {
public:
    Unpacker(const Source& source, TiffFile& file, const Head& head, const Blocks& blocks, Picture& picture)
        : m_source(source)
        , m_file(file)
        , m_head(head)
        , m_blocks(blocks)
        , m_picture(picture)
        , m_packed(static_cast<std::size_t>(blocks.bytes))
        , m_samples(static_cast<std::size_t>(blocks.width) * blocks.height * head.layout.samples
                    * (head.layout.bits == 16 ? 2 : 1))
    {
    }

    base::Result<void> run()
    {
        for (int top = 0; top < m_head.height; top += m_blocks.height) {
            for (int left = 0; left < m_head.width; left += m_blocks.width) {
                if (auto done = block(left, top); !done.ok())
                    return done;
                if (m_blocks.width > m_head.width - left)
                    break;
            }
            if (m_blocks.height > m_head.height - top)
                break;
        }
        return {};
    }

private:
    base::Result<void> block(int left, int top)
    {
        const int rows = std::min(m_blocks.height, m_head.height - top);
        const int columns = std::min(m_blocks.width, m_head.width - left);
        const int planes = m_head.planar ? m_head.layout.samples : 1;
        const std::size_t perPixel = m_head.planar ? 1 : static_cast<std::size_t>(m_head.layout.samples);
        const std::size_t packedRow
            = (static_cast<std::size_t>(m_blocks.width) * perPixel * static_cast<std::size_t>(m_head.layout.bits) + 7)
            / 8;
        for (int plane = 0; plane < planes; ++plane) {
            // A strip at the end holds the rows that are left, a tile is always whole.
            const std::size_t wanted = m_blocks.tiled ? m_packed.size() : packedRow * static_cast<std::size_t>(rows);
            if (unpack(left, top, plane, wanted) != static_cast<tmsize_t>(wanted) || m_file.troubled())
                return m_file.troubled() ? m_file.error(m_source) : cutShort(m_source);
            for (int row = 0; row < rows; ++row)
                spreadSamples(m_packed.data() + static_cast<std::size_t>(row) * packedRow, m_head.layout.bits,
                              m_blocks.width, static_cast<int>(perPixel), plane, m_head.layout.samples, sampleRow(row));
        }
        for (int row = 0; row < rows; ++row) {
            std::uint8_t* out = m_picture.bytes.data() + static_cast<std::size_t>(top + row) * m_picture.rowBytes()
                + static_cast<std::size_t>(left) * m_picture.channels * (m_picture.bits / 8);
            if (!m_head.layout.convert(sampleRow(row), columns, m_picture.channels, out))
                return damaged(m_source, "a color outside the palette");
        }
        return {};
    }

    tmsize_t unpack(int left, int top, int plane, std::size_t wanted)
    {
        TIFF* tiff = m_file.tiff();
        const auto x = static_cast<std::uint32_t>(left);
        const auto y = static_cast<std::uint32_t>(top);
        const auto sample = static_cast<std::uint16_t>(plane);
        const auto size = static_cast<tmsize_t>(wanted);
        if (m_blocks.tiled)
            return TIFFReadEncodedTile(tiff, TIFFComputeTile(tiff, x, y, 0, sample), m_packed.data(), size);
        return TIFFReadEncodedStrip(tiff, TIFFComputeStrip(tiff, y, sample), m_packed.data(), size);
    }

    std::uint8_t* sampleRow(int row)
    {
        return m_samples.data() + m_samples.size() / static_cast<std::size_t>(m_blocks.height) * row;
    }

    const Source& m_source;
    TiffFile& m_file;
    const Head& m_head;
    const Blocks& m_blocks;
    Picture& m_picture;
    std::vector<std::uint8_t> m_packed;
    std::vector<std::uint8_t> m_samples;
};

/// libtiff's conversion to 8-bit RGB, for YCbCr without JPEG.
base::Result<Picture> decodeThroughRgba(const Source& source, TiffFile& file, const Head& head)
{
    std::vector<std::uint32_t> raster(static_cast<std::size_t>(head.width) * head.height);
    // Turning is done by our own code, once, for all formats.
    TIFFSetField(file.tiff(), TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT);
    if (!TIFFReadRGBAImageOriented(file.tiff(), static_cast<std::uint32_t>(head.width),
                                   static_cast<std::uint32_t>(head.height), raster.data(), ORIENTATION_TOPLEFT, 1)
        || file.troubled())
        return file.error(source);
    Picture picture(head.width, head.height, 3, 8);
    std::uint8_t* out = picture.bytes.data();
    for (const std::uint32_t pixel : raster) {
        *out++ = static_cast<std::uint8_t>(TIFFGetR(pixel));
        *out++ = static_cast<std::uint8_t>(TIFFGetG(pixel));
        *out++ = static_cast<std::uint8_t>(TIFFGetB(pixel));
    }
    return upright(std::move(picture), head.orientation);
}

base::Result<Picture> decode(const Source& source, const PictureInfo&)
{
    TiffFile file(source.bytes);
    const auto read = readHead(source, file);
    if (!read.ok())
        return read.error();
    const Head& head = read.value();
    file.startPixels();
    if (head.throughRgba)
        return decodeThroughRgba(source, file, head);
    const auto blocks = readBlocks(source, file.tiff(), head);
    if (!blocks.ok())
        return blocks.error();
    Picture picture(head.width, head.height, head.layout.alphaSample >= 0 ? 4 : 3, head.layout.bits == 16 ? 16 : 8);
    if (const auto done = Unpacker(source, file, head, blocks.value(), picture).run(); !done.ok())
        return done.error();
    return upright(std::move(picture), head.orientation);
}

} // namespace

const Codec& tiffCodec()
{
    static const Codec codec{"TIFF", matches, head, decode};
    return codec;
}

} // namespace maquette::imaging
