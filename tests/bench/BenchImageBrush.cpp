// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Times of the compact network: the analysis of a board, the prompt, one step, and reading the weights.
// Usage: bench_imagebrush FILE_OF_WEIGHTS [THREADS]. Prints medians in milliseconds.
#include "base/Device.h"
#include "base/Threads.h"
#include "models/imagebrush/ImageBrush.h"
#include "nn/Runtime.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <vector>

using namespace maquette;
using namespace maquette::models::imagebrush;

namespace {

double median(int repeats, const std::function<void()>& work)
{
    work();
    std::vector<double> times;
    for (int i = 0; i < repeats; ++i) {
        const auto start = std::chrono::steady_clock::now();
        work();
        times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
    }
    std::nth_element(times.begin(), times.begin() + repeats / 2, times.end());
    return times[static_cast<std::size_t>(repeats / 2)];
}

void measure(ImageBrush& network, std::int64_t boards)
{
    at::Generator generator = nn::cpuGenerator(1);
    const auto cells = [&] { return at::rand({boards, 3, 64, 64}, generator, at::kFloat); };
    const at::Tensor before = cells();
    const at::Tensor after = (before * 0.7 + cells() * 0.3).clamp(0, 1);
    const at::Tensor image = cells();
    const at::Tensor z = cells();
    const at::Tensor t = at::zeros({boards});
    const Prepared prepared = network.prepare(before, after, image);
    const at::Tensor prompt = network.prompt(prepared);
    const int repeats = boards == 1 ? 40 : 7;
    std::printf("boards %2d: alignment %.2f, fit %.2f, prepare %.2f, prompt %.2f, step %.2f ms\n",
                static_cast<int>(boards), median(repeats, [&] { (void)alignment(before, after); }),
                median(repeats, [&] { (void)fitColors(before, after); }),
                median(repeats, [&] { (void)network.prepare(before, after, image); }),
                median(repeats, [&] { (void)network.prompt(prepared); }),
                median(repeats, [&] { (void)network.forward(z, t, prepared, prompt); }));
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 2) {
        std::fprintf(stderr, "usage: bench_imagebrush FILE_OF_WEIGHTS [THREADS]\n");
        return 2;
    }
    base::setThreads(argc > 2 ? std::atoi(argv[2]) : 2);
    nn::startRuntime();
    const auto loaded = loadBrush(argv[1]);
    if (!loaded.ok()) {
        std::fprintf(stderr, "%s\n", loaded.error().english().c_str());
        return 3;
    }
    const c10::InferenceMode inference;
    std::printf("%s, %d threads\n", base::cpuFeatures().model.c_str(), base::threads());
    std::printf("reading the weights %.1f ms\n", median(5, [&] { (void)loadBrush(argv[1]); }));
    for (const std::int64_t boards : {1, 24, 27})
        measure(*loaded.value().network, boards);
    return 0;
}
