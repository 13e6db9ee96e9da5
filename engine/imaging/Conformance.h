// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Check.h"

#include <vector>

namespace maquette::imaging {

/// Resizing against sums of bytes computed with Pillow 12 for every filter, up and down, and the metrics on pictures
/// whose values follow from their formulas.
[[nodiscard]] std::vector<base::Check> conformanceChecks();

} // namespace maquette::imaging
