// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernels/Fp8Operators.h"

#include <c10/core/ScalarType.h>

#include <optional>
#include <string_view>

namespace maquette::train::fp8 {

/// What the payload of a scaled tensor holds; the names are those that MS-AMP pickles (msamp/common/dtype/dtypes.py).
enum class QType { Float32 = 2, Float16 = 3, BFloat16 = 4, E4M3 = 5, E5M2 = 6 };

/// "kFloat8E4M3" …
[[nodiscard]] std::string_view name(QType type);
[[nodiscard]] std::optional<QType> qtypeFromName(std::string_view name);

/// Largest finite value: 448, 57344, 65504 …
[[nodiscard]] float largest(QType type);
/// Both FP8 formats are stored as uint8; only the meta says which it is.
[[nodiscard]] at::ScalarType storageType(QType type);
[[nodiscard]] inline bool isFp8(QType type) { return type == QType::E4M3 || type == QType::E5M2; }
/// Asserts isFp8().
[[nodiscard]] kernels::Fp8Format format(QType type);

} // namespace maquette::train::fp8
