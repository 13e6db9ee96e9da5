// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>

namespace maquette::widgets {

/// Whether something that `wanted` accepts lies in `folder`: at most `levels` deep and among the first `most` entries,
/// those near the top first, so that the answer comes at once however large the folder is. Hidden entries and links to
/// folders are passed by; what cannot be read counts as empty. Folders are offered to `wanted`, too.
[[nodiscard]] bool folderHolds(const std::filesystem::path& folder,
                               const std::function<bool(const std::filesystem::directory_entry&)>& wanted,
                               int levels = 4, int most = 1000);

} // namespace maquette::widgets
