// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Parameter.h"

#include <utility>

// Short ways to write the rows of a table of parameters.
namespace maquette::base {

[[nodiscard]] inline Parameter integerParameter(const char* name, Message label, Message help, std::int64_t value,
                                                double minimum, double maximum)
{
    return {.name = name,
            .type = Parameter::Type::Integer,
            .label = std::move(label),
            .help = std::move(help),
            .defaultValue = value,
            .minimum = minimum,
            .maximum = maximum,
            .step = 1};
}

[[nodiscard]] inline Parameter realParameter(const char* name, Message label, Message help, double value,
                                             double minimum, double maximum, const char* unit = "")
{
    return {.name = name,
            .type = Parameter::Type::Real,
            .label = std::move(label),
            .help = std::move(help),
            .defaultValue = value,
            .minimum = minimum,
            .maximum = maximum,
            .step = (maximum - minimum) / 100,
            .unit = unit};
}

[[nodiscard]] inline Parameter booleanParameter(const char* name, Message label, Message help, bool value)
{
    return {.name = name,
            .type = Parameter::Type::Boolean,
            .label = std::move(label),
            .help = std::move(help),
            .defaultValue = value};
}

[[nodiscard]] inline Parameter fileParameter(const char* name, Message label, Message help)
{
    return {.name = name,
            .type = Parameter::Type::File,
            .label = std::move(label),
            .help = std::move(help),
            .defaultValue = std::string()};
}

[[nodiscard]] inline Parameter textParameter(const char* name, Message label, Message help, std::string value)
{
    return {.name = name,
            .type = Parameter::Type::Text,
            .label = std::move(label),
            .help = std::move(help),
            .defaultValue = std::move(value)};
}

[[nodiscard]] inline Parameter choiceParameter(const char* name, Message label, Message help, std::string value,
                                               std::vector<Parameter::Choice> choices)
{
    return {.name = name,
            .type = Parameter::Type::Choice,
            .label = std::move(label),
            .help = std::move(help),
            .defaultValue = std::move(value),
            .choices = std::move(choices)};
}

} // namespace maquette::base
