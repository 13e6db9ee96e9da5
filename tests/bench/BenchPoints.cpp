// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Operators on points, PointNeXt-S and readers of clouds on generated rooms, beside nanoflann and peer_points.py.
// Usage: bench_points FOLDER --make DIVISOR      writes the inputs; sizes are divided by DIVISOR
//        bench_points FOLDER --write FILE        writes results for comparison; compares those of nanoflann itself
//        bench_points FOLDER THREADS REPEATS [--nanoflann]    times as JSON, ours or nanoflann's
#include "Stopwatch.h"
#include "base/Random.h"
#include "cloud/data/RoomGenerator.h"
#include "cloud/io/CloudFile.h"
#include "kernels/PointOperators.h"
#include "models/pointnext/PointNext.h"
#include "models/pointnext/PointNextInference.h"
#include "nn/Runtime.h"
#include "nn/TensorBridge.h"
#include "tensorio/Checkpoint.h"

#ifdef MAQUETTE_HAVE_NANOFLANN
#include "NanoflannPeer.h"
#endif

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <set>
#include <string_view>
#include <thread>

using namespace maquette;
using namespace maquette::models::pointnext;
using cloud::Cloud;

namespace {

constexpr double voxel = 0.04;
constexpr double radius = 0.1;
constexpr std::int64_t neighbors = 32;

using Named = std::vector<std::pair<std::string, at::Tensor>>;

/// 80000 as "80,000".
std::string grouped(std::int64_t number)
{
    std::string text = std::to_string(number);
    for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3)
        text.insert(static_cast<std::size_t>(at), 1, ',');
    return text;
}

std::string onThreads(int count) { return ", " + grouped(count) + (count == 1 ? " thread" : " threads"); }

int fail(const base::Error& error)
{
    std::fprintf(stderr, "%s %s\n", error.english().c_str(), error.detail.c_str());
    return 3;
}

base::Result<void> writeTensors(const std::filesystem::path& file, const Named& tensors)
{
    std::vector<tensorio::TensorData> data;
    for (const auto& [name, tensor] : tensors) {
        auto made = nn::fromTensor(name, tensor);
        if (!made.ok())
            return made.error();
        data.push_back(std::move(made).value());
    }
    return tensorio::writeSafetensors(file, data);
}

// What is measured on.

/// The k-th of `count` points is the one at k · size / count: the order of the cloud stays.
Cloud thinned(const Cloud& all, std::size_t count)
{
    Cloud few;
    cloud::Attribute label = {"label", std::vector<std::uint8_t>(count), cloud::Role::Label};
    auto& labels = std::get<std::vector<std::uint8_t>>(label.values);
    for (std::size_t k = 0; k < count; ++k) {
        const std::size_t from = k * all.size() / count;
        few.positions.insert(few.positions.end(), &all.positions[3 * from], &all.positions[3 * from] + 3);
        few.colors.insert(few.colors.end(), &all.colors[3 * from], &all.colors[3 * from] + 3);
        labels[k] = static_cast<std::uint8_t>(cloud::valueAt(all.find(cloud::Role::Label)->values, from));
    }
    few.set(std::move(label));
    return few;
}

/// `count` points made of copies of a room side by side, 12 m apart.
Cloud copies(const Cloud& room, std::size_t count)
{
    Cloud many;
    std::vector<std::uint8_t> labels;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t from = i % room.size();
        const auto copy = static_cast<float>(i / room.size());
        many.positions.insert(
            many.positions.end(),
            {room.positions[3 * from] + 12 * copy, room.positions[3 * from + 1], room.positions[3 * from + 2]});
        many.colors.insert(many.colors.end(), &room.colors[3 * from], &room.colors[3 * from] + 3);
        labels.push_back(static_cast<std::uint8_t>(cloud::valueAt(room.attributes[0].values, from)));
    }
    many.set({"label", std::move(labels), cloud::Role::Label});
    return many;
}

at::Tensor positionsOf(const Cloud& cloud) { return at::tensor(cloud.positions, at::kFloat).view({-1, 3}); }

/// The `count` points that are nearest to the middle of the cloud, shuffled.
at::Tensor cropped(const at::Tensor& points, std::int64_t count)
{
    const at::Tensor distances = (points - points.mean(0)).square().sum(1);
    at::Generator generator = nn::cpuGenerator(3);
    const at::Tensor kept = std::get<1>(distances.topk(count, 0, false));
    return points.index_select(0, kept.index_select(0, at::randperm(count, generator, at::kLong))).contiguous();
}

