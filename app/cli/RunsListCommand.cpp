// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/RunsCommands.h"

#include "runs/analysis/Words.h"
#include "runs/report/RunAlarms.h"
#include "runs/report/RunSummary.h"

#include <CLI/CLI.hpp>

#include <cmath>
#include <ctime>
#include <sstream>
#include <utility>

namespace maquette::app {

namespace {

using base::Json;

struct ListRequest : RunsRequest {
    std::string sort;
    bool reverse = false;
    std::vector<std::string> columns;
};

struct SummaryRequest : RunsRequest {
    std::string alarms;
};

Json troublesJson(const std::vector<runs::Trouble>& troubles)
{
    Json all = Json::array();
    for (const auto& trouble : troubles)
        all.push_back(runs::toJson(trouble));
    return all;
}

/// The field behind each column, as it stands in filters.
base::Result<std::vector<runs::FilterField>> fieldsOf(const std::vector<std::string>& columns)
{
    std::vector<runs::FilterField> fields;
    for (const auto& column : columns) {
        const auto parse = runs::parseFilter(column);
        if (!parse.filter)
            return parse.error();
        const auto named = parse.filter->fields();
        if (named.size() != 1)
            return base::Error{
                base::ErrorCode::Usage, {QT_TRANSLATE_NOOP("Engine", "\"%1\" is no field of a run."), {column}}, {}};
        fields.push_back(named[0]);
    }
    return fields;
}

std::string settingText(const runlog::Setting& setting)
{
    const auto* number = std::get_if<double>(&setting);
    return number ? valueText(*number) : runs::textOf(setting);
}

std::string table(const runs::RunList& runs, const std::vector<std::string>& columns,
                  const std::vector<runs::FilterField>& fields)
{
    std::vector<std::vector<std::string>> rows = {{"run", "status", "start", "duration", "points", "tags", "troubles"}};
    std::vector<bool> right = {false, false, false, true, true, true, true};
    rows[0].insert(rows[0].end(), columns.begin(), columns.end());
    right.resize(rows[0].size(), true);
    for (const auto& run : runs) {
        rows.push_back({run->name, std::string(runs::nameOf(run->status)), timeText(run->start),
                        spanText(run->duration()), std::to_string(run->scalarPoints), std::to_string(run->tags.size()),
                        run->troubles.empty() ? "" : std::to_string(run->troubles.size())});
        for (const auto& field : fields)
            rows.back().push_back(settingText(runs::fieldOf(*run, field)));
    }
    return textTable(rows, right);
}

int runList(const ListRequest& request, const CommandContext& context, const base::Job& job)
{
    const auto fields = fieldsOf(request.columns);
    if (!fields.ok())
        return context.console.fail(fields.error());
    if (!request.sort.empty())
        if (auto key = runs::sortedRuns({}, request.sort, request.reverse); !key.ok())
            return context.console.fail(key.error());
    auto loaded = loadRuns(request, context, job);
    if (!loaded.ok())
        return context.console.fail(loaded.error());
    runs::RunList list = loaded.value().runs;
    if (!request.sort.empty()) {
        auto sorted = runs::sortedRuns(list, request.sort, request.reverse);
        if (!sorted.ok())
            return context.console.fail(sorted.error());
        list = std::move(sorted).value();
    } else if (request.reverse)
        list = {list.rbegin(), list.rend()};
    if (!context.console.json) {
        context.console.result(table(list, request.columns, fields.value()));
        return loaded.value().exitCode();
    }
    Json all = Json::array();
    for (const auto& run : list) {
        Json line = runs::lineOf(*run);
        for (std::size_t i = 0; i < request.columns.size(); ++i) {
            const auto value = runs::fieldOf(*run, fields.value()[i]);
            Json& place = line["columns"][request.columns[i]];
            if (const auto* number = std::get_if<double>(&value))
                place = runs::numberJson(*number);
            else if (const auto* flag = std::get_if<bool>(&value))
                place = *flag;
            else if (const auto* text = std::get_if<std::string>(&value))
                place = *text;
        }
        all.push_back(std::move(line));
    }
    context.console.result(Json{{"runs", std::move(all)}, {"troubles", troublesJson(loaded.value().troubles)}});
    return loaded.value().exitCode();
}

std::string summaryText(const Json& run)
{
    std::ostringstream text;
    text << shownName(run["name"].get<std::string>(), run["folder"].get<std::string>()) << ": "
         << run["status"].get<std::string>();
    const auto number = [](const Json& json) { return json.is_number() ? json.get<double>() : std::nan(""); };
    if (const auto start = timeText(number(run["start"])); !start.empty())
        text << ", since " << start;
    if (const auto span = spanText(number(run["duration"])); !span.empty())
        text << ", " << span;
    text << ", " << run["points"] << " points\n  " << run["folder"].get<std::string>();
    for (const char* part : {"settings", "about"})
        if (!run[part].empty()) {
            text << "\n" << part << ":";
            for (const auto& [name, value] : run[part].items())
                text << "\n  " << name << " = "
                     << (value.is_string() ? value.get<std::string>() : base::dumpJson(value));
        }
    std::vector<std::vector<std::string>> rows
        = {{"tag", "kind", "count", "first", "last", "minimum", "at", "maximum", "at", "steps"}};
    for (const auto& tag : run["tags"]) {
        const auto value = [&](const char* end) {
            if (!tag.contains(end) || tag[end].is_null() || !tag[end].contains("value"))
                return std::string();
            const Json& held = tag[end]["value"];
            return held.is_string() ? held.get<std::string>() : held.is_null() ? "nan" : valueText(held.get<double>());
        };
        const auto step = [&](const char* end) {
            return tag.contains(end) && !tag[end].is_null() ? tag[end]["step"].dump() : std::string();
        };
        std::string count = tag["count"].dump();
        if (tag["left"] != 0)
            count += " (+" + tag["left"].dump() + " left)";
        const bool both = tag.contains("first") && tag.contains("last");
        rows.push_back({tag["tag"].get<std::string>(), tag["kind"].get<std::string>(), count, value("first"),
                        value("last"), value("minimum"), step("minimum"), value("maximum"), step("maximum"),
                        both ? step("first") + " … " + step("last") : ""});
    }
    if (rows.size() > 1)
        text << "\n" << textTable(rows, {false, false, true, true, true, true, true, true, true, false});
    for (const auto& trouble : run["troubles"])
        text << "\ntrouble: byte " << trouble["offset"] << " of " << trouble["file"].get<std::string>() << ": "
             << trouble["message"].get<std::string>();
    for (const auto& alarm : run["alarms"])
        text << "\nalarm: " << alarm["message"].get<std::string>();
    return printable(text.str());
}

int runSummary(const SummaryRequest& request, const CommandContext& context, const base::Job& job)
{
    const auto alarms = alarmSettings(request.alarms);
    if (!alarms.ok())
        return context.console.fail(alarms.error());
    const std::vector<runs::AlarmRule> rules = alarms.value().scalarRules();
    const auto loaded = loadRuns(request, context, job);
    if (!loaded.ok())
        return context.console.fail(loaded.error());
    Json all = Json::array();
    for (const auto& run : loaded.value().runs) {
        Json summary = runs::summaryOf(*run);
        const auto found = runs::alarmsOf(*run, alarms.value(), static_cast<double>(std::time(nullptr)), job);
        if (!found.ok())
            return context.console.fail(found.error());
        summary["alarms"] = runs::alarmsJson(found.value(), rules);
        if (context.console.json)
            all.push_back(std::move(summary));
        else
            context.console.result((run == loaded.value().runs.front() ? "" : "\n") + summaryText(summary));
    }
    if (context.console.json)
        context.console.result(Json{{"runs", std::move(all)}, {"troubles", troublesJson(loaded.value().troubles)}});
    return loaded.value().exitCode();
}

} // namespace

void addRunsListVerbs(CLI::App& runs, CommandContext& context)
{
    auto list = std::make_shared<ListRequest>();
    CLI::App* verb = runs.add_subcommand("list", "List the runs in log folders");
    addRunsOptions(*verb, *list);
    verb->add_option("--sort", list->sort, "Order by a field: name, start, lr, min(eval/loss) …; default: by folder");
    verb->add_flag("--reverse", list->reverse, "Turn the order around");
    verb->add_option("--columns", list->columns, "More columns, with commas between: settings, last(TAG), min(TAG) …")
        ->delimiter(',');
    addCommonOptions(*verb, context);
    verb->callback([list, &context] {
        context.action = [list, &context](const base::Job& job) { return runList(*list, context, job); };
    });

    auto summary = std::make_shared<SummaryRequest>();
    verb = runs.add_subcommand("summary", "Tell settings, tags with their extremes, and troubles of runs");
    addRunsOptions(*verb, *summary);
    addAlarmsOption(*verb, summary->alarms);
    addCommonOptions(*verb, context);
    verb->callback([summary, &context] {
        context.action = [summary, &context](const base::Job& job) { return runSummary(*summary, context, job); };
    });
}

} // namespace maquette::app
