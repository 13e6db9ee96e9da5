// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernels/cpu/Fp8Cast.h"

#include "kernels/cpu/Fp8Codes.h"
#include "kernels/cpu/Fp8Path.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace maquette::kernels::cpu {

namespace {

struct Float32 {
    using Stored = float;
    [[gnu::always_inline]] static float load(float value) { return value; }
    [[gnu::always_inline]] static float store(float value) { return value; }
};
struct Float16 {
    using Stored = std::uint16_t;
    [[gnu::always_inline]] static float load(std::uint16_t value) { return decodeHalf(value); }
    [[gnu::always_inline]] static std::uint16_t store(float value) { return encodeHalf(value); }
};
struct BFloat16 {
    using Stored = std::uint16_t;
    [[gnu::always_inline]] static float load(std::uint16_t value) { return decodeBFloat16(value); }
    [[gnu::always_inline]] static std::uint16_t store(float value) { return encodeBFloat16(value); }
};

/// Magnitudes as integers keep their order, and NaN stand above infinity.
constexpr std::uint32_t infinityBits = 0x7F800000U;

struct Peak {
    std::uint32_t largest = 0; ///< of what is not NaN
    std::uint32_t nan = 0; ///< 1 when one was

    [[gnu::always_inline]] void take(float value)
    {
        // By arithmetic instead of a condition: the compiler would make jumps of it and give up on vectors.
        const std::uint32_t magnitude = std::bit_cast<std::uint32_t>(value) & 0x7FFFFFFFU;
        const std::uint32_t isNan = (infinityBits - magnitude) >> 31;
        largest = std::max(largest, magnitude & (isNan - 1U));
        nan |= isNan;
    }
    [[nodiscard]] Fp8Amax amax() const { return {std::bit_cast<float>(largest), nan != 0}; }
};

struct Span {
    const void* values;
    std::uint8_t* codes;
    std::int64_t count;
    float scale;
};

template <class Element, class Format> [[gnu::always_inline]] inline Peak encode(const Span& span)
{
    const auto* __restrict values = static_cast<const typename Element::Stored*>(span.values);
    std::uint8_t* __restrict codes = span.codes;
    const std::int64_t count = span.count;
    const float scale = span.scale;
    Peak peak;
    for (std::int64_t i = 0; i < count; ++i) {
        const float value = Element::load(values[i]);
        peak.take(value);
        codes[i] = encodeFp8<Format>(value * scale);
    }
    return peak;
}

template <class Element> [[gnu::always_inline]] inline Peak measure(const Span& span)
{
    const auto* values = static_cast<const typename Element::Stored*>(span.values);
    const std::int64_t count = span.count;
    Peak peak;
    for (std::int64_t i = 0; i < count; ++i)
        peak.take(Element::load(values[i]));
    return peak;
}

struct Codes {
    const std::uint8_t* codes;
    void* values;
    std::int64_t count;
    float scale;
};

template <class Element, class Format> [[gnu::always_inline]] inline void decode(const Codes& span)
{
    auto* __restrict values = static_cast<typename Element::Stored*>(span.values);
    const std::uint8_t* __restrict codes = span.codes;
    const std::int64_t count = span.count;
    const float scale = span.scale;
    for (std::int64_t i = 0; i < count; ++i)
        values[i] = Element::store(decodeFp8<Format>(codes[i]) * scale);
}

template <class Element> [[gnu::always_inline]] inline Peak encodeAs(const Span& span, Fp8Format format)
{
    return format == Fp8Format::E4M3 ? encode<Element, E4M3>(span) : encode<Element, E5M2>(span);
}

[[gnu::always_inline]] inline Peak encodeAny(const Span& span, Fp8Element element, Fp8Format format)
{
    switch (element) {
    case Fp8Element::Float16:
        return encodeAs<Float16>(span, format);
    case Fp8Element::BFloat16:
        return encodeAs<BFloat16>(span, format);
    default:
        return encodeAs<Float32>(span, format);
    }
}

[[gnu::always_inline]] inline Peak measureAny(const Span& span, Fp8Element element)
{
    switch (element) {
    case Fp8Element::Float16:
        return measure<Float16>(span);
    case Fp8Element::BFloat16:
        return measure<BFloat16>(span);
    default:
        return measure<Float32>(span);
    }
}

template <class Element> [[gnu::always_inline]] inline void decodeAs(const Codes& span, Fp8Format format)
{
    if (format == Fp8Format::E4M3)
        decode<Element, E4M3>(span);
    else
        decode<Element, E5M2>(span);
}

[[gnu::always_inline]] inline void decodeAny(const Codes& span, Fp8Element element, Fp8Format format)
{
    switch (element) {
    case Fp8Element::Float16:
        return decodeAs<Float16>(span, format);
    case Fp8Element::BFloat16:
        return decodeAs<BFloat16>(span, format);
    default:
        return decodeAs<Float32>(span, format);
    }
}

MAQUETTE_FP8_PATHS(Peak, encodePath, (const Span& span, Fp8Element element, Fp8Format format),
                   encodeAny(span, element, format))
MAQUETTE_FP8_PATHS(Peak, measurePath, (const Span& span, Fp8Element element), measureAny(span, element))
MAQUETTE_FP8_PATHS(void, decodePath, (const Codes& span, Fp8Element element, Fp8Format format),
                   decodeAny(span, element, format))

std::int64_t bytesOf(Fp8Element element) { return element == Fp8Element::Float32 ? 4 : 2; }

} // namespace