/// A room of `count` points at least `voxels` of which are in voxels of their own, and one point of each voxel.
base::Result<std::pair<Cloud, at::Tensor>> makeRoom(std::int64_t count, std::int64_t voxels)
{
    for (std::uint64_t number = 0; number < 40; ++number) {
        auto room = cloud::generateRoom({.seed = 4, .number = number, .density = 12000});
        if (!room.ok())
            return room.error();
        if (static_cast<std::int64_t>(room.value().size()) < count)
            continue;
        Cloud few = thinned(room.value(), static_cast<std::size_t>(count));
        const at::Tensor points = positionsOf(few);
        const auto [order, counts, hashes] = kernels::voxelize(points, voxel);
        std::fprintf(stderr, "room %d: %s points, %s voxels\n", static_cast<int>(number),
                     grouped(static_cast<std::int64_t>(room.value().size())).c_str(), grouped(counts.numel()).c_str());
        if (counts.numel() >= voxels)
            return std::pair{std::move(few), points.index_select(0, order.index_select(0, counts.cumsum(0) - counts))};
    }
    return base::Error{base::ErrorCode::BadInput, {"No generated room is large enough.", {}}, {}};
}

base::Result<void> makeInputs(const std::filesystem::path& folder, std::int64_t divisor)
{
    const std::int64_t points = 1000000 / divisor;
    auto made = makeRoom(points, 80000 / divisor);
    if (!made.ok())
        return made.error();
    const auto& [raw, thin] = made.value();
    const at::Tensor small = cropped(thin, 15000 / divisor).unsqueeze(0);
    at::Generator generator = nn::cpuGenerator(5);
    const Named inputs = {
        {"raw", positionsOf(raw)},
        {"room", cropped(thin, 80000 / divisor).unsqueeze(0)},
        {"small", small},
        {"features", at::randn({1, small.size(1), namedConfig("s3dis-s")->inChannels}, generator, at::kFloat)},
    };
    if (auto written = writeTensors(folder / "points.safetensors", inputs); !written.ok())
        return written;
    at::manual_seed(7);
    if (auto written = savePointNext(folder / "pointnext.safetensors", PointNext(*namedConfig("s3dis-s")));
        !written.ok())
        return written;
    for (const auto& [name, count] :
         {std::pair{"cloud.ply", 10000000}, {"cloud.las", 10000000}, {"cloud.txt", 2040000}})
        if (auto written = cloud::writeCloud(folder / name, copies(raw, static_cast<std::size_t>(count / divisor)));
            !written.ok())
            return written.error();
    return {};
}

class Bench {
public:
    static base::Result<std::unique_ptr<Bench>> open(const std::filesystem::path& folder)
    {
        auto file = tensorio::Checkpoint::open(folder / "points.safetensors");
        if (!file.ok())
            return file.error();
        std::map<std::string, at::Tensor> inputs;
        for (const auto& info : file.value()->tensors()) {
            const auto data = file.value()->load(info.name);
            auto tensor = data.ok() ? nn::toTensor(data.value()) : base::Result<at::Tensor>(data.error());
            if (!tensor.ok())
                return tensor.error();
            inputs[info.name] = std::move(tensor).value();
        }
        auto network = loadPointNext(folder / "pointnext.safetensors");
        if (!network.ok())
            return network.error();
        return std::make_unique<Bench>(folder, inputs, std::move(network).value());
    }

    Bench(std::filesystem::path folder, std::map<std::string, at::Tensor>& inputs, std::shared_ptr<PointNext> network)
        : m_folder(std::move(folder))
        , m_raw(inputs["raw"])
        , m_room(inputs["room"])
        , m_small(inputs["small"])
        , m_features(inputs["features"])
        , m_samples(m_room.size(1) / 4)
        , m_sampled(kernels::furthestPointSampling(m_room, m_samples))
        , m_few(m_room.index_select(1, m_sampled[0].to(at::kLong)).contiguous())
        , m_network(std::move(network))
        , m_inference(*m_network, at::kCPU)
    {
        const std::string all = grouped(m_room.size(1));
        const std::string some = grouped(m_samples);
        m_balls = "balls of " + some + " points among " + all;
        m_three = "3 nearest of " + some + " points for " + all;
        m_furthest = "furthest point sampling, " + all + " to " + some;
    }

