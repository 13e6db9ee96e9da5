// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Orientation and texts in Exif; used inside this folder only.
#pragma once

#include "base/Result.h"
#include "imaging/Codec.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace maquette::imaging {

struct ExifData {
    int orientation = 1; ///< 1 … 8
    Texts texts; ///< from UserComment
};

/// Reads an Exif block that starts with a TIFF head, or with "Exif" and two zero bytes before it. What is damaged in it
/// is left out: it never keeps a picture from being read. Of UserComment, a JSON object of texts (or lists of texts)
/// gives its members; anything else stands under the key "UserComment".
[[nodiscard]] ExifData parseExif(std::span<const std::uint8_t> block);

/// A block (from the TIFF head on) whose UserComment holds the texts as one JSON object, written in ASCII with escapes.
/// A key that stands more than once becomes a list.
[[nodiscard]] std::vector<std::uint8_t> buildExif(const Texts& texts);

/// The text if it is valid UTF-8, else its bytes read as Latin-1.
[[nodiscard]] std::string asUtf8(std::string text);

} // namespace maquette::imaging
