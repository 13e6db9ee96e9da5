// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/RunsCommands.h"

#include "runs/RunStore.h"
#include "runs/analysis/Words.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <filesystem>

namespace maquette::app {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

/// Characters as a terminal counts them, nearly: those of UTF-8 that begin one.
std::size_t widthOf(const std::string& text)
{
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

Error noRuns(const RunsRequest& request, const runs::Snapshot& snapshot)
{
    if (!snapshot.troubles.empty())
        return snapshot.troubles.front().error;
    std::string roots;
    for (const auto& root : request.roots)
        roots += (roots.empty() ? "" : ", ") + root;
    return {ErrorCode::BadInput, {QT_TRANSLATE_NOOP("Engine", "There are no files of runs in %1."), {roots}}, {}};
}

} // namespace

int LoadedRuns::exitCode() const { return troubles.empty() ? 0 : static_cast<int>(ErrorCode::BadInput); }

void addRunsOptions(CLI::App& verb, RunsRequest& request)
{
    verb.add_option("root", request.roots, "Folders of logs, single files, or patterns with * ? [ ] { }")->required();
    verb.add_option("--filter", request.filter,
                    "Only runs for which this holds, such as: status = finished and lr < 0.001 and min(eval/loss) < 2");
    verb.add_option("--run", request.names, "Only runs whose name fits this pattern with * and ?; may be repeated");
}

void addAlarmsOption(CLI::App& verb, std::string& file)
{
    verb.add_option("--alarms", file, "A JSON file that turns alarms off or sets their limits");
}

Result<runs::AlarmSettings> alarmSettings(const std::string& file)
{
    runs::AlarmSettings settings;
    if (file.empty())
        return settings;
    if (auto read = settings.readFrom(file); !read.ok())
        return read.error();
    return settings;
}

Result<LoadedRuns> loadRuns(const RunsRequest& request, const CommandContext& context, const base::Job& job)
{
    // Before anything is read, as reading may take long.
    if (auto filter = runs::filteredRuns({}, request.filter); !filter.ok())
        return filter.error();
    runs::StoreOptions options;
    options.roots = request.roots;
    options.watch = false;
    runs::RunStore store(options);
    if (auto loaded = store.load(job); !loaded.ok())
        return loaded.error();
    const auto snapshot = store.snapshot();
    if (snapshot->runs.empty())
        return noRuns(request, *snapshot);
    for (const auto& trouble : snapshot->troubles)
        context.console.note("maquette: " + trouble.error.english());
    LoadedRuns result;
    result.troubles = snapshot->troubles;
    for (const auto& run : snapshot->runs)
        if (request.names.empty()
            || std::any_of(request.names.begin(), request.names.end(),
                           [&](const std::string& pattern) { return runs::matchesPattern(pattern, run->name); }))
            result.runs.push_back(run);
    if (result.runs.empty())
        return Error{ErrorCode::BadInput,
                     {QT_TRANSLATE_NOOP("Engine", "None of the %1 runs has a name that fits."),
                      {std::to_string(snapshot->runs.size())}},
                     {}};
    auto kept = runs::filteredRuns(result.runs, request.filter);
    if (!kept.ok())
        return kept.error();
    result.runs = std::move(kept).value();
    return result;
}

std::string textTable(const std::vector<std::vector<std::string>>& rows, const std::vector<bool>& right)
{
    std::vector<std::size_t> widths(right.size());
    for (const auto& row : rows)
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], widthOf(row[i]));
    std::string text;
    for (const auto& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string space(widths[i] - widthOf(row[i]), ' ');
            line += (i > 0 ? "  " : "") + (right[i] ? space + row[i] : row[i] + space);
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += (text.empty() ? "" : "\n") + line;
    }
    return printable(text);
}

std::string timeText(double secondsSince1970)
{
    if (!(std::abs(secondsSince1970) < 1e12))
        return {};
    const auto seconds = static_cast<std::time_t>(secondsSince1970);
    std::tm parts = {};
    char text[64];
    if (!::localtime_r(&seconds, &parts) || std::strftime(text, sizeof text, "%Y-%m-%d %H:%M", &parts) == 0)
        return {};
    return text;
}

std::string spanText(double seconds)
{
    if (!(seconds >= 0) || seconds > 1e12)
        return {};
    const auto whole = static_cast<std::int64_t>(seconds + 0.5);
    const auto two = [](std::int64_t large, const char* unit, std::int64_t small, const char* part) {
        return std::to_string(large) + unit + std::to_string(small) + part;
    };
    if (whole < 60)
        return std::to_string(whole) + " s";
    if (whole < 3600)
        return two(whole / 60, " min ", whole % 60, " s");
    if (whole < 86400)
        return two(whole / 3600, " h ", whole % 3600 / 60, " min");
    return two(whole / 86400, " d ", whole % 86400 / 3600, " h");
}

std::string shownName(const std::string& name, const std::string& folder)
{
    const std::string own = std::filesystem::path(folder).filename().string();
    return name == "." && !own.empty() ? own : name;
}

std::string valueText(double value)
{
    if (std::isnan(value))
        return {};
    char text[32];
    std::snprintf(text, sizeof text, "%.5g", value);
    return text;
}

void addRunsCommand(CLI::App& program, CommandContext& context)
{
    CLI::App* runs = program.add_subcommand("runs", "Look at log folders of training runs, and train");
    runs->require_subcommand(1);
    addRunsListVerbs(*runs, context);
    addRunsExportVerb(*runs, context);
    addRunsReportVerb(*runs, context);
    addRunsTrainVerb(*runs, context);
}

} // namespace maquette::app
