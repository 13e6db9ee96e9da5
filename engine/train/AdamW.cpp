// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/AdamW.h"

#include <ATen/ATen.h>
#include <torch/torch.h>

#include <algorithm>
#include <map>

namespace maquette::train {

AdamW::AdamW(NamedTensors parameters, const AdamWOptions& options,
             bool (*decays)(const std::string&, const at::Tensor&))
    : m_parameters(std::move(parameters))
    , m_options(options)
    , m_groups(2)
{
    m_groups[0].decay = options.decay;
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        const auto& [name, tensor] = m_parameters[i];
        m_groups[decays(name, tensor) ? 0 : 1].members.push_back(i);
        m_first.push_back(at::zeros_like(tensor.detach()));
        m_second.push_back(at::zeros_like(tensor.detach()));
        m_counts.push_back(at::zeros({}, tensor.options().dtype(at::kFloat)));
    }
}

void AdamW::zeroGradients()
{
    for (auto& [name, tensor] : m_parameters)
        tensor.mutable_grad().reset();
}

void AdamW::addGradients(const std::vector<at::Tensor>& gradients)
{
    const c10::NoGradGuard guard;
    std::vector<at::Tensor> sums, terms;
    for (std::size_t i = 0; i < gradients.size(); ++i) {
        at::Tensor& sum = m_parameters[i].second.mutable_grad();
        if (!gradients[i].defined())
            continue;
        if (!sum.defined()) {
            sum = gradients[i].contiguous();
            continue;
        }
        sums.push_back(sum);
        terms.push_back(gradients[i]);
    }
    if (!sums.empty())
        at::_foreach_add_(sums, terms);
}

double AdamW::clipGradients(double norm)
{
    std::vector<at::Tensor> gradients;
    for (const auto& [name, tensor] : m_parameters)
        if (tensor.grad().defined())
            gradients.push_back(tensor.grad());
    if (gradients.empty())
        return 0;
    const c10::NoGradGuard guard;
    const double total = at::stack(at::_foreach_norm(gradients)).norm().item<double>();
    if (total > norm)
        at::_foreach_mul_(gradients, norm / (total + 1e-6));
    return total;
}

void AdamW::step(double rate)
{
    const c10::NoGradGuard guard;
    for (const auto& group : m_groups) {
        std::vector<at::Tensor> values, gradients, first, second, counts;
        for (const std::size_t i : group.members) {
            const auto& tensor = m_parameters[i].second;
            if (!tensor.grad().defined())
                continue;
            values.push_back(tensor);
            gradients.push_back(tensor.grad());
            first.push_back(m_first[i]);
            second.push_back(m_second[i]);
            counts.push_back(m_counts[i]);
        }
        if (values.empty())
            continue;
        at::_foreach_add_(counts, 1);
        at::_fused_adamw_(values, gradients, first, second, {}, counts, rate, m_options.beta1, m_options.beta2,
                          group.decay, m_options.epsilon, false, false);
    }
}

NamedTensors AdamW::state() const
{
    NamedTensors state;
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        const std::string& name = m_parameters[i].first;
        state.emplace_back("first." + name, m_first[i]);
        state.emplace_back("second." + name, m_second[i]);
        state.emplace_back("count." + name, m_counts[i]);
    }
    return state;
}

namespace {

/// Copies `source` into the tensors of `target` by name; checks all before the first copy.
bool copyAll(NamedTensors target, const NamedTensors& source)
{
    std::map<std::string, at::Tensor> byName(source.begin(), source.end());
    for (const auto& [name, tensor] : target) {
        const auto found = byName.find(name);
        if (found == byName.end() || found->second.sizes() != tensor.sizes())
            return false;
    }
    const c10::NoGradGuard guard;
    for (auto& [name, tensor] : target)
        tensor.copy_(byName.at(name));
    return true;
}

} // namespace

bool AdamW::setState(const NamedTensors& state) { return copyAll(this->state(), state); }

MovingAverage::MovingAverage(const NamedTensors& parameters, double decay)
    : m_decay(decay)
{
    for (const auto& [name, tensor] : parameters)
        m_average.emplace_back(name, tensor.detach().clone());
}

void MovingAverage::update(const NamedTensors& parameters, std::int64_t step)
{
    const c10::NoGradGuard guard;
    std::vector<at::Tensor> averages, values;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        averages.push_back(m_average[i].second);
        values.push_back(parameters[i].second);
    }
    const double decay = std::min(m_decay, (static_cast<double>(step) + 1) / (static_cast<double>(step) + 20));
    at::_foreach_lerp_(averages, values, 1 - decay);
}

bool MovingAverage::setState(const NamedTensors& state) { return copyAll(m_average, state); }

double RateSchedule::rate(std::int64_t boards) const
{
    double factor = 1;
    if (boards < warmup)
        factor = (static_cast<double>(boards) + 1) / static_cast<double>(warmup);
    const std::int64_t left = total - boards;
    if (cooldown > 0 && left < cooldown)
        factor = std::min(factor,
                          0.02 + 0.98 * std::max<double>(0, static_cast<double>(left)) / static_cast<double>(cooldown));
    return peak * factor;
}

} // namespace maquette::train
