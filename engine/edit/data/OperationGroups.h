// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edit/data/Operation.h"

namespace maquette::edit::data {

// One table a file; Operations.cpp puts them together.
[[nodiscard]] std::span<const Operation> toneOperations();
[[nodiscard]] std::span<const Operation> quantizeOperations();
[[nodiscard]] std::span<const Operation> selectOperations();
[[nodiscard]] std::span<const Operation> objectOperations();
[[nodiscard]] std::span<const Operation> filterOperations();
[[nodiscard]] std::span<const Operation> restoreOperations();
[[nodiscard]] std::span<const Operation> geometryOperations();
[[nodiscard]] std::span<const Operation> edgeOperations();
[[nodiscard]] std::span<const Operation> styleOperations();
[[nodiscard]] std::span<const Operation> extraOperations();

} // namespace maquette::edit::data
