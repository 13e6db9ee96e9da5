// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernels/cpu/Product.h"

#include <algorithm>

namespace maquette::kernels::cpu {

namespace {

typedef float Lanes __attribute__((vector_size(64), aligned(4), may_alias));
constexpr std::int64_t lanes = 16;

/// `Height` rows of c times `Width` vectors of columns stay in registers over all of k. `step` and `along`: floats
/// between neighbors of a along its rows of c, and along k.
template <int Height, int Width>
[[gnu::always_inline]] inline void block(const float* a, std::int64_t step, std::int64_t along, Rows b, float* c,
                                         std::int64_t cStride, std::int64_t k, bool add)
{
    Lanes sum[Height][Width];
    for (int row = 0; row < Height; ++row)
        for (int v = 0; v < Width; ++v)
            sum[row][v] = add ? *reinterpret_cast<const Lanes*>(c + row * cStride + v * lanes) : Lanes{};
    for (std::int64_t p = 0; p < k; ++p) {
        Lanes values[Width];
        for (int v = 0; v < Width; ++v)
            values[v] = *reinterpret_cast<const Lanes*>(b.data + p * b.stride + v * lanes);
        for (int row = 0; row < Height; ++row) {
            const float factor = a[row * step + p * along];
            for (int v = 0; v < Width; ++v)
                sum[row][v] += factor * values[v];
        }
    }
    for (int row = 0; row < Height; ++row)
        for (int v = 0; v < Width; ++v)
            *reinterpret_cast<Lanes*>(c + row * cStride + v * lanes) = sum[row][v];
}

/// The columns that fill no vector.
[[gnu::always_inline]] inline void rest(const float* a, std::int64_t step, std::int64_t along, Rows b, float* c,
                                        std::int64_t cStride, std::int64_t m, std::int64_t n, std::int64_t k, bool add)
{
    for (std::int64_t row = 0; row < m; ++row)
        for (std::int64_t column = 0; column < n; ++column) {
            float sum = add ? c[row * cStride + column] : 0.0F;
            for (std::int64_t p = 0; p < k; ++p)
                sum += a[row * step + p * along] * b.data[p * b.stride + column];
            c[row * cStride + column] = sum;
        }
}

template <int Width>
[[gnu::always_inline]] inline void columns(const float* a, std::int64_t step, std::int64_t along, Rows b, float* c,
                                           std::int64_t cStride, std::int64_t m, std::int64_t k, bool add)
{
    constexpr int height = 8;
    std::int64_t row = 0;
    for (; row + height <= m; row += height)
        block<height, Width>(a + row * step, step, along, b, c + row * cStride, cStride, k, add);
    for (; row < m; ++row)
        block<1, Width>(a + row * step, step, along, b, c + row * cStride, cStride, k, add);
}

#if defined(__x86_64__)
[[gnu::target("arch=x86-64-v4,prefer-vector-width=512")]]
#endif
void multiply(const float* a, std::int64_t step, std::int64_t along, Rows b, float* c, std::int64_t cStride,
              std::int64_t m, std::int64_t n, std::int64_t k, bool add)
{
    std::int64_t column = 0;
    for (; column + 2 * lanes <= n; column += 2 * lanes)
        columns<2>(a, step, along, {b.data + column, b.stride}, c + column, cStride, m, k, add);
    for (; column + lanes <= n; column += lanes)
        columns<1>(a, step, along, {b.data + column, b.stride}, c + column, cStride, m, k, add);
    if (column < n)
        rest(a, step, along, {b.data + column, b.stride}, c + column, cStride, m, n - column, k, add);
}

} // namespace

bool hasWideProducts()
{
#if defined(__x86_64__)
    static const bool wide = [] {
        __builtin_cpu_init();
        return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
            && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
    }();
    return wide;
#else
    return false;
#endif
}

void product(Rows a, Rows b, float* c, std::int64_t cStride, std::int64_t m, std::int64_t n, std::int64_t k, bool add)
{
    multiply(a.data, a.stride, 1, b, c, cStride, m, n, k, add);
}

void addTransposedProduct(Rows a, Rows b, float* c, std::int64_t cStride, std::int64_t m, std::int64_t n,
                          std::int64_t k)
{
    multiply(a.data, 1, a.stride, b, c, cStride, m, n, k, true);
}

} // namespace maquette::kernels::cpu
