// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/report/RunSummary.h"

#include "runs/analysis/Words.h"

#include <algorithm>
#include <cmath>

namespace maquette::runs {

using base::Json;

namespace {

Json settingJson(const runlog::Setting& setting)
{
    if (const auto* number = std::get_if<double>(&setting))
        return numberJson(*number);
    if (const auto* flag = std::get_if<bool>(&setting))
        return *flag;
    if (const auto* text = std::get_if<std::string>(&setting))
        return *text;
    return nullptr;
}

Json pointJson(const Point& point) { return {{"step", point.step}, {"value", numberJson(point.value)}}; }

Json tagJson(const Tag& tag)
{
    Json json = {{"tag", tag.name}, {"kind", nameOf(tag.kind)}, {"count", tag.count}, {"left", tag.left}};
    if (!tag.displayName.empty())
        json["name"] = tag.displayName;
    if (!tag.description.empty())
        json["description"] = tag.description;
    if (tag.history && tag.history->count() > 0) {
        json["first"] = {{"step", tag.history->entry(0).step}};
        json["last"] = {{"step", tag.history->entry(tag.history->count() - 1).step}};
    }
    if (!tag.scalars || tag.scalars->live.empty())
        return json;
    const Series& series = tag.scalars->live;
    const Summary all = series.summary();
    json["first"] = pointJson(series.point(0));
    json["last"] = pointJson(series.point(series.count() - 1));
    json["minimum"] = all.lowest >= 0 ? pointJson(series.point(all.lowest)) : Json(nullptr);
    json["maximum"] = all.highest >= 0 ? pointJson(series.point(all.highest)) : Json(nullptr);
    json["mean"] = all.finite > 0 ? numberJson(all.sum / static_cast<double>(all.finite)) : Json(nullptr);
    json["notFinite"] = all.count() - all.finite;
    return json;
}

} // namespace

Json numberJson(double value)
{
    if (std::isnan(value))
        return nullptr;
    if (std::isinf(value))
        return value > 0 ? "inf" : "-inf";
    return value;
}

Json toJson(const Trouble& trouble)
{
    return {{"file", trouble.file.string()}, {"offset", trouble.offset}, {"message", trouble.error.english()}};
}

Json lineOf(const Run& run)
{
    Json formats = Json::array();
    for (const auto format : run.formats)
        formats.push_back(nameOf(format));
    return {{"name", run.name},
            {"folder", run.id},
            {"formats", std::move(formats)},
            {"status", nameOf(run.status)},
            {"start", numberJson(run.start)},
            {"duration", numberJson(run.duration())},
            {"points", run.scalarPoints},
            {"tags", run.tags.size()},
            {"troubles", run.troubles.size()}};
}

Json summaryOf(const Run& run)
{
    Json json = lineOf(run);
    json["root"] = run.root.string();
    json["last"] = numberJson(run.last);
    json["settings"] = Json::object();
    for (const auto& [name, value] : run.settings)
        json["settings"][name] = settingJson(value);
    json["about"] = run.about;
    // The run has them as its look-up needs them; people count: metric-2 before metric-10.
    auto tags = run.tags;
    std::stable_sort(tags.begin(), tags.end(),
                     [](const auto& a, const auto& b) { return compareNaturally(a->name, b->name) < 0; });
    json["tags"] = Json::array();
    for (const auto& tag : tags)
        json["tags"].push_back(tagJson(*tag));
    json["troubles"] = Json::array();
    for (const auto& trouble : run.troubles)
        json["troubles"].push_back(toJson(trouble));
    return json;
}

} // namespace maquette::runs
