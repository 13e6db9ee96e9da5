// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "imaging/TiffFile.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <memory>

namespace maquette::imaging {

namespace {

TiffFile& of(void* self) { return *static_cast<TiffFile*>(self); }
tmsize_t refuseWriting(thandle_t, void*, tmsize_t) { return 0; }
int keepOpen(thandle_t) { return 0; }

} // namespace

TiffFile::TiffFile(std::span<const std::uint8_t> bytes)
    : m_bytes(bytes)
{
    const std::unique_ptr<TIFFOpenOptions, decltype(&TIFFOpenOptionsFree)> options(TIFFOpenOptionsAlloc(),
                                                                                   TIFFOpenOptionsFree);
    if (!options)
        return;
    // No directory or table of a sound file comes near a gigabyte.
    TIFFOpenOptionsSetMaxSingleMemAlloc(options.get(), tmsize_t(1) << 30);
    TIFFOpenOptionsSetErrorHandlerExtR(options.get(), onError, this);
    TIFFOpenOptionsSetWarningHandlerExtR(options.get(), onWarning, this);
    // "m": no mapping, libtiff never gets a pointer into the caller's bytes.
    m_tiff = TIFFClientOpenExt("picture", "rm", this, read, refuseWriting, seek, keepOpen, size, nullptr, nullptr,
                               options.get());
}

TiffFile::~TiffFile()
{
    if (m_tiff)
        TIFFClose(m_tiff);
}

void TiffFile::startPixels()
{
    m_strict = true;
    m_ended = false;
    m_message.clear();
}

base::Error TiffFile::error(const Source& source) const
{
    return m_ended ? cutShort(source, m_message) : damaged(source, m_message);
}

__attribute__((format(printf, 2, 0))) void TiffFile::keep(const char* format, std::va_list arguments)
{
    char text[300];
    std::vsnprintf(text, sizeof text, format, arguments);
    if (m_message.empty())
        m_message = text;
}

__attribute__((format(printf, 4, 0))) int TiffFile::onError(TIFF*, void* self, const char*, const char* format,
                                                            std::va_list arguments)
{
    of(self).keep(format, arguments);
    return 1; // handled: nothing is printed
}

__attribute__((format(printf, 4, 0))) int TiffFile::onWarning(TIFF*, void* self, const char*, const char* format,
                                                              std::va_list arguments)
{
    if (of(self).m_strict)
        of(self).keep(format, arguments);
    return 1;
}

tmsize_t TiffFile::read(thandle_t handle, void* out, tmsize_t count)
{
    TiffFile& self = of(handle);
    const std::uint64_t left = self.m_bytes.size() - std::min<std::uint64_t>(self.m_position, self.m_bytes.size());
    const std::uint64_t portion = std::min<std::uint64_t>(static_cast<std::uint64_t>(count), left);
    if (portion < static_cast<std::uint64_t>(count))
        self.m_ended = true;
    if (portion > 0)
        std::memcpy(out, self.m_bytes.data() + self.m_position, portion);
    self.m_position += portion;
    return static_cast<tmsize_t>(portion);
}

toff_t TiffFile::seek(thandle_t handle, toff_t offset, int whence)
{
    TiffFile& self = of(handle);
    const std::uint64_t from = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? self.m_position : self.m_bytes.size();
    return self.m_position = from + offset;
}

toff_t TiffFile::size(thandle_t handle) { return of(handle).m_bytes.size(); }

} // namespace maquette::imaging
