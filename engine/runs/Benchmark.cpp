// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/Benchmark.h"

#include "base/Benchmark.h"
#include "base/Random.h"
#include "base/TemporaryFolder.h"
#include "runlog/EventWriter.h"
#include "runs/RunStore.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <optional>

namespace maquette::runs {

namespace fs = std::filesystem;
using base::Job;
using base::Json;
using base::Result;

namespace {

constexpr double start = 1.7e9; ///< seconds since 1970
constexpr double interval = 0.5; ///< seconds between steps
constexpr int columns = 1000;

/// Falling losses with noise.
Result<void> writeRun(const fs::path& folder, int run, const BenchmarkLogs& logs)
{
    base::Random random(1, static_cast<std::uint64_t>(run));
    runlog::EventWriterOptions options;
    options.startTime = start;
    auto made = runlog::EventWriter::create(folder, options);
    if (!made.ok())
        return made.error();
    for (int step = 0; step < logs.points; ++step)
        for (int tag = 0; tag < logs.tags; ++tag) {
            const double value = 4 / std::sqrt(1.0 + step) + 0.1 * random.normal();
            const auto written
                = made.value()->scalar("train/metric-" + std::to_string(tag), {step, start + interval * step}, value);
            if (!written.ok())
                return written;
        }
    return made.value()->flush();
}

Result<void> writeLogs(const fs::path& folder, const BenchmarkLogs& logs, const Job& job)
{
    std::error_code error;
    fs::remove_all(folder, error);
    for (int run = 0; run < logs.runs; ++run) {
        if (job.stopped())
            return base::stoppedError();
        if (auto written = writeRun(folder / ("run-" + std::to_string(run)), run, logs); !written.ok())
            return written;
    }
    return {};
}

StoreOptions optionsFor(const fs::path& folder)
{
    StoreOptions options;
    options.roots = {folder.string()};
    options.watch = false;
    return options;
}

/// Follows the folder as the window does, until a series has points.
bool waitForFirst(const fs::path& folder, const Job& job)
{
    RunStore store(optionsFor(folder));
    store.follow();
    auto snapshot = store.snapshot();
    while (!job.stopped()) {
        for (const auto& run : snapshot->runs)
            if (run->scalarPoints > 0)
                return true;
        snapshot = store.waitFor(snapshot->revision, std::chrono::milliseconds(100));
    }
    return false;
}

template <class Visit> void forSeries(const Snapshot& snapshot, const Visit& visit)
{
    for (const auto& run : snapshot.runs)
        for (const auto& tag : run->tags)
            if (tag->scalars)
                visit(tag->scalars->live);
}

/// One tag of every run, as a chart draws it.
bool sampleOne(const Snapshot& snapshot, const View& view)
{
    std::int64_t drawn = 0;
    for (const auto& run : snapshot.runs)
        if (const auto data = run->scalars("train/metric-0"))
            drawn += data->live.sampled(view).drawn();
    return drawn > 0;
}

std::int64_t bytesOf(const fs::path& folder)
{
    std::int64_t bytes = 0;
    std::error_code error;
    for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
        if (std::error_code ignored; entry->is_regular_file(ignored))
            bytes += static_cast<std::int64_t>(entry->file_size(ignored));
    return bytes;
}

} // namespace

Result<Json> benchmarkRuns(const std::string& device, int rounds, const Job& job, const BenchmarkLogs& logs)
{
    if (logs.runs < 1 || logs.runs > 10'000 || logs.tags < 1 || logs.tags > 1000 || logs.points < 1
        || logs.points > 1'000'000)
        return base::Error{
            base::ErrorCode::Usage,
            {QT_TRANSLATE_NOOP("Engine", "%1 must be %2 to %3."), {"runs, tags, points", "1", "1000000"}},
            {}};
    const base::TemporaryFolder scratch;
    if (scratch.path().empty())
        return base::Error{
            base::ErrorCode::WriteFailed, {QT_TRANSLATE_NOOP("Engine", "%1 was not written."), {"maquette-bench"}}, {}};
    const fs::path folder = scratch.path() / "logs";
    base::Benchmark watch(rounds, 5, job);
    base::Error failure = base::stoppedError();
    const auto done = [&failure](const auto& result) {
        if (!result.ok())
            failure = result.error();
        return result.ok();
    };
    if (!watch.measure("write the event files", [&] { return done(writeLogs(folder, logs, job)); })
        || !watch.measure("open the folder, first series", [&] { return waitForFirst(folder, job); }))
        return failure;
    std::optional<RunStore> store;
    if (!watch.measure("open the folder, all points", [&] {
            store.emplace(optionsFor(folder));
            return done(store->load(job));
        }))
        return failure;
    const auto snapshot = store->snapshot();
    View whole;
    whole.from = 0;
    whole.to = std::max(1, logs.points - 1);
    whole.columns = columns;
    View part = whole;
    part.from = 0.4 * whole.to;
    part.to = 0.5 * whole.to;
    if (!watch.measure("a tag of all runs for a plot, 1000 columns", [&] { return sampleOne(*snapshot, whole); })
        || !watch.measure("a tenth of its steps", [&] { return sampleOne(*snapshot, part) || logs.points < 20; }))
        return failure;
    std::int64_t points = 0, memory = 0;
    forSeries(*snapshot, [&](const Series& series) {
        points += series.count();
        memory += series.bytes();
    });
    Json report = watch.report(device);
    const double each = points > 0 ? static_cast<double>(memory) / static_cast<double>(points) : 0;
    report["values"] = Json::array({{{"name", "runs"}, {"value", snapshot->runs.size()}, {"unit", ""}},
                                    {{"name", "points"}, {"value", points}, {"unit", ""}},
                                    {{"name", "event files"}, {"value", bytesOf(folder)}, {"unit", "bytes"}},
                                    {{"name", "memory a point"}, {"value", each}, {"unit", "bytes"}}});
    return report;
}

} // namespace maquette::runs
