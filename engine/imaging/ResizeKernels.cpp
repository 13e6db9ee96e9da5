// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "imaging/ResizeKernels.h"

#include "base/Device.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace maquette::imaging {

void byteKernel(const std::uint8_t* in, std::ptrdiff_t step, const std::int32_t* weights, int taps, std::uint8_t* out)
{
    std::int32_t sums[kernelLanes];
    for (std::int32_t& sum : sums)
        sum = sumStart<std::int32_t>();
    for (int k = 0; k < taps; ++k) {
        const std::uint8_t* samples = in + k * step;
        const std::int32_t weight = weights[k];
        for (int i = 0; i < kernelLanes; ++i)
            sums[i] += samples[i] * weight;
    }
    for (int i = 0; i < kernelLanes; ++i)
        out[i] = sampleOf<std::uint8_t>(sums[i]);
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) void byteKernelAvx2(const std::uint8_t* in, std::ptrdiff_t step,
                                                    const std::int32_t* weights, int taps, std::uint8_t* out)
{
    __m256i low = _mm256_set1_epi32(sumStart<std::int32_t>());
    __m256i high = low;
    for (int k = 0; k < taps; ++k, in += step) {
        const __m256i weight = _mm256_set1_epi32(weights[k]);
        const __m128i samples = _mm_loadu_si128(reinterpret_cast<const __m128i*>(in));
        const __m256i first = _mm256_cvtepu8_epi32(samples);
        const __m256i second = _mm256_cvtepu8_epi32(_mm_unpackhi_epi64(samples, samples));
        low = _mm256_add_epi32(low, _mm256_mullo_epi32(first, weight));
        high = _mm256_add_epi32(high, _mm256_mullo_epi32(second, weight));
    }
    low = _mm256_srai_epi32(low, weightBits);
    high = _mm256_srai_epi32(high, weightBits);
    // Packing works in halves of 128 bits; the permutation puts them back in order. Both packs saturate.
    const __m256i words = _mm256_permute4x64_epi64(_mm256_packs_epi32(low, high), 0xD8);
    const __m128i bytes = _mm_packus_epi16(_mm256_castsi256_si128(words), _mm256_extracti128_si256(words, 1));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out), bytes);
}
#endif

ByteKernel bestByteKernel()
{
#if defined(__x86_64__)
    if (base::cpuFeatures().avx2)
        return byteKernelAvx2;
#endif
    return byteKernel;
}

} // namespace maquette::imaging
