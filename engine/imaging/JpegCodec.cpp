// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "imaging/Codec.h"

#include "base/Threads.h"
#include "imaging/Exif.h"
#include "imaging/Orientation.h"

#include <algorithm>
#include <csetjmp>
#include <cstdio>
#include <cstring>
#include <string_view>

#include <jpeglib.h>

#include <jerror.h>

namespace maquette::imaging {

namespace {

constexpr int markerExif = JPEG_APP0 + 1;
constexpr unsigned longestSegment = 0xFFFF;
/// A progressive file may have any number of scans, each of which costs a pass over the picture; encoders make ten or
/// so.
constexpr int mostScans = 500;

/// Takes libjpeg's messages: errors jump back, the first warning that speaks of lost picture data is kept.
struct Messages {
    jpeg_error_mgr manager; // first, because libjpeg hands back a pointer to it
    std::jmp_buf back;
    int code;
    char text[JMSG_LENGTH_MAX];

    static Messages& of(j_common_ptr info) { return *reinterpret_cast<Messages*>(info->err); }

    static void keep(j_common_ptr info)
    {
        Messages& self = of(info);
        self.code = self.manager.msg_code;
        self.manager.format_message(info, self.text);
    }
    [[noreturn]] static void fail(j_common_ptr info)
    {
        keep(info);
        std::longjmp(of(info).back, 1);
    }
    static void note(j_common_ptr info, int level)
    {
        if (level >= 0)
            return; // a trace
        const int code = of(info).manager.msg_code;
        // These three say nothing about the pixels: a newer minor version, padding between segments, an unknown
        // transform for which there is a usual reading.
        const bool harmless = code == JWRN_JFIF_MAJOR || code == JWRN_EXTRANEOUS_DATA || code == JWRN_ADOBE_XFORM;
        if (!harmless && of(info).code == 0)
            keep(info);
    }
    static void print(j_common_ptr) { }
};

void watchScans(j_common_ptr info)
{
    if (reinterpret_cast<j_decompress_ptr>(info)->input_scan_number > mostScans) {
        info->err->msg_code = JERR_BAD_PROGRESSION;
        Messages::fail(info);
    }
}

/// Functions that can be jumped out of hold nothing that has a destructor.
class JpegReader {
public:
    explicit JpegReader(std::span<const std::uint8_t> bytes)
        : m_bytes(bytes)
    {
        m_info.err = jpeg_std_error(&m_messages.manager);
        m_messages.manager.error_exit = Messages::fail;
        m_messages.manager.emit_message = Messages::note;
        m_messages.manager.output_message = Messages::print;
        m_progress.progress_monitor = watchScans;
    }
    ~JpegReader() { jpeg_destroy_decompress(&m_info); }
    JpegReader(const JpegReader&) = delete;
    JpegReader& operator=(const JpegReader&) = delete;

    bool readHead()
    {
        if (setjmp(m_messages.back))
            return false;
        jpeg_create_decompress(&m_info);
        m_info.progress = &m_progress;
        jpeg_mem_src(&m_info, m_bytes.data(), static_cast<unsigned long>(m_bytes.size()));
        jpeg_save_markers(&m_info, markerExif, longestSegment);
        jpeg_save_markers(&m_info, JPEG_COM, longestSegment);
        return jpeg_read_header(&m_info, TRUE) == JPEG_HEADER_OK;
    }

    /// Rows of RGB, or of CMYK where the file has four components.
    bool readPixels(std::uint8_t* pixels, std::size_t rowBytes)
    {
        if (setjmp(m_messages.back))
            return false;
        m_info.out_color_space = m_info.num_components == 4 ? JCS_CMYK : JCS_RGB;
        jpeg_start_decompress(&m_info);
        while (m_info.output_scanline < m_info.output_height) {
            JSAMPROW rows[8];
            const JDIMENSION left = std::min<JDIMENSION>(8, m_info.output_height - m_info.output_scanline);
            for (JDIMENSION i = 0; i < left; ++i)
                rows[i] = pixels + (m_info.output_scanline + i) * rowBytes;
            jpeg_read_scanlines(&m_info, rows, left);
        }
        // Reads on to the end marker, so that a file without one is noticed.
        jpeg_finish_decompress(&m_info);
        return m_messages.code == 0;
    }

