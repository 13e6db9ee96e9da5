// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/fp8/LayerCall.h"

#include "train/fp8/Fp8Linear.h"

namespace maquette::train::fp8 {

ProductOptions LayerCall::productOptions() const { return {.type = type, .scaled = state->recipe().scaledProducts}; }

void LayerCall::show(Role role, const at::Tensor& source, const ScalingTensor& result) const
{
    Fp8Statistics* statistics = state->statistics();
    if (statistics == nullptr || !counts)
        return;
    statistics->note(parameter->name, role, *result.meta);
    if (statistics->measuring())
        statistics->observe(parameter->name, role, source, result);
}

ScalingTensor LayerCall::castInput(const at::Tensor& x, const ReduceMax& reduce)
{
    const Quirks& quirks = state->recipe().quirks;
    const bool notice = counts || quirks.windowInEvaluation;
    const MetaPointer meta = notice ? parameter->input : parameter->input->clone();
    ScalingTensor input
        = ScalingTensor::from(x, meta, {.rule = quirks.scaleRule, .reduce = meta->inTime() ? reduce : ReduceMax()});
    show(Role::Input, x, input);
    parameter->ran = parameter->ran || notice;
    return input;
}

ScalingTensor LayerCall::castWeight() const
{
    ScalingTensor weight = parameter->weight.cast(QType::E4M3, state->recipe().quirks.scaleRule);
    if (state->statistics() != nullptr && counts)
        show(Role::Weight, state->statistics()->measuring() ? parameter->weight.decode() : at::Tensor(), weight);
    return weight;
}

ScalingTensor LayerCall::castGradient(const at::Tensor& dy, at::Tensor& turned, const ReduceMax& reduce) const
{
    const Recipe& recipe = state->recipe();
    const bool turn = recipe.scaledProducts && hasScaledProducts(dy.device());
    const MetaPointer& meta = parameter->outputGradient;
    ScalingTensor gradient = ScalingTensor::from(dy, meta,
                                                 {.rule = recipe.quirks.scaleRule,
                                                  .reduce = meta->inTime() ? reduce : ReduceMax(),
                                                  .transposed = turn ? &turned : nullptr});
    show(Role::OutputGradient, dy, gradient);
    return gradient;
}

void LayerCall::addGradient(const ScalingTensor& x, const ScalingTensor& gradient, const at::Tensor& turned) const
{
    const Recipe& recipe = state->recipe();
    ProductOptions options = productOptions();
    if (parameter->gradient.defined())
        options.add = parameter->gradient.decode(type);
    const at::Tensor whole = product({gradient, true, turned}, {x}, options);
    parameter->gradient = ScalingTensor::from(whole, parameter->weightGradient,
                                              {.rule = recipe.quirks.scaleRule, .reduce = recipe.reduce});
    show(Role::WeightGradient, whole, parameter->gradient);
    if (state->keepsExact())
        parameter->exact = whole;
}

torch::autograd::variable_list saved(const ScalingTensor& input, const ScalingTensor& weight)
{
    return {input.value, input.meta->scaleInverse.clone(), weight.value, weight.meta->scaleInverse.clone()};
}

ScalingTensor restored(const torch::autograd::variable_list& saved, std::size_t at)
{
    auto meta = std::make_shared<ScalingMeta>(QType::E4M3, 1, saved[at].device());
    meta->scaleInverse = saved[at + 1];
    return {saved[at], std::move(meta)};
}

} // namespace maquette::train::fp8
