// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edit/data/Operation.h"
#include "edit/data/SceneBank.h"

#include <array>
#include <memory>
#include <span>
#include <vector>

namespace maquette::edit::data {

/// One board with its truth: `target` is what `image` becomes under the change from `before` to `after`. All in
/// [0, 1] and of the same size.
struct BoardSample {
    imaging::Image before;
    imaging::Image after;
    imaging::Image image;
    imaging::Image target;
    int operation = 0; ///< index into operations()
    Values values; ///< its parameters, the same for both pairs
    int second = -1; ///< an operation chained on, or -1
    Values secondValues;
    SceneFamily family = SceneFamily::Shapes;
    std::array<int, 2> scenes{}; ///< the scenes of the two pairs in the bank; never the same

    [[nodiscard]] const char* name() const { return operations()[operation].name; }
    [[nodiscard]] const char* group() const { return operations()[operation].group; }
};

/// A board of two pictures of any sizes, for demos and tests at full size: the first is the example, the second what is
/// to be changed. `operation` must not need maps. Lengths are scaled to the first picture, as if it were a cell of 64
/// pixels, so that a frame or a blur looks the same as on the boards of the training.
[[nodiscard]] BoardSample boardOfPictures(const imaging::Image& first, const imaging::Image& second, int operation,
                                          std::uint64_t seed, bool heldOut = false);

struct BoardOptions {
    std::uint64_t seed = 1;
    bool heldOut = false; ///< parameters from the ranges kept for evaluation
    bool extras = true; ///< draw operations that are for training only as well
    double chainShare = 0.16; ///< share of boards of the groups that chain which get a second operation
    bool turns = true; ///< flip or rotate both scenes in the same way before the operation
    bool gains = true; ///< scale the channels of each scene at random
    double lengthScale = 1; ///< lengths in pixels relative to those of cells of 64 pixels
    /// How often shapes, fields and photographs are drawn; a family that the bank lacks is left out.
    std::array<double, sceneFamilies> families{0.45, 0.1, 0.45};
};

/// Makes boards from a bank. Board k of a seed is the same whatever was made before and on however many threads.
/// Thread-safe.
class BoardGenerator {
public:
    BoardGenerator(std::shared_ptr<const SceneBank> bank, const BoardOptions& options);

    /// Board k with an operation drawn by the weights of the recipe.
    [[nodiscard]] BoardSample board(std::uint64_t k) const;
    /// Board k of one operation, without a second one.
    [[nodiscard]] BoardSample boardOf(int operation, std::uint64_t k) const;
    /// Boards first, first + 1, … on the program's threads.
    void boards(std::uint64_t first, std::span<BoardSample> out) const;

    [[nodiscard]] const SceneBank& bank() const { return *m_bank; }
    [[nodiscard]] const BoardOptions& options() const { return m_options; }

private:
    struct Scenes;
    [[nodiscard]] BoardSample make(base::Random& random, int operation, double chainShare) const;
    [[nodiscard]] Scenes drawScenes(base::Random& random, BoardSample& sample) const;
    void drawIndices(base::Random& random, BoardSample& sample) const;
    [[nodiscard]] bool possible(const Operation& operation) const;

    std::shared_ptr<const SceneBank> m_bank;
    BoardOptions m_options;
    std::vector<double> m_cumulative; ///< over operations()
    std::vector<int> m_chained;
    std::vector<int> m_colorClasses; ///< classes with two scenes or more
    std::vector<int> m_shapeClasses;
};

} // namespace maquette::edit::data
