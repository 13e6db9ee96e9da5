// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <vector>

namespace maquette::runs {

/// Sleeps until something happens in some folders, where the system tells of it (inotify; not on network mounts), or
/// until somebody calls wake(). Only wake() may be called from other threads.
class FolderWatch {
public:
    struct News {
        bool files = false; ///< a file was written to
        bool names = false; ///< a file or folder came, went or was renamed
        bool woken = false;
    };

    explicit FolderWatch(bool watch);
    ~FolderWatch();
    FolderWatch(const FolderWatch&) = delete;
    FolderWatch& operator=(const FolderWatch&) = delete;

    /// Watches these and no others; silently fewer where the system's number of watches is used up.
    void setFolders(const std::vector<std::filesystem::path>& folders);
    [[nodiscard]] News wait(std::chrono::milliseconds most);
    void wake();

private:
    int m_notify = -1;
    int m_wake = -1;
    std::map<std::filesystem::path, int> m_watches;
};

} // namespace maquette::runs
