// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/RunsCommands.h"

#include "runs/report/Fp8Report.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cmath>
#include <sstream>
#include <utility>

namespace maquette::app {

namespace {

using base::Json;

struct ReportRequest : RunsRequest {
    runs::Fp8ReportOptions options;
    std::string sort = "worst-underflow";
    std::string alarms;
};

/// Numbers and "inf" as in the report; "" for null.
std::string cell(const Json& json)
{
    if (json.is_string())
        return json.get<std::string>();
    if (json.is_number_integer())
        return json.dump();
    return json.is_number() ? valueText(json.get<double>()) : std::string();
}

std::string bytesText(const Json& json)
{
    if (!json.is_number())
        return cell(json);
    const double bytes = json.get<double>();
    if (std::abs(bytes) < 1024)
        return base::number(bytes, 0) + " B";
    const char* const units[] = {"KiB", "MiB", "GiB", "TiB"};
    double value = bytes / 1024;
    std::size_t unit = 0;
    for (; std::abs(value) >= 1024 && unit < 3; ++unit)
        value /= 1024;
    return base::number(value, 2) + " " + units[unit];
}

using Columns = std::vector<std::pair<const char*, const char*>>; ///< key and head

std::string tableOf(const Json& rows, const Columns& columns, std::size_t words)
{
    std::vector<std::vector<std::string>> cells(1);
    for (const auto& [key, head] : columns)
        cells[0].emplace_back(head);
    for (const auto& row : rows) {
        cells.emplace_back();
        for (const auto& [key, head] : columns)
            cells.back().push_back(cell(row[key]));
    }
    std::vector<bool> right(columns.size(), true);
    std::fill_n(right.begin(), words, false);
    return textTable(cells, right);
}

std::string stepsText(const Json& steps)
{
    std::ostringstream text;
    const Json& skipped = steps["skipped"];
    text << skipped.size() << (skipped.size() == 1 ? " skipped step" : " skipped steps");
    constexpr std::size_t most = 10;
    for (std::size_t i = 0; i < std::min(skipped.size(), most); ++i)
        text << (i == 0 ? " (" : ", ") << skipped[i];
    if (!skipped.empty())
        text << (skipped.size() > most ? ", …)" : ")");
    if (!steps["lossScale"].is_null())
        text << ", loss scale " << cell(steps["lossScale"]) << ", lowered " << steps["lossScaleDrops"] << " times";
    if (!steps["warming"].is_null())
        text << ", " << cell(steps["warming"]) << " layers still use current scaling";
    if (!steps["warmUntil"].is_null())
        text << ", the last step with current scaling is " << steps["warmUntil"];
    return text.str();
}

std::string memoryText(const Json& memory)
{
    std::ostringstream text;
    text << "memory of rank " << memory["rank"] << " at step " << memory["step"];
    if (const auto device = memory["device"].get<std::string>(); !device.empty())
        text << " on " << device;
    std::vector<std::vector<std::string>> rows = {{"class", "predicted", "measured", "difference"}};
    for (const auto& row : memory["classes"])
        rows.push_back({row["class"].get<std::string>(), bytesText(row["predicted"]), bytesText(row["measured"]),
                        bytesText(row["difference"])});
    for (const char* sum : {"states", "peak"})
        rows.push_back({sum, bytesText(memory[sum]["predicted"]), bytesText(memory[sum]["measured"]), ""});
    rows.push_back({"states a parameter", cell(memory["bytesPerParameter"]["predicted"]),
                    cell(memory["bytesPerParameter"]["measured"]), ""});
    text << "\n" << textTable(rows, {false, true, true, true});
    if (!memory["baseline"].is_null() && memory["saving"].is_number())
        text << "\nModel states take " << base::number(memory["saving"].get<double>(), 1) << " % less than "
             << memory["baseline"]["name"].get<std::string>() << " (" << bytesText(memory["baseline"]["bytes"])
             << ", predicted)";
    return text.str();
}

std::string readable(const Json& report)
{
    std::ostringstream text;
    text << shownName(report["run"].get<std::string>(), report["folder"].get<std::string>()) << ": " << report["layers"]
         << " layers, " << report["ranks"] << (report["ranks"] == 1 ? " rank" : " ranks");
    if (!report["steps"]["last"].is_null())
        text << "\n" << stepsText(report["steps"]);
    if (!report["kinds"].empty())
        text << "\n\nby tensor (%: last, mean over layers; worst ever)\n"
             << tableOf(report["kinds"],
                        {{"tensor", "tensor"},
                         {"layers", "layers"},
                         {"underflow", "underflow"},
                         {"worstUnderflow", "worst"},
                         {"overflow", "overflow"},
                         {"worstOverflow", "worst"},
                         {"leastHeadroom", "headroom"},
                         {"leastSnr", "SNR"},
                         {"scaleChanges", "changes"},
                         {"largestJump", "jump"},
                         {"rankSpread", "ranks apart"}},
                        1);
    if (!report["reduction"].empty())
        text << "\n\nweight gradients added over processes, by block (%: mean over steps)\n"
             << tableOf(report["reduction"],
                        {{"block", "block"},
                         {"snr", "SNR"},
                         {"underflow", "underflow"},
                         {"overflow", "overflow"},
                         {"saturated", "saturated"},
                         {"factor", "factor"}},
                        0);
    if (!report["worst"].empty())
        text << "\n\nworst tensors\n"
             << tableOf(report["worst"],
                        {{"layer", "layer"},
                         {"tensor", "tensor"},
                         {"rank", "rank"},
                         {"underflow", "underflow"},
                         {"worstUnderflow", "worst"},
                         {"overflow", "overflow"},
                         {"worstOverflow", "worst"},
                         {"mse", "mse"},
                         {"leastHeadroom", "headroom"},
                         {"leastSnr", "SNR"},
                         {"scaleChanges", "changes"},
                         {"longestStay", "stay"},
                         {"largestJump", "jump"}},
                        2);
    if (!report["alarms"].empty()) {
        const std::size_t most = std::min<std::size_t>(report["alarms"].size(), 20);
        text << "\n\nalarms: " << report["alarms"].size();
        for (std::size_t i = 0; i < most; ++i)
            text << "\n  " << report["alarms"][i]["message"].get<std::string>();
        if (report["alarms"].size() > most)
            text << "\n  …";
    }
    for (const auto& memory : report["memory"])
        text << "\n\n" << memoryText(memory);
    return printable(text.str());
}

int runReport(const ReportRequest& request, const CommandContext& context, const base::Job& job)
{
    const auto alarms = alarmSettings(request.alarms);
    if (!alarms.ok())
        return context.console.fail(alarms.error());
    runs::Fp8ReportOptions options = request.options;
    options.alarms = alarms.value();
    const auto loaded = loadRuns(request, context, job.part(0, 0.6));
    if (!loaded.ok())
        return context.console.fail(loaded.error());
    Json reports = Json::array();
    const auto& list = loaded.value().runs;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const double step = 0.4 / static_cast<double>(list.size());
        auto report = runs::fp8Report(
            *list[i], options, job.part(0.6 + static_cast<double>(i) * step, 0.6 + static_cast<double>(i + 1) * step));
        if (!report.ok())
            return context.console.fail(report.error());
        if (report.value().is_null())
            continue;
        if (!context.console.json)
            context.console.result((reports.empty() ? "" : "\n") + readable(report.value()));
        reports.push_back(std::move(report).value());
    }
    if (reports.empty())
        return context.console.fail(
            {base::ErrorCode::BadInput,
             {QT_TRANSLATE_NOOP("Engine",
                                "None of the %1 runs has FP8 statistics or a memory ledger: inspect logs, event files "
                                "with their tags, fp8.jsonl or memory.jsonl."),
              {std::to_string(list.size())}},
             {}});
    if (context.console.json)
        context.console.result(Json{{"reports", std::move(reports)}});
    return loaded.value().exitCode();
}

} // namespace

