// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Windows and OS/2 bitmaps: 1 to 32 bits, palettes, bit fields and run lengths.
#include "imaging/Codec.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>
#include <cstring>
#include <limits>

namespace maquette::imaging {

namespace {

enum Compression : std::uint32_t { Plain = 0, RunLength8 = 1, RunLength4 = 2, BitFields = 3, AlphaBitFields = 6 };

constexpr std::size_t fileHead = 14;
constexpr std::size_t coreHead = 12;
constexpr std::size_t infoHead = 40;

struct Mask {
    std::uint32_t bits = 0;

    /// The field as 8 bits; a field of zero bits reads as 0.
    [[nodiscard]] std::uint8_t of(std::uint32_t pixel) const
    {
        if (bits == 0)
            return 0;
        const int shift = std::countr_zero(bits);
        const std::uint64_t largest = bits >> shift;
        const std::uint64_t value = (pixel & bits) >> shift;
        return static_cast<std::uint8_t>((value * 255 + largest / 2) / largest);
    }
    [[nodiscard]] bool contiguous() const
    {
        const std::uint64_t field = bits == 0 ? 0 : bits >> std::countr_zero(bits);
        return (field & (field + 1)) == 0;
    }
};

struct Head {
    int width = 0;
    int height = 0;
    bool topDown = false;
    int bits = 0;
    std::uint32_t compression = Plain;
    std::array<Mask, 4> masks{}; ///< red, green, blue, alpha
    std::size_t palette = 0; ///< offset
    std::size_t paletteEntry = 4;
    std::size_t paletteCount = 0;
    std::size_t pixels = 0; ///< offset

    [[nodiscard]] bool alpha() const { return masks[3].bits != 0; }
    [[nodiscard]] bool runs() const { return compression == RunLength8 || compression == RunLength4; }
};

std::uint32_t littleEndian(std::span<const std::uint8_t> bytes, std::size_t at, int count)
{
    std::uint32_t value = 0;
    for (int i = 0; i < count; ++i)
        value |= static_cast<std::uint32_t>(bytes[at + static_cast<std::size_t>(i)]) << (8 * i);
    return value;
}

bool bitsFit(const Head& head)
{
    switch (head.compression) {
    case Plain:
        return head.bits == 1 || head.bits == 2 || head.bits == 4 || head.bits == 8 || head.bits == 16
            || head.bits == 24 || head.bits == 32;
    case RunLength8:
        return head.bits == 8 && !head.topDown;
    case RunLength4:
        return head.bits == 4 && !head.topDown;
    default:
        return head.bits == 16 || head.bits == 32;
    }
}

/// Reads the masks of bit fields, or sets the usual ones. `headSize` is that of the information head; false when the
/// file ends before.
bool readMasks(std::span<const std::uint8_t> bytes, std::size_t headSize, Head& head)
{
    if (head.compression == BitFields || head.compression == AlphaBitFields) {
        const bool fourth = headSize >= 56 || head.compression == AlphaBitFields;
        const std::size_t count = fourth ? 4 : 3;
        if (bytes.size() < fileHead + infoHead + count * 4)
            return false;
        for (std::size_t i = 0; i < count; ++i)
            head.masks[i].bits = littleEndian(bytes, fileHead + infoHead + i * 4, 4);
    } else if (head.bits == 16) {
        head.masks = {Mask{0x7C00}, Mask{0x03E0}, Mask{0x001F}, Mask{}};
    } else if (head.bits == 32) {
        head.masks = {Mask{0xFF0000}, Mask{0xFF00}, Mask{0xFF}, Mask{}};
    }
    return true;
}

base::Result<Head> readHead(const Source& source)
{
    const auto bytes = source.bytes;
    if (bytes.size() < fileHead + coreHead)
        return cutShort(source);
    Head head;
    head.pixels = littleEndian(bytes, 10, 4);
    const std::size_t headSize = littleEndian(bytes, fileHead, 4);
    std::int64_t height = 0;
    std::int64_t width = 0;
    std::uint32_t used = 0;
    if (headSize == coreHead) {
        width = littleEndian(bytes, 18, 2);
        height = littleEndian(bytes, 20, 2);
        head.bits = static_cast<int>(littleEndian(bytes, 24, 2));
        head.paletteEntry = 3;
    } else if (headSize >= infoHead && headSize <= 124) {
        if (bytes.size() < fileHead + headSize)
            return cutShort(source);
        width = static_cast<std::int32_t>(littleEndian(bytes, 18, 4));
        height = static_cast<std::int32_t>(littleEndian(bytes, 22, 4));
        head.bits = static_cast<int>(littleEndian(bytes, 28, 2));
        head.compression = littleEndian(bytes, 30, 4);
        used = littleEndian(bytes, 46, 4);
    } else {
        return damaged(source, "an information head of " + std::to_string(headSize) + " bytes");
    }
    head.topDown = height < 0;
    height = std::abs(height);
    if (width <= 0 || height == 0 || height > std::numeric_limits<int>::max())
        return damaged(source, "sides of zero or less");
    head.width = static_cast<int>(width);
    head.height = static_cast<int>(height);
    if (head.compression != Plain && !head.runs() && head.compression != BitFields
        && head.compression != AlphaBitFields)
        return unsupported(source, "BMP", "compression scheme " + std::to_string(head.compression));
    if (!bitsFit(head))
        return damaged(source, "bits per pixel and compression do not fit");
    if (!readMasks(bytes, headSize, head))
        return cutShort(source);
    if (!std::all_of(head.masks.begin(), head.masks.end(), [](const Mask& mask) { return mask.contiguous(); }))
        return unsupported(source, "BMP", "bit fields with gaps");
    if (head.bits <= 8) {
        head.palette = fileHead + headSize;
        const std::size_t most = std::size_t(1) << head.bits;
        head.paletteCount = used == 0 ? most : std::min<std::size_t>(used, most);
        if (bytes.size() < head.palette + head.paletteCount * head.paletteEntry)
            return cutShort(source);
    }
    return head;
}

std::size_t rowBytesOf(const Head& head)
{
    return (static_cast<std::size_t>(head.width) * static_cast<std::size_t>(head.bits) + 31) / 32 * 4;
}

/// Undoes run lengths: one byte with the palette index for each pixel, rows from the bottom up. Pixels that the file
/// jumps over have index 0.
class Runs {
public:
    Runs(std::span<const std::uint8_t> bytes, const Head& head)
        : m_bytes(bytes)
        , m_head(head)
        , m_indices(static_cast<std::size_t>(head.width) * head.height)
    {
    }

