// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edit/Family.h"

namespace maquette::edit {

/// Outlines in ink over the picture: x (1 - w) + w * color with w the clamped Sobel magnitude times a strength. Kind
/// "outline".
[[nodiscard]] Family outlineFamily();

} // namespace maquette::edit
