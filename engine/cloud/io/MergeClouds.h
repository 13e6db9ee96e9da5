// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cloud/Cloud.h"

#include <vector>

namespace maquette::cloud::io {

/// One cloud of the points of all parts in their order, with one shift. Attributes of one name become one: f64 where
/// their types differ; points of parts that lack it have 0, or NaN where it is a float. Parts without colors are white
/// where others have some. The parts are used up; notes and dropped points add up.
[[nodiscard]] Cloud mergeClouds(std::vector<Cloud> parts);

} // namespace maquette::cloud::io
