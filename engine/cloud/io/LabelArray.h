// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

namespace maquette::cloud {

/// The labels of an array that has nothing else: a .npy of whole numbers in the shape [N], [1, N] or [N, 1], as
/// segmentation codes write predictions. Nothing for other files, which may be clouds; BadInput for a damaged one.
/// Numbers that fit no label become -1.
[[nodiscard]] base::Result<std::optional<std::vector<std::int32_t>>> readLabelArray(const std::filesystem::path& file);

} // namespace maquette::cloud
