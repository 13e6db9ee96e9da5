// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/RunsCommands.h"

#include "base/File.h"
#include "runs/report/RunExport.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <filesystem>
#include <utility>

namespace maquette::app {

namespace {

using base::Error;
using base::ErrorCode;
using base::Json;

struct ExportRequest : RunsRequest {
    runs::ExportOptions options;
    std::string format;
    std::string output;
};

base::Result<void> toStdout(std::string_view text)
{
    if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size())
        return {};
    return Error{ErrorCode::WriteFailed, {QT_TRANSLATE_NOOP("Engine", "%1 was not written."), {"stdout"}}, {}};
}

std::string countText(const runs::ExportCount& count)
{
    return std::to_string(count.points) + " points in " + std::to_string(count.series) + " series of "
        + std::to_string(count.runs) + " runs";
}

int runExport(const ExportRequest& request, const CommandContext& context, const base::Job& job)
{
    const auto& console = context.console;
    const bool toFile = !request.output.empty();
    runs::ExportOptions options = request.options;
    const std::string ending = std::filesystem::path(request.output).extension().string();
    const bool json
        = request.format == "json" || (request.format.empty() && (ending == ".json" || (console.json && !toFile)));
    options.format = json ? runs::ExportOptions::Format::Json : runs::ExportOptions::Format::Csv;
    if (console.json && !toFile && !json)
        return console.fail(
            {ErrorCode::Usage, {QT_TRANSLATE_NOOP("Engine", "With --json and CSV, name a file with --output.")}, {}});
    // Whether it can be written is known before everything is read.
    std::unique_ptr<base::AtomicFile> file;
    if (toFile) {
        auto created = base::AtomicFile::create(request.output);
        if (!created.ok())
            return console.fail(created.error());
        file = std::move(created).value();
    }
    const auto loaded = loadRuns(request, context, job.part(0, 0.7));
    if (!loaded.ok())
        return console.fail(loaded.error());
    if (!runs::exportsAny(loaded.value().runs, options)) {
        std::string patterns;
        for (const auto& pattern : options.tags)
            patterns += (patterns.empty() ? "" : ", ") + pattern;
        return console.fail({ErrorCode::BadInput,
                             {QT_TRANSLATE_NOOP("Engine", "No scalar tag of these runs fits %1."), {patterns}},
                             {}});
    }
    const auto count = runs::exportPoints(
        loaded.value().runs, options, [&](std::string_view text) { return file ? file->write(text) : toStdout(text); },
        job.part(0.7, 1));
    if (!count.ok())
        return console.fail(count.error());
    if (!toFile) {
        console.note(countText(count.value()));
        return loaded.value().exitCode();
    }
    if (auto committed = file->commit(); !committed.ok())
        return console.fail(committed.error());
    if (console.json)
        console.result(Json{{"output", request.output},
                            {"format", json ? "json" : "csv"},
                            {"points", count.value().points},
                            {"series", count.value().series},
                            {"runs", count.value().runs}});
    else
        console.result(request.output + ": " + countText(count.value()));
    return loaded.value().exitCode();
}

} // namespace

void addRunsExportVerb(CLI::App& runs, CommandContext& context)
{
    auto request = std::make_shared<ExportRequest>();
    CLI::App* verb = runs.add_subcommand("export", "Write all points of scalar tags");
    addRunsOptions(*verb, *request);
    verb->add_option("--tags", request->options.tags, "Only tags that fit this pattern with * and ?; may be repeated")
        ->capture_default_str();
    verb->add_option("--format", request->format, "csv or json; default: by the ending of --output, else csv")
        ->check(CLI::IsMember({"csv", "json"}));
    verb->add_option("--output,-o", request->output, "Where to write; default: stdout");
    verb->add_flag("--left-branches", request->options.leftBranches,
                   "Also the points that a restart of the run wrote anew");
    addCommonOptions(*verb, context);
    verb->callback([request, &context] {
        context.action = [request, &context](const base::Job& job) { return runExport(*request, context, job); };
    });
}

} // namespace maquette::app