Fp8Amax fp8EncodeSpan(const void* values, Fp8Element element, std::int64_t count, float scale, Fp8Format format,
                      std::uint8_t* codes)
{
    static const auto run = MAQUETTE_FP8_CHOICE(encodePath);
    return run({values, codes, count, scale}, element, format).amax();
}

void fp8DecodeSpan(const std::uint8_t* codes, std::int64_t count, float scaleInverse, Fp8Format format, void* values,
                   Fp8Element element)
{
    static const auto run = MAQUETTE_FP8_CHOICE(decodePath);
    run({codes, values, count, scaleInverse}, element, format);
}

Fp8Amax fp8EncodeRowsTransposed(const void* values, Fp8Element element, std::int64_t rows, std::int64_t columns,
                                std::int64_t begin, std::int64_t end, float scale, Fp8Format format,
                                std::uint8_t* codes, std::uint8_t* transposed)
{
    // Rows are encoded a few at a time and turned while their codes are in the cache nearest to the processor.
    constexpr std::int64_t height = 64;
    constexpr std::int64_t width = 64;
    const auto* bytes = static_cast<const std::uint8_t*>(values);
    Fp8Amax amax;
    for (std::int64_t top = begin; top < end; top += height) {
        const std::int64_t bottom = std::min(end, top + height);
        amax.merge(fp8EncodeSpan(bytes + top * columns * bytesOf(element), element, (bottom - top) * columns, scale,
                                 format, codes + top * columns));
        for (std::int64_t left = 0; left < columns; left += width) {
            const std::int64_t right = std::min(columns, left + width);
            for (std::int64_t column = left; column < right; ++column)
                for (std::int64_t row = top; row < bottom; ++row)
                    transposed[column * rows + row] = codes[row * columns + column];
        }
    }
    return amax;
}

Fp8Amax fp8AmaxSpan(const void* values, Fp8Element element, std::int64_t count)
{
    static const auto run = MAQUETTE_FP8_CHOICE(measurePath);
    return run({values, nullptr, count, 1.0F}, element).amax();
}

float fp8ScaleOf(float amax, float previous, float largest, int margin, bool guarded)
{
    const float exponent = std::floor(std::log2(largest / amax)) - static_cast<float>(margin);
    float scale = std::exp2(std::abs(exponent));
    if (!(amax > 0) || !std::isfinite(amax))
        scale = previous;
    if (guarded) {
        if (!(amax > 0) || !std::isfinite(amax))
            return previous;
        return exponent < 0 ? 1 / scale : std::min(scale, 0x1p127F);
    }
    return exponent < 0 ? 1 / scale : scale;
}

std::uint8_t fp8EncodeOne(float value, Fp8Format format)
{
    return format == Fp8Format::E4M3 ? encodeFp8<E4M3>(value) : encodeFp8<E5M2>(value);
}

float fp8DecodeOne(std::uint8_t code, Fp8Format format)
{
    return format == Fp8Format::E4M3 ? decodeFp8<E4M3>(code) : decodeFp8<E5M2>(code);
}

const char* fp8Path()
{
    static const char* const names[] = {"plain", "avx2", "avx512"};
    return names[static_cast<int>(fp8Vectors())];
}

} // namespace maquette::kernels::cpu
