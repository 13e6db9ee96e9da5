// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernels/PointOperators.h"
#include "kernels/Parallel.h"
#include "nn/Runtime.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <map>
#include <ostream>
#include <tuple>

using namespace maquette;
using namespace maquette::kernels;

namespace {

using Indices = std::vector<std::int32_t>;

/// Points of an a x b x c lattice, index (x b + y) c + z.
at::Tensor lattice(int a, int b, int c)
{
    at::Tensor points = at::empty({1, static_cast<std::int64_t>(a) * b * c, 3});
    float* to = points.data_ptr<float>();
    for (int x = 0; x < a; ++x)
        for (int y = 0; y < b; ++y)
            for (int z = 0; z < c; ++z)
                for (const int value : {x, y, z})
                    *to++ = static_cast<float>(value);
    return points;
}

Indices list(const at::Tensor& tensor)
{
    const at::Tensor flat = tensor.to(at::kCPU).contiguous();
    return {flat.const_data_ptr<std::int32_t>(), flat.const_data_ptr<std::int32_t>() + flat.numel()};
}

Indices first(const at::Tensor& tensor, std::size_t count)
{
    Indices all = list(tensor);
    all.resize(count);
    return all;
}

float squaredDistance(const float* a, const float* b)
{
    const float dx = a[0] - b[0];
    const float dy = a[1] - b[1];
    const float dz = a[2] - b[2];
    return std::fma(dz, dz, std::fma(dx, dx, dy * dy));
}

/// The official kernel as it runs: threads, strides, and a tree of comparisons that keeps the lower slot on ties.
Indices simulatedSampling(const float* points, int count, int samples)
{
    int threads = 1;
    while (2 * threads <= count && threads < 1024)
        threads *= 2;
    std::vector<float> temp(static_cast<std::size_t>(count), 1e10F);
    Indices result = {0};
    for (int j = 1; j < samples; ++j) {
        std::vector<float> best(static_cast<std::size_t>(threads), -1);
        Indices at(static_cast<std::size_t>(threads), 0);
        for (int t = 0; t < threads; ++t)
            for (int k = t; k < count; k += threads) {
                auto& distance = temp[static_cast<std::size_t>(k)];
                distance = std::min(squaredDistance(points + 3 * k, points + 3 * result.back()), distance);
                if (distance > best[static_cast<std::size_t>(t)]) {
                    best[static_cast<std::size_t>(t)] = distance;
                    at[static_cast<std::size_t>(t)] = k;
                }
            }
        for (int stride = threads / 2; stride > 0; stride /= 2)
            for (int t = 0; t < stride; ++t)
                if (best[static_cast<std::size_t>(t + stride)] > best[static_cast<std::size_t>(t)]) {
                    best[static_cast<std::size_t>(t)] = best[static_cast<std::size_t>(t + stride)];
                    at[static_cast<std::size_t>(t)] = at[static_cast<std::size_t>(t + stride)];
                }
        result.push_back(at[0]);
    }
    return result;
}

Indices simulatedBall(const float* support, int count, const float* query, float radius, int neighbors)
{
    Indices result(static_cast<std::size_t>(neighbors), 0);
    int found = 0;
    for (int k = 0; k < count && found < neighbors; ++k)
        if (squaredDistance(query, support + 3 * k) < radius * radius) {
            if (found == 0)
                std::fill(result.begin(), result.end(), k);
            result[static_cast<std::size_t>(found++)] = k;
        }
    return result;
}

/// One kind of cloud: where ties, empty cells and extremes lie.
struct Case {
    const char* name;
    std::int64_t count;
    double step; ///< coordinates are multiples of it; 0: not rounded
    double scale[3];
    double offset;
    bool surface; ///< on the faces of a box, as scans are
};

void PrintTo(const Case& test, std::ostream* out) { *out << test.name; }

const std::vector<Case>& cases()
{
    static const std::vector<Case> table = {
        {"one point", 1, 0, {1, 1, 1}, 0, false},          {"two points", 2, 0, {1, 1, 1}, 0, false},
        {"a power of two", 1024, 0, {1, 1, 1}, 0, false},  {"one more", 1025, 0.1, {1, 1, 1}, 0, false},
        {"many ties", 2500, 0.25, {2, 2, 2}, 0, false},    {"all in one place", 300, 10, {1, 1, 1}, 0, false},
        {"on a line", 800, 0.01, {5, 0, 0}, 0, false},     {"on a plane", 900, 0.05, {3, 3, 0}, -7, false},
        {"a room", 6000, 0, {6, 5, 3}, 0, true},           {"a room rounded to 2 cm", 6000, 0.02, {6, 5, 3}, 0, true},
        {"a large room", 10000, 0.02, {6, 5, 3}, 0, true}, {"far from the origin", 3000, 0, {4, 4, 2}, 5000, true},
        {"two far islands", 700, 0, {1, 1, 1}, 0, false},
    };
    return table;
}

at::Tensor make(const Case& test)
{
    at::Generator generator = nn::cpuGenerator(7);
    at::Tensor points = at::rand({1, test.count, 3}, generator, at::kFloat);
    if (test.surface) {
        const at::Tensor face = at::randint(0, 6, {test.count}, generator, at::kLong);
        for (std::int64_t i = 0; i < test.count; ++i) {
            const auto side = face[i].item<std::int64_t>();
            points[0][i][side / 2] = static_cast<float>(side % 2);
        }
    }
    if (std::string(test.name) == "two far islands")
        points.slice(1, test.count / 2) += 1000;
    for (int axis = 0; axis < 3; ++axis)
        points.select(2, axis).mul_(test.scale[axis]);
    if (test.step > 0)
        points = (points / test.step).round() * test.step;
    return (points + test.offset).contiguous();
}

/// Each test runs once on each device; what would run on CUDA is skipped, and says so, where there is none.
const auto devices = testing::Values(at::kCPU, at::kCUDA);

std::string nameOf(c10::DeviceType device) { return device == at::kCUDA ? "OnCuda" : "OnTheProcessor"; }

void skipWithout(c10::DeviceType device)
{
    if (device == at::kCUDA && !nn::cudaUsable())
        GTEST_SKIP() << "the point operators on CUDA were not tested: " << nn::cudaState();
}

class OnDevice : public testing::TestWithParam<c10::DeviceType> {
protected:
    void SetUp() override { skipWithout(GetParam()); }
    [[nodiscard]] static at::Tensor there(const at::Tensor& tensor) { return tensor.to(GetParam()); }
};
class FurthestPointSampling : public OnDevice { };
class BallQuery : public OnDevice { };
class PointOperators : public OnDevice { };
class Voxelize : public OnDevice { };

class Points : public testing::TestWithParam<std::tuple<Case, c10::DeviceType>> {
protected:
    void SetUp() override { skipWithout(device()); }
    [[nodiscard]] static const Case& cloud() { return std::get<0>(GetParam()); }
    [[nodiscard]] static c10::DeviceType device() { return std::get<1>(GetParam()); }
};

} // namespace

