// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "edit/families/StepTools.h"

#include "base/Threads.h"

#include <algorithm>

namespace maquette::edit {

base::Parameter realParameter(const char* name, const char* label, const char* help, double value, double low,
                              double high, double step, const char* unit)
{
    return look::slider(name, {label}, {help}, value, std::min(low, value), std::max(high, value), step, unit);
}

base::Parameter percentParameter(const char* name, const char* label, const char* help, double share, double low,
                                 double high)
{
    return realParameter(name, label, help, 100 * share, low, high, 1, "%");
}

namespace look {

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

} // namespace look

} // namespace maquette::edit
