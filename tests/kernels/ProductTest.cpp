// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernels/cpu/Product.h"
#include "nn/Runtime.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

using namespace maquette;
using namespace maquette::kernels::cpu;

TEST(Product, EqualsLibTorchAtOddSizes)
{
    if (!hasWideProducts())
        GTEST_SKIP() << "this processor has no AVX-512, so LibTorch's products are used";
    at::Generator generator = nn::cpuGenerator(1);
    for (const std::int64_t m : {1, 7, 8, 33})
        for (const std::int64_t n : {1, 15, 16, 32, 49, 80})
            for (const std::int64_t k : {0, 1, 3, 64}) {
                const at::Tensor a = at::randn({m, k}, generator, at::kFloat);
                const at::Tensor b = at::randn({k, n}, generator, at::kFloat);
                const at::Tensor start = at::randn({m, n}, generator, at::kFloat);
                at::Tensor c = start.clone();
                const Rows bRows{b.const_data_ptr<float>(), n};
                product({a.const_data_ptr<float>(), k}, bRows, c.data_ptr<float>(), n, m, n, k, false);
                EXPECT_TRUE(at::allclose(c, at::mm(a, b), 1e-5, 1e-5)) << m << " " << n << " " << k;
                product({a.const_data_ptr<float>(), k}, bRows, c.data_ptr<float>(), n, m, n, k, true);
                EXPECT_TRUE(at::allclose(c, 2 * at::mm(a, b), 1e-5, 1e-5));
                c = start.clone();
                const at::Tensor turned = a.t().contiguous();
                addTransposedProduct({turned.const_data_ptr<float>(), m}, bRows, c.data_ptr<float>(), n, m, n, k);
                EXPECT_TRUE(at::allclose(c, start + at::mm(a, b), 1e-5, 1e-5));
            }
}