TEST_P(Points, FurthestPointSamplingEqualsTheOfficialKernel)
{
    const at::Tensor points = make(cloud());
    const std::int64_t samples = std::max<std::int64_t>(1, cloud().count / 4);
    EXPECT_EQ(
        list(furthestPointSampling(points.to(device()), samples)),
        simulatedSampling(points.const_data_ptr<float>(), static_cast<int>(cloud().count), static_cast<int>(samples)));
}

TEST_P(Points, BallQueryKeepsTheLowestIndices)
{
    const at::Tensor points = make(cloud());
    const auto count = static_cast<int>(cloud().count);
    const at::Tensor queries = points.slice(1, 0, c10::nullopt, std::max(1, count / 200)).contiguous();
    for (const float radius : {0.05F, 0.25F, 1.0F, 40.0F})
        for (const int neighbors : {1, 8, 32}) {
            const Indices got = list(ballQuery(points.to(device()), queries.to(device()), radius, neighbors));
            for (std::int64_t i = 0; i < queries.size(1); ++i) {
                const Indices expected = simulatedBall(points.const_data_ptr<float>(), count,
                                                       queries.const_data_ptr<float>() + 3 * i, radius, neighbors);
                const auto at = got.begin() + i * neighbors;
                ASSERT_EQ(Indices(at, at + neighbors), expected) << "radius " << radius << " query " << i;
            }
        }
}

