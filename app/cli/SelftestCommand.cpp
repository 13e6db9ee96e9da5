// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/Command.h"

#include "base/Check.h"
#include "imaging/Conformance.h"
#include "models/clip/Conformance.h"
#include "models/diffusion/Conformance.h"
#include "models/imagebrush/Conformance.h"
#include "models/pointnext/Conformance.h"
#include "nn/Conformance.h"
#include "tensorio/Conformance.h"
#include "train/fp8/Conformance.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <memory>

namespace maquette::app {

namespace {

struct System {
    const char* name;
    std::vector<base::Check> (*checks)();
};
const System allSystems[] = {
    {"imagebrush", models::imagebrush::conformanceChecks},
    {"pointnext", models::pointnext::conformanceChecks},
    {"fp8", train::fp8::conformanceChecks},
    {"blocks", nn::conformanceChecks},
    {"diffusion", models::diffusion::conformanceChecks},
    {"clip", models::clip::conformanceChecks},
    {"tensorio", tensorio::conformanceChecks},
    {"imaging", imaging::conformanceChecks},
};

base::Json toJson(const std::vector<base::Check>& checks, bool ok)
{
    base::Json list = base::Json::array();
    for (const auto& check : checks)
        list.push_back({{"system", check.system},
                        {"name", check.name},
                        {"expected", check.expected},
                        {"got", check.got},
                        {"difference", check.difference},
                        {"tolerance", check.tolerance},
                        {"ok", check.ok}});
    base::Json json = base::Json::object();
    json["checks"] = std::move(list);
    json["ok"] = ok;
    return json;
}

void printTable(const std::vector<base::Check>& checks, bool ok)
{
    std::printf("%-11s %-58s %13s %13s %11s  %s\n", "system", "value", "expected", "got", "difference", "");
    for (const auto& check : checks)
        std::printf("%-11s %-58s %13.6f %13.6f %11.2e  %s\n", check.system.c_str(), check.name.c_str(), check.expected,
                    check.got, check.difference, check.ok ? "ok" : "WRONG");
    const auto wrong = std::count_if(checks.begin(), checks.end(), [](const auto& check) { return !check.ok; });
    std::printf("%zu values, %td wrong: %s\n", checks.size(), wrong, ok ? "ok" : "failed");
}

} // namespace

void addSelftestCommand(CLI::App& program, CommandContext& context)
{
    CLI::App* verb = program.add_subcommand(
        "selftest", "Build each network with deterministic weights and compare with published and measured values");
    auto systems = std::make_shared<std::vector<std::string>>();
    std::vector<std::string> known;
    for (const auto& system : allSystems)
        known.emplace_back(system.name);
    verb->add_option("system", *systems, "What to check; all where none is named")
        ->check(CLI::IsMember(known))
        ->expected(0, static_cast<int>(known.size()));
    addCommonOptions(*verb, context);
    verb->callback([systems, &context] {
        context.action = [systems, &context](const base::Job& job) {
            std::vector<base::Check> checks;
            for (const auto& system : allSystems) {
                if (!systems->empty() && std::find(systems->begin(), systems->end(), system.name) == systems->end())
                    continue;
                if (job.stopped())
                    return context.console.fail(base::stoppedError());
                const auto more = system.checks();
                checks.insert(checks.end(), more.begin(), more.end());
            }
            const bool ok = !checks.empty()
                && std::all_of(checks.begin(), checks.end(), [](const auto& check) { return check.ok; });
            if (context.console.json)
                context.console.result(toJson(checks, ok));
            else
                printTable(checks, ok);
            return ok ? 0 : 1;
        };
    });
}

} // namespace maquette::app
