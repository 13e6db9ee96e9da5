// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edit/Family.h"

namespace maquette::edit {

/// Two colors by luma, hard or with a soft border. Kind "threshold".
[[nodiscard]] Family thresholdFamily();

} // namespace maquette::edit
