// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/ModuleStates.h"

#include "nn/KeyMapping.h"
#include "nn/Layers.h"
#include "train/TrainState.h"
#include "train/fp8/Fp8Linear.h"

#include <torch/torch.h>

#include <cassert>

namespace maquette::train {

namespace {

fp8::AdamOptions lowOptions(const AdamWOptions& options)
{
    fp8::AdamOptions low;
    low.beta1 = options.beta1;
    low.beta2 = options.beta2;
    low.epsilon = options.epsilon;
    low.decay = options.decay;
    return low;
}

} // namespace

ModuleStates::ModuleStates(std::shared_ptr<torch::nn::Module> network, const ModuleStatesOptions& options,
                           Decays decays)
    : m_network(std::move(network))
    , m_scaler(fp8::lossScaling(options.level && options.dynamicLossScale))
{
    if (options.level) {
        const NamedTensors moved = replaceProducts(options);
        [[maybe_unused]] const bool set = m_fp8->setWeights(moved);
        assert(set);
    }
    NamedTensors plain;
    for (const auto& item : m_network->named_parameters())
        if (item.value().requires_grad())
            plain.emplace_back(item.key(), item.value());
    if (m_fp8)
        m_fp8Adam = std::make_unique<fp8::Fp8Adam>(plain, *m_fp8, lowOptions(options.adam), decays);
    else
        m_adam = std::make_unique<AdamW>(plain, options.adam, decays);
}

/// The weights that moved, as matrices.
NamedTensors ModuleStates::replaceProducts(const ModuleStatesOptions& options)
{
    fp8::Recipe recipe;
    recipe.level = *options.level;
    recipe.window = options.window;
    m_fp8 = std::make_unique<fp8::Fp8State>(recipe);
    const nn::LinearMaker make = fp8::fp8Linear(*m_fp8);
    // The layers take the weights of the module instead of drawing some.
    const nn::UnsetWeights unset;
    NamedTensors moved;
    for (const auto& item : m_network->named_modules()) {
        auto layer = std::dynamic_pointer_cast<nn::MatrixLayer>(item.value());
        if (!layer || layer->exact || layer->replaced())
            continue;
        const std::string name = item.key() + ".weight";
        m_shapes[name] = layer->weight.sizes().vec();
        const at::Tensor matrix = layer->matrix().detach();
        nn::LinearShape shape;
        shape.outputs = matrix.size(0);
        shape.inputs = matrix.size(1);
        shape.bias = false;
        layer->replaceProduct(make(name, shape));
        moved.emplace_back(name, matrix);
    }
    return moved;
}

const NamedTensors& ModuleStates::parameters() const { return m_adam ? m_adam->parameters() : m_fp8Adam->parameters(); }

void ModuleStates::zeroGradients()
{
    if (m_fp8Adam)
        m_fp8Adam->zeroGradients();
    else
        m_adam->zeroGradients();
}

void ModuleStates::backward(const at::Tensor& loss)
{
    if (m_scaler.scale() == 1)
        loss.backward();
    else
        m_scaler.scale(loss).backward();
}

void ModuleStates::addGradients(const std::vector<at::Tensor>& gradients)
{
    assert(m_adam);
    m_adam->addGradients(gradients);
}

ModuleStates::Outcome ModuleStates::step(double rate, double clip)
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

NamedTensors ModuleStates::state() const
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

bool ModuleStates::setState(const NamedTensors& state)
{
    const TrainState all{state, {}};
    if (m_fp8
        && (!m_fp8->setState(all.under("fp8.")) || !m_scaler.setState(all.under("scaler."))
            || !m_fp8Adam->setState(all.under("adam."))))
        return false;
    if (m_adam && (!all.under("fp8.").empty() || !m_adam->setState(all.under("adam."))))
        return false;
    return fillModule(*m_network, all.under("weights."));
}

NamedTensors ModuleStates::weights() const
{
    NamedTensors all;
    for (const auto& [name, tensor] : nn::stateOf(*m_network))
        all.emplace_back(name, tensor.detach());
    if (m_fp8)
        for (const auto& [name, tensor] : m_fp8->decodedWeights())
            all.emplace_back(name, tensor.view(m_shapes.at(name)));
    return all;
}

fp8::StateBytes ModuleStates::bytes() const
{
    if (m_fp8Adam)
        return m_fp8Adam->bytes();
    fp8::StateBytes bytes;
    const TrainState states{m_adam->state(), {}};
    bytes.plain.weights = bytesOf(m_adam->parameters());
    bytes.plain.first = bytesOf(states.under("first."));
    bytes.plain.second = bytesOf(states.under("second."));
    bytes.plain.metas = bytesOf(states.under("count."));
    for (const auto& [name, tensor] : m_adam->parameters()) {
        bytes.plain.elements += tensor.numel();
        bytes.plain.gradients += tensor.grad().defined() ? static_cast<std::int64_t>(tensor.grad().nbytes()) : 0;
    }
    return bytes;
}

bool fillModule(torch::nn::Module& module, const NamedTensors& weights)
{
    const std::map<std::string, at::Tensor> byName(weights.begin(), weights.end());
    const auto own = nn::stateOf(module);
    if (own.size() != byName.size())
        return false;
    for (const auto& [name, tensor] : own) {
        const auto found = byName.find(name);
        if (found == byName.end() || found->second.sizes() != tensor.sizes())
            return false;
    }
    const at::NoGradGuard guard;
    for (const auto& [name, tensor] : own)
        tensor.copy_(byName.at(name));
    return true;
}

} // namespace maquette::train
