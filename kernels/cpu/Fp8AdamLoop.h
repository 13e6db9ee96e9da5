// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernels/cpu/Fp8Adam.h"
#include "kernels/cpu/Fp8Codes.h"

#include <algorithm>
#include <cmath>

// The step of Fp8Adam.h for vectors of any width. Each file that includes this is compiled for other processors, so
// everything here has internal linkage: the linker must not take one file's code for another's.
namespace maquette::kernels::cpu {

namespace {

/// One number at a time: what each width of vectors must equal, and what it leaves at the end.
struct Scalar {
    using Number = float;
    using Seen = bool;
    static constexpr std::int64_t lanes = 1;

    static Number all(float value) { return value; }
    static Number load(const float* from) { return *from; }
    static void store(float* to, Number value) { *to = value; }
    static Number loadHalf(const std::uint16_t* from) { return decodeHalf(*from); }
    static void storeHalf(std::uint16_t* to, Number value) { *to = encodeHalf(value); }
    static Number loadE4M3(const std::uint8_t* from) { return decodeFp8<E4M3>(*from); }
    static void storeE4M3(std::uint8_t* to, Number value) { *to = encodeFp8<E4M3>(value); }
    static Number root(Number value) { return std::sqrt(value); }
    /// `value` by `divisor`, whose reciprocal, rounded to nearest, is known.
    static Number quotient(Number value, Number divisor, Number) { return value / divisor; }
    /// The larger of `largest` and |value|; `largest` for NaN.
    static Number larger(Number value, Number largest) { return std::max(largest, std::fabs(value)); }
    static Seen unseen() { return false; }
    static Seen nan(Number value, Seen before) { return before || value != value; }
    static float largestOf(Number largest) { return largest; }
    static bool any(Seen seen) { return seen; }
};

enum class Kind { None, Float32, Float16 };

/// From `begin` as far as there are whole vectors; where it ended.
template <class Vector, bool Fp8Gradient, Kind Parameter>
std::int64_t wholeVectors(const Fp8AdamSpan& given, const Fp8AdamStep& by, const Fp8AdamScales& to, std::int64_t begin,
                          Fp8AdamPeaks& peaks)
{
    using Number = typename Vector::Number;
    const Fp8AdamSpan span = given; // stores of bytes may alias everything but a copy
    const auto all = [](float value) { return Vector::all(value); };
    const Number beta1 = all(by.beta1), other1 = all(1 - by.beta1), beta2 = all(by.beta2), other2 = all(1 - by.beta2);
    const Number rate = all(by.rate), correction = all(by.rootCorrection), reciprocal = all(1 / by.rootCorrection);
    const Number epsilon = all(by.epsilon);
    const Number keep = all(by.keep), decay = all(by.decay), halfInverse = all(span.halfInverse);
    const Number gradientInverse = all(span.gradientInverse), firstInverse = all(span.firstInverse);
    const Number secondInverse = all(span.secondInverse);
    const Number firstScale = all(to.first), secondScale = all(to.second), halfScale = all(to.half);
    Number first = all(0), second = all(0), largest = all(0);
    typename Vector::Seen nan = Vector::unseen();
    std::int64_t i = begin;
    for (; i + Vector::lanes <= span.count; i += Vector::lanes) {
        Number gradient;
        if constexpr (Fp8Gradient)
            gradient = Vector::loadE4M3(span.fp8Gradient + i) * gradientInverse;
        else
            gradient = Vector::load(span.gradient + i);
        Number value;
        if constexpr (Parameter != Kind::None) {
            if constexpr (Parameter == Kind::Float16)
                value = Vector::loadHalf(span.halfParameter + i) * halfInverse;
            else
                value = Vector::load(span.parameter + i);
            gradient = gradient + decay * value;
            value = value * keep;
        }
        const Number m = beta1 * (Vector::loadE4M3(span.first + i) * firstInverse) + other1 * gradient;
        const Number v = beta2 * (Vector::loadHalf(span.second + i) * secondInverse) + other2 * (gradient * gradient);
        first = Vector::larger(m, first);
        second = Vector::larger(v, second);
        if (span.newFirst)
            Vector::storeE4M3(span.newFirst + i, m * firstScale);
        if (span.newSecond)
            Vector::storeHalf(span.newSecond + i, v * secondScale);
        if constexpr (Parameter != Kind::None) {
            value = value - rate * (m / (Vector::quotient(Vector::root(v), correction, reciprocal) + epsilon));
            if constexpr (Parameter == Kind::Float32)
                Vector::store(span.parameter + i, value);
            else {
                largest = Vector::larger(value, largest);
                nan = Vector::nan(value, nan);
                if (span.newHalf)
                    Vector::storeHalf(span.newHalf + i, value * halfScale);
            }
        }
    }
    peaks.first = Scalar::larger(Vector::largestOf(first), peaks.first);
    peaks.second = Scalar::larger(Vector::largestOf(second), peaks.second);
    peaks.parameter = Scalar::larger(Vector::largestOf(largest), peaks.parameter);
    peaks.nanParameter = peaks.nanParameter || Vector::any(nan);
    return i;
}

template <class Vector, bool Fp8Gradient, Kind Parameter>
Fp8AdamPeaks wholeSpan(const Fp8AdamSpan& span, const Fp8AdamStep& step, const Fp8AdamScales& scales)
{
    Fp8AdamPeaks peaks;
    const std::int64_t end = wholeVectors<Vector, Fp8Gradient, Parameter>(span, step, scales, 0, peaks);
    wholeVectors<Scalar, Fp8Gradient, Parameter>(span, step, scales, end, peaks);
    return peaks;
}

template <class Vector, bool Fp8Gradient>
Fp8AdamPeaks stepOfKind(const Fp8AdamSpan& span, const Fp8AdamStep& step, const Fp8AdamScales& scales)
{
    if (span.halfParameter)
        return wholeSpan<Vector, Fp8Gradient, Kind::Float16>(span, step, scales);
    if (span.parameter)
        return wholeSpan<Vector, Fp8Gradient, Kind::Float32>(span, step, scales);
    return wholeSpan<Vector, Fp8Gradient, Kind::None>(span, step, scales);
}

template <class Vector>
Fp8AdamPeaks stepBy(const Fp8AdamSpan& span, const Fp8AdamStep& step, const Fp8AdamScales& scales)
{
    return span.fp8Gradient ? stepOfKind<Vector, true>(span, step, scales)
                            : stepOfKind<Vector, false>(span, step, scales);
}

} // namespace

#if defined(__x86_64__)
Fp8AdamPeaks fp8AdamStepAvx2(const Fp8AdamSpan& span, const Fp8AdamStep& step, const Fp8AdamScales& scales);
Fp8AdamPeaks fp8AdamStepAvx512(const Fp8AdamSpan& span, const Fp8AdamStep& step, const Fp8AdamScales& scales);
#endif

} // namespace maquette::kernels::cpu
