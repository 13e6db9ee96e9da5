// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/RunWriters.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <optional>
#include <sstream>
#include <tuple>

namespace maquette::widgets {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t mostCommand = 4096; // bytes of it

std::optional<int> pidOf(const std::string& name)
{
    int pid = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), pid);
    return error == std::errc() && end == name.data() + name.size() && pid > 0 ? std::optional(pid) : std::nullopt;
}

/// Whether /proc/PID/fdinfo/N says so: its flags are octal, and their last two bits are the way of access.
bool isWritten(const fs::path& info)
{
    std::ifstream file(info);
    std::string word;
    while (file >> word)
        if (word == "flags:")
            return (file >> word) && !word.empty() && (word.back() - '0') % 4 != 0;
    return false;
}

std::string commandOf(const fs::path& process)
{
    std::ifstream file(process / "cmdline", std::ios::binary);
    std::string line(mostCommand, '\0');
    file.read(line.data(), static_cast<std::streamsize>(line.size()));
    line.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, file.gcount())));
    while (!line.empty() && line.back() == '\0')
        line.pop_back();
    if (line.empty()) {
        std::ifstream name(process / "comm");
        std::getline(name, line);
        return line;
    }
    std::string command;
    std::istringstream parts(line);
    for (std::string part; std::getline(parts, part, '\0');) {
        if (!command.empty())
            command += ' ';
        command += part.starts_with('/') ? fs::path(part).filename().string() : part;
    }
    return command;
}

bool isWithin(const fs::path& file, const fs::path& folder)
{
    const std::string& inner = file.native();
    const std::string& outer = folder.native();
    return inner.size() > outer.size() && inner.starts_with(outer)
        && (inner[outer.size()] == '/' || outer.ends_with('/'));
}

} // namespace

std::vector<RunWriterProcess> processesWriting(const std::vector<fs::path>& folders, const fs::path& proc,
                                               const base::Job& job)
{
    std::vector<fs::path> places;
    std::error_code error;
    for (const fs::path& folder : folders)
        places.push_back(fs::weakly_canonical(folder, error));
    std::vector<RunWriterProcess> found;
    for (fs::directory_iterator process(proc, error), end; !error && process != end; process.increment(error)) {
        if (job.stopped())
            break;
        const auto pid = pidOf(process->path().filename().string());
        if (!pid)
            continue;
        // The innermost folder, as one run may lie in another's.
        std::optional<std::size_t> best;
        std::error_code gone;
        for (fs::directory_iterator open(process->path() / "fd", gone), last; !gone && open != last;
             open.increment(gone)) {
            std::error_code unknown;
            const fs::path file = fs::read_symlink(open->path(), unknown);
            for (std::size_t i = 0; !unknown && i < places.size(); ++i)
                if (isWithin(file, places[i]) && (!best || places[i].native().size() > places[*best].native().size())
                    && isWritten(process->path() / "fdinfo" / open->path().filename()))
                    best = i;
        }
        if (best)
            found.push_back({*pid, commandOf(process->path()), *best});
    }
    std::sort(found.begin(), found.end(), [](const RunWriterProcess& a, const RunWriterProcess& b) {
        return std::tie(a.folder, a.pid) < std::tie(b.folder, b.pid);
    });
    return found;
}

} // namespace maquette::widgets
