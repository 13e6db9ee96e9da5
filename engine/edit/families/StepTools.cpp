// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/StepTools.h"

#include "base/Threads.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace maquette::edit::look {

const base::Json* FieldReader::member(const char* key)
{
    const auto found = m_json.find(key);
    if (found != m_json.end())
        return &*found;
    refuse(key, "missing");
    return nullptr;
}

void FieldReader::refuse(const char* key, const char* why)
{
    if (!m_problem.empty())
        return;
    m_key = key;
    m_problem = why;
}

double FieldReader::number(const char* key, double low, double high)
{
    const base::Json* json = member(key);
    if (!json)
        return low;
    if (!json->is_number()) {
        refuse(key, "not a number");
        return low;
    }
    const double value = json->get<double>();
    if (!(value >= low && value <= high)) {
        refuse(key, "out of range");
        return low;
    }
    return value;
}

int FieldReader::integer(const char* key, int low, int high)
{
    const double value = number(key, low, high);
    if (value != std::floor(value))
        refuse(key, "not a whole number");
    return static_cast<int>(value);
}

bool FieldReader::boolean(const char* key)
{
    const base::Json* json = member(key);
    if (json && !json->is_boolean())
        refuse(key, "not true or false");
    return json && json->is_boolean() && json->get<bool>();
}

std::string FieldReader::text(const char* key)
{
    const base::Json* json = member(key);
    if (json && !json->is_string())
        refuse(key, "not a text");
    return json && json->is_string() ? json->get<std::string>() : std::string();
}

std::vector<double> FieldReader::numbers(const char* key, std::size_t count, double low, double high)
{
    std::vector<double> values(count, low);
    const base::Json* json = member(key);
    if (!json)
        return values;
    if (!json->is_array() || json->size() != count) {
        refuse(key, "not a list of the right length");
        return values;
    }
    for (std::size_t i = 0; i < count; ++i) {
        const base::Json& item = (*json)[i];
        if (!item.is_number() || !(item.get<double>() >= low && item.get<double>() <= high))
            refuse(key, "not numbers in range");
        else
            values[i] = item.get<double>();
    }
    return values;
}

Color FieldReader::color(const char* key, double low, double high)
{
    const std::vector<double> values = numbers(key, 3, low, high);
    return {values[0], values[1], values[2]};
}

int FieldReader::choice(const char* key, const std::vector<const char*>& names)
{
    const std::string value = text(key);
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (value == names[i])
            return static_cast<int>(i);
    }
    refuse(key, "unknown");
    return 0;
}

base::Error FieldReader::error() const
{
    return {base::ErrorCode::BadInput,
            {QT_TRANSLATE_NOOP("Engine", "The description of a step cannot be used: “%1”."), {m_key}},
            m_problem};
}

base::Parameter slider(const char* name, base::Message label, base::Message help, double value, double minimum,
                       double maximum, double step, const char* unit)
{
    base::Parameter parameter;
    parameter.name = name;
    parameter.type = base::Parameter::Type::Real;
    parameter.label = std::move(label);
    parameter.help = std::move(help);
    parameter.defaultValue = std::clamp(value, minimum, maximum);
    parameter.minimum = minimum;
    parameter.maximum = maximum;
    parameter.step = step;
    parameter.unit = unit;
    return parameter;
}

base::Message colorName(const Color& color)
{
    const double high = *std::max_element(color.begin(), color.end());
    const double low = *std::min_element(color.begin(), color.end());
    if (high < 0.12)
        return {QT_TRANSLATE_NOOP("Engine", "black")};
    if (high - low < 0.14) {
        if (low > 0.86)
            return {QT_TRANSLATE_NOOP("Engine", "white")};
        if (high < 0.4)
            return {QT_TRANSLATE_NOOP("Engine", "dark gray")};
        return high > 0.7 ? base::Message{QT_TRANSLATE_NOOP("Engine", "light gray")}
                          : base::Message{QT_TRANSLATE_NOOP("Engine", "gray")};
    }
    double hue = 0; // sixths of the circle, 0 red, 2 green, 4 blue
    if (high == color[0])
        hue = (color[1] - color[2]) / (high - low);
    else if (high == color[1])
        hue = 2 + (color[2] - color[0]) / (high - low);
    else
        hue = 4 + (color[0] - color[1]) / (high - low);
    hue = hue < 0 ? hue + 6 : hue;
    if (low > 0.7 && hue < 1.25)
        return {QT_TRANSLATE_NOOP("Engine", "cream")};
    if (hue < 1 && high < 0.6 && hue > 0.2)
        return {QT_TRANSLATE_NOOP("Engine", "brown")};
    struct Named {
        double below;
        const char* text;
    };
    static constexpr Named names[] = {
        {0.25, QT_TRANSLATE_NOOP("Engine", "red")},    {0.75, QT_TRANSLATE_NOOP("Engine", "orange")},
        {1.25, QT_TRANSLATE_NOOP("Engine", "yellow")}, {2.6, QT_TRANSLATE_NOOP("Engine", "green")},
        {3.4, QT_TRANSLATE_NOOP("Engine", "cyan")},    {4.3, QT_TRANSLATE_NOOP("Engine", "blue")},
        {4.8, QT_TRANSLATE_NOOP("Engine", "purple")},  {5.6, QT_TRANSLATE_NOOP("Engine", "magenta")},
        {7, QT_TRANSLATE_NOOP("Engine", "red")},
    };
    for (const Named& named : names) {
        if (hue < named.below)
            return {named.text};
    }
    return {QT_TRANSLATE_NOOP("Engine", "red")};
}

void forRows(const imaging::Image& image, const std::function<void(int, int)>& body)
{
    const std::int64_t grain = std::max(1, 16384 / std::max(1, image.width));
    base::parallelFor(image.height, grain, [&](std::int64_t begin, std::int64_t end) {
        body(static_cast<int>(begin), static_cast<int>(end));
    });
}

} // namespace maquette::edit::look
