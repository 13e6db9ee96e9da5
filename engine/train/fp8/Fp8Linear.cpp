// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/fp8/Fp8Linear.h"

#include "nn/Precision.h"
#include "train/fp8/Fp8Product.h"
#include "train/fp8/Fp8Statistics.h"

#include <torch/csrc/autograd/custom_function.h>
#include <torch/torch.h>

namespace maquette::train::fp8 {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// What the passes of one call share besides tensors.
struct Call : torch::CustomClassHolder {
    std::shared_ptr<ScalingParameter> parameter;
    Fp8State* state = nullptr;
    at::ScalarType type = at::kFloat; ///< of results
    bool counts = true; ///< part of training: windows take notice
};
using CallPointer = c10::intrusive_ptr<Call>;

void show(const Call& call, Role role, const at::Tensor& source, const ScalingTensor& result)
{
    Fp8Statistics* statistics = call.state->statistics();
    if (statistics == nullptr || !call.counts)
        return;
    statistics->note(call.parameter->name, role, *result.meta);
    if (statistics->measuring())
        statistics->observe(call.parameter->name, role, source, result);
}

ProductOptions productOptions(const Call& call)
{
    return {.type = call.type, .scaled = call.state->recipe().scaledProducts};
}

void addGradient(const Call& call, const ScalingTensor& x, const ScalingTensor& gradient, const at::Tensor& turned)
{
    ScalingParameter& parameter = *call.parameter;
    const Recipe& recipe = call.state->recipe();
    ProductOptions options = productOptions(call);
    if (parameter.gradient.defined())
        options.add = parameter.gradient.decode(call.type);
    const at::Tensor whole = product({gradient, true, turned}, {x}, options);
    parameter.gradient = ScalingTensor::from(whole, parameter.weightGradient,
                                             {.rule = recipe.quirks.scaleRule, .reduce = recipe.reduce});
    show(call, Role::WeightGradient, whole, parameter.gradient);
    if (call.state->keepsExact())
        parameter.exact = whole;
}

class Product : public torch::autograd::Function<Product> {
public:
    /// x [T, inputs]; `anchor` is what makes the backward pass come by.
    static at::Tensor forward(AutogradContext* context, const at::Tensor& x, const at::Tensor&, CallPointer call)
    {
        const nn::FullPrecision full;
        ScalingParameter& parameter = *call->parameter;
        const Quirks& quirks = call->state->recipe().quirks;
        const bool notice = call->counts || quirks.windowInEvaluation;
        const MetaPointer meta = notice ? parameter.input : parameter.input->clone();
        const ScalingTensor input = ScalingTensor::from(x, meta, {.rule = quirks.scaleRule});
        show(*call, Role::Input, x, input);
        const ScalingTensor weight = parameter.weight.cast(QType::E4M3, quirks.scaleRule);
        if (call->state->statistics() != nullptr && call->counts)
            show(*call, Role::Weight, call->state->statistics()->measuring() ? parameter.weight.decode() : at::Tensor(),
                 weight);
        parameter.ran = parameter.ran || notice;

        ProductOptions options = productOptions(*call);
        options.fastSums = true;
        const at::Tensor y = product({input}, {weight, true, {}}, options);
        // The decoding factors as they are now: a later pass through the layer may come before this one's backward
        // pass.
        context->save_for_backward(
            {input.value, input.meta->scaleInverse.clone(), weight.value, weight.meta->scaleInverse.clone()});
        context->saved_data["call"] = c10::IValue::make_capsule(call);
        return y;
    }

    static variable_list backward(AutogradContext* context, variable_list gradients)
    {
        const nn::FullPrecision full;
        const c10::NoGradGuard guard;
        const auto holder = context->saved_data["call"].toCapsule();
        const Call& call = *static_cast<const Call*>(holder.get());
        const auto saved = context->get_saved_variables();
        const auto restore = [&](std::size_t at) {
            auto meta = std::make_shared<ScalingMeta>(QType::E4M3, 1, saved[at].device());
            meta->scaleInverse = saved[at + 1];
            return ScalingTensor(saved[at], std::move(meta));
        };
        const ScalingTensor x = restore(0);
        const ScalingTensor weight = restore(2);
        const at::Tensor dy = gradients[0].contiguous();
        const Recipe& recipe = call.state->recipe();
        at::Tensor turned;
        const bool turn = recipe.scaledProducts && hasScaledProducts(dy.device());
        const ScalingTensor gradient
            = ScalingTensor::from(dy, call.parameter->outputGradient,
                                  {.rule = recipe.quirks.scaleRule, .transposed = turn ? &turned : nullptr});
        show(call, Role::OutputGradient, dy, gradient);
        at::Tensor dx;
        if (context->needs_input_grad(0))
            dx = product({gradient}, {weight}, productOptions(call));
        addGradient(call, x, gradient, turned);
        return {dx, at::Tensor(), at::Tensor()};
    }
};

} // namespace

Fp8Linear::Fp8Linear(const std::string& name, const nn::LinearShape& shape, Fp8State& state)
    : m_state(state)
{
    at::Tensor weight = at::empty({shape.outputs, shape.inputs}, at::kFloat);
    // Unset weights would give amax of whatever lies in memory.
    if (nn::UnsetWeights::active())
        weight.zero_();
    else
        weight.normal_(0, shape.deviation);
    m_weight = m_state.add(name.ends_with(".weight") ? name : name + ".weight", weight);
    if (shape.bias)
        bias = register_parameter("bias", at::zeros({shape.outputs}, at::kFloat));
    m_anchor = at::zeros({}, at::kFloat).set_requires_grad(true);
}

at::Tensor Fp8Linear::forward(const at::Tensor& x)
{
    auto call = c10::make_intrusive<Call>();
    call->parameter = m_weight;
    call->state = &m_state;
    call->type = nn::MixedPrecision::active() ? at::kBFloat16 : x.scalar_type();
    call->counts = is_training() && at::GradMode::is_enabled();
    const at::Tensor flat = x.reshape({-1, x.size(-1)});
    at::Tensor y = Product::apply(flat, m_anchor, call);
    if (bias.defined())
        y = y + bias.to(y.scalar_type());
    std::vector<std::int64_t> shape = x.sizes().vec();
    shape.back() = y.size(1);
    return y.view(shape);
}

nn::LinearMaker fp8Linear(Fp8State& state)
{
    return [&state](const std::string& name, const nn::LinearShape& shape) {
        return std::make_shared<Fp8Linear>(name, shape, state);
    };
}

} // namespace maquette::train::fp8
