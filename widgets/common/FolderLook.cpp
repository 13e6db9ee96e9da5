// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/FolderLook.h"

#include <utility>
#include <vector>

namespace maquette::widgets {

namespace fs = std::filesystem;

bool folderHolds(const fs::path& folder, const std::function<bool(const fs::directory_entry&)>& wanted, int levels,
                 int most)
{
    std::vector<fs::path> level{folder}, next;
    for (int depth = 0; depth < levels && !level.empty(); ++depth, level = std::exchange(next, {}))
        for (const fs::path& place : level) {
            std::error_code error;
            for (fs::directory_iterator entry(place, error), end; !error && entry != end; entry.increment(error)) {
                if (most-- <= 0)
                    return false;
                if (entry->path().filename().native().starts_with('.'))
                    continue;
                if (wanted(*entry))
                    return true;
                std::error_code unknown;
                if (entry->is_directory(unknown) && !entry->is_symlink(unknown))
                    next.push_back(entry->path());
            }
        }
    return false;
}

} // namespace maquette::widgets
