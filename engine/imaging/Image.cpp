// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "imaging/Image.h"

#include "base/Threads.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>

namespace maquette::imaging {

namespace {

/// Rows in one slice of a parallel loop: about 64 K pixels, so that small pictures stay in one thread.
std::int64_t rowGrain(int width) { return std::max<std::int64_t>(1, 65536 / std::max(1, width)); }

/// The value of each 8-bit sample; a table because the division is needed exactly.
const std::array<float, 256>& byteValues()
{
    static const std::array<float, 256> table = [] {
        std::array<float, 256> values{};
        for (int i = 0; i < 256; ++i)
            values[static_cast<std::size_t>(i)] = static_cast<float>(i) / 255.0F;
        return values;
    }();
    return table;
}

void unpackRow(const Picture& picture, int y, Image& image)
{
    float* red = image.row(0, y);
    float* green = image.row(1, y);
    float* blue = image.row(2, y);
    const std::uint8_t* in = picture.bytes.data() + y * picture.rowBytes();
    const int step = picture.channels;
    if (picture.bits == 8) {
        const auto& values = byteValues();
        for (int x = 0; x < picture.width; ++x, in += step) {
            red[x] = values[in[0]];
            green[x] = values[in[1]];
            blue[x] = values[in[2]];
        }
        return;
    }
    for (int x = 0; x < picture.width; ++x, in += 2 * step) {
        std::uint16_t samples[3];
        std::memcpy(samples, in, sizeof samples);
        red[x] = static_cast<float>(samples[0]) / 65535.0F;
        green[x] = static_cast<float>(samples[1]) / 65535.0F;
        blue[x] = static_cast<float>(samples[2]) / 65535.0F;
    }
}

/// `value` in [0, 1] as an integer up to `peak`; written so that NaN fails the comparison and becomes 0.
template <class Sample> Sample quantize(float value)
{
    constexpr float peak = static_cast<float>(std::numeric_limits<Sample>::max());
    const float clamped = value > 0 ? std::min(value, 1.0F) : 0.0F;
    return static_cast<Sample>(clamped * peak + 0.5F);
}

template <class Sample> void packRow(const Image& image, const Picture* alpha, int y, Picture& picture)
{
    const float* red = image.row(0, y);
    const float* green = image.row(1, y);
    const float* blue = image.row(2, y);
    const int step = picture.channels;
    auto* out = reinterpret_cast<Sample*>(picture.bytes.data() + y * picture.rowBytes());
    for (int x = 0; x < picture.width; ++x, out += step) {
        out[0] = quantize<Sample>(red[x]);
        out[1] = quantize<Sample>(green[x]);
        out[2] = quantize<Sample>(blue[x]);
    }
    if (!alpha)
        return;
    out = reinterpret_cast<Sample*>(picture.bytes.data() + y * picture.rowBytes());
    const auto* in = reinterpret_cast<const Sample*>(alpha->bytes.data() + y * alpha->rowBytes());
    for (int x = 0; x < picture.width; ++x)
        out[4 * x + 3] = in[4 * x + 3];
}

} // namespace

Image toImage(const Picture& picture)
{
    Image image(picture.width, picture.height);
    base::parallelFor(picture.height, rowGrain(picture.width), [&](std::int64_t begin, std::int64_t end) {
        for (int y = static_cast<int>(begin); y < end; ++y)
            unpackRow(picture, y, image);
    });
    return image;
}

Picture toPicture(const Image& image, const Picture& like)
{
    const bool alpha = like.hasAlpha() && like.width == image.width && like.height == image.height;
    Picture picture(image.width, image.height, alpha ? 4 : 3, like.bits);
    base::parallelFor(image.height, rowGrain(image.width), [&](std::int64_t begin, std::int64_t end) {
        for (int y = static_cast<int>(begin); y < end; ++y) {
            if (picture.bits == 8)
                packRow<std::uint8_t>(image, alpha ? &like : nullptr, y, picture);
            else
                packRow<std::uint16_t>(image, alpha ? &like : nullptr, y, picture);
        }
    });
    return picture;
}

} // namespace maquette::imaging