    enum class Outcome { Done, CutShort, Damaged };

    Outcome decode()
    {
        for (;;) {
            if (m_bytes.size() - m_at < 2) // some writers leave the last mark out
                return m_y >= m_head.height || (m_y == m_head.height - 1 && m_x >= m_head.width) ? Outcome::Done
                                                                                                 : Outcome::CutShort;
            const int count = m_bytes[m_at];
            const int value = m_bytes[m_at + 1];
            m_at += 2;
            if (count > 0) {
                if (!put(count, [&](int i) { return m_head.bits == 8 ? value : i % 2 ? value & 15 : value >> 4; }))
                    return Outcome::Damaged;
            } else if (value == 0) {
                m_x = 0;
                ++m_y;
            } else if (value == 1) {
                return Outcome::Done;
            } else if (value == 2) {
                if (m_bytes.size() - m_at < 2)
                    return Outcome::CutShort;
                m_x += m_bytes[m_at];
                m_y += m_bytes[m_at + 1];
                m_at += 2;
                if (m_x > m_head.width || m_y > m_head.height)
                    return Outcome::Damaged;
            } else if (const Outcome outcome = literal(value); outcome != Outcome::Done) {
                return outcome;
            }
        }
    }

    [[nodiscard]] const std::uint8_t* row(int fromBottom) const
    {
        return m_indices.data() + static_cast<std::size_t>(fromBottom) * m_head.width;
    }

private:
    template <class Index> bool put(int count, const Index& index)
    {
        if (m_y >= m_head.height || count > m_head.width - m_x)
            return false;
        std::uint8_t* out = m_indices.data() + static_cast<std::size_t>(m_y) * m_head.width + m_x;
        for (int i = 0; i < count; ++i)
            out[i] = static_cast<std::uint8_t>(index(i));
        m_x += count;
        return true;
    }

    Outcome literal(int count)
    {
        const std::size_t size = m_head.bits == 8 ? static_cast<std::size_t>(count) : (count + 1U) / 2;
        if (m_bytes.size() - m_at < size)
            return Outcome::CutShort;
        const std::uint8_t* in = m_bytes.data() + m_at;
        const bool fits = put(count, [&](int i) {
            return m_head.bits == 8 ? in[i] : i % 2 ? in[i / 2] & 15 : in[i / 2] >> 4;
        });
        m_at = std::min(m_bytes.size(), m_at + size + size % 2); // whole words
        return fits ? Outcome::Done : Outcome::Damaged;
    }

