// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/gpt/GptStates.h"

#include "nn/KeyMapping.h"
#include "nn/Precision.h"
#include "train/ModuleStates.h"
#include "train/TrainState.h"
#include "train/fp8/Fp8Linear.h"
#include "train/fp8/ParallelLinear.h"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace maquette::train::gpt {

namespace {

/// Megatron-LM's rule: biases and norms are not decayed.
bool decays(const std::string&, const at::Tensor& tensor) { return tensor.dim() > 1; }

/// Of 4 ranks, 2 of which compute layers together: those neighbors, {{0, 1}, {2, 3}}, or those with the same part of
/// the layers, {{0, 2}, {1, 3}}.
std::vector<std::vector<int>> parts(int ranks, int tensorRanks, bool neighbors)
{
    const int count = neighbors ? ranks / tensorRanks : tensorRanks;
    std::vector<std::vector<int>> all(static_cast<std::size_t>(count));
    for (int rank = 0; rank < ranks; ++rank)
        all[static_cast<std::size_t>(neighbors ? rank / tensorRanks : rank % tensorRanks)].push_back(rank);
    return all;
}

} // namespace

GptStates::GptStates(const StatesOptions& options)
    : m_precision(options.precision)
    , m_all(options.group)
    , m_group(options.group)
    , m_tensor(distributed::ProcessGroup::alone())
    , m_scaler(fp8::lossScaling(options.precision.level && options.dynamicLossScale))
{
    if (options.tensorRanks > 1) {
        m_tensor = m_all->part(parts(m_all->ranks(), options.tensorRanks, true));
        m_group = m_all->part(parts(m_all->ranks(), options.tensorRanks, false));
    }
    torch::manual_seed(options.seed);
    if (m_precision.level) {
        fp8::Recipe recipe;
        recipe.level = *m_precision.level;
        recipe.window = options.window;
        m_fp8 = std::make_unique<fp8::Fp8State>(recipe);
    }
    if (m_tensor->ranks() > 1) {
        const auto layers = std::make_shared<fp8::TensorParallel>(m_tensor);
        m_network = std::make_shared<models::gpt::Gpt>(options.config, layers->linear(*m_fp8), layers);
    } else
        m_network
            = std::make_shared<models::gpt::Gpt>(options.config, m_fp8 ? fp8::fp8Linear(*m_fp8) : nn::plainLinear());
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
        if (m_group->ranks() > 1)
            m_reducer = std::make_unique<fp8::GradientReducer>(*m_fp8, m_group, options.reduceScaling, options.factor);
        if (m_group->ranks() > 1 && options.zero)
            m_zero = std::make_unique<fp8::Fp8Zero>(*m_fp8Adam, m_group);
    } else
        m_adam = std::make_unique<AdamW>(
            plain, AdamWOptions{options.beta1, options.beta2, options.epsilon, options.decay}, decays);
}

std::int64_t GptStates::sentByGroup() const
{
    return m_group->bytesSent() - (m_reducer ? m_reducer->measuringBytes() : 0);
}

