// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "imaging/Orientation.h"

#include "base/Threads.h"

#include <algorithm>
#include <cstring>

namespace maquette::imaging {

namespace {

/// Copies one row of the result; the source position moves by `step` bytes from pixel to pixel.
template <int PixelBytes> void copyRow(const std::uint8_t* source, std::ptrdiff_t step, int count, std::uint8_t* target)
{
    for (int x = 0; x < count; ++x, source += step, target += PixelBytes)
        std::memcpy(target, source, PixelBytes);
}

using RowCopier = void (*)(const std::uint8_t*, std::ptrdiff_t, int, std::uint8_t*);

RowCopier copierFor(int pixelBytes)
{
    switch (pixelBytes) {
    case 3:
        return copyRow<3>;
    case 4:
        return copyRow<4>;
    case 6:
        return copyRow<6>;
    default:
        assert(pixelBytes == 8);
        return copyRow<8>;
    }
}

} // namespace

Picture upright(Picture picture, int orientation)
{
    if (orientation < 2 || orientation > 8 || picture.empty())
        return picture;
    const bool turned = turnsSides(orientation);
    const bool fromRight = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    const bool fromBottom = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    Picture result(turned ? picture.height : picture.width, turned ? picture.width : picture.height, picture.channels,
                   picture.bits);
    result.texts = std::move(picture.texts);

    const auto pixel = static_cast<std::ptrdiff_t>(picture.channels * (picture.bits / 8));
    const auto row = static_cast<std::ptrdiff_t>(picture.rowBytes());
    const std::ptrdiff_t acrossStep = fromRight ? -pixel : pixel;
    const std::ptrdiff_t downStep = fromBottom ? -row : row;
    // The source of the result's corner, and how it moves along the result's rows and columns.
    const std::uint8_t* corner
        = picture.bytes.data() + (fromRight ? row - pixel : 0) + (fromBottom ? row * (picture.height - 1) : 0);
    const std::ptrdiff_t alongRow = turned ? downStep : acrossStep;
    const std::ptrdiff_t alongColumn = turned ? acrossStep : downStep;
    const RowCopier copy = copierFor(static_cast<int>(pixel));
    base::parallelFor(result.height, std::max(8, 65536 / result.width), [&](std::int64_t begin, std::int64_t end) {
        // Strips of columns keep the lines of the source in the cache while it is read across.
        constexpr int strip = 64;
        for (int left = 0; left < result.width; left += strip) {
            const int count = std::min(strip, result.width - left);
            for (std::int64_t y = begin; y < end; ++y)
                copy(corner + y * alongColumn + left * alongRow, alongRow, count,
                     result.bytes.data() + y * static_cast<std::ptrdiff_t>(result.rowBytes()) + left * pixel);
        }
    });
    return result;
}

} // namespace maquette::imaging