    [[nodiscard]] const jpeg_decompress_struct& info() const { return m_info; }

    [[nodiscard]] base::Error error(const Source& source) const
    {
        switch (m_messages.code) {
        case JWRN_JPEG_EOF:
        case JERR_INPUT_EOF:
        case JERR_INPUT_EMPTY:
            return cutShort(source, m_messages.text);
        case JERR_BAD_PRECISION:
            return unsupported(source, "JPEG", "not 8 bits per sample");
        case JERR_SOF_UNSUPPORTED:
            return unsupported(source, "JPEG", "lossless or hierarchical coding");
        case JERR_ARITH_NOTIMPL:
            return unsupported(source, "JPEG", "arithmetic coding");
        case JERR_OUT_OF_MEMORY:
            return {base::ErrorCode::BadInput,
                    {QT_TRANSLATE_NOOP("Engine", "There is not enough memory to read %1."), {source.name}},
                    m_messages.text};
        default:
            return damaged(source, m_messages.text);
        }
    }

private:
    std::span<const std::uint8_t> m_bytes;
    Messages m_messages{};
    jpeg_progress_mgr m_progress{};
    jpeg_decompress_struct m_info{};
};

ExifData metadata(const jpeg_decompress_struct& info)
{
    ExifData data;
    Texts comments;
    bool haveExif = false;
    for (const jpeg_marker_struct* marker = info.marker_list; marker; marker = marker->next) {
        const std::span<const std::uint8_t> bytes(marker->data, marker->data_length);
        if (marker->marker == markerExif && !haveExif && bytes.size() > 6
            && std::memcmp(bytes.data(), "Exif\0", 6) == 0) {
            data = parseExif(bytes);
            haveExif = true;
        } else if (marker->marker == JPEG_COM) {
            std::string text = asUtf8({bytes.begin(), bytes.end()});
            while (!text.empty() && text.back() == '\0')
                text.pop_back();
            if (!text.empty())
                comments.emplace_back("comment", std::move(text));
        }
    }
    data.texts.insert(data.texts.end(), comments.begin(), comments.end());
    return data;
}

bool matches(std::span<const std::uint8_t> bytes)
{
    return bytes.size() >= 3 && bytes[0] == 0xFF && bytes[1] == 0xD8 && bytes[2] == 0xFF;
}

base::Result<PictureInfo> checkedHead(const Source& source, JpegReader& reader)
{
    if (!reader.readHead())
        return reader.error(source);
    const jpeg_decompress_struct& jpeg = reader.info();
    const int components = jpeg.num_components;
    if (components != 1 && components != 3 && components != 4)
        return unsupported(source, "JPEG", std::to_string(components) + " color components");
    PictureInfo info;
    info.format = "JPEG";
    info.channels = components;
    info.orientation = metadata(jpeg).orientation;
    info.width = static_cast<int>(jpeg.image_width);
    info.height = static_cast<int>(jpeg.image_height);
    if (turnsSides(info.orientation))
        std::swap(info.width, info.height);
    return info;
}

base::Result<PictureInfo> head(const Source& source)
{
    JpegReader reader(source.bytes);
    return checkedHead(source, reader);
}

base::Result<Picture> decode(const Source& source, const PictureInfo&)
{
    JpegReader reader(source.bytes);
    const auto info = checkedHead(source, reader);
    if (!info.ok())
        return info.error();
    const int width = static_cast<int>(reader.info().image_width);
    const int height = static_cast<int>(reader.info().image_height);
    ExifData data = metadata(reader.info());
    Picture picture(width, height, 3, 8);
    if (reader.info().num_components == 4) {
        std::vector<std::uint8_t> ink(static_cast<std::size_t>(width) * height * 4);
        if (!reader.readPixels(ink.data(), static_cast<std::size_t>(width) * 4))
            return reader.error(source);
        const bool inverted = reader.info().saw_Adobe_marker != 0;
        base::parallelFor(height, std::max(1, 65536 / width), [&](std::int64_t begin, std::int64_t end) {
            for (std::int64_t y = begin; y < end; ++y)
                convertCmyk(ink.data() + y * width * 4, width, inverted, picture.bytes.data() + y * width * 3);
        });
    } else if (!reader.readPixels(picture.bytes.data(), picture.rowBytes())) {
        return reader.error(source);
    }
    picture.texts = std::move(data.texts);
    return upright(std::move(picture), data.orientation);
}

} // namespace

const Codec& jpegCodec()
{
    static const Codec codec{"JPEG", matches, head, decode};
    return codec;
}

namespace {

/// Writes into memory of its own, which grows as libjpeg asks.
class JpegWriter {
public:
    JpegWriter()
    {
        m_info.err = jpeg_std_error(&m_messages.manager);
        m_messages.manager.error_exit = Messages::fail;
        m_messages.manager.emit_message = Messages::note;
        m_messages.manager.output_message = Messages::print;
    }
    ~JpegWriter()
    {
        jpeg_destroy_compress(&m_info);
        std::free(m_bytes);
    }
    JpegWriter(const JpegWriter&) = delete;
    JpegWriter& operator=(const JpegWriter&) = delete;

