// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "train/fp8/Fp8Product.h"
#include "train/fp8/Fp8Statistics.h"

#include <torch/csrc/autograd/custom_function.h>

namespace maquette::train::fp8 {

/// What the passes of one call of a linear layer share besides tensors.
struct LayerCall : torch::CustomClassHolder {
    std::shared_ptr<ScalingParameter> parameter;
    Fp8State* state = nullptr;
    at::ScalarType type = at::kFloat; ///< of results
    bool counts = true; ///< part of training: windows take notice

    [[nodiscard]] ProductOptions productOptions() const;
    /// Shows a cast to the statistics, where there are any.
    void show(Role role, const at::Tensor& source, const ScalingTensor& result) const;
    /// The input, quantized with its own scale or, where `reduce` is set and the scale is measured now, a shared one.
    [[nodiscard]] ScalingTensor castInput(const at::Tensor& x, const ReduceMax& reduce = {});
    /// The weight as the products take it.
    [[nodiscard]] ScalingTensor castWeight() const;
    /// The output gradient. `turned` gets its codes transposed, where the device's products want them so.
    [[nodiscard]] ScalingTensor castGradient(const at::Tensor& dy, at::Tensor& turned,
                                             const ReduceMax& reduce = {}) const;
    /// Adds gradientᵀ x to the weight's gradient.
    void addGradient(const ScalingTensor& x, const ScalingTensor& gradient, const at::Tensor& turned) const;
};

/// Codes and decoding factors for the backward pass: as they are now, since a later pass through the layer may come
/// before this one's backward pass.
[[nodiscard]] torch::autograd::variable_list saved(const ScalingTensor& input, const ScalingTensor& weight);
/// Of saved(): the input (at 0) or the weight (at 2).
[[nodiscard]] ScalingTensor restored(const torch::autograd::variable_list& saved, std::size_t at);

} // namespace maquette::train::fp8
