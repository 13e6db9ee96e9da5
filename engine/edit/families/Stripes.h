// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edit/Family.h"

namespace maquette::edit {

/// Stripes (upright, level, and along both diagonals) and grids of one color laid over a picture. Kind "stripes".
[[nodiscard]] Family stripesFamily();

} // namespace maquette::edit
