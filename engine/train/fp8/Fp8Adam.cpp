// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/fp8/Fp8Adam.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include <cassert>
#include <cmath>
#include <map>

namespace maquette::train::fp8 {

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

Fp8Adam::Squares Fp8Adam::squares() const
{
    const c10::NoGradGuard guard;
    const auto squared = [](const at::Tensor& gradient) {
        const double length = gradient.norm().item<double>();
        return length * length;
    };
    Squares squares;
    for (const auto& parameter : m_state.parameters())
        if (parameter->gradient.defined())
            squares.fp8 += squared(parameter->gradient.decode());
    for (const auto& [name, tensor] : m_plain)
        if (tensor.grad().defined())
            squares.plain += squared(tensor.grad());
    return squares;
}

double Fp8Adam::clipGradients(double norm)
{
    const Squares all = squares();
    const double total = std::sqrt(all.fp8 + all.plain);
    clipGradients(norm, total);
    return total;
}

void Fp8Adam::clipGradients(double norm, double total)
{
    const c10::NoGradGuard guard;
    const double coefficient = norm / (total + 1e-6);
    if (!(coefficient < 1))
        return;
    for (const auto& parameter : m_state.parameters())
        if (parameter->gradient.defined() && !m_state.recipe().quirks.clipOnlyPlain)
            parameter->gradient.multiply(coefficient);
    for (const auto& [name, tensor] : m_plain)
        if (tensor.grad().defined())
            tensor.grad().mul_(coefficient);
}

void Fp8Adam::keepOnly(const std::vector<bool>& owned)
{
    assert(owned.size() == m_moments.size());
    for (std::size_t i = 0; i < owned.size(); ++i) {
        if (owned[i])
            continue;
        Moments& moments = m_moments[i];
        moments.owned = false;
        moments.first = moments.second = {};
        moments.first32.reset();
        moments.second32.reset();
        if (i < m_state.parameters().size())
            m_state.parameters()[i]->master = {};
    }
}

void Fp8Adam::step(double rate)
{
    const c10::NoGradGuard guard;
    assert(m_moments.size() == m_state.parameters().size() + m_plain.size());
    for (std::size_t i = 0; i < m_moments.size(); ++i)
        if (m_moments[i].owned)
            stepParameter(i, rate);
    m_state.updateScales();
}

NamedTensors Fp8Adam::state() const
{
    NamedTensors state;
    const auto addScale = [&](const std::string& name, const ScalingMeta& meta) {
        state.emplace_back(name, at::stack({meta.scale, meta.scaleInverse, meta.amax.select(0, 0)}));
    };
    for (const Moments& moments : m_moments) {
        if (!moments.owned)
            continue;
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
        if (!moments.owned)
            continue;
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
