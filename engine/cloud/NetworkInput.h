// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "cloud/Cloud.h"
#include "models/pointnext/PointNextConfig.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace maquette::cloud {

/// What a network wants to know of each point, and in which frame (sections 7.7 and 7.8 of the facts on PointNeXt).
struct InputContract {
    enum class Align {
        Floor, ///< the mean at the origin, then the lowest point at z = 0 (PointCloudXYZAlign)
        UnitSphere, ///< the mean at the origin, the furthest point at distance 1 (PointCloudCenterAndNormalize)
        None,
    };
    /// In the order of the channels: "red", "green", "blue", "height", "x", "y", "z", "nx", "ny", "nz"; or "zero".
    std::vector<std::string> features;
    Align align = Align::Floor;
    int up = 2; ///< the axis against gravity: 2 is z, 1 is y
    double grid = 0.04; ///< edge of a voxel; 0: the points as they are
    std::array<double, 3> colorMean = {0.5136457, 0.49523646, 0.44921124};
    std::array<double, 3> colorDeviation = {0.18308958, 0.18415008, 0.19252081};

    /// All problems at once.
    [[nodiscard]] std::vector<std::string> check(int channels) const;
    [[nodiscard]] bool needsColors() const;
    [[nodiscard]] bool needsNormals() const;
};

/// What the official recipe of a network of this shape feeds it.
[[nodiscard]] InputContract contractFor(const models::pointnext::PointNextConfig& config);

/// Raw values of some points of a cloud.
struct SubCloud {
    std::vector<float> positions; ///< x y z
    std::vector<float> colors; ///< r g b within 0 … 1, or empty: then black stands in
    std::vector<float> normals; ///< or empty: zero

    [[nodiscard]] std::int64_t size() const { return static_cast<std::int64_t>(positions.size() / 3); }
};

/// The points `indices` of a cloud. Normals come from the attributes nx, ny and nz.
[[nodiscard]] SubCloud subCloud(const Cloud& cloud, std::span<const std::int64_t> indices, bool withNormals);

/// What goes into a network.
struct NetworkInput {
    std::vector<float> positions; ///< [N, 3]
    std::vector<float> features; ///< [N, channels]
};

/// The least coordinate of each axis goes to 0 first; heights are taken there (for Align::UnitSphere, before
/// centering).
[[nodiscard]] NetworkInput makeInput(SubCloud points, const InputContract& contract);

/// Steps of makeInput(), for training, which changes the points between them.
void shiftToZero(std::vector<float>& positions);
void align(std::vector<float>& positions, InputContract::Align how);
/// (color - mean) / deviation in place.
void normalizeColors(std::vector<float>& colors, const InputContract& contract);
/// Puts the channels together. `heights` one a point; `colors` normalized, or empty.
[[nodiscard]] std::vector<float> joinFeatures(const InputContract& contract, const std::vector<float>& positions,
                                              const std::vector<float>& colors, const std::vector<float>& normals,
                                              const std::vector<float>& heights);
[[nodiscard]] std::vector<float> heightsOf(const std::vector<float>& positions, int up);

} // namespace maquette::cloud
