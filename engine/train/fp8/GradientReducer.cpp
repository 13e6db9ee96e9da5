// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/fp8/GradientReducer.h"

#include "train/fp8/Fp8Statistics.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include <cmath>
#include <limits>

namespace maquette::train::fp8 {

namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();

at::Tensor joined(const std::vector<at::Tensor>& codes, const std::vector<CodeSlice>& slices)
{
    std::vector<at::Tensor> parts;
    for (const CodeSlice& slice : slices)
        parts.push_back(codes[slice.tensor].slice(0, slice.begin, slice.end));
    return parts.empty() ? at::empty({0}, at::kByte) : at::cat(parts);
}

void put(std::vector<at::Tensor>& codes, const std::vector<CodeSlice>& slices, const at::Tensor& sums)
{
    std::int64_t from = 0;
    for (const CodeSlice& slice : slices) {
        const std::int64_t length = slice.end - slice.begin;
        codes[slice.tensor].slice(0, slice.begin, slice.end).copy_(sums.slice(0, from, from + length));
        from += length;
    }
}

/// Every tensor cut in as many pieces as there are ranks.
std::vector<std::vector<CodeSlice>> ringSlices(const std::vector<at::Tensor>& codes, std::int64_t ranks)
{
    std::vector<std::vector<CodeSlice>> slices(static_cast<std::size_t>(ranks));
    for (std::size_t tensor = 0; tensor < codes.size(); ++tensor)
        for (std::int64_t piece = 0; piece < ranks; ++piece) {
            const std::int64_t count = codes[tensor].numel();
            slices[static_cast<std::size_t>(piece)].push_back(
                {tensor, count * piece / ranks, count * (piece + 1) / ranks});
        }
    return slices;
}

} // namespace

void sumCodes(distributed::ProcessGroup& group, std::vector<at::Tensor>& codes,
              const std::vector<std::vector<CodeSlice>>& slices, bool spread)
{
    const auto ranks = static_cast<std::size_t>(group.ranks());
    const auto own = static_cast<std::size_t>(group.rank());
    std::vector<at::Tensor> pieces;
    for (const auto& list : slices)
        pieces.push_back(joined(codes, list));
    const auto came = group.allToAll(pieces, std::vector<std::int64_t>(ranks, pieces[own].numel()));
    at::Tensor total = came[(own + 1) % ranks];
    for (std::size_t hop = 2; hop <= ranks; ++hop)
        total = fp8Add(total, came[(own + hop) % ranks], kernels::Fp8Format::E4M3);
    if (!spread) {
        put(codes, slices[own], total);
        return;
    }
    const auto sums = group.allGatherBytes(total);
    for (std::size_t rank = 0; rank < ranks; ++rank)
        put(codes, slices[rank], sums[rank]);
}

/// What the ranks agree on, by parameter.
struct GradientReducer::Shared {
    std::vector<float> scales; ///< the smallest; infinite where no rank has a gradient that is not zero
    std::vector<float> amaxes; ///< the largest; infinite where one is infinite or NaN
};

GradientReducer::GradientReducer(Fp8State& state, std::shared_ptr<distributed::ProcessGroup> group,
                                 ReduceScaling scaling, AutoFactorOptions factor)
    : m_state(state)
    , m_group(std::move(group))
    , m_scaling(scaling)
{
    const double ranks = m_group->ranks();
    if (scaling == ReduceScaling::Auto)
        factor.initial = 1 / std::sqrt(ranks);
    if (scaling == ReduceScaling::RootN)
        m_state.shareGradientScales([shared = m_group](at::Tensor& amax) { shared->allReduceMax(amax); });
    m_state.keepExact(true);
    for (const auto& parameter : m_state.parameters()) {
        m_factors.emplace_back(factor);
        parameter->weightGradient->factor = factorOf({.scaling = scaling, .factor = factor.initial}, ranks);
    }
}

GradientReducer::Shared GradientReducer::share() const
{
    const auto& parameters = m_state.parameters();
    const auto count = static_cast<std::int64_t>(parameters.size());
    at::Tensor own = at::empty({2, count}, at::kFloat);
    auto values = own.accessor<float, 2>();
    for (std::int64_t i = 0; i < count; ++i) {
        const ScalingTensor& gradient = parameters[static_cast<std::size_t>(i)]->gradient;
        values[1][i] = gradient.defined() ? gradient.meta->amax[0].item<float>() : 0;
        // Zeros fit any scale; theirs is but the one before.
        values[0][i] = values[1][i] != 0 ? -gradient.meta->scale.item<float>() : -infinity;
    }
    m_group->allReduceMax(own);
    Shared shared;
    for (std::int64_t i = 0; i < count; ++i) {
        shared.scales.push_back(-values[0][i]);
        shared.amaxes.push_back(values[1][i]);
    }
    return shared;
}

