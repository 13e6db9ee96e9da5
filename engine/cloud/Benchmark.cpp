// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/Benchmark.h"

#include "base/Benchmark.h"
#include "base/Random.h"
#include "base/Threads.h"
#include "cloud/Segmenter.h"
#include "cloud/data/RoomGenerator.h"
#include "cloud/io/CloudFile.h"
#include "cloud/view/Render.h"
#include "kernels/cpu/PointCores.h"

#include <unistd.h>

#include <memory>
#include <vector>

namespace maquette::cloud {

using base::Job;
using base::Json;
using base::Result;

namespace {

constexpr std::int64_t before = 80000;
constexpr std::int64_t after = 20000;

/// Positions of points drawn from all over the cloud.
std::vector<float> drawn(const Cloud& cloud, std::int64_t count)
{
    base::Random random(1, 0);
    std::vector<float> positions;
    for (std::int64_t i = 0; i < count; ++i) {
        const auto at = 3 * static_cast<std::size_t>(random.below(static_cast<int>(cloud.size())));
        positions.insert(positions.end(), cloud.positions.begin() + static_cast<std::ptrdiff_t>(at),
                         cloud.positions.begin() + static_cast<std::ptrdiff_t>(at + 3));
    }
    return positions;
}

/// A file that is gone with the object.
struct Scratch {
    explicit Scratch(std::filesystem::path name)
        : file(std::move(name))
    {
    }
    ~Scratch()
    {
        std::error_code error;
        std::filesystem::remove(file, error);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;

    std::filesystem::path file;
};

/// The operators at the sizes of the first stage of a large scene.
bool measureOperators(base::Benchmark& watch, const Cloud& room)
{
    const std::vector<float> support = drawn(room, before);
    const std::vector<float> queries(support.begin(), support.begin() + 3 * after);
    std::vector<std::int32_t> indices(static_cast<std::size_t>(after * 32));
    std::vector<std::int32_t> nearest(static_cast<std::size_t>(before * 3));
    std::vector<float> squared(nearest.size());
    return watch.measure("furthest points, 20,000 of 80,000", [&] {
        kernels::cpu::furthestPoints(support.data(), before, after, indices.data());
        return true;
    }) && watch.measure("ball query, 20,000 in 80,000, radius 0.1, 32", [&] {
        kernels::cpu::ballQuery(support.data(), before, queries.data(), after, 0.1F, 32, indices.data(),
                                base::parallelFor);
        return true;
    }) && watch.measure("three nearest, 80,000 in 20,000", [&] {
        kernels::cpu::nearestNeighbors(queries.data(), after, support.data(), before, 3, nearest.data(), squared.data(),
                                       base::parallelFor);
        return true;
    }) && watch.measure("voxels of 4 cm, the room", [&] {
        return !kernels::cpu::voxelize(room.positions.data(), static_cast<std::int64_t>(room.size()), 0.04)
                    .counts.empty();
    });
}

} // namespace

Result<Json> benchmarkCloud(const std::string& device, int rounds, const Job& job)
{
    base::Benchmark watch(rounds, 10, job);
    base::Error failure = base::stoppedError();
    const auto done = [&failure](const auto& result) {
        if (!result.ok())
            failure = result.error();
        return result.ok();
    };
    RoomOptions options;
    options.seed = 1;
    auto room = std::make_shared<Cloud>();
    const bool generated = watch.measure("generate a room", [&] {
        auto made = generateRoom(options, job);
        if (made.ok())
            *room = std::move(made.value());
        return done(made);
    });
    if (!generated)
        return failure;
    const Scratch scratch(std::filesystem::temp_directory_path()
                          / ("maquette-bench-" + std::to_string(getpid()) + ".ply"));
    if (!watch.measure("write it as PLY", [&] { return done(writeCloud(scratch.file, *room, {}, job)); })
        || !watch.measure("read it", [&] { return done(readCloud(scratch.file, {}, job)); })
        || !measureOperators(watch, *room))
        return failure;

    Segmenter segmenter(device);
    base::ParameterValues parameters(segmentParameters());
    if (!watch.measure("segment it, mode nearest",
                       [&] { return done(segmenter.segment(*room, parameters, false, job)); }))
        return failure;
    std::shared_ptr<const PointSet> points;
    if (!watch.measure("order its points for drawing", [&] {
            auto made = makePointSet(room, job);
            if (made.ok())
                points = made.value();
            return done(made);
        }))
        return failure;
    const ClassTable& table = *classTable("s3dis");
    const ClassSlots slots = makeSlots(*points, labelsOf(room->find(Role::Label)->values), {}, table);
    ViewState state;
    state.camera = cameraFor(points->bounds, "iso", 1.6);
    if (!watch.measure("draw it, 1600x1000", [&] {
            return done(renderCloud({points.get(), &slots, &table, {}, {}}, state, {}, job));
        }))
        return failure;
    return watch.report(device);
}

} // namespace maquette::cloud
