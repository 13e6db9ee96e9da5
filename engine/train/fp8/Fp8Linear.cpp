// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/fp8/Fp8Linear.h"

#include "nn/Precision.h"
#include "train/fp8/LayerCall.h"

#include <torch/torch.h>

namespace maquette::train::fp8 {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

class Product : public torch::autograd::Function<Product> {
public:
    /// x [T, inputs]; `anchor` is what makes the backward pass come by.
    static at::Tensor forward(AutogradContext* context, const at::Tensor& x, const at::Tensor&,
                              c10::intrusive_ptr<LayerCall> call)
    {
        const nn::FullPrecision full;
        const ScalingTensor input = call->castInput(x);
        const ScalingTensor weight = call->castWeight();
        ProductOptions options = call->productOptions();
        options.fastSums = true;
        const at::Tensor y = product({input}, {weight, true, {}}, options);
        context->save_for_backward(saved(input, weight));
        context->saved_data["call"] = c10::IValue::make_capsule(call);
        return y;
    }

    static variable_list backward(AutogradContext* context, variable_list gradients)
    {
        const nn::FullPrecision full;
        const c10::NoGradGuard guard;
        const auto holder = context->saved_data["call"].toCapsule();
        const LayerCall& call = *static_cast<const LayerCall*>(holder.get());
        const auto kept = context->get_saved_variables();
        at::Tensor turned;
        const ScalingTensor gradient = call.castGradient(gradients[0].contiguous(), turned);
        at::Tensor dx;
        if (context->needs_input_grad(0))
            dx = product({gradient}, {restored(kept, 2)}, call.productOptions());
        call.addGradient(restored(kept, 0), gradient, turned);
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
    auto call = c10::make_intrusive<LayerCall>();
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
