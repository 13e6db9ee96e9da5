// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/fp8/Fp8Adam.h"

#include "kernels/cpu/Fp8Adam.h"
#include "nn/Parallel.h"
#include "train/fp8/Fp8Statistics.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <map>
#include <mutex>

namespace maquette::train::fp8 {

namespace {

constexpr std::int64_t grain = 32768; ///< elements of a slice

/// The numbers of a step, as one process of the host computes them: powers in double, then float32.
kernels::cpu::Fp8AdamStep stepNumbers(const AdamOptions& options, double rate, std::int64_t count, bool decayed)
{
    const auto beta1 = static_cast<float>(options.beta1);
    const auto beta2 = static_cast<float>(options.beta2);
    const auto power = [&](float beta) {
        return options.biasCorrection ? 1 - std::pow(static_cast<double>(beta), static_cast<double>(count)) : 1;
    };
    kernels::cpu::Fp8AdamStep step;
    step.beta1 = beta1;
    step.beta2 = beta2;
    step.rate = static_cast<float>(rate / power(beta1));
    step.rootCorrection = static_cast<float>(std::sqrt(power(beta2)));
    step.epsilon = static_cast<float>(options.epsilon);
    if (decayed && options.decay != 0) {
        if (options.decoupled)
            step.keep = static_cast<float>(1 - rate * options.decay);
        else
            step.decay = static_cast<float>(options.decay);
    }
    return step;
}

/// The same arithmetic from LibTorch's operators, in place and in float32.
void composedStep(const at::Tensor& value, const at::Tensor& gradient, const at::Tensor& first,
                  const at::Tensor& second, const kernels::cpu::Fp8AdamStep& step)
{
    const at::Tensor whole = step.decay != 0 ? gradient + value * step.decay : gradient;
    if (step.keep != 1)
        value.mul_(step.keep);
    first.mul_(step.beta1).add_(whole, 1 - step.beta1);
    second.mul_(step.beta2).addcmul_(whole, whole, 1 - step.beta2);
    value.addcdiv_(first, second.sqrt().div_(step.rootCorrection).add_(step.epsilon), -step.rate);
}

/// The largest values of slices that end in any order.
class SharedPeaks {
public:
    void merge(const kernels::cpu::Fp8AdamPeaks& peaks)
    {
        const std::lock_guard lock(m_mutex);
        m_peaks.first = std::max(m_peaks.first, peaks.first);
        m_peaks.second = std::max(m_peaks.second, peaks.second);
    }
    [[nodiscard]] const kernels::cpu::Fp8AdamPeaks& peaks() const { return m_peaks; }

private:
    std::mutex m_mutex;
    kernels::cpu::Fp8AdamPeaks m_peaks;
};

kernels::cpu::Fp8AdamSpan slice(kernels::cpu::Fp8AdamSpan span, std::int64_t begin, std::int64_t end)
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

/// Puts the scale that `amax` asks for into the meta; the payload must follow.
void setScale(ScalingMeta& meta, double amax, bool scaled, ScaleRule rule)
{
    meta.amax.fill_(amax);
    meta.scale.fill_(1);
    if (scaled)
        meta.rescale(rule);
    meta.invertScale();
}

/// Decoded gradient in float32; whether it stands as FP8 codes or not.
at::Tensor wideGradient(const ScalingParameter* parameter, const at::Tensor& plain)
{
    return parameter != nullptr ? parameter->gradient.decode() : plain.grad().to(at::kFloat).contiguous();
}

} // namespace

Fp8Adam::Fp8Adam(NamedTensors plain, Fp8State& state, const AdamOptions& options,
                 bool (*decays)(const std::string&, const at::Tensor&))
    : m_plain(std::move(plain))
    , m_state(state)
    , m_options(options)
{
    const bool low = state.recipe().level != Level::O1;
    const auto add = [&](const std::string& name, const at::Tensor& tensor) {
        Moments moments;
        moments.name = name;
        moments.decayed = decays(name, tensor);
        if (low) {
            moments.first = ScalingTensor::zeros(tensor.sizes(), QType::E4M3, tensor.device());
            moments.second = ScalingTensor::zeros(tensor.sizes(), QType::Float16, tensor.device());
        } else {
            moments.first32 = at::zeros(tensor.sizes(), at::TensorOptions(tensor.device()).dtype(at::kFloat));
            moments.second32 = at::zeros_like(moments.first32);
        }
        m_moments.push_back(std::move(moments));
    };
    for (const auto& parameter : m_state.parameters())
        add(parameter->name, parameter->weight.value);
    for (const auto& [name, tensor] : m_plain) {
        assert(tensor.scalar_type() == at::kFloat && tensor.is_contiguous());
        add(name, tensor);
    }
}

void Fp8Adam::zeroGradients()
{
    for (const auto& parameter : m_state.parameters())
        parameter->gradient = {};
    for (auto& [name, tensor] : m_plain)
        tensor.mutable_grad().reset();
}

bool Fp8Adam::unscale(double lossScale)
{
    const c10::NoGradGuard guard;
    bool finite = true;
    for (const auto& parameter : m_state.parameters()) {
        if (!parameter->gradient.defined())
            continue;
        if (lossScale != 1)
            parameter->gradient.multiply(1 / lossScale);
        finite = finite && !parameter->gradient.hasInfinityOrNan();
    }
    for (const auto& [name, tensor] : m_plain) {
        if (!tensor.grad().defined())
            continue;
        if (lossScale != 1)
            tensor.grad().mul_(1 / lossScale);
        finite = finite && std::isfinite(kernels::fp8Amax(tensor.grad()).item<float>());
    }
    return finite;
}

double Fp8Adam::clipGradients(double norm)
{
    const c10::NoGradGuard guard;
    double squares = 0;
    const auto add = [&](const at::Tensor& gradient) {
        const double length = gradient.norm().item<double>();
        squares += length * length;
    };
    for (const auto& parameter : m_state.parameters())
        if (parameter->gradient.defined())
            add(parameter->gradient.decode());
    for (const auto& [name, tensor] : m_plain)
        if (tensor.grad().defined())
            add(tensor.grad());
    const double total = std::sqrt(squares);
    const double coefficient = norm / (total + 1e-6);
    if (!(coefficient < 1))
        return total;
    for (const auto& parameter : m_state.parameters())
        if (parameter->gradient.defined() && !m_state.recipe().quirks.clipOnlyPlain)
            parameter->gradient.multiply(coefficient);
    for (const auto& [name, tensor] : m_plain)
        if (tensor.grad().defined())
            tensor.grad().mul_(coefficient);
    return total;
}

void Fp8Adam::step(double rate)
{
    const c10::NoGradGuard guard;
    assert(m_moments.size() == m_state.parameters().size() + m_plain.size());
    for (std::size_t i = 0; i < m_moments.size(); ++i)
        stepParameter(i, rate);
    m_state.updateScales();
}

void Fp8Adam::stepParameter(std::size_t index, double rate)
{
    const std::size_t fp8Count = m_state.parameters().size();
    ScalingParameter* parameter = index < fp8Count ? m_state.parameters()[index].get() : nullptr;
    const at::Tensor plain = parameter ? at::Tensor() : m_plain[index - fp8Count].second;
    if (parameter ? !parameter->gradient.defined() : !plain.grad().defined())
        return;
    Moments& moments = m_moments[index];
    const Quirks& quirks = m_state.recipe().quirks;
    kernels::cpu::Fp8AdamStep step = stepNumbers(m_options, rate, ++moments.count, moments.decayed);

    // At O1, on devices without the fused pass, and to compare with: in one go by LibTorch's operators.
    const bool low = !moments.first32.defined();
    const bool onProcessor = (parameter ? parameter->weight.value : plain).is_cpu();
    at::Tensor value = parameter ? at::Tensor() : plain;
    at::Tensor gradient;
    Fp8Statistics* statistics = m_state.statistics();
    const bool shown = statistics != nullptr && statistics->measuring() && low;
    at::Tensor first = moments.first32;
    at::Tensor second = moments.second32;
    if (low && (shown || !onProcessor || m_options.composed)) {
        first = moments.first.decode();
        second = moments.second.decode();
    }
    const auto storeWeight = [&] {
        if (!parameter)
            return;
        parameter->kept().assign(value, {.rule = quirks.scaleRule});
        if (parameter->master.defined())
            parameter->weight.copyFrom(parameter->master.cast(QType::E4M3, quirks.scaleRule));
    };
    const auto show = [&] {
        if (shown) {
            statistics->observe(moments.name, Role::FirstMoment, first, moments.first);
            statistics->observe(moments.name, Role::SecondMoment, second, moments.second);
        }
    };
    if (!low || !onProcessor || m_options.composed) {
        gradient = wideGradient(parameter, plain);
        if (parameter)
            value = parameter->kept().decode();
        composedStep(value, gradient, first, second, step);
        storeWeight();
        if (low) {
            for (auto [scaled, wide] : {std::pair(&moments.first, &first), std::pair(&moments.second, &second)}) {
                scaled->meta->scale.fill_(1);
                setScale(*scaled->meta, kernels::fp8Amax(*wide).item<double>(), m_options.tensorScale,
                         quirks.scaleRule);
                scaled->value.copy_(isFp8(scaled->type()) ? std::get<0>(
                                        kernels::fp8Encode(*wide, scaled->meta->scale, format(scaled->type())))
                                                          : (*wide * scaled->meta->scale).to(at::kHalf));
            }
            show();
        }
        return;
    }

    // Stage 1: the update, and how large the new moments are.
    kernels::cpu::Fp8AdamSpan span;
    if (parameter) {
        value = at::empty(parameter->kept().value.sizes(), at::kFloat);
        span.halfParameter = halves(parameter->kept().value);
        span.halfInverse = parameter->kept().meta->scaleInverse.item<float>();
    }
    span.parameter = value.data_ptr<float>();
    // With a decay inside of the gradient the second stage needs the gradient as the first saw it.
    const bool decayInside = step.decay != 0 && !quirks.decayOutsideOfMoments;
    if (!parameter || decayInside) {
        gradient = wideGradient(parameter, plain);
        if (decayInside)
            gradient = gradient + (parameter ? parameter->kept().decode() : plain) * step.decay;
        span.gradient = gradient.const_data_ptr<float>();
        step.decay = decayInside ? 0 : step.decay;
    } else {
        span.fp8Gradient = parameter->gradient.value.data_ptr<std::uint8_t>();
        span.gradientInverse = parameter->gradient.meta->scaleInverse.item<float>();
    }
    span.first = moments.first.value.data_ptr<std::uint8_t>();
    span.firstInverse = moments.first.meta->scaleInverse.item<float>();
    span.second = halves(moments.second.value);
    span.secondInverse = moments.second.meta->scaleInverse.item<float>();
    if (shown) {
        const at::Tensor whole = gradient.defined() ? gradient : wideGradient(parameter, plain);
        first.mul_(step.beta1).add_(whole, 1 - step.beta1);
        second.mul_(step.beta2).addcmul_(whole, whole, 1 - step.beta2);
    }
    const std::int64_t count = value.numel();
    SharedPeaks peaks;
    nn::parallelFor(count, grain, [&](std::int64_t begin, std::int64_t end) {
        peaks.merge(kernels::cpu::fp8AdamUpdate(slice(span, begin, end), step));
    });
    storeWeight();

    // Stage 2: the moments by their new scales.
    setScale(*moments.first.meta, peaks.peaks().first, m_options.tensorScale, quirks.scaleRule);
    setScale(*moments.second.meta, peaks.peaks().second, m_options.tensorScale, quirks.scaleRule);
    const float firstScale = moments.first.meta->scale.item<float>();
    const float secondScale = moments.second.meta->scale.item<float>();
    nn::parallelFor(count, grain, [&](std::int64_t begin, std::int64_t end) {
        kernels::cpu::fp8AdamStore(slice(span, begin, end), step, firstScale, secondScale);
    });
    show();
}

NamedTensors Fp8Adam::state() const
{
    NamedTensors state;
    const auto addScale = [&](const std::string& name, const ScalingMeta& meta) {
        state.emplace_back(name, at::stack({meta.scale, meta.scaleInverse, meta.amax.select(0, 0)}));
    };
    for (const Moments& moments : m_moments) {
        const bool low = moments.first.defined();
        state.emplace_back("first." + moments.name, low ? moments.first.value : moments.first32);
        state.emplace_back("second." + moments.name, low ? moments.second.value : moments.second32);
        if (low) {
            addScale("first_scale." + moments.name, *moments.first.meta);
            addScale("second_scale." + moments.name, *moments.second.meta);
        }
        state.emplace_back("count." + moments.name, at::full({}, moments.count, at::kLong));
    }
    return state;
}

bool Fp8Adam::setState(const NamedTensors& state)
{
    const std::map<std::string, at::Tensor> given(state.begin(), state.end());
    for (const auto& [name, tensor] : this->state()) {
        const auto found = given.find(name);
        if (found == given.end() || found->second.sizes() != tensor.sizes()
            || found->second.scalar_type() != tensor.scalar_type())
            return false;
    }
    const c10::NoGradGuard guard;
    const auto takeScale = [&](const std::string& name, ScalingMeta& meta) {
        const at::Tensor& values = given.at(name);
        meta.scale.copy_(values[0]);
        meta.scaleInverse.copy_(values[1]);
        meta.amax.select(0, 0).copy_(values[2]);
    };
    for (Moments& moments : m_moments) {
        const bool low = moments.first.defined();
        (low ? moments.first.value : moments.first32).copy_(given.at("first." + moments.name));
        (low ? moments.second.value : moments.second32).copy_(given.at("second." + moments.name));
        if (low) {
            takeScale("first_scale." + moments.name, *moments.first.meta);
            takeScale("second_scale." + moments.name, *moments.second.meta);
        }
        moments.count = given.at("count." + moments.name).item<std::int64_t>();
    }
    return true;
}

StateBytes Fp8Adam::bytes() const
{
    StateBytes bytes;
    const auto plainBytes = [](const at::Tensor& tensor) {
        return tensor.defined() ? static_cast<std::int64_t>(tensor.storage().nbytes()) : 0;
    };
    const auto addMoments = [&](StateBytes::Classes& to, const Moments& moments) {
        if (moments.first.defined()) {
            to.first += moments.first.payloadBytes();
            to.second += moments.second.payloadBytes();
            to.metas += moments.first.metaBytes() + moments.second.metaBytes();
        } else {
            to.first += plainBytes(moments.first32);
            to.second += plainBytes(moments.second32);
        }
    };
    const auto metaBytes = [](const ScalingMeta& meta) {
        return meta.scale.element_size() * (2 + meta.window()) + meta.counter.element_size();
    };
    const std::size_t fp8Count = m_state.parameters().size();
    for (std::size_t i = 0; i < m_moments.size(); ++i) {
        StateBytes::Classes& to = i < fp8Count ? bytes.fp8 : bytes.plain;
        addMoments(to, m_moments[i]);
        if (i >= fp8Count) {
            const at::Tensor& tensor = m_plain[i - fp8Count].second;
            to.elements += tensor.numel();
            to.weights += plainBytes(tensor);
            to.gradients += plainBytes(tensor.grad());
            continue;
        }
        const ScalingParameter& parameter = *m_state.parameters()[i];
        to.elements += parameter.weight.value.numel();
        to.weights += parameter.weight.payloadBytes();
        to.metas += parameter.weight.metaBytes();
        if (parameter.master.defined()) {
            to.master += parameter.master.payloadBytes();
            to.metas += parameter.master.metaBytes();
        }
        if (parameter.gradient.defined())
            to.gradients += parameter.gradient.payloadBytes();
        to.metas += metaBytes(*parameter.input) + metaBytes(*parameter.outputGradient)
            + metaBytes(*parameter.weightGradient);
    }
    return bytes;
}

} // namespace maquette::train::fp8
