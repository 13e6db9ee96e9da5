// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/imagebrush/Conformance.h"

#include "models/imagebrush/ImageBrush.h"
#include "nn/Conformance.h"
#include "nn/KeyMapping.h"
#include "nn/Runtime.h"

#include <ATen/ATen.h>

namespace maquette::models::imagebrush {

namespace {

constexpr const char* system = "imagebrush";
constexpr double tolerance = 2e-4;
/// The result has a deviation of 3.4 with these weights, not of a picture.
constexpr double resultTolerance = 2e-3;

/// The reference sizes where its description fixes them, everything else at its smallest.
ImageBrushConfig reduced()
{
    ImageBrushConfig config;
    config.variant = "IBC-reduced";
    config.visualWidth = 32;
    config.promptLayers = 1;
    config.middleBlocks = 1;
    config.downBlocks = 1;
    config.upBlocks = 1;
    config.refinerChannels = 4;
    return config;
}

/// Two waves multiplied, so that the channels of a cell are not functions of each other.
at::Tensor cell(double first, double second, double amplitude)
{
    const std::vector<std::int64_t> shape = {1, 3, 64, 64};
    return nn::sineInput(shape, first) * nn::cosineInput(shape, second) * amplitude + 0.5;
}

struct Row {
    const char* name;
    at::Tensor output;
    nn::ExpectedOutput expected;
    double tolerance;
};

} // namespace

std::vector<base::Check> conformanceChecks()
{
    nn::startRuntime();
    const at::NoGradGuard guard;
    ImageBrush network(reduced(), true);
    nn::fillDeterministic(network, shortName);
    const Prepared prepared
        = network.prepare(cell(0.013, 0.0071, 0.45), cell(0.021, 0.0043, 0.4), cell(0.017, 0.0057, 0.45));
    const at::Tensor prompt = network.prompt(prepared);
    Details details;
    const at::Tensor out
        = network.forward(nn::cosineInput({1, 3, 64, 64}, 0.05), at::full({1}, 0.5F), prepared, prompt, &details);
    const Row rows[] = {
        {"errors of the color candidates",
         prepared.fit.rms,
         {.first = {0.300133, 0.197986, 0.170496, 0.130837, 0.135365}, .last = {}, .meanAndDeviation = {}},
         tolerance},
        {"color prior",
         prepared.priorImage,
         {.first = {0.377280, 0.386302, 0.395361, 0.404477},
          .last = {0.773315, 0.771503},
          .meanAndDeviation = {0.4996722, 0.1883539}},
         tolerance},
        {"prompt",
         prompt,
         {.first = {0.843116, 0.860700, 1.964715, 0.545563},
          .last = {-1.396650, -1.433912},
          .meanAndDeviation = {0.0087282, 1.0081770}},
         tolerance},
        {"gate",
         details.gate,
         {.first = {0.298288, 0.726766, 0.424052, 0.327186},
          .last = {0.700073, 0.305698},
          .meanAndDeviation = {0.4961851, 0.1840495}},
         tolerance},
        {"coarse result",
         details.coarse,
         {.first = {1.730579, 1.473296, 1.033666, 1.737396},
          .last = {0.630464, 0.519454},
          .meanAndDeviation = {0.6208968, 0.8211637}},
         resultTolerance},
        {"result",
         out,
         {.first = {1.882498, 1.901566, 1.633038, 2.298229},
          .last = {2.039794, 1.109459},
          .meanAndDeviation = {0.3724193, 3.4008536}},
         resultTolerance},
    };
    std::vector<base::Check> checks;
    for (const Row& row : rows)
        for (const base::Check& check : nn::compareOutput(system, std::string("reduced network, ") + row.name,
                                                          row.output, row.expected, row.tolerance))
            checks.push_back(check);
    checks.push_back(base::makeCheck(system, "reduced network, picked candidate", 4,
                                     static_cast<double>(prepared.fit.pick.item<std::int64_t>()), 0));
    checks.push_back(base::makeCheck(system, "reduced network, parameters", 2118553,
                                     static_cast<double>(network.config().elementCount()), 0));
    return checks;
}

} // namespace maquette::models::imagebrush
