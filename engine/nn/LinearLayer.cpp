// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "nn/LinearLayer.h"

#include <ATen/ATen.h>

namespace maquette::nn {

namespace {

class PlainLinear : public LinearLayer {
public:
    explicit PlainLinear(const LinearShape& shape)
        : m_weight(learned("weight", {shape.outputs, shape.inputs}, shape.deviation))
    {
        if (shape.bias)
            m_bias = register_parameter("bias", at::zeros({shape.outputs}));
    }

    at::Tensor forward(const at::Tensor& x) override { return at::linear(x, m_weight, m_bias); }

private:
    at::Tensor m_weight;
    at::Tensor m_bias;
};

} // namespace

LinearMaker plainLinear()
{
    return [](const std::string&, const LinearShape& shape) { return std::make_shared<PlainLinear>(shape); };
}

} // namespace maquette::nn
