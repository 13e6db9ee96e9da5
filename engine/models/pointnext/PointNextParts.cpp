// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pointnext/PointNext.h"

#include "kernels/PointOperators.h"
#include "models/pointnext/PointAutograd.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include <cassert>
#include <cmath>

namespace maquette::models::pointnext {

namespace {

constexpr double epsilon = 1e-5;
constexpr double momentum = 0.1;

/// Something with parameters under names, and nothing else.
class Holder : public nn::Block {
public:
    at::Tensor parameter(const std::string& name, at::Tensor value)
    {
        return register_parameter(name, std::move(value));
    }
    at::Tensor buffer(const std::string& name, at::Tensor value) { return register_buffer(name, std::move(value)); }
    template <class Part, class... Arguments>
    std::shared_ptr<Part> child(const std::string& name, Arguments&&... arguments)
    {
        return part<Part>(name, std::forward<Arguments>(arguments)...);
    }
};

/// A product under the keys of a convolution.
class Product : public nn::MatrixLayer {
public:
    explicit Product(at::Tensor values) { weight = register_parameter("weight", std::move(values)); }
    at::Tensor addBias(at::Tensor values) { return register_parameter("bias", std::move(values)); }
};

at::Tensor drawn(at::IntArrayRef shape, std::int64_t inputs)
{
    at::Tensor tensor = at::empty(shape);
    if (!nn::UnsetWeights::active()) {
        const double bound = 1 / std::sqrt(static_cast<double>(inputs));
        tensor.uniform_(-bound, bound);
    }
    return tensor;
}

/// The products of a network file hold their offsets first: the columns 0 … 2 and the rest.
at::Tensor offsetColumns(const at::Tensor& matrix) { return matrix.narrow(1, 0, 3); }
at::Tensor featureColumns(const at::Tensor& matrix) { return matrix.narrow(1, 3, matrix.size(1) - 3); }

at::Tensor product(const at::Tensor& x, const at::Tensor& matrix) { return at::matmul(x, matrix.t()); }

at::Tensor sampledFeatures(const at::Tensor& features, const StageGeometry& stage)
{
    return features.gather(1, stage.sampled.to(at::kLong).unsqueeze(2).expand({-1, -1, features.size(2)}));
}

/// The first product of a neighborhood, made once a point: its differences between neighbors and centers are the
/// product of the offsets and features.
struct Split {
    at::Tensor values; ///< [B, N, C]
    at::Tensor centers; ///< [B, M, C]
};

Split splitProduct(const at::Tensor& matrix, const at::Tensor& features, const at::Tensor& support,
                   const at::Tensor& queries, double radius)
{
    const at::Tensor offset = offsetColumns(matrix) / radius;
    // Seen from the middle of the cloud the differences lose least.
    const at::Tensor middle = support.mean(1, true);
    return {product(features, featureColumns(matrix)) + product(support - middle, offset),
            product(queries - middle, offset)};
}

/// First product of a neighborhood, before its norm: [B, M, K, C].
at::Tensor groupedProduct(const at::Tensor& matrix, const at::Tensor& features, const at::Tensor& support,
                          const at::Tensor& queries, const at::Tensor& balls, double radius, bool direct)
{
    if (direct) {
        const at::Tensor offsets = groupLess(support, queries, balls) / radius;
        const at::Tensor neighbors = groupLess(
            features, at::zeros({queries.size(0), queries.size(1), features.size(2)}, features.options()), balls);
        return product(at::cat({offsets, neighbors}, 3), matrix);
    }
    const Split split = splitProduct(matrix, features, support, queries, radius);
    return groupLess(split.values, split.centers, balls);
}

} // namespace

ProductBlock::ProductBlock(std::int64_t inputs, std::int64_t outputs, Kind kind, bool norm, bool relu)
    : m_relu(relu)
{
    std::vector<std::int64_t> shape = {outputs, inputs};
    shape.resize(static_cast<std::size_t>(kind), 1);
    auto weighted = part<Product>("0", drawn(shape, inputs));
    m_product = weighted;
    if (!norm) {
        m_bias = weighted->addBias(drawn({outputs}, inputs));
        return;
    }
    auto bn = part<Holder>("1");
    m_gain = bn->parameter("weight", at::ones({outputs}));
    m_shift = bn->parameter("bias", at::zeros({outputs}));
    m_mean = bn->buffer("running_mean", at::zeros({outputs}));
    m_variance = bn->buffer("running_var", at::ones({outputs}));
    m_batches = bn->buffer("num_batches_tracked", at::zeros({}, at::kLong));
    m_norm = bn;
}

std::pair<at::Tensor, at::Tensor> ProductBlock::foldedNorm() const
{
    if (!m_norm)
        return {};
    const at::Tensor scale = m_gain / (m_variance + epsilon).sqrt();
    return {scale, m_shift - m_mean * scale};
}

at::Tensor ProductBlock::forward(const at::Tensor& x)
{
    const at::Tensor result = m_product->multiply(x);
    return finish(m_bias.defined() ? result + m_bias : result);
}

BatchNormInput ProductBlock::normForTraining()
{
    m_batches.add_(1);
    return {m_gain, m_shift, m_mean, m_variance, momentum, epsilon};
}

at::Tensor ProductBlock::finish(at::Tensor result)
{
    if (m_norm) {
        const auto shape = result.sizes().vec();
        const bool training = is_training();
        if (training)
            m_batches.add_(1);
        result = at::batch_norm(result.reshape({-1, shape.back()}), m_gain, m_shift, m_mean, m_variance, training,
                                momentum, epsilon, false)
                     .view(shape);
    }
    return m_relu ? result.relu() : result;
}

SetAbstraction::SetAbstraction(Part which, std::int64_t inputs, std::int64_t outputs, int layers, bool residual,
                               double ballRadius)
    : part(which)
    , radius(ballRadius)
{
    using Kind = ProductBlock::Kind;
    const bool skips = residual && which == Part::Sampled;
    if (skips)
        skip = nn::Block::part<ProductBlock>("skipconv", inputs, outputs, Kind::Conv1d, false, false);
    products = nn::Block::part<nn::Sequence<ProductBlock>>("convs");
    if (which == Part::Stem) {
        products->add(inputs, outputs, Kind::Conv1d, false, false)->keepExact();
        return;
    }
    const std::int64_t middle = which == Part::Global ? outputs : outputs / 2;
    for (int layer = 0; layer < layers; ++layer) {
        const bool last = layer == layers - 1;
        auto block = products->add(layer == 0 ? inputs + 3 : middle, last ? outputs : middle, Kind::Conv2d, true,
                                   !(last && skips));
        if (layer == 0)
            block->keepExact();
    }
}

at::Tensor SetAbstraction::forward(const at::Tensor& features, const at::Tensor& before, const StageGeometry* stage,
                                   bool direct)
{
    const auto& layers = products->parts();
    if (part == Part::Stem)
        return layers[0]->forward(features);
    if (part == Part::Global) {
        // Absolute coordinates, neither made relative nor divided.
        at::Tensor x = at::cat({before, features}, 2);
        for (const auto& layer : layers)
            x = layer->forward(x);
        return x.amax(1, true);
    }
    at::Tensor x;
    if (!direct && is_training() && layers.size() == 2 && !layers[1]->replaced() && features.is_cpu()) {
        const Split split = splitProduct(layers[0]->matrix(), features, before, stage->points, radius);
        const BatchNormInput first = layers[0]->normForTraining();
        x = fusedAbstraction(split.values, split.centers, stage->balls, first, layers[1]->matrix(),
                             layers[1]->normForTraining());
        if (!skip)
            return x.relu();
        return (x + skip->forward(sampledFeatures(features, *stage))).relu();
    }
    x = layers[0]->finish(
        groupedProduct(layers[0]->matrix(), features, before, stage->points, stage->balls, radius, direct));
    for (std::size_t layer = 1; layer < layers.size(); ++layer)
        x = layers[layer]->forward(x);
    x = maxOverNeighbors(x);
    if (!skip)
        return x;
    const at::Tensor own
        = features.gather(1, stage->sampled.to(at::kLong).unsqueeze(2).expand({-1, -1, features.size(2)}));
    return (x + skip->forward(own)).relu();
}

InvResMLP::InvResMLP(std::int64_t channels, double ballRadius)
    : radius(ballRadius)
{
    using Kind = ProductBlock::Kind;
    auto aggregation = part<Holder>("convs");
    auto list = aggregation->child<nn::Sequence<ProductBlock>>("convs");
    local = list->add(channels + 3, channels, Kind::Conv2d, true, true);
    local->keepExact();
    pointwise = part<nn::Sequence<ProductBlock>>("pwconv");
    pointwise->add(channels, 4 * channels, Kind::Conv1d, true, true);
    pointwise->add(4 * channels, channels, Kind::Conv1d, true, false);
}

at::Tensor InvResMLP::forward(const at::Tensor& features, const StageGeometry& stage, bool direct)
{
    at::Tensor x = maxOverNeighbors(local->finish(
        groupedProduct(local->matrix(), features, stage.points, stage.points, stage.ownBalls, radius, direct)));
    for (const auto& layer : pointwise->parts())
        x = layer->forward(x);
    return (x + features).relu();
}

} // namespace maquette::models::pointnext
