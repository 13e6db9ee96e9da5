// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace maquette::imaging {

/// An RGB picture to compute with: three planes of floats, sRGB-coded, usually in [0, 1].
/// Sample (x, y) of channel c stands at data[(c * height + y) * width + x]; c = 0 red, 1 green, 2 blue.
struct Image {
    Image() = default;
    Image(int newWidth, int newHeight, float value = 0)
        : width(newWidth)
        , height(newHeight)
        , data(static_cast<std::size_t>(3) * newWidth * newHeight, value)
    {
    }

    int width = 0;
    int height = 0;
    std::vector<float> data;

    [[nodiscard]] bool empty() const { return data.empty(); }
    /// Samples in one plane.
    [[nodiscard]] std::size_t area() const { return static_cast<std::size_t>(width) * height; }
    [[nodiscard]] float* plane(int channel) { return data.data() + channel * area(); }
    [[nodiscard]] const float* plane(int channel) const { return data.data() + channel * area(); }
    [[nodiscard]] float* row(int channel, int y) { return plane(channel) + static_cast<std::size_t>(y) * width; }
    [[nodiscard]] const float* row(int channel, int y) const
    {
        return plane(channel) + static_cast<std::size_t>(y) * width;
    }
    [[nodiscard]] float& at(int channel, int x, int y) { return row(channel, y)[x]; }
    [[nodiscard]] float at(int channel, int x, int y) const { return row(channel, y)[x]; }
    [[nodiscard]] bool sameSize(const Image& other) const { return width == other.width && height == other.height; }
};

/// A picture as files and screens hold it: interleaved rows of RGB or RGBA samples (alpha not premultiplied), 8 or 16
/// bits each (16 in the machine's byte order), sRGB-coded, upright (the file's orientation is already applied).
struct Picture {
    Picture() = default;
    Picture(int newWidth, int newHeight, int newChannels = 3, int newBits = 8)
        : width(newWidth)
        , height(newHeight)
        , channels(newChannels)
        , bits(newBits)
        , bytes(static_cast<std::size_t>(newWidth) * newHeight * newChannels * (newBits / 8))
    {
        assert(newChannels == 3 || newChannels == 4);
        assert(newBits == 8 || newBits == 16);
    }

    int width = 0;
    int height = 0;
    int channels = 3; ///< 3 RGB, 4 RGBA
    int bits = 8; ///< 8 or 16
    std::vector<std::uint8_t> bytes;
    /// Texts that the file carried (PNG keywords, "comment" of a JPEG, "maquette" for our own JSON).
    std::vector<std::pair<std::string, std::string>> texts;

    [[nodiscard]] bool empty() const { return bytes.empty(); }
    [[nodiscard]] bool hasAlpha() const { return channels == 4; }
    [[nodiscard]] std::size_t rowBytes() const { return static_cast<std::size_t>(width) * channels * (bits / 8); }
};

/// The colors of a picture as floats; alpha is left out.
[[nodiscard]] Image toImage(const Picture& picture);
/// Clamps to [0, 1] and rounds to nearest. NaN becomes 0. `like` gives the bit depth and, when it has the same size,
/// the alpha plane of the result.
[[nodiscard]] Picture toPicture(const Image& image, const Picture& like = {});

} // namespace maquette::imaging
