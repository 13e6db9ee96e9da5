// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/TrainCrops.h"

#include "base/Threads.h"
#include "cloud/data/RoomGenerator.h"
#include "kernels/cpu/PointCores.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace maquette::cloud {

namespace {

/// Batches that may wait.
constexpr std::size_t ahead = 3;

base::Result<Cloud> wholeRoom(const RoomSource& source, std::uint64_t number, const base::Job& job)
{
    if (source.files.empty()) {
        RoomOptions options;
        options.seed = source.seed;
        options.number = number;
        options.density = source.density;
        return generateRoom(options, job);
    }
    return readCloud(source.files[number % source.files.size()].path, {}, job);
}

void scaleAndJitter(std::vector<float>& positions, const CropOptions& options, base::Random& random)
{
    float factor[3];
    for (float& each : factor)
        each = static_cast<float>(random.uniform(1 - options.scale, 1 + options.scale));
    for (int axis = 0; axis < 2; ++axis)
        if (random.uniform() < options.mirror)
            factor[axis] = -factor[axis];
    for (std::size_t i = 0; i < positions.size(); ++i)
        positions[i] *= factor[i % 3];
}

void rotate(std::vector<float>& positions, double angle)
{
    const auto cosine = static_cast<float>(std::cos(angle));
    const auto sine = static_cast<float>(std::sin(angle));
    for (std::size_t i = 0; i < positions.size(); i += 3) {
        const float x = positions[i];
        const float y = positions[i + 1];
        positions[i] = cosine * x - sine * y;
        positions[i + 1] = sine * x + cosine * y;
    }
}

void jitter(std::vector<float>& positions, double deviation, base::Random& random)
{
    if (deviation <= 0)
        return;
    const double limit = 4 * deviation;
    for (float& value : positions)
        value += static_cast<float>(std::clamp(random.normal() * deviation, -limit, limit));
}

/// Spreads each channel over its whole range, mixed with what was there (ChromaticAutoContrast).
void spreadContrast(std::vector<float>& colors, base::Random& random)
{
    const auto blend = static_cast<float>(random.uniform());
    for (std::size_t channel = 0; channel < 3; ++channel) {
        float low = 1;
        float high = 0;
        for (std::size_t i = channel; i < colors.size(); i += 3) {
            low = std::min(low, colors[i]);
            high = std::max(high, colors[i]);
        }
        if (high > low) // the official code divides by zero here
            for (std::size_t i = channel; i < colors.size(); i += 3)
                colors[i] = (1 - blend) * colors[i] + blend * (colors[i] - low) / (high - low);
    }
}

/// Indices of the `wanted` points nearest to one of them, and random doubles where there are fewer.
std::vector<std::int64_t> nearestTo(const std::vector<float>& positions, std::int64_t center, std::int64_t wanted,
                                    base::Random& random)
{
    const auto count = static_cast<std::int64_t>(positions.size() / 3);
    std::vector<std::int64_t> indices(static_cast<std::size_t>(count));
    std::iota(indices.begin(), indices.end(), 0);
    if (count > wanted) {
        std::vector<float> squared(indices.size());
        const float* middle = positions.data() + 3 * center;
        for (std::size_t i = 0; i < squared.size(); ++i) {
            const float dx = positions[3 * i] - middle[0];
            const float dy = positions[3 * i + 1] - middle[1];
            const float dz = positions[3 * i + 2] - middle[2];
            squared[i] = dx * dx + dy * dy + dz * dz;
        }
        std::nth_element(indices.begin(), indices.begin() + wanted, indices.end(), [&](std::int64_t a, std::int64_t b) {
            const float da = squared[static_cast<std::size_t>(a)];
            const float db = squared[static_cast<std::size_t>(b)];
            return da < db || (da == db && a < b);
        });
        indices.resize(static_cast<std::size_t>(wanted));
        std::sort(indices.begin(), indices.end());
    }
    while (static_cast<std::int64_t>(indices.size()) < wanted)
        indices.push_back(random.below(static_cast<int>(count)));
    for (std::size_t i = indices.size() - 1; i > 0; --i)
        std::swap(indices[i], indices[static_cast<std::size_t>(random.below(static_cast<int>(i + 1)))]);
    return indices;
}

} // namespace

base::Result<VoxelRoom> voxelRoom(const RoomSource& source, std::uint64_t number, const base::Job& job)
{
    auto whole = wholeRoom(source, number, job);
    if (!whole.ok())
        return whole.error();
    const Cloud& cloud = whole.value();
    const Attribute* truth = cloud.find(Role::Label);
    const auto unusable = [&](base::Message message) {
        return base::Error{base::ErrorCode::BadInput, std::move(message), {}};
    };
    if (truth == nullptr)
        return unusable({QT_TRANSLATE_NOOP("Engine", "%1 has no labels to learn from."), {cloud.name}});
    std::vector<float> positions = cloud.positions;
    shiftToZero(positions);
    const auto voxels = kernels::cpu::voxelize(positions.data(), static_cast<std::int64_t>(cloud.size()), source.grid);
    base::Random random(source.seed ^ 0x766f78656cULL, number);
    std::vector<std::int64_t> chosen;
    std::int64_t first = 0;
    for (const std::int64_t count : voxels.counts) {
        chosen.push_back(voxels.order[static_cast<std::size_t>(first + random.below(static_cast<int>(count)))]);
        first += count;
    }
    VoxelRoom room;
    room.points = subCloud(cloud, chosen, true);
    shiftToZero(room.points.positions);
    const auto labels = labelsOf(truth->values);
    for (const std::int64_t index : chosen)
        room.labels.push_back(labels[static_cast<std::size_t>(index)]);
    if (room.labels.empty())
        return unusable({QT_TRANSLATE_NOOP("Engine", "%1 has no points."), {cloud.name}});
    return room;
}

