// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "imaging/PictureFile.h"

#include "base/File.h"
#include "imaging/Codec.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <new>
#include <string_view>

namespace maquette::imaging {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

/// Formats that are known by their first bytes and not read, so that the message can name them.
struct Foreign {
    const char* name;
    std::size_t offset;
    std::string_view mark;
};
constexpr Foreign foreignFormats[] = {
    {"GIF", 0, "GIF8"},
    {"Radiance HDR", 0, "#?RADIANCE"},
    {"Radiance HDR", 0, "#?RGBE"},
    {"OpenEXR", 0, "\x76\x2F\x31\x01"},
    {"portable float map", 0, "PF\n"},
    {"portable float map", 0, "Pf\n"},
    {"portable pixmap", 0, "P6"},
    {"portable pixmap", 0, "P3"},
    {"portable graymap", 0, "P5"},
    {"portable graymap", 0, "P2"},
    {"AVIF", 4, "ftypavif"},
    {"HEIC", 4, "ftyphei"},
    {"HEIC", 4, "ftypmif1"},
    {"JPEG 2000", 0, std::string_view("\0\0\0\x0CjP  ", 8)},
    {"JPEG 2000", 0, "\xFF\x4F\xFF\x51"},
    {"JPEG XL", 0, "\xFF\x0A"},
    {"JPEG XL", 0, std::string_view("\0\0\0\x0CJXL ", 8)},
    {"Photoshop", 0, "8BPS"},
    {"GIMP", 0, "gimp xcf"},
    {"QOI", 0, "qoif"},
    {"DirectDraw surface", 0, "DDS "},
    {"Windows icon", 0, std::string_view("\0\0\1\0", 4)},
    {"SVG", 0, "<svg"},
    {"PDF", 0, "%PDF"},
};

Error unknownFormat(const Source& source)
{
    const std::string_view text(reinterpret_cast<const char*>(source.bytes.data()), source.bytes.size());
    for (const Foreign& format : foreignFormats) {
        if (text.size() >= format.offset && text.substr(format.offset).starts_with(format.mark))
            return {ErrorCode::BadInput,
                    {QT_TRANSLATE_NOOP("Engine",
                                       "%1 is a %2 file, which cannot be read here; convert it to PNG, TIFF, JPEG, "
                                       "WebP or BMP with 8 or 16 bits."),
                     {source.name, format.name}},
                    {}};
    }
    return {ErrorCode::BadInput,
            {QT_TRANSLATE_NOOP("Engine", "%1 is not a picture that can be read (JPEG, PNG, WebP, TIFF or BMP)."),
             {source.name}},
            {}};
}

Result<const Codec*> codecFor(const Source& source)
{
    if (source.bytes.empty())
        return Error{ErrorCode::BadInput, {QT_TRANSLATE_NOOP("Engine", "%1 is empty."), {source.name}}, {}};
    for (const Codec* codec : {&jpegCodec(), &pngCodec(), &webpCodec(), &tiffCodec(), &bmpCodec()}) {
        if (codec->matches(source.bytes))
            return codec;
    }
    return unknownFormat(source);
}

Result<void> checkSize(const Source& source, const PictureInfo& info, const ReadLimits& limits)
{
    // Sides fit into 31 bits, so the product into 62. The second bound keeps row and sample counts within int, whatever
    // the caller allows.
    const std::int64_t pixels = static_cast<std::int64_t>(info.width) * info.height;
    constexpr std::int64_t longestSide = 1 << 27;
    if (pixels <= limits.maxPixels && std::max(info.width, info.height) <= longestSide)
        return {};
    return Error{
        ErrorCode::BadInput,
        {QT_TRANSLATE_NOOP("Engine", "%1 has %2 x %3 pixels, more than can be worked with here (%4 pixels in all)."),
         {source.name, std::to_string(info.width), std::to_string(info.height), std::to_string(limits.maxPixels)}},
        {}};
}

Error noMemory(const std::string& name)
{
    return {ErrorCode::BadInput, {QT_TRANSLATE_NOOP("Engine", "There is not enough memory to read %1."), {name}}, {}};
}

std::string lowerCase(std::string text)
{
    for (char& c : text)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return text;
}

using Encode = Encoded (*)(const Picture&, const WriteOptions&);

/// Nothing where the extension names no format that is written.
Encode encoderFor(const std::string& extension)
{
    constexpr std::array<std::pair<const char*, Encode>, 4> encoders
        = {{{".png", encodePng}, {".jpg", encodeJpeg}, {".jpeg", encodeJpeg}, {".webp", encodeWebp}}};
    const std::string wanted = lowerCase(extension);
    const auto* found
        = std::find_if(encoders.begin(), encoders.end(), [&](const auto& encoder) { return encoder.first == wanted; });
    return found == encoders.end() ? nullptr : found->second;
}

Error notWritten(const std::string& name)
{
    return {ErrorCode::Usage,
            {QT_TRANSLATE_NOOP("Engine", "Pictures are written as .png, .jpg, .jpeg or .webp, not as \"%1\"."), {name}},
            {}};
}

} // namespace

