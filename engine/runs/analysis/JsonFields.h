// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Json.h"
#include "runs/analysis/Curve.h"

#include <cstdint>
#include <optional>
#include <string>

namespace maquette::runs {

// Fields of an object that somebody else wrote: what is absent or of another type is as if it were not there.

[[nodiscard]] inline double numberField(const base::Json& object, const char* key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_number() ? found->get<double>() : missing;
}

/// Whole numbers that fit 64 bits with sign.
[[nodiscard]] inline std::optional<std::int64_t> integerField(const base::Json& object, const char* key)
{
    const auto found = object.find(key);
    if (found == object.end() || !found->is_number_integer())
        return std::nullopt;
    if (found->is_number_unsigned()
        && found->get<std::uint64_t>() > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
        return std::nullopt;
    return found->get<std::int64_t>();
}

[[nodiscard]] inline std::string textField(const base::Json& object, const char* key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

} // namespace maquette::runs