    std::span<const std::uint8_t> m_bytes;
    const Head& m_head;
    std::vector<std::uint8_t> m_indices;
    std::size_t m_at = 0;
    int m_x = 0;
    int m_y = 0;
};

/// Writes rows of the picture from palette indices or packed colors.
class Painter {
public:
    Painter(const Source& source, const Head& head)
        : m_source(source)
        , m_head(head)
        , m_picture(head.width, head.height, head.alpha() ? 4 : 3, 8)
    {
    }

    /// `index(x)` is the palette index; false when it is outside the palette.
    template <class Index> bool indexed(int y, const Index& index)
    {
        std::uint8_t* out = row(y);
        for (int x = 0; x < m_head.width; ++x, out += 3) {
            const std::size_t i = index(x);
            if (i >= m_head.paletteCount)
                return false;
            const std::uint8_t* color = m_source.bytes.data() + m_head.palette + i * m_head.paletteEntry;
            out[0] = color[2];
            out[1] = color[1];
            out[2] = color[0];
        }
        return true;
    }

    bool packed(int y, const std::uint8_t* in)
    {
        const int bits = m_head.bits;
        if (bits <= 8)
            return indexed(y, [&](int x) -> std::size_t {
                const int perByte = 8 / bits;
                return in[x / perByte] >> (8 - bits * (x % perByte + 1)) & ((1 << bits) - 1);
            });
        std::uint8_t* out = row(y);
        if (bits == 24) {
            for (int x = 0; x < m_head.width; ++x, in += 3, out += 3) {
                out[0] = in[2];
                out[1] = in[1];
                out[2] = in[0];
            }
            return true;
        }
        const int step = bits / 8;
        for (int x = 0; x < m_head.width; ++x, in += step) {
            const std::uint32_t pixel = littleEndian({in, static_cast<std::size_t>(step)}, 0, step);
            for (int channel = 0; channel < m_picture.channels; ++channel)
                *out++ = m_head.masks[static_cast<std::size_t>(channel)].of(pixel);
        }
        return true;
    }

    [[nodiscard]] Picture take() { return std::move(m_picture); }

private:
    std::uint8_t* row(int y) { return m_picture.bytes.data() + y * m_picture.rowBytes(); }

    const Source& m_source;
    const Head& m_head;
    Picture m_picture;
};

bool matches(std::span<const std::uint8_t> bytes) { return bytes.size() >= 2 && bytes[0] == 'B' && bytes[1] == 'M'; }

base::Result<PictureInfo> head(const Source& source)
{
    const auto read = readHead(source);
    if (!read.ok())
        return read.error();
    PictureInfo info;
    info.format = "BMP";
    info.width = read.value().width;
    info.height = read.value().height;
    info.channels = read.value().alpha() ? 4 : 3;
    return info;
}

base::Result<Picture> decode(const Source& source, const PictureInfo&)
{
    const auto read = readHead(source);
    if (!read.ok())
        return read.error();
    const Head& bmp = read.value();
    if (bmp.pixels > source.bytes.size())
        return cutShort(source);
    const auto data = source.bytes.subspan(bmp.pixels);
    const auto outsidePalette = [&] { return damaged(source, "a color outside the palette"); };
    if (bmp.runs()) {
        // A pair of bytes stands for at most 255 pixels, or jumps over at most 255 rows.
        if (static_cast<std::size_t>(bmp.height) > (data.size() / 2 + 1) * 255)
            return cutShort(source);
        Runs runs(data, bmp);
        const auto outcome = runs.decode();
        if (outcome != Runs::Outcome::Done)
            return outcome == Runs::Outcome::CutShort ? cutShort(source) : damaged(source, "a run leaves its row");
        Painter painter(source, bmp);
        for (int y = 0; y < bmp.height; ++y) {
            const std::uint8_t* indices = runs.row(bmp.height - 1 - y);
            if (!painter.indexed(y, [&](int x) -> std::size_t { return indices[x]; }))
                return outsidePalette();
        }
        return painter.take();
    }
    const std::size_t stride = rowBytesOf(bmp);
    const std::size_t lastRow = (static_cast<std::size_t>(bmp.width) * bmp.bits + 7) / 8;
    const auto rows = static_cast<std::size_t>(bmp.height);
    if (data.size() < lastRow || (data.size() - lastRow) / stride < rows - 1)
        return cutShort(source);
    Painter painter(source, bmp);
    for (int y = 0; y < bmp.height; ++y) {
        const int stored = bmp.topDown ? y : bmp.height - 1 - y;
        if (!painter.packed(y, data.data() + static_cast<std::size_t>(stored) * stride))
            return outsidePalette();
    }
    return painter.take();
}

} // namespace

const Codec& bmpCodec()
{
    static const Codec codec{"BMP", matches, head, decode};
    return codec;
}

} // namespace maquette::imaging
