// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What one step does to one parameter: in one pass over memory on the processor, or by LibTorch's operators.
#include "kernels/cpu/Fp8Adam.h"
#include "nn/Parallel.h"
#include "train/fp8/Fp8Adam.h"
#include "train/fp8/Fp8Statistics.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <mutex>

namespace maquette::train::fp8 {

namespace {

using kernels::cpu::Fp8AdamPeaks;
using kernels::cpu::Fp8AdamScales;
using kernels::cpu::Fp8AdamSpan;
using kernels::cpu::Fp8AdamStep;
using Moments = Fp8Adam::Moments;

constexpr std::int64_t grain = 32768; ///< elements of a slice

/// The numbers of a step, as one process of the host computes them: powers in double, then float32.
Fp8AdamStep stepNumbers(const AdamOptions& options, double rate, std::int64_t count, bool decayed)
{
    const auto beta1 = static_cast<float>(options.beta1);
    const auto beta2 = static_cast<float>(options.beta2);
    const auto correction = [&](float beta) {
        return options.biasCorrection ? 1 - std::pow(static_cast<double>(beta), static_cast<double>(count)) : 1;
    };
    Fp8AdamStep step;
    step.beta1 = beta1;
    step.beta2 = beta2;
    step.rate = static_cast<float>(rate / correction(beta1));
    step.rootCorrection = static_cast<float>(std::sqrt(correction(beta2)));
    step.epsilon = static_cast<float>(options.epsilon);
    if (decayed && options.decoupled)
        step.keep = static_cast<float>(1 - rate * options.decay);
    else if (decayed)
        step.decay = static_cast<float>(options.decay);
    return step;
}

/// The weight of an FP8 layer, or another parameter.
struct Target {
    ScalingParameter* parameter = nullptr;
    at::Tensor plain;

