// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/Command.h"

#include "cloud/Benchmark.h"
#include "edit/Benchmark.h"
#include "runs/Benchmark.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <memory>

namespace maquette::app {

namespace {

void printTable(const base::Json& report)
{
    std::printf("%s, %d threads, %s\n", report.at("processor").get<std::string>().c_str(),
                report.at("threads").get<int>(), report.at("device").get<std::string>().c_str());
    std::printf("%-46s %10s %10s %10s\n", "", "median s", "min s", "max s");
    for (const auto& figure : report.at("figures"))
        std::printf("%-46s %10.4f %10.4f %10.4f\n", figure.at("name").get<std::string>().c_str(),
                    figure.at("seconds").get<double>(), figure.at("minimum").get<double>(),
                    figure.at("maximum").get<double>());
    if (!report.contains("values"))
        return;
    for (const auto& value : report.at("values"))
        std::printf("%-46s %10.*f %s\n", value.at("name").get<std::string>().c_str(),
                    value.at("value").is_number_integer() ? 0 : 2, value.at("value").get<double>(),
                    value.at("unit").get<std::string>().c_str());
}

} // namespace

void addBenchCommand(CLI::App& program, CommandContext& context)
{
    CLI::App* bench = program.add_subcommand("bench", "Time the work of a workspace on this machine");
    bench->require_subcommand(1);
    const auto add = [&](const char* word, const char* help,
                         base::Result<base::Json> (*run)(const std::string&, int, const base::Job&)) {
        CLI::App* workspace = bench->add_subcommand(word, help);
        auto rounds = std::make_shared<int>(5);
        workspace->add_option("--rounds", *rounds, "Counted runs of each figure")
            ->check(CLI::Range(1, 100))
            ->capture_default_str();
        addCommonOptions(*workspace, context);
        workspace->callback([rounds, run, &context] {
            context.action = [rounds, run, &context](const base::Job& job) {
                const auto report = run(context.device, *rounds, job);
                if (!report.ok())
                    return context.console.fail(report.error());
                if (context.console.json)
                    context.console.result(report.value());
                else
                    printTable(report.value());
                return 0;
            };
        });
    };
    add("edit", "Explaining, painting and carrying edits", edit::benchmarkEdit);
    add("cloud", "Making, reading, segmenting and drawing point clouds", cloud::benchmarkCloud);
    add("runs", "Writing, opening and drawing logs of training runs",
        [](const std::string& device, int rounds, const base::Job& job) {
            return runs::benchmarkRuns(device, rounds, job);
        });
}

} // namespace maquette::app
