// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Paths.h"

#include <cstdlib>

namespace maquette::base {

std::filesystem::path resourceFolder()
{
    if (const char* folder = std::getenv("MAQUETTE_RESOURCES"); folder && *folder)
        return folder;
    std::error_code error;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
    if (!error) {
        auto installed = program.parent_path().parent_path() / "share" / "maquette";
        if (std::filesystem::is_directory(installed, error))
            return installed;
    }
    return MAQUETTE_SOURCE_RESOURCES;
}

} // namespace maquette::base
