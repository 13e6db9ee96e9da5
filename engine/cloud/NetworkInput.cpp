// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/NetworkInput.h"

#include <algorithm>
#include <cmath>

namespace maquette::cloud {

using models::pointnext::PointNextConfig;
using models::pointnext::Task;

namespace {

constexpr const char* featureNames[] = {"red", "green", "blue", "height", "x", "y", "z", "nx", "ny", "nz", "zero"};

bool holds(const std::vector<std::string>& names, std::initializer_list<const char*> wanted)
{
    return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
        return std::any_of(wanted.begin(), wanted.end(), [&](const char* each) { return name == each; });
    });
}

} // namespace

std::vector<std::string> InputContract::check(int channels) const
{
    std::vector<std::string> problems;
    if (static_cast<int>(features.size()) != channels)
        problems.push_back("the network takes " + std::to_string(channels) + " channels, and "
                           + std::to_string(features.size()) + " features are named");
    for (const auto& name : features)
        if (std::find_if(std::begin(featureNames), std::end(featureNames),
                         [&](const char* each) { return name == each; })
            == std::end(featureNames))
            problems.push_back("there is no feature \"" + name + "\"");
    if (!(grid >= 0 && grid < 1e6))
        problems.push_back("the edge of a voxel must be 0 or more");
    if (up != 1 && up != 2)
        problems.push_back("up must be the axis y or z");
    return problems;
}

bool InputContract::needsColors() const { return holds(features, {"red", "green", "blue"}); }
bool InputContract::needsNormals() const { return holds(features, {"nx", "ny", "nz"}); }

InputContract contractFor(const PointNextConfig& config)
{
    InputContract contract;
    if (config.task == Task::Classification || config.task == Task::Parts) {
        contract.up = 1;
        contract.grid = 0;
        contract.align = InputContract::Align::UnitSphere;
        contract.features = {"x", "y", "z"};
        if (config.task == Task::Parts)
            contract.features.insert(contract.features.end(), {"nx", "ny", "nz"});
        if (config.inChannels == static_cast<int>(contract.features.size()) + 1)
            contract.features.push_back("height");
        else
            contract.align = InputContract::Align::None; // ModelNet40 lies in the unit sphere already
        return contract;
    }
    contract.features = {"red", "green", "blue", "height"};
    if (config.inChannels == 7) {
        contract.features.insert(contract.features.begin(), {"x", "y", "z"});
        contract.align = InputContract::Align::None;
        contract.grid = 0.02;
        contract.colorMean = {0.46259782, 0.46253258, 0.46253258};
        contract.colorDeviation = {0.693565, 0.6852543, 0.68061745};
    } else if (config.inChannels == 3) {
        contract.features = {"red", "green", "blue"};
    } else if (config.inChannels == 1) {
        contract.features = {"height"};
    }
    return contract;
}

SubCloud subCloud(const Cloud& cloud, std::span<const std::int64_t> indices, bool withNormals)
{
    SubCloud part;
    part.positions.resize(3 * indices.size());
    for (std::size_t i = 0; i < indices.size(); ++i)
        std::copy_n(cloud.positions.data() + 3 * indices[i], 3, part.positions.data() + 3 * i);
    if (cloud.hasColors()) {
        part.colors.resize(3 * indices.size());
        for (std::size_t i = 0; i < indices.size(); ++i)
            for (std::size_t channel = 0; channel < 3; ++channel)
                part.colors[3 * i + channel]
                    = static_cast<float>(cloud.colors[3 * static_cast<std::size_t>(indices[i]) + channel]) / 255.0F;
    }
    const Attribute* normals[3] = {cloud.find("nx"), cloud.find("ny"), cloud.find("nz")};
    if (withNormals && normals[0] != nullptr && normals[1] != nullptr && normals[2] != nullptr) {
        part.normals.resize(3 * indices.size());
        for (std::size_t i = 0; i < indices.size(); ++i)
            for (std::size_t axis = 0; axis < 3; ++axis)
                part.normals[3 * i + axis]
                    = static_cast<float>(valueAt(normals[axis]->values, static_cast<std::size_t>(indices[i])));
    }
    return part;
}

