// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/Evaluation.h"

#include "edit/Editor.h"
#include "edit/Pipeline.h"
#include "edit/data/Evaluation.h"

#include <mutex>

namespace maquette::edit {

using base::Job;
using base::Parameter;
using base::Result;
using imaging::Image;

base::ParameterTable evaluateParameters()
{
    using Type = Parameter::Type;
    base::ParameterTable table;
    table.push_back({.name = "suite",
                     .type = Type::Choice,
                     .label = {QT_TRANSLATE_NOOP("Engine", "Suite")},
                     .help = {QT_TRANSLATE_NOOP("Engine", "The boards to measure on.")},
                     .defaultValue = std::string("procedural"),
                     .choices = {{"procedural", {QT_TRANSLATE_NOOP("Engine", "Procedural boards")}}}});
    table.push_back({.name = "set",
                     .type = Type::Choice,
                     .label = {QT_TRANSLATE_NOOP("Engine", "Set")},
                     .help = {QT_TRANSLATE_NOOP("Engine", "One set of the suite, or all.")},
                     .defaultValue = std::string("all"),
                     .choices = {{"all", {QT_TRANSLATE_NOOP("Engine", "All sets")}},
                                 {"scenes", {QT_TRANSLATE_NOOP("Engine", "Unseen scenes")}},
                                 {"held-out", {QT_TRANSLATE_NOOP("Engine", "Held-out parameters")}},
                                 {"photographs", {QT_TRANSLATE_NOOP("Engine", "Photographs never trained on")}}}});
    table.push_back({.name = "limit",
                     .type = Type::Integer,
                     .label = {QT_TRANSLATE_NOOP("Engine", "Limit")},
                     .help = {QT_TRANSLATE_NOOP("Engine", "Boards of each operation.")},
                     .defaultValue = std::int64_t(12),
                     .minimum = 1,
                     .maximum = 10000,
                     .step = 1});
    table.push_back({.name = "board-seed",
                     .type = Type::Integer,
                     .label = {QT_TRANSLATE_NOOP("Engine", "Seed of the boards")},
                     .help = {QT_TRANSLATE_NOOP("Engine", "Scenes and parameters of the boards follow from it.")},
                     .defaultValue = std::int64_t(99),
                     .minimum = 0,
                     .maximum = 2147483647,
                     .step = 1});
    table.push_back({.name = "control",
                     .type = Type::Boolean,
                     .label = {QT_TRANSLATE_NOOP("Engine", "Wrong-example control")},
                     .help = {QT_TRANSLATE_NOOP("Engine", "Also measure with an example of another kind of change.")},
                     .defaultValue = true});
    table.push_back({.name = "operations",
                     .type = Type::Boolean,
                     .label = {QT_TRANSLATE_NOOP("Engine", "By operation")},
                     .help = {QT_TRANSLATE_NOOP("Engine", "Print a row for each operation instead of each group.")},
                     .defaultValue = false});
    for (const auto& parameter : editParameters())
        table.push_back(parameter);
    return table;
}

namespace {

PipelineOptions pipelineOptions(const base::ParameterValues& parameters)
{
    base::ParameterValues edit(editParameters());
    for (const auto& parameter : edit.table())
        (void)edit.set(parameter.name, parameters.value(parameter.name)).ok();
    return PipelineOptions::fromParameters(edit);
}

} // namespace

Result<EvaluationReport> evaluate(const std::string& device, const base::ParameterValues& parameters, const Job& job)
{
    const PipelineOptions options = pipelineOptions(parameters);
    std::shared_ptr<Painter> painter;
    if (options.method != PipelineOptions::Method::Explain) {
        const std::string& named = parameters.text("weights");
        auto loaded = Painter::load(named.empty() ? defaultWeights() : std::filesystem::path(named), device);
        if (!loaded.ok())
            return loaded.error();
        painter = loaded.value();
    }

    data::EvaluationSetOptions setOptions;
    setOptions.boards = static_cast<int>(parameters.integer("limit"));
    setOptions.seed = static_cast<std::uint64_t>(parameters.integer("board-seed"));
    auto sets = data::evaluationSets(setOptions, job.part(0, 0.05));
    if (!sets.ok())
        return sets.error();
    std::vector<data::EvaluationSet> wanted;
    for (const auto& set : sets.value())
        if (parameters.text("set") == "all" || parameters.text("set") == set.name())
            wanted.push_back(set);

    std::mutex network; // the network computes with all threads by itself
    data::EvaluationMethods methods;
    methods.wrongExample = parameters.boolean("control");
    methods.method = [&](const Image& before, const Image& after, const Image& image) {
        // The search is done in parallel, board by board; the network waits its turn.
        const Job quiet(job.stopToken(), {});
        const auto found = explain(before, after, options.explain, quiet);
        if (!found.ok())
            return data::Edited{{}, Image()};
        const Explanation& explanation = found.value();
        data::Edited edited{{}, explanation.apply(image)};
        if (!painter && options.withExplanation) {
            edited.result = *edited.explained;
            return edited;
        }
        const std::lock_guard lock(network);
        auto result = runPipeline(before, after, image, {}, {}, options, painter.get(),
                                  options.withExplanation ? &explanation : nullptr, quiet);
        if (result.ok())
            edited.result = std::move(result.value().image);
        return edited;
    };

    const auto evaluation = data::evaluate(wanted, methods, job.part(0.05, 1));
    if (!evaluation.ok())
        return evaluation.error();
    EvaluationReport report;
    report.json = evaluation.value().toJson();
    report.table = parameters.boolean("operations") ? evaluation.value().operationTable() : evaluation.value().table();
    return report;
}

} // namespace maquette::edit
