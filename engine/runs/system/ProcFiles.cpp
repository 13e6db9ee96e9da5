// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/system/ProcFiles.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <system_error>
#include <unistd.h>

namespace maquette::runs {

namespace fs = std::filesystem;

namespace {

/// Files of /proc have no size; more than this is none of the lines that are looked for.
constexpr std::size_t longest = 1 << 20;

std::string textOf(const fs::path& file)
{
    std::string text;
    std::ifstream stream(file, std::ios::binary);
    char part[8192];
    while (text.size() < longest && (stream.read(part, sizeof part), stream.gcount() > 0))
        text.append(part, static_cast<std::size_t>(stream.gcount()));
    return text;
}

std::vector<std::string_view> wordsOf(std::string_view line)
{
    std::vector<std::string_view> words;
    for (std::size_t at = 0; (at = line.find_first_not_of(" \t", at)) != std::string_view::npos;) {
        const std::size_t end = std::min(line.find_first_of(" \t", at), line.size());
        words.push_back(line.substr(at, end - at));
        at = end;
    }
    return words;
}

template <class Visit> void eachLine(const std::string& text, const Visit& visit)
{
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        visit(std::string_view(text).substr(at, end - at));
        at = end + 1;
    }
}

template <class Number> std::optional<Number> numberOf(std::string_view word)
{
    Number number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (error != std::errc() || end != word.data() + word.size())
        return std::nullopt;
    return number;
}

std::uint64_t counter(const std::vector<std::string_view>& words, std::size_t index)
{
    return index < words.size() ? numberOf<std::uint64_t>(words[index]).value_or(0) : 0;
}

/// NaN where a counter went back: it was reset, or belongs to another device.
double rate(std::uint64_t before, std::uint64_t now, double elapsed)
{
    return elapsed > 0 && now >= before ? static_cast<double>(now - before) / elapsed : notTold;
}

/// A part of a device that is listed itself ("sda1", "nvme0n1p2"), or one that lies on others.
bool countsTwice(std::string_view name, const std::set<std::string, std::less<>>& names)
{
    for (const std::string_view virtualDevice : {"loop", "ram", "zram", "dm-", "md", "sr"})
        if (name.starts_with(virtualDevice))
            return true;
    std::string_view whole = name;
    while (!whole.empty() && whole.back() >= '0' && whole.back() <= '9')
        whole.remove_suffix(1);
    if (whole.size() == name.size())
        return false;
    return names.contains(whole) || (whole.ends_with('p') && names.contains(whole.substr(0, whole.size() - 1)));
}

} // namespace

void ProcFiles::sample(int pid, double seconds, SystemSample& into)
{
    const double elapsed = seconds - m_seconds; // NaN the first time, and so are the rates then
    m_seconds = seconds;
    sampleCpu(into);
    sampleMemory(into);
    sampleTraffic(elapsed, into);
    sampleProcesses(pid, elapsed, into);
}

void ProcFiles::sampleCpu(SystemSample& into)
{
    std::vector<Ticks> now;
    eachLine(textOf(m_root / "stat"), [&](std::string_view line) {
        if (!line.starts_with("cpu"))
            return;
        const auto words = wordsOf(line);
        if (words.size() < 5)
            return;
        // user nice system idle iowait irq softirq steal; what follows is counted in the first two already.
        Ticks ticks;
        for (std::size_t i = 1; i < std::min<std::size_t>(words.size(), 9); ++i) {
            ticks.all += counter(words, i);
            if (i != 4 && i != 5)
                ticks.busy += counter(words, i);
        }
        now.push_back(ticks);
    });
    const auto share = [](const Ticks& before, const Ticks& after) {
        if (after.all <= before.all || after.busy < before.busy)
            return notTold;
        return std::min(1.0,
                        static_cast<double>(after.busy - before.busy) / static_cast<double>(after.all - before.all));
    };
    if (now.size() > 1)
        into.cores.assign(now.size() - 1, std::numeric_limits<float>::quiet_NaN());
    if (!now.empty() && m_ticks.size() == now.size()) { // a processor that came or went renumbers the rest
        into.cpu = share(m_ticks[0], now[0]);
        for (std::size_t i = 1; i < now.size(); ++i)
            into.cores[i - 1] = static_cast<float>(share(m_ticks[i], now[i]));
    }
    m_ticks = std::move(now);

    std::istringstream load(textOf(m_root / "loadavg"));
    load.imbue(std::locale::classic());
    double values[3];
    if (load >> values[0] >> values[1] >> values[2]) {
        into.load1 = values[0];
        into.load5 = values[1];
        into.load15 = values[2];
    }
}

void ProcFiles::sampleMemory(SystemSample& into) const
{
    std::int64_t free = -1, available = -1, swapFree = -1;
    eachLine(textOf(m_root / "meminfo"), [&](std::string_view line) {
        const auto words = wordsOf(line);
        if (words.size() < 2)
            return;
        const std::pair<std::string_view, std::int64_t*> wanted[] = {{"MemTotal:", &into.memoryTotal},
                                                                     {"MemFree:", &free},
                                                                     {"MemAvailable:", &available},
                                                                     {"SwapTotal:", &into.swapTotal},
                                                                     {"SwapFree:", &swapFree}};
        for (const auto& [name, place] : wanted)
            if (words[0] == name)
                if (const auto kibibytes = numberOf<std::int64_t>(words[1]);
                    kibibytes && *kibibytes >= 0 && *kibibytes <= std::numeric_limits<std::int64_t>::max() / 1024)
                    *place = *kibibytes * 1024;
    });
    into.memoryAvailable = available >= 0 ? available : free; // Linux before 3.14 does not estimate it
    if (into.memoryTotal >= 0 && into.memoryAvailable >= 0)
        into.memoryUsed = std::max<std::int64_t>(0, into.memoryTotal - into.memoryAvailable);
    if (into.swapTotal >= 0 && swapFree >= 0)
        into.swapUsed = std::max<std::int64_t>(0, into.swapTotal - swapFree);
}

