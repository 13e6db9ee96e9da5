// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Check.h"

#include <vector>

namespace maquette::nn {

/// The blocks of this folder against published values: the time embedding, and the transformers and residual blocks
/// inside reduced networks whose weights come from fillDeterministic().
[[nodiscard]] std::vector<base::Check> conformanceChecks();

} // namespace maquette::nn
