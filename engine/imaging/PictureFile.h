// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "imaging/Image.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace maquette::imaging {

/// What the head of a picture file says; no pixel is decoded for it.
struct PictureInfo {
    std::string format; ///< "JPEG", "PNG", "WebP", "TIFF", "BMP"
    int width = 0; ///< of the upright picture
    int height = 0;
    int bits = 8;
    int channels = 3; ///< as stored: 1 gray, 2 gray and alpha, 3, 4 RGBA or CMYK
    int orientation = 1; ///< Exif, 1 … 8
    bool animated = false; ///< only the first frame is read
};

struct ReadLimits {
    std::int64_t maxPixels = std::int64_t(1) << 28; ///< checked against the head before anything is decoded
};

/// Reads JPEG (gray, YCbCr, RGB, CMYK, YCCK), PNG (all kinds), WebP, TIFF (1 to 16 bits; gray, palette, RGB, CMYK and
/// YCbCr; the first page) and BMP, told apart by their content. Gray becomes RGB; the Exif orientation is applied; of
/// an animation the first frame is read. Samples are taken as sRGB: color profiles and gamma in the file are ignored,
/// and CMYK is converted as (1 - ink)(1 - black). A file that ends early or fails a checksum is an error, not half a
/// picture. Any thread may call these.
///
/// Errors (all BadInput) name the file and what is wrong with it: missing, a folder, no permission, empty, not a
/// picture, truncated, damaged, too many pixels.
[[nodiscard]] base::Result<PictureInfo> readPictureInfo(const std::filesystem::path& file);
[[nodiscard]] base::Result<Picture> readPicture(const std::filesystem::path& file, const ReadLimits& limits = {});
/// The same from memory; `name` stands in messages.
[[nodiscard]] base::Result<PictureInfo> pictureInfo(std::span<const std::uint8_t> bytes, const std::string& name);
[[nodiscard]] base::Result<Picture> decodePicture(std::span<const std::uint8_t> bytes, const std::string& name,
                                                  const ReadLimits& limits = {});

struct WriteOptions {
    int quality = 92; ///< JPEG and lossy WebP, 1 … 100; WebP at 100 is lossless
    /// Key and UTF-8 text: PNG text chunks; JPEG and WebP carry them as one JSON object in Exif UserComment.
    std::vector<std::pair<std::string, std::string>> texts;
};

/// Encodes by `extension` (".png", ".jpg", ".jpeg", ".webp", upper case too). JPEG drops alpha over white and has 8
/// bits; WebP has 8 bits; PNG keeps 16. Color is stored in full resolution in JPEG from quality 90 on.
/// Quality outside 1 … 100, another extension or an empty picture is a Usage error; WriteFailed when a side is too long
/// for the format, or the texts do not fit: one Exif segment of a JPEG holds 65533 bytes, PNG keys are 1 to 79
/// printable ASCII characters, a PNG text has at most 16 MiB and no zero byte.
[[nodiscard]] base::Result<std::vector<std::uint8_t>>
encodePicture(const Picture& picture, const std::string& extension, const WriteOptions& options = {});
/// A Usage error where the file's extension names no format that writePicture() writes.
[[nodiscard]] base::Result<void> checkWritable(const std::filesystem::path& file);
/// The same into a file, atomically: the old file stays whole until the new one is complete on disk.
[[nodiscard]] base::Result<void> writePicture(const std::filesystem::path& file, const Picture& picture,
                                              const WriteOptions& options = {});

} // namespace maquette::imaging
