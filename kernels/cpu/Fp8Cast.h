// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernels/Fp8Format.h"

#include <cstdint>

// FP8 conversions on plain memory, on one thread; slices of one tensor may run on several. Each function picks the
// widest vectors that the processor has; all paths give the same bits.
namespace maquette::kernels::cpu {

/// What the numbers in memory are.
enum class Fp8Element { Float32, Float16, BFloat16 };

/// Largest magnitudes met.
struct Fp8Amax {
    float largest = 0; ///< of what is not NaN; may be infinite
    bool nan = false; ///< one was NaN

    void merge(const Fp8Amax& other)
    {
        largest = other.largest > largest ? other.largest : largest;
        nan = nan || other.nan;
    }
};

/// codes[i] = value[i] · scale for i in 0 … count-1; the largest |value|.
Fp8Amax fp8EncodeSpan(const void* values, Fp8Element element, std::int64_t count, float scale, Fp8Format format,
                      std::uint8_t* codes);

/// values[i] = code[i] · scaleInverse, rounded to `element`.
void fp8DecodeSpan(const std::uint8_t* codes, std::int64_t count, float scaleInverse, Fp8Format format, void* values,
                   Fp8Element element);

/// Rows [begin, end) of a matrix of `columns`: codes at their place in [rows, columns] and in its transpose [columns,
/// rows].
Fp8Amax fp8EncodeRowsTransposed(const void* values, Fp8Element element, std::int64_t rows, std::int64_t columns,
                                std::int64_t begin, std::int64_t end, float scale, Fp8Format format,
                                std::uint8_t* codes, std::uint8_t* transposed);

[[nodiscard]] Fp8Amax fp8AmaxSpan(const void* values, Fp8Element element, std::int64_t count);

/// See kernels::fp8Scale().
[[nodiscard]] float fp8ScaleOf(float amax, float previous, float largest, int margin, bool guarded);

/// The plain one-number conversions, for references and small things.
[[nodiscard]] std::uint8_t fp8EncodeOne(float value, Fp8Format format);
[[nodiscard]] float fp8DecodeOne(std::uint8_t code, Fp8Format format);

/// Which vectors the functions above use here: "avx512", "avx2" or "plain".
[[nodiscard]] const char* fp8Path();

} // namespace maquette::kernels::cpu
