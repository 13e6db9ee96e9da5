// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Check.h"

#include <vector>

namespace maquette::models::diffusion {

/// Reduced U-Net, encoder and decoder with the weights of nn::fillDeterministic() against values that the original
/// code gives with the same weights.
[[nodiscard]] std::vector<base::Check> conformanceChecks();

} // namespace maquette::models::diffusion
