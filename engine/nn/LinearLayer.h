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

struct LinearShape {
    std::int64_t inputs = 0;
    std::int64_t outputs = 0;
    bool bias = true;
    double deviation = 0.02; ///< of the normal distribution that the weight is drawn from; the bias starts at zero
};

/// Makes the layer that stands at `name` (a key prefix such as "blocks.0.attention.query_key_value").
using LinearMaker = std::function<std::shared_ptr<LinearLayer>(const std::string& name, const LinearShape& shape)>;

/// Layers of plain products in the precision of their input.
[[nodiscard]] LinearMaker plainLinear();

} // namespace maquette::nn
