// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edit/Family.h"

namespace maquette::edit {

/// Kind "position": gain and offset that depend on the place in the picture alone (vignettes, graduated filters,
/// uneven light). Such a step peels, so what else was done is explained beneath it.
[[nodiscard]] Family positionFamily();

} // namespace maquette::edit
