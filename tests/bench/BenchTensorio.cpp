// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Listing and reading the files of tensors that peer_tensorio.py made, as JSON.
// Usage: bench_tensorio FOLDER THREADS REPEATS; the folder holds large.safetensors and state.pt.
#include "Stopwatch.h"
#include "tensorio/Checkpoint.h"

#include <cstdlib>
#include <cstring>
#include <memory>
#include <vector>

using namespace maquette;
using tensorio::Checkpoint;

namespace {

/// Opens the file and copies every tensor into memory of its own, as the peers hand them out.
bool readAll(const std::filesystem::path& file)
{
    const auto opened = Checkpoint::open(file);
    if (!opened.ok())
        return false;
    std::vector<std::unique_ptr<std::uint8_t[]>> copies;
    for (const auto& info : opened.value()->tensors()) {
        const auto data = opened.value()->load(info.name);
        if (!data.ok())
            return false;
        const auto bytes = data.value().bytes;
        // Not a vector: clearing the memory first would count as reading it.
        copies.emplace_back(new std::uint8_t[bytes.size()]);
        std::memcpy(copies.back().get(), bytes.data(), bytes.size());
    }
    return !copies.empty();
}

bool list(const std::filesystem::path& file)
{
    const auto opened = Checkpoint::open(file);
    return opened.ok() && !opened.value()->tensors().empty();
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 4) {
        std::fprintf(stderr, "usage: bench_tensorio FOLDER THREADS REPEATS\n");
        return 2;
    }
    const std::filesystem::path folder = argv[1];
    base::setThreads(std::atoi(argv[2]));
    const int repeats = std::atoi(argv[3]);
    bench::Stopwatch watch;
    watch.measure("safetensors: list", repeats, [&] { return list(folder / "large.safetensors"); });
    watch.measure("safetensors: read all", repeats, [&] { return readAll(folder / "large.safetensors"); });
    watch.measure("torch .pt: list", repeats, [&] { return list(folder / "state.pt"); });
    watch.measure("torch .pt: read all", repeats, [&] { return readAll(folder / "state.pt"); });
    watch.print();
    return watch.ok() ? 0 : 1;
}
