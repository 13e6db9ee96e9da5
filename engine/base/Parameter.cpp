// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Parameter.h"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <cmath>

namespace maquette::base {

namespace {

Error usage(Message message) { return {ErrorCode::Usage, std::move(message), {}}; }

std::string choiceList(const Parameter& parameter)
{
    std::string list;
    for (const auto& choice : parameter.choices)
        list += (list.empty() ? "" : ", ") + choice.value;
    return list;
}

Result<void> checkValue(const Parameter& parameter, const ParameterValue& value)
{
    const auto range = [&](double number) -> Result<void> {
        if (number >= parameter.minimum && number <= parameter.maximum)
            return {};
        const int decimals = parameter.type == Parameter::Type::Integer ? 0 : 3;
        return usage({QT_TRANSLATE_NOOP("Engine", "%1 is %2; it goes from %3 to %4."),
                      {parameter.name, base::number(number, decimals), base::number(parameter.minimum, decimals),
                       base::number(parameter.maximum, decimals)}});
    };
    if (value.index() != parameter.defaultValue.index())
        return usage({QT_TRANSLATE_NOOP("Engine", "%1 is of another type."), {parameter.name}});
    if (const auto* integer = std::get_if<std::int64_t>(&value))
        return range(static_cast<double>(*integer));
    if (const auto* real = std::get_if<double>(&value))
        return range(*real);
    if (parameter.type == Parameter::Type::Choice) {
        const auto& text = std::get<std::string>(value);
        const bool known = std::any_of(parameter.choices.begin(), parameter.choices.end(),
                                       [&](const auto& choice) { return choice.value == text; });
        if (!known)
            return usage({QT_TRANSLATE_NOOP("Engine", "%1 is \"%2\"; it is one of: %3."),
                          {parameter.name, text, choiceList(parameter)}});
    }
    return {};
}

template <class T> bool parse(const std::string& text, T& value)
{
    const auto* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    return error == std::errc() && stop == end;
}

const Parameter* find(const ParameterTable& table, const std::string& name)
{
    const auto found = std::find_if(table.begin(), table.end(), [&](const auto& entry) { return entry.name == name; });
    return found == table.end() ? nullptr : &*found;
}

Error unknown(const std::string& name)
{
    return usage({QT_TRANSLATE_NOOP("Engine", "There is no parameter %1."), {name}});
}

} // namespace

ParameterValues::ParameterValues(ParameterTable table)
    : m_table(std::move(table))
{
    for (const auto& parameter : m_table)
        m_values[parameter.name] = parameter.defaultValue;
}

const ParameterValue& ParameterValues::value(const std::string& name) const
{
    const auto found = m_values.find(name);
    assert(found != m_values.end());
    return found->second;
}

Result<void> ParameterValues::set(const std::string& name, const ParameterValue& value)
{
    const Parameter* parameter = find(m_table, name);
    if (!parameter)
        return unknown(name);
    if (auto checked = checkValue(*parameter, value); !checked.ok())
        return checked;
    m_values[name] = value;
    return {};
}

Result<void> ParameterValues::setFromText(const std::string& name, const std::string& text)
{
    const Parameter* parameter = find(m_table, name);
    if (!parameter)
        return unknown(name);
    switch (parameter->type) {
    case Parameter::Type::Boolean:
        if (text == "on" || text == "true" || text == "1" || text.empty())
            return set(name, true);
        if (text == "off" || text == "false" || text == "0")
            return set(name, false);
        return usage({QT_TRANSLATE_NOOP("Engine", "%1 is \"%2\"; write on or off."), {name, text}});
    case Parameter::Type::Integer: {
        std::int64_t integer = 0;
        if (!parse(text, integer))
            return usage({QT_TRANSLATE_NOOP("Engine", "%1 is \"%2\"; a whole number is needed."), {name, text}});
        return set(name, integer);
    }
    case Parameter::Type::Real: {
        double real = 0;
        if (!parse(text, real) || !std::isfinite(real))
            return usage({QT_TRANSLATE_NOOP("Engine", "%1 is \"%2\"; a number is needed."), {name, text}});
        return set(name, real);
    }
    case Parameter::Type::Choice:
    case Parameter::Type::Text:
    case Parameter::Type::File:
        return set(name, text);
    }
    return {};
}

Json ParameterValues::toJson() const
{
    Json json = Json::object();
    for (const auto& parameter : m_table)
        std::visit([&](const auto& value) { json[parameter.name] = value; }, m_values.at(parameter.name));
    return json;
}

Result<void> ParameterValues::fromJson(const Json& json)
{
    if (!json.is_object())
        return usage({QT_TRANSLATE_NOOP("Engine", "The parameters are not a JSON object."), {}});
    ParameterValues changed = *this;
    for (const auto& [name, item] : json.items()) {
        const Parameter* parameter = find(m_table, name);
        if (!parameter)
            return unknown(name);
        ParameterValue value = parameter->defaultValue;
        if (item.is_boolean())
            value = item.get<bool>();
        else if (item.is_number() && parameter->type == Parameter::Type::Real)
            value = item.get<double>();
        else if (item.is_number_integer())
            value = item.get<std::int64_t>();
        else if (item.is_string())
            value = item.get<std::string>();
        else
            return usage({QT_TRANSLATE_NOOP("Engine", "%1 is of another type."), {name}});
        if (auto result = changed.set(name, value); !result.ok())
            return result;
    }
    m_values = std::move(changed.m_values);
    return {};
}

} // namespace maquette::base
