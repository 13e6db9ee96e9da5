// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tensorio/Tensor.h"

#include <optional>
#include <string_view>

namespace maquette::tensorio {

// The closed list of names that a pickle of PyTorch may speak of; its extent follows
// torch/_weights_only_unpickler.py, which executes what is here only noted.

/// `torch.<name>` as a type of numbers.
[[nodiscard]] std::optional<DType> torchType(std::string_view name);
/// What the storage class `module.name` holds; nothing where it is none, or an untyped one.
[[nodiscard]] std::optional<DType> storageType(std::string_view module, std::string_view name);
/// Storages of plain bytes.
[[nodiscard]] bool isUntypedStorage(std::string_view module, std::string_view name);
/// True for all above and for the containers and constructors that PickleCalls knows.
[[nodiscard]] bool isKnownName(std::string_view module, std::string_view name);

} // namespace maquette::tensorio