    [[nodiscard]] bool onProcessor() const { return (parameter ? parameter->weight.value : plain).is_cpu(); }
    [[nodiscard]] bool hasGradient() const
    {
        return parameter ? parameter->gradient.defined() : plain.grad().defined();
    }
    [[nodiscard]] at::Tensor gradient() const
    {
        return parameter ? parameter->gradient.decode() : plain.grad().to(at::kFloat).contiguous();
    }
    /// In float32; that of a plain one is the parameter itself.
    [[nodiscard]] at::Tensor value() const { return parameter ? parameter->kept().decode() : plain; }
    void store(const at::Tensor& value, ScaleRule rule) const
    {
        if (!parameter)
            return;
        parameter->kept().assign(value, {.rule = rule});
        if (parameter->master.defined())
            parameter->weight.copyFrom(parameter->master.cast(QType::E4M3, rule));
    }
};

void advance(const at::Tensor& first, const at::Tensor& second, const at::Tensor& gradient, const Fp8AdamStep& step)
{
    first.mul_(step.beta1).add_(gradient, 1 - step.beta1);
    second.mul_(step.beta2).addcmul_(gradient, gradient, 1 - step.beta2);
}

/// Gives the meta the scale that `amax` asks for; the payload must follow.
void setScale(ScalingMeta& meta, float amax, bool scaled, ScaleRule rule)
{
    meta.amax.fill_(amax);
    meta.scale.fill_(1);
    if (scaled)
        meta.rescale(rule);
    meta.invertScale();
}

void storeMoment(ScalingTensor& moment, const at::Tensor& value, float amax, bool scaled, ScaleRule rule)
{
    setScale(*moment.meta, amax, scaled, rule);
    if (isFp8(moment.type()))
        moment.value.copy_(std::get<0>(kernels::fp8Encode(value, moment.meta->scale, format(moment.type()))));
    else
        moment.value.copy_(value * moment.meta->scale);
}

/// Decoding, arithmetic and quantizing of whole tensors. `first` and `second` are the moments in float32, changed in
/// place.
void stepComposed(const Target& target, Moments& moments, const at::Tensor& first, const at::Tensor& second,
                  const Fp8AdamStep& step, const AdamOptions& options, const Quirks& quirks)
{
    const at::Tensor value = target.value();
    at::Tensor gradient = target.gradient();
    const at::Tensor bare = gradient;
    const bool low = moments.first.defined();
    if (step.decay != 0)
        gradient = gradient + value * step.decay;
    const bool apart = low && step.decay != 0 && quirks.decayOutsideOfMoments;
    const at::Tensor oldFirst = apart ? first.clone() : at::Tensor();
    const at::Tensor oldSecond = apart ? second.clone() : at::Tensor();
    advance(first, second, gradient, step);
    value.mul_(step.keep).addcdiv_(first, second.sqrt().div_(step.rootCorrection).add_(step.epsilon), -step.rate);
    target.store(value, quirks.scaleRule);
    if (!low)
        return;
    const Fp8AdamPeaks peaks{kernels::fp8Amax(first).item<float>(), kernels::fp8Amax(second).item<float>()};
    if (apart) {
        first.copy_(oldFirst);
        second.copy_(oldSecond);
        advance(first, second, bare, step);
    }
    storeMoment(moments.first, first, peaks.first, options.tensorScale, quirks.scaleRule);
    storeMoment(moments.second, second, peaks.second, options.tensorScale, quirks.scaleRule);
}

/// The largest values of slices that end in any order.
class SharedPeaks {
public:
    void merge(const Fp8AdamPeaks& peaks)
    {
        const std::lock_guard lock(m_mutex);
        m_peaks.first = std::max(m_peaks.first, peaks.first);
        m_peaks.second = std::max(m_peaks.second, peaks.second);
        m_peaks.parameter = std::max(m_peaks.parameter, peaks.parameter);
        m_peaks.nanParameter = m_peaks.nanParameter || peaks.nanParameter;
    }
    [[nodiscard]] const Fp8AdamPeaks& peaks() const { return m_peaks; }
    [[nodiscard]] float parameter() const
    {
        return m_peaks.nanParameter ? std::numeric_limits<float>::quiet_NaN() : m_peaks.parameter;
    }

private:
    std::mutex m_mutex;
    Fp8AdamPeaks m_peaks;
};

Fp8AdamSpan slice(Fp8AdamSpan span, std::int64_t begin, std::int64_t end)
{
    const auto move = [&](auto*& pointer) { pointer = pointer ? pointer + begin : nullptr; };
    move(span.parameter);
    move(span.halfParameter);
    move(span.gradient);
    move(span.fp8Gradient);
    move(span.first);
    move(span.second);
    move(span.newFirst);
    move(span.newSecond);
    move(span.newHalf);
    span.count = end - begin;
    return span;
}

std::uint16_t* halves(const at::Tensor& tensor)
{
    return reinterpret_cast<std::uint16_t*>(tensor.data_ptr<at::Half>());
}

/// Payloads as they were before a step, for one that has to be done again. Left as the allocator gives it: it is
/// written before it is read, and zeros would cost as much as a pass of the step.
class Payloads {
public:
    explicit Payloads(const Fp8AdamSpan& span)
        : m_first(new std::uint8_t[static_cast<std::size_t>(span.count)])
        , m_second(new std::uint16_t[static_cast<std::size_t>(span.count)])
        , m_half(span.halfParameter ? new std::uint16_t[static_cast<std::size_t>(span.count)] : nullptr)
    {
    }
    void keep(const Fp8AdamSpan& span, std::int64_t begin, std::int64_t end)
    {
        std::copy(span.first + begin, span.first + end, m_first.get() + begin);
        std::copy(span.second + begin, span.second + end, m_second.get() + begin);
        if (m_half)
            std::copy(span.halfParameter + begin, span.halfParameter + end, m_half.get() + begin);
    }
    void putInto(Fp8AdamSpan& span) const
    {
        span.first = m_first.get();
        span.second = m_second.get();
        span.halfParameter = m_half.get();
    }

private:
    std::unique_ptr<std::uint8_t[]> m_first;
    std::unique_ptr<std::uint16_t[]> m_second;
    std::unique_ptr<std::uint16_t[]> m_half;
};

/// Reads what it needs of the states, so that one pass over memory does a step; facts 7.2. A payload's new scale is
/// known only when all of it is computed. Scales are powers of two that seldom change from step to step: all is stored
/// at once with the scales of the step before, and only what got another scale is computed anew from a copy of the
/// payloads as they were.
void stepFused(const Target& target, Moments& moments, Fp8AdamStep step, const AdamOptions& options,
               const Quirks& quirks)
{
    constexpr std::int64_t block = 4096; ///< its payloads stay in the nearest cache between the copy and the step
    ScalingParameter* parameter = target.parameter;
    Fp8AdamSpan span;
    if (parameter) {
        span.newHalf = halves(parameter->kept().value);
        span.halfParameter = span.newHalf;
        span.halfInverse = parameter->kept().meta->scaleInverse.item<float>();
    } else
        span.parameter = target.plain.data_ptr<float>();
    // A plain parameter is not copied: its decay goes into the gradient before it moves.
    const bool decayInside = step.decay != 0 && !quirks.decayOutsideOfMoments;
    at::Tensor gradient;
    if (!parameter || decayInside) {
        gradient = target.gradient();
        if (decayInside) {
            gradient = gradient + target.value() * step.decay;
            step.decay = 0;
        }
        span.gradient = gradient.const_data_ptr<float>();
    } else {
        span.fp8Gradient = parameter->gradient.value.data_ptr<std::uint8_t>();
        span.gradientInverse = parameter->gradient.meta->scaleInverse.item<float>();
    }
    span.newFirst = moments.first.value.data_ptr<std::uint8_t>();
    span.first = span.newFirst;
    span.firstInverse = moments.first.meta->scaleInverse.item<float>();
    span.newSecond = halves(moments.second.value);
    span.second = span.newSecond;
    span.secondInverse = moments.second.meta->scaleInverse.item<float>();
    span.count = moments.first.value.numel();

    const auto scaleOf = [](const ScalingTensor& tensor) { return tensor.meta->scale.item<float>(); };
    const Fp8AdamScales guess{scaleOf(moments.first), scaleOf(moments.second),
                              parameter ? scaleOf(parameter->kept()) : 1};
    Payloads before(span);
    SharedPeaks peaks;
    nn::parallelFor(span.count, grain, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t from = begin; from < end; from += block) {
            const std::int64_t to = std::min(end, from + block);
            before.keep(span, from, to);
            peaks.merge(kernels::cpu::fp8AdamStep(slice(span, from, to), step, guess));
        }
    });

