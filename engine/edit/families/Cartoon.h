// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edit/Family.h"

namespace maquette::edit {

/// A comic look: blurred, cut to few levels per channel, edges darkened. Kind "cartoon".
[[nodiscard]] Family cartoonFamily();

} // namespace maquette::edit
