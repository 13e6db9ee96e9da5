// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edit/Family.h"

namespace maquette::edit {

/// Changes of some colors only: a range of hues turned, grayed or recolored (or all but that range), a dark or bright
/// range tinted, the surroundings of one color moved to another. What lies outside the range stays exactly as it is
/// up to the soft border, which is what look-up tables get wrong on colors that the example lacks. Kind "selective".
[[nodiscard]] Family selectiveFamily();

} // namespace maquette::edit
