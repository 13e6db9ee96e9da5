// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Compiled for processors with AVX-512 (F, BW, DQ, VL); called only on those.
#include "kernels/cpu/Fp8AdamLoop.h"

#if defined(__x86_64__)
#include <immintrin.h>

namespace maquette::kernels::cpu {

namespace {

struct Avx512 {
    using Number = __m512;
    using Seen = __mmask16;
    static constexpr std::int64_t lanes = 16;

    static Number all(float value) { return _mm512_set1_ps(value); }
    static Number load(const float* from) { return _mm512_loadu_ps(from); }
    static void store(float* to, Number value) { _mm512_storeu_ps(to, value); }
    static Number loadHalf(const std::uint16_t* from)
    {
        return _mm512_cvtph_ps(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(from)));
    }
    static void storeHalf(std::uint16_t* to, Number value)
    {
        const __m256i halves = _mm512_cvtps_ph(value, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
        const __m256i nan = _mm256_or_si256(_mm256_and_si256(halves, _mm256_set1_epi16(-0x8000)),
                                            _mm256_set1_epi16(0x7E00)); // whatever bits the NaN had
        _mm256_storeu_si256(reinterpret_cast<__m256i*>(to),
                            _mm256_mask_mov_epi16(halves, _mm512_cmp_ps_mask(value, value, _CMP_UNORD_Q), nan));
    }
    /// E4M3 is float16 with another bias: shifted into place it is 2^-8 of the value, subnormals too.
    static Number loadE4M3(const std::uint8_t* from)
    {
        const __m256i wide = _mm256_cvtepi8_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(from)));
        const __m256i placed = _mm256_and_si256(_mm256_slli_epi16(wide, 7), _mm256_set1_epi16(-0x4001));
        const __mmask16 nan
            = _mm256_cmpeq_epi16_mask(_mm256_and_si256(placed, _mm256_set1_epi16(0x7FFF)), _mm256_set1_epi16(0x3F80));
        const __m256i halves = _mm256_mask_add_epi16(placed, nan, placed, _mm256_set1_epi16(0x7E00 - 0x3F80));
        return _mm512_cvtph_ps(halves) * _mm512_set1_ps(256);
    }
    /// Adding 2^20 times its power of two rounds a number to four places; what the sum's mantissa gained counts them.
    static void storeE4M3(std::uint8_t* to, Number value)
    {
        const __m512i bits = _mm512_castps_si512(value);
        const __m512 held = _mm512_min_ps(_mm512_abs_ps(value), _mm512_set1_ps(448));
        const __m512i power = _mm512_max_epu32(
            _mm512_and_si512(_mm512_castps_si512(held), _mm512_set1_epi32(0x7F800000)), _mm512_set1_epi32(121 << 23));
        const __m512i large = _mm512_add_epi32(power, _mm512_set1_epi32(20 << 23));
        const __m512i places = _mm512_sub_epi32(_mm512_castps_si512(held + _mm512_castsi512_ps(large)),
                                                _mm512_add_epi32(large, _mm512_set1_epi32((120 << 3) + 8)));
        const __m512i magnitude = _mm512_add_epi32(_mm512_srli_epi32(power, 20), places);
        const __m512i code
            = _mm512_or_si512(magnitude, _mm512_and_si512(_mm512_srli_epi32(bits, 24), _mm512_set1_epi32(0x80)));
        const __m512i known
            = _mm512_mask_mov_epi32(code, _mm512_cmp_ps_mask(value, value, _CMP_UNORD_Q), _mm512_set1_epi32(0x7F));
        _mm_storeu_si128(reinterpret_cast<__m128i*>(to), _mm512_cvtepi32_epi8(known));
    }
    static Number root(Number value) { return _mm512_sqrt_ps(value); }
    /// The divider is what a step waits for. Multiplying by the reciprocal and adding what is missing gives the
    /// quotient rounded to nearest, as division does, once what is corrected is within one last place (Markstein 1990):
    /// hence twice. Where the quotient is infinite or NaN nothing is missing.
    static Number quotient(Number value, Number divisor, Number reciprocal)
    {
        const __m512 near = value * reciprocal;
        const __m512 nearer = _mm512_fmadd_ps(_mm512_fnmadd_ps(near, divisor, value), reciprocal, near);
        const __m512 missing = _mm512_fnmadd_ps(nearer, divisor, value);
        return _mm512_mask_mov_ps(near, _mm512_cmp_ps_mask(missing, missing, _CMP_ORD_Q),
                                  _mm512_fmadd_ps(missing, reciprocal, nearer));
    }
    static Number larger(Number value, Number largest) { return _mm512_max_ps(_mm512_abs_ps(value), largest); }
    static Seen unseen() { return 0; }
    static Seen nan(Number value, Seen before)
    {
        return static_cast<Seen>(before | _mm512_cmp_ps_mask(value, value, _CMP_UNORD_Q));
    }
    static float largestOf(Number largest) { return _mm512_reduce_max_ps(largest); }
    static bool any(Seen seen) { return seen != 0; }
};

} // namespace

Fp8AdamPeaks fp8AdamStepAvx512(const Fp8AdamSpan& span, const Fp8AdamStep& step, const Fp8AdamScales& scales)
{
    return stepBy<Avx512>(span, step, scales);
}

} // namespace maquette::kernels::cpu
#endif
