// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace maquette::base {

/// The folder with models, demos, photographs and the manual: $MAQUETTE_RESOURCES, or `../share/maquette` beside the
/// program's folder, or the source tree that the program was built from.
[[nodiscard]] std::filesystem::path resourceFolder();

} // namespace maquette::base
