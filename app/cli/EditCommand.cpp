// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/Command.h"

#include "base/File.h"
#include "edit/Board.h"
#include "edit/Editor.h"
#include "edit/Evaluation.h"
#include "edit/Training.h"
#include "imaging/PictureFile.h"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <memory>
#include <sstream>

namespace maquette::app {

namespace {

using base::Error;
using base::ErrorCode;
using base::Result;

/// What the verbs `run` and `board` were asked for.
struct EditRequest {
    std::string before;
    std::string after;
    std::string image;
    std::string board;
    std::string output;
    std::string saveBoard;
    std::vector<std::string> boxes;
    bool metadata = true;
    base::ParameterValues parameters{edit::editParameters()};
};

Result<edit::Box> parseBox(const std::string& text)
{
    edit::Box box;
    char comma[3] = {};
    char rest = 0;
    std::istringstream in(text);
    in.imbue(std::locale::classic());
    const bool read
        = static_cast<bool>(in >> box.left >> comma[0] >> box.top >> comma[1] >> box.right >> comma[2] >> box.bottom)
        && !(in >> rest) && comma[0] == ',' && comma[1] == ',' && comma[2] == ',';
    if (!read || !(box.left >= 0 && box.left < box.right && box.right <= 1)
        || !(box.top >= 0 && box.top < box.bottom && box.bottom <= 1))
        return Error{
            ErrorCode::Usage,
            {QT_TRANSLATE_NOOP("Engine", "\"%1\" is no box; write left,top,right,bottom within 0 and 1."), {text}},
            {}};
    return box;
}

Result<edit::Board> readSlots(const EditRequest& request)
{
    edit::Board board;
    const auto read = [](const std::string& file, imaging::Picture& picture) -> Result<void> {
        auto decoded = imaging::readPicture(file);
        if (!decoded.ok())
            return decoded.error();
        picture = std::move(decoded).value();
        return {};
    };
    for (const auto& [file, picture] :
         {std::pair{&request.before, &board.before}, {&request.after, &board.after}, {&request.image, &board.image}})
        if (auto result = read(*file, *picture); !result.ok())
            return result.error();
    for (const auto& text : request.boxes) {
        auto box = parseBox(text);
        if (!box.ok())
            return box.error();
        board.beforeBoxes.push_back(box.value());
        board.afterBoxes.push_back(box.value());
    }
    return board;
}

std::string readable(const edit::EditResult& result)
{
    std::ostringstream text;
    text << "Explanation: ";
    const auto sentences = result.explanation.sentences();
    if (sentences.empty())
        text << "none found";
    for (std::size_t i = 0; i < sentences.size(); ++i)
        text << (i ? "; " : "") << sentences[i].english();
    text << "\nRebuilds the example at " << base::number(result.selfScore, 1)
         << " dB (mode: " << edit::modeName(result.mode) << ", seed " << result.seed << ", "
         << base::number(result.times.total, 2) << " s)";
    if (!result.understood)
        text << "\nThis edit was probably not understood: look at the result before you use it.";
    if (result.guessedShare >= edit::guessedFrom)
        text << "\n"
             << base::number(100 * result.guessedShare, 0)
             << " % of the picture has colors that the example does not show; there the change is a guess.";
    return text.str();
}

/// Fails for what would keep the result from being written, before minutes are spent on it.
Result<void> checkOutput(const std::string& output)
{
    if (auto named = imaging::checkWritable(output); !named.ok())
        return named;
    const auto file = base::AtomicFile::create(output);
    return file.ok() ? Result<void>{} : file.error();
}

/// A board may be saved with empty slots, but not run.
Result<edit::Board> readWholeBoard(const std::string& file)
{
    auto board = edit::readBoard(file);
    if (!board.ok())
        return board;
    for (const auto& [slot, picture] :
         {std::pair{"before", &board.value().before}, {"after", &board.value().after}, {"image", &board.value().image}})
        if (picture->empty())
            return Error{ErrorCode::BadInput,
                         {QT_TRANSLATE_NOOP("Engine", "The board %1 has no picture \"%2\" yet."), {file, slot}},
                         {}};
    return board;
}

int runEdit(const EditRequest& request, const CommandContext& context, const base::Job& job)
{
    const Console& console = context.console;
    if (auto writable = checkOutput(request.output); !writable.ok())
        return console.fail(writable.error());
    auto board = request.board.empty() ? readSlots(request) : readWholeBoard(request.board);
    if (!board.ok())
        return console.fail(board.error());
    // What stands in the board file holds unless the command line says otherwise.
    edit::Editor::Request editing;
    if (!request.board.empty())
        if (auto set = editing.parameters.fromJson(board.value().parameters); !set.ok())
            return console.fail({ErrorCode::BadInput, set.error().message, request.board});
    const base::ParameterValues defaults(edit::editParameters());
    for (const auto& parameter : defaults.table())
        if (request.parameters.value(parameter.name) != defaults.value(parameter.name))
            (void)editing.parameters.set(parameter.name, request.parameters.value(parameter.name)).ok();
    board.value().parameters = editing.parameters.toJson();

    if (!request.saveBoard.empty())
        if (auto saved = edit::writeBoard(request.saveBoard, board.value()); !saved.ok())
            return console.fail(saved.error());

    edit::Editor editor(context.device);
    auto edited = editor.run(board.value(), editing, job);
    if (!edited.ok())
        return console.fail(edited.error());
    const edit::EditResult& result = edited.value();
    imaging::WriteOptions options;
    if (request.metadata)
        options.texts = {{"maquette", base::dumpJson(result.toJson())}};
    if (auto written = imaging::writePicture(request.output, result.picture, options); !written.ok())
        return console.fail(written.error());
    if (console.json) {
        base::Json json = result.toJson();
        json["output"] = request.output;
        console.result(json);
    } else
        console.result(readable(result));
    return 0;
}

void addRunVerbs(CLI::App& edit, CommandContext& context)
{
    auto request = std::make_shared<EditRequest>();
    const auto shared = [request, &context](CLI::App& verb) {
        verb.add_option("--output,-o", request->output, "Where to write the result: .png, .jpg or .webp")->required();
        verb.add_flag("!--no-metadata", request->metadata, "Do not store the edit's facts in the result");
        addParameterFlags(verb, request->parameters);
        addCommonOptions(verb, context);
        verb.callback([request, &context] {
            context.action = [request, &context](const base::Job& job) { return runEdit(*request, context, job); };
        });
    };
    CLI::App* run = edit.add_subcommand("run", "Change a picture as an example pair shows");
    run->add_option("--before", request->before, "The example before the change")->required();
    run->add_option("--after", request->after, "The example after the change")->required();
    run->add_option("--image", request->image, "The picture to change in the same way")->required();
    run->add_option("--box", request->boxes,
                    "A region of the example that matters: left,top,right,bottom within 0 and 1; may be repeated");
    run->add_option("--save-board", request->saveBoard,
                    "Also save the three pictures and the parameters as a .board file");
    shared(*run);
    CLI::App* board = edit.add_subcommand("board", "Run a saved board");
    board->add_option("board", request->board, "The .board file")->required();
    shared(*board);
}

void addTrainVerb(CLI::App& edit, CommandContext& context)
{
    auto recipe = std::make_shared<base::ParameterValues>(edit::trainParameters());
    auto folder = std::make_shared<std::string>();
    CLI::App* verb
        = edit.add_subcommand("train", "Train the compact ImageBrush network; a folder with a state is resumed");
    verb->add_option("folder", *folder, "Folder for the state, the model and the log")->required();
    addParameterFlags(*verb, *recipe);
    addCommonOptions(*verb, context);
    verb->callback([recipe, folder, &context] {
        context.action = [recipe, folder, &context](const base::Job& job) {
            if (context.device != "auto" && context.device != "cpu")
                return context.console.fail(
                    {ErrorCode::Device,
                     {QT_TRANSLATE_NOOP("Engine", "Training does not run on %1; use --device cpu."), {context.device}},
                     {}});
            const auto log = [&](const base::Json& line) {
                if (!context.console.quiet)
                    context.console.note(base::dumpJson(line));
            };
            const auto report = edit::train(*folder, *recipe, log, job);
            if (!report.ok())
                return context.console.fail(report.error());
            context.console.result(report.value().toJson());
            return job.stopped() ? static_cast<int>(ErrorCode::Stopped) : 0;
        };
    });
}

void addEvaluateVerb(CLI::App& edit, CommandContext& context)
{
    auto parameters = std::make_shared<base::ParameterValues>(edit::evaluateParameters());
    CLI::App* verb = edit.add_subcommand("evaluate", "Measure the pipeline on boards with a known truth");
    addParameterFlags(*verb, *parameters);
    addCommonOptions(*verb, context);
    verb->callback([parameters, &context] {
        context.action = [parameters, &context](const base::Job& job) {
            const auto report = edit::evaluate(context.device, *parameters, job);
            if (!report.ok())
                return context.console.fail(report.error());
            if (context.console.json)
                context.console.result(report.value().json);
            else
                context.console.result(report.value().table);
            return 0;
        };
    });
}

} // namespace

void addEditCommand(CLI::App& program, CommandContext& context)
{
    CLI::App* edit = program.add_subcommand("edit", "Edit pictures by example");
    edit->require_subcommand(1);
    addRunVerbs(*edit, context);
    addTrainVerb(*edit, context);
    addEvaluateVerb(*edit, context);
}

} // namespace maquette::app
