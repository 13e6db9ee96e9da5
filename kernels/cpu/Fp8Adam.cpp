// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernels/cpu/Fp8Adam.h"

#include "kernels/cpu/Fp8Codes.h"
#include "kernels/cpu/Fp8Path.h"

#include <algorithm>
#include <cmath>

namespace maquette::kernels::cpu {

namespace {

constexpr std::uint32_t infinityBits = 0x7F800000U;

/// By arithmetic, as in Fp8Cast.cpp: the bits of |value|, or zero for NaN.
[[gnu::always_inline]] inline std::uint32_t known(float value)
{
    const std::uint32_t magnitude = std::bit_cast<std::uint32_t>(value) & 0x7FFFFFFFU;
    return magnitude & (((infinityBits - magnitude) >> 31) - 1U);
}

template <bool Fp8Gradient> [[gnu::always_inline]] inline float gradientAt(const Fp8AdamSpan& span, std::int64_t i)
{
    if constexpr (Fp8Gradient)
        return decodeFp8<E4M3>(span.fp8Gradient[i]) * span.gradientInverse;
    else
        return span.gradient[i];
}

[[gnu::always_inline]] inline float firstMoment(std::uint8_t code, float inverse, float gradient, float beta)
{
    return beta * (decodeFp8<E4M3>(code) * inverse) + (1 - beta) * gradient;
}

[[gnu::always_inline]] inline float secondMoment(std::uint16_t half, float inverse, float gradient, float beta)
{
    return beta * (decodeHalf(half) * inverse) + (1 - beta) * (gradient * gradient);
}

template <bool Fp8Gradient, bool HalfParameter>
[[gnu::always_inline]] inline Fp8AdamPeaks update(const Fp8AdamSpan& from, const Fp8AdamStep& by)
{
    const Fp8AdamSpan span = from;
    const Fp8AdamStep step = by;
    float* __restrict parameter = span.parameter;
    std::uint32_t first = 0;
    std::uint32_t second = 0;
    for (std::int64_t i = 0; i < span.count; ++i) {
        float value = HalfParameter ? decodeHalf(span.halfParameter[i]) * span.halfInverse : parameter[i];
        const float gradient = gradientAt<Fp8Gradient>(span, i) + step.decay * value;
        value *= step.keep;
        const float m = firstMoment(span.first[i], span.firstInverse, gradient, step.beta1);
        const float v = secondMoment(span.second[i], span.secondInverse, gradient, step.beta2);
        first = std::max(first, known(m));
        second = std::max(second, known(v));
        parameter[i] = value - step.rate * (m / (std::sqrt(v) / step.rootCorrection + step.epsilon));
    }
    return {std::bit_cast<float>(first), std::bit_cast<float>(second)};
}

struct Scales {
    float first, second;
};

template <bool Fp8Gradient>
[[gnu::always_inline]] inline void store(const Fp8AdamSpan& from, const Fp8AdamStep& by, Scales scales)
{
    const Fp8AdamSpan span = from;
    const Fp8AdamStep step = by;
    std::uint8_t* __restrict first = span.first;
    std::uint16_t* __restrict second = span.second;
    for (std::int64_t i = 0; i < span.count; ++i) {
        const float gradient = gradientAt<Fp8Gradient>(span, i);
        const float m = firstMoment(first[i], span.firstInverse, gradient, step.beta1);
        const float v = secondMoment(second[i], span.secondInverse, gradient, step.beta2);
        first[i] = encodeFp8<E4M3>(m * scales.first);
        second[i] = encodeHalf(v * scales.second);
    }
}

[[gnu::always_inline]] inline Fp8AdamPeaks updateAny(const Fp8AdamSpan& span, const Fp8AdamStep& step)
{
    if (span.fp8Gradient)
        return span.halfParameter ? update<true, true>(span, step) : update<true, false>(span, step);
    return span.halfParameter ? update<false, true>(span, step) : update<false, false>(span, step);
}

[[gnu::always_inline]] inline void storeAny(const Fp8AdamSpan& span, const Fp8AdamStep& step, Scales scales)
{
    if (span.fp8Gradient)
        store<true>(span, step, scales);
    else
        store<false>(span, step, scales);
}

[[gnu::always_inline]] inline void encodeHalves(const float* __restrict values, std::int64_t count, float scale,
                                                std::uint16_t* __restrict result)
{
    for (std::int64_t i = 0; i < count; ++i)
        result[i] = encodeHalf(values[i] * scale);
}

MAQUETTE_FP8_PATHS(void, halvesPath, (const float* values, std::int64_t count, float scale, std::uint16_t* result),
                   encodeHalves(values, count, scale, result))
MAQUETTE_FP8_PATHS(Fp8AdamPeaks, updatePath, (const Fp8AdamSpan& span, const Fp8AdamStep& step), updateAny(span, step))
MAQUETTE_FP8_PATHS(void, storePath, (const Fp8AdamSpan& span, const Fp8AdamStep& step, Scales scales),
                   storeAny(span, step, scales))

} // namespace

Fp8AdamPeaks fp8AdamUpdate(const Fp8AdamSpan& span, const Fp8AdamStep& step)
{
    static const auto run = MAQUETTE_FP8_CHOICE(updatePath);
    return run(span, step);
}

void fp8AdamStore(const Fp8AdamSpan& span, const Fp8AdamStep& step, float firstScale, float secondScale)
{
    static const auto run = MAQUETTE_FP8_CHOICE(storePath);
    run(span, step, {firstScale, secondScale});
}

void halfEncodeSpan(const float* values, std::int64_t count, float scale, std::uint16_t* result)
{
    static const auto run = MAQUETTE_FP8_CHOICE(halvesPath);
    run(values, count, scale, result);
}

} // namespace maquette::kernels::cpu