    bool measure(int threads, int repeats)
    {
        bench::Stopwatch watch;
        for (const int count : std::set{1, threads}) {
            base::setThreads(count);
            if (count == 1) {
                watch.measure(m_furthest + onThreads(1), repeats,
                              [&] { return kernels::furthestPointSampling(m_room, m_samples).defined(); });
                watch.measure("voxels of 4 cm, " + grouped(m_raw.size(0)) + " points" + onThreads(1), repeats,
                              [&] { return std::get<0>(kernels::voxelize(m_raw, voxel)).defined(); });
            }
            watch.measure(m_balls + onThreads(count), repeats,
                          [&] { return kernels::ballQuery(m_room, m_few, radius, neighbors).defined(); });
            watch.measure(m_three + onThreads(count), repeats,
                          [&] { return std::get<0>(kernels::nearestNeighbors(m_few, m_room, 3)).defined(); });
        }
        const PointGeometry geometry = makeGeometry(m_network->config(), m_small);
        const std::string name = "PointNeXt-S, " + grouped(m_small.size(1)) + " points, ";
        watch.measure(name + "neighborhoods" + onThreads(threads), repeats,
                      [&] { return !makeGeometry(m_network->config(), m_small).stages.empty(); });
        watch.measure(name + "network" + onThreads(threads), repeats,
                      [&] { return m_inference.run(geometry, m_features).defined(); });
        watch.measure(name + "both" + onThreads(threads), repeats, [&] {
            return m_inference.run(makeGeometry(m_network->config(), m_small), m_features).defined();
        });
        for (const char* file : {"cloud.ply", "cloud.las", "cloud.txt"})
            watch.measure(readingName(file) + onThreads(threads), std::min(repeats, 3),
                          [&] { return cloud::readCloud(m_folder / file).ok(); });
        watch.print();
        return watch.ok();
    }

    /// What peer_points.py --check compares.
    base::Result<void> write(const std::filesystem::path& file)
    {
        const auto [order, counts, hashes] = kernels::voxelize(m_raw, voxel);
        const PointGeometry geometry = makeGeometry(m_network->config(), m_small);
        Named results = {{"sampled", m_sampled[0]},
                         {"voxel-counts", counts},
                         {"voxel-hashes", hashes},
                         {"logits", m_inference.run(geometry, m_features)}};
        for (std::size_t i = 0; i < geometry.stages.size(); ++i) {
            const StageGeometry& stage = geometry.stages[i];
            const std::string at = "stage." + std::to_string(i) + ".";
            results.insert(results.end(),
                           {{at + "sampled", stage.sampled},
                            {at + "points", stage.points},
                            {at + "balls", stage.balls},
                            {at + "up", stage.upIndices},
                            {at + "up-weights", stage.upWeights}});
        }
        for (const char* name : {"cloud.ply", "cloud.las", "cloud.txt"}) {
            const auto read = cloud::readCloud(m_folder / name);
            if (!read.ok())
                return read.error();
            results.emplace_back(name, summary(read.value()));
        }
        return writeTensors(file, results);
    }

#ifdef MAQUETTE_HAVE_NANOFLANN
    bool measureNanoflann(int threads, int repeats)
    {
        bench::Stopwatch watch("nanoflann", bench::NanoflannPeer::version());
        for (const int count : std::set{1, threads}) {
            watch.measure(m_balls + onThreads(count), repeats, [&] { return !ballsOfPeer(count).empty(); });
            watch.measure(m_three + onThreads(count), repeats, [&] { return !nearestOfPeer(count).empty(); });
        }
        watch.print();
        return watch.ok();
    }

    /// Rounding may put a neighbor on the other side of the radius, in one ball of ten thousand at most.
    bool equalsNanoflann()
    {
        const at::Tensor ours = kernels::ballQuery(m_room, m_few, radius, neighbors);
        const at::Tensor theirs = at::tensor(ballsOfPeer(1), at::kInt).view(ours.sizes());
        const auto different = ours.ne(theirs).any(2).sum().item<std::int64_t>();
        const at::Tensor squared = std::get<1>(kernels::nearestNeighbors(m_few, m_room, 3));
        const at::Tensor far = at::tensor(nearestOfPeer(1), at::kFloat).view(squared.sizes());
        const bool near = at::allclose(squared, far, 1e-5, 1e-12);
        std::fprintf(stderr, "nanoflann: %s of %s balls differ; the three nearest are %s\n", grouped(different).c_str(),
                     grouped(m_samples).c_str(), near ? "equal" : "DIFFERENT");
        return different * 10000 <= m_samples && near;
    }

private:
    static bench::Slices slices(int threads)
    {
        return [threads](std::int64_t count, const std::function<void(std::int64_t, std::int64_t)>& body) {
            std::vector<std::thread> others;
            for (int i = 1; i < threads; ++i)
                others.emplace_back(body, count * i / threads, count * (i + 1) / threads);
            body(0, count / threads);
            for (std::thread& other : others)
                other.join();
        };
    }

