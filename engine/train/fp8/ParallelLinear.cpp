// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/fp8/ParallelLinear.h"

#include "nn/Precision.h"
#include "train/fp8/Fp8Linear.h"
#include "train/fp8/LayerCall.h"

#include <torch/torch.h>

#include <cassert>

namespace maquette::train::fp8 {

namespace {

using distributed::ProcessGroup;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

struct ParallelCall : LayerCall {
    std::shared_ptr<ProcessGroup> group;
    ParallelOptions options;

    [[nodiscard]] bool byOutputs() const { return options.split == nn::Split::Outputs; }
    /// For the tensors that are gathered: their codes must mean the same everywhere.
    [[nodiscard]] ReduceMax sharing(bool gathered) const
    {
        if (!gathered || !options.sequence)
            return {};
        return [shared = group](at::Tensor& amax) { shared->allReduceMax(amax); };
    }
    [[nodiscard]] ScalingTensor gather(const ScalingTensor& part) const
    {
        return options.sequence ? ScalingTensor(group->allGather(part.value), part.meta) : part;
    }
    [[nodiscard]] at::Tensor add(at::Tensor terms) const
    {
        if (options.sequence)
            return group->reduceScatter(terms);
        group->allReduceSum(terms);
        return terms;
    }
};

class ParallelProduct : public torch::autograd::Function<ParallelProduct> {
public:
    /// `bias` may be undefined; `anchor` is what makes the backward pass come by.
    static at::Tensor forward(AutogradContext* context, const at::Tensor& x, const at::Tensor&, const at::Tensor& bias,
                              c10::intrusive_ptr<ParallelCall> call)
    {
        const nn::FullPrecision full;
        const ScalingTensor input = call->castInput(x, call->sharing(call->byOutputs()));
        const ScalingTensor weight = call->castWeight();
        ProductOptions options = call->productOptions();
        options.fastSums = true;
        at::Tensor y = product({call->byOutputs() ? call->gather(input) : input}, {weight, true, {}}, options);
        if (!call->byOutputs())
            y = call->add(y);
        // The part alone: all of it is gathered once more, so that no rank keeps what it can have again.
        context->save_for_backward(saved(input, weight));
        context->saved_data["call"] = c10::IValue::make_capsule(call);
        context->saved_data["biased"] = bias.defined();
        return bias.defined() ? y + bias.to(y.scalar_type()) : y;
    }

