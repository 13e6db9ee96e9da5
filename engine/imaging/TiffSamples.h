// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// From the samples of a TIFF file to colors; used inside this folder only.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace maquette::imaging {

/// What the samples of one pixel mean.
struct SampleLayout {
    enum class Color { WhiteIsZero, BlackIsZero, Rgb, Palette, Cmyk };

    Color color = Color::Rgb;
    int bits = 8; ///< 1, 2, 4, 8 or 16 per sample
    int samples = 3; ///< per pixel, alpha and others included
    int alphaSample = -1; ///< its index, -1 without alpha
    bool premultiplied = false;
    std::vector<std::uint8_t> palette; ///< RGB triples

    /// Samples that make the color, before alpha and others.
    [[nodiscard]] int colorSamples() const;
    /// 1 gray, 2 gray and alpha, 3, 4 RGBA or CMYK; a palette counts as its colors.
    [[nodiscard]] int storedChannels() const;
    /// Finds alpha among the kinds of the extra samples. A sample of unknown meaning is not alpha.
    void takeAlpha(std::span<const std::uint16_t> kinds, std::uint16_t associated, std::uint16_t unassociated);
    /// `count` pixels of single samples (8 bits, or 16 in the machine's order; smaller ones unscaled in 8 bits) to RGB
    /// or RGBA of 8 or 16 bits. False when an index is outside the palette.
    [[nodiscard]] bool convert(const std::uint8_t* in, int count, int channels, std::uint8_t* out) const;
};

/// Spreads a packed row of `width * perPixel` samples of `bits` bits, most significant first, into single samples of 8
/// or 16 bits, of which there are `stride` per pixel, from sample `first` on.
void spreadSamples(const std::uint8_t* packed, int bits, int width, int perPixel, int first, int stride,
                   std::uint8_t* out);

} // namespace maquette::imaging
