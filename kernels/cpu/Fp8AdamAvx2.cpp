// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Compiled for processors with AVX2, FMA and F16C; called only on those.
#include "kernels/cpu/Fp8AdamLoop.h"

#if defined(__x86_64__)
#include <immintrin.h>

namespace maquette::kernels::cpu {

namespace {

struct Avx2 {
    using Number = __m256;
    using Seen = __m256;
    static constexpr std::int64_t lanes = 8;

    static Number all(float value) { return _mm256_set1_ps(value); }
    static Number load(const float* from) { return _mm256_loadu_ps(from); }
    static void store(float* to, Number value) { _mm256_storeu_ps(to, value); }
    static Number loadHalf(const std::uint16_t* from)
    {
        return _mm256_cvtph_ps(_mm_loadu_si128(reinterpret_cast<const __m128i*>(from)));
    }
    static void storeHalf(std::uint16_t* to, Number value)
    {
        const __m128i halves = _mm256_cvtps_ph(value, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
        const __m128i nan = _mm_or_si128(_mm_and_si128(halves, _mm_set1_epi16(-0x8000)), _mm_set1_epi16(0x7E00));
        const __m128i isNan = _mm_cmpgt_epi16(_mm_and_si128(halves, _mm_set1_epi16(0x7FFF)), _mm_set1_epi16(0x7C00));
        _mm_storeu_si128(reinterpret_cast<__m128i*>(to), _mm_blendv_epi8(halves, nan, isNan));
    }
    /// As Avx512::loadE4M3().
    static Number loadE4M3(const std::uint8_t* from)
    {
        const __m128i wide = _mm_cvtepi8_epi16(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(from)));
        const __m128i placed = _mm_and_si128(_mm_slli_epi16(wide, 7), _mm_set1_epi16(-0x4001));
        const __m128i nan = _mm_cmpeq_epi16(_mm_and_si128(placed, _mm_set1_epi16(0x7FFF)), _mm_set1_epi16(0x3F80));
        const __m128i halves = _mm_add_epi16(placed, _mm_and_si128(nan, _mm_set1_epi16(0x7E00 - 0x3F80)));
        return _mm256_cvtph_ps(halves) * _mm256_set1_ps(256);
    }
    /// As Avx512::storeE4M3().
    static void storeE4M3(std::uint8_t* to, Number value)
    {
        const __m256i bits = _mm256_castps_si256(value);
        const __m256 held = _mm256_min_ps(magnitudeOf(value), _mm256_set1_ps(448));
        const __m256i power = _mm256_max_epu32(
            _mm256_and_si256(_mm256_castps_si256(held), _mm256_set1_epi32(0x7F800000)), _mm256_set1_epi32(121 << 23));
        const __m256i large = _mm256_add_epi32(power, _mm256_set1_epi32(20 << 23));
        const __m256i places = _mm256_sub_epi32(_mm256_castps_si256(held + _mm256_castsi256_ps(large)),
                                                _mm256_add_epi32(large, _mm256_set1_epi32((120 << 3) + 8)));
        const __m256i magnitude = _mm256_add_epi32(_mm256_srli_epi32(power, 20), places);
        const __m256i code
            = _mm256_or_si256(magnitude, _mm256_and_si256(_mm256_srli_epi32(bits, 24), _mm256_set1_epi32(0x80)));
        const __m256i nan = _mm256_castps_si256(_mm256_cmp_ps(value, value, _CMP_UNORD_Q));
        const __m256i known = _mm256_blendv_epi8(code, _mm256_set1_epi32(0x7F), nan);
        const __m128i words = _mm_packus_epi32(_mm256_castsi256_si128(known), _mm256_extracti128_si256(known, 1));
        _mm_storel_epi64(reinterpret_cast<__m128i*>(to), _mm_packus_epi16(words, words));
    }
    static Number root(Number value) { return _mm256_sqrt_ps(value); }
    /// As Avx512::quotient().
    static Number quotient(Number value, Number divisor, Number reciprocal)
    {
        const __m256 near = value * reciprocal;
        const __m256 nearer = _mm256_fmadd_ps(_mm256_fnmadd_ps(near, divisor, value), reciprocal, near);
        const __m256 missing = _mm256_fnmadd_ps(nearer, divisor, value);
        return _mm256_blendv_ps(near, _mm256_fmadd_ps(missing, reciprocal, nearer),
                                _mm256_cmp_ps(missing, missing, _CMP_ORD_Q));
    }
    static Number larger(Number value, Number largest) { return _mm256_max_ps(magnitudeOf(value), largest); }
    static Seen unseen() { return _mm256_setzero_ps(); }
    static Seen nan(Number value, Seen before)
    {
        return _mm256_or_ps(before, _mm256_cmp_ps(value, value, _CMP_UNORD_Q));
    }
    static float largestOf(Number largest)
    {
        alignas(32) float values[lanes];
        _mm256_store_ps(values, largest);
        float most = 0;
        for (const float value : values)
            most = value > most ? value : most;
        return most;
    }
    static bool any(Seen seen) { return _mm256_movemask_ps(seen) != 0; }

private:
    static Number magnitudeOf(Number value) { return _mm256_andnot_ps(_mm256_set1_ps(-0.0F), value); }
};

} // namespace

Fp8AdamPeaks fp8AdamStepAvx2(const Fp8AdamSpan& span, const Fp8AdamStep& step, const Fp8AdamScales& scales)
{
    return stepBy<Avx2>(span, step, scales);
}

} // namespace maquette::kernels::cpu
#endif
