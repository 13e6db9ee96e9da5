// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/nn/module.h>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace maquette::nn {

/// While one lives, the layers that its thread builds leave their weights unset: for networks that a file fills at
/// once, where drawing millions of random numbers first would only cost time.
class UnsetWeights {
public:
    explicit UnsetWeights(bool active = true);
    ~UnsetWeights();
    UnsetWeights(const UnsetWeights&) = delete;
    UnsetWeights& operator=(const UnsetWeights&) = delete;

    [[nodiscard]] static bool active();

private:
    bool m_before;
};

/// A module that owns its parts by name.
class Block : public torch::nn::Module {
protected:
    template <class Part, class... Arguments>
    std::shared_ptr<Part> part(const std::string& name, Arguments&&... arguments)
    {
        return register_module(name, std::make_shared<Part>(std::forward<Arguments>(arguments)...));
    }
    /// A learned tensor drawn from a normal distribution of this deviation.
    at::Tensor learned(const std::string& name, at::IntArrayRef shape, double deviation = 0.02);
};

/// How the weights of a layer start. Default is LibTorch's own: uniform in ±1/sqrt(inputs of one output).
enum class Start { Default, Zero };

class LinearLayer;

/// A layer whose weight is one matrix and whose product another layer can take over, so that a network that was built
/// as usual can be trained in low precision. A layer with the weight under the key "weight".
class MatrixLayer : public Block {
public:
    /// From here on `product`, which adds no bias, computes x Wᵀ. The weight is given away: it is no parameter of this
    /// layer any more. Before an optimizer is made; never for an exact layer.
    at::Tensor replaceProduct(std::shared_ptr<LinearLayer> product);
    [[nodiscard]] bool replaced() const { return m_product != nullptr; }
    /// Seen as [outputs, inputs]; only while it is here.
    [[nodiscard]] at::Tensor matrix() const;
    /// x Wᵀ over the last dimension, without the bias.
    [[nodiscard]] at::Tensor multiply(const at::Tensor& x) const;

    at::Tensor weight; ///< [outputs, inputs] and further dimensions of 1; undefined once replaced
    bool exact = false; ///< the network keeps this product as it is, whatever the others are trained in

private:
    std::shared_ptr<LinearLayer> m_product;
};

/// y = x Wᵀ + b over the last dimension.
class Linear : public MatrixLayer {
public:
    Linear(std::int64_t inputs, std::int64_t outputs, bool withBias = true, Start start = Start::Default);
    [[nodiscard]] at::Tensor forward(const at::Tensor& x) const;

    at::Tensor bias; ///< [outputs] or undefined
};

/// Over the last dimension, with weight and bias.
class LayerNorm : public Block {
public:
    explicit LayerNorm(std::int64_t width, double eps = 1e-5);
    [[nodiscard]] at::Tensor forward(const at::Tensor& x) const;

    at::Tensor weight;
    at::Tensor bias;

private:
    double m_eps;
};

class GroupNorm : public Block {
public:
    GroupNorm(std::int64_t groups, std::int64_t channels, double eps);
    [[nodiscard]] at::Tensor forward(const at::Tensor& x) const;

    at::Tensor weight;
    at::Tensor bias;

private:
    std::int64_t m_groups;
    double m_eps;
};

struct ConvOptions {
    std::int64_t stride = 1;
    std::int64_t padding = 0;
    std::int64_t groups = 1;
    bool bias = true;
    Start start = Start::Default;
};

/// A square two-dimensional convolution.
class Conv2d : public Block {
public:
    Conv2d(std::int64_t inputs, std::int64_t outputs, std::int64_t size, const ConvOptions& options = {});
    [[nodiscard]] at::Tensor forward(const at::Tensor& x) const;

    at::Tensor weight; ///< [outputs, inputs / groups, size, size]
    at::Tensor bias;

private:
    ConvOptions m_options;
};

/// A list of like parts under consecutive numbers.
template <class Part> class Sequence : public Block {
public:
    template <class... Arguments> std::shared_ptr<Part> add(Arguments&&... arguments)
    {
        m_parts.push_back(part<Part>(std::to_string(m_parts.size()), std::forward<Arguments>(arguments)...));
        return m_parts.back();
    }
    [[nodiscard]] const std::vector<std::shared_ptr<Part>>& parts() const { return m_parts; }
    [[nodiscard]] auto begin() const { return m_parts.begin(); }
    [[nodiscard]] auto end() const { return m_parts.end(); }

private:
    std::vector<std::shared_ptr<Part>> m_parts;
};

} // namespace maquette::nn
