// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/RunsCommands.h"

#include "train/gpt/GptTrainer.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <sstream>

namespace maquette::app {

namespace {

using base::ErrorCode;
using base::Json;

struct TrainRequest {
    std::string folder;
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

int runTrain(const TrainRequest& request, const CommandContext& context, const base::Job& job)
{
    if (context.device != "auto" && context.device != "cpu")
        return context.console.fail(
            {ErrorCode::Device,
             {QT_TRANSLATE_NOOP("Engine", "Training does not run on %1; use --device cpu."), {context.device}},
             {}});
    const auto log = [&](const Json& line) {
        if (!context.console.quiet)
            context.console.note(base::dumpJson(line));
    };
    const auto report = train::gpt::train(request.folder, request.parameters, log, job);
    if (!report.ok())
        return context.console.fail(report.error());
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
    addCommonOptions(*gpt, context);
    gpt->callback([request, &context] {
        context.action = [request, &context](const base::Job& job) { return runTrain(*request, context, job); };
    });
}

} // namespace maquette::app
