// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "imaging/Codec.h"

#include "base/Threads.h"

#include <algorithm>
#include <cstring>

namespace maquette::imaging {

using base::Error;
using base::ErrorCode;

Error cutShort(const Source& source, std::string detail)
{
    return {ErrorCode::BadInput,
            {QT_TRANSLATE_NOOP("Engine", "%1 is cut short: the picture in it is not complete."), {source.name}},
            std::move(detail)};
}

Error damaged(const Source& source, std::string detail)
{
    return {ErrorCode::BadInput,
            {QT_TRANSLATE_NOOP("Engine", "%1 is damaged and cannot be read."), {source.name}},
            std::move(detail)};
}

Error unsupported(const Source& source, const char* format, std::string what)
{
    return {ErrorCode::BadInput,
            {QT_TRANSLATE_NOOP("Engine", "%1 is a %2 file of a kind that cannot be read here: %3."),
             {source.name, format, std::move(what)}},
            {}};
}

Error sideTooLong(const char* format, int limit)
{
    return {ErrorCode::WriteFailed,
            {QT_TRANSLATE_NOOP("Engine", "A %1 file holds at most %2 x %2 pixels; save as PNG instead."),
             {format, std::to_string(limit)}},
            {}};
}

void convertCmyk(const std::uint8_t* cmyk, int pixels, bool inverted, std::uint8_t* rgb)
{
    const int flip = inverted ? 0 : 255;
    for (int i = 0; i < pixels; ++i, cmyk += 4, rgb += 3) {
        const int light = cmyk[3] ^ flip;
        for (int channel = 0; channel < 3; ++channel)
            rgb[channel] = multiplyFractions(cmyk[channel] ^ flip, light);
    }
}

namespace {

std::uint8_t eightBits(const std::uint8_t* sample, int bits)
{
    if (bits == 8)
        return *sample;
    std::uint16_t value = 0;
    std::memcpy(&value, sample, sizeof value);
    return static_cast<std::uint8_t>((value * 255U + 32767U) / 65535U);
}

void toEightBits(const Picture& picture, int y, Picture& result)
{
    const int sampleBytes = picture.bits / 8;
    const std::uint8_t* in = picture.bytes.data() + y * picture.rowBytes();
    std::uint8_t* out = result.bytes.data() + y * result.rowBytes();
    const bool overWhite = picture.hasAlpha() && !result.hasAlpha();
    for (int x = 0; x < picture.width; ++x, in += picture.channels * sampleBytes, out += result.channels) {
        for (int channel = 0; channel < std::min(picture.channels, result.channels); ++channel)
            out[channel] = eightBits(in + channel * sampleBytes, picture.bits);
        if (overWhite) {
            const int alpha = eightBits(in + 3 * sampleBytes, picture.bits);
            for (int channel = 0; channel < 3; ++channel)
                out[channel] = static_cast<std::uint8_t>(255 - multiplyFractions(255 - out[channel], alpha));
        } else if (result.channels > picture.channels) {
            out[3] = 255;
        }
    }
}

} // namespace

Picture toEightBits(const Picture& picture, int channels)
{
    Picture result(picture.width, picture.height, channels, 8);
    base::parallelFor(picture.height, std::max(1, 65536 / picture.width), [&](std::int64_t begin, std::int64_t end) {
        for (int y = static_cast<int>(begin); y < end; ++y)
            toEightBits(picture, y, result);
    });
    return result;
}

} // namespace maquette::imaging
