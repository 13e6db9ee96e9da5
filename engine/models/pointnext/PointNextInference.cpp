// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pointnext/PointNextInference.h"

#include "kernels/PointOperators.h"
#include "models/pointnext/NeighborProducts.h"
#include "models/pointnext/RowProducts.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace maquette::models::pointnext {

namespace {

at::Tensor rows(const at::Tensor& x) { return x.reshape({-1, x.size(-1)}); }

/// x W + b of the last dimension, and ReLU.
at::Tensor apply(const FoldedProduct& layer, const at::Tensor& x)
{
    auto shape = x.sizes().vec();
    shape.back() = layer.weight.size(1);
    return affineProduct(rows(x), layer.weight, layer.bias, layer.relu).view(shape);
}

FoldedProduct fold(const ProductBlock& block, bool relu, c10::Device device)
{
    const at::NoGradGuard guard;
    const auto [scale, shift] = block.foldedNorm();
    FoldedProduct folded;
    folded.relu = relu;
    at::Tensor matrix = block.matrix();
    if (scale.defined())
        matrix = matrix * scale.unsqueeze(1);
    folded.weight = matrix.t().contiguous().to(device);
    folded.bias = (scale.defined() ? shift : block.bias()).detach().clone().to(device);
    return folded;
}

/// A first product on offsets and features, in two.
Neighborhood neighborhood(const ProductBlock& block, double radius, c10::Device device)
{
    const FoldedProduct whole = fold(block, false, device);
    return {(whole.weight.narrow(0, 0, 3) / radius).contiguous(),
            whole.weight.narrow(0, 3, whole.weight.size(0) - 3).contiguous(),
            whole.bias,
            {}};
}

struct FoldedResidual {
    Neighborhood local;
    FoldedProduct up, down;
};

struct FoldedStage {
    SetAbstraction::Part part = SetAbstraction::Part::Stem;
    std::vector<FoldedProduct> plain; ///< stem, and all products of a global stage
    Neighborhood sampled;
    FoldedProduct skip; ///< without a weight where there is no residual
    std::vector<FoldedResidual> residuals;
};

struct FoldedDecoder {
    FoldedProduct own; ///< for the features that come along, without the norm's shift
    at::Tensor below; ///< [coarse, out]
    FoldedProduct second;
};

} // namespace

struct PointNextInference::Folded {
    PointNextConfig config;
    std::vector<FoldedStage> stages;
    std::vector<FoldedDecoder> decoders;
    std::vector<FoldedProduct> head;
    FoldedProduct global1, global2; ///< Task::Parts only

    [[nodiscard]] at::Tensor encode(const FoldedStage& stage, const at::Tensor& x, const at::Tensor& before,
                                    const StageGeometry* geometry) const;
    [[nodiscard]] at::Tensor decode(std::size_t d, const at::Tensor& skip, const at::Tensor& below,
                                    const StageGeometry& geometry) const;
    [[nodiscard]] at::Tensor answer(const at::Tensor& x) const;
    [[nodiscard]] at::Tensor shared(const std::vector<at::Tensor>& features, const at::Tensor& objects) const;
};

PointNextInference::PointNextInference(PointNext& network, c10::Device device)
{
    auto folded = std::make_unique<Folded>();
    folded->config = network.config();
    for (const auto& stage : network.stages()) {
        FoldedStage now;
        now.part = stage.first->part;
        const auto& products = stage.first->products->parts();
        const bool sampled = now.part == SetAbstraction::Part::Sampled;
        if (sampled) {
            now.sampled = neighborhood(*products[0], stage.first->radius, device);
            for (std::size_t layer = 1; layer < products.size(); ++layer)
                now.sampled.further.push_back(fold(*products[layer], true, device));
        } else {
            for (const auto& product : products)
                now.plain.push_back(fold(*product, now.part == SetAbstraction::Part::Global, device));
        }
        if (stage.first->skip)
            now.skip = fold(*stage.first->skip, false, device);
        for (const auto& residual : stage.residuals)
            now.residuals.push_back({neighborhood(*residual->local, residual->radius, device),
                                     fold(*residual->pointwise->parts()[0], true, device),
                                     fold(*residual->pointwise->parts()[1], false, device)});
        folded->stages.push_back(std::move(now));
    }
    const auto channels = folded->config.channels();
    for (std::size_t d = 0; d < network.decoders().size(); ++d) {
        const auto& products = network.decoders()[d]->parts();
        FoldedProduct first = fold(*products[0], true, device);
        const std::int64_t below = channels[d + 1];
        const std::int64_t own = first.weight.size(0) - below;
        folded->decoders.push_back({{first.weight.narrow(0, 0, own).contiguous(), first.bias, true},
                                    first.weight.narrow(0, own, below).contiguous(),
                                    fold(*products[1], true, device)});
    }
    for (std::size_t i = 0; i < network.head().size(); ++i)
        folded->head.push_back(fold(*network.head()[i], i + 1 < network.head().size(), device));
    if (network.global1()) {
        folded->global1 = fold(*network.global1(), true, device);
        folded->global2 = fold(*network.global2(), true, device);
    }
    m_folded = std::move(folded);
}

PointNextInference::~PointNextInference() = default;

const PointNextConfig& PointNextInference::config() const { return m_folded->config; }

