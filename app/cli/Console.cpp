// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/Console.h"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <thread>
#include <unistd.h>

namespace maquette::app {

std::string printable(const std::string& text)
{
    std::string out;
    for (const char c : text)
        if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t')
            out += '?';
        else
            out += c;
    return out;
}

void Console::result(const std::string& text) const { std::printf("%s\n", text.c_str()); }

void Console::result(const base::Json& object) const { std::printf("%s\n", base::dumpJson(object).c_str()); }

void Console::note(const std::string& text) const
{
    if (!quiet)
        std::fprintf(stderr, "%s\n", printable(text).c_str());
}

int Console::fail(const base::Error& error) const
{
    std::fprintf(stderr, "maquette: %s\n", printable(error.english()).c_str());
    if (json) {
        base::Json object = base::Json::object();
        object["error"]
            = {{"code", static_cast<int>(error.code)}, {"message", error.message.english()}, {"detail", error.detail}};
        result(object);
    }
    return static_cast<int>(error.code);
}

int Console::finish(int code) const
{
    std::cout.flush();
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0 && std::cout.good())
        return code;
    if (code != 0) // the first trouble is the one to report
        return code;
    std::fprintf(stderr, "maquette: %s\n",
                 base::Message(QT_TRANSLATE_NOOP("Engine", "%1 was not written."), {"stdout"}).english().c_str());
    return static_cast<int>(base::ErrorCode::WriteFailed);
}

base::Job::Listener Console::progress() const
{
    if (quiet)
        return {};
    const bool terminal = ::isatty(STDERR_FILENO) == 1;
    auto last = std::make_shared<int>(-1);
    return [terminal, last](const base::Progress& progress) {
        const int shown = static_cast<int>(progress.fraction * (terminal ? 1000 : 10));
        if (shown == *last)
            return;
        *last = shown;
        const std::string left
            = progress.secondsLeft ? ", " + base::number(*progress.secondsLeft, 0) + " s left" : std::string();
        std::fprintf(stderr, "%s%3.0f %%%s %s%s", terminal ? "\r\033[K" : "", progress.fraction * 100, left.c_str(),
                     progress.step.english().c_str(), terminal && progress.fraction < 1 ? "" : "\n");
        std::fflush(stderr);
    };
}

SignalStop::SignalStop()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    // The thread lives as long as the program and holds its own share of the stop state.
    std::thread([signals, source = m_source]() mutable {
        int signal = 0;
        sigwait(&signals, &signal);
        source.request_stop();
        sigwait(&signals, &signal);
        std::_Exit(130);
    }).detach();
}

} // namespace maquette::app
