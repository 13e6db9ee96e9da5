// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Check.h"

#include <vector>

namespace maquette::models::pointnext {

/// The point operators on the lattices of section 4.7 of the facts on PointNeXt, the sizes of all official networks
/// (section 2.3), and networks of width 8 with the values of nn::fillDeterministic(), as modules and made ready for
/// inference, against values computed with PyTorch in double from an independent description of the structure
/// (tests/bench/pointnext_layers.py).
[[nodiscard]] std::vector<base::Check> conformanceChecks();

} // namespace maquette::models::pointnext