std::optional<ProcFiles::Traffic> ProcFiles::disks() const
{
    const std::string text = textOf(m_root / "diskstats");
    std::set<std::string, std::less<>> names;
    eachLine(text, [&](std::string_view line) {
        if (const auto words = wordsOf(line); words.size() > 2)
            names.emplace(words[2]);
    });
    if (names.empty())
        return std::nullopt;
    constexpr std::uint64_t sector = 512; // bytes, whatever the device has
    Traffic sum;
    eachLine(text, [&](std::string_view line) {
        const auto words = wordsOf(line);
        if (words.size() < 10 || countsTwice(words[2], names))
            return;
        sum.in += counter(words, 5) * sector;
        sum.out += counter(words, 9) * sector;
    });
    return sum;
}

std::optional<ProcFiles::Traffic> ProcFiles::networks() const
{
    std::optional<Traffic> sum;
    eachLine(textOf(m_root / "net" / "dev"), [&](std::string_view line) {
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos)
            return;
        if (!sum)
            sum.emplace();
        const auto name = wordsOf(line.substr(0, colon));
        const auto words = wordsOf(line.substr(colon + 1));
        if (name.size() != 1 || name[0] == "lo" || words.size() < 9)
            return;
        sum->in += counter(words, 0);
        sum->out += counter(words, 8);
    });
    return sum;
}

void ProcFiles::sampleTraffic(double elapsed, SystemSample& into)
{
    const auto disk = disks();
    if (disk && m_disks) {
        into.diskRead = rate(m_disks->in, disk->in, elapsed);
        into.diskWritten = rate(m_disks->out, disk->out, elapsed);
    }
    m_disks = disk;
    const auto network = networks();
    if (network && m_networks) {
        into.received = rate(m_networks->in, network->in, elapsed);
        into.sent = rate(m_networks->out, network->out, elapsed);
    }
    m_networks = network;
}

std::map<int, ProcFiles::Process> ProcFiles::processes() const
{
    std::map<int, Process> found;
    std::error_code error;
    for (fs::directory_iterator at(m_root, error), end; !error && at != end; at.increment(error)) {
        const auto pid = numberOf<int>(at->path().filename().native());
        if (!pid || *pid <= 0)
            continue;
        const std::string text = textOf(at->path() / "stat");
        // The name stands in parentheses and may hold any character.
        const std::size_t name = text.rfind(')');
        if (name == std::string::npos)
            continue;
        std::string_view rest = std::string_view(text).substr(name + 1);
        rest = rest.substr(0, rest.find('\n'));
        const auto words = wordsOf(rest);
        if (words.size() < 22)
            continue;
        // Fields 3 (state) and on: 4 parent, 14 and 15 ticks in user and system mode, 22 start, 24 resident pages.
        Process process;
        process.parent = numberOf<int>(words[1]).value_or(0);
        process.ticks = counter(words, 11) + counter(words, 12);
        process.start = counter(words, 19);
        process.pages = static_cast<std::int64_t>(std::min<std::uint64_t>(counter(words, 21), std::uint64_t(1) << 44));
        found.emplace(*pid, process);
    }
    return found;
}

void ProcFiles::sampleProcesses(int pid, double elapsed, SystemSample& into)
{
    if (pid != m_pid) {
        m_processTicks.clear();
        m_pid = pid;
    }
    if (pid <= 0)
        return;
    const auto all = processes();
    if (!all.contains(pid)) {
        m_processTicks.clear();
        return;
    }
    std::multimap<int, int> children;
    for (const auto& [child, process] : all)
        children.emplace(process.parent, child);
    std::set<int> tree = {pid};
    for (std::vector<int> open = {pid}; !open.empty();) {
        const auto [first, last] = children.equal_range(open.back());
        open.pop_back();
        for (auto at = first; at != last; ++at)
            if (tree.insert(at->second).second)
                open.push_back(at->second);
    }
    const bool first = m_processTicks.empty();
    std::uint64_t ticks = 0;
    std::int64_t pages = 0;
    std::map<std::pair<int, std::uint64_t>, std::uint64_t> now;
    for (const int each : tree) {
        const Process& process = all.at(each);
        const auto key = std::pair(each, process.start);
        const auto before = m_processTicks.find(key);
        // One that began since then has spent all its ticks since then.
        const std::uint64_t already = before != m_processTicks.end() ? before->second : 0;
        ticks += process.ticks > already ? process.ticks - already : 0;
        pages += process.pages;
        now.emplace(key, process.ticks);
    }
    m_processTicks = std::move(now);
    static const auto tickRate = static_cast<double>(::sysconf(_SC_CLK_TCK));
    static const std::int64_t pageSize = ::sysconf(_SC_PAGESIZE);
    into.process.count = static_cast<int>(tree.size());
    into.process.memory = pages * pageSize;
    if (!first && elapsed > 0)
        into.process.cores = static_cast<double>(ticks) / tickRate / elapsed;
}

} // namespace maquette::runs
