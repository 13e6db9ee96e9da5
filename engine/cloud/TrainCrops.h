// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "base/Random.h"
#include "base/Result.h"
#include "cloud/NetworkInput.h"
#include "cloud/io/CloudFile.h"

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace maquette::cloud {

/// A room after voxelization: one point a voxel, the least coordinates at 0.
struct VoxelRoom {
    SubCloud points;
    std::vector<std::int32_t> labels; ///< -1: does not count
};

/// Where rooms come from.
struct RoomSource {
    std::uint64_t seed = 0;
    double density = 1400; ///< of generated rooms
    double grid = 0.04;
    std::vector<RoomEntry> files; ///< empty: rooms are generated
};

/// Room `number` of the source; the same number gives the same room. Validation rooms of the generator have numbers
/// from 1000000000 on.
inline constexpr std::uint64_t firstValidationRoom = 1000000000;
[[nodiscard]] base::Result<VoxelRoom> voxelRoom(const RoomSource& source, std::uint64_t number, const base::Job& job);

/// How crops are changed (section 7.8 of the facts on PointNeXt, S3DIS train).
struct CropOptions {
    std::int64_t points = 24000;
    double contrast = 0.2; ///< probability of automatic contrast
    double drop = 0.2; ///< probability that colors are set to zero before they are normalized
    double scale = 0.1; ///< each axis is scaled by 1 ± this
    double jitter = 0.005; ///< deviation in meters, cut off at four times
    bool rotate = false; ///< about z by any angle; the recipe of PointNeXt-S leaves it out
    double mirror = 0; ///< probability of mirroring along x, and along y; not in the official recipe
};

struct Crop {
    NetworkInput input;
    std::vector<std::int32_t> labels;
};
/// The points nearest to a random one, made up to their number by doubles, shuffled and changed.
[[nodiscard]] Crop makeCrop(const VoxelRoom& room, const CropOptions& options, const InputContract& contract,
                            base::Random random);

/// Makes batches ahead on threads of its own. A batch takes its crops from as many rooms; a room serves for `reuse`
/// batches in a row. What a batch holds depends on its number alone.
class CropBatches {
public:
    CropBatches(RoomSource source, CropOptions options, InputContract contract, int batch, int reuse,
                std::uint64_t firstBatch);
    ~CropBatches();
    CropBatches(const CropBatches&) = delete;
    CropBatches& operator=(const CropBatches&) = delete;

    /// The next one, waiting for it. Stopped when the job is; the source's error otherwise.
    [[nodiscard]] base::Result<std::vector<Crop>> next(const base::Job& job);

private:
    void produce(const std::stop_token& stop);

    RoomSource m_source;
    CropOptions m_options;
    InputContract m_contract;
    int m_batch;
    int m_reuse;
    std::uint64_t m_nextMade; ///< number of the batch that is made next
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::vector<std::vector<Crop>> m_ready;
    std::optional<base::Error> m_error;
    std::jthread m_thread; // last: it uses the others
};

} // namespace maquette::cloud
