// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Check.h"

#include <vector>

namespace maquette::models::imagebrush {

/// A reduced network with the values of nn::fillDeterministic() against values computed with PyTorch from an
/// independent description of the same structure, and the prior on a made-up board.
[[nodiscard]] std::vector<base::Check> conformanceChecks();

} // namespace maquette::models::imagebrush
