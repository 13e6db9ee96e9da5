// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Json.h"
#include "base/Result.h"

#include <array>
#include <string>
#include <vector>

namespace maquette::edit::fit {

/// Reads the fields of a step from JSON and remembers the first problem, so that a builder reads everything and checks
/// once. A field with a problem reads as its minimum, the first of its choices, or nothing.
class Fields {
public:
    explicit Fields(const base::Json& json)
        : m_json(json)
    {
    }

    /// A finite number in [low, high].
    [[nodiscard]] double real(const char* key, double low, double high);
    /// A whole number in [low, high].
    [[nodiscard]] int integer(const char* key, int low, int high);
    [[nodiscard]] bool boolean(const char* key);
    [[nodiscard]] std::string text(const char* key);
    /// A list of `count` finite numbers in [low, high].
    [[nodiscard]] std::vector<double> reals(const char* key, std::size_t count, double low, double high);
    /// Between `least` and `most` of them.
    [[nodiscard]] std::vector<float> reals(const char* key, std::size_t least, std::size_t most, double low,
                                           double high);
    /// Red, green and blue.
    [[nodiscard]] std::array<double, 3> color(const char* key, double low = 0, double high = 1);
    /// A text that is one of `values`.
    [[nodiscard]] std::string choice(const char* key, const std::vector<std::string>& values);
    /// The place in `values` of a text that is one of them.
    template <class Values> [[nodiscard]] int place(const char* key, const Values& values)
    {
        const std::string value = text(key);
        for (std::size_t i = 0; i < values.size(); ++i)
            if (value == values[i])
                return static_cast<int>(i);
        refuse(key, "unknown");
        return 0;
    }
    [[nodiscard]] bool has(const char* key) const { return m_json.contains(key); }
    /// Notes a problem with `key` that only the builder can see, unless there was one before.
    void refuse(const char* key, const char* why = "unfit");

    [[nodiscard]] bool ok() const { return m_key.empty(); }
    /// BadInput with the key at fault; only where not ok().
    [[nodiscard]] base::Error error() const;
    /// error(), or success.
    [[nodiscard]] base::Result<void> check() const;

private:
    /// Null, and a problem, where there is no such field.
    const base::Json* member(const char* key);
    /// The numbers of a list of `least` to `most`; false, and a problem, where it is none.
    bool list(const char* key, std::size_t least, std::size_t most, double low, double high,
              std::vector<double>& values);

    const base::Json& m_json;
    std::string m_key;
    std::string m_why;
};

} // namespace maquette::edit::fit
