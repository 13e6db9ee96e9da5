// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is kept of the workspace per set of roots.
#include "widgets/common/Text.h"
#include "widgets/runs/RunsData.h"
#include "widgets/runs/RunsDocument.h"

#include <array>

using namespace Qt::StringLiterals;

namespace maquette::widgets {

namespace {

using base::Json;

constexpr std::array xAxisWords{"step", "relative", "process", "wall", "samples", "tokens", "epoch", "metric"};
constexpr std::array smoothingWords{"none", "tensorboard", "aim", "average", "time", "gaussian"};
constexpr std::array behindWords{"nothing", "raw", "envelope"};
constexpr std::array groupWords{"none", "setting", "pattern"};
constexpr std::array centerWords{"mean", "median"};
constexpr std::array bandWords{"none", "extremes", "deviation", "error", "interval"};

template <class Words, class Enum> std::string wordOf(const Words& words, Enum value)
{
    return words[static_cast<std::size_t>(value)];
}

template <class Words, class Enum> void readWord(const Json& json, const char* key, const Words& words, Enum& value)
{
    const auto found = json.find(key);
    if (found == json.end() || !found->is_string())
        return;
    for (std::size_t i = 0; i < words.size(); ++i)
        if (found->template get<std::string>() == words[i])
            value = static_cast<Enum>(i);
}

void readFlag(const Json& json, const char* key, bool& value)
{
    if (const auto found = json.find(key); found != json.end() && found->is_boolean())
        value = found->get<bool>();
}

void readText(const Json& json, const char* key, std::string& value)
{
    if (const auto found = json.find(key); found != json.end() && found->is_string())
        value = found->get<std::string>();
}

void readNumber(const Json& json, const char* key, double& value)
{
    if (const auto found = json.find(key); found != json.end() && found->is_number())
        value = found->get<double>();
}

void readCount(const Json& json, const char* key, int& value)
{
    double number = value;
    readNumber(json, key, number);
    if (number >= 0 && number < 100000)
        value = static_cast<int>(number);
}

Json toArray(const QStringList& list)
{
    Json array = Json::array();
    for (const QString& text : list)
        array.push_back(toUtf8(text));
    return array;
}

void readList(const Json& json, const char* key, QStringList& list)
{
    const auto found = json.find(key);
    if (found == json.end() || !found->is_array())
        return;
    list.clear();
    for (const Json& entry : *found)
        if (entry.is_string())
            list << fromUtf8(entry.get<std::string>());
}

Json toObject(const QHash<QString, QString>& map)
{
    Json object = Json::object();
    for (auto it = map.begin(); it != map.end(); ++it)
        object[toUtf8(it.key())] = toUtf8(it.value());
    return object;
}

void readMap(const Json& json, const char* key, QHash<QString, QString>& map)
{
    const auto found = json.find(key);
    if (found == json.end() || !found->is_object())
        return;
    map.clear();
    for (const auto& [name, value] : found->items())
        if (value.is_string())
            map.insert(fromUtf8(name), fromUtf8(value.get<std::string>()));
}

Json optionsToJson(const ChartOptions& options)
{
    Json json;
    json["x"] = wordOf(xAxisWords, options.x);
    json["xMetric"] = options.xMetric;
    json["perStep"] = options.perStep;
    json["logX"] = options.logX;
    json["logY"] = options.logY;
    json["smoothing"] = wordOf(smoothingWords, options.smoothing);
    json["amount"] = options.amount;
    json["behind"] = wordOf(behindWords, options.behind);
    json["ignoreOutliers"] = options.ignoreOutliers;
    json["leftBranches"] = options.leftBranches;
    json["groupBy"] = wordOf(groupWords, options.group.by);
    json["groupKey"] = options.group.key;
    json["center"] = wordOf(centerWords, options.group.center);
    json["band"] = wordOf(bandWords, options.group.band);
    return json;
}

void readOptions(const Json& json, ChartOptions& options)
{
    readWord(json, "x", xAxisWords, options.x);
    if (options.x == runs::XAxis::ProcessTime)
        options.x = runs::XAxis::RelativeTime; // not offered by the inspector
    readText(json, "xMetric", options.xMetric);
    readText(json, "perStep", options.perStep);
    readFlag(json, "logX", options.logX);
    readFlag(json, "logY", options.logY);
    readWord(json, "smoothing", smoothingWords, options.smoothing);
    readNumber(json, "amount", options.amount);
    options.amount = std::clamp(options.amount, 0.0, 0.999);
    readWord(json, "behind", behindWords, options.behind);
    readFlag(json, "ignoreOutliers", options.ignoreOutliers);
    readFlag(json, "leftBranches", options.leftBranches);
    readWord(json, "groupBy", groupWords, options.group.by);
    readText(json, "groupKey", options.group.key);
    readWord(json, "center", centerWords, options.group.center);
    readWord(json, "band", bandWords, options.group.band);
}

} // namespace

bool ChartLayout::isFolded(const QString& group) const
{
    return groupRank(group) == GroupRank::Tensor ? !opened.contains(group) : folded.contains(group);
}

void ChartLayout::fold(const QString& group, bool fold)
{
    const bool startsFolded = groupRank(group) == GroupRank::Tensor;
    QStringList& exceptions = startsFolded ? opened : folded;
    exceptions.removeAll(group);
    if (fold != startsFolded)
        exceptions << group;
}

Json RunsDocument::toJson() const
{
    Json json;
    json["version"] = 1;
    json["options"] = optionsToJson(m_options);
    json["pins"] = toArray(m_layout.pins);
    json["order"] = toArray(m_layout.order);
    json["folded"] = toArray(m_layout.folded);
    json["opened"] = toArray(m_layout.opened);
    json["columns"] = m_layout.columns;
    json["height"] = m_layout.height;
    json["alarms"] = m_alarms.toJson();
    json["filter"] = toUtf8(m_filter.text);
    json["hidden"] = toArray(QStringList(m_hidden.begin(), m_hidden.end()));
    QHash<QString, QString> colors;
    for (auto it = m_colors.begin(); it != m_colors.end(); ++it)
        colors.insert(it.key(), it.value().name());
    json["colors"] = toObject(colors);
    json["names"] = toObject(m_names);
    json["notes"] = toObject(m_notes);
    return json;
}

void RunsDocument::fromJson(const Json& json)
{
    if (!json.is_object())
        return;
    if (const auto options = json.find("options"); options != json.end() && options->is_object())
        readOptions(*options, m_options);
    readList(json, "pins", m_layout.pins);
    readList(json, "order", m_layout.order);
    readList(json, "folded", m_layout.folded);
    readList(json, "opened", m_layout.opened);
    readCount(json, "columns", m_layout.columns);
    readCount(json, "height", m_layout.height);
    if (const auto alarms = json.find("alarms"); alarms != json.end())
        static_cast<void>(m_alarms.read(*alarms, "layout of runs")); // nothing is set by what cannot be used
    m_layout.columns = std::clamp(m_layout.columns, 1, 6);
    m_layout.height = std::clamp(m_layout.height, 120, 800);
    std::string filter = toUtf8(m_filter.text);
    readText(json, "filter", filter);
    m_filter.text = fromUtf8(filter);
    QStringList hidden(m_hidden.begin(), m_hidden.end());
    readList(json, "hidden", hidden);
    m_hidden = QSet<QString>(hidden.begin(), hidden.end());
    QHash<QString, QString> colors;
    readMap(json, "colors", colors);
    m_colors.clear();
    for (auto it = colors.begin(); it != colors.end(); ++it)
        if (const QColor color(it.value()); color.isValid())
            m_colors.insert(it.key(), color);
    readMap(json, "names", m_names);
    readMap(json, "notes", m_notes);
    applyFilter();
    makeView();
    Q_EMIT changed(Everything);
}

} // namespace maquette::widgets
