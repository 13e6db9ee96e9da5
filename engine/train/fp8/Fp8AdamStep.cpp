// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What one step does to one parameter: in one pass over memory on the processor, or by LibTorch's operators.
#include "kernels/cpu/Fp8Adam.h"
#include "kernels/cpu/Fp8Cast.h"
#include "nn/Parallel.h"
#include "train/fp8/Fp8Adam.h"
#include "train/fp8/Fp8Statistics.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <mutex>

namespace maquette::train::fp8 {

namespace {

using kernels::cpu::Fp8AdamPeaks;
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
    void merge(const Fp8AdamPeaks& peaks, const kernels::cpu::Fp8Amax& parameter = {})
    {
        const std::lock_guard lock(m_mutex);
        m_peaks.first = std::max(m_peaks.first, peaks.first);
        m_peaks.second = std::max(m_peaks.second, peaks.second);
        m_parameter.merge(parameter);
    }
    [[nodiscard]] const Fp8AdamPeaks& peaks() const { return m_peaks; }
    [[nodiscard]] float parameter() const
    {
        return m_parameter.nan ? std::numeric_limits<float>::quiet_NaN() : m_parameter.largest;
    }

private:
    std::mutex m_mutex;
    Fp8AdamPeaks m_peaks;
    kernels::cpu::Fp8Amax m_parameter;
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
    span.count = end - begin;
    return span;
}

std::uint16_t* halves(const at::Tensor& tensor)
{
    return reinterpret_cast<std::uint16_t*>(tensor.data_ptr<at::Half>());
}

/// Stage 1 of a weight in FP16: its new scale must be known before it is stored, so it is computed twice, a few
/// thousand elements at a time, which is quicker than to write all of it in float32 and to read that again.
void updateHalves(ScalingParameter& parameter, const Fp8AdamSpan& span, const Fp8AdamStep& step, std::int64_t count,
                  SharedPeaks& peaks, ScaleRule rule)
{
    constexpr std::int64_t block = 4096;
    ScalingTensor& kept = parameter.kept();
    const auto eachBlock = [&](const auto& use) {
        nn::parallelFor(count, grain, [&](std::int64_t begin, std::int64_t end) {
            std::array<float, block> updated;
            for (std::int64_t from = begin; from < end; from += block) {
                const std::int64_t to = std::min(end, from + block);
                Fp8AdamSpan part = slice(span, from, to);
                part.parameter = updated.data();
                use(from, to - from, updated.data(), kernels::cpu::fp8AdamUpdate(part, step));
            }
        });
    };
    eachBlock([&](std::int64_t, std::int64_t size, const float* updated, const Fp8AdamPeaks& peak) {
        peaks.merge(peak, kernels::cpu::fp8AmaxSpan(updated, kernels::cpu::Fp8Element::Float32, size));
    });
    kept.meta->amax.fill_(peaks.parameter());
    kept.meta->rescale(rule);
    const float scale = kept.meta->scale.item<float>();
    std::uint16_t* stored = halves(kept.value);
    eachBlock([&](std::int64_t from, std::int64_t size, const float* updated, const Fp8AdamPeaks&) {
        kernels::cpu::halfEncodeSpan(updated, size, scale, stored + from);
    });
    kept.meta->invertScale();
    if (parameter.master.defined())
        parameter.weight.copyFrom(parameter.master.cast(QType::E4M3, rule));
}

/// Two passes over memory, the first of which leaves the stored moments as they are; facts 7.2.
void stepFused(const Target& target, Moments& moments, Fp8AdamStep step, const AdamOptions& options,
               const Quirks& quirks)
{
    ScalingParameter* parameter = target.parameter;
    Fp8AdamSpan span;
    if (parameter) {
        span.halfParameter = halves(parameter->kept().value);
        span.halfInverse = parameter->kept().meta->scaleInverse.item<float>();
    } else
        span.parameter = target.plain.data_ptr<float>();
    // The second stage needs a gradient with the decay inside as the first saw it, before the parameter moved.
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
    span.first = moments.first.value.data_ptr<std::uint8_t>();
    span.firstInverse = moments.first.meta->scaleInverse.item<float>();
    span.second = halves(moments.second.value);
    span.secondInverse = moments.second.meta->scaleInverse.item<float>();

    const std::int64_t count = moments.first.value.numel();
    SharedPeaks peaks;
    if (parameter)
        updateHalves(*parameter, span, step, count, peaks, quirks.scaleRule);
    else
        nn::parallelFor(count, grain, [&](std::int64_t begin, std::int64_t end) {
            peaks.merge(kernels::cpu::fp8AdamUpdate(slice(span, begin, end), step));
        });

    setScale(*moments.first.meta, peaks.peaks().first, options.tensorScale, quirks.scaleRule);
    setScale(*moments.second.meta, peaks.peaks().second, options.tensorScale, quirks.scaleRule);
    const float firstScale = moments.first.meta->scale.item<float>();
    const float secondScale = moments.second.meta->scale.item<float>();
    nn::parallelFor(count, grain, [&](std::int64_t begin, std::int64_t end) {
        kernels::cpu::fp8AdamStore(slice(span, begin, end), step, firstScale, secondScale);
    });
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
