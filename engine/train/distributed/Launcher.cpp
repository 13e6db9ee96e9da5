// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/distributed/Launcher.h"

#include "base/TemporaryFolder.h"
#include "train/distributed/Torchrun.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <optional>
#include <thread>

#include <fcntl.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace maquette::train::distributed {

using base::Error;
using base::ErrorCode;
using base::Job;
using base::Result;

namespace {

/// How long the others may take to end when one has failed.
constexpr auto patience = std::chrono::seconds(10);

/// This process's variables with those of `place` in front of older ones of the same name.
std::vector<std::string> environmentFor(const Torchrun& place)
{
    std::vector<std::string> all = place.environment();
    const std::size_t own = all.size();
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string text = *entry;
        const std::string name = text.substr(0, text.find('=') + 1);
        const bool replaced = std::any_of(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(own),
                                          [&](const std::string& each) { return each.rfind(name, 0) == 0; });
        if (!replaced && name.rfind("TORCHELASTIC_", 0) != 0)
            all.push_back(text);
    }
    return all;
}

std::vector<char*> pointers(std::vector<std::string>& texts)
{
    std::vector<char*> list;
    for (std::string& text : texts)
        list.push_back(text.data());
    list.push_back(nullptr);
    return list;
}

Result<pid_t> start(const Torchrun& place, const std::filesystem::path& program, std::vector<std::string> arguments)
{
    arguments.insert(arguments.begin(), program.string());
    std::vector<std::string> variables = environmentFor(place);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    if (place.rank > 0) {
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    }
    // In a group of its own: a key that stops this process reaches the others once only, through it.
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
    posix_spawnattr_setpgroup(&attributes, 0);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes, &none);
    pid_t process = 0;
    const int failed = posix_spawn(&process, program.c_str(), &actions, &attributes, pointers(arguments).data(),
                                   pointers(variables).data());
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    if (failed != 0)
        return Error{ErrorCode::Device,
                     {QT_TRANSLATE_NOOP("Engine", "Process %1 of the training could not be started."),
                      {std::to_string(place.rank)}},
                     std::strerror(failed)};
    return process;
}

struct Child {
    pid_t process = 0;
    std::optional<int> code;
};

void tell(const std::vector<Child>& children, int signal)
{
    for (const Child& child : children)
        if (!child.code)
            kill(child.process, signal);
}

/// Asks whether the process has ended, without waiting for it.
void look(Child& child)
{
    int status = 0;
    if (child.code || waitpid(child.process, &status, WNOHANG) != child.process)
        return;
    child.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int waitForAll(std::vector<Child>& children, const Job& job)
{
    int code = 0;
    bool told = false;
    using Clock = std::chrono::steady_clock;
    auto deadline = Clock::time_point::max();
    for (;;) {
        bool running = false;
        for (Child& child : children) {
            look(child);
            running = running || !child.code;
            if (child.code && *child.code != 0 && code == 0) {
                code = *child.code;
                if (code != static_cast<int>(ErrorCode::Stopped)) {
                    // Those who wait for it may find that out by themselves, and say so.
                    deadline = Clock::now() + patience;
                    tell(children, SIGTERM);
                }
            }
        }
        if (!running)
            return told && code != 0 ? static_cast<int>(ErrorCode::Stopped) : code;
        if (job.stopped() && !told) {
            told = true;
            tell(children, SIGTERM);
        }
        if (Clock::now() > deadline) {
            tell(children, SIGKILL);
            deadline = Clock::time_point::max();
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
}

} // namespace

Result<int> launch(int processes, const std::filesystem::path& program, const std::vector<std::string>& arguments,
                   const Job& job)
{
    Torchrun place;
    place.ranks = place.localRanks = processes;
    const base::TemporaryFolder folder;
    if (folder.path().empty())
        return Error{ErrorCode::WriteFailed,
                     {QT_TRANSLATE_NOOP("Engine", "The folder %1 cannot be made."), {"maquette-ranks"}},
                     std::strerror(errno)};
    place.storeFile = (folder.path() / "store").string();
    std::vector<Child> children;
    for (int rank = 0; rank < processes; ++rank) {
        place.rank = rank;
        const auto process = start(place, program, arguments);
        if (!process.ok()) {
            tell(children, SIGKILL);
            (void)waitForAll(children, job);
            return process.error();
        }
        children.push_back({process.value(), {}});
    }
    return waitForAll(children, job);
}

void endWithLauncher()
{
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() == 1)
        raise(SIGTERM); // it was gone before
}

} // namespace maquette::train::distributed
