// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/fp8/Fp8Product.h"

#include "train/fp8/Fp8Linear.h"

#include <ATen/ATen.h>

namespace maquette::train::fp8 {

namespace {

constexpr std::int64_t unit = 16; ///< of sizes that the FP8 units take

at::Tensor decoded(const Factor& factor, at::ScalarType type)
{
    const at::Tensor values = factor.tensor.decode(type);
    return factor.transposed ? values.t() : values;
}

/// The codes in memory as rows of the factor (or of its transpose), padded, in LibTorch's own type.
at::Tensor rows(const Factor& factor, bool transpose)
{
    const ScalingTensor& tensor = factor.tensor;
    at::Tensor codes = tensor.value;
    if (factor.transposed != transpose)
        codes = factor.turned.defined() ? factor.turned : codes.t().contiguous();
    return ScalingTensor(codes, tensor.meta)
        .padded(unit)
        .value.view(tensor.type() == QType::E4M3 ? at::kFloat8_e4m3fn : at::kFloat8_e5m2);
}

at::Tensor scaledProduct(const Factor& a, const Factor& b, const ProductOptions& options)
{
    const std::int64_t height = a.tensor.value.size(a.transposed ? 1 : 0);
    const std::int64_t width = b.tensor.value.size(b.transposed ? 0 : 1);
    const at::Tensor full = at::_scaled_mm(rows(a, false), rows(b, true).t(), a.tensor.meta->scaleInverse,
                                           b.tensor.meta->scaleInverse, {}, {}, options.type, options.fastSums);
    const at::Tensor result = full.slice(0, 0, height).slice(1, 0, width);
    // The library takes no matrix to add, so that here the sum is rounded once more.
    return options.add.defined() ? result + options.add : result.contiguous();
}

} // namespace

at::Tensor product(const Factor& a, const Factor& b, const ProductOptions& options)
{
    if (options.scaled && hasScaledProducts(a.tensor.value.device()))
        return scaledProduct(a, b, options);
    const at::Tensor left = decoded(a, options.type);
    const at::Tensor right = decoded(b, options.type);
    return options.add.defined() ? at::addmm(options.add, left, right) : at::mm(left, right);
}

bool hasScaledProducts(const at::Device& device)
{
    return !device.is_cpu() && kernels::fp8Products(at::empty({0}, at::TensorOptions(device)));
}

} // namespace maquette::train::fp8
