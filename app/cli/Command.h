// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Parameter.h"
#include "cli/Console.h"

#include <functional>
#include <string>

namespace CLI {
class App;
}

namespace maquette::app {

/// What every command shares: the common options, and the action that parsing has chosen.
struct CommandContext {
    Console console;
    std::string device = "auto";
    int threads = 0;
    std::function<int(const base::Job&)> action; ///< returns the exit code
};

/// Adds --device, --threads, --json and --quiet to a verb.
void addCommonOptions(CLI::App& verb, CommandContext& context);
/// Adds one flag per parameter of `values`; what is given is set there, and a wrong value ends parsing with its
/// sentence. `values` must outlive parsing.
void addParameterFlags(CLI::App& verb, base::ParameterValues& values);

/// Each command of the program; one file each.
void addEditCommand(CLI::App& program, CommandContext& context);
void addCloudCommand(CLI::App& program, CommandContext& context);
void addRunsCommand(CLI::App& program, CommandContext& context);
void addSelftestCommand(CLI::App& program, CommandContext& context);
void addBenchCommand(CLI::App& program, CommandContext& context);

/// Parses and runs. `window` is called when the first word names no command (no word at all, or files to open);
/// where the window was not built it is empty and the help is shown.
int runCommandLine(int argc, char** argv, const std::function<int()>& window);

} // namespace maquette::app
