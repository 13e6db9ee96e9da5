// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// maquette::lut3d against LibTorch's five-dimensional grid_sampler, which computes the same.
#include "base/Device.h"
#include "base/Threads.h"
#include "kernels/Lut3d.h"
#include "nn/Runtime.h"

#include <ATen/ATen.h>
#include <benchmark/benchmark.h>

namespace {

using namespace maquette;

struct Case {
    at::Tensor image;
    at::Tensor lut;
};

Case makeCase(const benchmark::State& state)
{
    at::Generator generator = nn::cpuGenerator(1);
    return {at::rand({state.range(0), 3, state.range(1), state.range(1)}, generator, at::kFloat),
            at::rand({state.range(0), 7, 11, 11, 11}, generator, at::kFloat)};
}

void lut3d(benchmark::State& state)
{
    const Case data = makeCase(state);
    for (auto _ : state)
        benchmark::DoNotOptimize(kernels::lut3d(data.image, data.lut));
    state.SetItemsProcessed(state.iterations() * state.range(0) * state.range(1) * state.range(1));
}

void gridSampler(benchmark::State& state)
{
    const Case data = makeCase(state);
    for (auto _ : state) {
        const at::Tensor grid = (data.image * 2 - 1).permute({0, 2, 3, 1}).unsqueeze(1);
        benchmark::DoNotOptimize(at::grid_sampler(data.lut, grid, 0, 1, true));
    }
    state.SetItemsProcessed(state.iterations() * state.range(0) * state.range(1) * state.range(1));
}

BENCHMARK(lut3d)->Args({1, 64})->Args({24, 64})->Args({1, 1024})->Unit(benchmark::kMicrosecond);
BENCHMARK(gridSampler)->Args({1, 64})->Args({24, 64})->Args({1, 1024})->Unit(benchmark::kMicrosecond);

} // namespace

int main(int argc, char** argv)
{
    base::setThreads(2);
    nn::startRuntime();
    benchmark::AddCustomContext("processor", base::cpuFeatures().model);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