void GradientReducer::reduce(const std::vector<int>& owners)
{
    const c10::NoGradGuard guard;
    const auto& parameters = m_state.parameters();
    const auto ranks = static_cast<double>(m_group->ranks());
    const Shared shared = share();

    std::vector<std::size_t> reduced; // parameters that have a gradient somewhere
    std::vector<at::Tensor> codes;
    std::vector<std::vector<CodeSlice>> slices(static_cast<std::size_t>(m_group->ranks()));
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        if (!std::isfinite(shared.scales[i])) {
            if (!owners.empty() && owners[i] != m_group->rank())
                parameters[i]->gradient = {};
            continue;
        }
        const ScalingTensor& gradient = parameters[i]->gradient;
        if (!gradient.defined())
            codes.push_back(at::zeros({parameters[i]->weight.value.numel()}, at::kByte));
        else if (gradient.meta->scale.item<float>() == shared.scales[i])
            codes.push_back(gradient.value.flatten().clone());
        else
            codes.push_back(std::get<0>(kernels::fp8Encode(
                gradient.decode().flatten(), at::full({}, shared.scales[i], at::kFloat), kernels::Fp8Format::E4M3)));
        if (!owners.empty())
            slices[static_cast<std::size_t>(owners[i])].push_back({reduced.size(), 0, codes.back().numel()});
        reduced.push_back(i);
    }
    if (owners.empty())
        slices = ringSlices(codes, m_group->ranks());
    sumCodes(*m_group, codes, slices, owners.empty());

    at::Tensor saturated = at::zeros({static_cast<std::int64_t>(reduced.size())}, at::kDouble);
    for (std::size_t at = 0; at < reduced.size(); ++at) {
        const std::size_t i = reduced[at];
        ScalingParameter& parameter = *parameters[i];
        const bool here = owners.empty() || owners[i] == m_group->rank();
        ScalingMeta& meta = *parameter.weightGradient;
        meta.scale.fill_(shared.scales[i]);
        meta.scaleInverse.fill_(1.0 / shared.scales[i] / ranks);
        parameter.gradient = {};
        if (here) {
            saturated[static_cast<std::int64_t>(at)] = saturatedShare(codes[at]);
            parameter.gradient
                = ScalingTensor(codes[at].view(parameter.weight.value.sizes()), parameter.weightGradient);
        }
        // The sum is cut off and so always finite; what it was made of need not have been.
        meta.amax.fill_(shared.amaxes[i]);
        if (here && std::isfinite(shared.amaxes[i]))
            meta.amax.select(0, 0).copy_(kernels::fp8Amax(parameter.gradient.decode()));
        // Where all have the sum the first one looks at it.
        measure(parameter, owners.empty() ? m_group->first() : here);
    }
    if (m_scaling != ReduceScaling::Auto)
        return;
    if (!owners.empty())
        m_group->allReduceMax(saturated);
    for (std::size_t at = 0; at < reduced.size(); ++at) {
        const std::size_t i = reduced[at];
        if (!std::isfinite(shared.amaxes[i]))
            continue; // the step will be skipped, and says nothing
        m_factors[i].update(saturated[static_cast<std::int64_t>(at)].item<double>());
        parameters[i]->weightGradient->factor = m_factors[i].factor();
    }
}

void GradientReducer::measure(ScalingParameter& parameter, bool here)
{
    if (!m_state.keepsExact())
        return;
    at::Tensor mean = parameter.exact.defined() ? parameter.exact.to(at::kFloat, /*non_blocking=*/false, /*copy=*/true)
                                                : at::zeros_like(parameter.weight.value, at::kFloat);
    parameter.exact.reset();
    const std::int64_t before = m_group->bytesSent();
    m_group->allReduceSum(mean);
    m_measuringBytes += m_group->bytesSent() - before;
    if (!here)
        return;
    Fp8Statistics& statistics = *m_state.statistics();
    mean.div_(m_group->ranks());
    const MetaPointer shown = parameter.gradient.meta->clone();
    shown->amax.select(0, 0).copy_(kernels::fp8Amax(mean)); // not of the sum, which is cut off
    statistics.note(parameter.name, Role::ReducedGradient, *shown);
    statistics.observe(parameter.name, Role::ReducedGradient, mean, parameter.gradient);
}

NamedTensors GradientReducer::state() const
{
    NamedTensors state;
    for (std::size_t i = 0; m_scaling == ReduceScaling::Auto && i < m_factors.size(); ++i)
        state.emplace_back("factor." + m_state.parameters()[i]->name, at::full({}, m_factors[i].factor(), at::kDouble));
    return state;
}

void GradientReducer::setState(const NamedTensors& state)
{
    for (std::size_t i = 0; m_scaling == ReduceScaling::Auto && i < m_factors.size(); ++i)
        for (const auto& [name, tensor] : state)
            if (name == "factor." + m_state.parameters()[i]->name && tensor.numel() == 1) {
                m_factors[i].set(tensor.item<double>());
                m_state.parameters()[i]->weightGradient->factor = m_factors[i].factor();
            }
}

} // namespace maquette::train::fp8
