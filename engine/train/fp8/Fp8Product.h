// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "train/fp8/ScalingTensor.h"

namespace maquette::train::fp8 {

/// A matrix of FP8 codes as a factor of a product. `transposed` means the matrix that stands in memory turned; where
/// a turned copy of the codes exists already, `turned` holds it.
struct Factor {
    ScalingTensor tensor;
    bool transposed = false;
    at::Tensor turned;
};

struct ProductOptions {
    at::ScalarType type = at::kFloat; ///< of the result; sums are float32
    bool scaled = true; ///< by the device's FP8 units where it has them
    bool fastSums = false; ///< there: about 14 bits between partial sums; on in forward passes
    at::Tensor add; ///< added before rounding, or undefined
};

/// a [M, K] b [K, N], both decoded. On devices with FP8 units (hasScaledProducts()) their sizes are padded with zeros
/// to multiples of 16; elsewhere both are decoded to `type`, which is exact for scales that are powers of two, and
/// multiplied. Facts 4.2.
[[nodiscard]] at::Tensor product(const Factor& a, const Factor& b, const ProductOptions& options);

} // namespace maquette::train::fp8
