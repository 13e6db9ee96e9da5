// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs/analysis/AlarmSettings.h"

#include "base/File.h"

#include <algorithm>
#include <cmath>

namespace maquette::runs {

using base::Json;
using Kind = AlarmRule::Kind;

namespace {

constexpr double week = 604'800;
constexpr std::array<AlarmFacts, AlarmSettings::count> allFacts = {{
    {AlarmName::NotFinite, "notFinite", 0, 0, 0, ""},
    {AlarmName::Silent, "silent", 600, 1, week, "s"},
    {AlarmName::Overflow, "overflow", 0.001, 0, 100, "%"},
    {AlarmName::Underflow, "underflow", 5, 0, 100, "%"},
    {AlarmName::Headroom, "headroom", 0, -64, 64, "bits"},
    {AlarmName::StaleScale, "staleScale", 2000, 1, 1e9, "steps"},
    {AlarmName::ScaleJump, "scaleJump", 6, 0.5, 64, "powers of two"},
}};

base::Error unusable(const std::string& source, const std::string& key)
{
    return {base::ErrorCode::BadInput,
            {QT_TRANSLATE_NOOP("Engine", "%1 has no settings of alarms that can be used: %2."), {source, key}},
            {}};
}

void add(std::vector<AlarmRule>& rules, const AlarmSettings& settings, AlarmName name, Kind kind, const char* tags)
{
    if (!settings.of(name).on)
        return;
    const double limit = settings.of(name).limit;
    AlarmRule rule;
    rule.kind = kind;
    rule.tags = tags;
    if (kind == Kind::Silent)
        rule.seconds = limit;
    else if (kind == Kind::Stale)
        rule.steps = static_cast<std::int64_t>(limit);
    else if (kind == Kind::Jump)
        rule.binades = limit;
    else
        rule.threshold = limit;
    rules.push_back(std::move(rule));
}

} // namespace

AlarmSettings::AlarmSettings()
{
    for (const AlarmFacts& fact : allFacts)
        m_choices[static_cast<std::size_t>(fact.name)].limit = fact.limit;
}

std::span<const AlarmFacts, AlarmSettings::count> AlarmSettings::facts() { return allFacts; }

void AlarmSettings::set(AlarmName name, Choice choice)
{
    const AlarmFacts& fact = allFacts[static_cast<std::size_t>(name)];
    choice.limit = std::isnan(choice.limit) ? fact.limit : std::clamp(choice.limit, fact.lowest, fact.highest);
    if (name == AlarmName::StaleScale)
        choice.limit = std::round(choice.limit);
    m_choices[static_cast<std::size_t>(name)] = choice;
}

std::vector<AlarmRule> AlarmSettings::scalarRules() const
{
    std::vector<AlarmRule> rules;
    add(rules, *this, AlarmName::NotFinite, Kind::NotFinite, "*");
    add(rules, *this, AlarmName::Silent, Kind::Silent, "*");
    add(rules, *this, AlarmName::Overflow, Kind::Overflow, "*overflows%*");
    add(rules, *this, AlarmName::Underflow, Kind::Underflow, "*underflows%*");
    return rules;
}

std::vector<AlarmRule> AlarmSettings::fp8Rules() const
{
    std::vector<AlarmRule> rules;
    add(rules, *this, AlarmName::Overflow, Kind::Overflow, "*_overflows%");
    add(rules, *this, AlarmName::Underflow, Kind::Underflow, "*_underflows%");
    add(rules, *this, AlarmName::Headroom, Kind::Below, "*_headroom");
    add(rules, *this, AlarmName::StaleScale, Kind::Stale, "*_activation_scale");
    add(rules, *this, AlarmName::StaleScale, Kind::Stale, "*_gradient_scale");
    add(rules, *this, AlarmName::ScaleJump, Kind::Jump, "*_scale");
    add(rules, *this, AlarmName::NotFinite, Kind::NotFinite, "*_cur_amax");
    return rules;
}

Json AlarmSettings::toJson() const
{
    Json json = Json::object();
    for (const AlarmFacts& fact : allFacts) {
        json[fact.key] = {{"on", of(fact.name).on}};
        if (*fact.unit != '\0')
            json[fact.key]["limit"] = of(fact.name).limit;
    }
    return json;
}

base::Result<void> AlarmSettings::read(const Json& json, const std::string& source)
{
    if (!json.is_object())
        return unusable(source, "{ }");
    AlarmSettings read = *this;
    for (const auto& [key, value] : json.items()) {
        const auto* fact
            = std::find_if(allFacts.begin(), allFacts.end(), [&](const AlarmFacts& one) { return one.key == key; });
        if (fact == allFacts.end() || !value.is_object())
            return unusable(source, key);
        Choice choice = read.of(fact->name);
        for (const auto& [part, given] : value.items()) {
            if (part == "on" && given.is_boolean())
                choice.on = given.get<bool>();
            else if (part == "limit" && given.is_number() && *fact->unit != '\0')
                choice.limit = given.get<double>();
            else
                return unusable(source, key + "." + part);
        }
        read.set(fact->name, choice);
    }
    *this = read;
    return {};
}

base::Result<void> AlarmSettings::readFrom(const std::string& file)
{
    const auto bytes = base::readFile(file, std::uint64_t(1) << 20);
    if (!bytes.ok())
        return bytes.error();
    const auto json
        = base::parseJson({reinterpret_cast<const char*>(bytes.value().data()), bytes.value().size()}, file);
    return json.ok() ? read(json.value(), file) : base::Result<void>(json.error());
}

} // namespace maquette::runs
