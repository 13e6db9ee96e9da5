// SPDX-FileCopyrightText: 2026 The Maquette authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runlog/JsonFields.h"

#include "runlog/LineFile.h"

#include <algorithm>
#include <array>
#include <bit>
#include <functional>
#include <vector>

namespace maquette::runlog {

using base::Json;

namespace {

constexpr std::array<std::string_view, 3> words{"-Infinity", "Infinity", "NaN"};

std::string withWordsQuoted(std::string_view text)
{
    std::string quoted;
    quoted.reserve(text.size() + 64);
    bool inside = false;
    for (std::size_t i = 0; i < text.size();) {
        if (inside && text[i] == '\\') {
            quoted += text.substr(i, 2);
            i += 2;
            continue;
        }
        if (text[i] == '"')
            inside = !inside;
        const auto word
            = inside ? words.end() : std::find_if(words.begin(), words.end(), [&](std::string_view candidate) {
                  return text.substr(i).starts_with(candidate);
              });
        if (word == words.end()) {
            quoted += text[i++];
            continue;
        }
        quoted += '"';
        quoted += *word;
        quoted += '"';
        i += word->size();
    }
    return quoted;
}

/// As base::parseJson, for logs: finding a key takes time in proportion to the keys before it, so there must not be any
/// number of them.
base::Result<Json> parse(std::string_view text, const std::string& source, const base::Job& job)
{
    constexpr int deepest = 64;
    constexpr std::size_t eventsPerCheck = 4096;
    struct Stopped { };
    std::size_t events = 0;
    std::vector<std::size_t> keys;
    std::string problem;
    const auto watch = [&](int depth, Json::parse_event_t event, Json&) {
        if (++events % eventsPerCheck == 0 && job.stopped())
            throw Stopped();
        if (depth > deepest && problem.empty())
            problem = "nested deeper than " + std::to_string(deepest);
        if (event == Json::parse_event_t::object_start)
            keys.push_back(0);
        else if (event == Json::parse_event_t::object_end && !keys.empty())
            keys.pop_back();
        else if (event == Json::parse_event_t::key && !keys.empty() && ++keys.back() > mostKeys && problem.empty())
            problem = "an object of more than " + std::to_string(mostKeys) + " keys";
        return problem.empty();
    };
    // The parser takes a zero byte for the end and would not see what follows.
    if (text.find('\0') != std::string_view::npos)
        problem = "a zero byte";
    try {
        Json json = problem.empty() ? Json::parse(text.begin(), text.end(), watch) : Json();
        if (problem.empty())
            return json;
    } catch (const Stopped&) {
        return base::stoppedError();
    } catch (const nlohmann::json::exception& exception) {
        problem = exception.what();
    }
    return base::Error{
        base::ErrorCode::BadInput, {QT_TRANSLATE_NOOP("Engine", "%1 holds no valid JSON."), {source}}, problem};
}

bool isListOfNumbers(const Json& value)
{
    return value.is_array() && !value.empty()
        && std::all_of(value.begin(), value.end(), [](const Json& item) { return item.is_number(); });
}

std::string placeOf(const Json& item, std::size_t index)
{
    if (item.is_object())
        for (const char* key : {"name", "class", "key"})
            if (const auto found = item.find(key); found != item.end() && found->is_string())
                return found->get<std::string>();
    return std::to_string(index);
}

} // namespace

base::Result<Json> parseLenient(std::string_view text, const std::string& source, const base::Job& job)
{
    if (text.find("NaN") == std::string_view::npos && text.find("Infinity") == std::string_view::npos)
        return parse(text, source, job);
    return parse(withWordsQuoted(text), source, job);
}

std::optional<double> numberOf(const Json& value)
{
    if (value.is_number())
        return value.get<double>();
    if (value.is_boolean())
        return value.get<bool>() ? 1 : 0;
    if (value.is_string()) {
        const auto& text = value.get_ref<const std::string&>();
        if (std::find(words.begin(), words.end(), text) != words.end())
            return numberIn(text);
    }
    return std::nullopt;
}

Setting settingOf(const Json& value)
{
    if (value.is_null())
        return std::monostate();
    if (value.is_boolean())
        return value.get<bool>();
    if (const auto number = numberOf(value))
        return *number;
    return value.is_string() ? value.get<std::string>() : base::dumpJson(value);
}

void flatten(const Json& value, const std::string& prefix,
             const std::function<void(const std::string&, const Json&)>& leaf)
{
    if (prefix.size() > longestName)
        return;
    const auto below = [&](const std::string& name) { return prefix.empty() ? name : prefix + "/" + name; };
    if (value.is_object()) {
        for (const auto& [key, item] : value.items())
            flatten(item, below(key), leaf);
    } else if (value.is_array() && !isListOfNumbers(value)) {
        for (std::size_t i = 0; i < value.size(); ++i)
            flatten(value[i], below(placeOf(value[i], i)), leaf);
    } else {
        leaf(prefix, value);
    }
}

void RowSink::number(const std::string& tag, At at, double value, RunSink& sink)
{
    const auto [place, isNew] = m_numbers.try_emplace(tag, Last{at.step, value});
    Last& last = place->second;
    const bool same
        = last.step == at.step && std::bit_cast<std::uint64_t>(last.value) == std::bit_cast<std::uint64_t>(value);
    if (!isNew && same)
        return;
    last = {at.step, value};
    sink.scalar(tag, at, value);
}

void RowSink::leaf(const std::string& tag, At at, const Json& value, RunSink& sink)
{
    if (const auto real = numberOf(value)) {
        number(tag, at, *real, sink);
    } else if (value.is_null()) {
        if (m_numbers.contains(tag))
            number(tag, at, unknown, sink);
    } else if (value.is_string()) {
        const auto& text = value.get_ref<const std::string&>();
        const std::size_t digest = std::hash<std::string>{}(text);
        const auto [place, isNew] = m_texts.try_emplace(tag, digest);
        if (isNew || place->second != digest) {
            place->second = digest;
            sink.text(tag, at, Text{1, 1, {text}});
        }
    } else if (isListOfNumbers(value)) {
        Tensor tensor;
        tensor.shape = {static_cast<std::int64_t>(value.size())};
        tensor.values.reserve(value.size());
        for (const auto& item : value)
            tensor.values.push_back(item.get<double>());
        sink.tensor(tag, at, std::move(tensor));
    }
}

} // namespace maquette::runlog
