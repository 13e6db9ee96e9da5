// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/Command.h"

#include "base/Device.h"
#include "base/Threads.h"
#include "base/Version.h"
#include "imaging/OpenCvThreads.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>
#include <sstream>

namespace maquette::app {

void addCommonOptions(CLI::App& verb, CommandContext& context)
{
    // Whether a device is there is found out where one is used; a name that is none is wrong everywhere.
    const auto namesDevice = [](const std::string& text) {
        const auto device = base::chooseDevice(text, true);
        const bool wrong = !device.ok() && device.error().code == base::ErrorCode::Usage;
        return wrong ? device.error().message.english() : std::string();
    };
    verb.add_option("--device", context.device, "Where to compute: auto, cpu or cuda:0")
        ->check(namesDevice, "")
        ->capture_default_str();
    verb.add_option("--threads", context.threads, "Threads to use; 0: one per processor")
        ->check(CLI::Range(0, 256))
        ->capture_default_str();
    verb.add_flag("--json", context.console.json, "Print the result as one JSON object");
    verb.add_flag("--quiet", context.console.quiet, "No progress and no notes");
}

void addParameterFlags(CLI::App& verb, base::ParameterValues& values)
{
    using Type = base::Parameter::Type;
    for (const auto& parameter : values.table()) {
        std::string help = parameter.help.english();
        if (parameter.type == Type::Choice) {
            help += " One of:";
            for (const auto& choice : parameter.choices)
                help += " " + choice.value;
            help += ".";
        }
        const auto set = [&values, name = parameter.name](const std::string& text) {
            const auto result = values.setFromText(name, text);
            if (!result.ok())
                throw CLI::ValidationError("--" + name, result.error().message.english());
        };
        if (parameter.type == Type::Boolean) {
            // "--boxes" switches on, "--no-boxes" off.
            verb.add_flag_callback(
                    "--" + parameter.name, [set] { set("on"); }, help)
                ->group("Parameters");
            verb.add_flag_callback(
                    "--no-" + parameter.name, [set] { set("off"); }, "Switch " + parameter.name + " off")
                ->group("Parameters");
            continue;
        }
        const auto given = base::dumpJson(values.toJson()[parameter.name]);
        verb.add_option_function<std::string>("--" + parameter.name, set, help)
            ->default_str(given)
            ->group("Parameters");
    }
}

int runCommandLine(int argc, char** argv, const std::function<int()>& window)
{
    CommandContext context;
    CLI::App program{
        "Maquette, a workbench for vision models. Without a command, or with files to open, it shows the window.",
        "maquette"};
    program.set_version_flag("--version", [] {
        return std::string("maquette ") + base::version + " (LibTorch " + base::libtorchVersion + ", "
            + (base::builtWithCuda ? "with" : "without") + " CUDA operators, " + base::compiler + ", " + base::buildType
            + ")";
    });
    program.require_subcommand(0, 1);
    addEditCommand(program, context);
    addCloudCommand(program, context);
    addRunsCommand(program, context);
    addSelftestCommand(program, context);
    addBenchCommand(program, context);

    const auto isCommand = [&](const std::string& word) {
        const auto all = program.get_subcommands(nullptr);
        return std::any_of(all.begin(), all.end(),
                           [&](const CLI::App* command) { return command->get_name() == word; });
    };
    const std::string first = argc > 1 ? argv[1] : "";
    std::error_code error;
    if (first.empty() || (first[0] != '-' && !isCommand(first) && std::filesystem::exists(first, error))) {
        if (window)
            return window();
        std::cerr << program.help();
        return static_cast<int>(base::ErrorCode::Usage);
    }

    try {
        program.parse(argc, argv);
    } catch (const CLI::ParseError& parsing) {
        // What is wrong is repeated in the message, and may hold what a terminal acts on.
        std::ostringstream message;
        const int code = program.exit(parsing, std::cout, message);
        std::cerr << printable(message.str());
        return code == 0 ? context.console.finish(0) : static_cast<int>(base::ErrorCode::Usage);
    }
    if (!context.action) {
        std::cerr << program.help();
        return static_cast<int>(base::ErrorCode::Usage);
    }
    const SignalStop signals;
    base::setThreads(context.threads);
    imaging::followThreads();
    const base::Job job(signals.token(), context.console.progress());
    return context.console.finish(context.action(job));
}

} // namespace maquette::app
