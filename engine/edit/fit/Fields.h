// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Json.h"
#include "base/Result.h"

#include <string>
#include <vector>

namespace maquette::edit::fit {

/// Reads the fields of a step from JSON and remembers the first problem, so that a builder reads everything and checks
/// once. After a problem every further field reads as its minimum.
class Fields {
public:
    explicit Fields(const base::Json& json)
        : m_json(json)
    {
    }

    /// A finite number in [low, high].
    [[nodiscard]] double real(const char* key, double low, double high);
    [[nodiscard]] int integer(const char* key, int low, int high);
    /// One of `values`.
    [[nodiscard]] std::string choice(const char* key, const std::vector<std::string>& values);
    /// Between `least` and `most` finite numbers in [low, high].
    [[nodiscard]] std::vector<float> reals(const char* key, std::size_t least, std::size_t most, double low,
                                           double high);
    [[nodiscard]] bool has(const char* key) const { return m_json.contains(key); }
    /// Notes a problem with `key` that only the builder can see.
    void refuse(const char* key);

    /// BadInput with the key at fault, or success.
    [[nodiscard]] base::Result<void> check() const;

private:
    const base::Json& m_json;
    std::string m_wrong;
};

} // namespace maquette::edit::fit
