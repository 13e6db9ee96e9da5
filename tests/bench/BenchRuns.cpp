// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Event files of TensorBoard: makes runs for peer_runs.py and times how they are read here.
#include "Stopwatch.h"
#include "base/Random.h"
#include "runlog/EventWriter.h"
#include "runs/RunStore.h"

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace fs = std::filesystem;
using namespace maquette;

namespace {

/// Runs of so many tags and points each: falling losses with noise, some of them with NaN.
bool make(const fs::path& folder, int runs, int tags, int points)
{
    constexpr double start = 1.7e9;
    for (int run = 0; run < runs; ++run) {
        base::Random random(1, static_cast<std::uint64_t>(run));
        auto writer = runlog::EventWriter::create(folder / ("run-" + std::to_string(run)));
        if (!writer.ok())
            return false;
        for (int step = 0; step < points; ++step)
            for (int tag = 0; tag < tags; ++tag) {
                const double fall = 4 / std::sqrt(1.0 + step) + 0.1 * random.normal();
                const double value = tag == 1 && step % 1000 == 999 ? std::nan("") : fall;
                if (!writer.value()
                         ->scalar("train/metric-" + std::to_string(tag), {step, start + 0.5 * step}, value)
                         .ok())
                    return false;
            }
        if (!writer.value()->flush().ok())
            return false;
    }
    return true;
}

/// One run with a clip, a curve and a mesh whose numbers peer_runs.py knows.
bool makeMedia(const fs::path& folder)
{
    auto made = runlog::EventWriter::create(folder);
    if (!made.ok())
        return false;
    runlog::EventWriter& writer = *made.value();
    // 8,000 samples a second, one channel of 8 bits, four samples.
    const std::string wav(
        "RIFF\x28\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x40\x1F\0\0\x40\x1F\0\0\1\0\x08\0data\4\0\0\0\0\x40\x80\xFF", 48);
    const auto* bytes = reinterpret_cast<const std::byte*>(wav.data());
    const std::vector<std::byte> clip(bytes, bytes + wav.size());
    runlog::PrecisionRecall curve;
    for (int i = 0; i < 11; ++i) {
        curve.truePositives.push_back(100 - i);
        curve.falsePositives.push_back(50 - 5 * i);
        curve.trueNegatives.push_back(5 * i);
        curve.falseNegatives.push_back(i);
        curve.precision.push_back((100.0 - i) / (150 - 6 * i));
        curve.recall.push_back((100.0 - i) / 100);
    }
    using Part = runlog::MeshPart::Kind;
    const std::vector<runlog::MeshPart> mesh
        = {{Part::Vertices, {1, 4, 3}, {0, 0, 0, 1, 0, 0, 0, 0.5F, 0, 0.25F, 0, -1}, "{\"camera\":{}}"},
           {Part::Faces, {1, 2, 3}, {0, 1, 2, 0, 2, 3}, {}},
           {Part::Colors, {1, 4, 3}, {255, 0, 0, 0, 255, 0, 0, 0, 255, 9, 8, 7}, {}}};
    for (const std::int64_t step : {1, 2})
        if (!writer.audio("clip", {step, 1.7e9}, {{clip, {}}}).ok()
            || !writer.audio("named", {step, 1.7e9}, {{clip, "one"}, {clip, "two"}}).ok()
            || !writer.precisionRecall("curve", {step, 1.7e9}, curve).ok()
            || !writer.mesh("mesh", {step, 1.7e9}, mesh).ok())
            return false;
    return writer.flush().ok();
}

/// Resident memory of this process in bytes.
std::int64_t resident()
{
    std::ifstream file("/proc/self/status");
    for (std::string word; file >> word;)
        if (std::int64_t kilobytes = 0; word == "VmRSS:" && file >> kilobytes)
            return kilobytes << 10;
    return 0;
}

runs::StoreOptions optionsFor(const fs::path& folder)
{
    runs::StoreOptions options;
    options.roots = {folder.string()};
    return options;
}

int time(const fs::path& folder, int threads, int repeats)
{
    base::setThreads(threads);
    bench::Stopwatch watch;
    // Memory first, while nothing else was allocated and freed.
    const std::int64_t before = resident();
    std::int64_t points = 0;
    {
        runs::RunStore store(optionsFor(folder));
        if (!store.load().ok())
            return 1;
        for (const auto& run : store.snapshot()->runs)
            points += run->scalarPoints;
        watch.memory("reading event files, all points kept", resident() - before, points);
    }
    watch.measure("reading event files, all points kept", repeats, [&] {
        runs::RunStore store(optionsFor(folder));
        return store.load().ok();
    });
    watch.print();
    return watch.ok() ? 0 : 1;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc == 6 && std::string_view(argv[2]) == "--make")
        return make(argv[1], std::atoi(argv[3]), std::atoi(argv[4]), std::atoi(argv[5])) ? 0 : 1;
    if (argc == 3 && std::string_view(argv[2]) == "--make-media")
        return makeMedia(argv[1]) ? 0 : 1;
    if (argc == 4)
        return time(argv[1], std::atoi(argv[2]), std::atoi(argv[3]));
    std::fprintf(stderr, "usage: bench_runs FOLDER (--make RUNS TAGS POINTS | --make-media | THREADS REPEATS)\n");
    return 2;
}
