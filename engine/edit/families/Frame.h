// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edit/Family.h"

namespace maquette::edit {

/// Frames, letterbox bars and inner lines: a band of one color along one to four sides, each with its own width and
/// distance from the side, opaque or not, its inner corners square or round. Kind "border".
[[nodiscard]] Family frameFamily();

} // namespace maquette::edit
