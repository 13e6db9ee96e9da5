// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "imaging/TiffSamples.h"

#include <algorithm>
#include <cstring>

namespace maquette::imaging {

int SampleLayout::colorSamples() const
{
    switch (color) {
    case Color::Rgb:
        return 3;
    case Color::Cmyk:
        return 4;
    default:
        return 1;
    }
}

int SampleLayout::storedChannels() const
{
    const int colors = color == Color::Palette ? 3 : colorSamples();
    return std::min(4, colors + (alphaSample >= 0 ? 1 : 0));
}

void SampleLayout::takeAlpha(std::span<const std::uint16_t> kinds, std::uint16_t associated, std::uint16_t unassociated)
{
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        const int index = colorSamples() + static_cast<int>(i);
        if ((kinds[i] != associated && kinds[i] != unassociated) || index >= samples)
            continue;
        alphaSample = index;
        premultiplied = kinds[i] == associated;
        return;
    }
}

namespace {

template <class Sample> struct Full;
template <> struct Full<std::uint8_t> {
    static constexpr std::uint32_t value = 255;
};
template <> struct Full<std::uint16_t> {
    static constexpr std::uint32_t value = 65535;
};

/// a * b / full, rounded.
template <class Sample> Sample fraction(std::uint32_t a, std::uint32_t b)
{
    constexpr std::uint64_t full = Full<Sample>::value;
    return static_cast<Sample>((static_cast<std::uint64_t>(a) * b + full / 2) / full);
}

template <class Sample>
bool convertPixels(const SampleLayout& layout, const Sample* in, int count, int channels, Sample* out)
{
    using Color = SampleLayout::Color;
    constexpr std::uint32_t full = Full<Sample>::value;
    const std::uint32_t scale = layout.bits < 8 ? 255U / ((1U << layout.bits) - 1) : 1;
    for (int i = 0; i < count; ++i, in += layout.samples, out += channels) {
        switch (layout.color) {
        case Color::BlackIsZero:
        case Color::WhiteIsZero: {
            const std::uint32_t gray = in[0] * scale;
            std::fill_n(out, 3, static_cast<Sample>(layout.color == Color::BlackIsZero ? gray : full - gray));
            break;
        }
        case Color::Rgb:
            for (int channel = 0; channel < 3; ++channel)
                out[channel] = static_cast<Sample>(in[channel] * scale);
            break;
        case Color::Palette:
            if ((in[0] + std::size_t(1)) * 3 > layout.palette.size())
                return false;
            std::copy_n(layout.palette.data() + in[0] * std::size_t(3), 3, out);
            break;
        case Color::Cmyk:
            for (int channel = 0; channel < 3; ++channel)
                out[channel] = fraction<Sample>(full - in[channel] * scale, full - in[3] * scale);
            break;
        }
        if (channels != 4)
            continue;
        const std::uint32_t alpha = in[layout.alphaSample] * scale;
        out[3] = static_cast<Sample>(alpha);
        for (int channel = 0; layout.premultiplied && channel < 3; ++channel) {
            const std::uint32_t color = std::min<std::uint32_t>(out[channel], alpha);
            out[channel] = alpha == 0
                ? Sample(0)
                : static_cast<Sample>((static_cast<std::uint64_t>(color) * full + alpha / 2) / alpha);
        }
    }
    return true;
}

} // namespace

bool SampleLayout::convert(const std::uint8_t* in, int count, int channels, std::uint8_t* out) const
{
    if (bits != 16)
        return convertPixels(*this, in, count, channels, out);
    return convertPixels(*this, reinterpret_cast<const std::uint16_t*>(in), count, channels,
                         reinterpret_cast<std::uint16_t*>(out));
}

void spreadSamples(const std::uint8_t* packed, int bits, int width, int perPixel, int first, int stride,
                   std::uint8_t* out)
{
    const std::size_t sampleBytes = bits == 16 ? 2 : 1;
    if (bits >= 8 && perPixel == stride) {
        std::memcpy(out, packed, static_cast<std::size_t>(width) * static_cast<std::size_t>(perPixel) * sampleBytes);
        return;
    }
    const std::size_t perByte = bits < 8 ? static_cast<std::size_t>(8 / bits) : 1;
    const int mask = bits < 8 ? (1 << bits) - 1 : 255;
    std::size_t i = 0;
    for (int x = 0; x < width; ++x) {
        for (int sample = 0; sample < perPixel; ++sample, ++i) {
            std::uint8_t* to = out
                + (static_cast<std::size_t>(x) * static_cast<std::size_t>(stride)
                   + static_cast<std::size_t>(first + sample))
                    * sampleBytes;
            if (bits >= 8)
                std::memcpy(to, packed + i * sampleBytes, sampleBytes);
            else
                *to = static_cast<std::uint8_t>(packed[i / perByte] >> (8 - bits * static_cast<int>(i % perByte + 1))
                                                & mask);
        }
    }
}

} // namespace maquette::imaging
