// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pointnext/RowProducts.h"

#include "base/Simd.h"
#include "kernels/cpu/Product.h"
#include "nn/Parallel.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace maquette::models::pointnext {

namespace {

/// Rows at a time: their inputs and outputs stay in the second cache.
constexpr std::int64_t rowsAtOnce = 256;

MAQUETTE_SIMD void finish(float* values, std::int64_t rows, std::int64_t columns, const float* bias, bool relu)
{
    for (std::int64_t row = 0; row < rows; ++row) {
        float* __restrict to = values + row * columns;
        for (std::int64_t c = 0; c < columns; ++c) {
            const float value = to[c] + bias[c];
            to[c] = relu && value < 0 ? 0 : value;
        }
    }
}

kernels::cpu::Rows rowsOf(const at::Tensor& matrix) { return {matrix.const_data_ptr<float>(), matrix.size(1)}; }

} // namespace

void productInto(at::Tensor& out, const at::Tensor& x, const at::Tensor& matrix)
{
    if (kernels::cpu::hasWideProducts())
        kernels::cpu::product(rowsOf(x), rowsOf(matrix), out.data_ptr<float>(), out.size(1), x.size(0), matrix.size(1),
                              x.size(1), false);
    else
        at::mm_out(out, x, matrix);
}

void addTransposedInto(at::Tensor& out, const at::Tensor& a, const at::Tensor& b)
{
    if (kernels::cpu::hasWideProducts())
        kernels::cpu::addTransposedProduct(rowsOf(a), rowsOf(b), out.data_ptr<float>(), out.size(1), a.size(1),
                                           b.size(1), a.size(0));
    else
        out.addmm_(a.t(), b);
}

at::Tensor affineProduct(const at::Tensor& x, const at::Tensor& matrix, const at::Tensor& bias, bool relu)
{
    if (!x.is_cpu() || !kernels::cpu::hasWideProducts()) {
        at::Tensor result = at::addmm(bias, x, matrix);
        return relu ? result.relu_() : result;
    }
    const at::Tensor from = x.contiguous();
    at::Tensor result = at::empty({from.size(0), matrix.size(1)}, from.options());
    const std::int64_t blocks = (from.size(0) + rowsAtOnce - 1) / rowsAtOnce;
    nn::parallelFor(blocks, 1, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t each = begin; each < end; ++each) {
            const std::int64_t first = each * rowsAtOnce;
            const std::int64_t count = std::min(rowsAtOnce, from.size(0) - first);
            float* to = result.data_ptr<float>() + first * matrix.size(1);
            kernels::cpu::product({from.const_data_ptr<float>() + first * from.size(1), from.size(1)}, rowsOf(matrix),
                                  to, matrix.size(1), count, matrix.size(1), from.size(1), false);
            finish(to, count, matrix.size(1), bias.const_data_ptr<float>(), relu);
        }
    });
    return result;
}

} // namespace maquette::models::pointnext
