// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "nn/Layers.h"

#include "nn/LinearLayer.h"

#include <ATen/ATen.h>

#include <cassert>
#include <cmath>

namespace maquette::nn {

namespace {

thread_local bool unset = false;

at::Tensor uniform(at::IntArrayRef shape, double bound)
{
    at::Tensor tensor = at::empty(shape);
    if (!unset)
        tensor.uniform_(-bound, bound);
    return tensor;
}

at::Tensor constant(at::IntArrayRef shape, double value)
{
    return unset ? at::empty(shape) : at::full(shape, value, at::kFloat);
}

at::Tensor weightFor(at::IntArrayRef shape, std::int64_t inputs, Start start)
{
    if (start == Start::Zero)
        return constant(shape, 0);
    return uniform(shape, inputs > 0 ? 1 / std::sqrt(static_cast<double>(inputs)) : 0);
}

} // namespace

UnsetWeights::UnsetWeights(bool active)
    : m_before(unset)
{
    unset = unset || active;
}

UnsetWeights::~UnsetWeights() { unset = m_before; }

bool UnsetWeights::active() { return unset; }

at::Tensor Block::learned(const std::string& name, at::IntArrayRef shape, double deviation)
{
    at::Tensor tensor = at::empty(shape);
    if (!unset)
        tensor.normal_(0, deviation);
    return register_parameter(name, tensor);
}

at::Tensor MatrixLayer::replaceProduct(std::shared_ptr<LinearLayer> product)
{
    assert(!exact && !replaced() && weight.defined());
    m_product = register_module("product", std::move(product));
    parameters_.erase("weight");
    return std::exchange(weight, {});
}

at::Tensor MatrixLayer::matrix() const { return weight.view({weight.size(0), weight.size(1)}); }

at::Tensor MatrixLayer::multiply(const at::Tensor& x) const
{
    return m_product ? m_product->forward(x) : at::matmul(x, matrix().t());
}

Linear::Linear(std::int64_t inputs, std::int64_t outputs, bool withBias, Start start)
{
    weight = register_parameter("weight", weightFor({outputs, inputs}, inputs, start));
    if (withBias)
        bias = register_parameter("bias", weightFor({outputs}, inputs, start));
}

at::Tensor Linear::forward(const at::Tensor& x) const
{
    if (!replaced())
        return at::linear(x, weight, bias);
    const at::Tensor y = multiply(x);
    return bias.defined() ? y + bias.to(y.scalar_type()) : y;
}

LayerNorm::LayerNorm(std::int64_t width, double eps)
    : weight(register_parameter("weight", constant({width}, 1)))
    , bias(register_parameter("bias", constant({width}, 0)))
    , m_eps(eps)
{
}

at::Tensor LayerNorm::forward(const at::Tensor& x) const
{
    return at::layer_norm(x, weight.sizes(), weight, bias, m_eps);
}

GroupNorm::GroupNorm(std::int64_t groups, std::int64_t channels, double eps)
    : weight(register_parameter("weight", constant({channels}, 1)))
    , bias(register_parameter("bias", constant({channels}, 0)))
    , m_groups(groups)
    , m_eps(eps)
{
}

at::Tensor GroupNorm::forward(const at::Tensor& x) const { return at::group_norm(x, m_groups, weight, bias, m_eps); }

Conv2d::Conv2d(std::int64_t inputs, std::int64_t outputs, std::int64_t size, const ConvOptions& options)
    : m_options(options)
{
    const std::int64_t perOutput = inputs / options.groups * size * size;
    weight = register_parameter("weight",
                                weightFor({outputs, inputs / options.groups, size, size}, perOutput, options.start));
    if (options.bias)
        bias = register_parameter("bias", weightFor({outputs}, perOutput, options.start));
}

at::Tensor Conv2d::forward(const at::Tensor& x) const
{
    return at::conv2d(x, weight, bias, m_options.stride, m_options.padding, 1, m_options.groups);
}

} // namespace maquette::nn
