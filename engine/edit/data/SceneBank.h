// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "edit/data/Photographs.h"
#include "edit/data/Scene.h"

#include <array>
#include <memory>
#include <vector>

namespace maquette::edit::data {

enum class SceneFamily { Shapes, Fields, Photographs };
inline constexpr int sceneFamilies = 3;

struct SceneBankOptions {
    int cell = 64; ///< pixels of a side, 16 … 1024
    int shapes = 6000; ///< number of scenes of shapes
    int fields = 3000; ///< number of clouds (even indices) and mosaics (odd indices)
    int photographs = 8000; ///< number of crops; 0 when there are no photographs
    std::uint64_t seed = 1;
    /// Side of the smallest crop in cells; crops reach from there to the whole picture, even on a log scale.
    double smallestCrop = 1.5;

    [[nodiscard]] base::Result<void> check() const;
};

/// Many scenes as bytes (3 * cell² each). Immutable, shared between threads. Scene i depends on the seed, on i and, for
/// crops, on the photographs.
class SceneBank {
public:
    /// Makes all scenes on the program's threads. BadInput for a photograph that cannot be read, Usage for options out
    /// of range, Stopped.
    [[nodiscard]] static base::Result<std::shared_ptr<const SceneBank>>
    create(const SceneBankOptions& options, const std::vector<Photograph>& photographs, const base::Job& job = {});

    [[nodiscard]] const SceneBankOptions& options() const { return m_options; }
    [[nodiscard]] int count(SceneFamily family) const;
    [[nodiscard]] imaging::Image image(SceneFamily family, int index) const;
    /// A scene of shapes with its maps, made again from its number: cheaper than keeping fifteen planes of each.
    [[nodiscard]] ShapeScene shapeScene(int index) const;
    /// The scenes of shapes on which a color or shape class covers more than 2 %.
    [[nodiscard]] const std::vector<int>& scenesWith(int classIndex) const { return m_byClass[classIndex]; }
    [[nodiscard]] std::size_t bytes() const;

private:
    explicit SceneBank(const SceneBankOptions& options);
    [[nodiscard]] std::size_t sceneBytes() const;
    void store(SceneFamily family, int index, const imaging::Image& image);
    base::Result<void> cutPhotographs(const std::vector<Photograph>& photographs, const base::Job& job);

    SceneBankOptions m_options;
    std::array<std::vector<std::uint8_t>, sceneFamilies> m_scenes;
    std::array<std::vector<int>, groundClass> m_byClass;
};

} // namespace maquette::edit::data
