// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "nn/Layers.h"

#include <functional>
#include <memory>

namespace maquette::nn {

/// A linear layer whose arithmetic is somebody else's choice: y = x Wᵀ + b over the last dimension. Networks that can
/// be trained in low precision build theirs through a LinearMaker.
class LinearLayer : public Block {
public:
    [[nodiscard]] virtual at::Tensor forward(const at::Tensor& x) = 0;
};

/// What of a linear layer's weight [outputs, inputs] may be split over ranks, as Megatron-LM does.
enum class Split {
    None,
    Outputs, ///< "column parallel": every rank needs all of x and has its part of y
    Inputs ///< "row parallel": every rank has its part of x, and the parts of y are added
};

struct LinearShape {
    std::int64_t inputs = 0;
    std::int64_t outputs = 0;
    bool bias = true;
    double deviation = 0.02; ///< of the normal distribution that the weight is drawn from; the bias starts at zero
    Split split = Split::None; ///< where the maker's layers are computed by several ranks
};

/// The ranks that compute each layer of a network together, between which the tokens are shared out where no layer
/// needs all of them. This one is for one rank; it changes nothing.
class LayerRanks {
public:
    virtual ~LayerRanks() = default;
    [[nodiscard]] virtual std::int64_t count() const { return 1; }
    /// [T, width] → [T / count, width]: the rows of this rank.
    [[nodiscard]] virtual at::Tensor share(const at::Tensor& x) const { return x; }
    /// [T / count, width] → [T, width]: the rows of all.
    [[nodiscard]] virtual at::Tensor join(const at::Tensor& x) const { return x; }
};

/// Makes the layer that stands at `name` (a key prefix such as "blocks.0.attention.query_key_value").
using LinearMaker = std::function<std::shared_ptr<LinearLayer>(const std::string& name, const LinearShape& shape)>;

/// Layers of plain products in the precision of their input.
[[nodiscard]] LinearMaker plainLinear();

} // namespace maquette::nn
