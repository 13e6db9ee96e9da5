// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cloud/CloudLabels.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <set>

namespace maquette::cloud {

using base::Error;
using base::ErrorCode;
using base::Json;
using base::Result;

namespace {

constexpr const char* roleNames[] = {"", "label", "prediction", "instance", "intensity"};

std::string lower(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
    return text;
}

/// Labels of the wanted role, or of the other one where it is the only one there is.
const Attribute* labelsFor(const Cloud& cloud, Role wanted)
{
    const Attribute* found = cloud.find(wanted);
    return found != nullptr ? found : cloud.find(wanted == Role::Label ? Role::Prediction : Role::Label);
}

Json rangeOf(const Column& column)
{
    double low = 0;
    double high = 0;
    bool any = false;
    const std::size_t count = sizeOf(column);
    for (std::size_t i = 0; i < count; ++i) {
        const double value = valueAt(column, i);
        if (!std::isfinite(value))
            continue;
        low = any ? std::min(low, value) : value;
        high = any ? std::max(high, value) : value;
        any = true;
    }
    return any ? Json{{"low", low}, {"high", high}} : Json(nullptr);
}

Json countsOf(const std::vector<std::int32_t>& labels, const ClassTable& table)
{
    std::map<std::int32_t, std::int64_t> counts;
    for (const std::int32_t label : labels)
        ++counts[label];
    Json list = Json::array();
    for (const auto& [id, points] : counts) {
        const ClassEntry* entry = table.find(id);
        list.push_back(
            {{"id", id}, {"name", entry != nullptr ? entry->name : std::string("other")}, {"points", points}});
    }
    return list;
}

} // namespace

std::string tableHint(const std::filesystem::path& file)
{
    if (lower(file.extension().string()) == ".las")
        return "las";
    // "Area_5", "room_12": whole words, as many a folder is called after some room.
    const auto numbered = [](const std::string& name, std::string_view word) {
        return name.starts_with(word) && name.size() > word.size()
            && std::isdigit(static_cast<unsigned char>(name[word.size()])) != 0;
    };
    for (const auto& part : file) {
        const std::string name = lower(part.string());
        if (numbered(name, "area_") || name.find("s3dis") != std::string::npos)
            return "s3dis";
        if (name.find("scannet") != std::string::npos)
            return "scannet";
    }
    return numbered(lower(file.filename().string()), "room_") ? "s3dis" : "";
}

Result<CloudLabels> labelsOfCloud(const Cloud& cloud, const std::filesystem::path& file, const std::string& choice)
{
    CloudLabels labels;
    if (const Attribute* truth = cloud.find(Role::Label))
        labels.truth = labelsOf(truth->values);
    if (const Attribute* prediction = cloud.find(Role::Prediction))
        labels.prediction = labelsOf(prediction->values);
    if (!choice.empty()) {
        if (const ClassTable* known = classTable(choice)) {
            labels.table = *known;
            return labels;
        }
        auto read = readClassTable(choice);
        if (!read.ok())
            return read.error();
        labels.table = std::move(read).value();
        return labels;
    }
    labels.table
        = tableOfLabels(labels.truth, labels.prediction, cloud.classTable.empty() ? tableHint(file) : cloud.classTable);
    return labels;
}

ClassTable tableOfLabels(const std::vector<std::int32_t>& truth, const std::vector<std::int32_t>& prediction,
                         const std::string& hint)
{
    if (truth.empty() || prediction.empty())
        return guessTable(truth.empty() ? prediction : truth, hint);
    std::vector<std::int32_t> all = truth;
    all.insert(all.end(), prediction.begin(), prediction.end());
    return guessTable(all, hint);
}

bool sameClasses(const ClassTable& table, const ClassTable& other)
{
    if (table.id == other.id && classTable(table.id) != nullptr)
        return true;
    return !other.entries.empty()
        && std::all_of(other.entries.begin(), other.entries.end(), [&](const ClassEntry& entry) {
               const ClassEntry* mine = table.find(entry.id);
               return mine != nullptr && lower(mine->name) == lower(entry.name);
           });
}

JoinedTable joinTables(const ClassTable& table, const ClassTable& other)
{
    JoinedTable joined{table, {}};
    joined.table.id.clear();
    joined.table.name = table.name + " + " + other.name;
    std::map<std::string, std::int32_t> byName;
    std::set<std::int32_t> taken;
    for (const ClassEntry& entry : table.entries) {
        byName.emplace(lower(entry.name), entry.id);
        taken.insert(entry.id);
    }
    for (const ClassEntry& entry : other.entries) {
        if (const auto known = byName.find(lower(entry.name)); known != byName.end()) {
            joined.ids.push_back(known->second);
            continue;
        }
        std::int32_t id = entry.id;
        if (taken.count(id) != 0)
            id = std::max(*taken.rbegin(), other.entries.back().id) + 1;
        if (joined.table.entries.size() >= otherSlot || id < 0) {
            joined.ids.push_back(-1);
            continue;
        }
        taken.insert(id);
        joined.table.entries.push_back({id, entry.name, entry.color});
        joined.ids.push_back(id);
    }
    std::sort(joined.table.entries.begin(), joined.table.entries.end(),
              [](const ClassEntry& a, const ClassEntry& b) { return a.id < b.id; });
    return joined;
}

std::vector<std::int32_t> placesOf(const std::vector<std::int32_t>& labels, const ClassTable& table)
{
    std::vector<std::int32_t> places(labels.size());
    std::transform(labels.begin(), labels.end(), places.begin(), [&](std::int32_t label) {
        const std::uint8_t slot = table.slot(label);
        return slot == otherSlot ? -1 : static_cast<std::int32_t>(slot);
    });
    return places;
}

Result<LabelPair> pairLabels(const Cloud& truth, const Cloud& prediction, const ClassTable& table)
{
    const Attribute* first = labelsFor(truth, Role::Label);
    const Attribute* second = labelsFor(prediction, Role::Prediction);
    for (const auto& [attribute, cloud] : {std::pair{first, &truth}, {second, &prediction}})
        if (attribute == nullptr)
            return Error{ErrorCode::BadInput, {QT_TRANSLATE_NOOP("Engine", "%1 has no labels."), {cloud->name}}, {}};
    if (truth.size() != prediction.size())
        return Error{
            ErrorCode::BadInput,
            {QT_TRANSLATE_NOOP("Engine", "%1 has %2 points and %3 has %4: they cannot be compared point by point."),
             {truth.name, std::to_string(truth.size()), prediction.name, std::to_string(prediction.size())}},
            {}};
    return LabelPair{placesOf(labelsOf(first->values), table), placesOf(labelsOf(second->values), table)};
}

Json describeCloud(const Cloud& cloud, const CloudLabels& labels)
{
    const Bounds bounds = boundsOf(cloud);
    Json low = Json::array();
    Json high = Json::array();
    for (std::size_t axis = 0; axis < 3; ++axis) {
        low.push_back(cloud.shift[axis] + static_cast<double>(bounds.low[axis]));
        high.push_back(cloud.shift[axis] + static_cast<double>(bounds.high[axis]));
    }
    Json attributes = Json::array();
    for (const auto& attribute : cloud.attributes)
        attributes.push_back({{"name", attribute.name},
                              {"type", typeName(attribute.values)},
                              {"role", roleNames[static_cast<int>(attribute.role)]},
                              {"range", rangeOf(attribute.values)}});
    Json json = {{"name", cloud.name},
                 {"points", cloud.size()},
                 {"bounds", cloud.size() > 0 ? Json{{"low", low}, {"high", high}} : Json(nullptr)},
                 {"shift", cloud.shift},
                 {"colors", cloud.hasColors()},
                 {"attributes", std::move(attributes)},
                 {"class-table", labels.table.id}};
    if (!labels.truth.empty())
        json["classes"] = countsOf(labels.truth, labels.table);
    if (!labels.prediction.empty())
        json["predicted-classes"] = countsOf(labels.prediction, labels.table);
    json["dropped-points"] = cloud.droppedPoints;
    json["notes"] = cloud.notes;
    return json;
}

} // namespace maquette::cloud