    setScale(*moments.first.meta, peaks.peaks().first, options.tensorScale, quirks.scaleRule);
    setScale(*moments.second.meta, peaks.peaks().second, options.tensorScale, quirks.scaleRule);
    Fp8AdamScales scales{scaleOf(moments.first), scaleOf(moments.second), 1};
    if (parameter) {
        ScalingMeta& meta = *parameter->kept().meta;
        meta.amax.fill_(peaks.parameter());
        meta.rescale(quirks.scaleRule);
        meta.invertScale();
        scales.half = scaleOf(parameter->kept());
    }
    const bool anew = parameter && scales.half != guess.half;
    // What the moments hold has no decay in it where the official one keeps it outside.
    const bool apart = step.decay != 0;
    before.putInto(span);
    span.parameter = nullptr;
    if (scales.first == guess.first && !apart)
        span.newFirst = nullptr;
    if (scales.second == guess.second && !apart)
        span.newSecond = nullptr;
    const auto again = [&](const Fp8AdamSpan& part) {
        nn::parallelFor(part.count, grain, [&](std::int64_t begin, std::int64_t end) {
            (void)kernels::cpu::fp8AdamStep(slice(part, begin, end), step, scales);
        });
    };
    if (anew) {
        Fp8AdamSpan weights = span;
        if (apart)
            weights.newFirst = nullptr, weights.newSecond = nullptr;
        again(weights);
    }
    if ((span.newFirst || span.newSecond) && (apart || !anew)) {
        span.halfParameter = nullptr;
        again(span);
    }
    if (parameter && parameter->master.defined())
        parameter->weight.copyFrom(parameter->master.cast(QType::E4M3, quirks.scaleRule));
}

} // namespace

void Fp8Adam::stepParameter(std::size_t index, double rate)
{
    const std::size_t fp8Count = m_state.parameters().size();
    Target target;
    if (index < fp8Count)
        target.parameter = m_state.parameters()[index].get();
    else
        target.plain = m_plain[index - fp8Count].second;
    if (!target.hasGradient())
        return;
    Moments& moments = m_moments[index];
    const Quirks& quirks = m_state.recipe().quirks;
    const Fp8AdamStep step = stepNumbers(m_options, rate, ++moments.count, moments.decayed);
    if (!moments.first.defined()) {
        stepComposed(target, moments, moments.first32, moments.second32, step, m_options, quirks);
        return;
    }
    Fp8Statistics* statistics = m_state.statistics();
    const bool shown = statistics != nullptr && statistics->measuring();
    const bool composed = m_options.composed || !target.onProcessor();
    at::Tensor first, second;
    if (shown || composed) {
        first = moments.first.decode();
        second = moments.second.decode();
    }
    if (composed)
        stepComposed(target, moments, first, second, step, m_options, quirks);
    else {
        if (shown) {
            at::Tensor gradient = target.gradient();
            if (step.decay != 0 && !quirks.decayOutsideOfMoments)
                gradient = gradient + target.value() * step.decay;
            advance(first, second, gradient, step);
        }
        stepFused(target, moments, step, m_options, quirks);
    }
    if (shown) {
        statistics->observe(moments.name, Role::FirstMoment, first, moments.first);
        statistics->observe(moments.name, Role::SecondMoment, second, moments.second);
    }
}

} // namespace maquette::train::fp8
