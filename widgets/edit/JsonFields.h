// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Json.h"
#include "base/Result.h"

#include <cstdint>
#include <string>
#include <string_view>

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

/// Parses what carries "format", "version" and "program" and holds versions 1 … `version` of `format`. `foreign` is the
/// sentence (marked for "Engine", %1 is `name`) for a text without them. BadInput.
[[nodiscard]] inline base::Result<base::Json> parseFormat(std::string_view text, const std::string& name,
                                                          const char* format, std::int64_t version, const char* foreign)
{
    auto json = base::parseJson(text, name);
    if (!json.ok())
        return json;
    const base::Json found = fieldIn(json.value(), "version");
    if (textIn(json.value(), "format") != format || !found.is_number_integer())
        return base::Error{base::ErrorCode::BadInput, {foreign, {name}}, "no format and version"};
    const auto number = found.get<std::int64_t>();
    if (number > version || number < 1)
        return base::Error{base::ErrorCode::BadInput,
                           {QT_TRANSLATE_NOOP("Engine", "%1 was saved by a newer version of the program (%2)."),
                            {name, textIn(json.value(), "program")}},
                           "version " + std::to_string(number)};
    return json;
}

} // namespace maquette::widgets
