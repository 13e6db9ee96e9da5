// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/FolderWatch.h"

#include <array>
#include <cerrno>
#include <cstdint>
#include <poll.h>
#include <set>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

namespace maquette::runs {

namespace {

/// A small share of what one user may have.
constexpr std::size_t mostWatches = 4096;
constexpr std::uint32_t nameEvents
    = IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF;

} // namespace

FolderWatch::FolderWatch(bool watch)
    : m_notify(watch ? ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC) : -1)
    , m_wake(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC))
{
}

FolderWatch::~FolderWatch()
{
    for (const int descriptor : {m_notify, m_wake})
        if (descriptor >= 0)
            ::close(descriptor);
}

void FolderWatch::setFolders(const std::vector<std::filesystem::path>& folders)
{
    if (m_notify < 0)
        return;
    const std::set<std::filesystem::path> wanted(folders.begin(), folders.end());
    std::erase_if(m_watches, [&](const auto& watch) {
        if (wanted.contains(watch.first))
            return false;
        ::inotify_rm_watch(m_notify, watch.second);
        return true;
    });
    for (const auto& folder : wanted) {
        if (m_watches.size() >= mostWatches)
            return;
        // Asked again too: a folder of the same name may have taken the place of the one that was watched.
        const int watch = ::inotify_add_watch(m_notify, folder.c_str(), IN_MODIFY | nameEvents | IN_ONLYDIR);
        if (watch >= 0)
            m_watches[folder] = watch;
        else if (errno == ENOSPC)
            return;
    }
}

FolderWatch::News FolderWatch::wait(std::chrono::milliseconds most)
{
    std::array<pollfd, 2> sources{pollfd{m_wake, POLLIN, 0}, pollfd{m_notify, POLLIN, 0}};
    News news;
    if (::poll(sources.data(), m_notify >= 0 ? 2 : 1, static_cast<int>(most.count())) <= 0)
        return news;
    std::uint64_t count = 0;
    news.woken = ::read(m_wake, &count, sizeof count) > 0;
    if (m_notify < 0)
        return news;
    alignas(inotify_event) std::array<char, 16384> bytes;
    for (ssize_t got = 0; (got = ::read(m_notify, bytes.data(), bytes.size())) > 0;) {
        for (ssize_t at = 0; at < got;) {
            const auto* event = reinterpret_cast<const inotify_event*>(bytes.data() + at);
            news.names = news.names || (event->mask & (nameEvents | IN_Q_OVERFLOW));
            news.files = true;
            at += static_cast<ssize_t>(sizeof(inotify_event) + event->len);
        }
    }
    return news;
}

void FolderWatch::wake()
{
    const std::uint64_t one = 1;
    (void)!::write(m_wake, &one, sizeof one);
}

} // namespace maquette::runs
