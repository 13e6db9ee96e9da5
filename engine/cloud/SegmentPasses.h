// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "base/Result.h"
#include "cloud/NetworkInput.h"
#include "cloud/SegmentModel.h"
#include "cloud/SubClouds.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace maquette::cloud {

/// All that a segmentation goes by, from its parameters and the file of weights.
struct SegmentSetup {
    std::shared_ptr<const SegmentModel> model;
    InputContract contract;
    SegmentMode mode = SegmentMode::Nearest;
    double unit = 1; ///< meters a unit of the cloud
    std::int64_t limit = 0; ///< bytes
    std::uint64_t seed = 0;
};

/// How far around a tile the network looks, about: the radii of all stages together.
[[nodiscard]] double tileMargin(const models::pointnext::PointNextConfig& config);

/// Runs the network over sub-clouds and adds their logits up, pass by pass in their order, so that threads do not
/// matter.
class Passes {
public:
    /// `most`: points of a run at most; more are cut into tiles. All references outlive the object.
    Passes(const SegmentSetup& setup, const Cloud& cloud, const std::vector<float>& positions,
           const SubClouds& subClouds, std::int64_t most);

    /// All passes, `together` at a time, each then on one thread. Stopped when the job is.
    [[nodiscard]] base::Result<void> run(std::int64_t together, const base::Job& job);
    /// Copies the logits of each voxel's point to the voxel's other points.
    void copyWithinVoxels();
    /// From sums to means.
    void divide();

    std::vector<float> logits; ///< [points][classes]
    std::vector<std::int32_t> counts; ///< how often the network saw a point
    std::vector<std::int64_t> seen; ///< points of the last pass

private:
    [[nodiscard]] base::Result<std::vector<float>> one(const std::vector<std::int64_t>& indices, bool alone,
                                                       const base::Job& job) const;
    [[nodiscard]] base::Result<std::vector<float>> inTiles(const NetworkInput& input, bool alone,
                                                           const base::Job& job) const;
    void add(const std::vector<std::int64_t>& indices, const std::vector<float>& values);

    const SegmentSetup& m_setup;
    const Cloud& m_cloud;
    const std::vector<float>& m_positions;
    const SubClouds& m_subClouds;
    std::int64_t m_most;
    std::size_t m_classes;
};

} // namespace maquette::cloud
