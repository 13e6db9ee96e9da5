// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/RunsCommands.h"

#include "base/Threads.h"
#include "train/distributed/Launcher.h"
#include "train/gpt/GptTrainer.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <fstream>
#include <memory>
#include <sstream>

namespace maquette::app {

namespace {

using base::ErrorCode;
using base::Json;

struct TrainRequest {
    std::string folder;
    int processes = 1;
    base::ParameterValues parameters{train::gpt::trainParameters()};
};

std::string readable(const train::gpt::TrainReport& report)
{
    std::ostringstream text;
    text << report.steps << " steps on " << report.tokens << " tokens, " << report.parameters << " parameters, "
         << base::number(report.seconds, 1) << " s (" << base::number(report.tokensPerSecond, 0)
         << " tokens a second)\nLoss " << base::number(report.loss, 4) << " nats a token over the last 50 steps";
    if (report.validation > 0)
        text << ", " << base::number(report.validation, 4) << " on the held-out text";
    if (report.skipped > 0)
        text << "\n" << report.skipped << " steps were skipped, for gradients that were not finite";
    text << "\nModel: " << report.model.string();
    return text.str();
}

/// The words that this process was started with, but for --processes and its number.
std::vector<std::string> wordsWithoutProcesses()
{
    std::ifstream file("/proc/self/cmdline", std::ios::binary);
    std::vector<std::string> words;
    std::string word;
    for (std::getline(file, word, '\0'); std::getline(file, word, '\0');) {
        if (word == "--processes")
            std::getline(file, word, '\0');
        else if (word.rfind("--processes=", 0) != 0)
            words.push_back(word);
    }
    return words;
}

int runTrain(const TrainRequest& request, CommandContext& context, const base::Job& job)
{
    if (context.device != "auto" && context.device != "cpu")
        return context.console.fail(
            {ErrorCode::Device,
             {QT_TRANSLATE_NOOP("Engine", "Training does not run on %1; use --device cpu."), {context.device}},
             {}});
    const auto place = train::distributed::torchrunVariables();
    if (!place.ok())
        return context.console.fail(place.error());
    auto group = train::distributed::ProcessGroup::alone();
    if (place.value()) {
        if (!place.value()->storeFile.empty())
            train::distributed::endWithLauncher();
        // Processes of one machine share its processors.
        if (context.threads == 0)
            base::setThreads(std::max(1, base::threads() / place.value()->localRanks));
        auto joined = train::distributed::ProcessGroup::join(*place.value());
        if (!joined.ok())
            return context.console.fail(joined.error());
        group = joined.value();
    } else if (request.processes > 1) {
        const auto code = train::distributed::launch(request.processes, "/proc/self/exe", wordsWithoutProcesses(), job);
        if (!code.ok())
            return context.console.fail(code.error());
        // What a signal has ended is lost to the others.
        const bool ended = code.value() > 128 && code.value() != static_cast<int>(ErrorCode::Stopped);
        return ended ? static_cast<int>(ErrorCode::Device) : code.value();
    }
    // One result, and one line of progress, for all ranks.
    context.console.quiet = context.console.quiet || !group->first();
    context.console.json = context.console.json && group->first();
    const base::Job work = group->first() ? job : base::Job(job.stopToken(), {});
    const auto log = [&](const Json& line) {
        if (!context.console.quiet)
            context.console.note(base::dumpJson(line));
    };
    const auto report = train::gpt::train(request.folder, request.parameters, log, work, group);
    // What is wrong with the request all ranks know, and the first one says it.
    if (!report.ok() && !group->first() && report.error().code == ErrorCode::Usage)
        return static_cast<int>(report.error().code);
    if (!report.ok())
        return context.console.fail(report.error());
    if (!group->first())
        return job.stopped() ? static_cast<int>(ErrorCode::Stopped) : 0;
    if (context.console.json)
        context.console.result(report.value().toJson());
    else
        context.console.result(readable(report.value()));
    return job.stopped() ? static_cast<int>(ErrorCode::Stopped) : 0;
}

} // namespace

void addRunsTrainVerb(CLI::App& runs, CommandContext& context)
{
    CLI::App* train = runs.add_subcommand("train", "Train a network whose run can be watched");
    train->require_subcommand(1);
    CLI::App* gpt = train->add_subcommand(
        "gpt", "Train a GPT on a text in BF16 or FP8 (FP8-LM); a folder with a state is resumed");
    const auto request = std::make_shared<TrainRequest>();
    addParameterFlags(*gpt, request->parameters);
    gpt->add_option("--out,-o", request->folder, "Folder for the state, the model, the events and the statistics")
        ->required();
    gpt->add_option("--processes", request->processes,
                    "Processes on this machine that share each batch; under torchrun its own number holds")
        ->check(CLI::Range(1, 1024))
        ->capture_default_str();
    addCommonOptions(*gpt, context);
    gpt->callback([request, &context] {
        context.action = [request, &context](const base::Job& job) { return runTrain(*request, context, job); };
    });
}

} // namespace maquette::app
