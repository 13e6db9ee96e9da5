// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Json.h"

#include <string>

namespace maquette::widgets {

/// Fields of JSON from files: what is absent or of another kind counts as not given.
[[nodiscard]] inline base::Json fieldIn(const base::Json& json, const char* key)
{
    return json.is_object() && json.contains(key) ? json.at(key) : base::Json();
}

[[nodiscard]] inline double numberIn(const base::Json& json, const char* key, double fallback)
{
    const base::Json value = fieldIn(json, key);
    return value.is_number() ? value.get<double>() : fallback;
}

[[nodiscard]] inline std::string textIn(const base::Json& json, const char* key)
{
    const base::Json value = fieldIn(json, key);
    return value.is_string() ? value.get<std::string>() : std::string();
}

} // namespace maquette::widgets
