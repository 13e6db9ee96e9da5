// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edit/Family.h"

namespace maquette::edit {

/// Marks: a logo, a caption or a watermark at a fixed place, kept as a small patch of colors with opacity. Kind "mark".
[[nodiscard]] Family markFamily();

} // namespace maquette::edit
