// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Job.h"
#include "edit/Family.h"

namespace maquette::edit {

/// Chains of moving steps (mirrors and rotations, crops, shifts, resizing and zooms) that may bring `before` into place
/// for `after`, the most likely first. Pictures of the same size always have the empty chain among them. Each is
/// compared after an affine color fit of its own, so a color change on top does not matter.
[[nodiscard]] std::vector<std::vector<StepPtr>> proposeMoves(const imaging::Image& before, const imaging::Image& after,
                                                             bool quick, const base::Job& job);

/// Kinds "flip" and "reframe" (crop, shift, resize, zoom); its propose function adds nothing, as moves come first.
[[nodiscard]] Family geometryFamily();

} // namespace maquette::edit
