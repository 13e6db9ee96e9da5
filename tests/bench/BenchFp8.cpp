// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Casts to FP8 and one step of Adam with FP8 moments beside LibTorch's own casts and its fused AdamW, in one program.
// Usage: bench_fp8 THREADS REPEATS ours|peer; the two are measured in turns anyway, the word chooses what is printed.
#include "Stopwatch.h"
#include "kernels/Fp8Operators.h"
#include "nn/Runtime.h"
#include "train/AdamW.h"
#include "train/fp8/Fp8Adam.h"
#include "train/fp8/Fp8Linear.h"

#include <ATen/ATen.h>
#include <torch/version.h>

#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

using namespace maquette;
namespace fp8 = maquette::train::fp8;

namespace {

constexpr std::int64_t elements = 4 << 20;
constexpr std::int64_t width = 1024;
constexpr int layers = 4;

bool always(const std::string&, const at::Tensor&) { return true; }

void measureCasts(bench::Stopwatch& ours, bench::Stopwatch& theirs, int repeats)
{
    const at::Tensor values = at::randn({elements});
    const at::Tensor scale = kernels::fp8Scale(kernels::fp8Amax(values), at::ones({}), 448, 0);
    at::Tensor codes;
    ours.measure("4,194,304 float32 to E4M3, with scale, saturation and amax", repeats, [&] {
        codes = std::get<0>(kernels::fp8Encode(values, scale, kernels::Fp8Format::E4M3));
        return codes.defined();
    });
    // What the cast of LibTorch leaves to the caller: scale, clamp and the largest magnitude.
    theirs.measure("4,194,304 float32 to E4M3, with scale, saturation and amax", repeats, [&] {
        const at::Tensor amax = values.abs().max();
        return (values * scale).clamp_(-448, 448).to(at::kFloat8_e4m3fn).defined() && amax.defined();
    });
    const at::Tensor native = (values * scale).clamp_(-448, 448).to(at::kFloat8_e4m3fn);
    ours.measure("4,194,304 E4M3 to float32", repeats,
                 [&] { return kernels::fp8Decode(codes, 1 / scale, kernels::Fp8Format::E4M3).defined(); });
    theirs.measure("4,194,304 E4M3 to float32", repeats, [&] { return (native.to(at::kFloat) / scale).defined(); });
}

/// Linear layers with gradients, as weights in FP8 and as plain float32.
bool measureSteps(bench::Stopwatch& ours, bench::Stopwatch& theirs, int repeats)
{
    const char* name = "one step of AdamW over 4 weights of 1024 x 1024";
    fp8::Fp8State state({.level = fp8::Level::O2});
    const nn::LinearMaker maker = fp8::fp8Linear(state);
    std::vector<std::shared_ptr<nn::LinearLayer>> made;
    const at::Tensor x = at::randn({64, width});
    train::NamedTensors plain;
    for (int i = 0; i < layers; ++i) {
        made.push_back(maker("layer" + std::to_string(i), {width, width, false, 0.02}));
        plain.emplace_back("weight" + std::to_string(i), at::randn({width, width}).mul_(0.02).requires_grad_());
    }
    fp8::Fp8Adam low({}, state, {}, always);
    low.zeroGradients();
    for (const auto& layer : made)
        layer->forward(x).square().mean().backward();
    ours.measure(name, repeats, [&] {
        low.step(1e-4);
        return true;
    });
    train::AdamW fused(plain, {}, always);
    fused.zeroGradients();
    for (const auto& [key, weight] : plain)
        at::matmul(x, weight.t()).square().mean().backward();
    theirs.measure(name, repeats, [&] {
        fused.step(1e-4);
        return true;
    });
    return ours.ok() && theirs.ok();
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 4 || (std::string(argv[3]) != "ours" && std::string(argv[3]) != "peer")) {
        std::fprintf(stderr, "usage: bench_fp8 THREADS REPEATS ours|peer\n");
        return 2;
    }
    nn::startRuntime();
    base::setThreads(std::atoi(argv[1]));
    bench::Stopwatch ours;
    bench::Stopwatch theirs("LibTorch", TORCH_VERSION);
    const int repeats = std::atoi(argv[2]);
    measureCasts(ours, theirs, repeats);
    if (!measureSteps(ours, theirs, repeats))
        return 1;
    (std::string(argv[3]) == "ours" ? ours : theirs).print();
    return 0;
}