    static variable_list backward(AutogradContext* context, variable_list gradients)
    {
        const nn::FullPrecision full;
        const c10::NoGradGuard guard;
        const auto holder = context->saved_data["call"].toCapsule();
        const ParallelCall& call = *static_cast<const ParallelCall*>(holder.get());
        const auto kept = context->get_saved_variables();
        const at::Tensor dy = gradients[0].contiguous();
        at::Tensor turned;
        ScalingTensor gradient = call.castGradient(dy, turned, call.sharing(!call.byOutputs()));
        ScalingTensor x = restored(kept, 0);
        if (call.byOutputs())
            x = call.gather(x);
        else {
            gradient = call.gather(gradient);
            if (call.options.sequence)
                turned.reset(); // of the part
        }
        at::Tensor dx;
        if (context->needs_input_grad(0)) {
            dx = product({gradient}, {restored(kept, 2)}, call.productOptions());
            if (call.byOutputs())
                dx = call.add(dx);
        }
        call.addGradient(x, gradient, turned);
        at::Tensor db;
        if (context->saved_data["biased"].toBool()) {
            db = dy.to(at::kFloat).sum(0);
            if (!call.byOutputs() && call.options.sequence)
                call.group->allReduceSum(db); // each rank has seen its tokens only
        }
        return {dx, at::Tensor(), db, at::Tensor()};
    }
};

at::Tensor rowsOf(const ProcessGroup& group, const at::Tensor& x)
{
    return x.chunk(group.ranks(), 0)[static_cast<std::size_t>(group.rank())].contiguous();
}

/// Holds a group for the backward pass.
struct GroupHolder : torch::CustomClassHolder {
    std::shared_ptr<ProcessGroup> group;
};

class Share : public torch::autograd::Function<Share> {
public:
    static at::Tensor forward(AutogradContext* context, const at::Tensor& x, c10::intrusive_ptr<GroupHolder> holder)
    {
        context->saved_data["group"] = c10::IValue::make_capsule(holder);
        return rowsOf(*holder->group, x);
    }
    static variable_list backward(AutogradContext* context, variable_list gradients)
    {
        const auto holder = context->saved_data["group"].toCapsule();
        return {static_cast<const GroupHolder*>(holder.get())->group->allGather(gradients[0]), at::Tensor()};
    }
};

class Join : public torch::autograd::Function<Join> {
public:
    static at::Tensor forward(AutogradContext* context, const at::Tensor& x, c10::intrusive_ptr<GroupHolder> holder)
    {
        context->saved_data["group"] = c10::IValue::make_capsule(holder);
        return holder->group->allGather(x);
    }
    static variable_list backward(AutogradContext* context, variable_list gradients)
    {
        const auto holder = context->saved_data["group"].toCapsule();
        return {rowsOf(*static_cast<const GroupHolder*>(holder.get())->group, gradients[0]), at::Tensor()};
    }
};

c10::intrusive_ptr<GroupHolder> holding(const std::shared_ptr<ProcessGroup>& group)
{
    auto holder = c10::make_intrusive<GroupHolder>();
    holder->group = group;
    return holder;
}

} // namespace

ParallelLinear::ParallelLinear(const std::string& name, const nn::LinearShape& shape, Fp8State& state,
                               std::shared_ptr<ProcessGroup> group, const ParallelOptions& options)
    : m_state(state)
    , m_group(std::move(group))
    , m_options(options)
{
    const int dimension = options.split == nn::Split::Outputs ? 0 : 1;
    at::Tensor weight = at::empty({shape.outputs, shape.inputs}, at::kFloat);
    if (nn::UnsetWeights::active())
        weight.zero_();
    else
        weight.normal_(0, shape.deviation);
    assert(weight.size(dimension) % m_group->ranks() == 0);
    m_weight = m_state.add(
        name.ends_with(".weight") ? name : name + ".weight",
        weight.chunk(m_group->ranks(), dimension)[static_cast<std::size_t>(m_group->rank())].contiguous());
    if (shape.bias) {
        const std::int64_t length
            = options.split == nn::Split::Outputs ? shape.outputs / m_group->ranks() : shape.outputs;
        bias = register_parameter("bias", at::zeros({length}, at::kFloat));
    }
    m_anchor = at::zeros({}, at::kFloat).set_requires_grad(true);
    if (options.sequence && m_group->ranks() > 1)
        m_state.shareWindows([shared = m_group](at::Tensor& amax) { shared->allReduceMax(amax); });
}

at::Tensor ParallelLinear::forward(const at::Tensor& x)
{
    assert(x.dim() == 2);
    auto call = c10::make_intrusive<ParallelCall>();
    call->parameter = m_weight;
    call->state = &m_state;
    call->type = nn::MixedPrecision::active() ? at::kBFloat16 : x.scalar_type();
    call->counts = is_training() && at::GradMode::is_enabled();
    call->group = m_group;
    call->options = m_options;
    return ParallelProduct::apply(x, m_anchor, bias, call);
}

at::Tensor TensorParallel::share(const at::Tensor& x) const { return Share::apply(x, holding(m_group)); }

at::Tensor TensorParallel::join(const at::Tensor& x) const { return Join::apply(x, holding(m_group)); }

nn::LinearMaker TensorParallel::linear(Fp8State& state) const
{
    return [&state, group = m_group](const std::string& name,
                                     const nn::LinearShape& shape) -> std::shared_ptr<nn::LinearLayer> {
        if (shape.split == nn::Split::None)
            return std::make_shared<Fp8Linear>(name, shape, state);
        return std::make_shared<ParallelLinear>(name, shape, state, group, ParallelOptions{shape.split, true});
    };
}

} // namespace maquette::train::fp8
