// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edit/Family.h"

namespace maquette::edit {

/// The sketch by color dodge: luma over blurred luma, clamped. Kind "dodge".
[[nodiscard]] Family dodgeFamily();

} // namespace maquette::edit
