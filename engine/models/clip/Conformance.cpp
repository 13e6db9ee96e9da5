// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/clip/Conformance.h"

#include "models/clip/VisionTransformer.h"
#include "nn/Conformance.h"
#include "nn/KeyMapping.h"
#include "nn/Runtime.h"

#include <ATen/ATen.h>

namespace maquette::models::clip {

std::vector<base::Check> conformanceChecks()
{
    nn::startRuntime();
    const at::NoGradGuard guard;
    VisionTransformer network({.imageSize = 8, .patch = 4, .width = 32, .layers = 2, .heads = 4, .outputs = 16});
    nn::fillDeterministic(network);
    std::int64_t elements = 0;
    for (const auto& [name, tensor] : nn::stateOf(network))
        elements += tensor.numel();
    std::vector<base::Check> checks
        = nn::compareOutput("clip", "reduced vision tower", network.forward(nn::sineInput({1, 3, 8, 8}, 0.07)),
                            {.first = {3.453071, 2.800552, 1.768992, 0.498006, -0.840381, -2.065028},
                             .last = {2.590396, 3.340938},
                             .meanAndDeviation = {}},
                            2e-4);
    checks.push_back(
        base::makeCheck("clip", "reduced vision tower, parameters", 27776, static_cast<double>(elements), 0));
    return checks;
}

} // namespace maquette::models::clip