TEST_P(Points, NearestNeighborsAreOrderedByDistanceAndIndex)
{
    const at::Tensor points = make(cloud());
    const auto count = static_cast<int>(cloud().count);
    const at::Tensor known = points.slice(1, 0, c10::nullopt, 3).contiguous();
    const at::Tensor queries = (points.slice(1, 0, c10::nullopt, std::max(1, count / 150)) + 0.013).contiguous();
    for (const std::int64_t neighbors : {1, 3, 10, 64}) {
        const auto [indices, squared] = nearestNeighbors(known.to(device()), queries.to(device()), neighbors);
        const Indices got = list(indices);
        const at::Tensor distances = squared.to(at::kCPU).contiguous();
        for (std::int64_t i = 0; i < queries.size(1); ++i) {
            std::vector<std::pair<float, std::int32_t>> all;
            for (std::int32_t k = 0; k < known.size(1); ++k)
                all.emplace_back(
                    squaredDistance(queries.const_data_ptr<float>() + 3 * i, known.const_data_ptr<float>() + 3 * k), k);
            std::sort(all.begin(), all.end());
            all.resize(static_cast<std::size_t>(neighbors), {std::numeric_limits<float>::infinity(), 0});
            for (std::int64_t n = 0; n < neighbors; ++n) {
                ASSERT_EQ(got[static_cast<std::size_t>(i * neighbors + n)], all[static_cast<std::size_t>(n)].second)
                    << "query " << i << " neighbor " << n;
                ASSERT_EQ(distances.const_data_ptr<float>()[i * neighbors + n], all[static_cast<std::size_t>(n)].first);
            }
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Table, Points, testing::Combine(testing::ValuesIn(cases()), devices), [](const auto& info) {
    std::string name = std::get<0>(info.param).name;
    std::erase(name, ' ');
    return name + nameOf(std::get<1>(info.param));
});

// The vectors of section 4.7 of the facts on PointNeXt.
TEST_P(FurthestPointSampling, ConformanceVectors)
{
    EXPECT_EQ(first(furthestPointSampling(there(lattice(4, 4, 4)), 12), 12),
              (Indices{0, 63, 56, 14, 35, 28, 49, 7, 42, 21, 32, 8}));
    EXPECT_EQ(first(furthestPointSampling(there(lattice(5, 5, 4)), 12), 12),
              (Indices{0, 99, 36, 84, 11, 63, 96, 54, 48, 18, 90, 22}));
    EXPECT_EQ(first(furthestPointSampling(there(lattice(7, 6, 5)), 12), 12),
              (Indices{0, 209, 180, 29, 110, 94, 96, 16, 196, 114, 9, 189}));
    EXPECT_EQ(first(furthestPointSampling(there(lattice(12, 11, 10)), 12), 12),
              (Indices{0, 1319, 1240, 106, 669, 760, 37, 70, 726, 662, 1236, 1303}));
    const at::Tensor six
        = at::tensor({0., 0., 0., 1., 0., 0., 0., 0., 0., 0., 1., 0., 1., 1., 0., 0., 0., 0.}, at::kFloat)
              .view({1, 6, 3});
    EXPECT_EQ(list(furthestPointSampling(there(six), 6)), (Indices{0, 4, 1, 3, 0, 0}));
}

TEST_P(FurthestPointSampling, LargeCloudsEqualTheOfficialKernel)
{
    constexpr int samples = 24;
    at::Generator generator = nn::cpuGenerator(9);
    for (const std::int64_t count : {9000, 140000, 300000, 600000}) {
        const at::Tensor points
            = (at::rand({2, count, 3}, generator, at::kFloat) * 40).round().mul_(0.25).contiguous(); // many ties
        const at::Tensor got = furthestPointSampling(there(points), samples);
        for (std::int64_t item = 0; item < 2; ++item)
            EXPECT_EQ(list(got[item]),
                      simulatedSampling(points[item].const_data_ptr<float>(), static_cast<int>(count), samples))
                << count;
    }
}

TEST_P(BallQuery, ManyQueriesKeepTheLowestIndices)
{
    at::Generator generator = nn::cpuGenerator(13);
    const at::Tensor support = at::rand({2, 1500, 3}, generator, at::kFloat);
    const at::Tensor queries = at::rand({2, 9001, 3}, generator, at::kFloat);
    const Indices got = list(ballQuery(there(support), there(queries), 0.15, 8));
    auto at = got.begin();
    for (std::int64_t item = 0; item < 2; ++item)
        for (std::int64_t i = 0; i < queries.size(1); ++i, at += 8)
            ASSERT_EQ(Indices(at, at + 8),
                      simulatedBall(support[item].const_data_ptr<float>(), 1500,
                                    queries[item][i].const_data_ptr<float>(), 0.15F, 8))
                << i;
}

TEST_P(BallQuery, ConformanceVectors)
{
    const at::Tensor points = there(lattice(4, 4, 4));
    const auto query = [&](int index, double radius, int neighbors) {
        return list(ballQuery(points, points.slice(1, index, index + 1), radius, neighbors));
    };
    EXPECT_EQ(query(21, 1.0, 4), (Indices{21, 21, 21, 21})) << "nearer, not as near";
    EXPECT_EQ(query(21, 1.01, 9), (Indices{5, 17, 20, 21, 22, 25, 37, 5, 5}));
    EXPECT_EQ(query(0, 1.01, 4), (Indices{0, 1, 4, 16}));
    EXPECT_EQ(query(21, 1.5, 8), (Indices{1, 4, 5, 6, 9, 16, 17, 18}));
    Indices expected = {1, 4, 5, 6, 9, 16, 17, 18, 20, 21, 22, 24, 25, 26, 33, 36, 37, 38, 41};
    expected.resize(32, 1);
    EXPECT_EQ(query(21, 1.5, 32), expected);
}

TEST_P(BallQuery, AQueryWithoutNeighborsGivesZeros)
{
    const at::Tensor away = at::full({1, 1, 3}, 100.0F);
    EXPECT_EQ(list(ballQuery(there(lattice(2, 2, 2)), there(away), 0.5, 3)), (Indices{0, 0, 0}));
}

TEST(FurthestPoints, EndsEarlyOnRequest)
{
    const at::Tensor points = at::rand({1, 20000, 3});
    const auto whole = list(furthestPointSampling(points, 10000));
    int asked = 0;
    const std::function<bool()> stopped = [&] { return ++asked > 3; };
    {
        const Interruptible scope(stopped);
        const auto part = list(furthestPointSampling(points, 10000));
        ASSERT_EQ(part.size(), whole.size());
        EXPECT_TRUE(std::equal(part.begin(), part.begin() + 2000, whole.begin()));
        EXPECT_EQ(part.back(), 0);
        EXPECT_LT(asked, 20);
    }
    EXPECT_EQ(list(furthestPointSampling(points, 10000)), whole);
}

TEST_P(PointOperators, BatchesAreIndependent)
{
    const at::Tensor points = there(at::cat({lattice(4, 4, 4), lattice(4, 4, 4).flip(1)}).contiguous());
    const at::Tensor sampled = furthestPointSampling(points, 8);
    EXPECT_EQ(list(sampled[0]), list(furthestPointSampling(points.slice(0, 0, 1), 8)[0]));
    EXPECT_EQ(list(sampled[1]), list(furthestPointSampling(points.slice(0, 1, 2), 8)[0]));
    const at::Tensor balls = ballQuery(points, points.flip(0).contiguous(), 1.2, 8);
    EXPECT_EQ(list(balls[1]), list(ballQuery(points.slice(0, 1, 2), points.slice(0, 0, 1), 1.2, 8)[0]));
}

TEST_P(PointOperators, InterpolationWeighsByDistance)
{
    const at::Tensor known = at::tensor({0., 0., 0., 1., 0., 0.}, at::kFloat).view({1, 2, 3});
    const at::Tensor query = at::tensor({0.25, 0., 0.}, at::kFloat).view({1, 1, 3});
    const auto [indices, squared] = nearestNeighbors(there(known), there(query), 3);
    EXPECT_TRUE(std::isinf(squared[0][0][2].item<float>())) << "there are two known points";
    const at::Tensor weights = interpolationWeights(squared);
    const at::Tensor values = at::tensor({10., 20.}, at::kFloat).view({1, 2, 1});
    EXPECT_NEAR(threeInterpolate(there(values), indices, weights).item<float>(), 12.5, 1e-5);
    const at::Tensor none = interpolationWeights(there(at::full({1, 1, 3}, std::numeric_limits<float>::infinity())));
    EXPECT_EQ(none.abs().max().item<float>(), 0);
}

TEST_P(PointOperators, FeaturesOfNeighborsEqualPlainIndexing)
{
    at::Generator generator = nn::cpuGenerator(3);
    for (const std::int64_t channels : {1, 7, 64, 130}) {
        const at::Tensor values = at::randn({2, 50, channels}, generator, at::kFloat);
        const at::Tensor indices = at::randint(0, 50, {2, 40, 5}, generator, at::kInt);
        std::vector<at::Tensor> grouped;
        for (std::int64_t item = 0; item < 2; ++item)
            grouped.push_back(
                values[item].index_select(0, indices[item].flatten().to(at::kLong)).view({40, 5, channels}));
        const at::Tensor expected = at::stack(grouped);
        EXPECT_TRUE(at::equal(groupPoints(there(values), there(indices)).cpu(), expected));
        EXPECT_TRUE(at::equal(neighborMax(there(values), there(indices)).cpu(), expected.amax(2)));
        const at::Tensor gradient = at::randn({2, 40, 5, channels}, generator, at::kFloat);
        at::Tensor back = at::zeros({2, 50, channels});
        for (std::int64_t item = 0; item < 2; ++item)
            back[item].index_add_(0, indices[item].flatten().to(at::kLong), gradient[item].flatten(0, 1));
        const at::Tensor grouping = groupPointsBackward(there(gradient), there(indices), 50).cpu();
        EXPECT_TRUE(at::allclose(grouping, back, 1e-5, 1e-5));
        EXPECT_TRUE(at::equal(grouping, groupPointsBackward(gradient, indices, 50))) << "the same sums on all devices";
        const at::Tensor three = indices.slice(2, 0, 3).contiguous();
        const at::Tensor weights = at::rand({2, 40, 3}, generator, at::kFloat);
        const at::Tensor mixed = threeInterpolate(there(values), there(three), there(weights)).cpu();
        EXPECT_TRUE(at::allclose(mixed, (expected.slice(2, 0, 3) * weights.unsqueeze(3)).sum(2), 1e-5, 1e-5));
        const at::Tensor rows = at::randn({2, 40, channels}, generator, at::kFloat);
        at::Tensor spread = at::zeros({2, 50, channels});
        for (std::int64_t item = 0; item < 2; ++item)
            spread[item].index_add_(0, three[item].flatten().to(at::kLong),
                                    (rows[item].unsqueeze(1) * weights[item].unsqueeze(2)).flatten(0, 1));
        const at::Tensor mixing = threeInterpolateBackward(there(rows), there(three), there(weights), 50).cpu();
        EXPECT_TRUE(at::allclose(mixing, spread, 1e-5, 1e-5));
        EXPECT_TRUE(at::equal(mixing, threeInterpolateBackward(rows, three, weights, 50)));
    }
}

TEST_P(Voxelize, OrdersPointsByTheHashOfTheirCell)
{
    // Cells (0,0,0), (1,0,0), (0,0,0), (0,0,2), counted from the least.
    const at::Tensor points
        = at::tensor({-0.99, 5., 1., -0.5, 5.1, 1., -0.9, 5.2, 1.1, -0.9, 5.2, 2.1}, at::kFloat).view({4, 3});
    const auto [order, counts, hashes] = voxelize(there(points), 0.5);
    std::map<std::uint64_t, std::vector<std::int64_t>> expected;
    const std::int64_t cells[4][3] = {{0, 0, 0}, {1, 0, 0}, {0, 0, 0}, {0, 0, 2}};
    for (std::int64_t i = 0; i < 4; ++i) {
        std::uint64_t hash = 14695981039346656037ULL;
        for (const std::int64_t cell : cells[i])
            hash = (hash * 1099511628211ULL) ^ static_cast<std::uint64_t>(cell);
        expected[hash].push_back(i);
    }
    std::int64_t at = 0;
    std::int64_t voxel = 0;
    for (const auto& [hash, members] : expected) {
        EXPECT_EQ(static_cast<std::uint64_t>(hashes[voxel].item<std::int64_t>()), hash);
        EXPECT_EQ(counts[voxel++].item<std::int64_t>(), static_cast<std::int64_t>(members.size()));
        for (const std::int64_t member : members)
            EXPECT_EQ(order[at++].item<std::int64_t>(), member);
    }
    EXPECT_EQ(at, 4);
}

TEST_P(Voxelize, TheTypeOfTheCoordinatesDecidesAtBorders)
{
    // 0.12 / 0.04 is 3 in double and below 3 in float, where 0.12 is stored a little larger and 0.04 smaller or not.
    const at::Tensor exact = at::tensor({0., 0., 0., 0.28, 0., 0.}, at::kDouble).view({2, 3});
    const auto cellsOf
        = [](const at::Tensor& points, double edge) { return std::get<1>(voxelize(there(points), edge)).size(0); };
    EXPECT_EQ(cellsOf(exact, 0.04), 2);
    const at::Tensor empty = at::empty({0, 3});
    EXPECT_EQ(cellsOf(empty, 0.04), 0);
    EXPECT_EQ(cellsOf(at::zeros({5, 3}), 0.04), 1);
}

TEST_P(Voxelize, EqualsTheProcessorByteForByte)
{
    at::Generator generator = nn::cpuGenerator(11);
    const at::Tensor points = at::randn({5000, 3}, generator, at::kFloat);
    for (const at::Tensor& cloud : {points, points.to(at::kDouble), (points * 50).round() / 50}) {
        const auto expected = voxelize(cloud, 0.04);
        const auto [order, counts, hashes] = voxelize(there(cloud), 0.04);
        EXPECT_TRUE(at::equal(order.cpu(), std::get<0>(expected)));
        EXPECT_TRUE(at::equal(counts.cpu(), std::get<1>(expected)));
        EXPECT_TRUE(at::equal(hashes.cpu(), std::get<2>(expected)));
    }
}

TEST_P(PointOperators, RefuseWhatTheyCannotDo)
{
    const at::Tensor points = there(lattice(3, 3, 3));
    EXPECT_THROW((void)furthestPointSampling(points[0], 2), c10::Error);
    EXPECT_THROW((void)furthestPointSampling(points, 0), c10::Error);
    EXPECT_THROW((void)furthestPointSampling(points, 28), c10::Error);
    EXPECT_THROW((void)furthestPointSampling(points.to(at::kDouble), 2), c10::Error);
    EXPECT_THROW((void)ballQuery(points, points.expand({2, 27, 3}), 1, 8), c10::Error);
    EXPECT_THROW((void)ballQuery(points, points, 1, 0), c10::Error);
    EXPECT_THROW((void)nearestNeighbors(points, points, 65), c10::Error);
    const at::Tensor indices = there(at::zeros({1, 4, 3}, at::kInt));
    EXPECT_THROW((void)groupPoints(points, indices.to(at::kLong)), c10::Error);
    EXPECT_THROW((void)threeInterpolate(points, indices, there(at::ones({1, 4, 2}))), c10::Error);
    EXPECT_THROW((void)voxelize(points[0], 0), c10::Error);
    EXPECT_THROW((void)voxelize(points[0] / 0, 1), c10::Error) << "not finite";
    EXPECT_THROW((void)groupPoints(points.clone().requires_grad_(), indices), c10::Error);
}

const auto deviceName = [](const auto& info) { return nameOf(info.param); };
INSTANTIATE_TEST_SUITE_P(Devices, FurthestPointSampling, devices, deviceName);
INSTANTIATE_TEST_SUITE_P(Devices, BallQuery, devices, deviceName);
INSTANTIATE_TEST_SUITE_P(Devices, PointOperators, devices, deviceName);
INSTANTIATE_TEST_SUITE_P(Devices, Voxelize, devices, deviceName);

// A GPU would have to be waited for to look at values before a launch.
TEST(PointValues, TheProcessorRefusesThem)
{
    const at::Tensor points = lattice(3, 3, 3);
    EXPECT_THROW((void)furthestPointSampling(points / 0, 2), c10::Error) << "not finite";
    const at::Tensor indices = at::full({1, 4, 3}, 27, at::kInt);
    EXPECT_THROW((void)groupPoints(points, indices), c10::Error) << "an index outside";
    EXPECT_THROW((void)neighborMax(points, -indices), c10::Error);
    EXPECT_THROW((void)groupPointsBackward(at::ones({1, 4, 3, 2}), indices, 27), c10::Error);
}

TEST(PointValues, CudaReadsNotANumberOutsideAndLeavesItOutOfSums)
{
    if (!nn::cudaUsable())
        GTEST_SKIP() << "indices outside were not tested on CUDA: " << nn::cudaState();
    const at::Tensor points = lattice(3, 3, 3).cuda();
    const at::Tensor indices = at::tensor({0, 27, -1}, at::kInt).view({1, 1, 3}).cuda();
    const at::Tensor grouped = groupPoints(points, indices);
    EXPECT_TRUE(at::equal(grouped.isnan().all(3).flatten().cpu(), at::tensor({0, 1, 1}, at::kInt).to(at::kBool)));
    EXPECT_TRUE(neighborMax(points, indices).isnan().all().item<bool>());
    EXPECT_TRUE(threeInterpolate(points, indices, at::ones({1, 1, 3}).cuda()).isnan().all().item<bool>());
    const at::Tensor back = groupPointsBackward(at::ones({1, 1, 3, 2}).cuda(), indices, 27);
    EXPECT_EQ(back.sum().item<float>(), 2) << "one entry of two channels";
    const at::Tensor endless = points / 0;
    EXPECT_LT(furthestPointSampling(endless, 9).max().item<std::int32_t>(), 27);
}