Crop makeCrop(const VoxelRoom& room, const CropOptions& options, const InputContract& contract, base::Random random)
{
    const auto center = random.below(static_cast<int>(room.points.size()));
    const auto indices = nearestTo(room.points.positions, center, options.points, random);
    SubCloud part;
    Crop crop;
    for (const std::int64_t index : indices) {
        const auto at = static_cast<std::size_t>(3 * index);
        part.positions.insert(
            part.positions.end(),
            {room.points.positions[at], room.points.positions[at + 1], room.points.positions[at + 2]});
        if (!room.points.colors.empty())
            part.colors.insert(part.colors.end(),
                               {room.points.colors[at], room.points.colors[at + 1], room.points.colors[at + 2]});
        if (!room.points.normals.empty())
            part.normals.insert(part.normals.end(),
                                {room.points.normals[at], room.points.normals[at + 1], room.points.normals[at + 2]});
        crop.labels.push_back(room.labels[static_cast<std::size_t>(index)]);
    }
    shiftToZero(part.positions);
    // Heights are those before scaling, rotation and jitter.
    const std::vector<float> heights = heightsOf(part.positions, contract.up);
    if (random.uniform() < options.contrast)
        spreadContrast(part.colors, random);
    scaleAndJitter(part.positions, options, random);
    align(part.positions, contract.align);
    if (options.rotate)
        rotate(part.positions, random.uniform(-std::numbers::pi, std::numbers::pi));
    jitter(part.positions, options.jitter, random);
    if (random.uniform() < options.drop)
        std::fill(part.colors.begin(), part.colors.end(), 0.0F);
    normalizeColors(part.colors, contract);
    crop.input.features = joinFeatures(contract, part.positions, part.colors, part.normals, heights);
    crop.input.positions = std::move(part.positions);
    return crop;
}

CropBatches::CropBatches(RoomSource source, CropOptions options, InputContract contract, int batch, int reuse,
                         std::uint64_t firstBatch)
    : m_source(std::move(source))
    , m_options(options)
    , m_contract(std::move(contract))
    , m_batch(batch)
    , m_reuse(reuse)
    , m_nextMade(firstBatch)
    , m_thread([this](const std::stop_token& stop) { produce(stop); })
{
}

CropBatches::~CropBatches() = default;

base::Result<std::vector<Crop>> CropBatches::next(const base::Job& job)
{
    std::unique_lock lock(m_mutex);
    if (!m_changed.wait(lock, job.stopToken(), [&] { return !m_ready.empty() || m_error; }))
        return base::stoppedError();
    if (m_ready.empty())
        return *m_error;
    std::vector<Crop> batch = std::move(m_ready.front());
    m_ready.erase(m_ready.begin());
    m_changed.notify_all();
    return batch;
}

void CropBatches::produce(const std::stop_token& stop)
{
    const base::SerialScope serial; // beside the network, which has the other threads
    const base::Job job(stop, {});
    std::map<std::uint64_t, VoxelRoom> rooms;
    while (!stop.stop_requested()) {
        const std::uint64_t group = m_nextMade / static_cast<std::uint64_t>(m_reuse);
        std::vector<Crop> batch;
        for (int i = 0; i < m_batch; ++i) {
            const std::uint64_t number = group * static_cast<std::uint64_t>(m_batch) + static_cast<std::uint64_t>(i);
            if (!rooms.contains(number)) {
                std::erase_if(
                    rooms, [&](const auto& item) { return item.first / static_cast<std::uint64_t>(m_batch) != group; });
                // Files are drawn in an order of their own in each pass.
                std::uint64_t which = number;
                if (!m_source.files.empty())
                    which = base::Random(m_source.seed ^ 0x66696c6573ULL, number).bits() % m_source.files.size();
                auto room = voxelRoom(m_source, which, job);
                if (!room.ok()) {
                    const std::lock_guard lock(m_mutex);
                    m_error = room.error();
                    m_changed.notify_all();
                    return;
                }
                rooms.emplace(number, std::move(room).value());
            }
            batch.push_back(makeCrop(
                rooms.at(number), m_options, m_contract,
                base::Random(m_source.seed ^ 0x63726f70ULL,
                             m_nextMade * static_cast<std::uint64_t>(m_batch) + static_cast<std::uint64_t>(i))));
        }
        std::unique_lock lock(m_mutex);
        if (!m_changed.wait(lock, stop, [&] { return m_ready.size() < ahead; }))
            return;
        m_ready.push_back(std::move(batch));
        ++m_nextMade;
        m_changed.notify_all();
    }
}

} // namespace maquette::cloud
