// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Json.h"
#include "base/Result.h"

#include <cstdint>
#include <map>
#include <string>
#include <variant>
#include <vector>

namespace maquette::base {

using ParameterValue = std::variant<bool, std::int64_t, double, std::string>;

/// One parameter, described once. The table drives the form of the window, the flag of the command line (`--name`),
/// the key in JSON and the manual's table.
struct Parameter {
    enum class Type { Boolean, Integer, Real, Choice, Text, File };
    enum class Level { Basic, Advanced, All }; ///< from which view of the form on it is shown

    struct Choice {
        std::string value;
        Message label;
    };

    std::string name; ///< lower case with hyphens, unique in its table
    Type type = Type::Real;
    Message label;
    Message help;
    ParameterValue defaultValue = 0.0;
    double minimum = 0; ///< Integer and Real
    double maximum = 1;
    double step = 0.01;
    std::string unit; ///< "dB", "px", "%", or empty
    std::vector<Choice> choices;
    Level level = Level::Basic;
};

using ParameterTable = std::vector<Parameter>;

/// Values by name; a name that is absent has its default.
class ParameterValues {
public:
    explicit ParameterValues(ParameterTable table = {});

    [[nodiscard]] const ParameterTable& table() const { return m_table; }
    /// Asserts that the name is in the table.
    [[nodiscard]] const ParameterValue& value(const std::string& name) const;
    [[nodiscard]] bool boolean(const std::string& name) const { return std::get<bool>(value(name)); }
    [[nodiscard]] std::int64_t integer(const std::string& name) const { return std::get<std::int64_t>(value(name)); }
    [[nodiscard]] double real(const std::string& name) const { return std::get<double>(value(name)); }
    [[nodiscard]] const std::string& text(const std::string& name) const { return std::get<std::string>(value(name)); }

    /// Usage error when the name is unknown, the type wrong or the value out of range; then nothing is changed.
    Result<void> set(const std::string& name, const ParameterValue& value);
    /// The same from the text of a flag.
    Result<void> setFromText(const std::string& name, const std::string& text);

    /// All values, defaults included, in the order of the table.
    [[nodiscard]] Json toJson() const;
    /// Sets what the object names; stops at the first problem and then leaves everything as it was.
    Result<void> fromJson(const Json& json);

    bool operator==(const ParameterValues& other) const { return m_values == other.m_values; }

private:
    ParameterTable m_table;
    std::map<std::string, ParameterValue> m_values;
};

} // namespace maquette::base
