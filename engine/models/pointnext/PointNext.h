// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "models/pointnext/FusedAbstraction.h"
#include "models/pointnext/PointGeometry.h"
#include "models/pointnext/PointNextConfig.h"
#include "nn/KeyMapping.h"
#include "nn/Layers.h"

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace maquette::models::pointnext {

/// Features stand point by point, [B, N, C]. Keys are those of the official code.

/// A product over the channels, then batch normalization, then ReLU, the last two where asked for. With a norm there is
/// no bias. The weight keeps the shape of the convolution it is in the official code: 1 x 1 (two-dimensional), 1, or a
/// matrix.
class ProductBlock : public nn::Block {
public:
    enum class Kind { Linear = 2, Conv1d = 3, Conv2d = 4 }; ///< rank of the weight
    ProductBlock(std::int64_t inputs, std::int64_t outputs, Kind kind, bool norm, bool relu);

    [[nodiscard]] at::Tensor forward(const at::Tensor& x);
    /// The norm as a step of training that is made elsewhere takes it; counts the batch.
    [[nodiscard]] BatchNormInput normForTraining();
    /// Norm and ReLU of a product that was made elsewhere.
    [[nodiscard]] at::Tensor finish(at::Tensor product);

    /// For products that read coordinates or colors or write classes, and those that are made in another way.
    void keepExact() { m_product->exact = true; }
    /// Whether the product is made in low precision; then there is no matrix().
    [[nodiscard]] bool replaced() const { return m_product->replaced(); }
    [[nodiscard]] at::Tensor matrix() const { return m_product->matrix(); } ///< [outputs, inputs]
    [[nodiscard]] const at::Tensor& bias() const { return m_bias; } ///< undefined with a norm
    /// Scale and shift of the norm in evaluation, [outputs] each; undefined without one.
    [[nodiscard]] std::pair<at::Tensor, at::Tensor> foldedNorm() const;

private:
    bool m_relu;
    std::shared_ptr<nn::MatrixLayer> m_product;
    std::shared_ptr<nn::Block> m_norm;
    at::Tensor m_bias;
    at::Tensor m_gain, m_shift, m_mean, m_variance, m_batches;
};

/// Section 3.2 of the facts on PointNeXt: the stem, or sampling, grouping, products and a maximum.
class SetAbstraction : public nn::Block {
public:
    enum class Part { Stem, Sampled, Global };
    SetAbstraction(Part part, std::int64_t inputs, std::int64_t outputs, int layers, bool residual, double radius);

    /// `direct`: the offsets are grouped and multiplied, as published; otherwise the first product is made once a point
    /// and its differences are grouped. `stage` and `before` (the points before) are unused by the stem.
    [[nodiscard]] at::Tensor forward(const at::Tensor& features, const at::Tensor& before, const StageGeometry* stage,
                                     bool direct);

    Part part;
    double radius;
    std::shared_ptr<ProductBlock> skip; ///< null without a residual
    std::shared_ptr<nn::Sequence<ProductBlock>> products;
};

/// Section 3.4: local aggregation and a pointwise bottleneck around a residual.
class InvResMLP : public nn::Block {
public:
    InvResMLP(std::int64_t channels, double radius);
    [[nodiscard]] at::Tensor forward(const at::Tensor& features, const StageGeometry& stage, bool direct);

    double radius;
    std::shared_ptr<ProductBlock> local;
    std::shared_ptr<nn::Sequence<ProductBlock>> pointwise;
};

/// A PointNeXt network (Qian et al., NeurIPS 2022; openpoints: models/backbone/pointnext.py, models/segmentation,
/// models/classification). The module may be trained; inference is quicker by PointNextInference.
class PointNext : public nn::Block {
public:
    explicit PointNext(const PointNextConfig& config);
    ~PointNext() override;

    struct Input {
        const PointGeometry* geometry = nullptr;
        at::Tensor features; ///< [B, N, inChannels]
        at::Tensor objects; ///< int64 [B]: the kind of object, Task::Parts only
        bool direct = false; ///< see SetAbstraction
    };
    /// [B, N, classes], or [B, classes] for classification.
    [[nodiscard]] at::Tensor forward(const Input& input);

    [[nodiscard]] const PointNextConfig& config() const { return m_config; }
    [[nodiscard]] std::int64_t parameterCount() const;

    struct Stage {
        std::shared_ptr<SetAbstraction> first;
        std::vector<std::shared_ptr<InvResMLP>> residuals;
    };
    [[nodiscard]] const std::vector<Stage>& stages() const { return m_stages; }
    /// Of the decoder by index: index 0 works at the full resolution and runs last.
    [[nodiscard]] const std::vector<std::shared_ptr<nn::Sequence<ProductBlock>>>& decoders() const
    {
        return m_decoders;
    }
    [[nodiscard]] const std::vector<std::shared_ptr<ProductBlock>>& head() const { return m_head; }
    [[nodiscard]] const std::shared_ptr<ProductBlock>& global1() const { return m_global1; }
    [[nodiscard]] const std::shared_ptr<ProductBlock>& global2() const { return m_global2; }

private:
    void makeEncoder();
    void makeDecoder();
    void makeHead();

    PointNextConfig m_config;
    std::vector<Stage> m_stages;
    std::vector<std::shared_ptr<nn::Sequence<ProductBlock>>> m_decoders;
    std::vector<std::shared_ptr<ProductBlock>> m_head; ///< products, the dropouts between them left out
    std::shared_ptr<ProductBlock> m_global1, m_global2;
};

/// The global part of a decoder of parts: maxima of the two deepest stages and the kind of object, [B, 1, 208].
[[nodiscard]] at::Tensor objectFeatures(PointNext& network, const at::Tensor& secondDeepest, const at::Tensor& deepest,
                                        const at::Tensor& objects);

/// A network with its weights, in evaluation mode. `radius` above 0 takes the place of the one found. ModelUnfit as
/// findNetwork() and nn::loadState() say.
[[nodiscard]] base::Result<std::shared_ptr<PointNext>> loadPointNext(const std::filesystem::path& file,
                                                                     double radius = 0);

/// Writes weights with the configuration under the metadata key "pointnext", and other texts as given.
[[nodiscard]] base::Result<void> savePointNext(const std::filesystem::path& file, const PointNext& network,
                                               std::map<std::string, std::string> texts = {});

} // namespace maquette::models::pointnext
