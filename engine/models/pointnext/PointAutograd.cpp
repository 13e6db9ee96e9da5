// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pointnext/PointAutograd.h"

#include "base/Simd.h"
#include "kernels/PointOperators.h"
#include "nn/Parallel.h"

#include <ATen/ATen.h>
#include <torch/csrc/autograd/custom_function.h>

namespace maquette::models::pointnext {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::Variable;
using torch::autograd::variable_list;

MAQUETTE_SIMD void findMaxima(const float* grouped, std::int64_t begin, std::int64_t end, std::int64_t neighbors,
                              std::int64_t channels, float* largest, std::uint8_t* which)
{
    for (std::int64_t i = begin; i < end; ++i) {
        const float* __restrict from = grouped + i * neighbors * channels;
        float* __restrict best = largest + i * channels;
        std::uint8_t* __restrict at = which + i * channels;
        for (std::int64_t c = 0; c < channels; ++c) {
            best[c] = from[c];
            at[c] = 0;
        }
        for (std::int64_t n = 1; n < neighbors; ++n)
            for (std::int64_t c = 0; c < channels; ++c) {
                const float value = from[n * channels + c];
                const bool larger = value > best[c];
                best[c] = larger ? value : best[c];
                at[c] = larger ? static_cast<std::uint8_t>(n) : at[c];
            }
    }
}

MAQUETTE_SIMD void spreadMaxima(const float* gradient, const std::uint8_t* which, std::int64_t begin, std::int64_t end,
                                std::int64_t neighbors, std::int64_t channels, float* grouped)
{
    for (std::int64_t i = begin; i < end; ++i) {
        const float* __restrict from = gradient + i * channels;
        const std::uint8_t* __restrict at = which + i * channels;
        float* __restrict to = grouped + i * neighbors * channels;
        for (std::int64_t n = 0; n < neighbors; ++n)
            for (std::int64_t c = 0; c < channels; ++c)
                to[n * channels + c] = at[c] == n ? from[c] : 0.0F;
    }
}

class GroupLess : public torch::autograd::Function<GroupLess> {
public:
    static Variable forward(AutogradContext* context, const at::Tensor& values, const at::Tensor& centers,
                            const at::Tensor& indices)
    {
        context->save_for_backward({indices});
        context->saved_data["points"] = values.size(1);
        return kernels::groupPoints(values.detach(), indices).sub_(centers.unsqueeze(2));
    }
    static variable_list backward(AutogradContext* context, const variable_list& gradients)
    {
        const at::NoGradGuard guard;
        const at::Tensor indices = context->get_saved_variables()[0];
        const at::Tensor gradient = gradients[0].contiguous();
        return {kernels::groupPointsBackward(gradient, indices, context->saved_data["points"].toInt()),
                gradient.sum(2).neg_(),
                {}};
    }
};

class MaxOverNeighbors : public torch::autograd::Function<MaxOverNeighbors> {
public:
    static Variable forward(AutogradContext* context, const at::Tensor& grouped)
    {
        const at::Tensor from = grouped.contiguous();
        const std::int64_t rows = from.size(0) * from.size(1);
        const std::int64_t neighbors = from.size(2);
        const std::int64_t channels = from.size(3);
        at::Tensor largest = at::empty({from.size(0), from.size(1), channels}, from.options());
        at::Tensor which = at::empty(largest.sizes(), from.options().dtype(at::kByte));
        nn::parallelFor(rows, 64, [&](std::int64_t begin, std::int64_t end) {
            findMaxima(from.const_data_ptr<float>(), begin, end, neighbors, channels, largest.data_ptr<float>(),
                       which.data_ptr<std::uint8_t>());
        });
        context->save_for_backward({which});
        context->saved_data["neighbors"] = neighbors;
        return largest;
    }
    static variable_list backward(AutogradContext* context, const variable_list& gradients)
    {
        const at::NoGradGuard guard;
        const at::Tensor which = context->get_saved_variables()[0];
        const at::Tensor gradient = gradients[0].contiguous();
        const std::int64_t neighbors = context->saved_data["neighbors"].toInt();
        const std::int64_t channels = which.size(2);
        at::Tensor result = at::empty({which.size(0), which.size(1), neighbors, channels}, gradient.options());
        nn::parallelFor(which.size(0) * which.size(1), 64, [&](std::int64_t begin, std::int64_t end) {
            spreadMaxima(gradient.const_data_ptr<float>(), which.const_data_ptr<std::uint8_t>(), begin, end, neighbors,
                         channels, result.data_ptr<float>());
        });
        return {result};
    }
};

class Interpolate : public torch::autograd::Function<Interpolate> {
public:
    static Variable forward(AutogradContext* context, const at::Tensor& values, const at::Tensor& indices,
                            const at::Tensor& weights)
    {
        context->save_for_backward({indices, weights});
        context->saved_data["points"] = values.size(1);
        return kernels::threeInterpolate(values.detach(), indices, weights);
    }
    static variable_list backward(AutogradContext* context, const variable_list& gradients)
    {
        const at::NoGradGuard guard;
        const auto saved = context->get_saved_variables();
        return {kernels::threeInterpolateBackward(gradients[0].contiguous(), saved[0], saved[1],
                                                  context->saved_data["points"].toInt()),
                {},
                {}};
    }
};

} // namespace

at::Tensor groupLess(const at::Tensor& values, const at::Tensor& centers, const at::Tensor& indices)
{
    return GroupLess::apply(values, centers, indices);
}

at::Tensor maxOverNeighbors(const at::Tensor& grouped)
{
    return grouped.is_cuda() ? std::get<0>(grouped.max(2)) : at::Tensor(MaxOverNeighbors::apply(grouped));
}

at::Tensor interpolate(const at::Tensor& values, const at::Tensor& indices, const at::Tensor& weights)
{
    return Interpolate::apply(values, indices, weights);
}

} // namespace maquette::models::pointnext
