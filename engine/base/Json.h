// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace maquette::base {

/// JSON with the keys in the order in which they were written.
using Json = nlohmann::ordered_json;

/// Parses UTF-8 JSON. BadInput names `source` and the byte offset; nesting deeper than `maxDepth` and repeated keys
/// are refused. Nothing is thrown.
[[nodiscard]] Result<Json> parseJson(std::string_view text, const std::string& source, int maxDepth = 64);

/// One line of JSON, invalid UTF-8 replaced; non-finite numbers become null as JSON has no word for them.
[[nodiscard]] std::string dumpJson(const Json& json, int indent = -1);

} // namespace maquette::base
