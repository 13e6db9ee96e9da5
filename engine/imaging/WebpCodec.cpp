// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "imaging/Codec.h"

#include "imaging/Exif.h"
#include "imaging/Orientation.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <new>

#include <webp/decode.h>
#include <webp/demux.h>
#include <webp/encode.h>
#include <webp/mux.h>

namespace maquette::imaging {

namespace {

std::span<const std::uint8_t> spanOf(const WebPData& data) { return {data.bytes, data.size}; }

/// The container, taken apart. Chunks and frames point into the source.
class WebpFile {
public:
    explicit WebpFile(std::span<const std::uint8_t> bytes)
        : m_data{bytes.data(), bytes.size()}
        , m_demuxer(WebPDemuxPartial(&m_data, &m_state))
    {
    }
    ~WebpFile()
    {
        WebPDemuxReleaseIterator(&m_frame);
        WebPDemuxReleaseChunkIterator(&m_exif);
        WebPDemuxDelete(m_demuxer);
    }
    WebpFile(const WebpFile&) = delete;
    WebpFile& operator=(const WebpFile&) = delete;

    [[nodiscard]] bool complete() const { return m_demuxer && m_state == WEBP_DEMUX_DONE; }
    /// The size is known; more may be missing.
    [[nodiscard]] bool hasHead() const { return m_demuxer && m_state >= WEBP_DEMUX_PARSED_HEADER; }
    [[nodiscard]] bool endsEarly() const { return m_state == WEBP_DEMUX_PARSING_HEADER || hasHead(); }
    [[nodiscard]] std::uint32_t feature(WebPFormatFeature which) const { return WebPDemuxGetI(m_demuxer, which); }
    [[nodiscard]] bool animated() const { return (feature(WEBP_FF_FORMAT_FLAGS) & ANIMATION_FLAG) != 0; }

