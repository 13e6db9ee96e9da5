// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/fp8/Fp8State.h"

#include "train/fp8/Fp8Statistics.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include <algorithm>
#include <map>

namespace maquette::train::fp8 {

namespace {

void addMeta(NamedTensors& state, const std::string& name, const ScalingMeta& meta)
{
    state.emplace_back(name + ".scale", meta.scale);
    state.emplace_back(name + ".scale_inv", meta.scaleInverse);
    state.emplace_back(name + ".amax", meta.amax);
    state.emplace_back(name + ".counter", meta.counter);
}

} // namespace

Fp8State::Fp8State(Recipe recipe)
    : m_recipe(std::move(recipe))
{
}

std::shared_ptr<ScalingParameter> Fp8State::add(const std::string& name, const at::Tensor& weight)
{
    const c10::NoGradGuard guard;
    const auto taken = [&](const std::string& wanted) {
        return std::any_of(m_parameters.begin(), m_parameters.end(),
                           [&](const auto& parameter) { return parameter->name == wanted; });
    };
    auto parameter = std::make_shared<ScalingParameter>();
    parameter->name = name;
    for (int number = 2; taken(parameter->name); ++number)
        parameter->name = name + "_" + std::to_string(number);
    const at::Device device = weight.device();
    parameter->input = std::make_shared<ScalingMeta>(QType::E4M3, m_recipe.window, device);
    parameter->outputGradient = std::make_shared<ScalingMeta>(QType::E5M2, m_recipe.window, device);
    parameter->weightGradient = std::make_shared<ScalingMeta>(QType::E4M3, 1, device);
    const CastOptions options{.rule = m_recipe.quirks.scaleRule};
    parameter->weight = ScalingTensor::from(weight, QType::Float16, options);
    if (m_recipe.level == Level::O3) {
        parameter->master = parameter->weight;
        parameter->weight = parameter->master.cast(QType::E4M3, m_recipe.quirks.scaleRule);
    }
    m_parameters.push_back(parameter);
    return parameter;
}

void Fp8State::to(const at::Device& device)
{
    const c10::NoGradGuard guard;
    const auto move = [&](ScalingMeta& meta) {
        meta.scale = meta.scale.to(device);
        meta.scaleInverse = meta.scaleInverse.to(device);
        meta.amax = meta.amax.to(device);
    };
    for (const auto& parameter : m_parameters) {
        for (ScalingTensor* tensor : {&parameter->weight, &parameter->master})
            if (tensor->defined()) {
                tensor->value = tensor->value.to(device);
                move(*tensor->meta);
            }
        for (const MetaPointer& meta : {parameter->input, parameter->outputGradient, parameter->weightGradient})
            move(*meta);
    }
    // The arrays that the metas were views of are left behind.
    m_inputs = {};
    m_outputGradients = {};
}

void Fp8State::flatten()
{
    const auto count = static_cast<std::int64_t>(m_parameters.size());
    if (m_inputs.size() == count)
        return;
    std::vector<MetaPointer> inputs, outputGradients;
    for (const auto& parameter : m_parameters) {
        inputs.push_back(parameter->input);
        outputGradients.push_back(parameter->outputGradient);
    }
    m_inputs = FlatMetas(std::move(inputs));
    m_outputGradients = FlatMetas(std::move(outputGradients));
}

void Fp8State::updateScales()
{
    const c10::NoGradGuard guard;
    m_restarted = 0;
    if (std::none_of(m_parameters.begin(), m_parameters.end(), [](const auto& parameter) { return parameter->ran; }))
        return;
    flatten();
    m_restarted = m_inputs.update(m_recipe.quirks.scaleRule, m_shareWindows);
    m_restarted += m_outputGradients.update(m_recipe.quirks.scaleRule, m_shareWindows);
    for (const auto& parameter : m_parameters)
        parameter->ran = false;
}

std::int64_t Fp8State::warmingUp() const
{
    return std::count_if(m_parameters.begin(), m_parameters.end(), [](const auto& parameter) {
        return parameter->input->warmingUp() || parameter->outputGradient->warmingUp();
    });
}

bool Fp8State::keepsExact() const { return m_keepExact && m_statistics != nullptr && m_statistics->measuring(); }

NamedTensors Fp8State::state() const
{
    NamedTensors state;
    for (const auto& parameter : m_parameters) {
        state.emplace_back(parameter->name, parameter->weight.value);
        addMeta(state, parameter->name, *parameter->weight.meta);
    }
    for (const NamedTensors& part : {masters(), windows()})
        state.insert(state.end(), part.begin(), part.end());
    return state;
}

NamedTensors Fp8State::masters() const
{
    NamedTensors state;
    for (const auto& parameter : m_parameters)
        if (parameter->master.defined()) {
            state.emplace_back(parameter->name + ".master", parameter->master.value);
            addMeta(state, parameter->name + ".master", *parameter->master.meta);
        }
    return state;
}

NamedTensors Fp8State::windows() const
{
    NamedTensors state;
    for (const auto& parameter : m_parameters) {
        addMeta(state, parameter->name + ".input", *parameter->input);
        addMeta(state, parameter->name + ".ograd", *parameter->outputGradient);
        addMeta(state, parameter->name + ".wgrad", *parameter->weightGradient);
    }
    return state;
}

bool Fp8State::setState(const NamedTensors& state)
{
    const std::map<std::string, at::Tensor> given(state.begin(), state.end());
    const NamedTensors own = this->state();
    for (const auto& [name, tensor] : own) {
        const auto found = given.find(name);
        if (found == given.end() || found->second.sizes() != tensor.sizes()
            || found->second.scalar_type() != tensor.scalar_type())
            return false;
    }
    const c10::NoGradGuard guard;
    for (const auto& [name, tensor] : own)
        tensor.copy_(given.at(name));
    return true;
}

NamedTensors Fp8State::decodedWeights() const
{
    NamedTensors weights;
    for (const auto& parameter : m_parameters)
        weights.emplace_back(parameter->name, parameter->kept().decode());
    return weights;
}

bool Fp8State::setWeights(const NamedTensors& weights)
{
    const std::map<std::string, at::Tensor> given(weights.begin(), weights.end());
    for (const auto& parameter : m_parameters) {
        const auto found = given.find(parameter->name);
        if (found == given.end() || found->second.sizes() != parameter->weight.value.sizes()
            || !found->second.is_floating_point())
            return false;
    }
    const c10::NoGradGuard guard;
    for (const auto& parameter : m_parameters) {
        parameter->kept().assign(given.at(parameter->name).to(parameter->weight.value.device(), at::kFloat),
                                 {.rule = m_recipe.quirks.scaleRule});
        if (parameter->master.defined())
            parameter->weight.copyFrom(parameter->master.cast(QType::E4M3, m_recipe.quirks.scaleRule));
    }
    return true;
}

} // namespace maquette::train::fp8
