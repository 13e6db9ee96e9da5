// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edit/Family.h"

namespace maquette::edit {

/// Drawings of edges: ground + strength * Sobel magnitude per channel, so edges bright on dark, a pencil sketch (dark
/// on white) and colored ones; the luma may be blurred first. Kind "edges".
[[nodiscard]] Family edgesFamily();

} // namespace maquette::edit