    /// The first frame, null where there is none. Its place lies within the canvas, which libwebp checks.
    [[nodiscard]] const WebPIterator* firstFrame()
    {
        return m_frame.fragment.bytes || WebPDemuxGetFrame(m_demuxer, 1, &m_frame) ? &m_frame : nullptr;
    }
    [[nodiscard]] ExifData exif()
    {
        if (m_exif.chunk.bytes || WebPDemuxGetChunk(m_demuxer, "EXIF", 1, &m_exif))
            return parseExif(spanOf(m_exif.chunk));
        return {};
    }

private:
    WebPData m_data;
    WebPDemuxState m_state = WEBP_DEMUX_PARSE_ERROR;
    WebPDemuxer* m_demuxer;
    WebPIterator m_frame{};
    WebPChunkIterator m_exif{};
};

bool matches(std::span<const std::uint8_t> bytes)
{
    return bytes.size() >= 12 && std::memcmp(bytes.data(), "RIFF", 4) == 0
        && std::memcmp(bytes.data() + 8, "WEBP", 4) == 0;
}

base::Result<PictureInfo> headOf(const Source& source, WebpFile& file)
{
    if (!file.hasHead())
        return file.endsEarly() ? cutShort(source) : damaged(source, "the RIFF structure is broken");
    PictureInfo info;
    info.format = "WebP";
    info.width = static_cast<int>(file.feature(WEBP_FF_CANVAS_WIDTH));
    info.height = static_cast<int>(file.feature(WEBP_FF_CANVAS_HEIGHT));
    if (info.width <= 0 || info.height <= 0)
        return damaged(source, "sides of zero");
    info.channels = (file.feature(WEBP_FF_FORMAT_FLAGS) & ALPHA_FLAG) != 0 ? 4 : 3;
    info.animated = file.animated();
    info.orientation = file.exif().orientation;
    if (turnsSides(info.orientation))
        std::swap(info.width, info.height);
    return info;
}

base::Result<PictureInfo> head(const Source& source)
{
    WebpFile file(source.bytes);
    return headOf(source, file);
}

base::Error statusError(const Source& source, VP8StatusCode status)
{
    switch (status) {
    case VP8_STATUS_NOT_ENOUGH_DATA:
    case VP8_STATUS_SUSPENDED:
        return cutShort(source);
    case VP8_STATUS_OUT_OF_MEMORY:
        return {base::ErrorCode::BadInput,
                {QT_TRANSLATE_NOOP("Engine", "There is not enough memory to read %1."), {source.name}},
                {}};
    case VP8_STATUS_UNSUPPORTED_FEATURE:
        return unsupported(source, "WebP", "a feature of a later version");
    default:
        return damaged(source, "libwebp status " + std::to_string(static_cast<int>(status)));
    }
}

base::Result<Picture> decode(const Source& source, const PictureInfo&)
{
    WebpFile file(source.bytes);
    const auto info = headOf(source, file);
    if (!info.ok())
        return info.error();
    if (!file.complete())
        return cutShort(source);
    const WebPIterator* frame = file.firstFrame();
    if (!frame)
        return damaged(source, "it has no frame");
    const int width = static_cast<int>(file.feature(WEBP_FF_CANVAS_WIDTH));
    const int height = static_cast<int>(file.feature(WEBP_FF_CANVAS_HEIGHT));
    const bool whole = frame->width == width && frame->height == height;

    WebPDecoderConfig config;
    if (!WebPInitDecoderConfig(&config))
        return damaged(source, "libwebp has another version than it was built for");
    if (const auto status = WebPGetFeatures(frame->fragment.bytes, frame->fragment.size, &config.input);
        status != VP8_STATUS_OK)
        return statusError(source, status);
    if (config.input.width != frame->width || config.input.height != frame->height)
        return damaged(source, "the frame has another size than its head says");
    // What the first frame of an animation leaves free is transparent.
    const bool alpha = config.input.has_alpha != 0 || !whole;
    Picture picture(width, height, alpha ? 4 : 3, 8);
    config.output.colorspace = alpha ? MODE_RGBA : MODE_RGB;
    config.output.is_external_memory = 1;
    const std::size_t offset = static_cast<std::size_t>(frame->y_offset) * picture.rowBytes()
        + static_cast<std::size_t>(frame->x_offset) * picture.channels;
    config.output.u.RGBA.rgba = picture.bytes.data() + offset;
    config.output.u.RGBA.stride = static_cast<int>(picture.rowBytes());
    config.output.u.RGBA.size = picture.bytes.size() - offset;
    const auto status = WebPDecode(frame->fragment.bytes, frame->fragment.size, &config);
    WebPFreeDecBuffer(&config.output);
    if (status != VP8_STATUS_OK)
        return statusError(source, status);
    ExifData exif = file.exif();
    picture.texts = std::move(exif.texts);
    return upright(std::move(picture), exif.orientation);
}

base::Error encodingFailed(std::string detail)
{
    return {base::ErrorCode::WriteFailed,
            {QT_TRANSLATE_NOOP("Engine", "The picture could not be encoded as %1."), {"WebP"}},
            std::move(detail)};
}

struct PictureDeleter {
    void operator()(WebPPicture* picture) const { WebPPictureFree(picture); }
};
struct MuxDeleter {
    void operator()(WebPMux* mux) const { WebPMuxDelete(mux); }
};

/// Wraps an encoded picture and an Exif block into one file.
Encoded withExif(const std::vector<std::uint8_t>& encoded, const std::vector<std::uint8_t>& exif)
{
    const std::unique_ptr<WebPMux, MuxDeleter> mux(WebPMuxNew());
    const WebPData image{encoded.data(), encoded.size()};
    const WebPData block{exif.data(), exif.size()};
    WebPData whole{};
    if (!mux || WebPMuxSetImage(mux.get(), &image, 0) != WEBP_MUX_OK
        || WebPMuxSetChunk(mux.get(), "EXIF", &block, 0) != WEBP_MUX_OK
        || WebPMuxAssemble(mux.get(), &whole) != WEBP_MUX_OK)
        return encodingFailed("the texts could not be put in");
    std::vector<std::uint8_t> bytes(whole.bytes, whole.bytes + whole.size);
    WebPDataClear(&whole);
    return bytes;
}

} // namespace

const Codec& webpCodec()
{
    static const Codec codec{"WebP", matches, head, decode};
    return codec;
}

Encoded encodeWebp(const Picture& picture, const WriteOptions& options)
{
    if (std::max(picture.width, picture.height) > WEBP_MAX_DIMENSION)
        return sideTooLong("WebP", WEBP_MAX_DIMENSION);
    const Picture reduced = picture.bits == 8 ? Picture{} : toEightBits(picture, picture.channels);
    const Picture& input = picture.bits == 8 ? picture : reduced;

    WebPConfig config;
    WebPPicture image;
    if (!WebPConfigInit(&config) || !WebPPictureInit(&image))
        return encodingFailed("libwebp has another version than it was built for");
    const std::unique_ptr<WebPPicture, PictureDeleter> freeImage(&image);
    config.quality = static_cast<float>(options.quality);
    if (options.quality == 100) {
        config.lossless = 1;
        config.exact = 1; // colors under transparent pixels stay
        config.quality = 75; // here it means effort
    }
    image.width = input.width;
    image.height = input.height;
    image.use_argb = config.lossless;
    const int stride = static_cast<int>(input.rowBytes());
    const int imported = input.hasAlpha() ? WebPPictureImportRGBA(&image, input.bytes.data(), stride)
                                          : WebPPictureImportRGB(&image, input.bytes.data(), stride);
    if (!imported)
        return encodingFailed("not enough memory");
    std::vector<std::uint8_t> bytes;
    image.custom_ptr = &bytes;
    image.writer = [](const std::uint8_t* data, std::size_t size, const WebPPicture* self) {
        auto& out = *static_cast<std::vector<std::uint8_t>*>(self->custom_ptr);
        try {
            out.insert(out.end(), data, data + size);
        } catch (const std::bad_alloc&) {
            return 0; // no exception may pass through libwebp
        }
        return 1;
    };
    if (!WebPEncode(&config, &image))
        return encodingFailed("libwebp error " + std::to_string(static_cast<int>(image.error_code)));
    return options.texts.empty() ? Encoded(std::move(bytes)) : withExif(bytes, buildExif(options.texts));
}

} // namespace maquette::imaging