Result<PictureInfo> pictureInfo(std::span<const std::uint8_t> bytes, const std::string& name)
{
    const Source source{bytes, name};
    const auto codec = codecFor(source);
    return codec.ok() ? codec.value()->head(source) : codec.error();
}

Result<Picture> decodePicture(std::span<const std::uint8_t> bytes, const std::string& name, const ReadLimits& limits)
{
    const Source source{bytes, name};
    const auto codec = codecFor(source);
    if (!codec.ok())
        return codec.error();
    const auto info = codec.value()->head(source);
    if (!info.ok())
        return info.error();
    if (const auto fits = checkSize(source, info.value(), limits); !fits.ok())
        return fits.error();
    try {
        return codec.value()->decode(source, info.value());
    } catch (const std::bad_alloc&) {
        return noMemory(name);
    }
}

Result<PictureInfo> readPictureInfo(const fs::path& file)
{
    const auto mapped = base::MappedFile::open(file);
    return mapped.ok() ? pictureInfo(mapped.value()->bytes(), file.string()) : mapped.error();
}

Result<Picture> readPicture(const fs::path& file, const ReadLimits& limits)
{
    // A copy, not a mapping: decoding takes time, and another program may cut the file meanwhile.
    try {
        const auto bytes = base::readFile(file);
        return bytes.ok() ? decodePicture(bytes.value(), file.string(), limits) : bytes.error();
    } catch (const std::bad_alloc&) {
        return noMemory(file.string());
    }
}

Encoded encodePicture(const Picture& picture, const std::string& extension, const WriteOptions& options)
{
    const Encode encode = encoderFor(extension);
    if (!encode)
        return notWritten(extension);
    if (options.quality < 1 || options.quality > 100)
        return Error{
            ErrorCode::Usage,
            {QT_TRANSLATE_NOOP("Engine", "The quality is %1; it must be 1 to 100."), {std::to_string(options.quality)}},
            {}};
    if (picture.empty())
        return Error{
            ErrorCode::Usage, {QT_TRANSLATE_NOOP("Engine", "A picture without pixels cannot be written.")}, {}};
    try {
        return encode(picture, options);
    } catch (const std::bad_alloc&) {
        return Error{ErrorCode::WriteFailed,
                     {QT_TRANSLATE_NOOP("Engine", "There is not enough memory to write the picture.")},
                     {}};
    }
}

Result<void> checkWritable(const fs::path& file)
{
    if (encoderFor(file.extension().string()))
        return {};
    return notWritten(file.has_extension() ? file.extension().string() : file.string());
}

Result<void> writePicture(const fs::path& file, const Picture& picture, const WriteOptions& options)
{
    const auto bytes = encodePicture(picture, file.extension().string(), options);
    if (!bytes.ok())
        return bytes.error();
    return base::writeFileAtomically(file, bytes.value());
}

} // namespace maquette::imaging
