// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the codecs share; used inside this folder only.
#pragma once

#include "base/Result.h"
#include "imaging/PictureFile.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace maquette::imaging {

using Texts = std::vector<std::pair<std::string, std::string>>;

/// An encoded picture in memory and the name that stands for it in messages.
struct Source {
    std::span<const std::uint8_t> bytes;
    const std::string& name;
};

/// One file format for reading. `head` reads sizes only; `decode` gets what it returned, checked against the limits,
/// and gives the upright picture.
struct Codec {
    const char* format;
    bool (*matches)(std::span<const std::uint8_t> bytes);
    base::Result<PictureInfo> (*head)(const Source& source);
    base::Result<Picture> (*decode)(const Source& source, const PictureInfo& info);
};

[[nodiscard]] const Codec& jpegCodec();
[[nodiscard]] const Codec& pngCodec();
[[nodiscard]] const Codec& webpCodec();
[[nodiscard]] const Codec& tiffCodec();
[[nodiscard]] const Codec& bmpCodec();

/// Writers. The picture is not empty and the quality within 1 … 100.
using Encoded = base::Result<std::vector<std::uint8_t>>;
[[nodiscard]] Encoded encodeJpeg(const Picture& picture, const WriteOptions& options);
[[nodiscard]] Encoded encodePng(const Picture& picture, const WriteOptions& options);
[[nodiscard]] Encoded encodeWebp(const Picture& picture, const WriteOptions& options);

/// Texts longer than this, decompressed, are neither written nor read (a reader skips them).
inline constexpr std::size_t longestText = std::size_t(16) << 20;

/// The file ends before the picture is complete.
[[nodiscard]] base::Error cutShort(const Source& source, std::string detail = {});
/// The content contradicts the format.
[[nodiscard]] base::Error damaged(const Source& source, std::string detail);
/// The content is sound, but of a kind that is not read; `what` says which in a few words.
[[nodiscard]] base::Error unsupported(const Source& source, const char* format, std::string what);
/// WriteFailed: a side is longer than the format can hold.
[[nodiscard]] base::Error sideTooLong(const char* format, int limit);

/// Product of two 8-bit fractions, rounded: a * b / 255.
[[nodiscard]] constexpr std::uint8_t multiplyFractions(int a, int b)
{
    const int product = a * b + 128;
    return static_cast<std::uint8_t>((product + (product >> 8)) >> 8);
}
/// Rows of 8-bit CMYK, four bytes a pixel (255 = full ink), to RGB without a profile: (255 - ink) (255 - K) / 255.
/// `inverted` says that 255 means no ink, as Adobe writes JPEG.
void convertCmyk(const std::uint8_t* cmyk, int pixels, bool inverted, std::uint8_t* rgb);

/// 8 bits and `channels` channels: 16-bit samples are rounded, alpha that is to go is laid over white.
[[nodiscard]] Picture toEightBits(const Picture& picture, int channels);

} // namespace maquette::imaging
