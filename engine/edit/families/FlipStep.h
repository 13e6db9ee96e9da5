// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edit/Step.h"

namespace maquette::edit {

/// One of the 7 flips and rotations, lossless. `operation` as in fit::flipped(), 1 … 7.
[[nodiscard]] StepPtr makeFlip(int operation);
[[nodiscard]] base::Result<StepPtr> flipFromJson(const base::Json& json);

} // namespace maquette::edit
