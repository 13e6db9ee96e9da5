// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edit/Family.h"

namespace maquette::edit {

/// Few levels per channel, or of luma: x * levels cut down, x * (levels - 1) rounded, or steps of any height and place
/// (what is left of a curve with levels on top). Kind "posterize".
[[nodiscard]] Family posterizeFamily();

} // namespace maquette::edit
