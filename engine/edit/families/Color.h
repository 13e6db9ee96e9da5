// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edit/Family.h"

namespace maquette::edit {

/// Kind "color": the new color depends on the old color alone.
[[nodiscard]] Family colorFamily();

} // namespace maquette::edit