    [[nodiscard]] std::vector<std::int32_t> ballsOfPeer(int threads) const
    {
        const bench::NanoflannPeer peer(m_room.const_data_ptr<float>(), m_room.size(1));
        return peer.balls(m_few.const_data_ptr<float>(), m_samples, static_cast<float>(radius), neighbors,
                          slices(threads));
    }
    [[nodiscard]] std::vector<float> nearestOfPeer(int threads) const
    {
        const bench::NanoflannPeer peer(m_few.const_data_ptr<float>(), m_samples);
        return peer.nearest(m_room.const_data_ptr<float>(), m_room.size(1), 3, slices(threads));
    }
#else
    bool measureNanoflann(int, int)
    {
        bench::Stopwatch().print();
        return true;
    }
    static bool equalsNanoflann()
    {
        std::fprintf(stderr, "nanoflann was not there when this was built (on Debian: libnanoflann-dev)\n");
        return true;
    }

private:
#endif
    [[nodiscard]] std::string readingName(const char* file) const
    {
        const std::string ending = std::filesystem::path(file).extension().string().substr(1);
        const auto megabytes = std::llround(static_cast<double>(std::filesystem::file_size(m_folder / file)) / 1e6);
        return "reading " + ending + " of " + grouped(megabytes) + " MB";
    }

    /// Points, lower and upper corner, sums of the three colors, sum of the labels.
    static at::Tensor summary(const Cloud& cloud)
    {
        const cloud::Bounds bounds = cloud::boundsOf(cloud);
        std::vector<double> values = {static_cast<double>(cloud.size())};
        for (const auto& corner : {bounds.low, bounds.high})
            for (std::size_t axis = 0; axis < 3; ++axis)
                values.push_back(corner[axis] + cloud.shift[axis]);
        values.resize(10, 0);
        for (std::size_t i = 0; i < cloud.colors.size(); ++i)
            values[7 + i % 3] += cloud.colors[i];
        const cloud::Attribute* label = cloud.find(cloud::Role::Label);
        double labels = 0;
        for (std::size_t i = 0; label != nullptr && i < cloud.size(); ++i)
            labels += cloud::valueAt(label->values, i);
        values.push_back(labels);
        return at::tensor(values, at::kDouble);
    }

    std::filesystem::path m_folder;
    at::Tensor m_raw, m_room, m_small, m_features;
    std::int64_t m_samples;
    at::Tensor m_sampled, m_few;
    std::shared_ptr<PointNext> m_network;
    PointNextInference m_inference;
    std::string m_balls, m_three, m_furthest;
};

int run(const std::filesystem::path& folder, const std::vector<std::string_view>& words)
{
    if (words[0] == "--make") {
        const auto made = makeInputs(folder, std::max(1, std::atoi(words[1].data())));
        return made.ok() ? 0 : fail(made.error());
    }
    const c10::InferenceMode inference;
    const bool write = words[0] == "--write";
    const int threads = write ? 2 : std::max(1, std::atoi(words[0].data()));
    base::setThreads(threads);
    auto bench = Bench::open(folder);
    if (!bench.ok())
        return fail(bench.error());
    if (write) {
        const auto written = bench.value()->write(words[1]);
        if (!written.ok())
            return fail(written.error());
        return bench.value()->equalsNanoflann() ? 0 : 1;
    }
    const int repeats = std::atoi(words[1].data());
    return (words.size() == 3 ? bench.value()->measureNanoflann(threads, repeats)
                              : bench.value()->measure(threads, repeats))
        ? 0
        : 1;
}

} // namespace

int main(int argc, char** argv)
{
    const std::vector<std::string_view> words(argv + std::min(argc, 2), argv + argc);
    if (words.size() < 2 || words.size() > 3 || (words.size() == 3 && words[2] != "--nanoflann")) {
        std::fprintf(stderr,
                     "usage: bench_points FOLDER (--make DIVISOR | --write FILE | THREADS REPEATS "
                     "[--nanoflann])\n");
        return 2;
    }
    nn::startRuntime();
    return run(argv[1], words);
}
