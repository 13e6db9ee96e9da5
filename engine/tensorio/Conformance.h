// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Check.h"

#include <vector>

namespace maquette::tensorio {

/// A file of tensors as its specification lays it out, byte by byte, read back; a round trip through the writer; the
/// check value of CRC-32. BadInput cannot occur: a failure shows as a value that is not a number.
[[nodiscard]] std::vector<base::Check> conformanceChecks();

} // namespace maquette::tensorio
