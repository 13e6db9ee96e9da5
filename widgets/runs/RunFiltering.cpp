// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/RunFiltering.h"

#include "runs/analysis/Filter.h"
#include "widgets/common/Text.h"

namespace maquette::widgets {

namespace {

/// What the table shows of a run can be asked for by the same names; then settings, then last values of metrics.
runlog::Setting plainValue(const runs::Run& run, const std::string& name)
{
    if (name == "name")
        return run.name;
    if (name == "status")
        return std::string(runs::nameOf(run.status));
    if (name == "duration")
        return run.duration();
    if (name == "notes")
        return run.notes();
    if (name == "points")
        return double(run.scalarPoints);
    if (const auto setting = run.settings.find(name); setting != run.settings.end())
        return setting->second;
    if (const auto data = run.scalars(name); data && !data->live.empty())
        return data->live.point(data->live.count() - 1).value;
    if (const auto about = run.about.find(name); about != run.about.end())
        return about->second;
    return {};
}

runlog::Setting valueOf(const runs::Run& run, const runs::FilterField& field)
{
    using Kind = runs::FilterField::Kind;
    if (field.kind == Kind::Plain)
        return plainValue(run, field.name);
    const auto data = run.scalars(field.name);
    if (!data || data->live.empty())
        return {};
    const runs::Series& series = data->live;
    if (field.kind == Kind::First)
        return series.point(0).value;
    if (field.kind == Kind::Last)
        return series.point(series.count() - 1).value;
    const runs::Summary all = series.summary();
    if (all.finite == 0)
        return {};
    if (field.kind == Kind::Minimum)
        return all.minimum;
    return field.kind == Kind::Maximum ? all.maximum : all.sum / double(all.finite);
}

} // namespace

FilterOutcome filterRuns(const QString& text, const std::vector<RunPtr>& runs)
{
    FilterOutcome outcome;
    outcome.keep.assign(runs.size(), true);
    const std::string bytes = toUtf8(text);
    const runs::FilterParse parse = runs::parseFilter(bytes);
    if (!parse.filter) {
        outcome.error = translated(parse.trouble);
        outcome.position = static_cast<int>(fromUtf8(bytes.substr(0, parse.position)).size());
        return outcome;
    }
    if (!parse.filter->empty())
        for (std::size_t i = 0; i < runs.size(); ++i)
            outcome.keep[i] = parse.filter->matches(
                [&run = *runs[i]](const runs::FilterField& field) { return valueOf(run, field); });
    return outcome;
}

} // namespace maquette::widgets
