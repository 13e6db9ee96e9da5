// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/report/RunFields.h"

#include "runs/analysis/Order.h"

namespace maquette::runs {

namespace {

runlog::Setting plainField(const Run& run, const std::string& name)
{
    if (name == "name")
        return run.name;
    if (name == "status")
        return std::string(nameOf(run.status));
    if (name == "duration")
        return run.duration();
    if (name == "start")
        return run.start;
    if (name == "notes")
        return run.notes();
    if (name == "points")
        return static_cast<double>(run.scalarPoints);
    if (name == "tags")
        return static_cast<double>(run.tags.size());
    if (name == "folder")
        return run.folder.string();
    if (const auto setting = run.settings.find(name); setting != run.settings.end())
        return setting->second;
    if (const auto data = run.scalars(name); data && !data->live.empty())
        return data->live.point(data->live.count() - 1).value;
    if (const auto about = run.about.find(name); about != run.about.end())
        return about->second;
    return {};
}

} // namespace

runlog::Setting fieldOf(const Run& run, const FilterField& field)
{
    using FieldKind = FilterField::Kind;
    if (field.kind == FieldKind::Plain)
        return plainField(run, field.name);
    const auto data = run.scalars(field.name);
    if (!data || data->live.empty())
        return {};
    const Series& series = data->live;
    if (field.kind == FieldKind::First)
        return series.point(0).value;
    if (field.kind == FieldKind::Last)
        return series.point(series.count() - 1).value;
    const Summary all = series.summary();
    if (all.finite == 0)
        return {};
    if (field.kind == FieldKind::Minimum)
        return all.minimum;
    return field.kind == FieldKind::Maximum ? all.maximum : all.sum / static_cast<double>(all.finite);
}

base::Result<RunList> filteredRuns(const RunList& runs, std::string_view filter)
{
    const FilterParse parse = parseFilter(filter);
    if (!parse.filter)
        return parse.error();
    RunList kept;
    for (const auto& run : runs)
        if (parse.filter->matches([&](const FilterField& field) { return fieldOf(*run, field); }))
            kept.push_back(run);
    return kept;
}

base::Result<RunList> sortedRuns(const RunList& runs, std::string_view key, bool descending)
{
    // A field alone is a filter, too.
    const FilterParse parse = parseFilter(key);
    if (!parse.filter)
        return parse.error();
    const auto fields = parse.filter->fields();
    if (fields.size() != 1)
        return base::Error{
            base::ErrorCode::Usage,
            {QT_TRANSLATE_NOOP("Engine", "\"%1\" is no field to sort by; write a name, or min(TAG), last(TAG) …."),
             {std::string(key)}},
            {}};
    const SortKey order[] = {{std::string(key), descending}};
    RunList sorted;
    for (const std::size_t row :
         sortedRows(runs.size(), order, [&](std::size_t at, const SortKey&) { return fieldOf(*runs[at], fields[0]); }))
        sorted.push_back(runs[row]);
    return sorted;
}

} // namespace maquette::runs
