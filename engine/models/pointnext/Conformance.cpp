// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pointnext/Conformance.h"

#include "kernels/PointOperators.h"
#include "models/pointnext/PointNext.h"
#include "models/pointnext/PointNextInference.h"
#include "nn/Conformance.h"
#include "nn/KeyMapping.h"
#include "nn/Runtime.h"

#include <ATen/ATen.h>

namespace maquette::models::pointnext {

namespace {

using Checks = std::vector<base::Check>;

constexpr const char* system = "pointnext";
constexpr std::int64_t clouds = 2;
constexpr std::int64_t points = 600;

void append(Checks& checks, const Checks& more) { checks.insert(checks.end(), more.begin(), more.end()); }

/// Points of an a x b x c lattice, [1, a b c, 3], index (x b + y) c + z.
at::Tensor lattice(std::int64_t a, std::int64_t b, std::int64_t c)
{
    const at::Tensor n = at::arange(a * b * c, at::kLong);
    return at::stack({n.div(b * c, "floor"), n.div(c, "floor").remainder(b), n.remainder(c)}, 1)
        .to(at::kFloat)
        .unsqueeze(0);
}

void checkSampling(Checks& checks)
{
    const at::Tensor six
        = at::tensor({0., 0., 0., 1., 0., 0., 0., 0., 0., 0., 1., 0., 1., 1., 0., 0., 0., 0.}, at::kFloat)
              .view({1, 6, 3});
    const struct {
        const char* name;
        at::Tensor points;
        std::vector<double> expected;
    } rows[] = {
        {"lattice 4x4x4", lattice(4, 4, 4), {0, 63, 56, 14, 35, 28, 49, 7, 42, 21, 32, 8}},
        {"lattice 5x5x4", lattice(5, 5, 4), {0, 99, 36, 84, 11, 63, 96, 54, 48, 18, 90, 22}},
        {"lattice 7x6x5", lattice(7, 6, 5), {0, 209, 180, 29, 110, 94, 96, 16, 196, 114, 9, 189}},
        {"lattice 12x11x10", lattice(12, 11, 10), {0, 1319, 1240, 106, 669, 760, 37, 70, 726, 662, 1236, 1303}},
        {"six points", six, {0, 4, 1, 3, 0, 0}},
    };
    for (const auto& row : rows) {
        const auto samples = static_cast<std::int64_t>(row.expected.size());
        append(checks,
               nn::compareOutput(system, std::string("furthest points, ") + row.name,
                                 kernels::furthestPointSampling(row.points, samples),
                                 {.first = row.expected, .last = {}, .meanAndDeviation = {}}, 0));
    }
}

void checkBalls(Checks& checks)
{
    std::vector<double> many = {1, 4, 5, 6, 9, 16, 17, 18, 20, 21, 22, 24, 25, 26, 33, 36, 37, 38, 41};
    many.resize(32, 1);
    const struct {
        std::int64_t query;
        double radius;
        std::vector<double> expected;
    } rows[] = {
        {21, 1.0, {21, 21, 21, 21}},
        {21, 1.01, {5, 17, 20, 21, 22, 25, 37, 5}},
        {0, 1.01, {0, 1, 4, 16}},
        {21, 1.5, {1, 4, 5, 6, 9, 16, 17, 18}},
        {21, 1.5, many},
    };
    const at::Tensor support = lattice(4, 4, 4);
    for (const auto& row : rows) {
        const auto neighbors = static_cast<std::int64_t>(row.expected.size());
        const std::string radius = std::to_string(row.radius).substr(0, 4);
        append(checks,
               nn::compareOutput(
                   system, "ball of " + std::to_string(row.query) + ", r " + radius + ", " + std::to_string(neighbors),
                   kernels::ballQuery(support, support.slice(1, row.query, row.query + 1), row.radius, neighbors),
                   {.first = row.expected, .last = {}, .meanAndDeviation = {}}, 0));
    }
}

/// Section 2.3; buffers where they are known.
void checkSizes(Checks& checks)
{
    constexpr struct {
        const char* name;
        std::int64_t parameters, tensors, buffers;
    } rows[] = {
        {"s3dis-s", 792237, 114, 4881},
        {"s3dis-b", 3827853, 172, 16988},
        {"s3dis-l", 7125069, 262, 30059},
        {"s3dis-xl", 41576461, 352, 86202},
        {"scannet-s", 709300, 130, 0},
        {"scannet-b", 3831956, 172, 0},
        {"scannet-l", 7129172, 262, 0},
        {"scannet-xl", 41590804, 352, 0},
        {"scanobjectnn-s", 1367119, 84, 6476},
        {"modelnet40-s", 1373512, 84, 0},
        {"modelnet40-s-c64", 4523112, 84, 11404},
        {"shapenetpart-s", 981842, 142, 0},
        {"shapenetpart-s-c64", 3722674, 142, 0},
        {"shapenetpart-s-c160", 22500562, 142, 0},
    };
    const nn::UnsetWeights unset;
    for (const auto& row : rows) {
        const PointNext network(*namedConfig(row.name));
        const auto check = [&](const char* what, std::int64_t expected, std::int64_t got) {
            checks.push_back(base::makeCheck(system, std::string(row.name) + ", " + what, static_cast<double>(expected),
                                             static_cast<double>(got), 0));
        };
        check("parameters", row.parameters, network.parameterCount());
        check("tensors", row.tensors, static_cast<std::int64_t>(nn::stateOf(network).size()));
        std::int64_t buffers = 0;
        for (const auto& buffer : network.buffers())
            buffers += buffer.numel();
        if (row.buffers > 0)
            check("elements of buffers", row.buffers, buffers);
    }
}

/// Points that fill a box of 0.7 x 0.5 x 0.3 evenly without a lattice, by additive recurrences.
at::Tensor spreadPoints()
{
    const at::Tensor n = at::arange(1, clouds * points + 1, at::kDouble).unsqueeze(1);
    const at::Tensor along = n * at::tensor({0.8191725133961645, 0.6710436067037893, 0.5497004779019703}, at::kDouble);
    return ((along - along.floor()) * at::tensor({0.7, 0.5, 0.3}, at::kDouble))
        .to(at::kFloat)
        .view({clouds, points, 3});
}

/// nn::fillDeterministic(), after which running variances v become |v| + 0.5, so that they are positive.
void fill(PointNext& network)
{
    const at::NoGradGuard guard;
    nn::fillDeterministic(network);
    for (const auto& item : network.named_buffers())
        if (item.key().ends_with("running_var"))
            item.value().abs_().add_(0.5);
}

struct Network {
    const char* name;
    double largest; ///< of the magnitudes of all logits
    nn::ExpectedOutput expected;
};

void checkNetwork(Checks& checks, const Network& row)
{
    PointNextConfig config = *namedConfig(row.name);
    config.width = 8;
    PointNext network(config);
    fill(network);
    network.eval();
    const at::NoGradGuard guard;
    const PointGeometry geometry = makeGeometry(config, spreadPoints());
    const std::vector<std::int64_t> shape = {clouds, points, config.inChannels};
    const at::Tensor features = nn::sineInput(shape, 0.713) * nn::cosineInput(shape, 0.0391);
    const at::Tensor objects = at::tensor({std::int64_t(3), std::int64_t(15)}, at::kLong);
    const std::string name = row.name + std::string(" of width 8, ");
    const double tolerance = 1e-4 * row.largest;
    append(checks,
           nn::compareOutput(system, name + "module", network.forward({&geometry, features, objects, true}),
                             row.expected, tolerance));
    append(checks,
           nn::compareOutput(system, name + "inference",
                             PointNextInference(network, at::kCPU).run(geometry, features, objects), row.expected,
                             tolerance));
}

/// What tests/bench/pointnext_layers.py prints.
const std::vector<Network>& networks()
{
    static const std::vector<Network> rows = {
        {"s3dis-s",
         14.894,
         {.first = {-2.268611, 0.185739, 1.981642, -4.073975, 5.972357, -7.796053},
          .last = {-12.357589, 12.408168, -12.094970, 11.410156},
          .meanAndDeviation = {0.206009, 7.102897}}},
        {"s3dis-b",
         6.135,
         {.first = {-0.866173, 0.079743, 0.787710, -1.619379, 2.337817, -3.101092},
          .last = {-4.674713, 4.667631, -4.551324, 4.311475},
          .meanAndDeviation = {0.039977, 1.995148}}},
        {"scannet-s",
         22.100,
         {.first = {14.941546, 14.069114, 11.361124, 7.170949, 2.045328, -3.346971},
          .last = {10.693969, 11.596551, 10.986075, 8.942256},
          .meanAndDeviation = {1.556736, 9.547681}}},
        {"scanobjectnn-s",
         8.510,
         {.first = {7.319165, 5.292991, 2.107306, -1.542011, -4.857280, -7.113466},
          .last = {6.274515, 8.209365, 8.351199, 6.669305},
          .meanAndDeviation = {0.782715, 5.884062}}},
        {"shapenetpart-s",
         6.384,
         {.first = {-4.070430, 1.500813, 1.576462, -4.188109, 5.531274, -5.386617},
          .last = {-4.477213, 1.970564, 1.245551, -3.930843},
          .meanAndDeviation = {-0.106811, 4.082710}}},
    };
    return rows;
}

} // namespace

std::vector<base::Check> conformanceChecks()
{
    nn::startRuntime();
    Checks checks;
    checkSampling(checks);
    checkBalls(checks);
    checkSizes(checks);
    for (const Network& row : networks())
        checkNetwork(checks, row);
    return checks;
}

} // namespace maquette::models::pointnext