at::Tensor PointNextInference::Folded::encode(const FoldedStage& stage, const at::Tensor& input,
                                              const at::Tensor& before, const StageGeometry* geometry) const
{
    at::Tensor x = input;
    if (stage.part == SetAbstraction::Part::Stem)
        return apply(stage.plain[0], x);
    if (stage.part == SetAbstraction::Part::Global) {
        x = at::cat({before, x}, 2);
        for (const auto& layer : stage.plain)
            x = apply(layer, x);
        return x.amax(1, true);
    }
    at::Tensor result = neighborProducts(stage.sampled, x, before, geometry->points, geometry->balls);
    if (stage.skip.weight.defined()) {
        const at::Tensor own = x.gather(1, geometry->sampled.to(at::kLong).unsqueeze(2).expand({-1, -1, x.size(2)}));
        result.add_(apply(stage.skip, own));
    }
    result.relu_();
    for (const auto& residual : stage.residuals) {
        at::Tensor inner
            = neighborProducts(residual.local, result, geometry->points, geometry->points, geometry->ownBalls);
        inner = apply(residual.down, apply(residual.up, inner.relu_()));
        result.add_(inner).relu_();
    }
    return result;
}

at::Tensor PointNextInference::Folded::decode(std::size_t d, const at::Tensor& skip, const at::Tensor& below,
                                              const StageGeometry& geometry) const
{
    const FoldedDecoder& decoder = decoders[d];
    // Interpolation is linear: the product is made where there are fewer points.
    const at::Tensor coarse = at::matmul(below, decoder.below);
    at::Tensor x = kernels::threeInterpolate(coarse, geometry.upIndices, geometry.upWeights);
    const auto shape = x.sizes().vec();
    x = rows(x).addmm_(rows(skip), decoder.own.weight).add_(decoder.own.bias).relu_().view(shape);
    return apply(decoder.second, x);
}

at::Tensor PointNextInference::Folded::shared(const std::vector<at::Tensor>& features, const at::Tensor& objects) const
{
    const at::Tensor first = apply(global1, features[features.size() - 2]).amax(1, true);
    const at::Tensor second = apply(global2, features.back()).amax(1, true);
    return at::cat({first, second, at::one_hot(objects, config.objects).to(first.options()).unsqueeze(1)}, 2);
}

at::Tensor PointNextInference::Folded::answer(const at::Tensor& input) const
{
    at::Tensor x = input;
    if (config.globalFeatures > 0) {
        std::vector<at::Tensor> parts = {x, x.amax(1, true).expand_as(x)};
        if (config.globalFeatures > 1)
            parts.push_back(x.mean(1, true).expand_as(x));
        x = at::cat(parts, 2);
    }
    for (const auto& layer : head)
        x = apply(layer, x);
    return x;
}

at::Tensor PointNextInference::run(const PointGeometry& geometry, const at::Tensor& input, const at::Tensor& objects,
                                   const std::function<bool()>& stopped) const
{
    const at::NoGradGuard guard;
    const auto& config = m_folded->config;
    std::vector<at::Tensor> features;
    at::Tensor before = geometry.points;
    std::size_t sampled = 0;
    at::Tensor x = input;
    for (const auto& stage : m_folded->stages) {
        if (stopped && stopped())
            return {};
        const StageGeometry* now = stage.part == SetAbstraction::Part::Sampled ? &geometry.stages[sampled++] : nullptr;
        x = m_folded->encode(stage, x, before, now);
        if (now != nullptr)
            before = now->points;
        features.push_back(x);
    }
    if (config.task == Task::Classification)
        return m_folded->answer(x.squeeze(1));
    const at::Tensor shared = config.task == Task::Parts ? m_folded->shared(features, objects) : at::Tensor();
    for (std::size_t d = m_folded->decoders.size(); d-- > 0;) {
        if (stopped && stopped())
            return {};
        at::Tensor skip = features[d];
        if (d == 0 && shared.defined())
            skip = at::cat({shared.expand({-1, skip.size(1), -1}), skip}, 2);
        x = m_folded->decode(d, skip, x, geometry.stages[d]);
        features.resize(d + 1); // what is above has been used
    }
    return m_folded->answer(x);
}

std::int64_t PointNextInference::peakBytes(const PointNextConfig& config, std::int64_t points)
{
    const auto channels = config.channels();
    std::int64_t bytes = points * 3 * 4;
    std::int64_t features = 0;
    std::int64_t temporary = 0;
    std::int64_t count = points;
    for (std::size_t i = 0; i < channels.size(); ++i) {
        const std::int64_t before = count;
        count /= config.strides[i];
        if (config.strides[i] != 1)
            bytes += count * (3 * 4 + 4 + 4 * config.neighbors * (config.blocks[i] > 1 ? 2 : 1)) + before * 3 * 8;
        features += count * channels[i] * 4;
        // Values a point, the result and, inside residuals, four times the width; of the decoder three at a time.
        temporary = std::max({temporary, before * channels[i] * 4 + 3 * count * channels[i] * 4,
                              config.blocks[i] > 1 ? count * channels[i] * 4 * 7 : 0,
                              count * channels[i] * 4 * (config.task == Task::Parts && i == 0 ? 12 : 4)});
    }
    return bytes + features + temporary + points * config.classes * 4;
}

} // namespace maquette::models::pointnext
