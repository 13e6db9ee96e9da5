// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Random.h"
#include "edit/data/Draw.h"
#include "edit/data/Pixels.h"
#include "edit/data/SceneMaps.h"
#include "imaging/Image.h"

#include <span>
#include <string_view>
#include <vector>

namespace maquette::edit::data {

/// What an operation works on.
struct OperationInput {
    const imaging::Image& image;
    const SceneMaps* maps = nullptr; ///< given where Operation::needsMaps
    /// For what differs between the two pairs of a board (grain of noise, phase of stripes); never for parameters.
    base::Random& grain;
};

/// What it needs the maps for, if it does: any class, a class of color, of shape, or the ground alone.
enum class ClassUse { None, Any, ColorClass, ShapeClass, Ground };

/// One kind of change in the training and evaluation data. `draw` draws its parameters once for a board; `run` applies
/// them to a picture of any size and is called with the same values for both pairs. Results may leave [0, 1].
struct Operation {
    const char* name;
    const char* group;
    double weight; ///< within its group
    void (*draw)(Draw& draw, Values& values);
    imaging::Image (*run)(const OperationInput& input, const Values& values);
    ClassUse classes = ClassUse::None;
    bool heldOut = false; ///< has parameter ranges kept for evaluation alone
    bool restores = false; ///< run() makes the damaged picture, which is the before; the after is the input
    bool trainingOnly = false; ///< not in the evaluation sets
    bool chained = false; ///< may follow another operation

    [[nodiscard]] bool needsMaps() const { return classes != ClassUse::None; }
};

/// A group of operations and how often it is drawn in training.
struct OperationGroup {
    const char* name;
    double weight;
    bool chains; ///< a second operation may follow
    std::span<const Operation> operations;
};

/// All groups in the order of reports. Ranges and weights: the compact recipe, section 4, stage 3.
[[nodiscard]] const std::vector<OperationGroup>& operationGroups();
/// All operations in the order of their groups.
[[nodiscard]] const std::vector<Operation>& operations();
/// Index into operations(), -1 when there is none of that name.
[[nodiscard]] int operationIndex(std::string_view name);

} // namespace maquette::edit::data