void shiftToZero(std::vector<float>& positions)
{
    if (positions.empty())
        return;
    float low[3] = {positions[0], positions[1], positions[2]};
    for (std::size_t i = 0; i < positions.size(); ++i)
        low[i % 3] = std::min(low[i % 3], positions[i]);
    for (std::size_t i = 0; i < positions.size(); ++i)
        positions[i] -= low[i % 3];
}

void align(std::vector<float>& positions, InputContract::Align how)
{
    if (how == InputContract::Align::None || positions.empty())
        return;
    double sum[3] = {};
    for (std::size_t i = 0; i < positions.size(); ++i)
        sum[i % 3] += positions[i];
    const double count = static_cast<double>(positions.size()) / 3;
    const float mean[3]
        = {static_cast<float>(sum[0] / count), static_cast<float>(sum[1] / count), static_cast<float>(sum[2] / count)};
    for (std::size_t i = 0; i < positions.size(); ++i)
        positions[i] -= mean[i % 3];
    if (how == InputContract::Align::Floor) {
        float low = positions[2];
        for (std::size_t i = 2; i < positions.size(); i += 3)
            low = std::min(low, positions[i]);
        for (std::size_t i = 2; i < positions.size(); i += 3)
            positions[i] -= low;
        return;
    }
    float furthest = 0;
    for (std::size_t i = 0; i < positions.size(); i += 3)
        furthest = std::max(furthest,
                            positions[i] * positions[i] + positions[i + 1] * positions[i + 1]
                                + positions[i + 2] * positions[i + 2]);
    if (furthest > 0)
        for (float& value : positions)
            value /= std::sqrt(furthest);
}

void normalizeColors(std::vector<float>& colors, const InputContract& contract)
{
    for (std::size_t i = 0; i < colors.size(); ++i)
        colors[i] = (colors[i] - static_cast<float>(contract.colorMean[i % 3]))
            / static_cast<float>(contract.colorDeviation[i % 3]);
}

std::vector<float> heightsOf(const std::vector<float>& positions, int up)
{
    std::vector<float> heights(positions.size() / 3);
    for (std::size_t i = 0; i < heights.size(); ++i)
        heights[i] = positions[3 * i + static_cast<std::size_t>(up)];
    return heights;
}

std::vector<float> joinFeatures(const InputContract& contract, const std::vector<float>& positions,
                                const std::vector<float>& colors, const std::vector<float>& normals,
                                const std::vector<float>& heights)
{
    const std::size_t count = positions.size() / 3;
    const std::size_t channels = contract.features.size();
    std::vector<float> features(count * channels, 0.0F);
    for (std::size_t channel = 0; channel < channels; ++channel) {
        const auto found = std::find_if(std::begin(featureNames), std::end(featureNames),
                                        [&](const char* each) { return contract.features[channel] == each; });
        const auto which = static_cast<std::size_t>(found - std::begin(featureNames));
        const std::vector<float>* from = which < 3 ? &colors
            : which == 3                           ? &heights
            : which < 7                            ? &positions
                                                   : &normals;
        if (which == std::size(featureNames) - 1 || from->empty())
            continue;
        const std::size_t step = which == 3 ? 1 : 3;
        const std::size_t first = which < 3 ? which : which == 3 ? 0 : which < 7 ? which - 4 : which - 7;
        for (std::size_t i = 0; i < count; ++i)
            features[i * channels + channel] = (*from)[i * step + first];
    }
    return features;
}

NetworkInput makeInput(SubCloud points, const InputContract& contract)
{
    shiftToZero(points.positions);
    const std::vector<float> heights = heightsOf(points.positions, contract.up);
    align(points.positions, contract.align);
    // Black, which is what training shows where it drops colors.
    if (points.colors.empty() && contract.needsColors())
        points.colors.assign(points.positions.size(), 0.0F);
    normalizeColors(points.colors, contract);
    NetworkInput input;
    input.features = joinFeatures(contract, points.positions, points.colors, points.normals, heights);
    input.positions = std::move(points.positions);
    return input;
}

} // namespace maquette::cloud