void GptStates::zeroGradients()
{
    m_tensorMark = m_tensor->bytesSent();
    m_groupMark = sentByGroup();
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

/// Every rank has the mean afterwards; with ZeRO that of an FP8 weight is on its owner alone.
void GptStates::reduceGradients()
{
    if (m_reducer)
        m_reducer->reduce(m_zero ? m_zero->gradientOwners() : std::vector<int>{});
    const at::NoGradGuard guard;
    const NamedTensors& plain = m_adam ? m_adam->parameters() : m_fp8Adam->parameters();
    for (const auto& [name, tensor] : plain)
        if (m_tensor->ranks() > 1 && models::gpt::isOfOwnRows(name) && tensor.grad().defined())
            m_tensor->allReduceSum(tensor.mutable_grad());
    if (m_group->ranks() == 1)
        return;
    // All other gradients in one float32 tensor; a parameter that had none on this rank counts as zero.
    std::vector<at::Tensor> flat;
    for (const auto& [name, tensor] : plain)
        flat.push_back((tensor.grad().defined() ? tensor.grad() : at::zeros_like(tensor)).flatten());
    at::Tensor all = at::cat(flat);
    m_group->allReduceSum(all);
    all.div_(m_group->ranks());
    std::int64_t from = 0;
    for (const auto& [name, tensor] : plain) {
        tensor.mutable_grad() = all.slice(0, from, from + tensor.numel()).view(tensor.sizes()).clone();
        from += tensor.numel();
    }
}

double GptStates::gradientNorm()
{
    const at::NoGradGuard guard;
    double plain = 0, split = 0;
    for (const auto& [name, tensor] : m_fp8Adam->parameters())
        if (tensor.grad().defined()) {
            const double length = tensor.grad().norm().item<double>();
            const bool part = m_tensor->ranks() > 1 && models::gpt::splitOf(name) != nn::Split::None;
            (part ? split : plain) += length * length;
        }
    double scaled = m_fp8Adam->squares().fp8;
    if (m_zero || m_tensor->ranks() > 1) {
        at::Tensor sums = at::tensor({scaled, split}, at::kDouble);
        at::Tensor ours = sums[0];
        if (m_zero)
            m_group->allReduceSum(ours);
        m_tensor->allReduceSum(sums);
        scaled = sums[0].item<double>();
        split = sums[1].item<double>();
    }
    return std::sqrt(scaled + split + plain);
}

GptStates::Outcome GptStates::step(double rate, double clip)
{
    Outcome outcome;
    m_traffic.activations = m_tensor->bytesSent() - m_tensorMark;
    if (m_all->ranks() > 1)
        reduceGradients();
    m_traffic.gradients = sentByGroup() - m_groupMark;
    if (m_adam) {
        outcome.norm = m_adam->clipGradients(clip);
        m_adam->step(rate);
    } else {
        outcome.finite = !m_all->any(!m_fp8Adam->unscale(m_scaler.scale()));
        if (outcome.finite) {
            outcome.norm = gradientNorm();
            m_fp8Adam->clipGradients(clip, outcome.norm);
            m_fp8Adam->step(rate);
        }
        m_scaler.update(outcome.finite);
    }
    const std::int64_t reduced = sentByGroup();
    if (m_zero && outcome.finite)
        m_zero->spreadWeights();
    m_traffic.weights = sentByGroup() - reduced;
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

NamedTensors GptStates::ownState() const
{
    // The first rank's part is the state of a run on one; the others add what differs from it.
    TrainState own;
    if (m_fp8)
        own.add("rank" + std::to_string(m_group->rank()) + ".fp8.", m_fp8->windows());
    if (m_zero) {
        own.add("fp8.", m_fp8->masters());
        own.add("adam.", m_fp8Adam->state());
    }
    return own.tensors;
}

NamedTensors GptStates::state() const
{
    NamedTensors own = partState();
    if (m_tensor->ranks() == 1 || !m_group->first())
        return own;
    const auto all = m_tensor->gather(m_tensor->first() ? NamedTensors() : own);
    if (!m_tensor->first())
        return {};
    for (std::size_t part = 1; part < all.size(); ++part)
        for (const auto& [name, tensor] : all[part])
            own.emplace_back("part" + std::to_string(part) + "." + name, tensor);
    return own;
}

NamedTensors GptStates::partState() const
{
    std::vector<NamedTensors> others;
    if (m_group->ranks() > 1) {
        others = m_group->gather(m_group->first() ? NamedTensors() : ownState());
        if (!m_group->first())
            return {};
    }
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
    if (m_reducer)
        all.add("reduce.", m_reducer->state());
    for (const NamedTensors& rank : others)
        all.add("", rank);
    return all.tensors;
}

bool GptStates::setState(const NamedTensors& state)
{
    TrainState all{state, {}};
    if (!m_tensor->first())
        all.tensors = all.under("part" + std::to_string(m_tensor->rank()) + ".");
    // The windows of this rank, where it had any, before those of the first.
    NamedTensors scaled = all.under("rank" + std::to_string(m_group->rank()) + ".fp8.");
    for (auto& each : all.under("fp8."))
        scaled.push_back(std::move(each));
    if (m_fp8
        && (!m_fp8->setState(scaled) || !m_scaler.setState(all.under("scaler."))
            || !m_fp8Adam->setState(all.under("adam."))))
        return false;
    if (m_adam && !m_adam->setState(all.under("adam.")))
        return false;
    if (m_reducer)
        m_reducer->setState(all.under("reduce."));
    return fillModule(*m_network, all.under("weights."));
}

NamedTensors GptStates::weights() const
{
    NamedTensors own = partWeights();
    if (m_tensor->ranks() == 1 || !m_group->first())
        return own;
    const auto all = m_tensor->gather(own);
    if (!m_tensor->first())
        return {};
    for (std::size_t i = 0; i < own.size(); ++i) {
        const nn::Split split = models::gpt::splitOf(own[i].first);
        if (split == nn::Split::None)
            continue;
        std::vector<at::Tensor> pieces;
        for (const NamedTensors& part : all)
            pieces.push_back(part[i].second);
        own[i].second = at::cat(pieces, split == nn::Split::Outputs ? 0 : 1);
    }
    return own;
}

NamedTensors GptStates::partWeights() const
{
    NamedTensors all;
    for (const auto& [name, tensor] : nn::stateOf(*m_network))
        all.emplace_back(name, tensor.detach());
    if (!m_fp8)
        return all;
    std::map<std::string, at::Tensor> scaled;
    for (const auto& [name, tensor] : m_fp8->decodedWeights())
        scaled.emplace(name, tensor);
    if (m_zero && *m_precision.level == fp8::Level::O3) {
        // The masters, which are finer than the weights that all ranks have, lie on their owners.
        NamedTensors own;
        for (const auto& parameter : m_fp8->parameters())
            if (parameter->master.defined())
                own.emplace_back(parameter->name, scaled.at(parameter->name));
        for (const NamedTensors& rank : m_group->gather(m_group->first() ? NamedTensors() : own))
            for (const auto& [name, tensor] : rank)
                scaled.at(name) = tensor;
    }
    for (const auto& parameter : m_fp8->parameters()) {
        const std::string& name = parameter->name;
        all.emplace_back(name.ends_with(".weight") ? name : name + ".weight", scaled.at(name));
    }
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
