// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Json.h"
#include "base/Result.h"
#include "tensorio/Checkpoint.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace maquette::models::pointnext {

/// What a network answers.
enum class Task {
    Segmentation, ///< a class for each point
    Classification, ///< one class for the cloud
    Parts, ///< a part for each point, with the kind of object known
};

/// The shape of a PointNeXt network (Qian et al., NeurIPS 2022; PointNeXt: cfgs). What a file of weights does not tell
/// is what the grouping needs: radius, scaling and neighbors.
struct PointNextConfig {
    Task task = Task::Segmentation;
    std::vector<int> blocks = {1, 1, 1, 1, 1}; ///< set abstraction and residual blocks of each stage
    std::vector<int> strides = {1, 4, 4, 4, 4};
    int width = 32;
    int inChannels = 4;
    int saLayers = 2; ///< products in a set abstraction
    bool saResidual = true;
    int classes = 13;
    /// What the head appends to the features of each point: 0 nothing, 1 their maximum, 2 maximum and mean.
    int globalFeatures = 0;
    int objects = 16; ///< kinds of objects, Task::Parts only
    double radius = 0.1; ///< of the first stage with a stride, in units of the cloud
    double radiusScaling = 2;
    int neighbors = 32;

    /// Channels after each stage: the width doubles where the stride is not 1.
    [[nodiscard]] std::vector<int> channels() const;
    /// The radius of set abstraction and of the residual blocks of each stage (0 where it is not used).
    [[nodiscard]] std::vector<std::pair<double, double>> radii() const;
    /// "PointNeXt-S", "-B", "-L", "-XL", with the width where it is not that of the variant.
    [[nodiscard]] std::string variant() const;
    [[nodiscard]] std::string taskName() const; ///< "segmentation", "classification", "parts"
    /// Number of stages that take no points away at their input: needed to see what a cloud must hold.
    [[nodiscard]] std::int64_t pointsAtStage(std::size_t stage, std::int64_t points) const;

    [[nodiscard]] base::Json toJson() const;
    bool operator==(const PointNextConfig&) const = default;
};

/// The variants of the official configuration files by name: "s3dis-s", "s3dis-b", "s3dis-l", "s3dis-xl", "scannet-s" …
/// "scannet-xl", "scanobjectnn-s", "modelnet40-s", "modelnet40-s-c64", "shapenetpart-s", "shapenetpart-s-c64",
/// "shapenetpart-s-c160".
struct NamedConfig {
    const char* name;
    PointNextConfig config;
};
[[nodiscard]] const std::vector<NamedConfig>& namedConfigs();
/// Null for an unknown name.
[[nodiscard]] const PointNextConfig* namedConfig(std::string_view name);

/// How the keys of a network stand in a file: under "model.", "net.", "network.", "state_dict.", "base_model." or
/// nothing, with "module." anywhere (openpoints: utils/ckpt_util.py).
struct FoundNetwork {
    PointNextConfig config;
    std::string prefix; ///< before the first key of the network
    bool inModule = false; ///< keys start with "module."

    [[nodiscard]] std::string fileName(const std::string& name) const;
};

/// Finds the shape of the network from names and shapes; radius and the like come from the named configuration with the
/// same shape, and from the file's metadata where Maquette wrote it. ModelUnfit names `file` when there is no PointNeXt
/// in it.
[[nodiscard]] base::Result<FoundNetwork> findNetwork(const tensorio::Checkpoint& checkpoint, const std::string& file);

} // namespace maquette::models::pointnext