void addRunsReportVerb(CLI::App& runs, CommandContext& context)
{
    auto request = std::make_shared<ReportRequest>();
    CLI::App* verb = runs.add_subcommand("fp8-report", "Tell what low precision did: worst layers, scales, memory");
    addRunsOptions(*verb, *request);
    std::vector<std::string> words;
    for (const auto& [word, column] : runs::healthColumns())
        words.emplace_back(word);
    verb->add_option("--sort", request->sort,
                     "What the worst are the worst by: underflow, worst-underflow, overflow, worst-overflow, mse, "
                     "headroom, snr, changes, stay, jump, deviation")
        ->check(CLI::IsMember(words), "")
        ->capture_default_str();
    verb->add_option("--rows", request->options.rows, "How many of the worst tensors to list")
        ->check(CLI::Range(1, 1'000'000))
        ->capture_default_str();
    verb->add_option("--from", request->options.from, "First step that counts for the tables of tensors");
    verb->add_option("--to", request->options.to, "Last step that counts for the tables of tensors");
    addAlarmsOption(*verb, request->alarms);
    addCommonOptions(*verb, context);
    verb->callback([request, &context] {
        for (const auto& [word, column] : runs::healthColumns())
            if (word == request->sort)
                request->options.sort = column;
        context.action = [request, &context](const base::Job& job) { return runReport(*request, context, job); };
    });
}

} // namespace maquette::app
