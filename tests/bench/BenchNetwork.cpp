// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The compact network on the same boards as peer_imagebrush.py: times as JSON, or its results for comparison.
// Usage: bench_network WEIGHTS THREADS REPEATS
//        bench_network WEIGHTS THREADS --write FILE   writes "prompt", "step" and "edit" of two boards as safetensors
#include "Stopwatch.h"
#include "models/imagebrush/Sampler.h"
#include "nn/Runtime.h"
#include "nn/TensorBridge.h"
#include "tensorio/Checkpoint.h"

#include <ATen/ATen.h>

#include <cstdlib>
#include <string_view>

using namespace maquette;
using namespace maquette::models::imagebrush;

namespace {

constexpr std::int64_t side = 64;

/// Waves over place, channel and board in [0.02, 0.98], [boards, 3, 64, 64]; `phase` tells pictures apart.
at::Tensor waves(std::int64_t boards, double phase)
{
    const auto along
        = [](std::int64_t count, at::IntArrayRef shape) { return at::arange(count, at::kDouble).view(shape); };
    const at::Tensor x = along(side, {1, 1, 1, side});
    const at::Tensor y = along(side, {1, 1, side, 1});
    const at::Tensor channel = along(3, {1, 3, 1, 1});
    const at::Tensor board = along(boards, {boards, 1, 1, 1});
    const at::Tensor first = (x * 0.23 + y * 0.11 + channel * 1.3 + board * 0.7 + phase).sin();
    const at::Tensor second = (x * 0.07 - y * 0.31 + channel * 2.1 + board * 0.4 + phase * 1.7).cos();
    return (first * 0.26 + second * 0.22 + 0.5).to(at::kFloat);
}

struct Cells {
    at::Tensor before, after, image, noise;
};

/// A change of colors with a shading that no color map explains, so that the network has work to do.
Cells cells(std::int64_t boards)
{
    Cells c = {waves(boards, 0), {}, waves(boards, 2), waves(boards, 4)};
    c.after = (c.before.square() * 0.6 + c.before.flip(1) * 0.15 + waves(boards, 6) * 0.25).contiguous();
    return c;
}

Prepared prepare(const ImageBrush& network, const Cells& c)
{
    const bool raw = network.config().raw;
    return network.prepare(c.before, c.after, c.image, raw ? c.before : at::Tensor(), raw ? c.image : at::Tensor());
}

/// All that an edit costs: alignment, color fits, prompt, and one step.
at::Tensor edit(ImageBrush& network, const Cells& c)
{
    const at::Tensor which = alignment(c.before, c.after);
    Cells aligned = c;
    aligned.before = applyAlignment(c.before, which);
    aligned.image = applyAlignment(c.image, which);
    const auto sampled = sample(network, prepare(network, aligned), {.exactBelow = 0, .noise = c.noise});
    return sampled.ok() ? sampled.value().picture : at::Tensor();
}

void measure(bench::Stopwatch& watch, ImageBrush& network, std::int64_t boards, int repeats)
{
    const Cells c = cells(boards);
    const Prepared prepared = prepare(network, c);
    const at::Tensor prompt = network.prompt(prepared);
    const at::Tensor time = at::zeros({boards});
    const std::string suffix = boards == 1 ? ", 1 board" : ", " + std::to_string(boards) + " boards";
    watch.measure("network: prompt" + suffix, repeats, [&] { return network.prompt(prepared).defined(); });
    watch.measure("network: step" + suffix, repeats,
                  [&] { return network.forward(c.noise, time, prepared, prompt).defined(); });
    watch.measure("network: whole edit, 1 step" + suffix, repeats, [&] { return edit(network, c).defined(); });
}

base::Result<void> writeResults(ImageBrush& network, const std::string& file)
{
    const Cells c = cells(2);
    const Prepared prepared = prepare(network, c);
    const at::Tensor prompt = network.prompt(prepared);
    const at::Tensor step = network.forward(c.noise, at::zeros({2}), prepared, prompt);
    std::vector<tensorio::TensorData> tensors;
    for (const auto& [name, tensor] : {std::pair{"prompt", prompt}, {"step", step}, {"edit", edit(network, c)}}) {
        auto data = nn::fromTensor(name, tensor);
        if (!data.ok())
            return data.error();
        tensors.push_back(std::move(data).value());
    }
    return tensorio::writeSafetensors(file, tensors);
}

} // namespace

int main(int argc, char** argv)
{
    const bool write = argc == 5 && std::string_view(argv[3]) == "--write";
    if (argc != 4 && !write) {
        std::fprintf(stderr, "usage: bench_network WEIGHTS THREADS (REPEATS | --write FILE)\n");
        return 2;
    }
    base::setThreads(std::atoi(argv[2]));
    nn::startRuntime();
    const auto loaded = loadBrush(argv[1]);
    if (!loaded.ok()) {
        std::fprintf(stderr, "%s\n", loaded.error().english().c_str());
        return 4;
    }
    ImageBrush& network = *loaded.value().network;
    if (network.config().cell != side) {
        std::fprintf(stderr, "The boards of this benchmark have cells of 64 pixels; the network has others.\n");
        return 4;
    }
    const c10::InferenceMode inference;
    if (write) {
        const auto written = writeResults(network, argv[4]);
        if (!written.ok())
            std::fprintf(stderr, "%s\n", written.error().english().c_str());
        return written.ok() ? 0 : 6;
    }
    const int repeats = std::atoi(argv[3]);
    bench::Stopwatch watch;
    measure(watch, network, 1, 4 * repeats);
    measure(watch, network, 27, repeats);
    watch.print();
    return watch.ok() ? 0 : 1;
}
