// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernels/Lut3d.h"
#include "kernels/Operators.h"
#include "nn/Runtime.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <ostream>

using namespace maquette;

namespace {

constexpr float nan = std::numeric_limits<float>::quiet_NaN();
constexpr float infinity = std::numeric_limits<float>::infinity();

/// One line of the table: every backend runs through it against the plain reference.
struct Case {
    const char* name;
    std::int64_t batch, channels, n, height, width;
    bool shared; ///< one table for the whole batch
    double low, high; ///< range of the colors
    std::vector<float> at; ///< values put into the first pixels of channel 0
};

void PrintTo(const Case& test, std::ostream* out) { *out << test.name; }

const std::vector<Case>& cases()
{
    static const std::vector<Case> table = {
        {"one pixel", 1, 1, 2, 1, 1, false, 0, 1, {}},
        {"seven channels of a cell", 2, 7, 11, 64, 64, false, 0, 1, {}},
        {"exactly eight channels", 1, 8, 5, 9, 13, false, 0, 1, {}},
        {"more than eight channels", 3, 19, 4, 7, 5, false, 0, 1, {}},
        {"one table for all", 4, 3, 9, 16, 8, true, 0, 1, {}},
        {"colors outside", 2, 4, 7, 20, 20, false, -2, 3, {}},
        {"corners and lattice points", 1, 5, 3, 4, 4, false, 0, 1, {0, 1, 0.5F, 1e-8F, 1 - 6e-8F, -0.0F}},
        {"infinite and not a number", 1, 3, 6, 3, 3, false, 0, 1, {nan, infinity, -infinity}},
        {"large picture in strips", 1, 2, 17, 301, 257, false, 0, 1, {}},
        {"empty batch", 0, 3, 4, 8, 8, false, 0, 1, {}},
        {"empty picture", 2, 3, 4, 0, 8, false, 0, 1, {}},
    };
    return table;
}

struct Data {
    at::Tensor image;
    at::Tensor lut;
};

Data make(const Case& test)
{
    at::Generator generator = nn::cpuGenerator(5);
    Data data;
    data.image
        = at::rand({test.batch, 3, test.height, test.width}, generator, at::kFloat) * (test.high - test.low) + test.low;
    data.lut = at::randn({test.shared ? 1 : test.batch, test.channels, test.n, test.n, test.n}, generator, at::kFloat);
    for (std::size_t i = 0; i < test.at.size(); ++i)
        data.image.data_ptr<float>()[i] = test.at[i];
    return data;
}

/// Eight corners, weighted one by one, in double.
at::Tensor reference(const Data& data)
{
    const auto image = data.image.accessor<float, 4>();
    const auto lut = data.lut.accessor<float, 5>();
    const std::int64_t n = lut.size(2);
    at::Tensor result = at::empty({image.size(0), lut.size(1), image.size(2), image.size(3)}, at::kDouble);
    auto out = result.accessor<double, 4>();
    for (std::int64_t b = 0; b < image.size(0); ++b)
        for (std::int64_t y = 0; y < image.size(2); ++y)
            for (std::int64_t x = 0; x < image.size(3); ++x) {
                std::int64_t low[3] = {};
                double part[3] = {};
                bool known = true;
                for (int axis = 0; axis < 3; ++axis) {
                    const double color = image[b][axis][y][x];
                    known = known && !std::isnan(color);
                    const double place = std::isnan(color) ? 0 : std::min(std::max(color, 0.0), 1.0) * (n - 1);
                    low[axis] = std::min<std::int64_t>(static_cast<std::int64_t>(place), n - 2);
                    part[axis] = place - static_cast<double>(low[axis]);
                }
                for (std::int64_t c = 0; c < lut.size(1); ++c) {
                    double sum = 0;
                    for (int corner = 0; corner < 8; ++corner) {
                        double weight = 1;
                        for (int axis = 0; axis < 3; ++axis)
                            weight *= (corner >> axis & 1) ? part[axis] : 1 - part[axis];
                        sum += weight
                            * lut[data.lut.size(0) == 1 ? 0 : b][c][low[2] + (corner >> 2 & 1)]
                                 [low[1] + (corner >> 1 & 1)][low[0] + (corner & 1)];
                    }
                    out[b][c][y][x] = known ? sum : std::nan("");
                }
            }
    return result;
}

class Lut3d : public testing::TestWithParam<Case> { };

void expectEqual(const at::Tensor& got, const at::Tensor& expected)
{
    ASSERT_EQ(got.sizes(), expected.sizes());
    EXPECT_TRUE(at::allclose(got.to(at::kCPU, at::kDouble), expected, 1e-5, 2e-5, true))
        << (got.to(at::kCPU, at::kDouble) - expected).abs().max();
}

TEST_P(Lut3d, OnTheProcessor)
{
    const Data data = make(GetParam());
    expectEqual(kernels::lut3d(data.image, data.lut), reference(data));
}

TEST_P(Lut3d, OnStridedTensors)
{
    const Data data = make(GetParam());
    const at::Tensor image = data.image.transpose(2, 3).contiguous().transpose(2, 3);
    const at::Tensor lut = data.lut.transpose(1, 4).contiguous().transpose(1, 4);
    expectEqual(kernels::lut3d(image, lut), reference(data));
}

TEST_P(Lut3d, OnCuda)
{
    if (!nn::cudaUsable())
        GTEST_SKIP() << "lut3d on CUDA was not tested: " << nn::cudaState();
    const Data data = make(GetParam());
    expectEqual(kernels::lut3d(data.image.cuda(), data.lut.cuda()), reference(data));
}

INSTANTIATE_TEST_SUITE_P(Table, Lut3d, testing::ValuesIn(cases()), [](const auto& info) {
    std::string name = info.param.name;
    std::erase(name, ' ');
    return name;
});

TEST(Lut3dOperator, EqualsGridSampler)
{
    const Data data = make(cases()[1]);
    const at::Tensor grid = (data.image * 2 - 1).permute({0, 2, 3, 1}).unsqueeze(1);
    const at::Tensor expected = at::grid_sampler(data.lut, grid, 0, 1, true).squeeze(2);
    EXPECT_TRUE(at::allclose(kernels::lut3d(data.image, data.lut), expected, 1e-5, 2e-5));
}

TEST(Lut3dOperator, IsRegisteredByName)
{
    EXPECT_EQ(kernels::operatorNames().front(), "lut3d");
    EXPECT_TRUE(c10::Dispatcher::singleton().findSchema({"maquette::lut3d", ""}).has_value());
}

TEST(Lut3dOperator, RefusesWhatItCannotDo)
{
    const at::Tensor image = at::rand({2, 3, 4, 4});
    const at::Tensor lut = at::rand({2, 5, 3, 3, 3});
    EXPECT_THROW((void)kernels::lut3d(image[0], lut), c10::Error);
    EXPECT_THROW((void)kernels::lut3d(at::rand({2, 4, 4, 4}), lut), c10::Error);
    EXPECT_THROW((void)kernels::lut3d(image, at::rand({2, 5, 1, 1, 1})), c10::Error);
    EXPECT_THROW((void)kernels::lut3d(image, at::rand({2, 5, 3, 3, 4})), c10::Error);
    EXPECT_THROW((void)kernels::lut3d(image, at::rand({3, 5, 3, 3, 3})), c10::Error);
    EXPECT_THROW((void)kernels::lut3d(image.to(at::kDouble), lut), c10::Error);
    EXPECT_THROW((void)kernels::lut3d(image.clone().requires_grad_(), lut), c10::Error);
}

} // namespace
