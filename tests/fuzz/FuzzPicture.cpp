// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a picture file: an error or a picture of consistent size, never a crash. Seeds are the files of
// tests/data/imaging/pictures.
#include "imaging/PictureFile.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace maquette::imaging;
    const ReadLimits limits{1 << 20};
    const auto info = pictureInfo({data, size}, "fuzz");
    const auto picture = decodePicture({data, size}, "fuzz", limits);
    if (!picture.ok())
        return 0;
    const Picture& p = picture.value();
    const bool consistent = info.ok() && p.width == info.value().width && p.height == info.value().height
        && p.bytes.size() == p.rowBytes() * static_cast<std::size_t>(p.height)
        && std::int64_t(p.width) * p.height <= limits.maxPixels;
    if (!consistent)
        std::abort();
    return 0;
}
