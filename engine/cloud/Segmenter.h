// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "base/Json.h"
#include "base/Parameter.h"
#include "base/Result.h"
#include "cloud/ClassTable.h"
#include "cloud/Cloud.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace maquette::cloud {

/// What a file of weights asks of its input, found from the file and completed by the parameters.
struct ModelInfo {
    std::string variant; ///< "PointNeXt-S (S3DIS)", as the width, blocks and heads say
    std::string task; ///< "segmentation", "classification", "parts"
    std::int64_t parameters = 0;
    int width = 0;
    std::vector<int> blocks;
    std::vector<int> strides;
    int inputChannels = 0;
    std::vector<std::string> features; ///< in the order of the channels: "red", "green", "blue", "height", "x" …
    int classes = 0;
    ClassTable table; ///< names where the number of classes is that of a known set
    double radius = 0.1; ///< meters, of the first stage
    double radiusScaling = 2;
    double grid = 0.04; ///< meters, edge of a voxel
    int neighbors = 32;
    std::string trainedOn; ///< from the metadata of the file; empty when it does not say

    [[nodiscard]] base::Json toJson() const;
};

/// weights, mode (test, val, nearest, direct), grid, radius, features, up axis, meters a unit, limit of memory, seed.
[[nodiscard]] base::ParameterTable segmentParameters();

/// What a run will cost, before it starts.
struct SegmentPlan {
    ModelInfo model;
    std::string mode;
    std::int64_t points = 0; ///< of the cloud
    std::int64_t voxels = 0; ///< points of one sub-cloud
    std::int64_t passes = 0; ///< sub-clouds
    std::int64_t tiles = 1; ///< pieces of each sub-cloud, so that the limit of memory is kept
    std::int64_t bytes = 0; ///< most that the network holds at once, of one pass
    double neighborsPerBall
        = 0; ///< mean number of points in a ball of the first stage, of a sample; about 20 in training
    std::vector<std::string> warnings; ///< sentences: too few neighbors (unit?), no colors, too large …

    [[nodiscard]] base::Json toJson() const;
};

struct SegmentResult {
    std::vector<std::int32_t> labels; ///< a point of the cloud each
    std::vector<float> confidence; ///< softmax of the mean logits at the label, 0 … 1
    std::vector<float> logits; ///< [points][classes] where asked for
    /// Mode val: the points that the network saw, ascending; what it is measured on. Otherwise empty: all points.
    std::vector<std::uint32_t> sampled;
    SegmentPlan plan;
    std::string protocol; ///< what the numbers made of it may be called
    double seconds = 0;

    [[nodiscard]] base::Json toJson() const; ///< without the points
};

/// Segments clouds with PointNeXt (Qian et al., NeurIPS 2022). Keeps the network it has loaded. Not thread-safe.
class Segmenter {
public:
    explicit Segmenter(std::string device = "auto");
    ~Segmenter();
    Segmenter(const Segmenter&) = delete;
    Segmenter& operator=(const Segmenter&) = delete;

    /// ModelUnfit names the file and what does not fit.
    [[nodiscard]] base::Result<ModelInfo> inspect(const base::ParameterValues& parameters);
    [[nodiscard]] base::Result<SegmentPlan> plan(const Cloud& cloud, const base::ParameterValues& parameters);
    /// `keepLogits`: also give the mean logits of each point. Stopped when the job is.
    [[nodiscard]] base::Result<SegmentResult> segment(const Cloud& cloud, const base::ParameterValues& parameters,
                                                      bool keepLogits, const base::Job& job);

private:
    class Private;
    std::unique_ptr<Private> m_private;
};

} // namespace maquette::cloud
