// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Check.h"

#include <vector>

namespace maquette::train::fp8 {

/// The tables of the facts on FP8-LM: codes of chosen numbers (2.2), scales (3.2), bytes of states (1), additions of
/// the patched collective library (6.4), and the distance of four steps of each optimizer from Adam and AdamW in
/// float32 (7.3).
[[nodiscard]] std::vector<base::Check> conformanceChecks();

} // namespace maquette::train::fp8
