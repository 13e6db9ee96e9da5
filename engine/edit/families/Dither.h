// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edit/Family.h"

namespace maquette::edit {

/// Two levels by a matrix of thresholds of 2, 4 or 8 pixels that repeats over the picture, of luma or per channel. Kind
/// "dither".
[[nodiscard]] Family ditherFamily();

} // namespace maquette::edit
