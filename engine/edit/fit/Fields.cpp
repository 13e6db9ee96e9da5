// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/fit/Fields.h"

#include <algorithm>
#include <cmath>

namespace maquette::edit::fit {

const base::Json* Fields::member(const char* key)
{
    const auto found = m_json.find(key);
    if (found != m_json.end())
        return &*found;
    refuse(key, "missing");
    return nullptr;
}

double Fields::real(const char* key, double low, double high)
{
    const base::Json* json = member(key);
    if (!json)
        return low;
    const double value = json->is_number() ? json->get<double>() : NAN;
    if (value >= low && value <= high)
        return value;
    refuse(key, json->is_number() ? "out of range" : "not a number");
    return low;
}

int Fields::integer(const char* key, int low, int high)
{
    const double value = real(key, low, high);
    if (value == std::floor(value))
        return static_cast<int>(value);
    refuse(key, "not a whole number");
    return low;
}

bool Fields::boolean(const char* key)
{
    const base::Json* json = member(key);
    if (json && !json->is_boolean())
        refuse(key, "not true or false");
    return json && json->is_boolean() && json->get<bool>();
}

std::string Fields::text(const char* key)
{
    const base::Json* json = member(key);
    if (json && !json->is_string())
        refuse(key, "not a text");
    return json && json->is_string() ? json->get<std::string>() : std::string();
}

bool Fields::list(const char* key, std::size_t least, std::size_t most, double low, double high,
                  std::vector<double>& values)
{
    const base::Json* json = member(key);
    if (!json)
        return false;
    if (!json->is_array() || json->size() < least || json->size() > most) {
        refuse(key, "not a list of the right length");
        return false;
    }
    values.reserve(json->size());
    for (const auto& item : *json) {
        const double value = item.is_number() ? item.get<double>() : NAN;
        if (!(value >= low && value <= high)) {
            refuse(key, "not numbers in range");
            return false;
        }
        values.push_back(value);
    }
    return true;
}

std::vector<double> Fields::reals(const char* key, std::size_t count, double low, double high)
{
    std::vector<double> values;
    if (!list(key, count, count, low, high, values))
        values.assign(count, low);
    return values;
}

std::vector<float> Fields::reals(const char* key, std::size_t least, std::size_t most, double low, double high)
{
    std::vector<double> values;
    if (!list(key, least, most, low, high, values))
        values.assign(least, low);
    return {values.begin(), values.end()};
}

std::array<double, 3> Fields::color(const char* key, double low, double high)
{
    const std::vector<double> values = reals(key, 3, low, high);
    return {values[0], values[1], values[2]};
}

std::string Fields::choice(const char* key, const std::vector<std::string>& values)
{
    return values[static_cast<std::size_t>(place(key, values))];
}

void Fields::refuse(const char* key, const char* why)
{
    if (!ok())
        return;
    m_key = key;
    m_why = why;
}

base::Error Fields::error() const
{
    return {base::ErrorCode::BadInput,
            {QT_TRANSLATE_NOOP("Engine", "A step of the explanation has no usable value for “%1”."), {m_key}},
            m_why};
}

base::Result<void> Fields::check() const
{
    if (ok())
        return {};
    return error();
}

} // namespace maquette::edit::fit
