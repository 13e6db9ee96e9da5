// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Json.h"

#include <set>
#include <vector>

namespace maquette::base {

Result<Json> parseJson(std::string_view text, const std::string& source, int maxDepth)
{
    std::vector<std::set<std::string>> keys;
    std::string problem;
    // The parser takes a zero byte for the end and would not see what follows.
    if (const auto zero = text.find('\0'); zero != std::string_view::npos)
        return Error{ErrorCode::BadInput,
                     {QT_TRANSLATE_NOOP("Engine", "%1 holds no valid JSON."), {source}},
                     "zero byte at " + std::to_string(zero)};
    const auto watch = [&](int depth, Json::parse_event_t event, Json& parsed) {
        if (depth > maxDepth && problem.empty())
            problem = "nested deeper than " + std::to_string(maxDepth);
        if (event == Json::parse_event_t::object_start)
            keys.emplace_back();
        else if (event == Json::parse_event_t::object_end && !keys.empty())
            keys.pop_back();
        else if (event == Json::parse_event_t::key && !keys.empty()) {
            const auto& key = parsed.get_ref<const std::string&>();
            if (!keys.back().insert(key).second && problem.empty())
                problem = "key \"" + key + "\" stands twice";
        }
        return problem.empty();
    };
    try {
        Json json = Json::parse(text.begin(), text.end(), watch);
        if (problem.empty())
            return json;
    } catch (const nlohmann::json::exception& exception) {
        problem = exception.what();
    }
    return Error{ErrorCode::BadInput, {QT_TRANSLATE_NOOP("Engine", "%1 holds no valid JSON."), {source}}, problem};
}

std::string dumpJson(const Json& json, int indent)
{
    return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

} // namespace maquette::base
