// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/gpt/GptStates.h"

#include "nn/KeyMapping.h"
#include "nn/Precision.h"
#include "train/TrainState.h"
#include "train/fp8/Fp8Linear.h"

#include <torch/torch.h>

#include <algorithm>
#include <map>

namespace maquette::train::gpt {

namespace {

/// Megatron-LM's rule: biases and norms are not decayed.
bool decays(const std::string&, const at::Tensor& tensor) { return tensor.dim() > 1; }

fp8::LossScalerOptions scalerOptions(const StatesOptions& options)
{
    fp8::LossScalerOptions scaler;
    scaler.dynamic = options.precision.level && options.dynamicLossScale;
    scaler.initial = scaler.dynamic ? 65536 : 1;
    return scaler;
}

std::int64_t bytesOf(const NamedTensors& tensors)
{
    std::int64_t bytes = 0;
    for (const auto& [name, tensor] : tensors)
        bytes += static_cast<std::int64_t>(tensor.nbytes());
    return bytes;
}

} // namespace

GptStates::GptStates(const StatesOptions& options)
    : m_precision(options.precision)
    , m_scaler(scalerOptions(options))
{
    torch::manual_seed(options.seed);
    if (m_precision.level) {
        fp8::Recipe recipe;
        recipe.level = *m_precision.level;
        recipe.window = options.window;
        m_fp8 = std::make_unique<fp8::Fp8State>(recipe);
    }
    m_network = std::make_shared<models::gpt::Gpt>(options.config, m_fp8 ? fp8::fp8Linear(*m_fp8) : nn::plainLinear());
    m_network->train();
    NamedTensors plain;
    for (const auto& item : m_network->named_parameters())
        plain.emplace_back(item.key(), item.value());
    if (m_fp8) {
        fp8::AdamOptions adam;
        adam.beta1 = options.beta1;
        adam.beta2 = options.beta2;
        adam.epsilon = options.epsilon;
        adam.decay = options.decay;
        m_fp8Adam = std::make_unique<fp8::Fp8Adam>(plain, *m_fp8, adam, decays);
    } else
        m_adam = std::make_unique<AdamW>(
            plain, AdamWOptions{options.beta1, options.beta2, options.epsilon, options.decay}, decays);
}

void GptStates::zeroGradients()
{
    if (m_fp8Adam)
        m_fp8Adam->zeroGradients();
    else
        m_adam->zeroGradients();
}

double GptStates::pass(const at::Tensor& tokens, const at::Tensor& targets, double share,
                       const std::function<void()>& afterForward)
{
    at::Tensor loss;
    {
        const nn::MixedPrecision mixed(m_precision.mixed);
        loss = m_network->loss(tokens, targets);
    }
    if (afterForward)
        afterForward();
    (loss * (share * m_scaler.scale())).backward();
    return loss.item<double>();
}

GptStates::Outcome GptStates::step(double rate, double clip)
{
    Outcome outcome;
    if (m_adam) {
        outcome.norm = m_adam->clipGradients(clip);
        m_adam->step(rate);
    } else {
        outcome.finite = m_fp8Adam->unscale(m_scaler.scale());
        if (outcome.finite) {
            outcome.norm = m_fp8Adam->clipGradients(clip);
            m_fp8Adam->step(rate);
        }
        m_scaler.update(outcome.finite);
    }
    if (outcome.norm > clip)
        outcome.clip = clip / (outcome.norm + 1e-6);
    return outcome;
}

double GptStates::evaluate(const at::Tensor& tokens, const at::Tensor& targets)
{
    const at::NoGradGuard guard;
    fp8::Fp8Statistics* statistics = m_fp8 ? m_fp8->statistics() : nullptr;
    if (m_fp8)
        m_fp8->observe(nullptr);
    m_network->eval();
    const nn::MixedPrecision mixed(m_precision.mixed);
    const double loss = m_network->loss(tokens, targets).item<double>();
    m_network->train();
    if (m_fp8)
        m_fp8->observe(statistics);
    return loss;
}

NamedTensors GptStates::state() const
{
    TrainState all;
    NamedTensors plain;
    for (const auto& [name, tensor] : nn::stateOf(*m_network))
        plain.emplace_back(name, tensor);
    all.add("weights.", plain);
    if (m_fp8) {
        all.add("fp8.", m_fp8->state());
        all.add("scaler.", m_scaler.state());
    }
    all.add("adam.", m_fp8Adam ? m_fp8Adam->state() : m_adam->state());
    return all.tensors;
}

bool GptStates::setState(const NamedTensors& state)
{
    const TrainState all{state, {}};
    if (m_fp8
        && (!m_fp8->setState(all.under("fp8.")) || !m_scaler.setState(all.under("scaler."))
            || !m_fp8Adam->setState(all.under("adam."))))
        return false;
    if (m_adam && !m_adam->setState(all.under("adam.")))
        return false;
    const auto kept = all.under("weights.");
    const std::map<std::string, at::Tensor> byName(kept.begin(), kept.end());
    const auto own = nn::stateOf(*m_network);
    if (own.size() != byName.size())
        return false;
    const at::NoGradGuard guard;
    for (const auto& [name, tensor] : own) {
        const auto found = byName.find(name);
        if (found == byName.end() || found->second.sizes() != tensor.sizes())
            return false;
        tensor.copy_(found->second);
    }
    return true;
}

NamedTensors GptStates::weights() const
{
    NamedTensors all;
    for (const auto& [name, tensor] : nn::stateOf(*m_network))
        all.emplace_back(name, tensor.detach());
    if (m_fp8)
        for (const auto& [name, tensor] : m_fp8->decodedWeights())
            all.emplace_back(name.ends_with(".weight") ? name : name + ".weight", tensor);
    return all;
}

void GptStates::measure(MemoryLedger& ledger) const
{
    const auto set = [&](const char* name, std::int64_t bytes) { ledger.row(name).measured = bytes; };
    if (m_fp8) {
        const auto bytes = m_fp8Adam->bytes();
        set("weights", bytes.fp8.weights + bytes.plain.weights);
        set("master", bytes.fp8.master + bytes.plain.master);
        set("gradients", bytes.fp8.gradients + bytes.plain.gradients);
        set("exp_avg", bytes.fp8.first + bytes.plain.first);
        set("exp_avg_sq", bytes.fp8.second + bytes.plain.second);
        set("scales", bytes.fp8.metas + bytes.plain.metas);
        return;
    }
    const TrainState states{m_adam->state(), {}};
    std::int64_t gradients = 0;
    for (const auto& [name, tensor] : m_adam->parameters())
        gradients += tensor.grad().defined() ? static_cast<std::int64_t>(tensor.grad().nbytes()) : 0;
    const std::int64_t weights = bytesOf(m_adam->parameters());
    set("weights", m_precision.mixed ? 0 : weights);
    set("master", m_precision.mixed ? weights : 0);
    set("gradients", gradients);
    set("exp_avg", bytesOf(states.under("first.")));
    set("exp_avg_sq", bytesOf(states.under("second.")));
    set("scales", 0);
}

} // namespace maquette::train::gpt
