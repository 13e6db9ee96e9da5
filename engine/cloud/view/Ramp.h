// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cloud/ClassTable.h"

#include <array>

namespace maquette::cloud {

/// The places 0 … 254 of a ramp from dark violet over blue and green to bright yellow, and gray in the last. Lightness
/// in OKLab (Ottosson 2020) rises evenly, so that it also reads without color.
[[nodiscard]] const std::array<Rgb, 256>& rampPalette();

} // namespace maquette::cloud