    /// `exif` is a whole APP1 segment or empty.
    bool write(const Picture& picture, int quality, std::span<const std::uint8_t> exif)
    {
        if (setjmp(m_messages.back))
            return false;
        jpeg_create_compress(&m_info);
        jpeg_mem_dest(&m_info, &m_bytes, &m_size);
        m_info.image_width = static_cast<JDIMENSION>(picture.width);
        m_info.image_height = static_cast<JDIMENSION>(picture.height);
        m_info.input_components = 3;
        m_info.in_color_space = JCS_RGB;
        jpeg_set_defaults(&m_info);
        jpeg_set_quality(&m_info, quality, TRUE);
        m_info.optimize_coding = TRUE;
        if (quality >= 90) {
            // Full color resolution, where the user asked for little loss.
            m_info.comp_info[0].h_samp_factor = 1;
            m_info.comp_info[0].v_samp_factor = 1;
        }
        jpeg_start_compress(&m_info, TRUE);
        if (!exif.empty())
            jpeg_write_marker(&m_info, markerExif, exif.data(), static_cast<unsigned>(exif.size()));
        while (m_info.next_scanline < m_info.image_height) {
            auto* row = const_cast<JSAMPROW>(picture.bytes.data() + m_info.next_scanline * picture.rowBytes());
            jpeg_write_scanlines(&m_info, &row, 1);
        }
        jpeg_finish_compress(&m_info);
        return true;
    }

    [[nodiscard]] std::vector<std::uint8_t> bytes() const { return {m_bytes, m_bytes + m_size}; }
    [[nodiscard]] std::string message() const { return m_messages.text; }

private:
    Messages m_messages{};
    jpeg_compress_struct m_info{};
    unsigned char* m_bytes = nullptr;
    unsigned long m_size = 0;
};

} // namespace

Encoded encodeJpeg(const Picture& picture, const WriteOptions& options)
{
    if (std::max(picture.width, picture.height) > JPEG_MAX_DIMENSION)
        return sideTooLong("JPEG", JPEG_MAX_DIMENSION);
    std::vector<std::uint8_t> exif;
    if (!options.texts.empty()) {
        // The length of a segment counts its own two bytes.
        constexpr std::size_t room = longestSegment - 2;
        exif = {'E', 'x', 'i', 'f', 0, 0};
        const auto block = buildExif(options.texts);
        exif.insert(exif.end(), block.begin(), block.end());
        if (exif.size() > room)
            return base::Error{base::ErrorCode::WriteFailed,
                               {QT_TRANSLATE_NOOP("Engine",
                                                  "The texts for this picture take %1 bytes, and a JPEG file holds "
                                                  "%2; save as PNG to keep them."),
                                {std::to_string(exif.size()), std::to_string(room)}},
                               {}};
    }
    Picture reduced;
    const bool plain = picture.channels == 3 && picture.bits == 8;
    if (!plain)
        reduced = toEightBits(picture, 3);
    JpegWriter writer;
    if (!writer.write(plain ? picture : reduced, options.quality, exif))
        return base::Error{base::ErrorCode::WriteFailed,
                           {QT_TRANSLATE_NOOP("Engine", "The picture could not be encoded as %1."), {"JPEG"}},
                           writer.message()};
    return writer.bytes();
}

} // namespace maquette::imaging
