// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// libtiff over memory; used inside this folder only.
#pragma once

#include "imaging/Codec.h"

#include <cstdarg>
#include <cstdint>
#include <span>
#include <string>

#include <tiffio.h>

namespace maquette::imaging {

/// A file in memory as libtiff reads it, and what libtiff had to say. Nothing is printed. The bytes must outlive it.
class TiffFile {
public:
    explicit TiffFile(std::span<const std::uint8_t> bytes);
    ~TiffFile();
    TiffFile(const TiffFile&) = delete;
    TiffFile& operator=(const TiffFile&) = delete;

    /// Null when the file could not be opened; error() says why.
    [[nodiscard]] TIFF* tiff() const { return m_tiff; }
    /// From here on a warning speaks of pixels and counts as an error.
    void startPixels();
    [[nodiscard]] bool troubled() const { return m_ended || !m_message.empty(); }
    [[nodiscard]] base::Error error(const Source& source) const;

private:
    void keep(const char* format, std::va_list arguments);
    static int onError(TIFF*, void* self, const char*, const char* format, std::va_list arguments);
    static int onWarning(TIFF*, void* self, const char*, const char* format, std::va_list arguments);
    static tmsize_t read(thandle_t handle, void* out, tmsize_t count);
    static toff_t seek(thandle_t handle, toff_t offset, int whence);
    static toff_t size(thandle_t handle);

    std::span<const std::uint8_t> m_bytes;
    std::uint64_t m_position = 0;
    bool m_ended = false; ///< something beyond the end was asked for
    bool m_strict = false; ///< warnings count
    std::string m_message;
    TIFF* m_tiff = nullptr;
};

} // namespace maquette::imaging
