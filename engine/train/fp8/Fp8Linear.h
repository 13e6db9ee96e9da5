// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "nn/LinearLayer.h"
#include "train/fp8/Fp8State.h"

namespace maquette::train::fp8 {

/// y = x Wᵀ + b with E4M3 inputs and weights, E5M2 output gradients and E4M3 weight gradients; the three products sum
/// in float32 and round to the type of x, or to bfloat16 under nn::MixedPrecision. The bias is added after that
/// rounding. The weight is no parameter of the module: it and its gradient live in the Fp8State, where Fp8Adam finds
/// them; only the bias is registered. A backward pass adds to the weight's gradient. Facts 4.
class Fp8Linear : public nn::LinearLayer {
public:
    Fp8Linear(const std::string& name, const nn::LinearShape& shape, Fp8State& state);

    [[nodiscard]] at::Tensor forward(const at::Tensor& x) override;
    [[nodiscard]] const std::shared_ptr<ScalingParameter>& weight() const { return m_weight; }

    at::Tensor bias; ///< [outputs] float32, or undefined

private:
    Fp8State& m_state;
    std::shared_ptr<ScalingParameter> m_weight;
    at::Tensor m_anchor; ///< needs a gradient, so that the backward pass comes by though x may need none
};

/// Layers of FP8 products that enter themselves into `state`, which must outlive them. Weights are drawn from
/// LibTorch's CPU generator as float32, outputs by inputs, so that one seed means the same start at every level.
[[nodiscard]] nn::LinearMaker fp8Linear(Fp8State& state);

/// Whether products of FP8 matrices on this device are computed by its tensor cores; otherwise they are emulated:
/// decoded and multiplied, with the memory saved but not the time.
[[nodiscard]] bool hasScaledProducts(const at::Device& device);

} // namespace maquette::train::fp8
