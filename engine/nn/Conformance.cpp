// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "nn/Conformance.h"

#include "nn/DiffusionBlocks.h"
#include "nn/Runtime.h"

#include <ATen/ATen.h>

namespace maquette::nn {

namespace {

at::Tensor ramp(at::IntArrayRef shape, double step)
{
    std::int64_t count = 1;
    for (const std::int64_t size : shape)
        count *= size;
    return (at::arange(count, at::kDouble) * step).view(shape);
}

} // namespace

at::Tensor sineInput(at::IntArrayRef shape, double step) { return ramp(shape, step).sin().to(at::kFloat); }

at::Tensor cosineInput(at::IntArrayRef shape, double step) { return ramp(shape, step).cos().to(at::kFloat); }

std::vector<base::Check> compareOutput(const std::string& system, const std::string& name, const at::Tensor& output,
                                       const ExpectedOutput& expected, double tolerance)
{
    const at::Tensor flat = output.detach().to(at::kCPU, at::kDouble).flatten().contiguous();
    const std::int64_t count = flat.numel();
    std::vector<base::Check> checks;
    const auto compare = [&](std::int64_t index, double value) {
        const double got = index >= 0 && index < count ? flat[index].item<double>() : std::nan("");
        checks.push_back(base::makeCheck(system, name + ", value " + std::to_string(index), value, got, tolerance));
    };
    if (expected.meanAndDeviation.size() == 2) {
        checks.push_back(base::makeCheck(system, name + ", mean", expected.meanAndDeviation[0],
                                         flat.mean().item<double>(), tolerance));
        checks.push_back(base::makeCheck(system, name + ", deviation", expected.meanAndDeviation[1],
                                         flat.std(false).item<double>(), tolerance));
    }
    for (std::size_t i = 0; i < expected.first.size(); ++i)
        compare(static_cast<std::int64_t>(i), expected.first[i]);
    const auto last = static_cast<std::int64_t>(expected.last.size());
    for (std::int64_t i = 0; i < last; ++i)
        compare(count - last + i, expected.last[static_cast<std::size_t>(i)]);
    return checks;
}

std::vector<base::Check> conformanceChecks()
{
    startRuntime();
    // Stable Diffusion's embedding of step 37 in 320 values.
    return compareOutput("nn", "time embedding of 37", timeEmbedding(at::full({1}, 37.0F), 320),
                         {.first = {0.765414, -0.931336, 0.010439, 0.959857, -0.43945, -0.863692},
                          .last = {0.004151, 0.003919},
                          .meanAndDeviation = {}},
                         2e-4);
}

} // namespace maquette::nn
