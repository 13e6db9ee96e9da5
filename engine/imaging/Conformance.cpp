// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "imaging/Conformance.h"

#include "imaging/Metrics.h"
#include "imaging/Resize.h"

namespace maquette::imaging {

namespace {

/// 9x7, sample (x, y, c) = (37 x + 11 y + 53 c + 7 x y) mod 256.
Picture pattern()
{
    Picture picture(9, 7);
    for (int y = 0; y < 7; ++y)
        for (int x = 0; x < 9; ++x)
            for (int channel = 0; channel < 3; ++channel)
                picture.bytes[static_cast<std::size_t>((y * 9 + x) * 3 + channel)]
                    = static_cast<std::uint8_t>(37 * x + 11 * y + 53 * channel + 7 * x * y);
    return picture;
}

struct Expected {
    const char* filter;
    Filter kind;
    int width;
    int height;
    double sum; ///< of all bytes
    double weighted; ///< each byte times (its place from 1, mod 97): sees misplaced bytes too
};

// Pillow's Image.resize of the pattern.
const Expected expectedSums[] = {
    {"nearest", Filter::Nearest, 4, 3, 4536, 81200},   {"nearest", Filter::Nearest, 13, 10, 49780, 2429625},
    {"box", Filter::Box, 4, 3, 4517, 86509},           {"box", Filter::Box, 13, 10, 49780, 2429625},
    {"bilinear", Filter::Bilinear, 4, 3, 4616, 86871}, {"bilinear", Filter::Bilinear, 13, 10, 49601, 2406268},
    {"bicubic", Filter::Bicubic, 4, 3, 4617, 86960},   {"bicubic", Filter::Bicubic, 13, 10, 49460, 2404469},
    {"Lanczos", Filter::Lanczos, 4, 3, 4624, 87106},   {"Lanczos", Filter::Lanczos, 13, 10, 49448, 2404670},
};

} // namespace

std::vector<base::Check> conformanceChecks()
{
    std::vector<base::Check> checks;
    const Picture source = pattern();
    for (const auto& expected : expectedSums) {
        const Picture out = resize(source, expected.width, expected.height, expected.kind);
        double sum = 0;
        double weighted = 0;
        for (std::size_t i = 0; i < out.bytes.size(); ++i) {
            sum += out.bytes[i];
            weighted += out.bytes[i] * static_cast<double>((i + 1) % 97);
        }
        const std::string name = std::string("resize 9x7 to ") + std::to_string(expected.width) + "x"
            + std::to_string(expected.height) + ", " + expected.filter;
        checks.push_back(base::makeCheck("imaging", name + ", sum of bytes", expected.sum, sum, 0));
        checks.push_back(base::makeCheck("imaging", name + ", weighted sum", expected.weighted, weighted, 0));
    }
    const Image gray(16, 16, 0.5F);
    const Image lighter(16, 16, 0.6F);
    checks.push_back(base::makeCheck("imaging", "PSNR of a difference of 0.1, dB", 20, psnr(gray, lighter), 1e-4));
    checks.push_back(base::makeCheck("imaging", "PSNR of equal pictures, dB", 50, psnr(gray, gray), 0));
    // Constant pictures leave the first factor of SSIM alone: (2 m n + C1) / (m² + n² + C1).
    const double expected = (2 * 0.5 * 0.6 + 1e-4) / (0.25 + 0.36 + 1e-4);
    checks.push_back(base::makeCheck("imaging", "SSIM of two constant pictures", expected, ssim(gray, lighter), 2e-5));
    return checks;
}

} // namespace maquette::imaging
