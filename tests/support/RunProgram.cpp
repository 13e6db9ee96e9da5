// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/RunProgram.h"

#include "support/TemporaryFolder.h"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace maquette::tests {

namespace {

std::string content(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

[[noreturn]] void child(const std::string& program, const std::vector<std::string>& arguments,
                        const ProgramOptions& options, const std::string& out, const std::string& error)
{
    ::dup2(::open("/dev/null", O_RDONLY), 0);
    ::dup2(::open(out.c_str(), O_WRONLY | O_CREAT, 0600), 1);
    ::dup2(::open(error.c_str(), O_WRONLY | O_CREAT, 0600), 2);
    for (const auto& variable : options.environment)
        ::putenv(const_cast<char*>(variable.c_str()));
    if (options.bound)
        for (const unsigned long capability : {CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, CAP_FOWNER})
            ::prctl(PR_CAPBSET_DROP, capability, 0, 0, 0);
    if (options.fileLimit > 0) {
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{options.fileLimit, options.fileLimit};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    std::vector<char*> words{const_cast<char*>(program.c_str())};
    for (const auto& argument : arguments)
        words.push_back(const_cast<char*>(argument.c_str()));
    words.push_back(nullptr);
    ::execv(program.c_str(), words.data());
    ::_exit(127);
}

} // namespace

ProgramResult runProgram(const std::string& program, const std::vector<std::string>& arguments,
                         const ProgramOptions& options)
{
    const TemporaryFolder folder;
    const std::string out = folder / "out";
    const std::string error = folder / "error";
    const auto start = std::chrono::steady_clock::now();
    const pid_t pid = ::fork();
    if (pid == 0)
        child(program, arguments, options, options.out.empty() ? out : options.out, error);
    std::jthread interrupter;
    if (options.interruptAfter > 0)
        interrupter = std::jthread([&, pid] {
            std::this_thread::sleep_for(std::chrono::duration<double>(options.interruptAfter));
            ::kill(pid, SIGINT);
        });
    int status = 0;
    ::waitpid(pid, &status, 0);
    ProgramResult result;
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    result.exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    result.out = content(out);
    result.error = content(error);
    return result;
}

} // namespace maquette::tests
